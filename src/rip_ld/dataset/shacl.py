"""Validate with SHACL and tell each result as a problem with a place (SHACL section 3.6)."""

import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from rip_ld.dataset.locate import Locator
from rip_ld.dataset.problems import Level, Problem
from rip_ld.dataset.read import STATUS, WITHDRAWN
from rip_ld.dataset.turtle import Term
from rip_ld.dataset.wording import Wording, kebab, local_name

LEVELS: dict[Node, Level] = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "info"}
TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
# What a property shape says without constraining anything: how pages show it, and how its results are told.
PRESENTATION = {SH.name, SH.description, SH.order, SH.group, SH.defaultValue, RDFS.label, RDFS.comment, RDFS.isDefinedBy}
NEUTRAL = PRESENTATION | {RDF.type, SH.path, SH.severity, SH.message}
_NAMED = re.compile(r"'(https?://[^\s']+)'")

# What each kind of constraint says where its shape has no sh:message: {name} is the property, {limit} the shape's parameter.
SENTENCES: dict[Node, tuple[str, URIRef | None]] = {
    SH.MinCountConstraintComponent: ("{name}: at least {limit} wanted", SH.minCount),
    SH.MaxCountConstraintComponent: ("{name}: at most {limit} allowed", SH.maxCount),
    SH.DatatypeConstraintComponent: ("{name} {value} is not a sound {limit}", SH.datatype),
    SH.ClassConstraintComponent: ("{name} {value} is not a {limit}", SH["class"]),
    SH.NodeKindConstraintComponent: ("{name} {value} is not of the kind {limit}", SH.nodeKind),
    SH.PatternConstraintComponent: ("{name} {value} does not match the pattern {limit}", SH.pattern),
    SH.InConstraintComponent: ("{name} {value} is not one of the values allowed", None),
    SH.HasValueConstraintComponent: ("{name} does not have the value {limit}", SH.hasValue),
    SH.LanguageInConstraintComponent: ("{name} {value} is not in a language allowed", None),
    SH.UniqueLangConstraintComponent: ("{name} is given twice in one language", None),
    SH.MinLengthConstraintComponent: ("{name} {value} is shorter than {limit} characters", SH.minLength),
    SH.MaxLengthConstraintComponent: ("{name} {value} is longer than {limit} characters", SH.maxLength),
    SH.MinInclusiveConstraintComponent: ("{name} {value} is less than {limit}", SH.minInclusive),
    SH.MaxInclusiveConstraintComponent: ("{name} {value} is more than {limit}", SH.maxInclusive),
    SH.MinExclusiveConstraintComponent: ("{name} {value} is not more than {limit}", SH.minExclusive),
    SH.MaxExclusiveConstraintComponent: ("{name} {value} is not less than {limit}", SH.maxExclusive),
    SH.ClosedConstraintComponent: ("{name} is not a property that belongs here", None),
    SH.EqualsConstraintComponent: ("{name} differs from {limit}", SH.equals),
    SH.DisjointConstraintComponent: ("{name} shares {value} with {limit}", SH.disjoint),
    SH.LessThanConstraintComponent: ("{name} is not less than {limit}", SH.lessThan),
    SH.LessThanOrEqualsConstraintComponent: ("{name} is more than {limit}", SH.lessThanOrEquals),
    SH.QualifiedMinCountConstraintComponent: ("{name}: at least {limit} of the kind described wanted", SH.qualifiedMinCount),
    SH.QualifiedMaxCountConstraintComponent: ("{name}: at most {limit} of the kind described allowed", SH.qualifiedMaxCount),
    SH.NodeConstraintComponent: ("{name} {value} does not have the shape {limit}", SH.node),
}


def rdflib_graph(quads: Iterable[Quad]) -> Graph:
    """Give the triples of quads as an rdflib graph, lexical forms untouched."""
    graph = Graph(bind_namespaces="none")
    known: dict[Term, Node] = {}  # most terms occur many times, and rdflib's are slow to make
    with _quiet():
        for *terms, _ in quads:
            for term in terms:
                if term not in known:
                    known[term] = _node(term)
            graph.add(tuple([known[term] for term in terms]))
    return graph


def violations(
    data: Graph, shapes: Graph, space: str, locator: Locator, wording: Wording, only: Collection[Term] | None = None
) -> Iterator[Problem]:
    """Validate data (ontology included, for subclasses) with shapes, or only the focus nodes that are among `only`.

    Of the instances of a target class and the subjects of a target property, those are validated whose IRI begins with
    `space`: what the dataset borrows, it does not edit. What has been withdrawn is not validated: little is left of it.
    """
    aimed = _aimed(data, shapes, space, only)
    if aimed is None:
        return
    try:
        report = report_of(data, aimed)
    except ReportableRuntimeError as error:
        yield _unusable(error.message, locator, wording)
        return
    yield from told(report, shapes, locator, wording)


def report_of(data: Graph, shapes: Graph) -> Graph:
    """Validate data with shapes; returns the report (SHACL section 3.6), as a graph. Raises pyshacl's error where shapes are of no use."""
    with _quiet():
        _, report, _ = validate(data, shacl_graph=shapes, inference="none", inplace=True, advanced=False, do_owl_imports=False, js=False)
    return report


def _unusable(reason: str, locator: Locator, wording: Wording) -> Problem:
    """Tell why the validator gave up, at the shape that it names."""
    named = _NAMED.search(reason)
    place = locator.place(NamedNode(named[1])) if named else locator.shapes
    return Problem(place, "error", "not-validated", f"The data could not be validated: {wording.sentence(reason)}")


def _aimed(data: Graph, shapes: Graph, space: str, only: Collection[Term] | None) -> Graph | None:
    """Copy the shapes with every target spelt out (SHACL section 2.1.3), of `only` those nodes if given; None where there are none.

    A shape's nodes become the objects of a property of its own in the data, which nothing else can see. pyshacl's own option
    filters the nodes of nested shapes too, and so would miss what sh:node asks of a value. What only serves presentation is
    left out: the validator would ask it of every node, for nothing. And where a node shape passes its nodes on to property
    shapes (section 4.7.2), they get them as targets of their own, to be asked of all at once.
    """
    idle = {shape for shape in shapes.objects(None, SH.property) if set(shapes.predicates(shape)) <= NEUTRAL}
    wanted = None if only is None else {_node(term) for term in only}
    withdrawn = set(data.subjects(URIRef(STATUS.value), URIRef(WITHDRAWN.value)))
    aimed = Graph("SimpleMemory", bind_namespaces="none")
    targets: dict[Node, set[Node]] = defaultdict(set)
    for subject, predicate, target in shapes:
        if predicate in TARGETS:
            nodes = focus_nodes(data, predicate, target, space) - withdrawn
            targets[subject] |= nodes if wanted is None else nodes & wanted
        elif predicate not in PRESENTATION and subject not in idle and not (predicate == SH.property and target in idle):
            aimed.add((subject, predicate, target))
    parts = {shape: list(aimed.objects(shape, SH.property)) if _only_passes_on(shape, aimed) else [] for shape in targets}
    for shape, nodes in targets.items():
        mark = URIRef(f"urn:rip-ld:{BNode()}")
        for node in nodes:
            data.add((shape, mark, node))
        for part in parts[shape]:
            aimed.remove((shape, SH.property, part))
        for aim in (shape, *parts[shape]):
            aimed.add((aim, SH.targetObjectsOf, mark))
    return aimed if any(targets.values()) else None


def _only_passes_on(shape: Node, shapes: Graph) -> bool:
    """Tell whether nothing but its targets makes a node shape pass nodes on to its property shapes, and it needs them for nothing else."""
    return not any((shape, predicate, None) in shapes for predicate in (SH.path, SH.closed, SH.deactivated)) and (None, None, shape) not in shapes


def focus_nodes(data: Graph, predicate: Node, target: Node, space: str) -> set[Node]:
    """List the focus nodes of one target (SHACL section 2.1.3), those of classes and subjects only where their IRI begins with `space`."""
    if predicate == SH.targetNode:
        return {target}
    if predicate == SH.targetObjectsOf:
        return set(data.objects(None, target))
    if predicate == SH.targetSubjectsOf:
        found = set(data.subjects(target, None))
    else:
        kinds = set(data.transitive_subjects(RDFS.subClassOf, target))
        found = {node for kind in kinds for node in data.subjects(RDF.type, kind)}
    return {node for node in found if isinstance(node, BNode) or node.startswith(space)}


def told(report: Graph, shapes: Graph, locator: Locator, wording: Wording, code: str | None = None) -> Iterator[Problem]:
    """Tell each result of a report as a problem; `code` overrides the name of the shape."""
    for result in report.objects(None, SH.result):
        focus = _term(report.value(result, SH.focusNode))
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        place = locator.place(
            focus, str(path) if isinstance(path, URIRef) else None, None if value is None else _term(value)
        )
        level = LEVELS.get(report.value(result, SH.resultSeverity), "error")
        named = code or _code(report, result, shapes)
        sentence = wording.sentence(_message(report, result, shapes, wording))
        yield Problem(place, level, named, f"{wording.value(locator.owner(focus))}: {sentence}")


def _message(report: Graph, result: Node, shapes: Graph, wording: Wording) -> str:
    """Give the message of the shape or of its query, with the value at fault unless it names it; else a sentence of ours."""
    shape = report.value(result, SH.sourceShape)
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    component = report.value(result, SH.sourceConstraintComponent)
    ours = component in SENTENCES and (shape, SH.message, None) not in shapes and len(shapes)
    if ours:
        return _sentence(component, shape, path, value, shapes, wording)
    messages = sorted(report.objects(result, SH.resultMessage), key=_english_first)
    sentence = str(messages[0]) if messages else kebab(local_name(str(component)))
    if value is None or value == report.value(result, SH.focusNode):
        return sentence
    shown = wording.value(_term(value))
    if shown.strip("“”…") in wording.sentence(sentence):
        return sentence
    label = f"{wording.label(str(path))} " if isinstance(path, URIRef) else ""
    return f"{sentence.rstrip('.')} ({label}{shown})"


def _english_first(message: Node) -> tuple[bool, str]:
    return getattr(message, "language", None) not in (None, "en"), str(message)


def _sentence(
    component: Node, shape: Node, path: Node | None, value: Node | None, shapes: Graph, wording: Wording
) -> str:
    template, parameter = SENTENCES[component]
    limit = shapes.value(shape, parameter) if parameter else None
    return template.format(
        name=_property(shape, path, shapes, wording),
        value=wording.value(_term(value)) if value is not None else "",
        limit=_limit(limit, wording),
    )


def _limit(limit: Node | None, wording: Wording) -> str:
    if limit is None or isinstance(limit, RdfLiteral):
        return "" if limit is None else str(limit)
    return "wanted" if isinstance(limit, BNode) else wording.label(str(limit))  # what is described in brackets has no name


def _property(shape: Node, path: Node | None, shapes: Graph, wording: Wording) -> str:
    """Name the property that a shape is about: its label, else the name the shape gives it."""
    if isinstance(path, URIRef):
        return wording.label(str(path))
    name = shapes.value(shape, SH.name)
    return str(name) if name else "value"


def _code(report: Graph, result: Node, shapes: Graph) -> str:
    """Give the local name of a shape, or of the nearest named shape around an unnamed one, else of the constraint."""
    shape = report.value(result, SH.sourceShape)
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next((subject for subject, _ in shapes.subject_predicates(shape)), shape)
    named = shape if isinstance(shape, URIRef) else report.value(result, SH.sourceConstraintComponent)
    return local_name(str(named))


def _node(term: Term) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    datatype = None if term.language else URIRef(term.datatype.value)
    return RdfLiteral(term.value, lang=term.language, datatype=datatype, normalize=False)


def _term(node: Node) -> Term:
    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    datatype = None if node.language or node.datatype is None else NamedNode(str(node.datatype))
    return Literal(str(node), datatype=datatype, language=node.language)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib and pyshacl from logging what is told as problems."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "rdflib", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, state in zip(loggers, before, strict=True):
            logger.disabled = state
