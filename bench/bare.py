"""The least that Flask can do on the same server: one route that returns bytes. Run as `python bare.py PORT BYTES THREADS`."""

import gc
import sys

from flask import Flask, Response

from rip_ld.web.front import Front, Served
from rip_ld.web.server import run


def main() -> None:
    """Serve until a signal asks to stop."""
    port, size, threads = (int(argument) for argument in sys.argv[1:])
    app = Flask("bare")
    body = b"x" * size

    @app.get("/bare")
    def bare() -> Response:
        return Response(body, content_type="text/html; charset=utf-8")

    gc.freeze()
    run(Front(Served(app), threads), "127.0.0.1", port, lambda: None)


if __name__ == "__main__":
    main()
