"""What the catalog answers with: small, immutable, without a trace of the store.

What every page makes anew is a named tuple, which is made in an eighth of the time of a frozen dataclass; the rest is made once and kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Union


class Link(NamedTuple):
    """Another thing: its IRI, what it is called, and the things that it is part of, outermost first.

    `kind` is what it is, where another thing of the same name stands beside it; `status` tells that it is withdrawn or deprecated,
    where its name does not say so. `title` and `facts` are what a list tells of it beside its name.
    """

    iri: str
    label: str
    trail: tuple["Link", ...] = ()
    kind: str = ""
    status: str = ""
    title: str = ""
    facts: tuple["Value", ...] = ()

    def __hash__(self) -> int:
        return hash((self.iri, self.label))  # enough to tell them apart, and quick: pages look up thousands of links

    def on(self, iri: str) -> "Link":
        """Leave out of the facts what need not be said on the page of one of them."""
        facts = tuple(fact for fact in self.facts if not (isinstance(fact, Link) and fact.iri == iri))
        return self if len(facts) == len(self.facts) else self._replace(facts=facts)

    def below(self, iri: str) -> "Link":
        """Leave out of the trail what need not be said on the page of one of its steps."""
        steps = [step.iri for step in self.trail]
        return self._replace(trail=self.trail[steps.index(iri) + 1 :]) if iri in steps else self


class Text(NamedTuple):
    """A literal as people read it, with its language tag, or the label of its datatype where that says something.

    `moment` is the machine's form of a date; `address` tells that the text is an address (xsd:anyURI).
    """

    text: str
    language: str = ""
    datatype: str = ""
    moment: str = ""
    address: bool = False


@dataclass(frozen=True)
class Series:
    """Values that one value is made of, in order, and the word between them (a list, a union of classes)."""

    items: tuple["Value", ...]
    word: str = ""


@dataclass(frozen=True)
class Inner:
    """A thing without an address, told by its properties: the name of each and its values."""

    properties: tuple[tuple[str, tuple["Value", ...]], ...]


Value = Union[Link, Text, Series, Inner]  # noqa: UP007 - the names are quoted above


@dataclass(frozen=True)
class Record:
    """One row of a table: the part of the document that it tells of, and a cell for every column."""

    id: str
    label: str
    cells: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Table:
    """Parts of a document that are alike, as rows: what the first column is called, the others, the rows."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Record, ...]


@dataclass(frozen=True)
class Heap:
    """Values of a property that stand on one shelf; of many there may be only the count."""

    shelf: Link
    values: tuple[Value, ...]
    count: int


class Property(NamedTuple):
    """A property of a thing with its values; `count` may be larger than the number of values shown.

    Instead of values there may be a table, or values that stand in one line because they are only named.
    """

    iri: str
    name: str
    values: tuple[Value, ...]
    count: int
    inverse: bool = False
    description: str = ""
    table: Table | None = None
    heaps: tuple["Heap", ...] = ()
    line: tuple[Value, ...] = ()


class Group(NamedTuple):
    """Properties that belong together on a page."""

    label: str
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Branch:
    """A thing in a tree, with a short description, and the things below it."""

    link: Link
    children: tuple["Branch", ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class Kind:
    """A shelf as it is listed above it: how many things stand on it, and what they are."""

    link: Link
    count: int
    description: str = ""
    group: str = ""


@dataclass(frozen=True)
class Shelf:
    """An address that ends with a slash: what stands directly below it, in its order and from A to Z, and the shelves there."""

    iri: str
    label: str
    description: str
    entries: tuple[Branch, ...]
    count: int
    letters: tuple[tuple[str, tuple[Link, ...]], ...]
    alphabetical: bool
    shelves: tuple[Kind, ...]

    @property
    def told(self) -> bool:
        """Tell whether the list says more of its entries than their names."""
        return any(branch.summary for branch in self.entries)

    @property
    def things(self) -> Iterator[Link]:
        """List the entries in their order, each before what is below it."""
        waiting = [*reversed(self.entries)]
        while waiting:
            branch = waiting.pop()
            yield branch.link
            waiting.extend(reversed(branch.children))


@dataclass(frozen=True)
class Neighbours:
    """Where a thing stands: on which shelf; the place counted from 1; the things before and after it."""

    within: Link
    here: Link
    place: int
    count: int
    before: Link | None
    after: Link | None


@dataclass(frozen=True)
class Matrix:
    """Things against things: the columns, and for every row what stands in each of them, as links with their codes."""

    columns: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[tuple[Link, ...], ...]], ...]


@dataclass(frozen=True)
class Chapter:
    """Parts of a document that are of one kind: each by itself, or all as a table."""

    label: str
    parts: tuple["Resource", ...]
    table: Table | None = None

    @property
    def folded(self) -> bool:
        """Tell whether a page folds the parts away one by one: they have tables in them."""
        return any(row.table for part in self.parts for group in part.groups for row in group.properties)


class Resource(NamedTuple):
    """All that a page shows of a thing. `lead` is its description where no shape has a place for it, `title` what its name leaves out of its title."""

    iri: str
    label: str
    summary: str
    types: tuple[Link, ...]
    groups: tuple[Group, ...]
    incoming: tuple[Property, ...]
    crumbs: tuple[Link, ...]
    lead: str = ""
    title: str = ""
    citation: str = ""
    neighbours: Neighbours | None = None
    chapters: tuple[Chapter, ...] = ()
    tree: tuple[Branch, ...] = ()
    letters: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    collections: tuple[Branch, ...] = ()
    deprecated: bool = False
    withdrawn: bool = False
    successors: tuple[Link, ...] = ()

    @property
    def concepts(self) -> int:
        """Count the concepts of a scheme."""
        return sum(len(links) for _, links in self.letters)


@dataclass(frozen=True)
class Hit:
    """A thing that a search found: its kind, the other name under which it was found, and its description."""

    link: Link
    kind: Link | None
    other_name: str
    summary: str


@dataclass(frozen=True)
class Hits:
    """One page of what a search found; `count` is of all pages, and `words` are what a name begins a word with for each that was sought, as regular expressions."""

    hits: tuple[Hit, ...]
    count: int
    words: tuple[str, ...]
