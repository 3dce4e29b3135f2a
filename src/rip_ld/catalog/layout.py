"""How a page is laid out: the shapes' sh:group, sh:order and sh:name (SHACL section 2.3.2)."""

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode

from rip_ld.catalog.terms import DCTERMS, OWL, RDFS, SH, SKOS, SUBCLASS_OF, SUBPROPERTY_OF
from rip_ld.store import Store
from rip_ld.store.port import Term

OTHER = "More"
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


_ROWS = f"""
PREFIX sh: <{SH}> PREFIX rdfs: <{RDFS}>
SELECT ?shape ?class ?of ?node ?predicate ?inverse ?name ?description ?order ?group ?groupOrder WHERE {{
  ?shape sh:property ?property .
  OPTIONAL {{ ?shape sh:targetClass ?class }} OPTIONAL {{ ?shape sh:targetSubjectsOf ?of }} OPTIONAL {{ ?shape sh:targetNode ?node }}
  ?property sh:path ?path .
  OPTIONAL {{ ?path sh:inversePath ?inverse }}
  BIND(IF(BOUND(?inverse), ?inverse, ?path) AS ?predicate)
  FILTER(isIRI(?predicate))
  OPTIONAL {{ ?property sh:name ?name }} OPTIONAL {{ ?property sh:description ?description }} OPTIONAL {{ ?property sh:order ?order }}
  OPTIONAL {{ ?property sh:group ?g . ?g rdfs:label ?group . OPTIONAL {{ ?g sh:order ?groupOrder }} }}
}}"""


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
            )
            for kind in ("class", "of", "node"):
                if kind in row:
                    self._by_target[kind, row[kind].value].add(place)
            if not row.keys() & {"class", "of", "node"}:  # an implicit class target (SHACL section 2.1.3.3)
                self._by_target["class", row["shape"].value].add(place)
        self._of = {value for kind, value in self._by_target if kind == "of"}
        self._cache: dict[tuple[frozenset[str], frozenset[str], str], tuple[Row, ...]] = {}

    def told_once(self, values: dict[str, list[Term]]) -> dict[str, list[Term]]:
        """Leave out the values of a property that one of its sub-properties has too: the finer one says more (RDF Schema section 3.4)."""
        kept = dict(values)
        for iri in values.keys() & self._finer.keys():
            finer = {value for below in self._finer[iri] & values.keys() for value in values[below]}
            if finer:
                kept[iri] = [value for value in values[iri] if value not in finer]
        return {iri: rest for iri, rest in kept.items() if rest}

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

    def rows(self, types: frozenset[str], predicates: frozenset[str], iri: str) -> tuple[Row, ...]:
        """List the places of the properties of a thing with some types and predicates, in the order of its page.

        Where several shapes place the same property, the one for the most specific class wins.
        """
        key = (types, predicates & self._of, iri if ("node", iri) in self._by_target else "")
        if key not in self._cache:
            found: dict[tuple[str, bool], tuple[int, Row]] = {}
            targets = [(-1, ("node", iri))]
            targets += [(distance, ("class", name)) for name, distance in self.superclasses(types).items()]
            targets += [(-1, ("of", name)) for name in key[1]]
            for distance, target in targets:
                for row in self._by_target.get(target, ()):
                    held = found.get((row.predicate, row.inverse))
                    if held is None or (distance, row.group_order, row.order, row.name) < (held[0], held[1].group_order, held[1].order, held[1].name):
                        found[row.predicate, row.inverse] = (distance, row)
            rows = [row for _, row in found.values()]
            self._cache[key] = tuple(sorted(rows, key=lambda row: (row.group_order, row.group, row.order, row.name)))
        return self._cache[key]


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
