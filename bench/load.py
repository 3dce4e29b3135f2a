"""Load from wrk: requests a second and latencies of one address, or of many."""

import json
import shutil
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

LUA = Path(__file__).with_name("load.lua")
ACCEPT = "text/html"


class BenchError(Exception):
    """The bench cannot measure; the message is one clear sentence."""


@dataclass(frozen=True)
class Load:
    """What one run of wrk measured: requests a second, and the median and the 99th percentile of the latency in seconds."""

    rate: float
    median: float
    p99: float


def load(address: str, seconds: float, connections: int, paths: Path | None = None, live: bool = False, processors: Collection[int] = (), accept: str = ACCEPT) -> Load:
    """Ask a server with some connections for some seconds; raises BenchError where an answer is not a good one.

    `paths` is a file of paths to ask for in turn instead of the address's own; `live` adds a query string that is never
    the same, so that no cache can answer; `accept` is what the client likes; `processors` are those that wrk may use, if not all.
    """
    arguments: Sequence[str] = [str(paths), "live" if live else "same"] if paths else []
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "20s", "-H", f"Accept: {accept}", "-s", str(LUA), address, "--", *arguments]
    command = (["taskset", "-c", ",".join(map(str, processors))] if processors and shutil.which("taskset") else []) + command
    run = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=False)
    try:
        found = json.loads(run.stdout.strip().rsplit("\n", 1)[-1])
    except ValueError:
        raise BenchError(f"wrk measured nothing at {address}: {run.stderr.strip() or run.stdout.strip()}") from None
    if found["errors"] or not found["requests"]:
        raise BenchError(f"{found['errors']} of {found['requests']} requests to {address} failed.")
    return Load(found["requests"] / found["seconds"], found["median"], found["p99"])
