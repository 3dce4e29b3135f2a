"""HTTP to the letter, through Flask's test client: statuses, headers, conditions, parts, absurd requests."""

import asyncio
import gzip
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest
from asking import answer, ask
from flask.testing import FlaskClient
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse
from werkzeug.test import TestResponse

from rip_ld.formats import DOCUMENTS, DUMPS
from rip_ld.harvest import sitemap as maps
from rip_ld.publication import Publication
from rip_ld.web import answering
from rip_ld.web.app import create_app
from rip_ld.web.front import Front, application

LEAF = "/cup/leaf/sencha"
# One address of each sort, and the status of a plain GET.
ADDRESSES = {
    "/": 200,
    "/cup/": 200,
    LEAF: 303,
    **{f"{LEAF}.{row.extension}": 200 for row in DOCUMENTS},
    "/cup/leaf/mud": 303,
    "/cup/leaf/mud.html": 410,
    "/cup/leaf/mud.ttl": 410,
    "/terms": 303,
    "/terms.ttl": 200,
    "/cup/dataset.ttl": 200,
    "/cup/graph/statistics.ttl": 200,
    "/dump": 303,
    **{f"/dump.{row.extension}": 200 for row in DUMPS},
    **{f"/dump.{row.extension}.gz": 200 for row in DUMPS},
    "/.well-known/void": 302,
    "/sitemap.xml": 200,
    "/robots.txt": 200,
    "/sparql": 200,
    "/sparql?query=ASK%7B%7D": 200,
    "/search?q=assam": 200,
    "/cup/leaf/nothing": 404,
    "/context.jsonld": 404,
}
# What an address leads to that is nearly right.
MOVED = {
    "/cup/leaf/SENCHA": LEAF,
    "/CUP/Leaf/assam": "/cup/leaf/Assam",
    "/cup/leaf/assam.ttl": "/cup/leaf/Assam.ttl",
    "/cup/leaf/sencha.TTL": f"{LEAF}.ttl",
    "/cup/leaf/Sencha.Html": f"{LEAF}.html",
    "/cup/leaf/sencha/": LEAF,
    "/cup": "/cup/",
    "/cup/leaf": "/cup/leaf/",
    "/dump.TTL": "/dump.ttl",
    "/dump.nt.GZ": "/dump.nt.gz",
    "/DUMP.TTL/": "/dump.ttl",
    "/DUMP": "/dump",
    "/dump/": "/dump",
    "/sparql/": "/sparql",
    "/SPARQL": "/sparql",
    "/SPARQL?query=ASK%7B%7D&format=xml": "/sparql?query=ASK%7B%7D&format=xml",
    "/SEARCH?q=a": "/search?q=a",
    "/.well-known/VOID": "/.well-known/void",
    "/Robots.txt": "/robots.txt",
    f"{LEAF}.ttl/": f"{LEAF}.ttl",
    f"{LEAF}.Html//": f"{LEAF}.html",
    "/cup//leaf/sencha": LEAF,
    "/cup/leaf//SENCHA?a=%C3%A9&b": f"{LEAF}?a=%C3%A9&b",
    "/CUP/Leaf/": "/cup/leaf/",
    "/Cup/leaf": "/cup/leaf/",
    "/cup//leaf//": "/cup/leaf/",
    "/cup/leaf.html": "/cup/leaf/",
    "/terms%23Leaf": "/terms#Leaf",
    "/TERMS%23leaf?x=1": "/terms?x=1#Leaf",
    "/terms%23Leaf.TTL": "/terms.ttl#Leaf",
}
NOTHING = (
    f"{LEAF}.pdf", f"{LEAF}.", f"{LEAF}.ttl.", f"{LEAF}..ttl", f"{LEAF}.ttl.ttl", "/.ttl", "/.", "/..", "/../etc/passwd",
    "/static/../app.py", "/static/%2e%2e/app.py", "//example.com/", "//example.com/%2e%2e", "/terms%23Nothing", "/terms%23", "/cup/leaf/.ttl", "/leaf/", "/%00", "/%ff", "/%F0%9F%98%80", "/%EE%80%80",
    "/a%20b", "/%3Cscript%3E", "/%22", "/%5c", "/%25zz", "/[a]", "/{a}", "/" + "a" * 60000, "/" + "a/" * 5000, "/cup/leaf/sench%C3%A4", "/dump.pdf",
    "/dump.", "/dump.ttl.gz.gz", "/dump.ttl.zip", "/sitemap-0.xml", "/sitemap-2.xml", "/sitemap-99999999999999999999.xml", "/.well-known/nothing",
    "/https://example.org/tea/cup/leaf/sencha",
)  # fmt: skip


@pytest.fixture(scope="module")
def tiny_front(tiny: Publication) -> Iterator[Front]:
    front = application(tiny)
    yield front
    front.close()


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_every_address_answers_head_like_get_but_without_a_body(tiny_client: FlaskClient, address: str, status: int) -> None:
    got, headed = tiny_client.get(address), tiny_client.head(address)
    assert (got.status_code, headed.status_code) == (status, status)
    assert headed.data == b""
    differing = {"server-timing", "date"}
    assert {x for x in got.headers if x[0].lower() not in differing} == {x for x in headed.headers if x[0].lower() not in differing}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_open_to_scripts_closed_to_injection_and_says_what_it_is(tiny_client: FlaskClient, address: str) -> None:
    response = tiny_client.get(address)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Accept" in response.headers["Vary"]
    assert not response.content_type.startswith("text/") or response.content_type.replace(" ", "").endswith(";charset=utf-8")


@pytest.mark.parametrize("address", [a for a, status in ADDRESSES.items() if status == 200 and "?" not in a and a != "/sparql"])
def test_what_has_not_changed_is_not_sent_again(tiny_client: FlaskClient, address: str) -> None:
    first = tiny_client.get(address)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    assert first.last_modified is not None
    for header in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        again = tiny_client.get(address, headers={"If-None-Match": header})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert {"Cache-Control", "Vary", "Access-Control-Allow-Origin"} <= set(again.headers.keys())
    assert tiny_client.get(address, headers={"If-None-Match": '"x"'}).status_code == 200
    assert tiny_client.get(address, headers={"If-Modified-Since": format_datetime(first.last_modified, usegmt=True)}).status_code == 304
    earlier = format_datetime(first.last_modified - timedelta(days=1), usegmt=True)
    assert tiny_client.get(address, headers={"If-Modified-Since": earlier}).status_code == 200
    assert tiny_client.get(address, headers={"If-None-Match": '"x"', "If-Modified-Since": first.headers["Last-Modified"]}).status_code == 200


CONDITIONS = {  # what a request presumes, and the status: TAG is the entity tag of what is there, EARLIER and LATER are dates around its last change
    "anything that exists": ({"If-Match": "*"}, 200),
    "what is there": ({"If-Match": '"x", TAG'}, 200),
    "what is there, weakly": ({"If-Match": "W/TAG"}, 412),
    "something else": ({"If-Match": '"x"'}, 412),
    "no tag": ({"If-Match": "x"}, 412),
    "no change since an earlier date": ({"If-Unmodified-Since": "EARLIER"}, 412),
    "no change since a later date": ({"If-Unmodified-Since": "LATER"}, 200),
    "no change since nonsense": ({"If-Unmodified-Since": "nonsense"}, 200),
    "what is there, and no change since: the tag counts": ({"If-Match": "TAG", "If-Unmodified-Since": "EARLIER"}, 200),
    "something else, and a copy: the first counts": ({"If-Match": '"x"', "If-None-Match": "TAG"}, 412),
    "what is there, and a copy": ({"If-Match": "TAG", "If-None-Match": "TAG"}, 304),
    "a copy, and a part: the copy will do": ({"If-None-Match": "TAG", "Range": "bytes=0-1"}, 304),
    "something else, and a part that is not there": ({"If-Match": '"x"', "Range": "bytes=999999999-"}, 412),
}


@pytest.mark.parametrize("address", ["/", "/cup/leaf/", f"{LEAF}.ttl", f"{LEAF}.html", "/dump.ttl", "/dump.nt.gz", "/sitemap.xml"])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_request_that_presumes_something_is_answered_only_if_that_holds(tiny_client: FlaskClient, address: str, condition: str) -> None:
    first = tiny_client.get(address)
    days = {name: format_datetime(first.last_modified + timedelta(days=step), usegmt=True) for name, step in (("EARLIER", -1), ("LATER", 1))}
    asked, status = CONDITIONS[condition]
    headers = {name: days.get(value, value.replace("TAG", first.headers["ETag"])) for name, value in asked.items()}
    response = tiny_client.get(address, headers=headers)
    assert response.status_code == status
    if status == 412:
        assert response.text == "412: What is here now is not what the request presumes.\n"
        assert response.headers["Cache-Control"] == "no-store" and "ETag" not in response.headers and "Accept" in response.headers["Vary"]
    assert tiny_client.get("/cup/leaf/nothing", headers=headers).status_code == 404


def test_what_a_request_presumes_is_looked_at_for_files_of_the_site_too(tiny_client: FlaskClient) -> None:
    for tag, status in (("*", 200), ('"x"', 412)):
        with tiny_client.get("/static/site.css", headers={"If-Match": tag}) as response:
            assert response.status_code == status


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "PUT", "DELETE", "BREW"])
@pytest.mark.parametrize("address", ["/nope", "/cup/leaf/nothing.ttl", "/dump.pdf", "/sitemap-7.xml", "/static/nothing.css"])
def test_where_nothing_is_no_method_finds_anything(tiny_client: FlaskClient, method: str, address: str) -> None:
    response = tiny_client.open(address, method=method)
    assert (response.status_code, response.headers.get("Allow")) == (404, None)


def test_every_variant_has_an_entity_tag_of_its_own(tiny_client: FlaskClient) -> None:
    tags = [tiny_client.get(address).headers["ETag"] for address, status in ADDRESSES.items() if status == 200 and address != "/"]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize(("address", "right"), MOVED.items())
def test_an_address_that_is_nearly_right_leads_to_the_right_one(tiny_client: FlaskClient, address: str, right: str) -> None:
    response = tiny_client.get(address)
    assert (response.status_code, response.headers["Location"]) == (308, right)
    assert tiny_client.get(right).status_code < 400


def test_two_slashes_at_the_front_lead_to_one_and_never_to_another_server(tiny_front: Front) -> None:
    for address, right in ((b"//cup/", "/cup/"), (b"///cup//leaf/sencha?x", f"{LEAF}?x"), (b"//SPARQL", "/sparql"), (b"//cup/leaf.ttl", "/cup/leaf.ttl")):
        reply = ask(tiny_front, "GET", address)
        assert (reply.status, reply.headers.get("location")) == (308, right)


def test_a_correction_keeps_the_method_and_what_is_asked(tiny_client: FlaskClient) -> None:
    asked = tiny_client.post("/Sparql/?default-graph-uri=urn:x", data="ASK{}", content_type="application/sparql-query")
    assert (asked.status_code, asked.headers["Location"]) == (308, "/sparql?default-graph-uri=urn:x")
    followed = tiny_client.post("/SPARQL", data="ASK{}", content_type="application/sparql-query", follow_redirects=True)
    assert followed.json["boolean"] is True
    assert tiny_client.options("/SPARQL").status_code == 204


@pytest.mark.parametrize("address", NOTHING, ids=[a[:40] for a in NOTHING])
def test_an_address_that_is_nothing_says_so(tiny_front: Front, address: str) -> None:
    reply = ask(tiny_front, "GET", address.encode("latin-1"))
    assert reply.status == 404
    assert b"nothing at this address" in reply.body
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("accept", "content_type"), [("text/html", "text/html"), ("*/*", "text/plain"), ("image/png", "text/plain"), ("text/turtle", "text/plain")])
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("GET", "/cup/leaf/nothing", 404), ("PUT", LEAF, 405), ("DELETE", "/dump.ttl", 405), ("PATCH", "/sparql", 405), ("BREW", "/", 405), ("TRACE", "/", 405)],
)
def test_an_error_is_a_sentence_as_a_page_or_as_text(tiny_client: FlaskClient, method: str, address: str, status: int, accept: str, content_type: str) -> None:
    response = tiny_client.open(address, method=method, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (status, content_type)
    assert "There is nothing" in response.text if status == 404 else f"It takes {response.headers['Allow']}." in response.text and "GET" in response.headers["Allow"]
    assert ("<h1>" in response.text) == (content_type == "text/html")


@pytest.mark.parametrize("address", [LEAF, "/SPARQL", "/dump", "/.well-known/void"])
def test_a_redirect_has_a_link_to_where_it_leads(tiny_client: FlaskClient, address: str) -> None:
    response = tiny_client.get(address)
    assert response.status_code in (302, 303, 308)
    assert f'<a href="{response.headers["Location"]}">' in response.text


def test_a_browser_may_ask_what_it_may_do(tiny_client: FlaskClient) -> None:
    for address, methods in ((LEAF, "GET, HEAD, OPTIONS"), ("/sparql", "GET, HEAD, OPTIONS, POST"), ("/dump.ttl", "GET, HEAD, OPTIONS")):
        response = tiny_client.options(address, headers={"Origin": "https://x.example", "Access-Control-Request-Method": "POST"})
        assert (response.status_code, response.data, "Content-Type" in response.headers) == (204, b"", False)
        assert response.headers["Allow"] == response.headers["Access-Control-Allow-Methods"] == methods
        assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
        assert int(response.headers["Access-Control-Max-Age"]) > 0


def test_a_graph_that_a_query_makes_is_compact_json_ld_unless_it_is_large(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "CONSTRUCT { ?tip rdfs:label ?label ; a rip:Tip ; rdfs:seeAlso [ rdfs:comment ?label ] } WHERE { ?tip a rip:Tip ; rdfs:label ?label }"

    def ask_for(**headers: str) -> TestResponse:
        response = client.get("/sparql", query_string={"query": text}, headers=headers)
        assert response.status_code == 200 and response.content_type == headers["Accept"]
        return response

    def graph(body: bytes, row: RdfFormat) -> Dataset:
        found = Dataset(parse(body, format=row))
        found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return found

    plain = ask_for(Accept="application/n-triples")
    compact = ask_for(Accept="application/ld+json")
    assert compact.json["@context"] and len(compact.json["@graph"]) == 2 * 19
    assert graph(compact.data, RdfFormat.JSON_LD) == graph(plain.data, RdfFormat.N_TRIPLES)
    monkeypatch.setattr(answering, "MOST_COMPACTED", 10)
    assert graph(ask_for(Accept="application/ld+json").data, RdfFormat.JSON_LD) == graph(plain.data, RdfFormat.N_TRIPLES)
    assert client.get("/sparql", query_string={"query": "CONSTRUCT {} {}", "format": "jsonld"}).status_code == 200
    assert client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": "application/ld+json"}).status_code == 406


def links(response: TestResponse) -> set[tuple[str, str]]:
    found = set()
    for value in re.split(r", (?=<)", response.headers["Link"]):
        target, _, rest = value.partition(">")
        found |= {(relation, target[1:]) for relation in rest.split('rel="')[1].split('"')[0].split()}
    return found


def test_links_tell_the_other_formats_what_is_described_and_the_licence(tiny_client: FlaskClient) -> None:
    for row in DOCUMENTS:
        found = links(tiny_client.get(f"{LEAF}.{row.extension}"))
        assert {("alternate", f"{LEAF}.{other.extension}") for other in DOCUMENTS if other is not row} <= found
        assert ("alternate", f"{LEAF}.{row.extension}") not in found
        assert {("describes", LEAF), ("cite-as", "https://example.org/tea/cup/leaf/sencha"), ("license", "https://creativecommons.org/publicdomain/zero/1.0/")} <= found
    assert {("describedby", f"{LEAF}.ttl"), ("type", "https://schema.org/AboutPage")} <= links(tiny_client.get(f"{LEAF}.html"))
    assert {("item", f"/dump.{row.extension}") for row in DUMPS} <= links(tiny_client.get("/cup/dataset.html"))
    assert {("alternate", f"{LEAF}.{row.extension}") for row in DOCUMENTS} <= links(tiny_client.get(LEAF))


@pytest.mark.parametrize("address", [f"/dump.{row.extension}{packed}" for row in DUMPS for packed in ("", ".gz")])
def test_a_dump_tells_its_licence(tiny_client: FlaskClient, address: str) -> None:
    assert ("license", "https://creativecommons.org/publicdomain/zero/1.0/") in links(tiny_client.get(address))


def test_a_list_has_one_address_in_each_format(client: FlaskClient) -> None:
    for extension in ("ttl", "html", "nt"):
        assert client.get(f"/frost-2005/reference/.{extension}").status_code == 404
    assert client.get("/frost-2005/reference.ttl").status_code == 200


def test_a_withdrawn_thing_keeps_a_page_that_says_so(tiny_client: FlaskClient) -> None:
    assert tiny_client.get("/cup/leaf/mud", headers={"Accept": "text/html"}).headers["Location"] == "/cup/leaf/mud.html"
    assert "Mud" in tiny_client.get("/cup/leaf/mud.html").text
    assert "Mud" in tiny_client.get("/cup/leaf/mud.ttl").text


@pytest.mark.parametrize("row", DUMPS, ids=lambda row: row.extension)
def test_a_dump_is_to_be_had_whole_in_part_and_compressed(tiny_client: FlaskClient, row: object) -> None:
    address = f"/dump.{row.extension}"
    whole = tiny_client.get(address)
    assert whole.content_type == row.content_type
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = tiny_client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, whole.data[10:20], f"bytes 10-19/{len(whole.data)}")
    assert tiny_client.get(address, headers={"Range": "bytes=-5"}).data == whole.data[-5:]
    assert tiny_client.get(address, headers={"Range": f"bytes={len(whole.data)}-"}).status_code == 416
    for ignored in ("bytes=0-1,3-4", "lines=1-2", "bytes=9-1", "nonsense", "bytes=-", "bytes=" + "9" * 50 + "-"):
        assert tiny_client.get(address, headers={"Range": ignored}).status_code in (200, 416)
    assert tiny_client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"another"'}).data == whole.data
    assert tiny_client.get(address, headers={"Range": "bytes=0-1", "If-Range": whole.headers["ETag"]}).data == whole.data[:2]
    packed = tiny_client.get(f"{address}.gz")
    assert packed.content_type == "application/gzip"
    assert f"dump.{row.extension}.gz" in packed.headers["Content-Disposition"]
    assert "Content-Encoding" not in packed.headers
    assert gzip.decompress(packed.data) == whole.data


@pytest.mark.parametrize(
    ("accept", "extension"), [("application/n-quads", "nq"), ("application/trig", "trig"), ("text/turtle", "ttl"), ("application/json", "jsonld"), ("*/*", "ttl"), ("text/turtle, text/html;q=0.9", "ttl")]
)
def test_the_whole_is_negotiated(tiny_client: FlaskClient, accept: str, extension: str) -> None:
    assert tiny_client.get("/dump", headers={"Accept": accept}).headers["Location"] == f"/dump.{extension}"
    refused = tiny_client.get("/dump", headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert all(row.media_type in refused.text for row in DUMPS)


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"])
def test_a_browser_that_asks_for_the_whole_is_led_to_where_a_person_chooses_a_format(tiny_client: FlaskClient, accept: str) -> None:
    response = tiny_client.get("/dump", headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (303, "/#page-take")
    assert 'id="page-take"' in tiny_client.get("/").text
    assert {("alternate", f"/dump.{row.extension}") for row in DUMPS} <= links(response)


@pytest.mark.parametrize(("accept", "extension"), [(None, "ttl"), ("text/html,*/*;q=0.8", "html"), ("application/rdf+xml", "rdf"), ("image/png", "ttl")])
def test_void_leads_to_the_description_of_the_dataset(tiny_client: FlaskClient, accept: str | None, extension: str) -> None:
    response = tiny_client.get("/.well-known/void", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.headers["Location"]) == (302, f"/cup/dataset.{extension}")


def test_the_sitemap_lists_addresses_that_answer(tiny_client: FlaskClient) -> None:
    urls = [url.text for url in ElementTree.fromstring(tiny_client.get("/sitemap.xml").data).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "http://localhost/cup/leaf/Assam" in urls
    assert len(set(urls)) == len(urls)
    assert {tiny_client.get(url).status_code for url in urls} <= {200, 303}


def test_a_large_sitemap_becomes_an_index_of_parts(tiny_client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tiny_client.get("/sitemap.xml").text.count("<url>")
    monkeypatch.setattr(maps, "MOST", 10)
    parts = [url.text for url in ElementTree.fromstring(tiny_client.get("/sitemap.xml").data).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(parts) == -(-whole // 10)
    assert sum(tiny_client.get(part).text.count("<url>") for part in parts) == whole


def test_robots_are_told_where_the_sitemap_is(tiny_client: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in tiny_client.get("/robots.txt").text


def test_a_forged_host_reaches_nobody_else(tiny_client: FlaskClient) -> None:
    for address in ("/robots.txt", "/sitemap.xml"):
        response = tiny_client.get(address, headers={"Host": "evil.example"})
        assert "public" not in response.headers["Cache-Control"]
        assert "Host" in response.headers["Vary"]


def test_a_public_address_is_believed_more_than_the_host_header(tiny: Publication) -> None:
    known = replace(tiny, settings=replace(tiny.settings, public_url="https://teas.example"))
    client = create_app(known).test_client()
    assert "Sitemap: https://teas.example/sitemap.xml" in client.get("/robots.txt", headers={"Host": "evil.example"}).text


def test_nothing_that_a_client_sends_makes_the_server_fail(tiny_front: Front) -> None:
    dice = random.Random(2005)
    pieces = ["/", "//", "..", "%", "%2e", "%00", "%ff", "%C3%A9", "cup", "leaf", "sencha", ".ttl", ".html", ".", "dump", "sparql", "?query=", "?q=", "&", "=",
              "{", "<", "'", '"', "\xe9", "a" * 999, "#", ";", "\\", "sitemap-1.xml", "+", " ", "search", "page=", "-1"]  # fmt: skip
    tokens = ["text/turtle", "*/*", "*", "/", ",", ";", "q=", "0.5", "1e9", "nan", '"', "\\", "\xe9", " ", "text/html", "W/", '"x"', "bytes=", "-", "9" * 30,
              "Mon, 01 Jan 2024 00:00:00 GMT", "\t", "gzip", "application/x-www-form-urlencoded", "multipart/form-data;boundary=", "charset="]  # fmt: skip
    names = ["Accept", "If-None-Match", "If-Modified-Since", "Range", "If-Range", "If-Match", "Content-Type", "Cookie", "Host", "X-Forwarded-Host", "Expect", "A_B", "Upgrade"]
    methods = ["GET"] * 6 + ["HEAD", "POST", "PUT", "OPTIONS", "TRACE", "NONSENSE", "get", ""]

    async def throw() -> None:
        for _ in range(1500):
            path = "/" * dice.randrange(2) + "".join(dice.choices(pieces, k=dice.randrange(6)))
            headers = [(name, "".join(dice.choices(tokens, k=dice.randrange(8)))) for name in dice.sample(names, dice.randrange(4))]
            body = [b"\xff" * 9, b"query=%"][: dice.randrange(3)]
            reply = await answer(tiny_front, dice.choice(methods), path.encode("latin-1"), headers, body)
            assert 200 <= reply.status < 500, (path, headers)

    asyncio.run(throw())
