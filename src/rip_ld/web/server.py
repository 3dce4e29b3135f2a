"""The HTTP server: granian in this very process, so that there is one process to watch and one to end."""

import asyncio
import errno
import logging
import resource
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvloop
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from rip_ld.hangup import HangUp
from rip_ld.sparql.limits import let_others_finish

if TYPE_CHECKING:  # not before it is needed: it takes a while
    from rip_ld.web.front import Front

STOPPING = (signal.SIGINT, signal.SIGTERM)
GRACE = 2.0  # seconds that answers under way have to reach their readers once the server is told to stop
HINTS = {
    errno.EADDRINUSE: "Another program listens there; choose another port with --port.",
    errno.EACCES: "Ports below 1024 need special rights; choose another port with --port.",
    errno.EADDRNOTAVAIL: "This machine does not have that address; choose another with --host.",
}


class ListenError(Exception):
    """The server cannot listen where it should; the message says why in one line."""


def address_of(host: str, port: int) -> str:
    """Find the numeric address of a host name of this machine, and make sure that its port is free. Raises ListenError."""
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError):
        raise ListenError(f"cannot listen on {shown}: there is no such host.") from None
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            hint = HINTS.get(error.errno, "Choose another with --host or --port.")
            raise ListenError(f"cannot listen on {shown}: {error.strerror}. {hint}") from None
    return address[0]


def run(front: "Front", address: str, port: int, ready: Callable[[], None], hang_up: HangUp | None = None, renew: Callable[[], None] | None = None) -> None:
    """Serve until a signal asks to stop; `ready` is called when requests can come. A second signal does not wait for anything.

    `renew` is called in the event loop where `hang_up` tells that the data are to be read anew. Raises ListenError where somebody else
    was faster to take the port.
    """
    logging.basicConfig(format="rip-ld: %(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S%z")
    let_others_finish()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each connection is an open file, and of those most systems allow only 1,024 unless they are asked
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(front, address, port, ready, hang_up, renew))


async def _serve(front: "Front", address: str, port: int, ready: Callable[[], None], hang_up: HangUp | None, renew: Callable[[], None] | None) -> None:
    loop = asyncio.get_running_loop()
    server = Server(
        front,
        address=address,
        port=port,
        interface=Interfaces.RSGI,
        websockets=False,
        log_enabled=False,
        backlog=1024,
        http1_settings=HTTP1Settings(header_read_timeout=20_000),
    )
    server.workers_kill_timeout = GRACE

    def stop() -> None:
        for number in STOPPING:
            loop.remove_signal_handler(number)
        loop.add_signal_handler(signal.SIGHUP, lambda: None)
        front.leave()
        server.stop()

    for number in STOPPING:
        loop.add_signal_handler(number, stop)
    if hang_up and renew and not hang_up.ignored:
        loop.add_signal_handler(signal.SIGHUP, lambda: stop() if hang_up.closed() else renew())
        if hang_up.wished:
            renew()
    front.begin()
    server.on_startup(lambda: loop.call_later(0.005, ready))
    try:
        await server.serve()
    except TimeoutError:  # an answer under way took longer than the grace
        pass
    except (OSError, RuntimeError) as error:
        raise ListenError(f"cannot listen on {address}:{port}: {error}.") from None
    finally:
        front.close()
