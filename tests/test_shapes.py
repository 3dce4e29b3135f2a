"""Every shape and every rule fires on an example that breaks it, and on nothing else.

A passing example is a small graph. A failing example is a SPARQL update of a passing one, which its `# base:` names; its
file name says what must fire: `{shape}--{constraint}.ru`, or `{rule}.ru` with a number where there are several. Where
the constraint is that of a nested shape, `# result:` names the one that reports it.

A failing example is validated where its update reaches: what the changed statements name, and what is linked to that. No
shape looks further than one statement, and a test sees to it that none does.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store
from pyshacl import validate
from pyshacl.entrypoints import meta_validate
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from rip_ld.catalog.layout import Layout
from rip_ld.dataset.read import read
from rip_ld.publication import Publication

SHAPES = Path(__file__).parent.parent / "shapes"
ONTOLOGY = SHAPES.parent / "ontology"
EXAMPLES = SHAPES / "examples"
PASSING = sorted(EXAMPLES.glob("pass/*.ttl"))
FAILING = sorted(EXAMPLES.glob("fail/*.ru"))
BREAKING = sorted(EXAMPLES.glob("rules/*.ru"))
RULES = sorted(SHAPES.glob("rules/*.rq"))
NAMESPACE = "https://w3id.org/rip-ld/shapes#"
BASE = "https://w3id.org/rip-ld/frost-2005/"
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
# What a shape says without asking anything of the data (SHACL sections 2.1 and 2.3.2).
SORTED = URIRef(str(SH) + "orderBy")  # of SHACL's Advanced Features, which rdflib does not list
SILENT = {*TARGETS, SORTED, SH.targetNode, SH.path, SH.property, SH.name, SH.description, SH.group, SH.order, SH.message, SH.severity}


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        graph.parse(path)
    return graph


@cache
def subclasses() -> Graph:
    ontology, graph = Graph(), Graph()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        ontology.parse(path)
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    return graph


@cache
def constraints() -> list[tuple[URIRef, URIRef]]:
    """List every constraint of every shape: the shape and the property that states it."""
    asks = {
        (shape, predicate)
        for shape, predicate in shapes().subject_predicates()
        if isinstance(shape, URIRef) and isinstance(predicate, URIRef) and predicate.startswith(str(SH)) and predicate not in SILENT
        and ((shape, RDF.type, SH.NodeShape) in shapes() or (shape, RDF.type, SH.PropertyShape) in shapes())
    }
    return sorted(asks)


def identifier(shape: URIRef, predicate: URIRef) -> str:
    return f"{shape.removeprefix(NAMESPACE)}--{predicate.removeprefix(str(SH))}"


def said(path: Path, key: str) -> str | None:
    match = re.search(rf"^# {key}: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    return match[1] if match else None


@cache
def passing(name: str) -> Graph:
    return Graph().parse(EXAMPLES / name)


@cache
def patched(path: Path) -> Graph:
    """Give the graph of a failing example: that of its base, updated."""
    graph = passing(str(said(path, "base"))) + Graph()
    graph.update(path.read_text("utf-8"))
    return graph


@cache
def reached(path: Path) -> frozenset[Node]:
    """List what a failing example changes: the nodes of the statements that it adds or removes, and their neighbours."""
    before, after = passing(str(said(path, "base"))), patched(path)
    ends = {(subject, value if predicate != RDF.type else subject) for subject, predicate, value in set(before) ^ set(after)}
    changed = {node for pair in ends for node in pair}
    linked = {(subject, value) for subject, predicate, value in (*before, *after) if predicate != RDF.type and changed & {subject, value}}
    return frozenset(changed.union(*linked))


def targets(data: Graph, shape: Node) -> set[Node]:
    """List the focus nodes of a shape (SHACL section 2.1.3)."""
    kinds = {kind for target in shapes().objects(shape, SH.targetClass) for kind in data.transitive_subjects(RDFS.subClassOf, target)}
    found = {node for kind in kinds for node in data.subjects(RDF.type, kind)}
    found |= {node for target in shapes().objects(shape, SH.targetSubjectsOf) for node in data.subjects(target, None)}
    return found | {node for target in shapes().objects(shape, SH.targetObjectsOf) for node in data.objects(None, target)}


@cache
def asked(shape: Node, leave_out: tuple[URIRef, URIRef] | None = None) -> frozenset[tuple[Node, Node, Node]]:
    """List the statements of a shape, and of all that it refers to, that ask something of the data."""
    found: set[tuple[Node, Node, Node]] = set()
    asks = False
    for subject, predicate, value in shapes().triples((shape, None, None)):
        if (predicate in SILENT and predicate not in (SH.path, SH.property)) or (subject, predicate) == leave_out:
            continue
        below = asked(value, leave_out) if (value, None, None) in shapes() and predicate != RDF.type else frozenset()
        if (value, RDF.type, SH.NodeShape) in shapes():  # one of several that a value may have: it exists, even if it asks nothing
            below |= {(value, RDF.type, SH.NodeShape)}
        if predicate != SH.property or below:
            found |= {(subject, predicate, value), *below}
            asks = asks or predicate not in (RDF.type, RDFS.label, SH.path)
    return frozenset(found) if asks else frozenset()


def aimed(data: Graph, focus: Iterable[Node], leave_out: tuple[URIRef, URIRef] | None = None) -> Graph:
    """Give the shapes that have some of the focus nodes for target, aimed at these alone and without what only lays out pages."""
    graph, wanted = Graph(), set(focus)
    for shape in set(shapes().subjects(RDF.type, SH.NodeShape)):
        for node in targets(data, shape) & wanted:
            graph.add((shape, SH.targetNode, node))
            for triple in asked(shape, leave_out):
                graph.add(triple)
    return graph


def results(data: Graph, of: Graph) -> list[str]:
    """Validate data, and name each result like a constraint."""
    _, report, _ = validate(data, shacl_graph=of, inplace=True)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)).removesuffix("ConstraintComponent")
        shape = str(report.value(result, SH.sourceShape)).removeprefix(NAMESPACE)
        found.append(f"{shape}--{component[0].lower()}{component[1:]}")
    return sorted(found)


def broken(path: Path, leave_out: tuple[URIRef, URIRef] | None = None) -> list[str]:
    """Validate a failing example where its update reaches."""
    data = patched(path) + subclasses()
    return results(data, aimed(data, reached(path), leave_out))


def rows(store: Store, rule: Path) -> list[str]:
    solutions = store.query(rule.read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return [str(solution["focus"]) for solution in solutions]


def loaded(path: Path) -> Store:
    store = Store()
    store.load(path=EXAMPLES / str(said(path, "base")) if path.suffix == ".ru" else path, format=RdfFormat.TURTLE)
    if path.suffix == ".ru":
        store.update(path.read_text("utf-8"))
    return store


def stems(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


def test_all_examples_and_rules_are_collected() -> None:
    assert (len(PASSING), len(FAILING), len(BREAKING), len(RULES)) == (14, 406, 124, 56)


@pytest.mark.parametrize("path", PASSING, ids=stems(PASSING))
def test_a_passing_example_conforms_and_breaks_no_rule(path: Path) -> None:
    assert results(Graph().parse(path) + subclasses(), shapes()) == []
    assert {rule.stem: found for rule in RULES if (found := rows(loaded(path), rule))} == {}


@pytest.mark.parametrize("path", FAILING, ids=stems(FAILING))
def test_a_failing_example_breaks_exactly_what_its_file_is_named_after(path: Path) -> None:
    assert broken(path) == [said(path, "result") or path.stem]


def test_every_constraint_has_a_failing_example_and_every_example_a_constraint() -> None:
    assert stems(FAILING) == sorted(identifier(*constraint) for constraint in constraints())


@pytest.mark.parametrize("constraint", constraints(), ids=lambda constraint: identifier(*constraint))
def test_without_its_constraint_a_failing_example_passes(constraint: tuple[URIRef, URIRef]) -> None:
    assert broken(EXAMPLES / "fail" / f"{identifier(*constraint)}.ru", constraint) == []


@pytest.mark.parametrize("path", BREAKING, ids=stems(BREAKING))
def test_an_example_breaks_exactly_the_rule_that_its_file_is_named_after(path: Path) -> None:
    store = loaded(path)
    found = {rule.stem: rows(store, rule) for rule in RULES}
    rule = re.sub(r"-\d+$", "", path.stem)
    assert {name for name, focus in found.items() if focus} == {rule}
    assert len(found[rule]) == 1


def test_every_rule_has_an_example_that_breaks_it() -> None:
    assert {re.sub(r"-\d+$", "", path.stem) for path in BREAKING} == set(stems(RULES))


@pytest.mark.parametrize("path", RULES, ids=stems(RULES))
def test_a_rule_begins_with_its_title_and_its_level(path: Path) -> None:
    title, level, *_ = path.read_text("utf-8").splitlines()
    assert re.fullmatch(r"# [A-Z].*[.?]", title)
    assert level in {"# level: error", "# level: warning"}


def test_the_shapes_conform_to_the_shapes_of_shacl() -> None:
    conforms, _, text = meta_validate(shapes(), inference="none")
    assert conforms, text


def test_every_word_of_shacl_in_the_shapes_is_one_of_shacl() -> None:
    used = {term for triple in shapes() for term in triple if isinstance(term, URIRef) and term.startswith(str(SH))}
    assert [term for term in used - {SORTED} if term not in SH] == []


def test_no_shape_looks_further_than_one_statement() -> None:
    steps = {path for path in shapes().objects(None, SH.path) if not isinstance(path, URIRef)}
    steps |= {step for choice in shapes().objects(None, SH.alternativePath) for step in Collection(shapes(), choice)}
    used = {predicate for step in steps if not isinstance(step, URIRef) for predicate in shapes().predicates(step)}
    assert used <= {SH.inversePath, SH.alternativePath}
    assert {predicate for predicate in shapes().predicates() if predicate in (SH.node, SH.qualifiedValueShape)} == set()


def test_every_target_finds_something_in_the_passing_examples() -> None:
    data = subclasses() + Graph()
    for path in PASSING:
        data.parse(path)
    for shape, predicate, target in shapes().triples((None, None, None)):
        if predicate == SH.targetClass:
            kinds = data.transitive_subjects(RDFS.subClassOf, target)
            assert any((None, RDF.type, kind) in data for kind in kinds), (shape, target)
        elif predicate in TARGETS:
            assert (None, target, None) in data, (shape, target)


def test_every_property_shape_can_lay_out_a_page() -> None:
    found = set(shapes().objects(None, SH.property)) | set(shapes().subjects(RDF.type, SH.PropertyShape))
    assert found
    for shape in found:
        assert isinstance(shape, URIRef) and shape.startswith(NAMESPACE)
        assert len(set(shapes().objects(shape, SH.path))) == 1, shape
        assert [name.language for name in shapes().objects(shape, SH.name)] == ["en"], shape
        assert [order.datatype for order in shapes().objects(shape, SH.order)], shape
        group = shapes().value(shape, SH.group)
        assert (group, RDF.type, SH.PropertyGroup) in shapes(), shape
        assert (None, SH.property, shape) in shapes(), f"{shape} is used by no node shape"


def test_every_shape_that_asks_something_says_so_in_a_sentence_with_a_severity() -> None:
    nested = {nested for choice in shapes().objects(None, SH["or"]) for nested in Collection(shapes(), choice)}
    for shape in {shape for shape, _ in constraints()} - nested:
        message = shapes().value(shape, SH.message)
        assert message is not None and message.language == "en", shape
        assert re.fullmatch(r"[A-Z].*[.?]", str(message)), shape
        assert shapes().value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}, shape


def test_no_two_properties_of_one_kind_have_the_same_place_in_a_group() -> None:
    for shape in set(shapes().subjects(SH.property)):
        places = Counter((shapes().value(row, SH.group), shapes().value(row, SH.order)) for row in shapes().objects(shape, SH.property))
        assert [place for place, times in places.items() if times > 1] == [], shape


def test_every_property_of_the_real_data_has_its_place_on_a_page(real: Publication) -> None:
    layout = Layout(real.store)
    types, predicates = defaultdict(set), defaultdict(set)
    for quad in read(SHAPES.parent).quads:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE):
            predicates[quad.subject.value].add(quad.predicate.value)
            if quad.predicate.value == str(RDF.type):
                types[quad.subject.value].add(quad.object.value)
    unplaced = Counter()
    for iri, used in predicates.items():
        placed = {row.predicate for row in layout.rows(frozenset(types[iri]), frozenset(used), iri) if not row.inverse}
        unplaced.update((*sorted(types[iri]), predicate) for predicate in used - placed - {str(RDF.type)})
    assert len(predicates) > 500
    assert unplaced == {}
