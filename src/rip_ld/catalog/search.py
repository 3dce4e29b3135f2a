"""Find things by what they are called: names, other names, titles, codes, and the last part of their addresses."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, fold, natural
from rip_ld.store import Store

# What things are found by: these properties and their sub-properties.
NAMES = (
    t.RDFS_LABEL,
    *(NamedNode(t.SKOS + name) for name in ("prefLabel", "altLabel", "hiddenLabel", "notation")),
    *(NamedNode(t.DCTERMS + name) for name in ("title", "alternative", "identifier")),
    *(NamedNode(base + "name") for base in (t.FOAF, t.SCHEMA)),
)
MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['’‘]")
_HYPHENS = "-‐‑–/"
_COMPOUND = re.compile(rf"[^\W_]+(?:[{_HYPHENS}][^\W_]+)*")


@dataclass(frozen=True)
class Found:
    """A thing that has all the words sought, and the name of it that has them best."""

    term: NamedNode
    name: str


class Search:
    """An index of the words of all names in an address space, built when it is first asked."""

    def __init__(self, store: Store, labels: Labels, base: str, without: str) -> None:
        self._labels = labels
        self._names: dict[NamedNode, list[str]] = defaultdict(list)
        for predicate in _closure(store, NAMES):
            for triple in store.triples(None, predicate, None):
                term = triple.subject
                if isinstance(term, NamedNode) and isinstance(triple.object, Literal) and term.value.startswith(base) and not term.value.startswith(without):
                    self._names[term].append(triple.object.value)
        words: dict[str, set[NamedNode]] = defaultdict(set)
        self._spellings: dict[str, set[str]] = defaultdict(set)
        for term, names in self._names.items():
            for text in {*names, _local(term)}:
                for word in _words(fold(text)):
                    words[word].add(term)
                for way in () if text.isascii() else _written(text):
                    for word in _words(fold(way)):
                        self._spellings[word].add(way)
        self._words = sorted(words)
        self._things = [words[word] for word in self._words]

    def find(self, text: str) -> list[Found]:
        """List the things that have every word of a text, or words that begin so, best first.

        A thing of its own counts more than a part of a document (a term, a shape), then a name that is the text most, one that
        begins with the text more than one that has its words whole, what a thing is called more than its other names, a
        short name more than a long one.
        """
        sought = _sought(text)
        if not sought:
            return []
        found: set[NamedNode] | None = None
        for compound in sought:
            parts = _WORD.findall(compound)
            having = set.intersection(*(self._having(part) for part in parts)) | self._having("".join(parts))
            found = having if found is None else found & having
        ranked = sorted((*self._rank(term, " ".join(_WORD.findall(" ".join(sought)))), term.value, term) for term in found or ())
        return [Found(row[-1], row[-3]) for row in ranked]

    def alternatives(self, text: str) -> tuple[str, ...]:
        """Give, for each word that a text asks for, what one word of a name begins with where it has it, as a regular expression: all its spellings, and those of the compound in which it stands."""
        found = []
        for compound in _sought(text):
            parts = _WORD.findall(compound)
            whole = self._spelt("".join(parts))
            found += ["|".join(dict.fromkeys((*self._spelt(part), *(() if whole[0].startswith(part) else whole)))) for part in parts]
        return tuple(found)

    def _spelt(self, prefix: str) -> list[str]:
        """List the ways in which names spell what begins a word, first the plain one."""
        ways = {_beginning(way, prefix) for place in self._places(prefix) for way in self._spellings.get(self._words[place], ())}
        return [prefix, *sorted(ways - {prefix})]

    def _having(self, prefix: str) -> set[NamedNode]:
        return set().union(*(self._things[place] for place in self._places(prefix)))

    def _places(self, prefix: str) -> range:
        """Give the places of the words that begin so."""
        return range(bisect_left(self._words, prefix), bisect_right(self._words, prefix, key=lambda word: word[: len(prefix)]))

    def _rank(self, term: NamedNode, sought: str) -> tuple:
        label = self._labels.name(term)
        grade, name = min((2 * _grade(text, sought) + (text != label), text) for text in (label, *self._names[term]))
        if _plain(_local(term)) == sought:
            grade = min(grade, 1)
        return ("#" in term.value, grade, len(label) // 8, natural(label), name)


def _grade(name: str, sought: str) -> int:
    plain = _plain(name)
    if plain == sought:
        return 0
    if plain.startswith(sought + " "):
        return 1
    if plain.startswith(sought):
        return 2
    there, wanted = set(plain.split()), sought.split()
    if all(word in there for word in wanted):
        return 3
    return 4 if all(any(word.startswith(want) for word in there) for want in wanted) else 5


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _local(term: NamedNode) -> str:
    return re.split(r"[/#]", term.value)[-1]


def _sought(text: str) -> list[str]:
    return _COMPOUND.findall(fold(text))[:MOST_WORDS]


def _beginning(way: str, prefix: str) -> str:
    """Give so much of a word as is read as a prefix, with the marks of its last letter; all of it where that begins inside of a sign."""
    return next((way[:end] for end in range(1, len(way) + 1) if fold(way[:end]).startswith(prefix)), way)


def _written(text: str) -> Iterator[str]:
    """List the words of a text as they are written there, in small letters, with their marks and signs; those of a compound as one, too."""
    kinds = ((sign, unicodedata.category(sign)) for sign in _APOSTROPHE.sub("", text.lower()))
    for compound in "".join(sign if sign in _HYPHENS or kind[0] in "LMN" or kind == "So" else " " for sign, kind in kinds).split():
        parts = re.findall(f"[^{_HYPHENS}]+", compound)
        yield from (*parts, "".join(parts))


def _words(text: str) -> set[str]:
    words = set()
    for compound in _COMPOUND.findall(text):
        parts = _WORD.findall(compound)
        words.update(parts)
        words.add("".join(parts))
    return words


def _closure(store: Store, properties: Iterable[NamedNode]) -> list[NamedNode]:
    found = dict.fromkeys(properties)
    waiting = list(found)
    for term in waiting:
        for triple in store.triples(None, t.SUBPROPERTY_OF, term):
            if isinstance(triple.subject, NamedNode) and triple.subject not in found:
                found[triple.subject] = None
                waiting.append(triple.subject)
    return waiting
