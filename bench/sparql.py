"""Compare our endpoint with others, side by side in one run, over one dataset: `python bench/sparql.py --dataset DIR`.

No query is ever sent twice, but where repeated ones are measured. Exit status: 0 every bar is met, 1 a median misses one, 2 the bench
could not measure.
"""

import argparse
import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import peers
import serving
from load import BenchError, load
from peers import JSON, Data, Peer
from pyoxigraph import NamedNode
from report import Result, markdown

from rip_ld.dataset.problems import DatasetError
from rip_ld.publication import project

ROOT = Path(__file__).resolve().parent.parent
TYPE, LABEL = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/2000/01/rdf-schema#label>"
ABOVE = "(<http://www.w3.org/2004/02/skos/core#broader>|<http://purl.org/dc/terms/isPartOf>)"
# {thing}: another one each time; {kind}: a class with many members; {n}: another number each time.
QUERIES = {
    "one label": "SELECT ?label {{ {thing} " + LABEL + " ?label }} # {n}",
    "one thing": "SELECT ?p ?o {{ {thing} ?p ?o }} # {n}",
    "what points to a thing": "SELECT ?s ?p {{ ?s ?p {thing} }} LIMIT 100 # {n}",
    "all above a thing": "SELECT ?above ?label {{ {thing} " + ABOVE + "* ?above . ?above " + LABEL + " ?label }} # {n}",
    "1,000 rows": "SELECT ?s ?label ?o {{ ?s " + TYPE + " {kind} ; " + LABEL + " ?label ; ?p ?o }} LIMIT 1000 # {n}",
    "names with a word": "SELECT ?s ?label {{ ?s " + LABEL + ' ?label FILTER(CONTAINS(LCASE(?label), "an{n}")) }} LIMIT 50',
    "count with a condition": "SELECT (COUNT(*) AS ?count) {{ ?s " + TYPE + " {kind} FILTER(STRLEN(STR(?s)) != {n}) }}",
    "twenty of all, sorted": "SELECT ?s ?label {{ ?s " + LABEL + " ?label }} ORDER BY ?label ?s LIMIT 20 # {n}",
    "properties by use": "SELECT ?p (COUNT(*) AS ?count) {{ ?s ?p ?o FILTER(?s != <urn:none:{n}>) }} GROUP BY ?p ORDER BY DESC(?count)",
}
REPEATED = "properties by use"
LINES = 20_000  # queries of one load, so that none comes twice
ONE_MS, HEAVY_BAR, SMALL_BARS, REPEATED_BAR = 0.001, 2.0, {1: 3.0, 8: 6.0}, 1.0
BARS = {"virtuoso": None, "rdflib-endpoint": 1 / 25}  # for queries of any weight
GROWTH_BAR = 16.0  # MiB
SLOW = {"rdflib-endpoint": 5}  # times as long is the load, so that there is an answer to be timed


@dataclass
class Measured:
    """The medians of the latency, in seconds, by server, query and concurrency: one a round."""

    medians: dict[tuple[str, str, int], list[float]] = field(default_factory=dict)

    def add(self, server: str, query: str, count: int, seconds: float) -> None:
        """Note one measurement."""
        self.medians.setdefault((server, query, count), []).append(seconds)

    def ratio(self, query: str, count: int, ours: str, theirs: str) -> tuple[float, ...]:
        """Divide what stands side by side in each round; empty where either could not be measured in every one."""
        a, b = self.medians.get((ours, query, count), []), self.medians.get((theirs, query, count), [])
        return tuple(x / y for x, y in zip(a, b)) if len(a) == len(b) else ()


def main() -> int:
    """Measure, print the tables, and write them where asked; returns the exit status."""
    parser = argparse.ArgumentParser(description="Compare our endpoint with others, side by side in one run.")
    parser.add_argument("--dataset", type=Path, default=ROOT, help="the dataset folder to serve (default: the one here)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of alternated loads (default: 5)")
    parser.add_argument("--seconds", type=int, default=1, help="seconds of each load (default: 1)")
    parser.add_argument("--without", action="append", default=[], choices=[*peers.PEERS, "built"], help="leave a server out")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to a file, too")
    given = parser.parse_args()
    if not shutil.which("wrk"):
        say("wrk is not installed, so nothing can be measured: apt-get install wrk, then try again.")
        return 2
    try:
        results = measure(given)
    except (BenchError, OSError, subprocess.TimeoutExpired) as error:
        say(str(error))
        return 2
    except DatasetError as error:
        say(str(error.problems[0]))
        return 2
    text = markdown(result.cells for result in results)
    print(text)
    if given.markdown:
        given.markdown.write_text(text, "utf-8")
    return 1 if any(result.missed for result in results) else 0


def say(sentence: str) -> None:
    """Tell the person at the terminal what goes on."""
    print(f"bench: {sentence}", file=sys.stderr, flush=True)


def measure(given: argparse.Namespace) -> list[Result]:
    """Start the servers and measure all; returns the lines of the table."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rip-ld-bench-")))
        say(f"reading {given.dataset}")
        found = project(given.dataset)
        data = peers.prepare(given.dataset, found.manifest, tuple(found.store.quads()), place)
        starts: dict[str, peers.Start] = {"rip-ld": peers.rip_ld} | ({} if "built" in given.without else {"built": peers.rip_ld_built})
        for name, (program, start) in peers.PEERS.items():
            if name in given.without:
                continue
            if peers.lacking(name):
                say(f"{program} is not installed: {name} is left out.")
            else:
                starts[name] = start
        running: dict[str, Peer] = {}
        for name, start in starts.items():
            say(f"starting {name}")
            running[name] = stack.enter_context(start(data, place))
        asked = Asked(data)
        alike(running, asked)
        found = Measured()
        for number in range(given.rounds):
            say(f"round {number + 1} of {given.rounds}")
            one_round(found, running, asked, given.seconds, number, place)
        return [*compared(found, running), *started(running), *growth(running["rip-ld"]), *absolute(found)]


class Asked:
    """Makes queries, every one another: the things and the class that they ask for are those of a dataset."""

    def __init__(self, data: Data) -> None:
        base, types = data.manifest.base, {}
        for quad in data.quads:
            if quad.predicate.value == TYPE[1:-1] and isinstance(quad.object, NamedNode):
                types.setdefault(quad.object, []).append(quad.subject)
        self._kind, _ = max(types.items(), key=lambda item: (len(item[1]), item[0].value))
        things = sorted({str(x) for members in types.values() for x in members if isinstance(x, NamedNode) and x.value.startswith(base)})
        random.Random(1).shuffle(things)
        self._things, self._count = things, 0

    def query(self, name: str) -> str:
        """Give a query that was never given before."""
        self._count += 1
        return QUERIES[name].format(thing=self._things[self._count % len(self._things)], kind=self._kind, n=self._count)


def one_round(found: Measured, running: dict[str, Peer], asked: Asked, seconds: int, number: int, place: Path) -> None:
    """Measure every query at every server once, in turn, every other round backwards."""
    names = list(running) if number % 2 == 0 else list(reversed(running))
    lists = place / "paths.txt"
    for query in QUERIES:
        for name in names:
            peer = running[name]
            for count in SMALL_BARS:
                lists.write_text("\n".join(peer.target(asked.query(query)) for _ in range(LINES)) + "\n")
                record(found, peer, name, query, count, seconds, lists)
    for name in names:
        lists.write_text(running[name].target(QUERIES[REPEATED].format(n=0)) + "\n")
        record(found, running[name], name, "repeated", 1, seconds, lists)


def record(found: Measured, peer: Peer, name: str, query: str, count: int, seconds: int, lists: Path) -> None:
    """Load one server and note the median; what cannot be measured is told and left out."""
    processors = serving.apart([peer.process.pid], together=count > 1)
    try:
        found.add(name, query, count, load(peer.address, seconds * SLOW.get(name, 1), count, lists, processors=processors, accept=JSON).median)
    except BenchError as error:
        say(f"{peer.name}, {query}, concurrency {count}: {error}")


def rows(peer: Peer, query: str) -> int:
    """Ask a query and count the rows of its answer; raises BenchError where it is not 200."""
    connection = http.client.HTTPConnection(serving.HOST, peer.port, timeout=peers.PATIENCE)
    try:
        connection.request("GET", peer.target(query), headers={"Accept": JSON})
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise BenchError(f"{peer.name} answers {query[:80]} with {response.status}: {body[:200].decode('utf-8', 'replace')}")
    return len(json.loads(body)["results"]["bindings"])


def alike(running: dict[str, Peer], asked: Asked) -> None:
    """Make sure that all servers give as many rows, and that they are warm."""
    for query in QUERIES:
        text = asked.query(query)
        counts = {name: rows(peer, text) for name, peer in running.items()}
        if len(set(counts.values())) > 1:
            say(f"not the same number of rows for “{query}”: {counts}")


def compared(found: Measured, running: dict[str, Peer]) -> Iterator[Result]:
    """Give the ratios: ours to each other server's, with the bar where there is one."""
    pairs = [("rip-ld", "oxigraph"), ("built", "oxigraph-disk"), ("rip-ld", "virtuoso"), ("rip-ld", "rdflib-endpoint")]
    for ours, theirs in pairs:
        if not {ours, theirs} <= running.keys():
            continue
        for query in QUERIES:
            for count, small in SMALL_BARS.items():
                values = found.ratio(query, count, ours, theirs)
                if not values:
                    continue
                heavy = median(found.medians[theirs, query, min(SMALL_BARS)]) >= ONE_MS
                bar = BARS[theirs] if theirs in BARS else HEAVY_BAR if heavy else small
                yield Result(f"{query}: {running[ours].name} : {running[theirs].name}, concurrency {count}", "times", values, bar)
        if values := found.ratio("repeated", 1, ours, theirs):
            yield Result(f"a repeated query: {running[ours].name} : {running[theirs].name}", "times", values, REPEATED_BAR if theirs == "oxigraph" else None)


def started(running: dict[str, Peer]) -> Iterator[Result]:
    """Tell how long each took to its first answer, and the memory that it uses after all rounds."""
    for peer in running.values():
        yield Result(f"{peer.name}: start to first answer", "s", (peer.seconds,))
    for peer in running.values():
        yield Result(f"{peer.name}: memory, PSS of all processes", "MiB", (sum(row[2] for row in serving.memory(peer.process.pid)),))


def growth(peer: Peer) -> Iterator[Result]:
    """Tell by how much the peak of the server's own memory grows while a large result is sent."""
    before = _peak(peer.process.pid, reset=True)
    size = rows(peer, "SELECT * { ?s ?p ?o } LIMIT 150000")
    yield Result(f"rip-ld: growth of the server process while a result of {size:,} rows is sent", "MiB", (_peak(peer.process.pid) - before,), GROWTH_BAR)


def _peak(pid: int, reset: bool = False) -> float:
    if reset:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return int(re.search(r"^VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[1]) / 1024


def absolute(found: Measured) -> Iterator[Result]:
    """Tell the latencies themselves; for information: they depend on the machine and on what else it does."""
    for (server, query, count), values in found.medians.items():
        yield Result(f"{query}: {server}, concurrency {count}", "ms", tuple(1000 * value for value in values))


if __name__ == "__main__":
    sys.exit(main())
