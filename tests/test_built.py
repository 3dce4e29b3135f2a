"""A store on disk: made once, served without reading the Turtle again."""

import gc
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, TINY
from flask.testing import FlaskClient
from pyoxigraph import Store as Oxigraph
from serving import run, serving

from rip_ld.publication import Publication, publish
from rip_ld.settings import Settings
from rip_ld.store import StoreError
from rip_ld.store.embedded import fill
from rip_ld.web.app import create_app


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("built") / "store"
    done = run("build", str(made), "--dataset", str(TINY))
    assert (done.returncode, done.stdout) == (0, b"")
    return made


@pytest.fixture(scope="module")
def built(folder: Path) -> Iterator[FlaskClient]:
    with publish(Settings(dataset=TINY, built=str(folder), query_workers=2)) as publication:
        yield create_app(publication).test_client()


def test_building_tells_how_far_it_is(tmp_path: Path) -> None:
    lines = run("build", str(tmp_path / "store"), "--dataset", str(TINY)).stderr.decode().splitlines()
    assert lines[0] == f"rip-ld: reading {TINY}"
    assert any("quads stored (100 %)" in line for line in lines)
    assert lines[-1].endswith(f"serve it with --built {tmp_path / 'store'}")


def test_what_is_served_from_disk_is_the_same(built: FlaskClient, tiny: Publication, tiny_client: FlaskClient) -> None:
    names = [iri[len(tiny.catalog.base) :] for iri in tiny.catalog.addresses if "#" not in iri]
    for path in ["/", "/dump.nq", "/search?q=tea", "/sitemap.xml"] + [f"/{name}" if name.endswith("/") else f"/{name}.{kind}" for name in names for kind in ("html", "ttl")]:
        here, there = tiny_client.get(path), built.get(path)
        assert (there.status_code, there.data) == (here.status_code, here.data), path


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT (COUNT(*) AS ?n) FROM <https://example.org/tea/cup/graph/tea> FROM <https://example.org/tea/cup/graph/leaves> { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) FROM <https://example.org/tea/cup/graph/tea> FROM <https://example.org/tea/cup/graph/leaves> FROM NAMED <https://example.org/tea/cup/graph/tea> { ?s ?p ?o GRAPH ?g { ?s ?q ?r } }",
        "SELECT ?s { ?s rdfs:label ?o } ORDER BY ?s",
    ],
)
def test_strangers_queries_are_answered_from_disk_in_every_worker(built: FlaskClient, tiny_client: FlaskClient, query: str) -> None:
    given = {"query": query, "format": "csv"}
    assert {built.get("/sparql", query_string=given).text for _ in range(6)} == {tiny_client.get("/sparql", query_string=given).text}


def test_every_example_has_the_same_cells_from_disk_joined_lists_among_them(real: Publication, client: FlaskClient, tmp_path: Path) -> None:
    done = run("build", str(tmp_path / "store"), "--dataset", str(ROOT))
    assert done.returncode == 0, done.stderr
    with publish(Settings(dataset=ROOT, built=str(tmp_path / "store"), query_workers=1)) as publication:
        far = create_app(publication).test_client()
        for example in real.gallery.examples:
            here, there = (asked.get(f"/queries/{example.name}.csv").text.splitlines() for asked in (client, far))
            assert sorted(there) == sorted(here), example.name


def test_a_store_of_more_files_than_the_engine_opens_at_once_is_served_by_workers_that_open_none(folder: Path, tiny: Publication, tiny_client: FlaskClient, tmp_path: Path) -> None:
    large = shutil.copytree(folder, tmp_path / "large")
    shutil.rmtree(large / "store")
    scattered, quads = Oxigraph(str(large / "store")), list(tiny.store.quads())
    for start in range(0, len(quads), 100):
        fill(scattered, quads[start : start + 100])
    del scattered
    gc.collect()
    assert len(list((large / "store").glob("*.sst"))) > 16
    with publish(Settings(dataset=TINY, built=str(large), query_workers=2)) as publication:
        client = create_app(publication).test_client()
        for query in ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"):
            given = {"query": query, "format": "csv"}
            assert client.get("/sparql", query_string=given).text.count("\n") == tiny_client.get("/sparql", query_string=given).text.count("\n") > 1
        assert client.get("/cup/leaf/sencha.ttl").data == tiny_client.get("/cup/leaf/sencha.ttl").data
    without = shutil.copytree(large, tmp_path / "without", ignore=shutil.ignore_patterns("sample.nq"))
    with pytest.raises(StoreError, match="remained closed"), publish(Settings(dataset=TINY, built=str(without), query_workers=1)):
        pass


def test_a_query_over_a_store_on_disk_still_reaches_nothing_else(built: FlaskClient) -> None:
    assert built.get("/sparql", query_string={"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}).status_code == 403
    assert built.get("/sparql", query_string={"query": "SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }", "format": "csv"}).text.split() == ["s"]


def test_a_live_server_serves_it_and_needs_no_turtle(folder: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--built", str(folder)) as server:
        assert server.ask("GET", "/cup/leaf/sencha.html")[0].status == 200
        assert json.loads(server.ask("GET", "/sparql?format=json&query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D")[1])["boolean"] is True


def test_a_stale_store_is_told_in_one_sentence(folder: Path, tea: Path) -> None:
    assert run("query", "-", "--dataset", str(tea), input=b"ASK {}", env=os.environ | {"RIP_LD_BUILT": str(folder)}).returncode == 0
    with (tea / "data" / "leaves.ttl").open("a") as file:
        file.write("\n# changed\n")
    done = run("serve", "--dataset", str(tea), "--built", str(folder))
    assert (done.returncode, done.stderr.decode().count("\n")) == (1, 1)
    assert f"have changed since the store was made from them; run rip-ld build {folder}." in done.stderr.decode()


def test_a_store_of_another_version_is_told_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    found = json.loads((other / "manifest.json").read_text())
    (other / "manifest.json").write_text(json.dumps(found | {"version": "0.0.0"}))
    done = run("serve", "--dataset", str(TINY), "--built", str(other))
    assert (done.returncode, done.stderr.decode().count("\n"), "was made by rip-ld 0.0.0" in done.stderr.decode()) == (1, 1, True)


@pytest.mark.parametrize("gone", ["store", "manifest.json", "addresses.txt", "."])
def test_a_folder_that_holds_no_whole_store_is_told(folder: Path, tmp_path: Path, gone: str) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    shutil.rmtree(other / gone) if (other / gone).is_dir() else (other / gone).unlink()
    done = run("serve", "--dataset", str(TINY), "--built", str(other))
    assert (done.returncode, done.stderr.decode().count("\n"), "rip-ld build" in done.stderr.decode()) == (1, 1, True)


def test_a_manifest_that_is_none_is_told(folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    (other / "manifest.json").write_text("[1, 2]")
    done = run("serve", "--dataset", str(TINY), "--built", str(other))
    assert (done.returncode, done.stderr.decode().count("\n"), "holds no store that can be served" in done.stderr.decode()) == (1, 1, True)


@pytest.mark.parametrize("spoil", [lambda file: os.truncate(file, 500), lambda file: file.write_bytes(file.read_bytes()[:100] + bytes(900) + file.read_bytes()[1000:])])
def test_a_damaged_store_is_told_in_one_sentence(folder: Path, tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    for file in (other / "store").glob("*.sst"):
        spoil(file)
    done = run("serve", "--dataset", str(TINY), "--built", str(other))
    assert (done.returncode, done.stderr.decode().count("\n")) == (1, 1)
    assert re.search(rf"{other}(/store)? is damaged \(Corruption: .*\); make it again with rip-ld build\.", done.stderr.decode())


def test_building_again_replaces_the_store_and_building_over_something_else_is_refused(tea: Path, tmp_path: Path) -> None:
    made = tmp_path / "store"
    for _ in range(2):
        assert run("build", str(made), "--dataset", str(tea)).returncode == 0
    assert {path.name for path in tmp_path.iterdir()} >= {"store"} and {path.name for path in made.iterdir()} == {"store", "sample.nq", "manifest.json", "addresses.txt"}
    done = run("build", str(tea), "--dataset", str(tea))
    assert (done.returncode, "holds something else" in done.stderr.decode(), (tea / "data" / "leaves.ttl").exists()) == (1, True, True)


def test_building_through_a_link_makes_what_it_leads_to_anew(tmp_path: Path) -> None:
    assert run("build", str(tmp_path / "store"), "--dataset", str(TINY)).returncode == 0
    before = (tmp_path / "store/manifest.json").stat().st_ino
    (tmp_path / "current").symlink_to("store")
    assert run("build", str(tmp_path / "current"), "--dataset", str(TINY)).returncode == 0
    assert (tmp_path / "current").is_symlink() and (tmp_path / "store/manifest.json").stat().st_ino != before


def test_a_file_is_no_folder_to_build_in(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("mine")
    done = run("build", str(tmp_path / "store"), "--dataset", str(TINY))
    assert (done.returncode, done.stderr.decode().splitlines()[-1].endswith("/store is a file; name a folder."), (tmp_path / "store").read_text()) == (1, True, "mine")


def test_what_a_build_left_that_was_killed_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / ".store.999999999").mkdir()
    (tmp_path / f".store.{os.getpid()}").mkdir()  # another that is under way
    assert run("build", str(tmp_path / "store"), "--dataset", str(TINY)).returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"store", f".store.{os.getpid()}"}


def test_broken_turtle_leaves_the_earlier_store_as_it_is(folder: Path, tea: Path) -> None:
    (tea / "data" / "bad.ttl").write_text("a:b a:c a:d .")
    before = (folder / "manifest.json").read_bytes()
    assert run("build", str(folder), "--dataset", str(tea)).returncode == 1
    assert (folder / "manifest.json").read_bytes() == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
