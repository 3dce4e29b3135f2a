"""Reading the query operation of the SPARQL 1.1 Protocol from the values of an HTTP request."""

from urllib.parse import parse_qsl, quote, urlencode

import pytest

from rip_ld.sparql import GRAPHS, SOLUTIONS, Query, QueryFailure, parse

ASK = "ASK { ?s ?p \"é+% \" }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
G1, G2 = "http://example.org/g1", "http://example.org/g2"


def form(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs)


ACCEPTED = {
    "GET with a query": (("GET", form(("query", ASK))), Query(ASK)),
    "HEAD like GET": (("HEAD", form(("query", ASK))), Query(ASK)),
    "a form": (("POST", "", FORM, form(("query", ASK)).encode()), Query(ASK)),
    "a form whose type has a charset": (("POST", "", f"{FORM}; charset=UTF-8", form(("query", ASK)).encode()), Query(ASK)),
    "the query itself": (("POST", "", DIRECT, ASK.encode()), Query(ASK)),
    "the query itself, its type in capitals": (("POST", "", "Application/SPARQL-Query;charset=\"utf-8\"", ASK.encode()), Query(ASK)),
    "the query itself with a byte order mark": (("POST", "", DIRECT, b"\xef\xbb\xbf" + ASK.encode()), Query(ASK)),
    "spaces as %20": (("GET", "query=" + quote(ASK)), Query(ASK)),
    "an escape that is decoded once only": (("GET", "query=" + quote("ASK { <a:%2541> ?p ?o }")), Query("ASK { <a:%2541> ?p ?o }")),
    "graphs, repeated and in order": (
        ("GET", form(("default-graph-uri", G2), ("query", ASK), ("default-graph-uri", G1), ("named-graph-uri", G1))),
        Query(ASK, (G2, G1), (G1,)),
    ),
    "graphs in the address of a direct POST": (
        ("POST", form(("named-graph-uri", G1), ("named-graph-uri", G2)), DIRECT, ASK.encode()),
        Query(ASK, (), (G1, G2)),
    ),
    "graphs in a form": (("POST", "", FORM, form(("query", ASK), ("default-graph-uri", G1)).encode()), Query(ASK, (G1,))),
    "an empty graph field, as forms send it": (("GET", form(("query", ASK), ("default-graph-uri", ""))), Query(ASK)),
    "a parameter that nobody knows": (("GET", form(("query", ASK), ("timeout", "0"))), Query(ASK)),
    "an empty query, which the engine will refuse": (("GET", "query="), Query("")),
    "format=csv": (("GET", form(("query", ASK), ("format", "csv"))), Query(ASK, solutions="csv", graph=None)),
    "format=TTL": (("GET", form(("query", ASK), ("format", "TTL"))), Query(ASK, solutions=None, graph="ttl")),
    "format=json, for whichever kind of answer": (("GET", form(("query", ASK), ("format", "json"))), Query(ASK, solutions="json", graph="jsonld")),
    "format=xml, for whichever kind of answer": (("GET", form(("query", ASK), ("format", "xml"))), Query(ASK, solutions="xml", graph="rdf")),
    "format in the address of a form POST": (("POST", "format=nt", FORM, form(("query", ASK)).encode()), Query(ASK, solutions=None, graph="nt")),
}  # fmt: skip

REFUSED = {
    "no query": (("GET", ""), 400, "There is no query"),
    "no query in a form": (("POST", "", FORM, b""), 400, "There is no query"),
    "two queries": (("GET", form(("query", ASK), ("query", ASK))), 400, "There are 2 queries"),
    "a query in the address and one in the body": (("POST", form(("query", ASK)), DIRECT, ASK.encode()), 400, "There are 2 queries"),
    "an update in the address": (("GET", form(("update", "CLEAR ALL"))), 400, "Updates are not accepted"),
    "an update in a form": (("POST", "", FORM, form(("update", "CLEAR ALL")).encode()), 400, "Updates are not accepted"),
    "an update beside a query": (("GET", form(("query", ASK), ("update", "CLEAR ALL"))), 400, "Updates are not accepted"),
    "an update as the body": (("POST", "", "application/sparql-update", b"CLEAR ALL"), 400, "Updates are not accepted"),
    "PUT": (("PUT", form(("query", ASK))), 405, "not by PUT"),
    "DELETE": (("DELETE", ""), 405, "not by DELETE"),
    "plain text": (("POST", "", "text/plain", ASK.encode()), 415, "not as text/plain"),
    "no type": (("POST", "", None, ASK.encode()), 415, "not as something unnamed"),
    "another charset": (("POST", "", f"{DIRECT}; charset=UTF-16", ASK.encode("utf-16")), 415, "not in UTF-16"),
    "a body that is not UTF-8": (("POST", "", DIRECT, b"ASK { ?s ?p '\xe9' }"), 400, "not UTF-8 (byte 14)"),
    "an escape that is not UTF-8": (("GET", "query=ASK%20%E9"), 400, "not that of UTF-8"),
    "half an escape": (("GET", "query=ASK%2"), 400, "not followed by two hexadecimal digits"),
    "a graph that is no IRI": (("GET", form(("query", ASK), ("default-graph-uri", "a b"))), 400, "'a b' is not an absolute IRI"),
    "a graph with a relative IRI": (("GET", form(("query", ASK), ("named-graph-uri", "g1"))), 400, "'g1' is not an absolute IRI"),
    "an unknown format": (("GET", form(("query", ASK), ("format", "pdf"))), 400, "one of json, xml, csv, tsv, ttl, nt, rdf, jsonld"),
    "two formats": (("GET", form(("query", ASK), ("format", "csv"), ("format", "xml"))), 400, "one of json"),
    "a long query by GET": (("GET", form(("query", "#" * 101))), 413, "longer than 100 bytes"),
    "a long query in a form": (("POST", "", FORM, form(("query", "#" * 101)).encode()), 413, "longer than 100 bytes"),
    "a long query as the body": (("POST", "", DIRECT, b"#" * 101), 413, "longer than 100 bytes"),
    "a thousand parameters": (("GET", "a=1&" * 1001), 413, "longer than 100 bytes"),
}  # fmt: skip


@pytest.mark.parametrize("request_,expected", ACCEPTED.values(), ids=ACCEPTED)
def test_it_reads(request_, expected):
    assert parse(*request_) == expected


@pytest.mark.parametrize("request_,status,message", REFUSED.values(), ids=REFUSED)
def test_it_refuses(request_, status, message):
    with pytest.raises(QueryFailure) as failure:
        parse(*request_, max_bytes=100)
    assert (failure.value.status, message in failure.value.message) == (status, True), failure.value.message


def test_too_many_parameters_are_refused():
    with pytest.raises(QueryFailure, match="more than 1000 parameters"):
        parse("GET", "a=1&" * 1001 + "query=ASK%7B%7D")


def test_what_accept_chose_is_kept_unless_format_says_otherwise():
    assert parse("GET", "query=ASK%7B%7D", solutions="xml", graph=None) == Query("ASK{}", solutions="xml", graph=None)
    assert parse("GET", "query=ASK%7B%7D&format=tsv", solutions="xml", graph="nt") == Query("ASK{}", solutions="tsv", graph=None)


def test_the_tables_of_formats_are_consistent():
    rows = [*SOLUTIONS.values(), *GRAPHS.values()]
    assert len(rows) == 8
    assert len({row.media_type for row in rows}) == len({row.extension for row in rows}) == 8
    for row in rows:
        assert row.engine.media_type.partition(";")[0] == row.media_type, row.name
    assert SOLUTIONS["csv"].content_type == "text/csv;charset=utf-8"
    assert GRAPHS["jsonld"].content_type == "application/ld+json"


ODD = ["%c3%A9", "é", "\\x41%5Cx41\\", "a%2541+b%2Bc", "%00%7f", "%E2%82%AC\\u20ac", "\\N{BULLET}\\", "a=b%3d", "%F0%9F%8D%B5", ""]


@pytest.mark.parametrize("text", ODD)
def test_percent_encoding_is_read_as_the_standard_library_reads_it(text: str) -> None:
    [(_, expected)] = parse_qsl(f"query={text}", keep_blank_values=True, errors="strict")
    assert parse("GET", f"query={text}") == Query(expected)
    assert parse("POST", "", FORM, f"query={text}".encode()) == Query(expected)
