"""Attack the endpoint and time who attacks and who stands by: `python bench/hostile.py --help`.

Exit status: 0 every bar is met, 1 one is missed, 2 the bench could not measure.
"""

import argparse
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import serving
from load import BenchError, load
from report import Result, markdown

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from hostile import HOSTILE, Hostile  # noqa: E402 - the tests attack with the same queries

MEMORY, BYTES = 96, 32  # MiB, as in the tests
CANARIES = 20
SMALL = "SELECT ?s { ?s a <http://www.w3.org/2004/02/skos/core#ConceptScheme> } ORDER BY ?s LIMIT 3"
LATER, SLOWER = 0.5, 3.0  # seconds after the deadline, times the idle latency


def main() -> int:
    """Measure, print the table, and write it where asked; returns the exit status."""
    parser = argparse.ArgumentParser(description="Attack the endpoint, and time who attacks and who stands by.")
    parser.add_argument("--dataset", type=Path, default=ROOT, help="the dataset folder to serve (default: the one here)")
    parser.add_argument("--deadline", type=float, default=3.0, help="seconds that a query may take (default: 3)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table to a file, too")
    given = parser.parse_args()
    try:
        results = list(measure(given.dataset, given.deadline))
    except (BenchError, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    text = markdown(result.cells for result in results)
    print(text)
    if given.markdown:
        given.markdown.write_text(text, "utf-8")
    return 1 if any(result.missed for result in results) else 0


def measure(dataset: Path, deadline: float) -> Iterator[Result]:
    """Serve the dataset and send each hostile query, with twenty connections that ask for small answers and pages meanwhile."""
    port = serving.free_port()
    limits = ["--query-timeout", str(deadline), "--query-memory", str(MEMORY), "--query-bytes", str(BYTES)]
    with tempfile.TemporaryDirectory(prefix="rip-ld-bench-") as folder, serving.serving([*serving.rip_ld(dataset, port), *limits], port, "/") as server:
        paths = Path(folder) / "paths.txt"
        paths.write_text("/sparql?" + urllib.parse.urlencode({"format": "csv", "query": SMALL}) + "\n/search?q=the\n")
        load(server.address, 1, CANARIES, paths, live=True)
        idle = load(server.address, 2, CANARIES, paths, live=True).median
        for name, query in HOSTILE.items():
            print(f"bench: {name}", file=sys.stderr, flush=True)
            stop, seen = threading.Event(), []
            attack = threading.Thread(target=lambda: seen.extend(attacks(server.address, query, stop)))  # noqa: B023 - it ends before the next
            attack.start()
            busy = load(server.address, max(1, round(deadline)), CANARIES, paths, live=True).median
            stop.set()
            attack.join()
            statuses = " or ".join(map(str, sorted({status for status, _ in seen})))
            yield Result(f"{name}: until its sender has {statuses}", "s", tuple(seconds for _, seconds in seen), deadline + LATER)
            yield Result(f"{name}: small queries and pages : when idle", "times", (busy / idle,), SLOWER)


def attacks(address: str, query: Hostile, stop: threading.Event) -> Iterator[tuple[int, float]]:
    """Send a hostile query again and again, and give the status and the seconds of each: on another dataset another limit may end it first."""
    form = urllib.parse.urlencode({"query": query.text}).encode()
    while not stop.is_set():
        started = time.perf_counter()
        try:
            with urllib.request.urlopen(urllib.request.Request(address + "/sparql", form), timeout=60) as answer:  # noqa: S310 - our own server
                status = answer.status
                answer.read()
        except urllib.error.HTTPError as error:
            status = error.code
        yield status, time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
