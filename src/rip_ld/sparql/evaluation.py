"""One query, from its text to its answer or the reason why there is none: what is done before the engine is asked, and after."""

import errno
import re
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, Store

from rip_ld.sparql import federation
from rip_ld.sparql import text as query_text
from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.limits import allow_descriptors
from rip_ld.sparql.narrowing import narrowed
from rip_ld.sparql.results import ANSWERS, TABLES
from rip_ld.sparql.rows import Many, cut
from rip_ld.sparql.soundness import refuse
from rip_ld.sparql.syntax import explain
from rip_ld.sparql.writing import Output, Results, write

_KINDS = {QuerySolutions: "solutions", QueryBoolean: "boolean", QueryTriples: "graph"}
_TWO_FROMS = re.compile(r"\bFROM\b.*\bFROM\b", re.IGNORECASE | re.DOTALL)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)


def answer(store: Store, request: Mapping, text: str, config: dict, until: float, scratch: list[BlankNode], output: Output) -> dict:
    """Write the answer of a query to `output`, and give its kind, its format and the rows after which it was cut, or the kind and the details of a failure.

    `request` says how it is wanted, `until` is the moment (of time.monotonic) at which its time is up. What `config` has is the pool's, and `names`,
    from by_letter. Where the store had to be changed, `scratch` is no longer empty: then it is of no use for another query.
    """
    try:
        return _evaluate(store, request, text, config, until, scratch, output)
    except QueryFailure as failure:
        kind, details = failure.kind, failure.details
    except SyntaxError as error:
        update = query_text.is_update(text)
        kind, details = ("update", {}) if update else ("syntax", explain(str(error), text, config["prefixes"]))
    except MemoryError:
        kind, details = "memory", {"limit": config["memory"] >> 20}
    except OSError as error:  # a full disk; or SERVICE in a spelling that only the engine understands: nothing else leaves the memory of this process
        refusal = QueryFailure("no-room") if error.errno in _NO_ROOM else federation.refused(config["federate"])
        kind, details = refusal.kind, refusal.details
    except (ValueError, RuntimeError) as error:  # such as a function that the engine does not know
        said = str(error).rstrip(".")
        if "custom function" in said:
            kind, details = "syntax", explain(said, text, config["prefixes"])
        elif said.startswith("Corruption"):
            kind, details = "internal", {"reason": "its store on disk is damaged and has to be made again"}
        else:
            kind, details = "bad-request", {"reason": said}
    except BaseException as error:  # a panic of the engine is no Exception
        kind, details = "internal", {"reason": str(error).rstrip(".")}
    return {"failure": kind, "details": details}


def _evaluate(store: Store, request: Mapping, text: str, config: dict, until: float, scratch: list[BlankNode], output: Output) -> dict:
    upper, query = text.upper(), store.query
    refuse(text, lambda: _elsewhere(text, request, config))
    if "SERVICE" in upper or "FROM" in upper or "*" in text or request["default_graphs"] or request["named_graphs"]:
        text, query = _prepared(store, request, text, config, until, scratch)
    base, prefixes = request["base_iri"], _used(text, config["prefixes"], config["names"])
    results = query(text, base_iri=base, prefixes=prefixes)
    kind = _KINDS[type(results)]
    wanted = request["graph" if kind == "graph" else "solutions"]
    if wanted is None:
        types = ", ".join(f"{row.media_type} (format={row.name})" for row in TABLES[kind].values())
        raise QueryFailure("not-acceptable", answer=ANSWERS[kind], types=types)
    row = TABLES[kind][wanted]
    output.rows.start(row.between)
    try:
        if wanted == "json":  # nothing in it needs care
            results.serialize(output, format=QueryResultsFormat.JSON)
        else:
            write(results, row, output, config["prefixes"], again=partial(query, text, base_iri=base, prefixes=prefixes))
    except Many:
        return {"kind": kind, "format": wanted, "cut": cut(text, config["rows"], partial(query, base_iri=base, prefixes=prefixes), row, output, config["prefixes"])}
    return {"kind": kind, "format": wanted, "cut": 0}


def _prepared(store: Store, request: Mapping, text: str, config: dict, until: float, scratch: list[BlankNode]) -> tuple[str, Callable[..., Results]]:
    """Give a query as the engine can answer it, and what has the engine answer it: where it may be one of those that the engine does not answer alone."""
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
        text, dataset["custom_functions"] = _fetched(store, request, text, config, until, dataset)
    return text, partial(dataset.pop("store", store).query, **dataset)


def by_letter(prefixes: Mapping[str, str]) -> dict[str, list[str]]:
    """Sort the names of prefixes by their last letter."""
    found: dict[str, list[str]] = {}
    for name in prefixes:
        found.setdefault(name[-1:], []).append(name)
    return found


def _used(text: str, prefixes: Mapping[str, str], names: Mapping[str, list[str]]) -> dict[str, str]:
    """Give those prefixes that may stand in a query, before a colon: to read all would take a third of a small query's time."""
    if text.count(":") == text.count("://"):
        return {}
    found = {"": prefixes[""]} if "" in names else {}
    for piece in text.split(":"):
        for name in names.get(piece[-1:], ()):
            if piece.endswith(name):
                found[name] = prefixes[name]
    return found


def _elsewhere(text: str, request: Mapping, config: dict) -> list[slice]:
    """Give the parts of a query that others are asked; SyntaxError where it is none."""
    _tried(query_text.without_services(text), request, config)
    return [clause.whole for clause in query_text.services(text, config["prefixes"], request["base_iri"])]


def _tried(text: str, request: Mapping, config: dict) -> Results:
    """Have the engine answer a query over an empty store; SyntaxError where it is none."""
    return Store().query(text, base_iri=request["base_iri"], prefixes=config["prefixes"])


def _fetched(store: Store, request: Mapping, text: str, config: dict, until: float, dataset: dict[str, object]) -> tuple[str, federation.Functions]:
    """Have what SERVICE asks for fetched, while this process may open files and sockets and the engine does not run."""
    clauses = federation.found(text, request["base_iri"], config["prefixes"], config["federate"])
    graphs = {name: value for name, value in dataset.items() if name != "store"}
    here = partial(dataset.get("store", store).query, base_iri=request["base_iri"], prefixes=config["prefixes"], **graphs)
    known = [(clause, narrowed(text, clause, here)) for clause in clauses]
    allow_descriptors(True)
    try:
        from rip_ld.sparql.elsewhere import ask  # which brings what no other query needs

        return federation.answered(text, request["base_iri"], config, known, lambda: max(0.01, until - time.monotonic()), ask)
    finally:
        allow_descriptors(False)


def _dataset(store: Store, request: Mapping, text: str, config: dict, scratch: list[BlankNode]) -> dict[str, object]:
    """Give the engine's arguments for the graphs to query (SPARQL 1.1 Protocol, 2.1.4: the protocol's override the query's).

    The engine shows a triple once per graph in which it stands, where SPARQL wants the merge of the graphs: several default
    graphs are therefore copied into one, whose name goes to `scratch`.
    """
    default, named = request["default_graphs"], request["named_graphs"]
    if not default and not named:
        if not _TWO_FROMS.search(text):
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
