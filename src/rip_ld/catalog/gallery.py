"""The queries that a dataset offers, ready to be asked: what may be put into each, by name, and the query with it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode

from rip_ld.catalog.labels import INFINITE, Labels, fold
from rip_ld.catalog.terms import XSD
from rip_ld.dataset.examples import TYPED, Example, Parameter, UnknownParameter
from rip_ld.kept import kept
from rip_ld.store import Store, StoreError
from rip_ld.store.port import Term

FEW = 5  # more suggestions than these help nobody
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True)
class Choice:
    """One value that a parameter may have: the term, what an address calls it, and what people call it."""

    term: Term
    key: str
    label: str


class NoSuchChoice(Exception):
    """A value that a parameter cannot have; the message is one clear sentence, with what it may be instead."""


class Gallery:
    """The example queries of a dataset, by name; `iri` is the dataset, beside whose address things have short ones."""

    def __init__(self, examples: tuple[Example, ...], store: Store, labels: Labels, iri: str) -> None:
        self.examples = examples
        self._by_name = {example.name: example for example in examples}
        self._store, self._labels, self._here = store, labels, urljoin(iri, ".")

    def get(self, name: str) -> Example | None:
        """Give the query with a name; None where there is none."""
        return self._by_name.get(name)

    @kept(1024)
    def choices(self, example: Example, parameter: Parameter) -> tuple[Choice, ...]:
        """List what a parameter may be, in order; nothing where anything may be typed."""
        if parameter.choices in TYPED:
            return ()
        terms = self._select(example, parameter.name, parameter.choices)
        named = {term: self._labels.name(term) for term in terms}
        alike = Counter(map(fold, named.values()))
        places = [self._labels.position(term) for term in terms]
        placed = len(set(places)) == len(places) and INFINITE not in places
        terms.sort(key=lambda term: (self._labels.position(term) if placed else 0, self._labels.filed(term), str(term)))
        return tuple(
            Choice(term, self.key(term), named[term] if alike[fold(named[term])] == 1 else f"{named[term]} ({self.key(term)})") for term in terms
        )

    @kept(1024)
    def default(self, example: Example, parameter: Parameter) -> Choice:
        """Give the value that a parameter has in the file."""
        terms = self._select(example, parameter.name, f"VALUES ?{parameter.name} {{ {example.default(parameter.name)} }}")
        if not terms:
            raise StoreError(f"The query {example.name} has no value for its parameter {parameter.name}.")
        found = {choice.term: choice for choice in self.choices(example, parameter)}
        return found.get(terms[0]) or Choice(terms[0], self.key(terms[0]), self._labels.name(terms[0]))

    def choose(self, example: Example, name: str, text: str) -> Choice:
        """Find the value of a parameter that a text stands for: an IRI, its short form or last part, a name, or words of a name, where it stands for one only.

        Raises UnknownParameter where the query does not ask for it, NoSuchChoice where it cannot be that.
        """
        parameter = next((row for row in example.parameters if row.name == name), None)
        if parameter is None:
            known = " and ".join(row.name for row in example.parameters)
            raise UnknownParameter(f"The query {example.name} has no parameter {name}: it has {known or 'none'}.")
        text = text.strip()
        if parameter.choices == "text":
            return Choice(Literal(text), text, text)
        if parameter.choices == "number":
            return _number(parameter, text)
        found = self.choices(example, parameter)
        wanted, near = fold(text), []
        for reading in (_iri, _short, _name, _last):
            if exact := next((choice for choice in found if reading(choice) == text and reading is not _last), None):
                return exact
            near = near or [choice for choice in found if fold(reading(choice)) == wanted]
        near = near or [choice for choice in found if wanted and wanted in fold(choice.label)]
        if len(near) == 1:
            return near[0]
        if near:
            raise NoSuchChoice(f"{parameter.label}: “{text[:80]}” is not the name of one thing only. Perhaps one of: {'; '.join(choice.label for choice in near[:FEW])}.")
        hint = f"There are {len(found):,} to choose from, such as {found[0].label}." if found else ""
        raise NoSuchChoice(f"{parameter.label}: there is no “{text[:80]}” to choose here. {hint}".strip())

    def fill(self, example: Example, values: Mapping[str, str]) -> tuple[str, dict[str, Choice]]:
        """Give a query with values, and the value of every parameter; raises as `choose` does."""
        chosen = {name: self.choose(example, name, text) for name, text in values.items()}
        text = example.bind({name: choice.term for name, choice in chosen.items()})
        return text, {row.name: chosen.get(row.name) or self.default(example, row) for row in example.parameters}

    def _select(self, example: Example, name: str, pattern: str) -> list[Term]:
        rows = self._store.select(f"{example.prologue}\nSELECT DISTINCT ?{name} WHERE {{ {pattern} }}")
        return [row[name] for row in rows if isinstance(row.get(name), NamedNode | Literal)]

    def key(self, term: Term) -> str:
        """Give the short form of a thing: its address as it is beside that of the dataset."""
        return term.value.removeprefix(self._here) if term.value != self._here else term.value


def _number(parameter: Parameter, text: str) -> Choice:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise NoSuchChoice(f"{parameter.label}: “{text[:80]}” is not a number.")
    return Choice(Literal(text, datatype=NamedNode(XSD + ("decimal" if found[1] else "integer"))), text, text)


def _iri(choice: Choice) -> str:
    return choice.term.value


def _short(choice: Choice) -> str:
    return choice.key


def _name(choice: Choice) -> str:
    return choice.label


def _last(choice: Choice) -> str:
    return choice.key.rsplit("/", 1)[-1]
