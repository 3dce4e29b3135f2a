"""What of the data a validation of some nodes looks at, so that no more need be made ready for it."""

from collections.abc import Collection, Iterable

from pyoxigraph import BlankNode, NamedNode, Quad
from rdflib import SH, BNode, Graph, URIRef

from rip_ld.dataset.turtle import RDF_TYPE, Term
from rip_ld.dataset.vocabulary import RDFS

NAMING = {SH.property, URIRef(str(SH) + "orderBy")}  # how one shape names another without asking it of a value; orderBy, which no validator asks, is of SHACL's Advanced Features
LOOKING_FURTHER = (SH.node, SH.qualifiedValueShape, SH.sparql, SH.select, SH.ask, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)


def seen(quads: Collection[Quad], nodes: Collection[str], shapes: Graph) -> Iterable[Quad]:
    """Give those of the quads that shapes look at when they are asked of some nodes, named by their IRIs.

    Where no shape looks further than one statement, these are the statements of the nodes and about them, the types of what
    they are linked to, what stands in brackets there, and the super-classes. Otherwise all.
    """
    if _looks_further(shapes):
        return quads
    asked: set[Term] = {NamedNode(iri) for iri in nodes}
    kept = [quad for quad in quads if quad.subject in asked or quad.object in asked or quad.predicate.value == RDFS + "subClassOf"]
    linked = {end for quad in kept for end in (quad.subject, quad.object)} - asked
    kept += [quad for quad in quads if quad.predicate.value == RDF_TYPE and quad.subject in linked]
    seen_inside: set[Term] = set()
    while inside := {node for node in linked if isinstance(node, BlankNode)} - seen_inside:
        seen_inside |= inside
        found = [quad for quad in quads if quad.subject in inside]
        kept += found
        linked = {quad.object for quad in found}
    return kept


def _looks_further(shapes: Graph) -> bool:
    """Tell whether a shape may look at more than the statements of its nodes: through a longer path, or a shape for their values."""
    steps = set(shapes.objects(None, SH.path))
    steps |= {step for choice in shapes.objects(None, SH.alternativePath) for step in shapes.items(choice)}
    longer = {predicate for step in steps if isinstance(step, BNode) for predicate in shapes.predicates(step)} - {SH.inversePath, SH.alternativePath}
    looking = {*shapes.subjects(SH.path), *shapes.subjects(SH.property)}
    below = {(user, predicate) for shape in looking for user, predicate in shapes.subject_predicates(shape)}
    return (
        bool(longer)
        or any((None, predicate, None) in shapes for predicate in LOOKING_FURTHER)
        or any(predicate not in NAMING or (user, SH.path, None) in shapes for user, predicate in below)
    )
