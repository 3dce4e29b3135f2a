"""The W3C's SPARQL test suites, read from rdflib's source distribution, which carries them; and a comparer of answers that is not the engine's."""

import io
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
import rdflib
from conftest import ROOT
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace
from rdflib.compare import isomorphic
from rdflib.query import Result

ARCHIVE = ROOT / "build" / "rdflib-7.6.0.tar.gz"  # `make suite` fetches it
INSIDE = "rdflib-7.6.0/test/data/suites/w3c/"
BASE = "http://suite.example/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
EVALUATION = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
SYNTAX = {MF.PositiveSyntaxTest: True, MF.PositiveSyntaxTest11: True, MF.NegativeSyntaxTest: False, MF.NegativeSyntaxTest11: False}
RDFLIB = {".ttl": "turtle", ".rdf": "xml", ".n3": "turtle", ".nt": "nt"}
ENGINE = {".ttl": pyoxigraph.RdfFormat.TURTLE, ".rdf": pyoxigraph.RdfFormat.RDF_XML, ".n3": pyoxigraph.RdfFormat.TURTLE, ".nt": pyoxigraph.RdfFormat.N_TRIPLES}
Rows = list[dict[str, rdflib.term.Node]]


def in_default(address: str) -> str:
    """Name the graph that holds a file where a test has it as the default graph."""
    return address.replace(BASE, f"{BASE}default/")


@dataclass(frozen=True)
class Case:
    """One test: the query with its address, the graphs to ask, and where the answer is; `sound` tells of a syntax test whether the query is valid."""

    name: str
    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: str = ""
    lax: bool = False
    sound: bool | None = None


class Suite:
    """The files of the suites, and the cases in their manifests."""

    def __init__(self, archive: Path) -> None:
        self.files: dict[str, bytes] = {}
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile() and member.name.startswith((INSIDE + "sparql11/", INSIDE + "dawg-data-r2/")):
                    self.files[member.name.removeprefix(INSIDE)] = tar.extractfile(member).read()

    @cached_property
    def cases(self) -> dict[str, Case]:
        """List the tests of query evaluation and query syntax, by folder and name."""
        found = {}
        for name in sorted(self.files):
            if name.endswith("/manifest.ttl"):
                for case in self._read(name):
                    found[case.name if case.name not in found else f"{case.name} in {case.query}"] = case
        return found

    def _read(self, manifest: str) -> Iterator[Case]:
        graph = Graph().parse(data=self.files[manifest], format="turtle", publicID=BASE + manifest)
        folder = manifest.rsplit("/", 1)[0]
        for entries in graph.objects(None, MF.entries):
            for entry in graph.items(entries):
                kind, action, name = graph.value(entry, RDF.type), graph.value(entry, MF.action), f"{folder}/{str(entry).rsplit('#', 1)[-1]}"
                if kind in SYNTAX:
                    yield Case(name, str(action), sound=SYNTAX[kind])
                elif kind in EVALUATION:
                    yield Case(
                        name,
                        str(graph.value(action, QT.query)),
                        tuple(sorted(map(str, graph.objects(action, QT.data)))),
                        tuple(sorted(map(str, graph.objects(action, QT.graphData)))),
                        str(graph.value(entry, MF.result)),
                        graph.value(entry, MF.resultCardinality) == MF.LaxCardinality,
                    )

    def text(self, address: str) -> bytes:
        """Give the file at an address of the suite."""
        return self.files[address.removeprefix(BASE)]

    def nquads(self) -> bytes:
        """Give all data of the evaluation tests, each file as a named graph with its address as the name; what is a default graph is one of its own."""
        cases = self.cases.values()
        graphs = {(address, address) for case in cases for address in case.named}
        graphs |= {(address, in_default(address)) for case in cases for address in case.default}
        graphs |= {(BASE + name, BASE + name) for name in self.files if "/dataset/data-" in name or name.endswith("construct/data.ttl")}  # FROM names them
        return b"".join(self._graph(address, name) for address, name in sorted(graphs))

    def _graph(self, address: str, name: str) -> bytes:
        syntax = ENGINE[address[address.rindex(".") :]]
        quads = pyoxigraph.parse(self.text(address), format=syntax, base_iri=address, rename_blank_nodes=True)
        return pyoxigraph.serialize((pyoxigraph.Quad(*quad.triple, pyoxigraph.NamedNode(name)) for quad in quads), format=pyoxigraph.RdfFormat.N_QUADS)

    def request(self, case: Case) -> bytes:
        """Write the form that asks a test's query: where it stands is its base, and the protocol says which graphs are meant."""
        fields = [("query", f"BASE <{case.query}>\n{self.text(case.query).decode()}")]
        fields += [("default-graph-uri", in_default(address)) for address in case.default] + [("named-graph-uri", address) for address in case.named]
        if len(fields) == 1 and case.result and b"FROM" not in self.text(case.query):
            fields.append(("default-graph-uri", BASE + "empty"))
        return urlencode(fields).encode()

    def expected(self, case: Case) -> Graph | bool | Rows:
        """Read the answer that a test promises."""
        data, ending = self.text(case.result), case.result[case.result.rindex(".") :]
        if ending not in RDFLIB:
            return answer(data, {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}[ending])
        graph = Graph().parse(data=data, format=RDFLIB[ending], publicID=case.result)
        found = graph.value(None, RDF.type, RS.ResultSet)
        if found is None:
            return graph
        if (verdict := graph.value(found, RS.boolean)) is not None:
            return verdict.toPython()
        return [
            {str(graph.value(pair, RS.variable)): graph.value(pair, RS.value) for pair in graph.objects(row, RS.binding)}
            for row in graph.objects(found, RS.solution)
        ]


def answer(data: bytes, name: str) -> Graph | bool | Rows:
    """Read an answer with rdflib: a graph, yes or no, or the rows of a table."""
    if name in ("turtle", "nt"):
        return Graph().parse(data=data, format=name)
    found = Result.parse(io.BytesIO(data), format=name)
    if found.type == "ASK":
        return found.askAnswer
    return [{str(variable): term for variable, term in row.items() if term is not None} for row in found.bindings]


def same(left: Graph | bool | Rows, right: Graph | bool | Rows, lax: bool = False) -> bool:
    """Tell whether two answers say the same: values of numbers compare as numbers, blank nodes up to their names, rows in any order."""
    if isinstance(left, Graph) and isinstance(right, Graph):
        return isomorphic(_plain(left), _plain(right))
    if isinstance(left, list) and isinstance(right, list):
        one, two = ([{name: value(term) for name, term in row.items()} for row in rows] for rows in (left, right))
        if lax:
            one, two = ([dict(row) for row in {frozenset(row.items()) for row in rows}] for rows in (one, two))
        return len(one) == len(two) and _matches(sorted(one, key=_fewest), two, {})
    return type(left) is type(right) and left == right


def value(term: rdflib.term.Node) -> object:
    """Give what a term stands for: of a number its value, of a language tag its lower case."""
    if isinstance(term, Literal):
        if term.datatype in (XSD.integer, XSD.decimal):
            try:
                return term.datatype, Decimal(str(term)).normalize()
            except InvalidOperation:
                return term.datatype, str(term)
        if term.datatype in (XSD.double, XSD.float):
            return term.datatype, f"{float(str(term)):.6g}"
        if term.datatype == XSD.boolean:
            return term.datatype, {"1": "true", "0": "false"}.get(str(term), str(term))
        return (None if term.datatype == XSD.string else term.datatype), str(term), (term.language or "").lower()
    return term


def _plain(graph: Graph) -> Graph:
    out = Graph()
    for subject, predicate, object in graph:
        meant = value(object)
        out.add((subject, predicate, Literal(repr(meant)) if isinstance(meant, tuple) else object))
    return out


def _fewest(row: dict) -> int:
    return sum(isinstance(term, BNode) for term in row.values())


def _matches(left: list[dict], right: list[dict], names: dict[BNode, BNode]) -> bool:
    """Pair every row of one table with one of the other, under one naming of the blank nodes."""
    if not left:
        return True
    if not any(isinstance(term, BNode) for row in left for term in row.values()):
        return Counter(map(_frozen, left)) == Counter(map(_frozen, right))
    for position, row in enumerate(right):
        found = _named(left[0], row, names)
        if found is not None and _matches(left[1:], right[:position] + right[position + 1 :], found):
            return True
    return False


def _frozen(row: dict) -> frozenset:
    return frozenset(row.items())


def _named(left: dict, right: dict, names: dict[BNode, BNode]) -> dict[BNode, BNode] | None:
    """Extend a naming of blank nodes so that two rows are the same; None where there is none."""
    if left.keys() != right.keys():
        return None
    found = dict(names)
    for name, term in left.items():
        other = right[name]
        if isinstance(term, BNode) != isinstance(other, BNode):
            return None
        if isinstance(term, BNode):
            if found.setdefault(term, other) != other or sum(known == other for known in found.values()) > 1:
                return None
        elif term != other:
            return None
    return found
