"""SIGHUP: the wish that the data be read anew; or, where a terminal has been closed, the same as an interrupt."""

import os
import signal


class HangUp:
    """What a SIGHUP means to this process; made first of all, it remembers the wish until somebody can fulfil it.

    Under nohup, where the signal is ignored, it means nothing and stays ignored.
    """

    def __init__(self) -> None:
        self.ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        self.wished = False
        self._terminal = _terminal()
        if not self.ignored:
            signal.signal(signal.SIGHUP, self._early)

    def closed(self) -> bool:
        """Tell whether the terminal that there was at the start is gone: its end is what the signal tells then."""
        return self._terminal and not _terminal()

    def _early(self, number: int, frame: object) -> None:
        if self.closed():
            signal.getsignal(signal.SIGINT)(number, frame)  # whatever an interrupt means by now
        else:
            self.wished = True


def _terminal() -> bool:
    """Tell whether this process has a controlling terminal (termios(4))."""
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True
