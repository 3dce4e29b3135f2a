"""Terms of SHACL, and shapes that use what does not exist: a misspelt sh:minCout is silently ignored by a validator."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from rip_ld.dataset.locate import Locator
from rip_ld.dataset.problems import Problem
from rip_ld.dataset.read import Dataset
from rip_ld.dataset.turtle import RDF, RDF_TYPE
from rip_ld.dataset.wording import Wording

SH = "http://www.w3.org/ns/shacl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
BUILT_IN = (RDF, RDFS, OWL, "http://www.w3.org/2001/XMLSchema#", SH)

# SHACL (W3C Recommendation 20 July 2017), the properties of its vocabulary that shapes may use; orderBy is of its Advanced Features.
PROPERTIES = frozenset(
    """
    alternativePath and annotationProperty annotationValue annotationVarName ask class closed condition construct
    datatype deactivated declare defaultValue description disjoint entailment equals expression flags group hasValue
    ignoredProperties in inversePath labelTemplate languageIn lessThan lessThanOrEquals maxCount maxExclusive
    maxInclusive maxLength message minCount minExclusive minInclusive minLength name namespace node nodeKind
    nodeValidator not oneOrMorePath optional or order orderBy parameter path pattern prefix prefixes property
    propertyValidator qualifiedMaxCount qualifiedMinCount qualifiedValueShape qualifiedValueShapesDisjoint select
    severity shapesGraph shapesGraphWellFormed sparql suggestedShapesGraph target targetClass targetNode
    targetObjectsOf targetSubjectsOf uniqueLang update validator xone zeroOrMorePath zeroOrOnePath
    """.split()
)
CLASSES_AND_VALUES = frozenset(
    """
    BlankNode BlankNodeOrIRI BlankNodeOrLiteral ConstraintComponent IRI IRIOrLiteral Info Literal NodeKind NodeShape
    Parameter Parameterizable PrefixDeclaration PropertyGroup PropertyShape SPARQLAskExecutable SPARQLAskValidator
    SPARQLConstraint SPARQLConstructExecutable SPARQLExecutable SPARQLSelectExecutable SPARQLSelectValidator Severity
    Shape ValidationReport ValidationResult Validator Violation Warning
    """.split()
)
# Where a shape names a class or property of the data.
NAMES_A_TERM = {
    SH + name
    for name in (
        "targetClass targetSubjectsOf targetObjectsOf path class datatype equals disjoint lessThan lessThanOrEquals"
        " inversePath zeroOrMorePath oneOrMorePath zeroOrOnePath"
    ).split()
}
# Where a shape names another shape.
NAMES_A_SHAPE = {SH + name for name in ("property", "node", "not", "qualifiedValueShape", "group", "prefixes")}
MISSPELT = ("unknown-shacl-term", "is no term of SHACL; validators ignore it, so the shape would never fire")
UNDECLARED = ("undeclared-in-shape", "is declared in no ontology file, so the shape would never fire")
NOWHERE = ("undeclared-in-shape", "is described nowhere")


def unknown_terms(dataset: Dataset, shapes: Iterable[Quad], locator: Locator, wording: Wording) -> Iterator[Problem]:
    """Report SHACL terms that do not exist, and classes and properties in shapes that no ontology file declares."""
    shapes = list(shapes)
    in_path = _path_members(shapes)
    nowhere = set(undescribed_shapes(shapes))
    declared = {quad.subject for quad in dataset.quads if quad.predicate.value == RDF_TYPE}
    described = {quad.subject for quad in dataset.quads}
    for triple in shapes:
        predicate, value = triple.predicate.value, triple.object
        faults = [(predicate, *MISSPELT)] if _outside(predicate, PROPERTIES) else []
        if isinstance(value, NamedNode):
            names_a_term = predicate in NAMES_A_TERM or (triple.subject.value in in_path and predicate == RDF + "first")
            if _outside(value.value, PROPERTIES | CLASSES_AND_VALUES):
                faults.append((value.value, *MISSPELT))
            elif names_a_term and not value.value.startswith(BUILT_IN) and value not in declared:
                faults.append((value.value, *UNDECLARED))
            elif triple in nowhere or (not names_a_term and value.value.startswith(dataset.base) and value not in described):
                faults.append((value.value, *NOWHERE))
        for iri, code, reason in faults:
            place = locator.place(triple.subject, predicate, value)
            name = wording.value(locator.owner(triple.subject))
            yield Problem(place, "error", code, f"{name}: {wording.name(iri)} {reason}.")


def _outside(iri: str, terms: frozenset[str]) -> bool:
    return iri.startswith(SH) and iri != SH and iri[len(SH) :] not in terms


def undescribed_shapes(shapes: Iterable[Quad]) -> list[Quad]:
    """List the triples that name a shape which is described nowhere; a validator gives up at the first of them."""
    shapes = list(shapes)
    described = {triple.subject for triple in shapes}
    return [triple for triple in shapes if triple.predicate.value in NAMES_A_SHAPE and triple.object not in described]


def _path_members(shapes: list[Quad]) -> set[str]:
    """List the list nodes that stand in property paths (SHACL section 2.3.1)."""
    starts = {SH + "path", SH + "alternativePath", SH + "inversePath", SH + "zeroOrMorePath", SH + "oneOrMorePath"}
    inside = {triple.object.value for triple in shapes if triple.predicate.value in starts}
    grown = -1
    while grown != len(inside):
        grown = len(inside)
        inside |= {t.object.value for t in shapes if t.subject.value in inside and not isinstance(t.object, NamedNode)}
    return inside
