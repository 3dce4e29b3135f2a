"""The ontology: every term of the model, well described, inside OWL 2 DL, and free of contradiction with what it borrows.

Reasoning and the profile are checked by the HermiT and Pellet that owlready2 brings along, each run as a program of its own:
owlready2's own loader cannot hold a property that is also an individual, as the dimensions of a data cube are.
No import is followed (owl:imports is taken out first), so nothing is fetched.
"""

import json
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import owlready2
import pytest
from rdflib import DCTERMS, OWL, QB, RDF, RDFS, SKOS, VANN, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "vocabularies"
OURS = (ROOT / "ontology" / "rip.ttl", ROOT / "ontology" / "borrowed.ttl")
DATA = tuple(path for name in ("ontology", "data") for path in sorted((ROOT / name).glob("*.ttl")) if path not in OURS)

RIP = Namespace("https://w3id.org/rip-ld/ns#")
ONTOLOGY = URIRef("https://w3id.org/rip-ld/ns")
BORROWED = URIRef("https://w3id.org/rip-ld/borrowed")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
BUILT_IN = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))

CONCEPTS = "Factor FrameworkConcept Implication IndexTerm OrganisationalForm PartnershipLevel Practice Stance Theme".split()
STATEMENTS = "Claim Conclusion Definition Finding".split()
CLASSES = [*CONCEPTS, *STATEMENTS, *"Contribution Erratum HistoricalEvent Mapping QuotedPassage Statement Study Tip".split()]
OBJECT_PROPERTIES = """
    addresses attributedTo basis challenges citedFor citedThrough concludes confidence defines design documentedIn effect
    erratumType evidence evidenceCategory evidenceFor exemplifiedBy findingOf findingOutcome fundedBy hasFinding hasTip
    impactLevel impactResult indexes influenced influencedBy locatedIn mapObject mapPredicate mapSubject method namesBarrier
    namesFacilitator namesLackAsBarrier nextLevel onBehalfOf previousLevel profession qualifies quantity readAs reportedIn sample see setting
    supports takesStance underElement
""".split()
DATA_PROPERTIES = """
    accessed alsoPrintedAs evaluationCount page position printedAs printedCode printedLocator printedYear rank speakerRole
""".split()
ANNOTATION_PROPERTIES = ["correctedTo"]  # a literal or a resource: only annotation properties may have both
TERMS = {
    **dict.fromkeys(CLASSES, OWL.Class),
    **dict.fromkeys(OBJECT_PROPERTIES, OWL.ObjectProperty),
    **dict.fromkeys(DATA_PROPERTIES, OWL.DatatypeProperty),
    **dict.fromkeys(ANNOTATION_PROPERTIES, OWL.AnnotationProperty),
}
INVERSES = {
    "nextLevel": "previousLevel",
    "evidence": "evidenceFor",
    "addresses": "hasTip",
    "hasFinding": "findingOf",
    "influenced": "influencedBy",
}
KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


def load(paths: Iterable[Path], extra: str = "") -> Graph:
    """Read Turtle files into one graph, without what would make a reasoner go and fetch something."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    if extra:
        prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in graph.namespaces())
        graph.parse(data=prefixes + extra, format="turtle")
    graph.remove((None, OWL.imports, None))
    return graph


@pytest.fixture(scope="module")
def rip() -> Graph:
    return Graph().parse(OURS[0])


@pytest.fixture(scope="module")
def terms() -> Graph:
    return load(OURS)


@pytest.fixture(scope="module")
def everything() -> Graph:
    return load((*OURS, *DATA))


def short(graph: Graph, node: object) -> str:
    return graph.namespace_manager.normalizeUri(str(node))


# What the terms say of themselves


@pytest.mark.parametrize("name", TERMS)
def test_each_term_of_the_model_is_declared_and_described(rip: Graph, name: str) -> None:
    term = RIP[name]
    above = RDFS.subClassOf if TERMS[name] == OWL.Class else RDFS.subPropertyOf
    assert set(rip.objects(term, RDF.type)) & {OWL.Class, *KINDS} == {TERMS[name]}
    assert [label.language for label in rip.objects(term, RDFS.label)] == ["en"]
    assert [text.language for text in rip.objects(term, SKOS.definition)] == ["en"]
    assert set(rip.objects(term, RDFS.isDefinedBy)) == {ONTOLOGY}
    assert set(rip.objects(term, above)), "no super-term"


def test_the_ontology_has_no_term_beside_those_of_the_model(rip: Graph) -> None:
    defined = {str(term).removeprefix(RIP) for term in rip.subjects(RDFS.isDefinedBy, ONTOLOGY)}
    assert defined == set(TERMS)
    mentioned = {node for triple in rip for node in triple if isinstance(node, URIRef) and node.startswith(RIP)}
    assert {str(node).removeprefix(RIP) for node in mentioned} == set(TERMS)


def test_each_definition_is_a_sentence_of_its_own(rip: Graph) -> None:
    texts = [str(text) for text in rip.objects(None, SKOS.definition)]
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if not text.endswith(".")] == []


def test_each_kind_of_concept_is_a_concept_by_subclassing(rip: Graph) -> None:
    assert {str(c).removeprefix(RIP) for c in rip.subjects(RDFS.subClassOf, SKOS.Concept)} == set(CONCEPTS)
    assert not [c for c in CLASSES if (RIP[c], RDF.type, SKOS.Concept) in rip]


def test_no_two_properties_and_no_two_classes_share_a_label(terms: Graph) -> None:
    labelled = defaultdict(list)
    for term, label in terms.subject_objects(RDFS.label):
        kinds = set(terms.objects(term, RDF.type))
        kind = "property" if kinds & KINDS else "class" if OWL.Class in kinds else "other"
        labelled[kind, str(label).casefold()].append(short(terms, term))
    assert {key: names for key, names in labelled.items() if len(names) > 1 and key[0] != "other"} == {}


def test_the_header_says_who_what_when_and_under_which_licence(rip: Graph) -> None:
    project = URIRef("https://w3id.org/rip-ld/frost-2005/agent/rip-ld-project")
    version = str(rip.value(ONTOLOGY, OWL.versionInfo))
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in rip
    assert rip.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert rip.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert rip.value(ONTOLOGY, DCTERMS.creator) == rip.value(ONTOLOGY, DCTERMS.publisher) == project
    for name in ("created", "issued", "modified"):
        assert rip.value(ONTOLOGY, DCTERMS[name]).datatype == XSD.dateTime, name
    for predicate in (RDFS.label, DCTERMS.title, DCTERMS.abstract, DCTERMS.description):
        assert [text.language for text in rip.objects(ONTOLOGY, predicate)] == ["en"], predicate
    assert version in rip.value(ONTOLOGY, DCTERMS.bibliographicCitation)
    assert str(rip.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "rip"
    assert str(rip.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(RIP)
    assert rip.value(ONTOLOGY, VS.term_status) is not None
    assert set(rip.objects(ONTOLOGY, OWL.imports)) == {BORROWED}


def test_only_the_inverses_of_the_model_are_declared(terms: Graph) -> None:
    served_both_ways = {(SKOS.broader, SKOS.narrower), (SKOS.topConceptOf, SKOS.hasTopConcept)}
    assert set(terms.subject_objects(OWL.inverseOf)) == {(RIP[a], RIP[b]) for a, b in INVERSES.items()} | served_both_ways
    assert set(terms.subjects(RDF.type, OWL.SymmetricProperty)) == {SKOS.related}


def test_each_borrowed_term_has_a_label_and_a_home(terms: Graph) -> None:
    for term in set(load(OURS[1:]).subjects()) - {BORROWED}:
        if isinstance(term, URIRef):
            assert [label.language for label in terms.objects(term, RDFS.label)] == ["en"], term
            if not str(term).startswith(BUILT_IN):
                assert len(set(terms.objects(term, RDFS.isDefinedBy))) == 1, term


def test_no_built_in_term_is_declared(terms: Graph) -> None:
    for term in set(terms.subjects()):
        if str(term).startswith(BUILT_IN):
            assert set(terms.predicates(term)) == {RDFS.label}, term


# How the data uses the terms


def test_every_property_and_class_that_the_data_uses_is_declared(terms: Graph, everything: Graph) -> None:
    declared = set(terms.subjects(RDFS.label))
    used = set(everything.predicates()) | {kind for kind in everything.objects(None, RDF.type) if not isinstance(kind, BNode)}
    assert sorted(short(everything, term) for term in used - declared) == []


def test_every_term_that_the_shapes_use_has_a_label(terms: Graph) -> None:
    shapes = load(sorted((ROOT / "shapes").glob("*.ttl")))
    used = set(shapes.predicates()) | set(shapes.objects(None, RDF.type))
    assert sorted(short(shapes, term) for term in used - set(terms.subjects(RDFS.label))) == []


def test_an_object_property_has_resources_and_a_data_property_literals(terms: Graph, everything: Graph) -> None:
    wrong = []
    for kind, right in ((OWL.ObjectProperty, (URIRef, BNode)), (OWL.DatatypeProperty, Literal)):
        for prop in terms.subjects(RDF.type, kind):
            for subject, value in everything.subject_objects(prop):
                if not isinstance(value, right):
                    wrong.append(f"{subject} {short(terms, prop)} {value.n3()}")
    assert wrong == []


# OWL 2 DL, and no contradiction

JAVA = shutil.which("java")
needs_java = pytest.mark.skipif(JAVA is None, reason="Java is not installed; HermiT and Pellet are Java programs")
needs_spar = pytest.mark.skipif(not SHARED.is_dir(), reason="the SPAR ontologies are not in ../shared/vocabularies")
BUNDLE = Path(owlready2.__file__).parent
OFFLINE = ("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=9", "-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=9")


def java(folder: Path, graph: Graph, jars: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of owlready2's bundle on a graph."""
    file = folder / "ontology.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    path = os.pathsep.join((str(BUNDLE / jars / "*"), str(BUNDLE / jars)))
    command = (str(JAVA), *OFFLINE, "-cp", path, *command, file.as_uri())
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def hermit(folder: Path, graph: Graph, what: str) -> str:
    """Ask HermiT: -k whether the graph is consistent, -U which classes are unsatisfiable."""
    done = java(folder, graph, "hermit", "org.semanticweb.HermiT.cli.CommandLine", what, "--ignoreUnsupportedDatatypes")
    if "Inconsistent ontology" in done.stderr:
        return "inconsistent"
    assert done.returncode == 0, done.stderr
    return "consistent" if "is satisfiable" in done.stdout else done.stdout


def profile_violations(folder: Path, graph: Graph) -> list[str]:
    """List what the OWL API's checker of the OWL 2 DL profile, as run by Pellet's lint, finds."""
    graph.remove((BORROWED, None, None))  # two headers in one file would be two ontologies
    done = java(folder, graph, "pellet", "pellet.Pellet", "lint", "--only", "OWL")
    report, *_ = done.stdout.partition("OWL Lints found")
    if "No OWL 2 DL violations found" in report:
        return []
    assert "OWL 2 DL violations found" in report, done.stderr
    lines = [line for line in report.splitlines() if line.strip() and not line.startswith("===")]
    return [line for line in lines if "violations found" not in line]


@needs_java
def test_the_ontology_with_what_it_imports_is_in_owl_2_dl(tmp_path: Path) -> None:
    assert profile_violations(tmp_path, load(OURS)) == []


@needs_java
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("rip:rank a owl:ObjectProperty .", "Cannot pun between properties"),
        ("rip:Tip rdfs:subClassOf rip:Nowhere .", "Use of undeclared class"),
        ("skos:broaderTransitive a owl:FunctionalProperty .", "Use of non-simple property"),
    ],
    ids=["a property of two kinds", "an undeclared class", "a transitive property that is functional"],
)
def test_the_profile_checker_finds_a_planted_fault(tmp_path: Path, fault: str, said: str) -> None:
    assert any(said in line for line in profile_violations(tmp_path, load(OURS, fault)))


def test_the_only_datatypes_outside_owl_2_are_those_of_dates(terms: Graph) -> None:
    """Said apart, because the checker lets every datatype of XML Schema pass (OWL 2 Structural Specification, section 4)."""
    owl_2 = "string boolean decimal integer nonNegativeInteger positiveInteger int double float dateTime anyURI".split()
    allowed = {XSD[name] for name in owl_2} | {RDFS.Literal, RDF.langString, XSD.date, XSD.gYearMonth}
    used = {literal.datatype for literal in terms.objects() if isinstance(literal, Literal) and literal.datatype}
    ranges = {x for x in terms.objects(None, RDFS.range) if str(x).startswith((str(XSD), str(RDFS)))}
    members = {x for x in terms.objects(None, RDF.first) if str(x).startswith(str(XSD))}
    assert (used | ranges | members) - allowed == set()


def test_only_the_components_of_the_cube_are_both_property_and_individual(terms: Graph) -> None:
    """OWL 2 DL allows a property to be an individual too; we want it only where the Data Cube asks for it. No class is one."""
    owl = {kind for kind in terms.objects(None, RDF.type) if str(kind).startswith(str(OWL))}
    individuals = {term for term, kind in terms.subject_objects(RDF.type) if kind not in owl}
    both = {term for term in individuals if set(terms.objects(term, RDF.type)) & {OWL.Class, *KINDS}}
    assert both == {RIP.impactLevel, RIP.impactResult, RIP.evaluationCount}
    assert (RIP.evaluationCount, RDF.type, QB.MeasureProperty) in terms


@needs_java
def test_no_class_of_ours_is_unsatisfiable(tmp_path: Path) -> None:
    assert str(RIP) not in hermit(tmp_path, load(OURS), "-U")


@needs_java
@needs_spar
def test_no_class_of_ours_is_unsatisfiable_beside_the_spar_ontologies(tmp_path: Path) -> None:
    assert str(RIP) not in hermit(tmp_path, load((*OURS, *sorted(SHARED.glob("*.ttl")))), "-U")


@needs_java
def test_the_ontology_and_all_data_are_consistent(tmp_path: Path, everything: Graph) -> None:
    assert hermit(tmp_path, everything, "-k") == "consistent"


@needs_java
@needs_spar
def test_the_ontology_all_data_and_the_spar_ontologies_are_consistent(tmp_path: Path, everything: Graph) -> None:
    spar = load(sorted(SHARED.glob("*.ttl")))
    if hermit(tmp_path, everything + spar, "-k") == "consistent":
        return
    spar += load(OURS)
    suspects = [*DATA]
    while len(suspects) > 1:  # half by half, as long as one half is inconsistent alone
        middle = len(suspects) // 2
        halves = (suspects[:middle], suspects[middle:])
        guilty = [half for half in halves if hermit(tmp_path, spar + load(half), "-k") == "inconsistent"]
        if not guilty:
            break
        suspects = guilty[0]
    pytest.fail(f"inconsistent, to begin with in {', '.join(path.name for path in suspects)}")


@needs_java
@pytest.mark.parametrize(
    "contradiction",
    [
        "<urn:x> a foaf:Person, frbr:Place .",
        "<urn:x> a rip:Erratum, rip:Factor .",
        "<urn:x> rip:readAs <urn:y> . <urn:y> a rip:Tip .",
        '<urn:x> rip:rank "second" .',
        "<urn:x> rip:supports <urn:y> ; rip:challenges <urn:y> .",
    ],
    ids=[
        "a person who is a place",
        "an erratum that is a concept",
        "a citation read as a tip",
        "a rank in words",
        "support and challenge in one",
    ],
)
def test_a_planted_contradiction_is_found(tmp_path: Path, contradiction: str) -> None:
    assert hermit(tmp_path, load(OURS, contradiction), "-k") == "inconsistent"


# The JSON-LD context


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    return json.loads((ROOT / "ontology" / "context.jsonld").read_text())["@context"]


def meaning(context: dict[str, object], name: str) -> str:
    value = context[name]
    prefix, _, local = (value["@id"] if isinstance(value, dict) else value).partition(":")
    return f"{context[prefix]}{local}"


def test_the_context_names_every_term_of_ours_by_its_own_name(context: dict[str, object]) -> None:
    assert {name: meaning(context, name) for name in TERMS} == {name: RIP[name].toPython() for name in TERMS}


def test_the_context_names_only_declared_terms_and_keeps_its_prefixes(context: dict[str, object], terms: Graph) -> None:
    prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri.endswith(("/", "#"))}
    assert {name: iri for name, iri in terms.namespaces() if prefixes.get(name, str(iri)) != str(iri)} == {}
    names = set(context) - set(prefixes) - {"@version", "id", "type"}
    assert sorted(name for name in names if (URIRef(meaning(context, name)), RDFS.label, None) not in terms) == []


AWKWARD = """
<urn:x> rdfs:label "plain", "français"@fr, "English"@en, "more English"@en ; dcterms:creator "a name", <urn:y> ;
    dcterms:issued "1998"^^xsd:gYear, "1998", "1998-02-03"^^xsd:date, "1998-02-03T00:00:00Z"^^xsd:dateTime ;
    rip:accessed "2005-04"^^xsd:gYearMonth, "2005-03-29"^^xsd:date ; rip:page 13, 14 ; rip:position "1", "2"^^xsd:int ;
    rip:printedYear "1994a", "1994" ; rip:correctedTo "A9", <urn:y>, "word"@en ; dcterms:rights "words"@en, <urn:y>, "plain" ;
    schema:value 1.5, 2e0, true, 7 ; schema:url "http://www.example.org"^^xsd:anyURI, <http://www.example.org/> ;
    skos:memberList ( <urn:x> <urn:y> ) ; cito:hasCitationCharacterization cito:supports ; rip:supports rip:supports ;
    prism:wordCount "40"^^xsd:positiveInteger ; rip:evidence <urn:y> ; a rip:Tip, void:Dataset, dcat:Dataset .
"""


@pytest.mark.parametrize("file", [*OURS, *DATA, *sorted((ROOT / "shapes").glob("*.ttl"))], ids=lambda path: path.stem)
def test_a_file_survives_json_ld_with_the_context(context: dict[str, object], file: Path) -> None:
    graph = Graph().parse(file)
    assert isomorphic(graph, Graph().parse(data=graph.serialize(format="json-ld", context=context), format="json-ld"))


def test_awkward_values_survive_json_ld_with_the_context(context: dict[str, object]) -> None:
    graph = Graph()
    prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri.endswith(("/", "#"))}
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    graph.parse(data=declared + AWKWARD, format="turtle")
    assert isomorphic(graph, Graph().parse(data=graph.serialize(format="json-ld", context=context), format="json-ld"))


def test_json_with_the_context_reads_as_a_developer_expects(context: dict[str, object]) -> None:
    tip = '<urn:x> a rip:Tip ; rdfs:label "Tip 8"@en ; rip:position 8 ; rip:addresses <urn:y> ; dcterms:issued "2005"^^xsd:gYear.'
    graph = load(OURS, tip)
    one = Graph()
    for triple in graph.triples((URIRef("urn:x"), None, None)):
        one.add(triple)
    found = json.loads(one.serialize(format="json-ld", context=context))
    del found["@context"]
    assert found == {"id": "urn:x", "type": "Tip", "label": "Tip 8", "position": 8, "issuedYear": "2005", "addresses": ["urn:y"]}
