"""Strangers' queries over a remote store: tried here on no data at all, sent there, and the answer read before it is passed on.

The trial, in a worker process, finds what is no query, updates, SERVICE, and which kind of answer is due. What the store then says is
parsed and written anew, so that the formats are ours, and half an answer is never taken for a whole one.
"""

import asyncio
import io
import mmap
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import replace

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse_query_results, serialize
from pyoxigraph import parse as parse_rdf

from rip_ld.sparql import text as query_text
from rip_ld.sparql.departure import Departure
from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.pool import Answer, Pool
from rip_ld.sparql.request import Query
from rip_ld.sparql.results import ANSWERS, GRAPHS, SOLUTIONS, Format
from rip_ld.sparql.rows import Count, Many, limited
from rip_ld.sparql.spool import INLINE, Spool
from rip_ld.sparql.writing import write
from rip_ld.store import StoreError, StoreTimeout, noted
from rip_ld.store.endpoint import JSON, N_TRIPLES, Endpoint
from rip_ld.store.remote import NOTHING, RemoteStore
from rip_ld.store.skolem import Skolem

ASKED = "__ASK_RETVAL"  # the one column of the table that Virtuoso makes of a yes, empty for a no
AT_ONCE = 16  # queries that the store is asked at a time
LITTLE = 0.05  # seconds that are as good as none
RAW = 4  # times the limit that an answer may have in the format in which the store gives it


class RemotePool:
    """Answers strangers' queries from a remote store, with the limits of the pool that tries them and at most `most` bytes and `rows` rows an answer."""

    def __init__(self, endpoint: Endpoint, trying: Pool, store: RemoteStore, prefixes: dict[str, str], most: int, rows: int) -> None:
        self._endpoint, self._trying, self._store, self._prefixes, self._most, self._rows = endpoint, trying, store, prefixes, most, rows
        self._graphs = [graph.value for graph in store.graphs()]
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="remote")

    async def ask(self, query: Query, departure: Departure | None = None) -> Answer:
        """Have the store answer a query, as `run`, from an event loop."""
        started = time.perf_counter()
        tried = await self._trying.ask(query, departure)
        future = self._threads.submit(self._answered, query, tried, started, departure)
        await asyncio.wait({waited := asyncio.wrap_future(future)}, timeout=self._trying.queue_wait)
        self._begun(future)
        return await waited

    def settle(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have queries tried in an event loop that runs, whoever asks from wherever."""
        self._trying.settle(loop)

    def close(self) -> None:
        """Take no more queries and drop those that wait; those under way end at their deadline."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def run(self, query: Query, departure: Departure | None = None) -> Answer:
        """Have the store answer a query; QueryFailure, with a status and a sentence, if it gets no answer. `departure` tells when who asked has gone."""
        started = time.perf_counter()
        future = self._threads.submit(self._answered, query, self._trying.run(query, departure), started, departure)
        wait([future], self._trying.queue_wait)
        self._begun(future)
        return future.result()

    def _begun(self, future: Future[Answer]) -> None:
        """Give up a query that still waits for its turn; QueryFailure then."""
        if future.cancel():
            seconds = self._trying.queue_wait
            raise QueryFailure("store-busy", count=AT_ONCE, seconds=seconds, retry_after=max(1, round(seconds)))

    def _left(self, started: float) -> float:
        return max(0.01, self._trying.deadline - (time.perf_counter() - started))

    def _answered(self, query: Query, tried: Answer, started: float, departure: Departure | None) -> Answer:
        """Have the store answer a query that has been tried, in a thread of its own."""
        if departure and departure.happened:
            raise QueryFailure("gone")
        self._endpoint.begin(self._left(started))
        text, accept, dataset = self._text(self._spelt_out(query, departure)), (N_TRIPLES if tried.kind == "graph" else JSON,), self._dataset(query)
        telling = departure.telling if departure else nullcontext

        def fetched(text: str, row: Format, rows: int = 0) -> Spool:
            raw = Spool(limit=RAW * self._most)
            self._endpoint.fetch(text, accept, *dataset, raw.write, self._left(started), telling)
            return rewritten(raw, row, self._most, self._prefixes, self._store.skolem, rows)

        def answered() -> tuple[Spool, int]:
            try:
                return fetched(text, tried.row, self._rows), 0
            except Many:
                more, written = fetched(limited(text, 1, self._rows), SOLUTIONS["tsv"]), fetched(limited(text, self._rows), tried.row)
                return written, self._rows if b"".join(more).count(b"\n") > 1 else 0

        try:
            written, cut = self._store.whole(answered)
        except StoreError as error:
            if departure and departure.happened:
                raise QueryFailure("gone") from None
            if isinstance(error, StoreTimeout):  # of the query's own time there may be some left: then others have found the store too slow
                raise (QueryFailure("store-slow") if self._left(started) > LITTLE else QueryFailure("deadline", seconds=self._trying.deadline)) from None
            noted(error)
            raise QueryFailure("store", reason=str(error).rstrip(".")) from None
        except OverflowError:
            raise QueryFailure("too-large", limit=self._most) from None
        small = len(written) <= INLINE
        body, file = (b"".join(written), None) if small else (b"", written)
        return Answer(tried.kind, tried.format, body, time.perf_counter() - started, file, cut)

    def _spelt_out(self, query: Query, departure: Departure | None) -> Query:
        """Give a query with variables in the place of its star, since not every store gives them in their order."""
        if not (place := query_text.star(query.text)):
            return query
        names = self._trying.run(replace(query, solutions="csv"), departure).whole().decode().splitlines()[0].split(",")
        return replace(query, text=query_text.spelt_out(query.text, place, names))

    def _text(self, query: Query) -> str:
        """Declare what needs no declaration here, and take out FROM: the protocol's graphs override it, but not in every store."""
        return query_text.prologue(query.text, self._prefixes, query.base_iri) + query_text.without_from(query.text)[query_text.form(query.text)[1] :]

    def _dataset(self, query: Query) -> tuple[list[str], list[str]]:
        """Give the default graph and the named graphs to ask: the protocol's, the query's own, or all; and only those of this dataset."""
        default, named = list(query.default_graphs), list(query.named_graphs)
        if not default and not named:
            default, named = query_text.from_clauses(query.text, self._prefixes, query.base_iri)
        if not default and not named:
            return [self._store.union], self._graphs
        known = set(self._graphs)
        return [graph for graph in default if graph in known] or [NOTHING], [graph for graph in named if graph in known] or [NOTHING]


def ask_elsewhere(endpoint: Endpoint, query: Query, most: int) -> bytes:
    """Have any endpoint answer a query over the dataset that the endpoint has; StoreError if it gives no answer, QueryFailure where there is none in that format.

    Its declarations are sent in an order that every store reads, all else as it stands, each line in its place.
    """
    form, begin = query_text.form(query.text)
    table, name, media = (SOLUTIONS, query.solutions, JSON) if form in ("SELECT", "ASK") else (GRAPHS, query.graph, N_TRIPLES)
    if name is None:
        types = ", ".join(f"{row.media_type} (format={row.name})" for row in table.values())
        raise QueryFailure("not-acceptable", answer=ANSWERS["solutions" if table is SOLUTIONS else "graph"], types=types)
    raw = Spool(limit=RAW * most)
    declared = query_text.prologue(query.text, {}, None) + "\n" * query.text.count("\n", 0, begin) if form else query.text
    try:
        endpoint.fetch(declared + query.text[begin:], (media,), (), (), raw.write)
        return b"".join(rewritten(raw, table[name], most, {}))
    except OverflowError:
        raise StoreError(f"The store gave an answer of more than {most} bytes; --query-bytes takes more.", endpoint.url) from None


def rewritten(raw: Spool, row: Format, most: int, prefixes: dict[str, str], skolem: Skolem | None = None, rows: int = 0) -> Spool:
    """Write an answer of a store, JSON or N-Triples, in a format of ours.

    StoreError where it is broken, OverflowError beyond `most` bytes, Many where a table seems to have more than `rows` (0: any number of them), QueryFailure where the
    format cannot write it.
    """
    written = _Output(Spool(limit=most), rows, row.between if rows else b"")
    try:
        return (_solutions if row.name in SOLUTIONS else _graph)(raw, row, written, prefixes, skolem)
    except (SyntaxError, ValueError) as error:
        said = str(error).rstrip(".")
    raise StoreError(f"What it sent is not whole, or not in the format that it claims ({said}).")  # here: what the parser holds may end in this thread only


def _solutions(raw: Spool, row: Format, written: "_Output", _: dict[str, str], skolem: Skolem | None) -> Spool:
    write(_table(raw, skolem), row, written, {}, lambda: _table(raw, skolem))
    return written.spool


def _table(raw: Spool, skolem: Skolem | None) -> QuerySolutions | QueryBoolean:
    found = parse_query_results(path=raw.path, format=QueryResultsFormat.JSON)
    if isinstance(found, QuerySolutions) and [variable.value for variable in found.variables] == [ASKED]:
        truth = any(row[0].value != "0" for row in found)
        return parse_query_results(f'{{"head":{{}},"boolean":{str(truth).lower()}}}', QueryResultsFormat.JSON)
    if isinstance(found, QuerySolutions) and skolem and _holds(raw, skolem.prefix):  # blank nodes, written as what they are
        ours = io.BytesIO()
        found.serialize(ours, QueryResultsFormat.JSON)
        plain = ours.getvalue().replace(f'{{"type":"uri","value":"{skolem.prefix}'.encode(), b'{"type":"bnode","value":"')
        return parse_query_results(plain, QueryResultsFormat.JSON)
    return found


def _graph(raw: Spool, row: Format, written: "_Output", prefixes: dict[str, str], skolem: Skolem | None) -> Spool:
    triples: Iterable[Triple] = (quad.triple for quad in parse_rdf(path=raw.path, format=RdfFormat.N_TRIPLES))
    if skolem and _holds(raw, skolem.prefix):
        triples = (Triple(skolem.blank(x.subject), x.predicate, skolem.blank(x.object)) for x in triples)
    used = {name: iri for name, iri in prefixes.items() if _holds(raw, iri)}
    write(_Graph(triples), row, written, used, lambda: None)
    return written.spool


class _Output:
    """A spool as the writers want it (sparql.writing)."""

    def __init__(self, spool: Spool, rows: int, between: bytes) -> None:
        self.data, self.spilled, self.rows = bytearray(), True, Count(rows)
        self.spool, self.flush = spool, spool.flush
        self.rows.start(between)

    def write(self, chunk: bytes) -> int:
        self.rows.add(chunk)
        return self.spool.write(chunk)

    def clear(self) -> None:
        os.ftruncate(self.spool.fileno(), 0)
        self.rows.again()


class _Graph:
    """Triples as the engine gives those of a CONSTRUCT."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = triples

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def serialize(self, output: _Output, format: RdfFormat) -> None:
        serialize(self._triples, output, format=format)


def _holds(spool: Spool, text: str) -> bool:
    return _mapped(spool).find(text.encode()) >= 0


def _mapped(spool: Spool) -> mmap.mmap | bytes:
    """Give the bytes of a spool without reading them into memory."""
    return mmap.mmap(spool.fileno(), 0, access=mmap.ACCESS_READ) if len(spool) else b""
