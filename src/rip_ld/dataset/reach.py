"""Check queries against the data: terms that nobody declared, which find nothing, and parameters that leave nothing to choose."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from pathlib import Path

from rip_ld.dataset.examples import TYPED, Example, example, parts, told
from rip_ld.dataset.problems import Level, Problem
from rip_ld.dataset.queries import choosing, parameter_fault, place, read_query, too_large
from rip_ld.dataset.read import Dataset
from rip_ld.dataset.rules import graph, syntax_error, values
from rip_ld.dataset.turtle import RDF, RDF_TYPE
from rip_ld.dataset.vocabulary import BUILT_IN, OWL, RDFS
from rip_ld.dataset.wording import Wording
from rip_ld.sparql import text as query_text

TERMS = {RDF + "Property", RDFS + "Class", *(OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"))}
# In these the program itself says more than the files do, once they are served.
ADDED = tuple(f"http://{name}#" for name in ("rdfs.org/ns/void", "www.w3.org/ns/dcat", "www.w3.org/ns/sparql-service-description", "www.w3.org/ns/shacl"))
NEAR = 0.75  # how alike a term must be to one that is declared for a misspelling, from 0 to 1


def unanswerable(dataset: Dataset, names: Iterable[str], wording: Wording) -> Iterator[Problem]:
    """Report, of queries that can be read, the terms that no ontology file declares and the parameters for which the data have no choice.

    Of another vocabulary only what looks like a misspelt term is told, for the query may be meant for other endpoints too.
    """
    vocabulary, store = _Vocabulary(dataset), graph(dataset)
    for name, text in _sound(dataset.folder, names):
        offered = example(Path(name).stem, text)
        for offset, iri in _mentioned(text, offered):
            if (fault := vocabulary.fault(iri)) is not None:
                level, near = fault
                hint = f" Perhaps {wording.name(near)}." if near else ""
                yield Problem(place(name, text, offset), level, "undeclared-term", f"{wording.name(iri)} is declared in no ontology file; is it misspelt?{hint}")
        for prefix, iri in query_text.declarations(text, {}, None)[0].items():
            if (meant := dataset.prefixes.get(prefix, iri)) != iri:
                declared = re.search(rf"PREFIX\s*({re.escape(prefix)}:)", text, re.IGNORECASE)
                yield Problem(place(name, text, declared.start(1)), "warning", "query", f"{prefix}: stands for <{meant}> in the data, and here for <{iri}>; is that misspelt?")
        for variable, pattern, offset in _patterns(text, offered):
            asked, added = choosing(offered, variable, pattern), any(iri.startswith(ADDED) for _, iri in _terms(pattern, offered.prologue))
            if added or query_text.asks_a_service(asked):
                continue
            found = {row[0] for row in store.query(asked, use_default_graph_as_union=True)} - {None}
            if not found:
                yield Problem(place(name, text, offset), "error", "query", f"There is nothing to choose for {variable}: nothing in the data fits this pattern.")
            elif not found.issuperset(values(offered.prologue, offered.default(variable))):
                block = query_text.values_block(text, variable)
                yield Problem(place(name, text, block.start), "error", "query", f"The default of {variable} is none of its choices; one of them is {min(found, key=str)}.")


def _sound(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the names and texts of the queries that can be read and asked."""
    for name in names:
        with suppress(OSError, UnicodeDecodeError):
            text = read_query(folder / name)
            if not too_large(text) and syntax_error(text) is None:
                yield name, text


class _Vocabulary:
    """The classes and properties that the ontology files declare, by namespace, and what is known beside them."""

    def __init__(self, dataset: Dataset) -> None:
        self._base = dataset.base
        self._declared = {quad.subject.value for quad in dataset.quads if quad.predicate.value == RDF_TYPE}
        self._used = {term.value for quad in dataset.quads for term in quad.triple}
        self._spaces: dict[str, list[str]] = defaultdict(list)
        for file in dataset.files:
            for subject, predicate, kind, _ in file.triples if file.path.startswith("ontology/") else ():
                if predicate.value == RDF_TYPE and kind.value in TERMS:
                    self._spaces[_space(subject.value)].append(subject.value)

    def fault(self, iri: str) -> tuple[Level, str] | None:
        """Tell how bad it is to ask for a term that is not declared, and which one may be meant; None where there is nothing to tell."""
        space = _space(iri)
        if space.startswith(BUILT_IN):
            known = iri in self._used or iri == space or iri.startswith(RDF + "_") or iri in _built_in(space)
            return None if known else ("error", _near(iri, _built_in(space)))
        if iri == space or iri in self._declared or space not in self._spaces or space.startswith(ADDED):
            return None
        near = _near(iri, self._spaces[space])
        if space.startswith(self._base):
            return "error", near
        return ("warning", near) if near and iri not in self._used else None


@cache
def _built_in(space: str) -> frozenset[str]:
    """Give the terms of a vocabulary that is never extended, such as RDF Schema."""
    from rdflib import OWL, RDF, RDFS, SH, XSD  # slow to bring, and rarely needed

    return frozenset(str(term) for names in (OWL, RDF, RDFS, SH, XSD) if str(names) == space for term in dir(names))


def _near(iri: str, terms: Iterable[str]) -> str:
    """Give the one of some terms of a namespace that may be meant; empty where none is like it."""
    locals_ = {term[len(_space(term)) :]: term for term in terms}
    return next((locals_[found] for found in get_close_matches(iri[len(_space(iri)) :], locals_, 1, NEAR)), "")


def _space(iri: str) -> str:
    """Give the namespace of a term: all to the last # or /."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _mentioned(text: str, offered: Example) -> Iterator[tuple[int, str]]:
    """List the IRIs that stand in the patterns of a query and in those of its parameters, with their places."""
    begin = query_text.form(text)[1]
    yield from ((begin + offset, iri) for offset, iri in _terms(text[begin:], offered.prologue))
    for _, pattern, begin in _patterns(text, offered):
        yield from ((begin + offset, iri) for offset, iri in _terms(pattern, offered.prologue))


def _patterns(text: str, offered: Example) -> Iterator[tuple[str, str, int]]:
    """List the sound parameters whose choices are a graph pattern: the variable, the pattern, and where that begins."""
    for line in told(text):
        if line["key"] == "parameter" and not parameter_fault(parts(line), offered) and parts(line)[2] not in TYPED:
            variable, _, pattern = parts(line)
            yield variable, pattern, line.end("value") - len(pattern)


def _terms(pattern: str, prologue: str) -> Iterator[tuple[int, str]]:
    """List the IRIs of a pattern, written out or with a prefix, but for those of functions and what another endpoint is asked."""
    prefixes, base = query_text.declarations(prologue, {}, None)
    elsewhere = [service.pattern for service in query_text.services(pattern, prefixes, None)]
    for token, after in pairwise((*query_text.lexed(pattern), None)):
        function = after is not None and after.group() == "("
        iri = None if function or any(part.start <= token.start() < part.stop for part in elsewhere) else query_text.resolve(token, prefixes, base)
        if iri is not None:
            yield token.start(), iri
