"""Measure speed, side by side in one run: `make bench`, or `python bench/run.py --help`.

Exit status: 0 every bar is met, 1 the median misses a bar, 2 the bench could not measure.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import serving
from load import BenchError, Load, load
from report import Result, markdown
from serving import Answer, Client

from rip_ld import __version__
from rip_ld.dataset.problems import DatasetError
from rip_ld.dataset.read import read
from rip_ld.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
NEEDED = {"wrk": "sends the requests", "nginx": "is what cached pages are compared with"}
LIVE_BAR, CACHED_BARS, START_BAR = 3.0, {1: 2.0, 8: 4.0}, 1.0
QUERIES = {
    "small": "ASK { ?s ?p ?o }",
    "middling": "SELECT ?s ?label WHERE { ?s a ?class ; rdfs:label ?label } LIMIT 200",
    "heavy": "SELECT ?p (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s a ?c . ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)",
}


@dataclass(frozen=True)
class Chosen:
    """The pages that are measured: the paths of all, and the one whose size is the median, with its answer."""

    paths: tuple[str, ...]
    path: str
    answer: Answer


@dataclass(frozen=True)
class Run:
    """One load to be measured each round: of which server, over how many connections, and what is asked for."""

    name: str
    address: str
    connections: int
    paths: Path | None = None
    live: bool = False


def main() -> int:
    """Measure, print the table, and write it where asked; returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure speed, side by side in one run.")
    parser.add_argument("--dataset", type=Path, default=ROOT, help="the dataset folder to serve (default: the one here)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of alternated loads, and starts (default: 5)")
    parser.add_argument("--seconds", type=int, default=1, help="seconds of each load (default: 1)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to a file, too")
    given = parser.parse_args()
    missing = [name for name in NEEDED if not shutil.which(name)]
    if "wrk" in missing:
        say("wrk is not installed, so nothing can be measured: apt-get install wrk nginx-light, then try again.")
        return 2
    try:
        results, memory = measure(given, compare=not missing)
    except (BenchError, OSError, subprocess.TimeoutExpired) as error:
        say(str(error))
        return 2
    except DatasetError as error:
        say(str(error.problems[0]))
        return 2
    text = written(results, memory, given)
    print(text)
    if missing:
        say("nginx is not installed: cached pages were not compared with it.")
    if given.markdown:
        given.markdown.write_text(text, "utf-8")
    return 1 if any(result.missed for result in results) else 0


def say(sentence: str) -> None:
    """Tell the person at the terminal what goes on."""
    print(f"bench: {sentence}", file=sys.stderr, flush=True)


def measure(given: argparse.Namespace, compare: bool) -> tuple[list[Result], list[tuple[str, float, float]]]:
    """Start the servers and measure all; returns the lines of the table, and the processes with their memory."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rip-ld-bench-")))
        port = serving.free_port()
        ours = stack.enter_context(serving.serving(serving.rip_ld(given.dataset, port), port, "/"))
        pages = choose(given.dataset, port)
        say(f"{len(pages.paths)} pages; the median one is {pages.path} with {len(pages.answer.body):,} bytes")
        port = serving.free_port()
        bare = stack.enter_context(serving.serving(serving.bare(port, len(pages.answer.body), Settings.threads), port, "/bare"))
        lists = {"all": pages.paths, "median": (pages.path,), "bare": ("/bare",)}
        files = {name: folder / f"{name}.txt" for name in lists}
        for name, paths in lists.items():
            files[name].write_text("\n".join(paths) + "\n")
        runs = [
            run
            for count in (1, 8)
            for run in (
                Run(f"live {count}", ours.address, count, files["all"], live=True),
                Run(f"bare {count}", bare.address, count, files["bare"], live=True),
                Run(f"median {count}", ours.address, count, files["median"], live=True),
            )
        ]
        if compare:
            site = folder / "site"
            site.mkdir()
            port = serving.free_port()
            static = stack.enter_context(serving.serving(serving.nginx(site, port, pages.answer), port, "/page.html"))
            alike(port, pages.answer)
            for count in CACHED_BARS:
                runs += [Run(f"cached {count}", ours.address + pages.path, count), Run(f"static {count}", static.address + "/page.html", count)]
        servers = [ours.process.pid, bare.process.pid, *([static.process.pid] if compare else [])]
        loads = alternate(runs, servers, given.rounds, given.seconds)
        memory = serving.memory(ours.process.pid)
        queries = list(query_results(ours, given))
    return [*ratios(loads, compare), *start_results(given), *queries, *speeds(loads)], memory


def choose(dataset: Path, port: int) -> Chosen:
    """Ask for the page of everything that stands at the left margin of a Turtle file, and find the median one."""
    found = read(dataset)
    names = sorted({iri.partition("#")[0][len(found.base) :] for iri in found.places if iri.startswith(found.base)} - {""})
    client = Client(port)
    answers = {path: client.get(path) for path in ("/" + quote(name, safe="/-._~") + ".html" for name in names if not name.endswith("/"))}
    client.close()
    good = sorted((path for path, answer in answers.items() if answer.status == 200), key=lambda path: (len(answers[path].body), path))
    if not good:
        raise BenchError("No page of the dataset is answered with 200.")
    path = good[len(good) // 2]
    return Chosen(tuple(spread(good)), path, answers[path])


def spread(paths: Sequence[str]) -> Iterator[str]:
    """Give all paths, far from the order of their sizes, so that every second of load has pages of all sizes."""
    step = next(step for step in range(int(len(paths) * 0.618) or 1, len(paths) + 1) if _prime_to(step, len(paths)))
    return (paths[number * step % len(paths)] for number in range(len(paths)))


def _prime_to(a: int, b: int) -> bool:
    while b:
        a, b = b, a % b
    return a == 1


def alike(port: int, page: Answer) -> None:
    """Make sure that nginx gives the same bytes under the same number of headers, give or take three."""
    client = Client(port)
    static = client.get("/page.html")
    client.close()
    if static.body != page.body or abs(len(static.headers) - len(page.headers)) > 3:
        raise BenchError("nginx does not give the same page: its headers or its bytes differ.")


def alternate(runs: Sequence[Run], servers: Sequence[int], rounds: int, seconds: int) -> dict[str, list[Load]]:
    """Measure every load once a round, in turn, every other round backwards; returns the measurements of each.

    With one connection, wrk and the servers keep to different processors; with several, all have all.
    """
    loads: dict[str, list[Load]] = {run.name: [] for run in runs}
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for run in runs if number % 2 == 0 else reversed(runs):
            processors = serving.apart(servers, together=run.connections > 1)
            loads[run.name].append(load(run.address, seconds, run.connections, run.paths, run.live, processors))
    return loads


def ratios(loads: dict[str, list[Load]], compare: bool) -> Iterator[Result]:
    """Divide what stands side by side in each round: how many times as long one takes as the other."""

    def times(slow: str, fast: str) -> tuple[float, ...]:
        return tuple(b.rate / a.rate for a, b in zip(loads[slow], loads[fast]))

    for count in (1, 8):
        yield Result(f"Any page rendered live : bare Flask route, concurrency {count}", "times", times(f"live {count}", f"bare {count}"), LIVE_BAR)
        yield Result(f"Median page rendered live : bare Flask route, concurrency {count}", "times", times(f"median {count}", f"bare {count}"), LIVE_BAR)
    for count, bar in CACHED_BARS.items() if compare else ():
        yield Result(f"Cached page : nginx static file, concurrency {count}", "times", times(f"cached {count}", f"static {count}"), bar)


def start_results(given: argparse.Namespace) -> Iterator[Result]:
    """Start the server again and again, after one start that does not count."""
    say(f"{given.rounds} starts")
    seconds, busy, laps = [], [], []
    for _ in range(given.rounds + 1):
        port = serving.free_port()
        with serving.serving(serving.rip_ld(given.dataset, port), port, "/") as server:
            seconds.append(server.seconds)
            busy.append(serving.worked(server.process.pid))
        split = subprocess.run([sys.executable, str(ROOT / "bench" / "split.py"), str(given.dataset)], capture_output=True, text=True, timeout=60, check=False)
        if split.returncode:
            raise BenchError(f"the parts of a start cannot be timed: {split.stderr.strip().splitlines()[-1]}")
        laps.append(json.loads(split.stdout))
    yield Result("From the start of the process to the first answer", "s", tuple(seconds[1:]), START_BAR)
    yield Result("… processor time of the server process until then", "s", tuple(busy[1:]))
    for name in laps[0]:
        yield Result(f"… of which {name}", "s", tuple(lap[name] for lap in laps[1:]))


def query_results(server: serving.Server, given: argparse.Namespace) -> Iterator[Result]:
    """Measure how long queries take over HTTP, one at a time; for information."""
    processors = serving.apart([server.process.pid])
    for name, query in QUERIES.items():
        url = f"{server.address}/sparql?format=json&query={quote(query, safe='')}"
        yield Result(f"SPARQL query, {name}: median latency", "ms", tuple(load(url, given.seconds, 1, processors=processors).median * 1000 for _ in range(3)))


def speeds(loads: dict[str, list[Load]]) -> Iterator[Result]:
    """Tell the requests a second themselves; for information: they depend on the machine and on what else it does."""
    names = {"live": "Any page rendered live", "median": "Median page rendered live", "bare": "Bare Flask route", "cached": "Cached page", "static": "nginx static file"}
    for name, measured in loads.items():
        kind, count = name.split()
        yield Result(f"{names[kind]}, concurrency {count}", "requests/s", tuple(one.rate for one in measured))


def written(results: Sequence[Result], memory: Sequence[tuple[str, float, float]], given: argparse.Namespace) -> str:
    """Write the tables: the bars, the rest, and the memory."""
    judged = markdown(result.cells for result in results if result.bar is not None)
    rest = markdown((result.cells[:4] for result in results if result.bar is None), ("What", "Unit", "Median", "Lowest to highest"))
    total = ("all", sum(row[1] for row in memory), sum(row[2] for row in memory))
    sizes = markdown(((name, f"{rss:.0f}", f"{pss:.0f}") for name, rss, pss in (*memory, total)), ("Process", "RSS, MiB", "PSS, MiB"))
    busy = f", load average {os.getloadavg()[0]:.1f} when it ended" if hasattr(os, "getloadavg") else ""
    about = f"rip-ld {__version__}, Python {platform.python_version()}, {os.cpu_count()} processors{busy}, {given.rounds} rounds of {given.seconds} s a load."
    return "\n".join([about, "", judged, rest, sizes])


if __name__ == "__main__":
    sys.exit(main())
