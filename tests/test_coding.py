"""Content codings: sizeable texts are compressed for those who say so, each coding with an ETag of its own (RFC 9110, section 8.4)."""

import gzip
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import zstandard
from conftest import TINY
from flask.testing import FlaskClient
from serving import Server, serving

from rip_ld.web.coding import CODINGS, Kept, choose

# Accept-Encoding → the coding, None for the body as it is.
CASES = {
    None: None,
    "": None,
    "gzip": "gzip",
    "x-gzip": "gzip",
    "GZIP": "gzip",
    "zstd": "zstd",
    "gzip, deflate": "gzip",
    "gzip, deflate, br, zstd": "zstd",
    "gzip;q=1.0, zstd;q=0.5": "gzip",
    "gzip;q=0, zstd": "zstd",
    "gzip;q=0": None,
    "zstd; q=0, *": "gzip",
    "*": "zstd",
    "*;q=0": None,
    "identity": None,
    "identity;q=1, gzip;q=0.5": None,
    "identity;q=0.5, gzip;q=1.0": "gzip",
    "identity;q=0.5, *;q=0": None,
    "br": None,
    "gzip;q=high": None,
    "gzip;q=": None,
    ",,;": None,
    "gzip, deflate, sdch," * 500: "gzip",
}
DECODE = {"gzip": gzip.decompress, "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body), None: bytes}
QUERY = urlencode({"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"})
TARGETS = (
    "/cup/leaf/sencha.html", "/cup/leaf/sencha.ttl", "/cup/dataset.jsonld", "/dump.ttl", "/dump.nq", "/sitemap.xml", "/static/site.css", "/sparql",
    *(f"/sparql?{QUERY}&format={name}" for name in ("json", "xml", "csv", "tsv")),
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(TINY) as running:
        yield running


@pytest.mark.parametrize(("accepted", "name"), CASES.items())
def test_a_client_gets_the_coding_that_it_likes_best(accepted: str | None, name: str | None) -> None:
    coding = choose(accepted)
    assert (coding and coding.name) == name


@pytest.mark.parametrize("target", TARGETS)
def test_every_coding_of_a_text_is_the_same_text_with_a_tag_of_its_own(server: Server, target: str) -> None:
    plain, whole = server.ask("GET", target, {"Accept": "text/html"})
    assert (plain.status, plain.headers.get("Content-Encoding"), len(whole) >= 1024) == (200, None, True)
    tags = {plain.headers["ETag"]}
    for coding in CODINGS:
        for _ in range(2):  # the second time it comes from what is kept
            response, body = server.ask("GET", target, {"Accept": "text/html", "Accept-Encoding": coding.name})
            assert response.headers["Content-Encoding"] == coding.name
            assert DECODE[coding.name](body) == whole
            assert len(body) == int(response.headers["Content-Length"]) < len(whole)
            assert "Accept-Encoding" in response.headers["Vary"]
            assert response.headers["Content-Type"] == plain.headers["Content-Type"]
        tag = response.headers["ETag"]
        assert tag.startswith('"')
        assert tag not in tags
        tags.add(tag)
        head, nothing = server.ask("HEAD", target, {"Accept": "text/html", "Accept-Encoding": coding.name})
        assert (head.headers["Content-Encoding"], head.headers["ETag"], head.headers["Content-Length"], nothing) == (coding.name, tag, str(len(body)), b"")
        confirmed, nothing = server.ask("GET", target, {"Accept": "text/html", "Accept-Encoding": coding.name, "If-None-Match": tag})
        assert (confirmed.status, confirmed.headers["ETag"], confirmed.headers.get("Content-Encoding"), nothing) == (304, tag, None, b"")
    assert server.ask("GET", target, {"Accept": "text/html", "If-None-Match": tag})[0].status == 200


def test_what_says_nothing_of_codings_is_not_answered_with_what_was_kept_for_others(server: Server) -> None:
    for accepted, name in (("gzip", "gzip"), (None, None), ("zstd", "zstd"), ("identity", None), ("gzip", "gzip")):
        response, _ = server.ask("GET", "/cup/leaf/green.html", {"Accept-Encoding": accepted} if accepted else {})
        assert response.headers.get("Content-Encoding") == name


@pytest.mark.parametrize("target", ["/dump.ttl.gz", "/robots.txt", "/sparql?query=ASK%7B%7D", "/cup/leaf/sencha"])
def test_what_is_small_or_compressed_already_goes_as_it_is(server: Server, target: str) -> None:
    response, _ = server.ask("GET", target, {"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert "Accept-Encoding" in response.headers["Vary"]


def test_a_part_is_one_of_the_text_as_it_is(server: Server) -> None:
    whole = server.ask("GET", "/dump.nt")[1]
    response, body = server.ask("GET", "/dump.nt", {"Accept-Encoding": "gzip", "Range": "bytes=10-19"})
    assert (response.status, body, response.headers.get("Content-Encoding")) == (206, whole[10:20], None)
    coded, _ = server.ask("GET", "/dump.nt", {"Accept-Encoding": "gzip"})
    response, body = server.ask("GET", "/dump.nt", {"Accept-Encoding": "gzip", "Range": "bytes=10-19", "If-Range": coded.headers["ETag"]})
    assert (response.status, body) == (200, whole)
    assert server.ask("GET", "/dump.nt", {"Accept-Encoding": "gzip", "If-Match": coded.headers["ETag"]})[0].status == 200


def test_posted_queries_and_errors_are_compressed_too(server: Server) -> None:
    response, body = server.ask("POST", "/sparql", {"Accept-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}, QUERY.encode())
    assert (response.headers["Content-Encoding"], gzip.decompress(body)[:1]) == ("gzip", b"{")
    response, body = server.ask("GET", "/nothing", {"Accept-Encoding": "gzip", "Accept": "text/html"})
    assert (response.status, b"<h1>" in gzip.decompress(body)) == (404, True)


LARGE_ANSWER = urlencode({"query": "SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 5000"})


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_a_large_answer_that_stands_in_a_file_is_compressed_too(server: Server, name: str) -> None:
    plain, whole = server.ask("GET", f"/sparql?{LARGE_ANSWER}&format=json")
    response, body = server.ask("GET", f"/sparql?{LARGE_ANSWER}&format=json", {"Accept-Encoding": name})
    assert len(whole) > 1 << 20
    assert response.headers["Content-Encoding"] == name
    assert DECODE[name](body) == whole
    assert int(response.headers["Content-Length"]) == len(body) < len(whole) / 4
    assert response.headers["ETag"] != plain.headers["ETag"]
    for tag, coding in ((plain.headers["ETag"], "identity"), (response.headers["ETag"], name)):
        assert server.ask("GET", f"/sparql?{LARGE_ANSWER}&format=json", {"Accept-Encoding": coding, "If-None-Match": tag})[0].status == 304
    head, nothing = server.ask("HEAD", f"/sparql?{LARGE_ANSWER}&format=json", {"Accept-Encoding": name})
    assert (head.headers["Content-Length"], nothing) == (str(len(body)), b"")


@pytest.mark.parametrize("target", ["/cup/leaf/sencha.html", f"/sparql?{QUERY}"])
def test_curl_reads_what_is_compressed(server: Server, target: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    told, plain = (subprocess.run(["curl", "-sS", *option, server.url + target], capture_output=True, check=True).stdout for option in (["--compressed"], []))
    assert told == plain


def test_the_same_page_is_compressed_once(tiny_client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from rip_ld.web import coding

    times = []
    counting = coding.Coding("gzip", lambda size: times.append(size) or zlib.compressobj(wbits=31))
    monkeypatch.setattr(coding, "CODINGS", (counting,))
    monkeypatch.setattr(coding, "_kept", Kept())
    for accept in ("text/html", "*/*", "text/html;q=0.5"):
        assert tiny_client.get("/cup/leaf/sencha.html", headers={"Accept-Encoding": "gzip", "Accept": accept}).headers["Content-Encoding"] == "gzip"
    assert len(times) == 1


def test_what_is_kept_is_bounded() -> None:
    kept = Kept(most=100)
    for number in range(10):
        kept.keep(str(number), b"x" * 30)
    assert [kept.get(str(number)) is not None for number in range(10)] == [False] * 7 + [True] * 3
