"""What the catalog answers with: small, immutable, without a trace of the store."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Another thing: its IRI, what it is called, and the things that it is part of, outermost first."""

    iri: str
    label: str
    trail: tuple["Link", ...] = ()


@dataclass(frozen=True)
class Text:
    """A literal as people read it, with its language tag, or the label of its datatype where that says something."""

    text: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class Property:
    """A property of a thing with its values; `count` may be larger than the number of values shown."""

    iri: str
    name: str
    values: tuple[Link | Text, ...]
    count: int
    inverse: bool = False
    description: str = ""


@dataclass(frozen=True)
class Group:
    """Properties that belong together on a page."""

    label: str
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Branch:
    """A concept in a tree, with the narrower concepts below it."""

    link: Link
    children: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class Shelf:
    """An address that ends with a slash: what stands directly below it, and the shelves there with their counts."""

    iri: str
    label: str
    description: str
    entries: tuple[Link, ...]
    shelves: tuple[tuple[Link, int], ...]


@dataclass(frozen=True)
class Resource:
    """All that a page shows of a thing."""

    iri: str
    label: str
    summary: str
    types: tuple[Link, ...]
    groups: tuple[Group, ...]
    incoming: tuple[Property, ...]
    crumbs: tuple[Link, ...]
    parts: tuple["Resource", ...] = ()
    tree: tuple[Branch, ...] = ()
    letters: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    deprecated: bool = False
    withdrawn: bool = False
    successors: tuple[Link, ...] = ()
