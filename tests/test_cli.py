"""The commands as a person or a script uses them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import datasets
import pyoxigraph as ox
import pytest
from conftest import ROOT, TINY
from serving import PROGRAM, run, serving

from rip_ld import __version__
from rip_ld.formats import DUMPS
from rip_ld.settings import DESCRIPTIONS, Settings, SettingsError, settings
from rip_ld.sparql import GRAPHS, SOLUTIONS
from rip_ld.sparql.aligned import aligned

COMMANDS = ("serve", "check", "dump", "query", "build", "load")
QUERY = "PREFIX tea: <https://example.org/tea/terms#>\nSELECT ?leaf { ?leaf tea:minutes 1 }\n"


def on_tiny(*arguments: str, **options: object) -> subprocess.CompletedProcess:
    return run(arguments[0], "--dataset", str(TINY), *arguments[1:], **options)


def only_line(done: subprocess.CompletedProcess) -> str:
    lines = done.stderr.decode().strip().splitlines()
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return lines[0]


def test_the_help_tells_every_command() -> None:
    done = run("--help")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert all(re.search(rf"^ +{command} ", text, re.MULTILINE) for command in COMMANDS)
    assert "RIP_LD_" in text
    assert "Exit status" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_tells_every_option_and_its_default(command: str) -> None:
    done = run(command, "--help")
    text = " ".join(done.stdout.decode().split())
    assert done.returncode == 0
    for name in [field.name for field in fields(Settings)] if command == "serve" else ["dataset"]:
        assert "--" + name.replace("_", "-") in text
        assert f"{DESCRIPTIONS[name]} (default: " in text
    example, variable = re.search(r"may also be given as a variable, (--\S+) as (\S+);", text).groups()
    assert f"{example} {example.upper().strip('-')} " in text and variable == "RIP_LD_" + example.upper().strip("-")


def test_a_folder_in_place_of_a_file_to_check_is_told_what_takes_folders() -> None:
    done = on_tiny("check", "data")
    assert (done.returncode, only_line(done)) == (2, "rip-ld: data is a folder; files are named here, and the dataset's folder with --dataset.")


def test_the_version_is_told() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"rip-ld {__version__}\n")


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["--fly"], ["dump"], ["dump", "pdf"], ["dump", "TTL"], ["query"], ["query", "/no/such/file"], ["query", "--format", "pdf", "-"], ["check", "no-such-file.ttl"], ["check", __file__], ["check", "--colour"]], ids=str
)  # fmt: skip
def test_wrong_use_is_told_in_one_line_with_status_2(arguments: list[str]) -> None:
    done = on_tiny(*arguments, input=b"") if arguments and arguments[0] in COMMANDS else run(*arguments)
    assert done.returncode == 2
    assert only_line(done).startswith("rip-ld: ")
    assert done.stdout == b""


@pytest.mark.parametrize("command", [["check"], ["dump", "nt"], ["query", "-"], ["serve"]], ids=str)
@pytest.mark.parametrize("folder", ["/no/such/folder", __file__, "empty"])
def test_a_folder_that_is_no_dataset_is_told_in_one_line_with_status_1(command: list[str], folder: str, tmp_path: Path) -> None:
    done = run(*command, "--dataset", str(tmp_path) if folder == "empty" else folder, input=b"ASK {}")
    assert done.returncode == 1
    assert " error no-" in only_line(done)


@pytest.mark.parametrize("row", DUMPS, ids=lambda row: row.extension)
def test_a_dump_is_what_the_server_gives(row: object, tiny: object) -> None:
    done = on_tiny("dump", row.extension)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", tiny.dump(row))


def test_a_reader_who_has_had_enough_is_no_fault() -> None:
    done = subprocess.run(["sh", "-c", f"'{sys.executable}' -m rip_ld.cli dump --dataset '{ROOT}' nq | head -1"], capture_output=True, timeout=60)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_output_that_goes_nowhere_is_a_fault_told_in_one_line() -> None:
    for redirection in (">&-", ">/dev/full"):
        done = subprocess.run(["sh", "-c", f"'{sys.executable}' -m rip_ld.cli dump --dataset '{TINY}' nt {redirection}"], capture_output=True, timeout=60)
        assert done.returncode == 1
        assert only_line(done).startswith("rip-ld: ")


def test_a_query_is_answered_as_tab_separated_values(tmp_path: Path) -> None:
    file = tmp_path / "leaves.rq"
    file.write_text(QUERY, "utf-8")
    done = on_tiny("query", str(file))
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"?leaf\n<https://example.org/tea/cup/leaf/sencha>\n")


@pytest.mark.parametrize("name", [*SOLUTIONS])
def test_a_table_is_answered_in_each_format_from_standard_input(name: str) -> None:
    done = on_tiny("query", "--format", name, "-", input=QUERY.encode())
    assert done.returncode == 0
    assert b"sencha" in done.stdout


@pytest.mark.parametrize("name", [*GRAPHS, ""])
def test_a_graph_is_answered_in_each_format(name: str) -> None:
    done = on_tiny("query", *(["--format", name] if name else []), "-", input=b"DESCRIBE <https://example.org/tea/cup/leaf/sencha>")
    assert done.returncode == 0
    assert len(list(ox.parse(done.stdout, format=GRAPHS[name or "ttl"].engine))) > 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"SELECT ?x\nWHERE { ?x nope:y ?z }", "-:2:12: error syntax: The prefix nope: is not declared."),
        (b"SELECT ?x { ?x a", "-:1:17: error syntax: "),
        (b"", "-:1:"),
        (b"ASK {}\n # \xff", "-:2:4: error not-utf8: "),
        (b"INSERT DATA { <a:a> <a:b> <a:c> }", "-:1:1: error update: "),
        (b"SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "-:1:1: error service: "),
        (b"# Queries\nAsk the service on the left.", "-:2:5: error syntax: "),
        (b"SELECT * { SERVICE <http://example.org/> { ?s ?p ?o }", "-:1:54: error syntax: "),
        (b"SELECT * " + b"{" * 10_000 + b"}" * 10_000, "-:1:1: error nested: "),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_problem_of_a_query_is_told_with_its_place(text: bytes, message: str) -> None:
    done = on_tiny("query", "-", input=text)
    assert done.returncode == 1
    assert only_line(done).startswith(message)


def test_a_relative_iri_means_the_same_as_at_the_endpoint() -> None:
    done = on_tiny("query", "-", input=b"SELECT ?minutes { <cup/leaf/sencha> tea:minutes ?minutes }")
    assert (done.returncode, done.stdout) == (0, b"?minutes\n1\n"), done.stderr


def test_yes_and_no_end_their_line() -> None:
    for form in ("json", "xml", "csv", "tsv"):
        assert on_tiny("query", "-", "--format", form, input=b"ASK {}").stdout.endswith(b"\n")


def test_a_query_that_takes_too_long_is_stopped() -> None:
    endless = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = on_tiny("query", "--query-timeout", "0.3", "-", input=endless)
    assert (done.returncode, "0.3 seconds" in only_line(done)) == (1, True)
    assert only_line(done).endswith("--query-timeout sets this limit.")


def test_a_limit_that_a_query_met_is_told_with_its_figure_and_its_option() -> None:
    done = on_tiny("query", "--query-rows", "2", "-", input=b"SELECT * { ?s ?p ?o }")
    assert (done.returncode, "more rows than the 2" in only_line(done)) == (1, True)
    assert only_line(done).endswith("--query-rows sets this limit.")
    wide = on_tiny("query", "--query-bytes", "1", "-", input=b"SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")
    assert (wide.returncode, "1 MiB" in only_line(wide), only_line(wide).endswith("--query-bytes sets this limit.")) == (1, True, True)


def test_a_sound_dataset_is_checked_with_status_0(tmp_path: Path) -> None:
    done = run("check", "--dataset", str(datasets.write(tmp_path)))
    assert (done.returncode, done.stdout) == (0, b"")
    steps = ["addresses and subjects", "lexical forms", "data against rules", "data against shapes", "shapes against SHACL", "queries and context"]
    assert done.stderr.decode().splitlines() == [f"rip-ld: checking {step}" for step in steps] + ["rip-ld: 6 files, 0 errors, 0 warnings, 0 notes"]


def test_warnings_are_counted_apart_and_leave_the_status_0(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "data/rings.ttl", '<ring/1> r:oldYear "1998"^^xsd:gYear .')
    done = run("check", "--dataset", str(folder), "data/rings.ttl")
    assert (done.returncode, b": warning deprecated-term: " in done.stdout) == (0, True)
    assert done.stderr.decode().splitlines()[-1] == "rip-ld: 1 file, 0 errors, 1 warning, 0 notes"


def test_a_problem_is_told_with_its_place_and_status_1(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    line = datasets.plant(folder, "data/dataset.ttl", "<ring/9> a <ns#Nonsense> .")
    for name in ("data/dataset.ttl", str(folder / "data" / "dataset.ttl")):
        done = run("check", "--dataset", str(folder), name, cwd=ROOT)
        assert done.returncode == 1
        assert any(re.match(rf"data/dataset\.ttl:{line}:\d+: error [a-z-]+: .+", told) for told in done.stdout.decode().splitlines())
    assert run("check", "--dataset", str(folder), "data/people.ttl").returncode == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [(b"@prefix a: <http://a/> .\na:b a:c\n", "data/bad.ttl:"), (b"a:b a:c a:d .", "data/bad.ttl:1:1: error unknown-prefix"), (b"# caf\xe9", "data/bad.ttl:1:6: error not-utf8")],
)
def test_broken_turtle_is_told_by_every_command(tea: Path, text: bytes, place: str) -> None:
    (tea / "data" / "bad.ttl").write_bytes(text)
    for command in (["dump", "nt"], ["query", "-"], ["serve"]):
        done = run(*command, "--dataset", str(tea), input=b"ASK {}")
        assert (done.returncode, only_line(done).startswith(place), done.stdout) == (1, True, b"")
    done = run("check", "--dataset", str(tea))
    assert (done.returncode, "nothing else" in only_line(done), done.stdout.decode().startswith(place)) == (1, True, True)


def test_settings_come_from_options_then_variables_then_defaults() -> None:
    assert settings({"port": "9"}, {"RIP_LD_PORT": "8", "RIP_LD_HOST": "::1"}) == Settings(port=9, host="::1")
    assert settings({"port": None}, {"RIP_LD_PORT": "8"}).port == 8
    assert settings({}, {}) == Settings()
    assert settings({"public_url": "https://data.example.org/"}, {}).public_url == "https://data.example.org"


@pytest.mark.parametrize(("name", "value"), [("RIP_LD_PORT", "x"), ("RIP_LD_QUERY_TIMEOUT", "-1"), ("RIP_LD_QUERY_MEMORY", "1e3"), ("RIP_LD_THREADS", "0"), ("RIP_LD_HOST", " "), ("RIP_LD_PUBLIC_URL", "ftp://x")])
def test_a_wrong_variable_is_told_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings({}, {name: value})
    done = run("serve", env=os.environ | {name: value})
    assert (done.returncode, name in only_line(done)) == (2, True)


def test_every_setting_is_described_here_and_in_the_documents() -> None:
    text = (ROOT / "docs" / "http.md").read_text("utf-8")
    for field in fields(Settings):
        assert field.name in DESCRIPTIONS
        row = next((line for line in text.splitlines() if line.startswith(f"| `--{field.name.replace('_', '-')}`")), "")
        assert f"`RIP_LD_{field.name.upper()}`" in row, field.name
        default = str(getattr(Settings, field.name) or "none")
        assert f"| {default if default == 'none' else f'`{default}`'} |" in row, field.name
    assert set(DESCRIPTIONS) == {field.name for field in fields(Settings)}
    assert set(re.findall(r"RIP_LD_[A-Z_]+", text)) <= {f"RIP_LD_{field.name.upper()}" for field in fields(Settings)} | {"RIP_LD_NAME"}


def test_every_variable_that_the_program_reads_is_a_setting() -> None:
    found = {name for path in (ROOT / "src").rglob("*.py") for name in re.findall(r"RIP_LD_[A-Z]+[A-Z_]*", path.read_text("utf-8"))}
    assert found <= {f"RIP_LD_{field.name.upper()}" for field in fields(Settings)} | {"RIP_LD_NAME"}


def test_the_context_of_a_dump_is_json(tea: Path) -> None:
    (tea / "ontology" / "context.jsonld").write_text(json.dumps({"@context": {"tea": "https://example.org/tea/terms#", "id": "@id", "minutes": "tea:minutes"}}), "utf-8")
    done = subprocess.run([*PROGRAM, "dump", "--dataset", str(tea), "jsonld"], capture_output=True, check=True)
    assert any(node.get("minutes") == 1 for node in json.loads(done.stdout)["@graph"])


def steeping(tea: Path) -> Path:
    """Give the tiny dataset an example query with a parameter."""
    (tea / "queries").mkdir(exist_ok=True)
    text = "# question: Which leaves steep so long?\n# parameter: most | Minutes | number\nPREFIX tea: <https://example.org/tea/terms#>\nSELECT ?leaf ?minutes { VALUES ?most { 1 } ?leaf tea:minutes ?minutes FILTER(?minutes <= ?most) }\n"
    (tea / "queries" / "steeping.rq").write_text(text, "utf-8")
    return tea


def test_an_example_is_run_by_its_name_and_takes_values(tea: Path) -> None:
    folder = str(steeping(tea))
    few, many = (run("query", "--dataset", folder, "steeping", *values, "--format", "csv").stdout.splitlines() for values in ((), ("--set", "most=100")))
    assert 1 < len(few) < len(many)
    assert run("query", "--dataset", folder, "--list").stdout.decode() == "steeping  Which leaves steep so long?\n"
    assert run("query", "--dataset", folder, "steeping", "--set", "most=", "--format", "csv").stdout.splitlines() == few, "what is left empty is as it was"


def test_a_folder_without_examples_has_none_to_list(tmp_path: Path) -> None:
    done = run("query", "--list", "--dataset", str(tmp_path))
    assert (done.returncode, done.stdout, only_line(done)) == (1, b"", f"rip-ld: there are no example queries in {tmp_path}.")


def test_files_and_a_dataset_folder_are_not_served_together(tea: Path) -> None:
    done = run("serve", "--data", str(tea / "data" / "leaves.ttl"), "--dataset", str(tea))
    assert (done.returncode, only_line(done)) == (2, "rip-ld: --data and --dataset exclude each other: each says where all that is served comes from.")


@pytest.mark.parametrize("option", ["--store", "--built"])
def test_a_store_without_a_name_is_none(option: str) -> None:
    done = run("serve", option, "")
    assert (done.returncode, only_line(done).startswith(f"rip-ld: {option} cannot be ''")) == (2, True)


def test_a_value_goes_into_a_file_and_into_standard_input_too(tea: Path) -> None:
    path = steeping(tea) / "queries" / "steeping.rq"
    by_name, by_file, by_input = (
        run("query", "--dataset", str(tea), asked, "--set", "most=100", input=path.read_bytes()).stdout for asked in ("steeping", str(path), "-")
    )
    assert by_name == by_file == by_input != b""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["steeping", "--set", "most=long"], "Minutes: “long” is not a number."),
        (["steeping", "--set", "least=1"], "The query steeping has no parameter least: it has most."),
        (["stepping"], "there is no file and no example query 'stepping' (steeping, perhaps); rip-ld query --list lists the examples."),
        (["steeping", "--set", "most"], "--set takes NAME=VALUE, once for each name."),
        (["steeping", "--set", "=1"], "--set takes NAME=VALUE, once for each name."),
        (["steeping", "--dataset", "/nowhere"], "there is no file 'steeping', and no folder /nowhere with examples."),
        ([""], "there is no file and no example query ''; rip-ld query --list lists the examples."),
        ([str(TINY)], f"there is no file and no example query '{TINY}'; rip-ld query --list lists the examples."),
        (["steeping", "--set", "most=1", "--set", "most=2"], "--set takes NAME=VALUE, once for each name."),
        ([], "name a query: a file, an example (--list lists them), or - for standard input."),
    ],
)
def test_a_query_or_value_that_is_not_there_is_told_in_one_line(arguments: list[str], sentence: str, tea: Path) -> None:
    done = run("query", "--dataset", str(steeping(tea)), *arguments)
    assert done.returncode == 2
    assert only_line(done) == f"rip-ld: {sentence}"


def test_a_table_is_aligned_with_short_addresses_and_the_labels_that_it_lacks(tea: Path) -> None:
    query = b"SELECT ?leaf ?minutes { ?leaf tea:minutes ?minutes } ORDER BY ?minutes ?leaf"
    lines = run("query", "--dataset", str(tea), "-", "--format", "table", input=query).stdout.decode().splitlines()
    assert lines[0].split() == ["leaf", "minutes"]
    assert set(lines[1]) == {"-", " "}
    assert re.fullmatch(r"\(\d+ rows\)", lines[-1])
    assert all(re.fullmatch(r"leaf/[A-Za-z-]+ \(.+\) +\d+", line) for line in lines[2:-1])
    assert len({len(line) for line in lines[2:-1]}) == 1
    labelled = run("query", "--dataset", str(tea), "-", "--format", "table", input=b"SELECT ?leaf ?label { ?leaf tea:minutes 1 ; rdfs:label ?label }").stdout.decode()
    assert "(" not in labelled.splitlines()[2]
    assert run("query", "--dataset", str(tea), "-", "--format", "table", input=b"ASK {}").stdout == b"yes\n"


def test_a_table_fits_the_terminal_and_cannot_move_its_cursor() -> None:
    body = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "word " * 40}, "b": {"type": "literal", "value": "\x1b[2J\n茶"}}]}})
    lines = aligned(body.encode(), lambda iri, _: iri, 60).splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert not any(letter in line for line in lines for letter in "\x1b\r")
    assert len(lines) > 5


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (["PORT=8123"], "--port '8123'"),
        (["HOST=::1", "PORT=8123"], "--host '::1' --port '8123'"),
        ([], ""),
    ],
)
def test_make_serve_takes_host_and_port(given: list[str], options: str) -> None:
    done = subprocess.run(["make", "--no-print-directory", "-n", "serve", *given], cwd=ROOT, env=os.environ | {"PORT": "1", "HOST": "shell"}, capture_output=True, text=True, timeout=60)
    assert " ".join(done.stdout.splitlines()[-1].split()) == f".venv/bin/rip-ld serve {options}".strip()


def test_the_line_at_the_start_counts_what_the_downloads_have() -> None:
    dumped = on_tiny("dump", "nt").stdout.count(b"\n")
    with serving(TINY) as server:
        assert f"{dumped:,} statements" in server.said


def test_a_broken_query_of_the_dataset_is_told_when_the_server_starts(tea: Path) -> None:
    (steeping(tea) / "queries" / "broken.rq").write_text("# title: Broken\n# question: What?\n# group: G\n# description: No full stop.\n# keywords: a, b, c\n# promise: None.\n# place: nowhere\nSELECT * {\n  ?s a ?c\n  ?s ?p ?o }\n")
    with serving(tea) as server:
        told = server.process.stderr.readline().decode()
        assert told == "rip-ld: queries/broken.rq:10:3: error query: A full stop is missing before ?s (or ; to say more of the same thing, or , for another value).\n"
        assert server.ask("GET", "/")[0].status == 200


def test_an_option_is_written_in_full() -> None:
    done = run("query", "-", "--data", "file.ttl", input=b"ASK {}")
    assert (done.returncode, "--data" in only_line(done)) == (2, True)
