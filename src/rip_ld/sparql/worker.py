"""One worker process: it answers queries one at a time, under limits that the kernel keeps."""

import ctypes
import errno
import fcntl
import gc
import json
import os
import re
import resource
import signal
import socket
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache, partial

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from rip_ld.sparql import federation, wire
from rip_ld.sparql import text as query_text
from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.narrowing import narrowed
from rip_ld.sparql.results import TABLES
from rip_ld.sparql.slots import Slots
from rip_ld.sparql.spool import INLINE, Spool
from rip_ld.sparql.writing import write

_KINDS = {QuerySolutions: "solutions", QueryBoolean: "boolean", QueryTriples: "graph"}
_ANSWERS = {"solutions": "a table", "boolean": "true or false", "graph": "a graph"}
_TWO_FROMS = re.compile(r"\bFROM\b.*\bFROM\b", re.IGNORECASE | re.DOTALL)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
_PAGE = resource.getpagesize()


class _Output:
    """The answer until it is whole: in memory while it is small, then in a file; it refuses to grow beyond its limit."""

    def __init__(self, file: Spool, limit: int) -> None:
        self.file, self.limit = file, limit
        self.data = bytearray()
        self.spilled = False

    def write(self, chunk: bytes) -> int:
        if len(self) + len(chunk) > self.limit:
            raise QueryFailure("too-large", limit=self.limit)
        if not self.spilled and len(self.data) + len(chunk) > INLINE:
            self.file.write(self.data)
            self.data, self.spilled = bytearray(), True
        if self.spilled:
            self.file.write(chunk)
        else:
            self.data += chunk
        return len(chunk)

    def __len__(self) -> int:
        return len(self.file) if self.spilled else len(self.data)

    def flush(self) -> None:
        """Do nothing: nothing waits."""

    def clear(self) -> None:
        """Forget what was written."""
        self.data, self.spilled = bytearray(), False
        os.ftruncate(self.file.fileno(), 0)


def serve(news: socket.socket, store: Store, config: dict, serial: int, slots: Slots, slot: int) -> None:
    """Answer one query after the other until the pool goes (its connection ends), the master orders it, or this process has grown and should be forked anew.

    `news` is where the pool is told of the connection. `config` is the pool's: deadline (s), memory (bytes beyond those of the loaded
    store), max_bytes, prefixes. `serial` is the number by which master and pool know this worker, `slot` where it notes how long it has
    been at a query.
    """
    gc.freeze()
    _end_with_parent()
    _limit_process(config["memory"], config["max_bytes"])
    config = config | {"marked": [(f"{name}:", name, iri) for name, iri in config["prefixes"].items()]}
    peak = _peak_memory() + config["memory"] // 8
    file = Spool(folder=config["directory"])
    connection, _watched = _connected(news, serial)
    last, room = False, memoryview(bytearray(wire.ROOM))
    _allow_descriptors(False)  # whatever a query asks for, it opens no file and no socket
    while not last:
        try:
            request = wire.Incoming(room).whole(connection)
            slots.begin(slot)
            left = config["deadline"] - (time.monotonic() - request.number)  # what was spent in the line counts
            signal.setitimer(signal.ITIMER_REAL, max(left, 0.01))
            began, output, scratch = time.perf_counter(), _Output(file, config["max_bytes"]), []
            told = _answer(store, request.header, request.body.decode(), config, scratch, output)
            failed, took = "failure" in told, time.perf_counter() - began
            last = slots.end(slot) or bool(scratch) or _peak_memory() > peak
            head = wire.header(told | {"last": last}) if failed else _told(told["kind"], told["format"], last, output.spilled)
            if not output.spilled:
                wire.send(connection, wire.framed(head, took, b"" if failed else output.data))
            else:
                _allow_descriptors(True)
                wire.send(connection, wire.framed(head, took), None if failed else file.fileno())
                file = Spool(folder=config["directory"])
                _allow_descriptors(False)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except (OSError, EOFError):  # the pool has gone
            return


def _connected(news: socket.socket, serial: int) -> tuple[socket.socket, socket.socket]:
    """Make two connections and send their other ends to the pool: one for queries, and one over which nothing ever comes.

    When the pool lets go of the latter, the kernel ends this process, in the middle of a query too (SIGIO, which ends who does not handle
    it). On the former it could not tell the end from a query: the signal for one may come after it has been read.
    """
    ours, theirs = socket.socketpair()
    watched, kept = socket.socketpair()
    fcntl.fcntl(watched, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(watched, fcntl.F_SETFL, fcntl.fcntl(watched, fcntl.F_GETFL) | os.O_ASYNC)
    with theirs, kept, news:
        socket.send_fds(news, [json.dumps({"worker": serial}).encode() + b"\n"], [theirs.fileno(), kept.fileno()])
    return ours, watched


@lru_cache(maxsize=64)
def _told(kind: str, name: str, last: bool, file: bool) -> bytes:
    """Write the header of an answer: its kind, the name of its format, whether this worker takes no query after it, and whether it comes in a file."""
    return wire.header({"kind": kind, "format": name, "last": last, "file": file})


def _end_with_parent() -> None:
    """Have the kernel end this process when the master dies, whatever it is doing (prctl(2), PR_SET_PDEATHSIG)."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except (OSError, AttributeError):  # not Linux: it ends when the pool lets its connection go, a busy one at its deadline
        pass


def _answer(store: Store, request: Mapping, text: str, config: dict, scratch: list[BlankNode], output: _Output) -> dict:
    try:
        return _evaluate(store, request, text, config, scratch, output)
    except QueryFailure as failure:
        kind, details = failure.kind, failure.details
    except SyntaxError as error:
        update = query_text.is_update(text)
        kind, details = ("update", {}) if update else ("syntax", query_text.explain(str(error), text, config["prefixes"]))
    except MemoryError:
        kind, details = "memory", {"limit": config["memory"] >> 20}
    except OSError as error:  # a full disk; or SERVICE in a spelling that only the engine understands: nothing else leaves the memory of this process
        refusal = QueryFailure("no-room") if error.errno in _NO_ROOM else federation.refused(config["federate"])
        kind, details = refusal.kind, refusal.details
    except (ValueError, RuntimeError) as error:  # such as a function that the engine does not know
        unknown = "custom function" in str(error)
        kind, details = ("syntax", query_text.explain(str(error), text, config["prefixes"])) if unknown else ("bad-request", {"reason": str(error).rstrip(".")})
    except BaseException as error:  # a panic of the engine is no Exception
        kind, details = "internal", {"reason": str(error).rstrip(".")}
    return {"failure": kind, "details": details}


def _evaluate(store: Store, request: Mapping, text: str, config: dict, scratch: list[BlankNode], output: _Output) -> dict:
    elsewhere = query_text.asks_a_service(text)
    plain = query_text.without_services(text) if elsewhere else text
    if elsewhere:  # for a clear answer, and for those on the list; what keeps the engine from the network is the lack of descriptors
        with suppress(RuntimeError):  # a function that is not known here may be known there
            _tried(plain, request, config)  # no query at all? say that
        federation.found(text, request["base_iri"], config["prefixes"], config["federate"])
    dataset = _dataset(store, request, text, config, scratch)
    if place := query_text.star(text):  # the engine has the variables from A to Z, and tells them of an empty store too
        with suppress(RuntimeError):  # likewise; what nobody knows is told below
            found = _tried(plain, request, config)
            text = query_text.spelt_out(text, place, (variable.value for variable in found.variables))
    if elsewhere:
        text, dataset["custom_functions"] = _fetched(store, request, text, config, dataset)
    prefixes = {name: iri for mark, name, iri in config["marked"] if mark in text}  # reading all takes a third of a small query's time
    ask = partial(dataset.pop("store", store).query, text, base_iri=request["base_iri"], prefixes=prefixes, **dataset)
    results = ask()
    kind = _KINDS[type(results)]
    wanted = request["graph" if kind == "graph" else "solutions"]
    if wanted is None:
        types = ", ".join(f"{row.media_type} (format={row.name})" for row in TABLES[kind].values())
        raise QueryFailure("not-acceptable", answer=_ANSWERS[kind], types=types)
    write(results, TABLES[kind][wanted], output, config["prefixes"], again=ask)
    return {"kind": kind, "format": wanted}


def _tried(text: str, request: Mapping, config: dict) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Have the engine answer a query over an empty store; SyntaxError where it is none."""
    return Store().query(text, base_iri=request["base_iri"], prefixes=config["prefixes"])


def _fetched(store: Store, request: Mapping, text: str, config: dict, dataset: dict[str, object]) -> tuple[str, federation.Functions]:
    """Have what SERVICE asks for fetched, while this process may open files and sockets and the engine does not run."""
    clauses = federation.found(text, request["base_iri"], config["prefixes"], config["federate"])
    graphs = {name: value for name, value in dataset.items() if name != "store"}
    here = partial(dataset.get("store", store).query, base_iri=request["base_iri"], prefixes=config["prefixes"], **graphs)
    known = [(clause, narrowed(text, clause, here)) for clause in clauses]
    _allow_descriptors(True)
    try:
        from rip_ld.sparql.elsewhere import ask  # which brings what no other query needs

        return federation.answered(text, request["base_iri"], config, known, lambda: signal.getitimer(signal.ITIMER_REAL)[0], ask)
    finally:
        _allow_descriptors(False)


def _dataset(store: Store, request: Mapping, text: str, config: dict, scratch: list[BlankNode]) -> dict[str, object]:
    """Give the engine's arguments for the graphs to query (SPARQL 1.1 Protocol, 2.1.4: the protocol's override the query's).

    The engine shows a triple once per graph in which it stands, where SPARQL wants the merge of the graphs: several default
    graphs are therefore copied into one, whose name goes to `scratch`.
    """
    default, named = request["default_graphs"], request["named_graphs"]
    if not default and not named:
        if text.upper().count("FROM") < 2 or not _TWO_FROMS.search(text):
            return {}
        default, named = query_text.from_clauses(text, config["prefixes"], request["base_iri"])
        if len(default) < 2:
            return {}
    graphs = [NamedNode(iri) for iri in dict.fromkeys(default)]
    if len(graphs) > 1 and config["built"]:  # nothing can be copied into a store on disk: what is asked for goes into one of its own
        apart = Store()
        apart.bulk_extend(_merged(store, graphs, DefaultGraph()))
        apart.bulk_extend(quad for iri in named for quad in store.quads_for_pattern(None, None, None, NamedNode(iri)))
        return {"store": apart, "default_graph": DefaultGraph(), "named_graphs": [NamedNode(iri) for iri in named]}
    if len(graphs) > 1:
        scratch.append(BlankNode())
        store.extend(_merged(store, graphs, scratch[0]))
        graphs = scratch
    return {"default_graph": graphs, "named_graphs": [NamedNode(iri) for iri in named]}


def _merged(store: Store, graphs: Iterable[NamedNode], target: BlankNode | DefaultGraph) -> Iterable[Quad]:
    return (
        Quad(quad.subject, quad.predicate, quad.object, target)
        for graph in graphs
        for quad in store.quads_for_pattern(None, None, None, graph)
    )


def _limit_process(memory: int, max_bytes: int) -> None:
    """Bound memory, files and core dumps for the life of this process; be the first to go when the machine runs out of memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, max_bytes))
    try:
        with open("/proc/self/oom_score_adj", "w") as score:
            score.write("1000")
    except OSError:
        pass
    try:
        with open("/proc/self/statm") as statm:
            limit = int(statm.read().split()[0]) * _PAGE + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):  # not Linux: the kernel keeps no such limit
        pass


def _allow_descriptors(allowed: bool) -> None:
    """Let this process open files and sockets, or keep it from opening any: what is open stays so."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if allowed else 0, hard))


def _peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
