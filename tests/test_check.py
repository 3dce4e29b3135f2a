"""Checking a dataset: every planted fault is reported at its line, and what is sound is not."""

import re
import shutil
import socket
from pathlib import Path

import datasets
import pyshacl
import pytest
from pyshacl.entrypoints import meta_validate
from rdflib import SH, Graph
from serving import run

from rip_ld.dataset import queries
from rip_ld.dataset.check import check
from rip_ld.dataset.locate import Locator
from rip_ld.dataset.problems import DatasetError, Problem
from rip_ld.dataset.read import read
from rip_ld.dataset.shacl import rdflib_graph, violations
from rip_ld.dataset.wording import Wording

ROOT = Path(__file__).parent.parent
RINGS = "data/rings.ttl"

# What is planted in the small dataset: the file, the line, the code expected, the column
# of the fault in that line (or its place, where it shows elsewhere), words of the message.
PLANTED: dict[str, tuple[str, str, str, int | str, str]] = {
    "a property that nobody declared": (RINGS, '<ring/1> r:zork "x" .', "undeclared-term", 10, "ring/1: the property r:zork"),
    "a class that nobody declared": (RINGS, "<ring/1> a r:Zork .", "undeclared-term", 10, "r:Zork is declared in no ontology"),
    "a super-class that nobody declared": ("ontology/terms.ttl", "r:Ring rdfs:subClassOf r:Zork .", "undeclared-term", 8, "r:Zork"),
    "a property outside its domain": (RINGS, "<person/ada> r:colour <colour/red> .", "outside-domain", 14, "belongs on a r:Ring"),
    "a value outside its range": (RINGS, "<ring/1> r:colour <person/ada> .", "outside-range", 10, "is not a r:Colour"),
    "a value outside a union": (RINGS, "<ring/1> r:putOnBy <site/marsh> .", "outside-range", 10, "is not a r:Agent"),
    "a text where a resource belongs": (RINGS, '<ring/1> r:colour "red" .', "outside-range", 10, "“red” of r:colour"),
    "a text where a year belongs": (RINGS, '<ring/2> r:year "2005" .', "outside-range", 10, "is not a xsd:gYear"),
    "a resource where a year belongs": (RINGS, "<ring/2> r:year <colour/red> .", "outside-range", 10, "colour/red of r:year"),
    "two types that exclude each other": ("data/people.ttl", "<person/ada> a r:LegRing .", "disjoint-types", "data/people.ttl:6:14", "both a r:"),
    "two types of a list of exclusive ones": ("data/people.ttl", "<person/ada> a r:Site .", "disjoint-types", "data/people.ttl:6:14", "r:Site"),
    "a deprecated term": (RINGS, '<ring/1> r:oldYear "1998"^^xsd:gYear .', "deprecated-term", 10, "r:oldYear is deprecated."),
    "a reference to nothing": (RINGS, "<ring/1> r:page <person/eve> .", "dangling-reference", 10, "person/eve is described nowhere"),
    "a resource without a type": (RINGS, '<ring/3> rdfs:label "ring 3"@en .', "no-type", 1, "ring/3: A resource has no type"),
    "a resource without a label": (RINGS, "<ring/3> a r:Ring .", "no-label", 1, "ring/3: A resource has no rdfs:label."),
    "a second label": (RINGS, '<ring/1> rdfs:label "the first ring"@en .', "two-labels", 10, "more than one rdfs:label"),
    "a circle of broader": ("ontology/colours.ttl", "<colour/red> skos:broader <colour/scarlet> .", "broader-cycle", 14, "leads back"),
    "related and broader": ("ontology/colours.ttl", "<colour/scarlet> skos:related <colour/red> .", "related-and-broader", 18, "keep one"),
    "two preferred labels": ("ontology/colours.ttl", '<colour/red> skos:prefLabel "rouge"@en .', "two-preferred-labels", 14, "“rouge”"),
    "a label of two kinds": ("ontology/colours.ttl", '<colour/red> skos:altLabel "red"@en .', "label-twice", 14, "preferred and alternative"),
    "a label that is not the preferred one": (
        "ontology/colours.ttl",
        '<colour/blue> a r:Colour, skos:Concept ; rdfs:label "blue"@en ; skos:prefLabel "azure"@en .',
        "label-differs",
        42,
        "“blue” differs from its preferred label “azure”",
    ),
    "a concept that hangs in the air": (
        "ontology/colours.ttl",
        '<colour/blue> a r:Colour ; rdfs:label "blue"@en ; skos:prefLabel "blue"@en ; skos:inScheme <scheme/colour> .',
        "unplaced-concept",
        78,
        "neither a top concept nor below another",
    ),
    "a blank node": (RINGS, '<ring/1> r:page [ r:note "x" ] .', "blank-subject", 10, "nobody can cite it"),
    "owl:sameAs": (RINGS, "<ring/1> owl:sameAs <ring/2> .", "same-as", 10, "one in every respect"),
    "a label that begins with a space": ("data/people.ttl", '<person/eve> a r:Person ; rdfs:label " Eve"@en .', "untrimmed-text", 27, "begins or ends with a space"),
    "a text that ends with a line break": (RINGS, '<ring/1> r:note """Lost\n""" .', "untrimmed-text", 10, "or a line break"),
    "an empty text": (RINGS, '<ring/1> r:note "" .', "untrimmed-text", 10, "A text is empty"),
    "an address with a dot": (RINGS, '<ring/3.1> a r:Ring ; rdfs:label "ring 3.1"@en .', "address-pattern", 1, "ring/3.1"),
    "a year with a letter O": (RINGS, '<ring/2> r:year "20O5"^^xsd:gYear .', "lexical-form", 10, "year “20O5” is no xsd:gYear"),
    "a record in another space": ("data/people.ttl", '<http://example.org/rings/person/eve> a r:Person ; rdfs:label "Eve"@en .', "foreign-subject", 1, "outside the address space"),
    "a statement of a thing in another space": ("ontology/colours.ttl", "<http://example.com/red> skos:related <colour/red> .", "foreign-subject", 1, "<http://example.com/red>: "),
    "a subject inside the line": (RINGS, '   <ring/3> r:note "x" .', "subject-not-at-margin", 4, "no line begins with it"),
    "a second year (a shape)": (RINGS, '<ring/2> r:year "2006"^^xsd:gYear .', "ring-year", "data/rings.ttl:21:5", "ring/2: A ring has exactly one year."),
    "a colour of the wrong class (a shape)": (RINGS, "<ring/2> r:colour <site/marsh> .", "ring-colour", 10, "colour of ring site/marsh is not a colour"),
    "a fault of what is referred to (a nested shape)": (
        "data/people.ttl",
        '<person/ada> r:note "x" .',
        "ring-person",
        "data/rings.ttl:12:5",
        "ring/1: put on by person/ada does not have the shape labelled.",
    ),
    "a misspelt parameter of a shape": ("shapes/shapes.ttl", "shapes:labelled sh:minCuont 1 .", "unknown-shacl-term", 17, "sh:minCuont is no term"),
    "a misspelt severity": ("shapes/shapes.ttl", "shapes:ring sh:severity sh:Waring .", "unknown-shacl-term", 13, "sh:Waring is no term"),
    "a misspelt target class": ("shapes/shapes.ttl", "shapes:labelled sh:targetClass r:Rign .", "undeclared-in-shape", 17, "r:Rign"),
    "a misspelt path": ("shapes/shapes.ttl", "shapes:x a sh:PropertyShape ; sh:path ( r:putOnBy r:naem ) .", "undeclared-in-shape", 31, "r:naem"),
    "a shape that is not there": ("shapes/shapes.ttl", "shapes:ring sh:property shapes:zork .", "undeclared-in-shape", 13, "shapes:zork"),
    "a value in a shape that is nowhere": ("shapes/shapes.ttl", "shapes:ring-colour sh:hasValue <https://example.org/rings/colour/mauve> .", "undeclared-in-shape", 20, "colour/mauve"),
    "a shape that SHACL forbids": ("shapes/shapes.ttl", 'shapes:ring-year sh:minCount "one" .', "bad-shape", 18, "shapes:ring-year"),
}


def found(folder: Path, *only: str) -> list[Problem]:
    return check(read(folder), only)


def test_a_sound_dataset_has_no_problems(tmp_path: Path) -> None:
    assert found(datasets.write(tmp_path)) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_reported_where_it_is(tmp_path: Path, fault: str) -> None:
    path, line, code, place, words = PLANTED[fault]
    folder = datasets.write(tmp_path)
    number = datasets.plant(folder, path, line)
    reported = [problem for problem in found(folder) if problem.code == code]
    expected = place if isinstance(place, str) else f"{path}:{number}:{place}"
    assert [problem.message for problem in reported if str(problem).startswith(f"{expected}: ") and words in problem.message], reported


def test_a_problem_is_one_line_with_file_line_column_level_code_and_sentence(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, RINGS, '<ring/2> r:year "20O5"^^xsd:gYear .')
    assert [str(problem) for problem in found(folder)] == [
        "data/rings.ttl:21:5: error ring-year: ring/2: A ring has exactly one year.",
        "data/rings.ttl:23:10: error lexical-form: ring/2: year “20O5” is no xsd:gYear; write a year in four digits, as 1998.",
    ]


def test_a_subject_typed_in_two_files_is_reported_in_both(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    number = datasets.plant(folder, "data/people.ttl", "<ring/1> a r:LegRing .")
    assert [str(problem) for problem in found(folder)] == [
        f"data/people.ttl:{number}:10: error typed-twice: ring/1: it is typed here and in graph/rings too; type it in one file only.",
        "data/rings.ttl:9:10: error typed-twice: ring/1: it is typed here and in graph/people too; type it in one file only.",
    ]


def test_a_subject_typed_twice_in_one_file_is_reported_where_it_is_typed_again(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    number = datasets.plant(folder, RINGS, "<ring/1>\n    a r:LegRing .")
    again = f"{RINGS}:{number + 1}:5: error typed-twice: ring/1: it is typed here and at line 9 too; join the two, or is one of the addresses wrong?"
    assert [str(problem) for problem in found(folder)] == [str(problem) for problem in found(folder, RINGS)] == [again]


def test_a_file_pasted_into_itself_is_reported_at_every_record(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {RINGS: datasets.RINGS + datasets.RINGS})
    assert [(problem.code, problem.level, problem.place.line) for problem in found(folder)] == [("typed-twice", "error", 30), ("typed-twice", "error", 36)]


def test_a_file_may_say_more_of_a_subject_further_down(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, RINGS, '<ring/1> r:note "Found again." .')
    assert found(folder) == []


def test_a_fault_of_a_subject_that_stands_in_two_files_is_reported_in_the_file_that_has_it(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    number = datasets.plant(folder, "data/people.ttl", "<ring/2> r:colour <site/marsh> .")
    assert [str(problem) for problem in found(folder, "data/people.ttl")] == [
        f"data/people.ttl:{number}:10: error outside-range: ring/2: the value site/marsh of r:colour is not a r:Colour.",
        f"data/people.ttl:{number}:10: error ring-colour: ring/2: colour of ring site/marsh is not a colour.",
        f"data/people.ttl:{number}:10: error ring-colour: ring/2: colour of ring: at most 1 allowed.",
    ]


def test_an_unnamed_shape_goes_by_the_name_of_the_shape_around_it(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "shapes/shapes.ttl", "shapes:labelled sh:targetClass r:Person .")
    number = datasets.plant(folder, "data/people.ttl", '<person/ada> r:note "x" .')
    assert str(found(folder, "data/people.ttl")[0]) == f"data/people.ttl:{number}:14: error labelled: person/ada: note: at most 0 allowed."


@pytest.mark.parametrize(
    ("constraint", "message"),
    [
        ("sh:path r:page ; sh:minCount 1", "page: at least 1 wanted."),
        ("sh:path r:year ; sh:maxCount 0", "year: at most 0 allowed."),
        ("sh:path r:year ; sh:datatype xsd:date", "year “1998” is not a sound date."),
        ("sh:path r:colour ; sh:nodeKind sh:Literal", "colour of ring colour/red is not of the kind literal."),
        ('sh:path rdfs:label ; sh:pattern "^Ring"', "label “ring 1” does not match the pattern ^Ring."),
        ("sh:path r:colour ; sh:in ( <https://example.org/rings/colour/scarlet> )", "colour of ring colour/red is not one of the values allowed."),
        ("sh:path r:colour ; sh:hasValue <https://example.org/rings/colour/scarlet>", "colour of ring does not have the value scarlet."),
        ('sh:path rdfs:label ; sh:languageIn ( "fr" )', "label “ring 1” is not in a language allowed."),
        ("sh:path rdfs:label ; sh:minLength 9", "label “ring 1” is shorter than 9 characters."),
        ("sh:path rdfs:label ; sh:maxLength 2", "label “ring 1” is longer than 2 characters."),
        ("sh:path r:year ; sh:disjoint r:year", "year shares “1998” with year."),
        ("sh:path r:colour ; sh:node shapes:zork", "colour of ring colour/red does not have the shape zork."),
        ("sh:path [ sh:inversePath r:putOn ] ; sh:name 'Ringed by' ; sh:maxCount 0", "Ringed by: at most 0 allowed."),
    ],
)
def test_a_shape_without_a_message_gets_a_sentence(tmp_path: Path, constraint: str, message: str) -> None:
    shapes = (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        + datasets.SHAPES[: datasets.SHAPES.index("shapes:ring a")]
        + f"shapes:one a sh:NodeShape ; sh:targetNode <{datasets.BASE}ring/1> ; sh:property [ {constraint} ] .\n"
        + "shapes:zork a sh:NodeShape ; sh:property [ sh:path r:note ; sh:minCount 1 ] .\n"
    )
    folder = datasets.write(tmp_path, {"shapes/shapes.ttl": shapes})
    assert [(problem.code, problem.message) for problem in found(folder, RINGS)] == [("one", f"ring/1: {message}")]


def test_a_property_that_is_missing_is_reported_at_its_subject(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {RINGS: datasets.RINGS.replace("r:putOnBy <person/ada> ;\n    r:year", "r:note")})
    assert [str(problem) for problem in found(folder)] == ["data/rings.ttl:9:1: error ring-year: ring/1: A ring has exactly one year."]


def test_owl_same_as_is_an_error(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, RINGS, "<ring/1> owl:sameAs <ring/2> .")
    assert [(problem.level, problem.code) for problem in found(folder)] == [("error", "same-as")]


def test_a_warning_of_a_shape_is_a_warning(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "data/people.ttl", '<person/ada> r:note "x" .')
    assert [(problem.level, problem.code) for problem in found(folder)] == [("warning", "ring-person")]


def test_the_problems_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    for path, line, *_ in PLANTED.values():
        datasets.plant(folder, path, line)
    problems = [problem for problem in found(folder) if problem.code != "not-validated"]
    assert problems == sorted(problems)
    assert len({problem.code for problem in problems}) >= 18


def test_checking_one_file_reports_what_a_whole_check_reports_in_it(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    for path, line, *_ in PLANTED.values():
        if not path.startswith("shapes/"):
            datasets.plant(folder, path, line)
    everything = found(folder)
    for path in datasets.FILES:
        expected = [problem for problem in everything if problem.place.path == path]
        assert found(folder, path) == expected
    assert len({problem.place.path for problem in everything}) == 4
    assert found(folder, *datasets.FILES) == everything


# Shapes that look at one statement of a thing, or about it: of what they need, a check of one file makes ready no more.
NEARSIGHTED = datasets.SHAPES[: datasets.SHAPES.index("shapes:ring-person a")].replace(", shapes:ring-person", "") + """
shapes:person a sh:NodeShape ;
    sh:targetClass r:Person ;
    sh:property [ sh:path [ sh:inversePath r:putOnBy ] ; sh:maxCount 1 ; sh:class r:LegRing ] .

shapes:noted a sh:NodeShape ;
    sh:targetSubjectsOf r:note ;
    sh:property [ sh:path r:page ; sh:or ( [ sh:class r:Ring ] [ sh:datatype xsd:string ] ) ] .

shapes:coloured a sh:NodeShape ;
    sh:targetObjectsOf r:colour ;
    sh:or ( [ sh:class r:Colour ] [ sh:nodeKind sh:Literal ] ) .
"""


@pytest.mark.parametrize(
    "further",
    [
        "",
        "shapes:person sh:property [ sh:path ( [ sh:inversePath r:putOnBy ] r:year ) ; sh:maxCount 1 ] .",
        "shapes:person sh:property [ sh:path [ sh:inversePath r:putOnBy ] ; sh:property [ sh:path r:note ; sh:minCount 1 ] ] .",
        "shapes:person sh:property [ sh:path [ sh:inversePath r:putOnBy ] ; sh:node [ sh:property [ sh:path r:note ; sh:minCount 1 ] ] ] .",
        "shapes:person sh:not [ sh:property [ sh:path r:page ; sh:not [ sh:property [ sh:path r:note ; sh:minCount 1 ] ] ] ] .",
        "shapes:paged a sh:NodeShape ; sh:targetObjectsOf r:page ; sh:nodeKind sh:IRI ; sh:pattern 'org' .",
    ],
)
def test_checking_one_file_reports_the_same_however_far_the_shapes_look(tmp_path: Path, further: str) -> None:
    folder = datasets.write(tmp_path, {"shapes/shapes.ttl": NEARSIGHTED + further})
    datasets.plant(folder, RINGS, '<ring/3> a r:Ring ; rdfs:label "ring 3"@en ; r:year "2001"^^xsd:gYear, "2002"^^xsd:gYear ; r:putOnBy <person/ada> .')
    datasets.plant(folder, RINGS, '<ring/2> r:page <person/ada>, [ r:note "A leaf." ; r:page [ r:page "x" ] ], "x" ; r:colour "red", <site/marsh>, <colour/red> .')
    datasets.plant(folder, "data/people.ttl", '<person/eve> a r:Person ; rdfs:label "Eve"@en ; r:page <ring/1>, <person/ada>, <http://example.com/eve> ; r:note "She finds many." .')
    everything = found(folder)
    assert {"person", "noted", "coloured"} <= {problem.code for problem in everything}
    for path in (RINGS, "data/people.ttl", "data/dataset.ttl"):
        assert found(folder, path) == [problem for problem in everything if problem.place.path == path]


def test_of_shapes_that_are_put_together_alike_each_that_shacl_forbids_is_reported(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    lines = {}
    for name in ("one", "two"):
        for shape, rest in {
            f"sound-{name}": "sh:path r:year ; sh:maxCount 1",
            f"paths-{name}": "sh:path r:year, r:note ; sh:maxCount 1",
            f"count-{name}": 'sh:path r:year ; sh:maxCount "1"',
            f"sequence-{name}": "sh:path ( r:year )",
            f"languages-{name}": 'sh:path r:note ; sh:languageIn ( "en" 5 )',
            f"choice-{name}": "sh:path r:note ; sh:or ( [ sh:minCount 1 ] )",
        }.items():
            lines[shape] = datasets.plant(folder, "shapes/shapes.ttl", f"shapes:{shape} a sh:PropertyShape ; {rest} .")
    _, report, _ = meta_validate(Graph().parse(folder / "shapes/shapes.ttl"), inference="none")
    for only in ((), ("shapes/shapes.ttl",)):
        bad = [problem for problem in found(folder, *only) if problem.code == "bad-shape"]
        assert {problem.place.line for problem in bad} == {line for shape, line in lines.items() if not shape.startswith("sound")}
        assert len(bad) == len({(report.value(one, SH.focusNode), report.value(one, SH.sourceShape)) for one in report.objects(None, SH.result)})


def test_a_file_to_check_must_be_in_the_dataset(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="data/zork.ttl:1:1: error no-file: The dataset has no such file."):
        found(datasets.write(tmp_path), "data/zork.ttl")


def test_each_step_is_told_as_it_begins(tmp_path: Path) -> None:
    steps: list[str] = []
    check(read(datasets.write(tmp_path)), progress=steps.append)
    assert steps == ["addresses and subjects", "lexical forms", "data against rules", "data against shapes", "shapes against SHACL", "queries and context"]


def test_a_dataset_whose_files_of_shapes_are_empty_is_checked_by_the_rules(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"shapes/shapes.ttl": "# None yet."})
    datasets.plant(folder, RINGS, "<ring/1> r:page <person/eve> .")
    assert [problem.code for problem in found(folder)] == ["dangling-reference"]


def test_what_is_borrowed_is_not_validated_as_our_own(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "ontology/terms.ttl", "<https://example.com/ring> a owl:NamedIndividual, r:Ring .")
    assert found(folder) == []


def test_a_wrong_base_is_reported_at_every_record_that_it_moves_away(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"data/people.ttl": datasets.PEOPLE.replace("@base <https:", "@base <http:")})
    for only in ((), ("data/people.ttl",)):
        moved = [problem for problem in found(folder, *only) if problem.code == "foreign-subject"]
        assert [(problem.place.path, problem.place.line, problem.level) for problem in moved] == [("data/people.ttl", 6, "error"), ("data/people.ttl", 9, "error")]


def test_things_outside_may_be_named_and_terms_outside_declared(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "data/people.ttl", '<https://example.com/club> rdfs:label "The club"@en ; rdfs:seeAlso <https://example.com/> .')
    datasets.plant(folder, "ontology/terms.ttl", '<https://example.com/ns#Club> a owl:Class ; rdfs:label "club"@en ; skos:definition "Some people."@en .')
    assert [problem for problem in found(folder) if problem.code == "foreign-subject"] == []


def test_what_has_been_withdrawn_need_not_be_whole(tmp_path: Path) -> None:
    status = '<ring/3> a r:Ring ; rdfs:label "ring 3"@en ; adms:status <http://purl.org/adms/status/%s> .'
    rings = datasets.RINGS.replace("\n@prefix", "\n@prefix adms: <http://www.w3.org/ns/adms#> .\n@prefix", 1)
    for word, codes in {"Completed": ["put-on", "ring-year"], "Withdrawn": []}.items():
        folder = datasets.write(tmp_path, {RINGS: rings, "shapes/rules/put-on.rq": RULE})
        datasets.plant(folder, "ontology/terms.ttl", "<http://www.w3.org/ns/adms#status> a owl:AnnotationProperty .")
        datasets.plant(folder, RINGS, status % word)
        assert sorted(problem.code for problem in found(folder) if problem.message.startswith("ring/3")) == codes


def test_property_shapes_that_get_targets_of_their_own_report_what_they_reported_below_their_shapes(copy: Path) -> None:
    for path, line, _ in MISUSES.values():
        datasets.plant(copy, path, line)
    datasets.plant(copy, "data/tips.ttl", '<tip/1> <https://w3id.org/rip-ld/ns#position> "one" ; <https://w3id.org/rip-ld/ns#page> 1, 2 .')
    dataset = read(copy)
    data, shapes = (
        rdflib_graph(triple for file in dataset.files if file.path.startswith("shapes/") is shape for triple in file.triples)
        for shape in (False, True)
    )
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    results = {(report.value(result, SH.focusNode), report.value(result, SH.sourceShape)) for result in report.objects(None, SH.result)}
    wording = Wording(dataset)
    expected = {(wording.name(str(focus)), str(shape).rsplit("#", 1)[-1]) for focus, shape in results if str(focus).startswith(dataset.base)}
    told = {(problem.message.split(":")[0], problem.code) for problem in violations(data, shapes, dataset.base, Locator(dataset), wording)}
    assert told == expected
    assert len(told) >= 4


def test_the_targets_that_are_spelt_out_are_those_that_pyshacl_finds(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    for path, line, *_ in PLANTED.values():
        if not path.startswith("shapes/"):
            datasets.plant(folder, path, line)
    dataset = read(folder)
    data, shapes = (
        rdflib_graph(triple for file in dataset.files if file.path.startswith("shapes/") is shape for triple in file.triples)
        for shape in (False, True)
    )
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=data, inference="none")
    expected = len(list(report.objects(None, SH.result)))
    told = list(violations(data, shapes, dataset.base, Locator(dataset), Wording(dataset)))
    assert len(told) == expected > 5


RULE = """# Every ring was put on by somebody.
# level: info
PREFIX r: <https://example.org/rings/ns#>
SELECT ?focus WHERE { ?focus a r:Ring FILTER NOT EXISTS { ?focus r:putOnBy ?who } }
"""


def test_the_rules_of_the_dataset_are_asked_too(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"shapes/rules/put-on.rq": RULE})
    assert [str(problem) for problem in found(folder)] == [
        "data/rings.ttl:15:1: info put-on: ring/2: Every ring was put on by somebody."
    ]


def test_a_rule_may_word_its_message_and_name_the_statement(tmp_path: Path) -> None:
    rule = RULE.replace("SELECT ?focus WHERE {", "SELECT * WHERE { BIND(r:colour AS ?predicate) BIND(CONCAT(STR(r:colour), ' <', STR(r:Ring), '>, but by whom') AS ?message)")
    folder = datasets.write(tmp_path, {"shapes/rules/put-on.rq": rule})
    assert [str(problem) for problem in found(folder)] == ["data/rings.ttl:17:5: info put-on: ring/2: r:colour r:Ring, but by whom."]


@pytest.mark.parametrize(
    ("path", "text", "place", "message"),
    [
        ("put-on.rq", RULE.replace("FILTER", "FLITER"), "4:47", "This is no SPARQL query."),
        ("put-on.rq", RULE.replace("SELECT ?focus", "SELECT (?focus AS ?who)"), "1:1", "A rule is a SELECT query that gives ?focus."),
        ("put-on.rq", RULE.replace("info", "grave"), "1:1", "A rule's level is one of error, warning, info."),
        ("put-on.rq", RULE[RULE.index("PREFIX") :], "1:1", "A rule begins with a comment line that is its title."),
        ("no-type.rq", RULE, "1:1", "Another rule has this name; rename this one."),
        ("put-on.rq", RULE.replace("?focus a r:Ring", "SERVICE <http://127.0.0.1:9/> { ?focus a r:Ring }"), "1:1", "A rule asks nobody elsewhere: take SERVICE out."),
    ],
)
def test_a_rule_that_cannot_be_asked_is_a_problem_whatever_is_checked(tmp_path: Path, path: str, text: str, place: str, message: str) -> None:
    folder = datasets.write(tmp_path, {f"shapes/rules/{path}": text})
    expected = [f"shapes/rules/{path}:{place}: error bad-rule: {message}"]
    assert [str(problem) for problem in found(folder)] == expected
    assert [str(problem) for problem in found(folder, RINGS)] == expected
    assert [str(problem) for problem in found(folder, f"shapes/rules/{path}")] == expected


def test_a_rule_that_is_not_utf8_is_a_problem_whatever_is_checked(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"shapes/rules/put-on.rq": RULE})
    (folder / "shapes/rules/put-on.rq").write_bytes(b"# caf\xe9\n" + RULE.encode())
    for only in ((), (RINGS,)):
        assert [str(problem) for problem in found(folder, *only)] == ["shapes/rules/put-on.rq:1:1: error bad-rule: This is not UTF-8; save the file as UTF-8."]


def test_shapes_that_stop_the_validator_are_a_problem_whatever_is_checked(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "shapes/shapes.ttl", "shapes:ring-year sh:minCount 2 .")
    assert [problem.code for problem in found(folder, RINGS)] == ["not-validated"]


TOLD = {
    "title": "The rings",
    "question": "Which rings are there?",
    "group": "Rings",
    "description": "All of them.",
    "keywords": "rings, birds, legs",
    "promise": "Two rings.",
    "place": "page 1",
    "parameter": "colour | Colour | ?any r:colour ?colour",
    "view": "matrix of scheme/colour",
}
# What spoils each of these lines.
SPOILT = TOLD | dict.fromkeys(("group", "description", "promise", "place"), "") | {
    "title": "The rings.",
    "question": "Which rings are there",
    "keywords": "rings, birds",
    "parameter": "colour",
    "view": "list of rings",
}
QUERY = "PREFIX r: <https://example.org/rings/ns#>\nSELECT ?ring WHERE {\n  VALUES ?colour { <https://example.org/rings/colour/red> }\n  ?ring a r:Ring ; r:colour ?colour\n}\n"


def header(**lines: str | None) -> str:
    """Write the comments at the top of a query, some of them otherwise or not at all."""
    return "".join(f"# {name}: {value}\n" for name, value in (TOLD | lines).items() if value is not None)


HEADER = header(parameter=None, view=None)
ASKED = HEADER + "PREFIX r: <https://example.org/rings/ns#>\nSELECT ?ring WHERE { ?ring a r:Ring }\n"


def test_a_sound_query_and_a_sound_context_are_no_problem(tmp_path: Path) -> None:
    functions = HEADER + "PREFIX f: <https://example.com/f#>\nSELECT (f:zork(1) AS ?x) {}"
    folder = datasets.write(tmp_path, {"queries/rings.rq": ASKED, "queries/f.rq": functions, "ontology/context.jsonld": '{"@context": {}}'})
    assert found(folder) == []
    assert found(folder, "queries/rings.rq", "ontology/context.jsonld") == []


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (ASKED.replace("a r:Ring }", "a r:Ring"), "10:1", "The query ends too early"),
        (ASKED.replace("WHERE {", "WHERE { s:x"), "9:22", "The prefix s: is not declared."),
        (ASKED.replace("# place", "# plaec"), "7:3", "Nothing reads a comment “plaec:”. Is it “place:”?"),
        (ASKED.replace("# group", "# Group"), "3:3", "Nothing reads a comment “Group:”. Is it “group:”?"),
        (HEADER + "# title: More rings\n" + ASKED[len(HEADER) :], "8:3", "There is another comment “title:” above; only the first is read."),
        (HEADER.replace("\n", "\r\n") + ASKED[len(HEADER) :].replace("r:Ring", "r:Rign"), "9:30", "r:Rign is declared in no ontology file; is it misspelt? Perhaps r:Ring."),
        (HEADER + "ASK { ?s ?p ?o FILTER REGEX(?o, '(a)\\\\1') }", "8:33", "The engine cannot compile this regular expression"),
        (HEADER + "CLEAR ALL", "1:1", "This is an update; here stands a query that only asks."),
        (HEADER + "ASK " + "{" * 20_000 + "}" * 20_000, "1:1", "This is too large to be tried"),
        (HEADER + "ASK { FILTER(" + "!" * 20_000 + "true) }", "1:1", "This is too large to be tried"),
        (HEADER + "ASK { ?s ?p " + "[ ?p " * 600 + "1" + "]" * 600 + " }", "1:1", "This is too large to be tried"),
    ],
    ids=lambda value: value[-20:],
)
def test_a_fault_of_a_query_that_the_dataset_offers_is_reported_where_it_is(tmp_path: Path, text: str, place: str, message: str) -> None:
    folder = datasets.write(tmp_path, {"queries/rings.rq": text})
    [told] = [str(problem) for problem in found(folder)]
    assert re.match(rf"queries/rings\.rq:{place}: (error|warning) (query|undeclared-term): {re.escape(message)}", told), told
    assert [str(problem) for problem in found(folder, "queries/rings.rq")] == [told]
    assert found(folder, RINGS) == []


@pytest.mark.parametrize("line", [line for line in queries.HEADER if line.lacking], ids=lambda line: line.name)
def test_a_comment_that_every_example_has_is_missed_where_it_is_not(tmp_path: Path, line: queries.Line) -> None:
    folder = datasets.write(tmp_path, {"queries/rings.rq": header(**{line.name: None}) + QUERY})
    assert [str(problem) for problem in found(folder)] == [f"queries/rings.rq:1:1: {line.lacking} query: The comments at the top lack a line “# {line.name}: …”, {line.words}."]


@pytest.mark.parametrize("number", range(len(queries.HEADER)), ids=[line.name for line in queries.HEADER])
def test_a_comment_that_is_not_what_it_should_be_is_told_at_its_place(tmp_path: Path, number: int) -> None:
    name = queries.HEADER[number].name
    folder = datasets.write(tmp_path, {"queries/rings.rq": header() + QUERY})
    assert found(folder) == []
    (folder / "queries/rings.rq").write_text(header(**{name: SPOILT[name]}) + QUERY, "utf-8")
    [told] = [str(problem) for problem in found(folder)]
    assert told.startswith(f"queries/rings.rq:{number + 1}:{len(name) + 5}: error query: ")


def test_the_docs_tell_the_comments_of_an_example_in_the_order_of_the_table() -> None:
    docs = (ROOT / "docs" / "editing.md").read_text("utf-8")
    assert [*re.findall(r"^\* `# (\w+):`", docs, re.MULTILINE), "view"] == [line.name for line in queries.HEADER]
    assert "`# view: matrix of " in docs


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ("colour/red> }", "colour/red> <https://example.org/rings/colour/scarlet> }", "12:19", "query: The VALUES of a parameter has one value, its default; that of colour has 2."),
        ("<https://example.org/rings/colour/red> }", "UNDEF }", "12:19", "query: The VALUES of a parameter has one value, its default; that of colour has none."),
        ("VALUES ?colour", "VALUES ?color", "8:14", "query: The query has no block “VALUES ?colour { … }”"),
        ("?any r:colour ?colour", "", "8:14", "query: A parameter is told as “# parameter: variable | label | choices”"),
        ("?any r:colour ?colour", "?any r:oldYear ?colour", "8:32", "query: There is nothing to choose for colour: nothing in the data fits this pattern."),
        ("?any r:colour ?colour", "?colour ^r:colur|^r:colour ?any", "8:41", "undeclared-term: r:colur is declared in no ontology file; is it misspelt? Perhaps r:colour."),
        ("a r:Ring", "a r:Rign", "13:11", "undeclared-term: r:Rign is declared in no ontology file; is it misspelt? Perhaps r:Ring."),
        ("a r:Ring", "a <https://example.org/rings/ns#Zork>", "13:11", "undeclared-term: r:Zork is declared in no ontology file; is it misspelt?"),
        ("a r:Ring", "<http://www.w3.org/2004/02/skos/core#prefLable> ?label", "13:9", "undeclared-term: skos:prefLable is declared in no ontology file; is it misspelt? Perhaps skos:prefLabel."),
        ("a r:Ring", "<http://www.w3.org/2000/01/rdf-schema#lable> ?label", "13:9", "undeclared-term: rdfs:lable is declared in no ontology file; is it misspelt? Perhaps rdfs:label."),
        ("?any r:colour ?colour\n", "number\n", "12:19", "query: The default of colour is no number, which its values are to be."),
        ("# view", "# parameter: colour | Colour | ?any r:colour ?colour\n# view", "9:14", "query: There is another parameter colour above; each is told once."),
        ("colour/red> }", "colour/none> }", "12:19", "query: The default of colour is none of its choices; one of them is <https://example.org/rings/colour/"),
        ("PREFIX r:", "PREFIX s: <urn:s>\nPREFIX r:", "10:8", "query: The prefix s: is declared and not used."),
        ("SELECT ?ring", "SELECT ?rign ?ring", "11:8", "query: ?rign is selected and stands nowhere else, so that it never has a value."),
        ("?ring a r:Ring", "SERVICE <http://example.com/> { ?ring ?p ?o } ?ring a r:Ring", "13:3", "query: SERVICE asks another endpoint, and is refused where serve has not been told to ask it (--federate)."),
    ],
)  # fmt: skip
def test_what_an_example_asks_in_vain_is_told_at_its_place(tmp_path: Path, old: str, new: str, place: str, problem: str) -> None:
    folder = datasets.write(tmp_path, {"queries/rings.rq": (header() + QUERY).replace(old, new)})
    [told] = [str(found_problem) for found_problem in found(folder)]
    level = "warning" if "skos:" in problem or problem.endswith(("not used.", "has a value.", "(--federate).", "is that misspelt?")) else "error"
    assert told.startswith(f"queries/rings.rq:{place}: {level} {problem}"), told


def test_a_prefix_that_stands_for_something_else_than_in_the_data_is_told(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"queries/rings.rq": HEADER + "PREFIX r: <https://example.org/rings/nss#>\nSELECT ?ring WHERE { ?ring a r:Ring }\n"})
    [told] = [str(problem) for problem in found(folder)]
    assert told == "queries/rings.rq:8:8: warning query: r: stands for <https://example.org/rings/ns#> in the data, and here for <https://example.org/rings/nss#>; is that misspelt?"


@pytest.mark.parametrize(
    "pattern",
    [
        "?ring r:note ?x FILTER(r:zork(?x))",  # a function
        "SERVICE <https://example.com/sparql> { ?ring r:zork ?x }",  # what is declared elsewhere
        "?ring <http://purl.org/dc/terms/zork> ?x",  # of a vocabulary of which nothing is declared
        "?ring <http://www.w3.org/2004/02/skos/core#exactMatch> ?x",  # like nothing that is declared
        "?ring <http://rdfs.org/ns/void#entities> ?x",  # which the program counts
        "# r:zork\n?ring r:note 'r:zork'",
        "?result <http://www.w3.org/ns/shacl#resultPath> ?ring ; <http://www.w3.org/ns/shacl#rule> ?x",
    ],
)
def test_what_an_example_may_ask_for_all_the_same_is_no_problem(tmp_path: Path, pattern: str) -> None:
    folder = datasets.write(tmp_path, {"queries/rings.rq": ASKED.replace("?ring a r:Ring", pattern), "queries/other.rq": HEADER + "# See: https://example.com/\nASK { ?s ?p ?o }"})
    assert [str(problem) for problem in found(folder) if problem.level != "warning"] == []
    assert [problem.message for problem in found(folder, "queries/rings.rq") if "SERVICE" not in problem.message and "not used" not in problem.message] == []
    assert ["Nothing reads a comment “See:”" in problem.message for problem in found(folder, "queries/other.rq")] == [True]


def test_choices_that_only_the_server_adds_are_left_to_it(tmp_path: Path) -> None:
    served = "PREFIX void: <http://rdfs.org/ns/void#>\nSELECT ?colour WHERE {\n  VALUES ?colour { 1 }\n  ?any void:entities ?colour\n}\n"
    folder = datasets.write(tmp_path, {"queries/rings.rq": header(parameter="colour | Things | ?any void:entities ?colour") + served})
    assert found(folder) == []


def test_a_query_that_is_not_utf8_is_reported_where_it_is_not(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"queries/rings.rq": ASKED})
    (folder / "queries/rings.rq").write_bytes(b"# title: caf\xe9\n" + ASKED.encode())
    assert [str(problem) for problem in found(folder)] == ["queries/rings.rq:1:13: error query: This byte is not UTF-8; save the file as UTF-8."]


@pytest.mark.parametrize("name", ["My Bad", "a<b", "a`b", "x.csv", "-a"])
def test_a_query_whose_name_cannot_stand_in_an_address_is_reported_and_not_offered(tmp_path: Path, name: str) -> None:
    folder = datasets.write(tmp_path, {f"queries/{name}.rq": ASKED, "queries/rings.rq": ASKED})
    [told] = found(folder, f"queries/{name}.rq")
    assert str(told).startswith(f"queries/{name}.rq:1:1: error file-name: A file's name stands in an address: ")
    assert [example.name for example in read(folder).examples] == ["rings"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{\n  "@context": {,}\n}', "2:16: error not-json: This is not JSON: Expecting property name enclosed in double quotes."),
        ("[1]", "1:1: error no-context: This is not a JSON-LD context: one object with the one key @context is needed."),
        ("[" * 200_000, "1:1: error not-json: This is nested too deeply to be read."),
    ],
    ids=["a comma", "a list", "a well"],
)
def test_a_fault_of_the_context_is_reported_where_it_is(tmp_path: Path, text: str, told: str) -> None:
    folder = datasets.write(tmp_path, {"ontology/context.jsonld": text})
    assert [str(problem) for problem in found(folder)] == [f"ontology/context.jsonld:{told}"]


def test_nothing_is_fetched_from_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = datasets.write(tmp_path)
    for path in ("ontology/terms.ttl", "shapes/shapes.ttl"):
        imports = "<http://www.w3.org/2002/07/owl#imports> <https://example.com/other>"
        datasets.plant(folder, path, f"<https://example.com/this> a <http://www.w3.org/2002/07/owl#Ontology> ; {imports} .")

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert found(folder) == []


# What is planted in a copy of the dataset that this project publishes: file, line, code.
MISUSES = {
    "an undeclared term": ("data/bibliography.ttl", '<reference/A9> <https://w3id.org/rip-ld/ns#zork> "x" .', "undeclared-term"),
    "a class of works on an expression": ("data/bibliography.ttl", "<reference/A9> a <http://purl.org/vocab/frbr/core#Work> .", "disjoint-types"),
    "a class of works that we never use": ("data/bibliography.ttl", "<reference/A9> a <http://purl.org/spar/fabio/ResearchPaper> .", "undeclared-term"),
    "a property outside its domain": ("data/tips.ttl", "<tip/1> <https://w3id.org/rip-ld/ns#nextLevel> <level/collaboration> .", "outside-domain"),
    "a value outside its range": ("data/tips.ttl", "<tip/1> <https://w3id.org/rip-ld/ns#addresses> <reference/A9> .", "outside-range"),
    "a person as a place": ("data/agents.ttl", "<agent/glisson-c> a <http://purl.org/vocab/frbr/core#Place> .", "disjoint-types"),
    "a year with a letter O": (
        "data/bibliography.ttl",
        '<reference/A9> <http://purl.org/dc/terms/issued> "20O5"^^<http://www.w3.org/2001/XMLSchema#gYear> .',
        "lexical-form",
    ),
    "a subject typed in two files": ("data/tips.ttl", "<reference/A9> a <http://purl.org/spar/fabio/JournalArticle> .", "typed-twice"),
    "a reference to nothing": ("data/tips.ttl", "<tip/1> <https://w3id.org/rip-ld/ns#addresses> <implication/zork> .", "dangling-reference"),
    "two preferred labels": (
        "ontology/level.ttl",
        '<level/collaboration> <http://www.w3.org/2004/02/skos/core#prefLabel> "joint work"@en .',
        "two-preferred-labels",
    ),
    "a circle of broader": (
        "ontology/framework.ttl",
        "<framework/mutual-engagement> <http://www.w3.org/2004/02/skos/core#broader> <framework/engaged-diversity> .",
        "broader-cycle",
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the dataset that this project publishes, to plant faults in."""
    for name in ("ontology", "data", "shapes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("misuse", MISUSES)
def test_a_misuse_planted_in_the_published_dataset_is_reported_at_its_line(copy: Path, misuse: str) -> None:
    path, line, code = MISUSES[misuse]
    number = datasets.plant(copy, path, line)
    reported = [problem for problem in found(copy, path) if problem.code == code]
    subject = line.split(">")[0][1:]
    at_fault = [problem for problem in reported if problem.message.startswith(f"{subject}: ")]
    assert at_fault, f"nothing reported as {code} of {subject}"
    if code != "disjoint-types":
        assert at_fault[0].place.line == number


def test_all_misuses_at_once_are_all_reported(copy: Path) -> None:
    for path, line, _ in MISUSES.values():
        datasets.plant(copy, path, line)
    assert {code for *_, code in MISUSES.values()} <= {problem.code for problem in found(copy)}


def test_what_cannot_be_read_is_told_where_all_problems_are_told(tea: Path) -> None:
    file = tea / "data" / "leaves.ttl"
    file.write_text(file.read_text("utf-8") + "\n<leaf/odd> a tea:Leaf, , tea:Tea .\n", "utf-8")
    done = run("check", "--dataset", str(tea))
    line = len(file.read_text("utf-8").splitlines())
    assert done.returncode == 1
    assert done.stdout.decode() == f"data/leaves.ttl:{line}:22: error syntax: After this comma no value follows.\n"
    assert "nothing else has been checked" in done.stderr.decode()


def test_a_blank_node_that_nothing_refers_to_is_found_at_its_line(tea: Path) -> None:
    file = tea / "data" / "leaves.ttl"
    file.write_text(file.read_text("utf-8") + '\n[] a tea:Leaf ;\n    tea:minutes "one" .\n', "utf-8")
    lines = len(file.read_text("utf-8").splitlines())
    found = {problem.code: problem.place.line for problem in check(read(tea), ["data/leaves.ttl"]) if "blank" in f"{problem.code} {problem.message}"}
    assert found and set(found.values()) <= {lines - 1, lines}, found
