"""Where the time of a start goes. Run as `python split.py DATASET`; prints one JSON object of seconds."""

import time

STARTED = time.perf_counter()

import gc  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402


def main() -> None:
    """Do what `rip-ld serve` does before it listens, and time each part."""
    gc.disable()
    laps: dict[str, float] = {}
    last = STARTED

    def lap(name: str) -> None:
        nonlocal last
        now = time.perf_counter()
        laps[name], last = now - last, now

    from rip_ld.publication import publish
    from rip_ld.settings import settings
    from rip_ld.web.front import application
    from rip_ld.web.server import run  # noqa: F401

    lap("import")
    from rip_ld.dataset.read import read

    chosen = settings({"dataset": sys.argv[1]})
    read(chosen.dataset)
    lap("read")
    with publish(chosen) as publication:
        lap("load")
        laps["load"] -= laps["read"]  # publish reads, too
        front = application(publication)
        lap("application")
        front.close()
        print(json.dumps(laps))


if __name__ == "__main__":
    main()
