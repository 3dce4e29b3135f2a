"""SIGHUP: the wish that the data be read anew; or, in the foreground of a terminal that has been closed, the same as an interrupt."""

import os
import signal


class HangUp:
    """What a SIGHUP means to this process; made first of all, it remembers a wish until somebody can fulfil it.

    Under nohup, where the signal is ignored, it means nothing and stays ignored.
    """

    def __init__(self) -> None:
        self.ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        self.wished = False
        self._foreground = _foreground() is True
        if not self.ignored:
            signal.signal(signal.SIGHUP, self._early)

    def closed(self) -> bool:
        """Tell whether this process was started in the foreground of a terminal that is gone: that is what the signal tells then."""
        return self._foreground and _foreground() is None

    def _early(self, number: int, frame: object) -> None:
        if self.closed():
            signal.getsignal(signal.SIGINT)(number, frame)  # whatever an interrupt means by now
        else:
            self.wished = True


def _foreground() -> bool | None:
    """Tell whether this process is in the foreground of its terminal (credentials(7)); None where it has no terminal."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return None
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:  # it has gone this very moment
        return None
    finally:
        os.close(terminal)
