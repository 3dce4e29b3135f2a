"""Reading a dataset folder: what comes in, and where a fault is said to be."""

import errno
import os
import shutil
from pathlib import Path

import datasets
import pytest
from pyoxigraph import NamedNode

from rip_ld.dataset.problems import DatasetError, Place
from rip_ld.dataset.read import read

RING = datasets.BASE + "ring/1"


def problems(folder: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read(folder)
    return [str(problem) for problem in caught.value.problems]


def test_one_file_is_one_named_graph(tmp_path: Path) -> None:
    dataset = read(datasets.write(tmp_path))
    assert dataset.iri == "https://example.org/rings/dataset"
    assert dataset.base == "https://example.org/rings/"
    graphs = {quad.graph_name.value for quad in dataset.quads}
    assert graphs == {f"{datasets.BASE}graph/{Path(path).stem}" for path in datasets.FILES}


def test_every_subject_has_its_place(tmp_path: Path) -> None:
    assert read(datasets.write(tmp_path)).places[RING] == [Place("data/rings.ttl", 9)]


def test_a_line_inside_a_long_string_is_no_subject(tmp_path: Path) -> None:
    assert "<ring/1> a thing" in datasets.RINGS
    assert [place.line for place in read(datasets.write(tmp_path)).places[RING]] == [9]


def test_characters_that_other_programs_take_for_line_ends_do_not_shift_the_lines(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"data/rings.ttl": datasets.RINGS.replace("The rings.", "The\x0crings\u2028here\x85.")})
    assert read(folder).places[RING] == [Place("data/rings.ttl", 9)]


def test_a_subject_may_be_written_with_a_prefix(tmp_path: Path) -> None:
    assert read(datasets.write(tmp_path)).places[datasets.BASE + "ns#Ring"][0].path == "ontology/terms.ttl"


def test_a_subject_may_stand_in_several_files(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    line = datasets.plant(folder, "data/people.ttl", '<ring/1> r:note "hers" .')
    assert read(folder).places[RING] == [Place("data/people.ttl", line), Place("data/rings.ttl", 9)]


def test_what_the_ontology_says_of_inverses_is_stated(tmp_path: Path) -> None:
    triples = {(q.subject.value, q.predicate.value, q.object.value) for q in read(datasets.write(tmp_path)).quads}
    assert (datasets.BASE + "person/ada", datasets.BASE + "ns#putOn", RING) in triples


def test_blank_nodes_of_two_files_are_never_one(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    for path in ("data/rings.ttl", "data/people.ttl"):
        datasets.plant(folder, path, '_:b r:note "who?" .')
    note = NamedNode(datasets.BASE + "ns#note")
    assert len({quad.subject for quad in read(folder).quads if quad.predicate == note and quad.object.value == "who?"}) == 2


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    before = read(datasets.write(tmp_path)).digest
    assert read(tmp_path).digest == before
    datasets.plant(tmp_path, "data/rings.ttl", "# a comment")
    assert read(tmp_path).digest != before


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"data/rings.ttl": "\ufeff" + datasets.RINGS})
    assert read(folder).places[RING] == [Place("data/rings.ttl", 9)]


@pytest.mark.parametrize(
    ("line", "column", "code", "message"),
    [
        pytest.param("<ring/3> a r:Ring ; .. .", 22, "syntax", "This is one full stop too many.", id="two dots"),
        pytest.param("<ring/3> a s:Ring .", 12, "unknown-prefix", "The prefix s: has not been declared; add it to the @prefix lines at the top of the file, or is it misspelt?", id="unknown prefix"),
        pytest.param('<ring/3> r:note "é", s:x .', 22, "unknown-prefix", "The prefix s: has not been declared; add it to the @prefix lines at the top of the file, or is it misspelt?", id="after é"),
        pytest.param("<ring/3> r:colour <a b> .", 21, "syntax", "An address has no space in it; write %20, or is the > before it missing?", id="a space in an address"),
        pytest.param('<ring/3> r:note "open', 17, "syntax", "The text that begins here has no closing quotation mark; a text of several lines stands between three of them on each side.", id="a string without end"),
    ],
)
def test_malformed_turtle_is_shown_where_it_is(tmp_path: Path, line: str, column: int, code: str, message: str) -> None:
    folder = datasets.write(tmp_path)
    number = datasets.plant(folder, "data/rings.ttl", line)
    assert problems(folder) == [f"data/rings.ttl:{number}:{column}: error {code}: {message}"]


def test_a_missing_dot_is_shown_where_it_is_missing(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"data/rings.ttl": datasets.RINGS.replace('"1998"^^xsd:gYear .', '"1998"^^xsd:gYear # when')})
    expected = "data/rings.ttl:13:29: error syntax: A full stop is missing here, at the end of the description."
    assert problems(folder) == [expected]


def test_a_byte_that_is_not_utf8_is_shown_where_it_is(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    number = datasets.plant(folder, "data/rings.ttl", '<ring/3> r:note "é§" .')
    path = folder / "data/rings.ttl"
    path.write_bytes(path.read_bytes().replace("§".encode(), b"\xa7"))
    expected = f"data/rings.ttl:{number}:19: error not-utf8: This byte is not UTF-8; save the file as UTF-8."
    assert problems(folder) == [expected]


def test_every_file_that_cannot_be_read_is_reported_at_once(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "data/rings.ttl", "<ring/3> a s:Ring .")
    datasets.plant(folder, "data/people.ttl", "<person/bob> b .")
    assert [line.split(":")[0] for line in problems(folder)] == ["data/people.ttl", "data/rings.ttl"]


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere") == [f"{tmp_path}/nowhere:1:1: error no-folder: There is no such folder."]


def test_a_folder_without_turtle_is_no_dataset(tmp_path: Path) -> None:
    assert "error no-folder" in problems(tmp_path)[0]


@pytest.mark.parametrize("name", ["ontology", "data", "shapes"])
@pytest.mark.parametrize("emptied", [True, False])
def test_each_of_the_three_folders_must_be_there_and_hold_turtle(tmp_path: Path, name: str, emptied: bool) -> None:
    folder = datasets.write(tmp_path)
    shutil.rmtree(folder / name)
    if emptied:
        (folder / name).mkdir()
    [told] = problems(folder)
    assert told == f"{folder}:1:1: error no-folder: This folder has no Turtle file in {name}/; a dataset has ontology/, data/, shapes/."


@pytest.mark.parametrize(
    ("space", "reason"),
    [
        ("nonsense", "is no address space"),
        ("", "is no address space"),
        ("https://example.org/rings", "is no address space"),
        ("https:///rings/", "is no address space"),
        ("https://example.org", "is no address space"),
        ("ftp://example.org/rings/", "is no address space"),
        ("https://example.org/my rings/", "is no address space"),
        ("https://example.com/", "does not hold the dataset itself"),
    ],
)
def test_an_address_space_that_is_none_is_shown_where_it_is(tmp_path: Path, space: str, reason: str) -> None:
    folder = datasets.write(tmp_path, {"data/dataset.ttl": datasets.DATASET.replace('uriSpace "https://example.org/rings/"', f'uriSpace "{space}"')})
    [told] = problems(folder)
    assert told.startswith("data/dataset.ttl:8:5: error no-identity: The void:uriSpace “")
    assert reason in told


def test_a_dataset_says_exactly_once_which_it_is(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"data/dataset.ttl": datasets.DATASET.replace("void:uriSpace", "void:uriRegexPattern")})
    assert "error no-identity" in problems(folder)[0]


def test_two_files_of_one_name_would_be_one_graph(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path, {"data/terms.ttl": "# Nothing."})
    assert [line.split(" ")[2] for line in problems(folder)] == ["same-graph:"]


@pytest.mark.parametrize("name", ["my tips", "a<b", 'a"b', "a^b", "a{b", "a|b", "a\\b", "a`b", "a#b", "a.b", "-a", ".a"])
def test_a_file_whose_name_cannot_stand_in_an_address_is_named(tmp_path: Path, name: str) -> None:
    folder = datasets.write(tmp_path, {f"data/{name}.ttl": "# Nothing."})
    [told] = problems(folder)
    assert told.startswith(f"data/{name}.ttl:1:1: error file-name: A file's name stands in an address: ")


@pytest.mark.parametrize("name", ["ontology", "data", "shapes", "queries", "shapes/rules"])
def test_a_folder_that_may_not_be_read_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    folder, listdir = datasets.write(tmp_path), os.listdir

    def forbidden(path: Path) -> list[str]:
        if path == folder / name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return listdir(path)

    monkeypatch.setattr(os, "listdir", forbidden)
    assert problems(folder) == [f"{folder / name}:1:1: error unreadable: This folder cannot be read: Permission denied."]


def test_brackets_nested_too_deeply_are_refused_where_they_begin(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    file = folder / "data" / "rings.ttl"
    text = file.read_text("utf-8")
    file.write_text(text + f"\n<ring/1> <http://www.w3.org/2000/01/rdf-schema#seeAlso> {'(' * 100}{')' * 100} .\n", "utf-8")
    read(folder)
    file.write_text(text + f"\n<ring/1> <http://www.w3.org/2000/01/rdf-schema#seeAlso> {'(' * 20_000}{')' * 20_000} .\n", "utf-8")
    with pytest.raises(DatasetError) as caught:
        read(folder)
    assert [(problem.code, problem.place.path) for problem in caught.value.problems] == [("too-deep", "data/rings.ttl")]


def test_a_long_list_is_not_deep(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    with (folder / "data" / "rings.ttl").open("a", encoding="utf-8") as file:
        file.write(f"\n<ring/1> <http://www.w3.org/2000/01/rdf-schema#seeAlso> ({' '.join(map(str, range(5000)))}) .\n")
    assert len(read(folder).quads) > 10_000
