"""What things are called, and in which order they stand."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode

from rip_ld.catalog.blank import blank
from rip_ld.catalog.model import Link, Text, Value
from rip_ld.catalog.terms import (
    DEPRECATED,
    FAMILY_NAME,
    NAMING,
    PART_OF,
    POSITION,
    STATUS,
    SUBPROPERTY_OF,
    SUMMARIES,
    VERSION_IRI,
    WITHDRAWN,
    XSD,
)
from rip_ld.store import Store
from rip_ld.store.port import Subject, Term

Key = tuple[tuple[int, int, str], ...]

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "", "'": "", "‘": ""})
_NUMBERS = ("integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger", "boolean", "gYear")
_PLAIN = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", *(XSD + name for name in ("string", "anyURI", *_NUMBERS))}
_PUNCTUATION = re.compile(r"[^\w ]|_")
INFINITE = float("inf")
_MONTHS = ("January February March April May June July August September October November December").split()
_MOMENT = re.compile(r"(-?\d{4,})-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)[\d:.]*(Z|[+-]\d\d:\d\d)?)?)?(?:Z|[+-]\d\d:\d\d)?$")


class Labels:
    """The names of things in a store, in the preferred language, found once."""

    def __init__(self, store: Store, language: str = "en") -> None:
        self._store = store
        self._language = language
        self._names: dict[str, str] = {}
        self._summaries: dict[Subject, str] = {}
        self._places: dict[NamedNode, float] = {}
        self._links: dict[NamedNode, Link] = {}
        self._statuses = {t.subject: "deprecated" for t in store.triples(None, DEPRECATED, None) if t.object.value == "true"}
        self._statuses |= {t.subject: "withdrawn" for t in store.triples(None, STATUS, WITHDRAWN)}
        self._families = {t.subject for predicate in FAMILY_NAME for t in store.triples(None, predicate, None)}
        below = [t.subject for t in store.triples(None, SUBPROPERTY_OF, POSITION) if isinstance(t.subject, NamedNode)]
        self.positions = [POSITION, *below]

    def name(self, term: Term) -> str:
        """Give what a thing is called; where nothing says it, the last part of its address, in words."""
        if isinstance(term, Literal):
            return term.value
        if isinstance(term, BlankNode):
            return self.best(term, NAMING) or "something without a name"
        name = self._names.get(term.value)
        if name is None:
            name = self._names[term.value] = self.best(term, NAMING) or self._version(term) or _readable(term.value)
        return name

    def _version(self, term: Term) -> str:
        """Name the address of a version after what it is a version of (owl:versionIRI); empty where it is of nothing."""
        found = next(self._store.triples(None, VERSION_IRI, term), None)
        return f"{self.name(found.subject)}, version {term.value.rstrip('/').rsplit('/', 1)[-1]}" if found else ""

    def summary(self, term: Subject) -> str:
        """Give a short description of a thing, empty where there is none."""
        if term not in self._summaries:
            self._summaries[term] = self.best(term, SUMMARIES)
        return self._summaries[term]

    def best(self, term: Subject, predicates: Iterable[NamedNode]) -> str:
        """Give the first text that a thing has under some predicates, in the preferred language if there is one."""
        for predicate in predicates:
            text = self.preferred(t.object for t in self._store.triples(term, predicate, None))
            if text:
                return text
        return ""

    def preferred(self, values: Iterable[Term]) -> str:
        """Give the text among some values that is in the preferred language, else another; empty where there is none."""
        texts = [value for value in values if isinstance(value, Literal)]
        if len(texts) < 2:
            return texts[0].value if texts else ""
        return min(texts, key=lambda text: (text.language != self._language, bool(text.language), text.value)).value

    def link(self, term: Subject, trail: bool = False) -> Link:
        """Give a thing as a link; with `trail`, the things of its own kind that it is part of, outermost first."""
        if isinstance(term, BlankNode):
            return Link("", self.name(term))
        name = self.name(term)
        status = self.status(term)
        return Link(term.value, name, self._trail(term) if trail else (), status="" if status in name.casefold() else status)

    def status(self, term: Subject) -> str:
        """Tell whether a thing is withdrawn (ADMS section 5.2) or deprecated; empty where it is neither."""
        return self._statuses.get(term, "")

    def filed(self, term: Term) -> Key:
        """Give the key by which lists file a thing: family name first where it has one, else its name."""
        family = self.best(term, FAMILY_NAME) if term in self._families else ""
        return natural(f"{family} {self.name(term)}" if family else self.name(term))

    def value(self, term: Term) -> Value:
        """Give a term as a page shows it."""
        if isinstance(term, NamedNode):
            if term not in self._links:
                self._links[term] = self.link(term, trail=True)
            return self._links[term]
        if isinstance(term, BlankNode):
            return blank(self._store, self, term)
        kind = term.datatype.value
        if kind in _PLAIN:
            return Text(term.value, term.language or "", address=kind == XSD + "anyURI")
        moment = _moment(term.value) if kind in (XSD + "dateTime", XSD + "date", XSD + "gYearMonth") else ""
        return Text(moment, moment=term.value) if moment else Text(term.value, "", self.name(term.datatype))

    def position(self, term: Term) -> float:
        """Give the position of a thing among its siblings (schema:position and its sub-properties), infinite if it has none."""
        if not isinstance(term, NamedNode):
            return INFINITE
        if term not in self._places:
            texts = [x.object.value for predicate in self.positions for x in self._store.triples(term, predicate, None)]
            self._places[term] = min((float(text) for text in texts if text.isdecimal()), default=INFINITE)
        return self._places[term]

    def ordered(self, terms: Iterable[Term], by_position: bool = True) -> list[Term]:
        """Sort things by their position, then by name as people sort, numbers by value; the same whatever store they come from."""
        return sorted(terms, key=lambda term: (self.position(term) if by_position else 0, natural(self.name(term)), str(term)))

    def tied(self, values: list[Term], pointing: Iterable[list[Term]]) -> list[Term]:
        """Put values in the order of what ties them to a thing: authors in that of their contributions, where these have places.

        `pointing` are the things that point to the thing; values with places of their own, or too many, stay as they are.
        """
        if not 2 <= len(values) <= 20 or any(not isinstance(value, NamedNode) or self.position(value) != INFINITE for value in values):
            return values
        ties = {term for terms in pointing for term in terms if self.position(term) != INFINITE}
        places = {
            value: min((self.position(x.subject) for x in self._store.triples(None, None, value) if x.subject in ties), default=INFINITE)
            for value in (values if ties else ())
        }
        return sorted(values, key=lambda value: places[value]) if len(set(places.values())) == len(values) else values

    def _trail(self, term: NamedNode) -> tuple[Link, ...]:
        kind, trail, seen = _kind(term.value), [], {term}
        while parents := [t.object for t in self._store.triples(term, PART_OF, None) if isinstance(t.object, NamedNode)]:
            term = parents[0]
            if term in seen or _kind(term.value) != kind:
                break
            seen.add(term)
            trail.append(self.link(term))
        return tuple(reversed(trail))


def fold(text: str) -> str:
    """Write a text without case, accents and apostrophes, so that it may be compared."""
    lower = text.casefold().translate(_LETTERS)
    if lower.isascii():  # as nearly all are
        return lower
    folded = unicodedata.normalize("NFKD", lower).casefold()  # anew, since some signs stand for capitals
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 16)
def natural(text: str) -> Key:
    """Give a key that sorts texts as an index does: without case, accents or punctuation, word by word, numbers by their value."""
    first, *rest = re.split(r"(\d+)", fold(text))
    return _numbered([_PUNCTUATION.sub("", first).lstrip(), *(_PUNCTUATION.sub("", part) for part in rest)])


@lru_cache(maxsize=1 << 16)
def by_address(iri: str) -> Key:
    """Give a key that sorts addresses sign by sign, numbers by their value."""
    return _numbered(re.split(r"(\d+)", iri))


def _numbered(parts: Iterable[str]) -> Key:
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


@lru_cache(maxsize=1 << 14)
def words(text: str) -> str:
    """Write the words of a text, so that it may be seen whether another text says them."""
    found = re.findall(r"[^\W_]+", fold(text))
    return " ".join(["", *found, ""])


def _kind(iri: str) -> str:
    return iri.rsplit("/", 1)[0]


def _moment(text: str) -> str:
    """Write a date as people do; a time of midnight is left out, since it says only that no time is known."""
    found = _MOMENT.match(text)
    if not found or not 1 <= int(found[2]) <= 12:
        return ""
    year, month, day, time, zone = found.groups()
    words = " ".join(filter(None, (str(int(day)) if day else "", _MONTHS[int(month) - 1], year)))
    if time and time != "00:00":
        words += f", {time} {'UTC' if zone == 'Z' else zone or ''}".rstrip()
    return words


def _readable(iri: str) -> str:
    """Make words of an address that nothing labels."""
    if "#" in iri.rstrip("#"):
        local = iri.rsplit("#", 1)[1]
    elif iri.startswith(("http://", "https://")):
        parts = iri.split("://", 1)[1].rstrip("/#").split("/")
        local = parts[-1] if len(parts) > 1 else parts[0]
        if len(parts) > 2 and not re.search(r"[^\W\d_]", local):  # a bare number says nothing without what is before it
            local = f"{parts[-2]} {local}"
    else:
        local = iri
    words = re.sub(r"(?<=[a-z])([A-Z])(?=[a-z])", lambda found: " " + found[1].lower(), local)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words).replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:] if iri.endswith("/") else words
