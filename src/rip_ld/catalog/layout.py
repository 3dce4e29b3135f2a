"""How pages and lists are laid out: the shapes' sh:group, sh:order and sh:name (SHACL section 2.3.2), and what a property is for.

What it is for is said in the terms of DASH (datashapes.org): the roles of a title, of a code and of a key fact, and dash:hidden.
By what a list of the things of a class is sorted, where they have no places of their own, is said by sh:orderBy (SHACL-AF).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from rip_ld.catalog.terms import DASH, DCTERMS, OWL, RDFS, SH, SKOS, SUBCLASS_OF, SUBPROPERTY_OF
from rip_ld.kept import kept
from rip_ld.store import Store
from rip_ld.store.port import Term

MOST = 4096  # sets of properties of which is kept what they say twice
OTHER = "More"
TITLE, CODE, KEY_FACT = (DASH + name for name in ("DescriptionRole", "IDRole", "KeyInfoRole"))
# Where no shape places a property, these come first, in this order; the rest follows by name.
USUAL = {
    iri: place
    for place, iri in enumerate(
        [
            *(SKOS + name for name in ("definition", "scopeNote", "example", "note", "altLabel")),
            *(DCTERMS + name for name in ("description", "abstract", "creator", "publisher")),
            RDFS + "comment",
            *(RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")),
            *(OWL + name for name in ("equivalentClass", "equivalentProperty", "inverseOf", "disjointWith")),
            *(SH + name for name in ("targetClass", "targetSubjectsOf", "targetNode", "path", "name", "description")),
            *(SH + name for name in ("minCount", "maxCount", "datatype", "class", "nodeKind", "pattern", "property")),
        ]
    )
}


@dataclass(frozen=True)
class Row:
    """One property in its place on the page of a class."""

    predicate: str
    inverse: bool
    name: str
    description: str
    order: float
    group: str
    group_order: float
    hidden: bool = False
    role: str = ""

    @property
    def place(self) -> tuple[float, str, float, str]:
        """Give the key by which rows are sorted."""
        return (self.group_order, self.group, self.order, self.name)


_ROWS = f"""
PREFIX sh: <{SH}> PREFIX rdfs: <{RDFS}> PREFIX dash: <{DASH}>
SELECT ?shape ?class ?of ?node ?predicate ?inverse ?name ?description ?order ?group ?groupOrder ?hidden ?role WHERE {{
  ?shape sh:property ?property .
  OPTIONAL {{ ?shape sh:targetClass ?class }} OPTIONAL {{ ?shape sh:targetSubjectsOf ?of }} OPTIONAL {{ ?shape sh:targetNode ?node }}
  ?property sh:path ?path .
  OPTIONAL {{ ?path sh:inversePath ?inverse }}
  BIND(IF(BOUND(?inverse), ?inverse, ?path) AS ?predicate)
  FILTER(isIRI(?predicate))
  OPTIONAL {{ ?property sh:name ?name }} OPTIONAL {{ ?property sh:description ?description }} OPTIONAL {{ ?property sh:order ?order }}
  OPTIONAL {{ ?property sh:group ?g . ?g rdfs:label ?group . OPTIONAL {{ ?g sh:order ?groupOrder }} }}
  OPTIONAL {{ ?property dash:hidden ?hidden }} OPTIONAL {{ ?property dash:propertyRole ?role }}
}}"""
_SORTED = f"""
PREFIX sh: <{SH}>
SELECT ?class ?predicate WHERE {{ ?shape sh:targetClass ?class ; sh:orderBy/sh:path ?predicate FILTER(isIRI(?predicate)) }}"""


class Layout:
    """The places of properties on pages, as the shapes of a store give them."""

    def __init__(self, store: Store) -> None:
        above: dict[str, set[str]] = defaultdict(set)
        for triple in store.triples(None, SUBCLASS_OF, None):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
                above[triple.subject.value].add(triple.object.value)
        self._above = above
        self._finer = _finer(store)
        self._by_target: dict[tuple[str, str], set[Row]] = defaultdict(set)
        for row in store.select(_ROWS):
            place = Row(
                row["predicate"].value,
                "inverse" in row,
                row["name"].value if "name" in row else "",
                row["description"].value if "description" in row else "",
                float(row["order"].value) if "order" in row else float("inf"),
                row["group"].value if "group" in row else OTHER,
                float(row["groupOrder"].value) if "groupOrder" in row else float("inf"),
                "hidden" in row and row["hidden"].value in ("true", "1"),  # both are true (XML Schema part 2, section 3.2.2)
                row["role"].value if "role" in row else "",
            )
            for kind in ("class", "of", "node"):
                if kind in row:
                    self._by_target[kind, row[kind].value].add(place)
            if not row.keys() & {"class", "of", "node"}:  # an implicit class target (SHACL section 2.1.3.3)
                self._by_target["class", row["shape"].value].add(place)
        self._of = {value for kind, value in self._by_target if kind == "of"}
        self.telling_subjects = tuple(sorted(iri for (kind, iri), rows in self._by_target.items() if kind == "of" and any(row.role for row in rows)))
        self._sorted = {row["class"].value: row["predicate"] for row in store.select(_SORTED)}
        self._cache: dict[tuple[frozenset[str], frozenset[str], str], tuple[Row, ...]] = {}
        self._roles: dict[tuple[frozenset[str], frozenset[str], str], dict[str, tuple[Row, ...]]] = {}

    def told_once(self, values: dict[str, list[Term]]) -> dict[str, list[Term]]:
        """Leave out the values of a property that one of its sub-properties has too: the finer one says more (RDF Schema section 3.4)."""
        above = self._told_by(frozenset(values))
        if not above:
            return values
        kept = dict(values)
        for iri, below in above.items():
            finer = {value for name in below for value in values[name]}
            kept[iri] = [value for value in values[iri] if value not in finer]
        return {iri: rest for iri, rest in kept.items() if rest}

    @kept(MOST)
    def _told_by(self, properties: frozenset[str]) -> dict[str, set[str]]:
        """List those of some properties that have sub-properties among these, with them."""
        return {iri: below for iri in properties & self._finer.keys() if (below := self._finer[iri] & properties)}

    def superclasses(self, classes: frozenset[str]) -> dict[str, int]:
        """List classes with all that they are sub-classes of, each with its distance from the nearest given one."""
        distance = {iri: 0 for iri in classes}
        waiting = list(classes)
        for iri in waiting:
            for higher in sorted(self._above.get(iri, ())):
                if higher not in distance:
                    distance[higher] = distance[iri] + 1
                    waiting.append(higher)
        return distance

    def singles_out(self, iri: str) -> bool:
        """Tell whether a shape is for this very thing (sh:targetNode)."""
        return ("node", iri) in self._by_target

    def rows(self, types: frozenset[str], predicates: frozenset[str], iri: str) -> tuple[Row, ...]:
        """List the places of the properties of a thing with some types and predicates, in the order of its page.

        Where several shapes place the same property, the one for the most specific class wins.
        """
        key = (types, predicates & self._of, iri if self.singles_out(iri) else "")
        if key not in self._cache:
            found: dict[tuple[str, bool], tuple[int, Row]] = {}
            for distance, target in self._targets(*key):
                for row in self._by_target.get(target, ()):
                    held = found.get((row.predicate, row.inverse))
                    if held is None or (distance, row.group_order, row.order, row.name) < (held[0], held[1].group_order, held[1].order, held[1].name):
                        found[row.predicate, row.inverse] = (distance, row)
            self._cache[key] = tuple(sorted((row for _, row in found.values()), key=lambda row: row.place))
        return self._cache[key]

    def roles(self, types: frozenset[str], predicates: frozenset[str], iri: str) -> dict[str, tuple[Row, ...]]:
        """List the places of the properties of a thing that have a role, by role, in the order of its page."""
        key = (types, predicates & self._of, iri if self.singles_out(iri) else "")
        if key not in self._roles:
            found: dict[str, dict[str, Row]] = defaultdict(dict)
            rows = {row for _, target in self._targets(*key) for row in self._by_target.get(target, ()) if row.role and not row.inverse}
            for row in sorted(rows, key=lambda row: row.place):
                found[row.role].setdefault(row.predicate, row)
            self._roles[key] = {role: tuple(rows.values()) for role, rows in found.items()}
        return self._roles[key]

    def sorted_by(self, types: frozenset[str]) -> Term | None:
        """Give the property by whose values things of some classes are sorted; None where no shape names one."""
        return next((self._sorted[iri] for iri in self.superclasses(types) if iri in self._sorted), None) if self._sorted else None

    def _targets(self, types: frozenset[str], predicates: frozenset[str], iri: str) -> Iterator[tuple[int, tuple[str, str]]]:
        yield -1, ("node", iri)
        yield from ((distance, ("class", name)) for name, distance in self.superclasses(types).items())
        yield from ((-1, ("of", name)) for name in predicates)


def _finer(store: Store) -> dict[str, set[str]]:
    """List the sub-properties of every property that has some, those of sub-properties with them."""
    direct: dict[str, set[str]] = defaultdict(set)
    for triple in store.triples(None, SUBPROPERTY_OF, None):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            direct[triple.object.value].add(triple.subject.value)
    finer = {iri: set(below) for iri, below in direct.items()}
    for below in finer.values():
        waiting = list(below)
        for iri in waiting:
            waiting += direct.get(iri, set()) - below
            below |= direct.get(iri, set())
    return finer
