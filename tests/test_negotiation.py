"""Which format a client gets for what it says it accepts (RFC 9110, section 12.5.1)."""

import pytest
from flask.testing import FlaskClient

from rip_ld.formats import DATA, DOCUMENTS, DUMPS
from rip_ld.sparql import GRAPHS, SOLUTIONS
from rip_ld.web.negotiate import choose

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
OLD_JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
RDFLIB = "text/turtle,application/rdf+xml,application/n-triples;q=0.9,*/*;q=0.1"

# What a client accepts → the extension of the document that it is led to, None for 406.
CASES = {
    "a browser": (BROWSER, "html"),
    "a browser of old": (OLD_JAVA, "html"),
    "no header": (None, "html"),
    "an empty header": ("", "html"),
    "blanks": ("  ", "html"),
    "anything": ("*/*", "html"),
    "anything, the old way": ("*", "html"),
    "any text": ("text/*", "html"),
    "any text but HTML": ("text/*, text/html;q=0", "ttl"),
    "any application": ("application/*", "nt"),
    "Turtle": ("text/turtle", "ttl"),
    "Turtle in capitals": ("TEXT/Turtle", "ttl"),
    "Turtle with a charset": ("text/turtle;charset=utf-8", "ttl"),
    "Turtle by its old name": ("application/x-turtle", "ttl"),
    "N-Triples": ("application/n-triples", "nt"),
    "plain text": ("text/plain", "nt"),
    "RDF/XML": ("application/rdf+xml", "rdf"),
    "some XML": ("text/xml", "rdf"),
    "JSON-LD": ("application/ld+json", "jsonld"),
    "JSON-LD with a profile": ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    "JSON-LD with an awkward profile": ('application/ld+json;profile="a,b;q=0";q=0.5, text/csv', "jsonld"),
    "some JSON": ("application/json", "jsonld"),
    "XHTML": ("application/xhtml+xml", "html"),
    "a tie between Turtle and JSON-LD": ("application/ld+json, text/turtle", "ttl"),
    "a tie between N-Triples and JSON-LD": ("application/ld+json, application/n-triples", "nt"),
    "a tie between a name and anything": ("*/*, application/rdf+xml", "rdf"),
    "the better of two": ("text/turtle;q=0.8, application/rdf+xml;q=0.9", "rdf"),
    "blanks around q": ("text/turtle ; q = 0.1 , application/rdf+xml ; q=0.2", "rdf"),
    "not Turtle": ("text/turtle;q=0, application/rdf+xml;q=0.1", "rdf"),
    "anything but HTML": ("*/*, text/html;q=0", "ttl"),
    "a name beats its group": ("text/*;q=1, text/turtle;q=0.1, application/ld+json;q=0.5, text/html;q=0.2, text/plain;q=0", "jsonld"),
    "rdflib": (RDFLIB, "ttl"),
    "a weight that is no number": ("text/turtle;q=high", "ttl"),
    "a weight beyond 1": ("text/turtle;q=7, application/rdf+xml", "ttl"),
    "a weight below 0": ("text/turtle;q=-1", "ttl"),
    "nothing of ours": ("image/png", None),
    "nothing at all": ("*/*;q=0", None),
    "a word": ("turtle", None),
    "slashes": ("a/b/c, //, /", None),
    "commas": (",,,", None),
    "half a string": ('text/turtle;x="', "ttl"),
    "semicolons": ("text/turtle;;;;", "ttl"),
    "very many of no use, then Turtle": ("image/x," * 150 + "text/turtle", "ttl"),
    "far too many": ("image/x," * 5000, None),
}


@pytest.mark.parametrize(("accept", "extension"), CASES.values(), ids=CASES)
def test_a_client_gets_the_document_that_it_likes_best(accept: str | None, extension: str | None) -> None:
    row = choose(accept, DOCUMENTS)
    assert (row and row.extension) == extension


@pytest.mark.parametrize(("accept", "extension"), CASES.values(), ids=CASES)
def test_the_server_leads_there_or_says_what_there_is(tiny_client: FlaskClient, accept: str | None, extension: str | None) -> None:
    response = tiny_client.get("/cup/leaf/sencha", headers={} if accept is None else {"Accept": accept})
    if extension:
        assert (response.status_code, response.headers["Location"]) == (303, f"/cup/leaf/sencha.{extension}")
    else:
        assert response.status_code == 406
        assert all(row.media_type in response.text and f"/cup/leaf/sencha.{row.extension}" in response.text for row in DOCUMENTS)
    assert "Accept" in response.headers["Vary"]


def test_one_choice_serves_every_table() -> None:
    for table in (DOCUMENTS, DATA, DUMPS, tuple(SOLUTIONS.values()), tuple(GRAPHS.values())):
        for row in table:
            assert choose(row.media_type, table) is row
            assert all(choose(alias, table) is row for alias in row.also), row.name


@pytest.mark.parametrize(
    ("accept", "name"), [("application/json", "json"), ("application/xml", "xml"), ("text/xml", "xml"), ("text/*", "csv"), (None, "json")]
)
def test_a_table_is_to_be_had_by_the_short_names_of_its_formats(accept: str | None, name: str) -> None:
    assert choose(accept, SOLUTIONS.values()).name == name


def test_several_accept_headers_are_one_list(tiny_client: FlaskClient) -> None:
    headers = [("Accept", "image/png"), ("Accept", "text/turtle;q=0.5"), ("Accept", "application/rdf+xml")]
    assert tiny_client.get("/cup/leaf/sencha", headers=headers).headers["Location"].endswith((".rdf", ".ttl"))
