"""What of the data a validation of some nodes looks at, so that no more need be made ready for it."""

from collections.abc import Collection, Iterable

from pyoxigraph import BlankNode, Quad
from rdflib import SH, BNode, Graph, URIRef

from rip_ld.dataset.read import SourceFile
from rip_ld.dataset.turtle import RDF_TYPE, Term
from rip_ld.dataset.vocabulary import RDFS

NAMING = {SH.property, URIRef(str(SH) + "orderBy")}  # how one shape names another without asking it of a value; orderBy, which no validator asks, is of SHACL's Advanced Features
LOOKING_FURTHER = (SH.node, SH.qualifiedValueShape, SH.sparql, SH.select, SH.ask, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)


def asked(quads: Collection[Quad], files: Iterable[SourceFile], shapes: Graph) -> set[Term] | None:
    """List the nodes of which shapes are asked when some files are checked: the subjects there, and targets that are described nowhere.

    None stands for all: where a property shape has properties of its own, what is asked of one node is reported of another.
    """
    if any((shape, SH.path, None) in shapes for shape in shapes.subjects(SH.property)):
        return None
    links = {str(predicate) for predicate in shapes.objects(None, SH.targetObjectsOf)}
    targets = {quad.object for quad in quads if quad.predicate.value in links} if links else set()
    undescribed = targets - {quad.subject for quad in quads} if targets else targets
    return undescribed | {triple.subject for file in files for triple in file.triples}


def seen(quads: Collection[Quad], nodes: Collection[Term], shapes: Graph) -> Iterable[Quad]:
    """Give those of the quads that shapes look at when they are asked of some nodes.

    Where no shape looks further than one statement, these are the statements of the nodes and about them, the types of what
    they are linked to, what stands in brackets there, and the super-classes. Otherwise all.
    """
    if _looks_further(shapes):
        return quads
    kept = [quad for quad in quads if quad.subject in nodes or quad.object in nodes or quad.predicate.value == RDFS + "subClassOf"]
    linked = {end for quad in kept for end in (quad.subject, quad.object)}.difference(nodes)
    kept += [quad for quad in quads if quad.predicate.value == RDF_TYPE and quad.subject in linked]
    done = set(nodes)
    while inside := {node for node in linked if isinstance(node, BlankNode)} - done:
        done |= inside
        brackets = [quad for quad in quads if quad.subject in inside]
        kept += brackets
        linked = {quad.object for quad in brackets}
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
