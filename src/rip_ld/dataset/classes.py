"""Which classes a resource belongs to, by its stated types and their super-classes (RDFS 1.1 section 3.4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
IS_A = NamedNode("urn:rip-ld:isA")

Node = NamedNode | BlankNode


def memberships(quads: Iterable[Quad]) -> Iterator[tuple[Node, Node]]:
    """List (resource, class) for every stated type and every class above it.

    Above a class are its super-classes, its equivalent classes, the unions that it is a member of (OWL 2 section 8.1.2), and
    what is above those.
    """
    types: set[tuple[Node, Node]] = set()
    up: dict[Node, set[Node]] = defaultdict(set)
    first: dict[Node, Node] = {}
    rest: dict[Node, Node] = {}
    unions: list[tuple[Node, Node]] = []
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if predicate == RDF + "type":
            types.add((subject, value))
        elif predicate == RDFS + "subClassOf":
            up[subject].add(value)
        elif predicate == OWL + "equivalentClass":
            up[subject].add(value)
            up[value].add(subject)
        elif predicate == OWL + "unionOf":
            unions.append((subject, value))
        elif predicate == RDF + "first":
            first[subject] = value
        elif predicate == RDF + "rest":
            rest[subject] = value
    for union, node in unions:
        while node in first:
            up[first[node]].add(union)
            node = rest.get(node)
    above = {kind: _reach(kind, up) for kind in {kind for _, kind in types}}
    for resource, kind in types:
        for ancestor in above[kind]:
            yield resource, ancestor


def _reach(start: Node, up: dict[Node, set[Node]]) -> set[Node]:
    found, todo = {start}, [start]
    while todo:
        for node in up.get(todo.pop(), ()):
            if node not in found:
                found.add(node)
                todo.append(node)
    return found
