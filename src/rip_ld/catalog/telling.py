"""What lists and headings say of a thing beside its name: its full title, its code and its key facts, as the shapes ask."""

import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, words
from rip_ld.catalog.layout import CODE, KEY_FACT, TITLE, Layout, Row
from rip_ld.catalog.model import Link, Text, Value
from rip_ld.store import Store
from rip_ld.store.port import Subject, Term

INTEGER = t.NamedNode(t.XSD + "integer")
_PLURAL = re.compile(r"(?<=\w)\((\w+)\)")
FACTS = 3  # values of one key fact that a list tells


class Telling:
    """The titles, codes and key facts of the things in a store, each found once: what is served does not change."""

    def __init__(self, store: Store, labels: Labels, layout: Layout) -> None:
        self._store, self._labels, self._layout = store, labels, layout
        self._values: dict[NamedNode, Link] = {}
        self._codes: dict[Subject, str] = {}

    def value(self, term: Term) -> Value:
        """Give a term as a list of values shows it: a thing with its title and its key facts."""
        if not isinstance(term, NamedNode):
            return self._labels.value(term)
        if term not in self._values:
            link = self._labels.link(term, trail=True)
            roles = self._roles(term)
            told = self._told(term, roles)
            facts = tuple(fact for fact in self._facts(told, roles) if words(_said(fact)) not in words(link.label)) if roles else ()
            self._values[term] = link._replace(title=self._title(link.label, told, roles), facts=facts) if roles else link
        return self._values[term]

    def values(self, terms: Sequence[Term]) -> tuple[Value, ...]:
        """Give terms as a list of values shows them."""
        known = tuple(map(self._values.get, terms))
        if all(known):
            return known
        new = [term for term in terms if isinstance(term, NamedNode) and term not in self._values]
        told = (value for term in new for row in self._roles(term).get(KEY_FACT, ()) for value in self._objects(term, row.predicate))
        self._store.prefetch({value for value in told if isinstance(value, NamedNode)})  # what is told of a thing names others
        return tuple(map(self.value, terms))

    def title(self, name: str, told: Mapping[str, list[Term]], titles: Iterable[str]) -> str:
        """Give the full title of a thing, as far as its name does not say it: of what is told of it, by property, the properties that make its title."""
        parts = (self._labels.preferred(told.get(iri, ())) for iri in titles)
        return ": ".join(part for part in parts if part and words(part) not in words(name))

    def code(self, term: Term) -> str:
        """Give the code by which people name a thing, else its name."""
        if isinstance(term, Literal):
            return term.value
        if term not in self._codes:
            roles = self._roles(term)
            told = self._told(term, roles)
            codes = (self._labels.preferred(told.get(row.predicate, ())) for row in roles.get(CODE, ()))
            self._codes[term] = next(filter(None, codes), "") or self._labels.name(term)
        return self._codes[term]

    def caption(self, term: NamedNode) -> str:
        """Give what a list says of a thing below its name: a short description, else a title that says more than the name."""
        summary = self._labels.summary(term)
        roles = {} if summary else self._roles(term)
        title = summary or self._title(self._labels.name(term), self._told(term, roles), roles) or self._labels.best(term, (t.TITLE,))
        return "" if words(title) in words(self._labels.name(term)) else title

    def fact(self, term: Subject) -> str:
        """Give the first key fact of a thing; empty where it has none."""
        roles = self._roles(term)
        return next(map(_said, self._facts(self._told(term, roles), roles)), "")

    def pointed(self, term: Subject) -> set[Term]:
        """List what a thing points to."""
        return {triple.object for triple in self._store.triples(term, None, None)}

    def _roles(self, term: Subject) -> dict[str, tuple[Row, ...]]:
        types = _iris(x.object for x in self._store.triples(term, t.RDF_TYPE, None))
        having = (iri for iri in self._layout.telling_subjects if next(self._store.triples(term, NamedNode(iri), None), None))
        return self._layout.roles(types, frozenset(having), term.value)

    def _told(self, term: Subject, roles: dict[str, tuple[Row, ...]]) -> dict[str, list[Term]]:
        wanted = {row.predicate for rows in roles.values() for row in rows}
        return {iri: self._objects(term, iri) for iri in wanted}

    def _objects(self, term: Subject, predicate: str) -> list[Term]:
        return [x.object for x in self._store.triples(term, NamedNode(predicate), None)]

    def _title(self, name: str, told: Mapping[str, list[Term]], roles: dict[str, tuple[Row, ...]]) -> str:
        return self.title(name, told, (row.predicate for row in roles.get(TITLE, ())))

    def _facts(self, told: Mapping[str, list[Term]], roles: dict[str, tuple[Row, ...]]) -> tuple[Value, ...]:
        facts: list[Value] = []
        for row in roles.get(KEY_FACT, ()):
            values = told.get(row.predicate, [])
            things = [value for value in values if isinstance(value, NamedNode)]
            facts += (Link(thing.value, self.code(thing), facts=self._texts(thing)) for thing in self._labels.ordered(things)[:FACTS])
            facts += named(row, values)
        return tuple(facts)

    def _texts(self, term: NamedNode) -> tuple[Value, ...]:
        roles = self._roles(term)
        told = self._told(term, roles)
        return tuple(text for row in roles.get(KEY_FACT, ()) for text in named(row, told.get(row.predicate, ())))


def _iris(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(term.value for term in terms if isinstance(term, NamedNode))


def _said(fact: Value) -> str:
    return fact.label if isinstance(fact, Link) else fact.text if isinstance(fact, Text) else ""


def named(row: Row, values: Iterable[Term]) -> list[Text]:
    """Give the texts among the values of a property as one, after the name of the property; numbers as ranges.

    A name such as `page(s)` loses its brackets, and of one value what is in them.
    """
    texts = [value for value in values if isinstance(value, Literal)]
    said = ", ".join(text.text for text in ranges(texts)) if numbers(texts) else ", ".join(text.value for text in texts)
    name = _PLURAL.sub(r"\1" if len(texts) > 1 else "", row.name.lower())
    return [Text(f"{name} {said}".strip())] if said else []


def numbers(values: Iterable[Term]) -> bool:
    """Tell whether values are whole numbers, without exception."""
    return all(isinstance(value, Literal) and value.datatype == INTEGER and value.value.isdecimal() for value in values)


def ranges(values: Iterable[Literal]) -> list[Text]:
    """Give whole numbers in order, those that follow on each other as a range."""
    found: list[list[int]] = []
    for number in sorted({int(value.value) for value in values}):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [Text(str(first) if first == last else f"{first}–{last}") for first, last in found]
