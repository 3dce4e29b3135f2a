"""SERVICE for the endpoints of a list (SPARQL 1.1 Federated Query): asked before the engine begins, answered to it as VALUES.

So the engine never reaches out, whatever is in a query and however it is spelt: what is found here is asked by this program, which
connects to an address of the list and to no other, and what is not found meets an engine that can open neither socket nor file.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from pyoxigraph import BlankNode, NamedNode, QuerySolution, Triple

from rip_ld.sparql import text as query_text
from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.narrowing import told
from rip_ld.sparql.text import Service

MOST = 8  # endpoints that one query may ask, each clause counted: so an endpoint that asks itself soon comes to an end
SHARES = {False: 0.9, True: 0.5}  # of the time that is left, how much an endpoint may take: a silent one is to leave time for the answer without it
NOTHING = "VALUES () { () }"  # one solution without any value: what an endpoint that fails silently answers

_BLANK = NamedNode("urn:x-rip-ld:blank")  # the function that gives a blank node, and what begins the names by which it knows them

Ask = Callable[[str, str, float, int], tuple[list[str], list[QuerySolution]]]
Known = list[tuple[str, ...]] | None
Functions = dict[NamedNode, Callable]


def found(text: str, base: str | None, prefixes: dict[str, str], allowed: Sequence[str]) -> list[Service]:
    """Give the SERVICE clauses of a sound query; QueryFailure where one asks an endpoint that is not on the list, or where they are too many."""
    clauses = list(islice(query_text.services(text, prefixes, base), MOST + 1)) if allowed else []
    if not clauses:
        raise refused(allowed)
    for clause in clauses:
        if clause.iri not in allowed:
            place = clause.target.start
            line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
            raise refused(allowed, line=line, column=column, reason="this endpoint is not asked here")
    if len(clauses) > MOST:
        raise QueryFailure("bad-request", reason=f"SERVICE stands more than {MOST} times in this query, and no more are allowed")
    return clauses


def refused(allowed: Sequence[str], **place: object) -> QueryFailure:
    """Say whom SERVICE may ask: nobody, or the endpoints of the list, as they have to be written."""
    return QueryFailure("unlisted", endpoints=", ".join(allowed), **place) if allowed else QueryFailure("service")


def answered(text: str, base: str | None, config: dict, clauses: Sequence[tuple[Service, Known]], left: Callable[[], float], ask: Ask) -> tuple[str, Functions]:
    """Ask what the SERVICE clauses of a query ask, one after the other, and put the answers in their places.

    `clauses` come with what is known of what they ask for, `left` tells how many seconds are left, `ask` asks an endpoint. Gives the query without
    SERVICE, and the functions that it needs then: a blank node cannot be written in VALUES, so that a function gives it. Raises QueryFailure
    where an endpoint gives no answer, unless it is asked silently.
    """
    parts, end, nodes = [], 0, {}
    head = query_text.prologue(text, config["prefixes"], base)
    for clause, known in clauses:
        if not clause.inner:
            pattern = _literal(text, clause, [other for other, _ in clauses])
            try:
                names, rows = [], []
                if known is None or len(known) > 1:  # else nothing that is there could be joined with what is here
                    asked = f"{head} SELECT * {told(pattern, known)}"
                    names, rows = ask(clause.iri, asked, left() * SHARES[clause.silent], config["max_bytes"])
                table = _values(names, rows, query_text.variables(pattern), nodes)
            except QueryFailure:
                if not clause.silent:
                    raise
                table = NOTHING
            parts += [text[end : clause.whole.start], f" {table} "]
            end = clause.whole.stop
    return "".join(parts) + text[end:], {_BLANK: lambda term: nodes.get(term, term)} if nodes else {}


def _literal(text: str, clause: Service, clauses: Iterable[Service]) -> str:
    """Give the pattern of a clause, with the addresses of the list for the endpoints that are asked in it."""
    parts, end = [], clause.pattern.start
    for inner in clauses:
        if clause.pattern.start < inner.whole.start < clause.pattern.stop:
            parts += [text[end : inner.target.start], f" <{inner.iri}> "]
            end = inner.target.stop
    return "".join(parts) + text[end : clause.pattern.stop]


def _values(columns: Iterable[str], rows: Iterable[QuerySolution], known: Iterable[str], nodes: dict[NamedNode, BlankNode | Triple]) -> str:
    """Write solutions as VALUES, with only those variables that stand in the pattern; blank nodes and what has them are kept in `nodes`."""
    names = [name for name in columns if name in known]
    blank: dict[BlankNode, BlankNode] = {}
    odd: set[str] = set()

    def written(name: str, term: object) -> str:
        if term is None:
            return "UNDEF"
        if not isinstance(term, BlankNode | Triple):
            return str(term)
        odd.add(name)
        stand_in = NamedNode(f"{_BLANK.value}:{len(nodes)}")
        nodes[stand_in] = _renamed(term, blank)
        return str(stand_in)

    lines = [f"({' '.join(written(name, row[name]) for name in names)})" for row in rows]
    apart = "_" * (1 + max(map(len, names), default=0))  # what makes a name that none of them is
    raw = {name: name + apart if name in odd else name for name in names}
    table = f"VALUES ({' '.join(f'?{raw[name]}' for name in names)}) {{ {' '.join(lines)} }}"
    if not odd:
        return table
    binds = " ".join(f"BIND({_BLANK}(?{raw[name]}) AS ?{name})" for name in names if name in odd)
    return f"{{ SELECT {' '.join(f'?{name}' for name in names)} {{ {table} {binds} }} }}"


def _renamed(term: object, blank: dict[BlankNode, BlankNode]) -> object:
    """Give a term with blank nodes of our own, since those of two answers are never one."""
    if isinstance(term, BlankNode):
        return blank.setdefault(term, BlankNode())
    return Triple(*(_renamed(part, blank) for part in term)) if isinstance(term, Triple) else term
