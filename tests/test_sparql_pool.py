"""Strangers' queries in worker processes: every form and format, every limit, and nobody else ever hurt."""

import asyncio
import contextlib
import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pyoxigraph
import pytest

from rip_ld.sparql import FAILURES, GRAPHS, SOLUTIONS, Pool, PoolError, Query, QueryFailure, evaluation, master, spool, worker
from rip_ld.sparql.departure import Departure
from rip_ld.sparql.line import Line
from rip_ld.sparql.slots import Slots

EX = "http://example.org/"
COUNT_ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT ?a { ?a ex:value ?x . ?b ex:value ?y } ORDER BY ?y LIMIT 1"
DEADLINE = 1.0
WAIT = 20.0  # how long a test waits for what must come


def quads() -> bytes:
    """Give 1,003 quads in graphs ex:g1 and ex:g2: 1,001 triples, since two stand in both."""
    lines = [f"<{EX}s{n}> <{EX}value> \"{n}\"^^<http://www.w3.org/2001/XMLSchema#integer> <{EX}g{n % 2 + 1}> .\n" for n in range(1000)]
    lines += [f"<{EX}s{n}> <{EX}value> \"{n}\"^^<http://www.w3.org/2001/XMLSchema#integer> <{EX}g{(n + 1) % 2 + 1}> .\n" for n in (0, 1)]
    lines += [f"<{EX}s0> <{EX}label> \"caf\\u00E9, \\\"au\\\" lait\"@fr <{EX}g1> .\n"]
    return "".join(lines).encode()


def new_pool(**settings: object) -> Pool:
    return Pool(quads(), **{"deadline": DEADLINE, "queue_wait": WAIT, "prefixes": {"ex": EX, "unused": "http://unused.example/"}} | settings)


@pytest.fixture(scope="module")
def pool():
    with new_pool(memory=64 << 20, max_bytes=20_000) as pool:
        yield pool


def ask(pool: Pool, text: str, **wishes: object) -> bytes:
    return pool.run(Query(text, **wishes)).body


def count(pool: Pool, text: str, **wishes: object) -> int:
    return int(ask(pool, text, solutions="csv", **wishes).split()[1])


def failure(pool: Pool, text: str, **wishes: object) -> QueryFailure:
    with pytest.raises(QueryFailure) as caught:
        pool.run(Query(text, **wishes))
    return caught.value


def eventually(condition) -> bool:
    limit = time.monotonic() + WAIT
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.01)
    return False


@contextlib.contextmanager
def canaries(pool: Pool, number: int = 5):
    """Keep asking a simple question in threads; each must have been answered rightly, and each at least once."""
    stop, answered, wrong = threading.Event(), [0] * number, []

    def sing(index: int) -> None:
        while not stop.is_set() or not answered[index]:
            try:
                if count(pool, f"SELECT ?x {{ ex:s{index + 2} ex:value ?x }}") != index + 2:
                    raise AssertionError("a wrong answer")
                answered[index] += 1
            except Exception as error:
                wrong.append(error)
                return

    threads = [threading.Thread(target=sing, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert not wrong, wrong
    assert all(answered), answered


def children(pid: int) -> list[int]:
    """Give the processes that have this one as their parent."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


def zombies(pid: int) -> list[str]:
    return [line for line in Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if " Z " in Path(f"/proc/{line}/stat").read_text()]


def exists(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc, which only Linux has")


# Forms and formats


def test_select_is_answered_in_every_table_format(pool):
    text = "SELECT ?l ?none { ex:s0 ex:label ?l }"
    value = 'café, "au" lait'
    assert set(SOLUTIONS) == {"json", "xml", "csv", "tsv"}
    answer = pool.run(Query(text))
    assert (answer.kind, answer.format, answer.row.media_type) == ("solutions", "json", "application/sparql-results+json")
    assert answer.elapsed > 0
    assert json.loads(answer.body)["results"]["bindings"] == [{"l": {"type": "literal", "value": value, "xml:lang": "fr"}}]
    assert value in "".join(ElementTree.fromstring(ask(pool, text, solutions="xml")).itertext())
    assert list(csv.reader(io.StringIO(ask(pool, text, solutions="csv").decode()))) == [["l", "none"], [value, ""]]
    assert ask(pool, text, solutions="tsv").decode() == '?l\t?none\n"café, \\"au\\" lait"@fr\t\n'


def test_ask_is_answered_in_every_table_format(pool):
    wanted = {"json": b'"boolean":true', "xml": b"<boolean>true</boolean>", "csv": b"true", "tsv": b"true"}
    for name in SOLUTIONS:
        answer = pool.run(Query("ASK { ex:s0 ?p ?o }", solutions=name))
        assert (answer.kind, wanted[name] in answer.body) == ("boolean", True), (name, answer)
    assert ask(pool, "ASK { ex:nobody ?p ?o }", solutions="csv") == b"false"


@pytest.mark.parametrize("text", ["?x ex:value 5.ex:s6 ex:value ?y", "ex:s5 ex:value ?x BIND(?x+1 AS ?y) FILTER(?x=5&&?y-a-b:c!=0||?y=6)", ":s5 a-b:value ?x BIND(6 AS ?y)"])
def test_prefixes_need_no_declaration_wherever_they_stand(text):
    with new_pool(prefixes={"ex": EX, "": EX, "a-b": EX, "b": EX, "x.y": EX}) as pool:
        assert ask(pool, f"SELECT ?y {{ {text} }}", solutions="csv") == b"y\r\n6\r\n"


@pytest.mark.parametrize("form", ["CONSTRUCT WHERE { ex:s0 ?p ?o }", "DESCRIBE ex:s0"])
def test_graphs_are_answered_in_every_graph_format(pool, form):
    assert set(GRAPHS) == {"ttl", "nt", "rdf", "jsonld"}
    for name, row in GRAPHS.items():
        answer = pool.run(Query(form, graph=name))
        assert (answer.kind, answer.format) == ("graph", name)
        triples = {str(quad.triple) for quad in pyoxigraph.parse(answer.body, format=row.engine)}
        assert len(triples) == 2, (name, answer.body)
        assert any('"café, \\"au\\" lait"@fr' in triple for triple in triples), (name, triples)


def test_turtle_declares_just_the_prefixes_that_it_uses(pool):
    body = ask(pool, "CONSTRUCT WHERE { ex:s5 ?p ?o }").decode()
    assert body == f"@prefix ex: <{EX}> .\nex:s5 ex:value 5 .\n"
    assert ask(pool, "CONSTRUCT { <urn:a> <urn:b> 'ex:' } {}") == b'<urn:a> <urn:b> "ex:" .\n'


def test_rdf_xml_that_would_be_malformed_is_not_sent(pool):
    caught = failure(pool, "CONSTRUCT { ex:s <http://example.org/1> 1 } {}", graph="rdf")
    assert (caught.status, caught.kind) == (406, "unwritable")
    assert "http://example.org/1" in caught.message


def test_a_declared_prefix_may_be_left_out_and_may_be_overridden(pool):
    assert count(pool, "SELECT ?v { ex:s7 ex:value ?v }") == 7
    assert ask(pool, "PREFIX ex: <http://other.example/> ASK { ex:s7 ex:value ?v }", solutions="csv") == b"false"


def test_relative_iris_need_a_base(pool):
    assert failure(pool, "ASK { <s7> ?p ?o }").status == 400
    assert ask(pool, "ASK { <s7> ?p ?o }", solutions="csv", base_iri=EX) == b"true"


@pytest.mark.parametrize("text,wish", [("SELECT * {}", "solutions"), ("ASK {}", "solutions"), ("DESCRIBE ex:s0", "graph")])
def test_an_answer_that_the_client_does_not_accept_is_406(pool, text, wish):
    caught = failure(pool, text, **{wish: None})
    assert (caught.status, caught.kind) == (406, "not-acceptable")
    assert ("text/csv" if wish == "solutions" else "text/turtle") in caught.message


@pytest.mark.parametrize("name", [*SOLUTIONS, *(name for name in GRAPHS if name != "jsonld")])
def test_a_blank_node_can_be_seen_in_every_format_and_nothing_else_is_taken_for_one(pool, name):
    table, form = (SOLUTIONS, "SELECT ?x") if name in SOLUTIONS else (GRAPHS, "CONSTRUCT { ex:s0 ex:is ?x }")
    for value, blank in (("BNODE()", True), ("'bnode nodeID'", False), ("ex:bnode", False)):
        body = ask(pool, f"{form} {{ BIND({value} AS ?x) }}", solutions=name if table is SOLUTIONS else None, graph=name if table is GRAPHS else None)
        assert (table[name].blank in body) is blank, body


# Graphs


def test_the_default_graph_is_the_merge_of_all_graphs_with_each_triple_once(pool):
    assert count(pool, COUNT_ALL) == 1001
    assert count(pool, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 1003
    assert count(pool, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 2


def test_without_union_the_default_graph_is_the_unnamed_one():
    data = quads() + f"<{EX}s> <{EX}p> <{EX}o> .\n".encode()
    with Pool(data, union=False) as pool:
        assert count(pool, COUNT_ALL) == 1


@pytest.mark.parametrize(
    "clauses,expected",
    {
        "FROM ex:g1": 502,
        "FROM ex:g2": 501,
        "FROM ex:g1 FROM ex:g2": 1001,
        "FROM ex:g1 # from <x>\n From <http://example.org/g2> FROM ex:g2": 1001,
        "FROM ex:g1 FROM NAMED ex:g2": 502,
        "FROM NAMED ex:g1": 0,
        "FROM ex:nothing": 0,
    }.items(),
)
def test_from_chooses_the_default_graph_and_merges_several(pool, clauses, expected):
    assert count(pool, f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}") == expected


@pytest.mark.parametrize(
    "default,named,expected_default,expected_named",
    [
        (["g1"], [], 502, 0),
        (["g1", "g2"], [], 1001, 0),
        (["g1", "g2", "g1"], ["g2"], 1001, 501),
        ([], ["g1"], 0, 502),
        ([], ["g1", "g2"], 0, 1003),
        (["nothing"], ["nothing"], 0, 0),
    ],
)
def test_the_graphs_of_the_protocol_override_those_of_the_query(pool, default, named, expected_default, expected_named):
    graphs = {"default_graphs": [EX + name for name in default], "named_graphs": [EX + name for name in named]}
    assert count(pool, "SELECT (COUNT(*) AS ?n) FROM ex:g2 { ?s ?p ?o }", **graphs) == expected_default
    assert count(pool, "SELECT (COUNT(*) AS ?n) FROM ex:g2 { GRAPH ?g { ?s ?p ?o } }", **graphs) == expected_named


def test_a_merge_made_for_one_query_is_gone_for_the_next(pool):
    for _ in range(6):
        assert count(pool, "SELECT (COUNT(*) AS ?n) FROM ex:g1 FROM ex:g2 { ?s ?p ?o }") == 1001
        assert count(pool, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 2


# What is refused


@pytest.mark.parametrize(
    "text,line,column,reason",
    [
        ("SELECT * {\n  ?s ?p ?o .\n  ?s foo:bar ?o }", 3, 6, "the prefix foo: is not declared"),
        ("SELECT ?s WHER { ?s ?p ?o }", 1, 11, '"WHER" cannot stand here; WHERE is probably meant'),
        ("SELECT * { ?s ?p ?o", 1, 20, "the query ends too early"),
        ("SELECT * {\n?s ?p ?o } LIMT 10", 2, 12, '"LIMT"'),
        ("SELECT * { ?s <a b> ?o }", 1, 15, "no IRI has a space in it"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", 1, 8, "?x stands in SELECT, but neither in GROUP BY"),
        ("", 1, 1, "ends too early"),
        ("hello", 1, 1, "a query begins with SELECT"),
    ],
)
def test_a_syntax_error_is_told_with_its_place(pool, text, line, column, reason):
    caught = failure(pool, text)
    assert (caught.status, caught.kind) == (400, "syntax")
    assert (caught.details["line"], caught.details["column"], reason in caught.message) == (line, column, True), caught.message
    assert caught.message.startswith(f"Line {line}, column {column}: ")


UPDATES = ["INSERT DATA { ex:a ex:b 1 }", "PREFIX a: <b:> # c\nDELETE WHERE { ?s ?p ?o }", "LOAD <http://127.0.0.1:9/>", "drop all", "WITH ex:g1 DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"]  # fmt: skip


@pytest.mark.parametrize("text", UPDATES)
def test_updates_are_refused(pool, text):
    caught = failure(pool, text)
    assert (caught.status, caught.kind) == (400, "update")
    assert count(pool, COUNT_ALL) == 1001


def test_a_function_that_the_engine_does_not_know_is_the_senders_error(pool):
    caught = failure(pool, "SELECT * { BIND(ex:magic(1) AS ?x) }")
    assert caught.status == 400
    assert "magic" in caught.message


class Listener:
    """A socket on this machine that counts who knocks."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.knocks = 0
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.socket.accept()[0].close()
                self.knocks += 1

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(WAIT)


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.close()


SERVICES = {
    "plain": "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "by name": "SELECT * { SERVICE <http://localhost:PORT/> { ?s ?p ?o } }",
    "with a prefix": "PREFIX e: <http://127.0.0.1:PORT/> SELECT * { SERVICE e:x { ?s ?p ?o } }",
    "with a base": "BASE <http://127.0.0.1:PORT/> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "with escapes in the IRI": "SELECT * { SERVICE <\\u0068ttp://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "with a comment between": "SELECT * { SERVICE#}\n<http://127.0.0.1:PORT/>#\n{ ?s ?p ?o } }",
    "in lower case, without spaces": "select*{service<http://127.0.0.1:PORT/>{?s ?p ?o}}",
    "as a variable": "SELECT * { VALUES ?x { <http://127.0.0.1:PORT/> } SERVICE ?x { ?s ?p ?o } }",
    "computed": "SELECT * { BIND(IRI(CONCAT('http://127.0.0.1:', 'PORT', '/')) AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "in a subquery of EXISTS": "ASK { FILTER EXISTS { SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } } }",
    "over TLS": "SELECT * { SERVICE <https://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "silent and over TLS": "ASK { SERVICE SILENT <https://localhost:PORT/> { ?s ?p ?o } }",
}
FROMS = [
    "SELECT * FROM <http://127.0.0.1:PORT/> { ?s ?p ?o }",
    "SELECT * FROM <http://127.0.0.1:PORT/a> FROM <http://127.0.0.1:PORT/b> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:PORT/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "PREFIX e: <http://127.0.0.1:PORT/> SELECT * FROM e:x { ?s ?p ?o }",
    "SELECT * FROM <\\u0068ttp://127.0.0.1:PORT/> { ?s ?p ?o }",
]


def test_the_listener_would_hear_an_engine_that_was_let(listener):
    with pytest.raises(OSError):
        list(pyoxigraph.Store().query(SERVICES["plain"].replace("PORT", str(listener.port))))
    assert eventually(lambda: listener.knocks)


@pytest.mark.parametrize("text", SERVICES.values(), ids=SERVICES)
def test_service_reaches_nobody(pool, listener, text):
    caught = failure(pool, text.replace("PORT", str(listener.port)))
    assert (caught.status, caught.kind) == (403, "service")
    assert listener.knocks == 0


@pytest.mark.parametrize("text", SERVICES.values(), ids=SERVICES)
def test_service_reaches_nobody_even_if_its_text_is_not_recognised(listener, monkeypatch, text):
    blind = "from rip_ld.sparql import text, master; text.asks_a_service = lambda text: False; master.main()"
    monkeypatch.setattr(Pool, "COMMAND", (sys.executable, "-c", blind))
    with new_pool() as pool, contextlib.suppress(QueryFailure):
        pool.run(Query(text.replace("PORT", str(listener.port))))
    assert listener.knocks == 0


@pytest.mark.parametrize(
    "text",
    ["PREFIX service: <urn:x:> ASK { ?service service:service 'service' }", "# SERVICE\nASK { <urn:service> <urn:b> 'x'@service }"],
)
def test_the_word_service_is_harmless_elsewhere(pool, text):
    assert ask(pool, text, solutions="csv") == b"false"


@pytest.mark.parametrize("text", FROMS)
def test_from_reaches_nobody(pool, listener, text):
    text = text.replace("PORT", str(listener.port))
    assert json.loads(ask(pool, text))["results"]["bindings"] == []
    assert ask(pool, "SELECT * { ?s ?p ?o }", default_graphs=[f"http://127.0.0.1:{listener.port}/"], solutions="tsv") == b"?s\t?p\t?o\n"
    assert listener.knocks == 0


def test_from_reads_no_file(pool, tmp_path):
    (tmp_path / "secret.ttl").write_text("<urn:a> <urn:b> 'secret' .")
    iri = (tmp_path / "secret.ttl").as_uri()
    for text in (f"SELECT * FROM <{iri}> {{ ?s ?p ?o }}", f"SELECT * {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
        assert json.loads(ask(pool, text))["results"]["bindings"] == []


# Limits: the sender gets an error, nobody else anything


def test_a_query_past_its_deadline_is_stopped_while_others_are_answered(pool):
    with canaries(pool):
        caught = failure(pool, SLOW)
    assert (caught.status, caught.kind) == (504, "deadline")
    assert "longer than 1 second" in caught.message


NESTED = {
    "10,000 groups": ("SELECT * {" + "{" * 10_000 + "}" * 10_000 + "}", 400),
    "100,000 groups": ("SELECT * {" + "{" * 100_000 + "}" * 100_000 + "}", 400),
    "100,000 groups never closed": ("SELECT * {" + "{" * 100_000, 400),
    "100,000 brackets in an expression": ("ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }", 400),
    "100,000 brackets in a path": ("ASK { ?a " + "(" * 100_000 + "ex:p" + ")" * 100_000 + " ?b }", 400),
    "100,000 negations": ("ASK { FILTER(" + "!" * 100_000 + "1) }", 400),
    "50,000 negations": ("ASK { FILTER(" + "!" * 50_000 + "1) }", 400),
    "8,000 unions": ("SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 8_000) + " } LIMIT 1", 400),
}


@pytest.mark.parametrize("text,status", NESTED.values(), ids=NESTED)
def test_a_query_too_large_or_too_deep_is_the_fault_of_its_sender_and_costs_nobody_else_anything(pool, text, status):
    with canaries(pool):
        caught = failure(pool, text)
    assert caught.status == status, caught.message
    assert "nested too deeply for the query engine" in caught.message if caught.kind == "too-deep" else caught.kind == "nested", caught.message


def test_a_query_beyond_its_memory_is_stopped_while_others_are_answered():
    with new_pool(memory=64 << 20, deadline=WAIT) as pool, canaries(pool):
        caught = failure(pool, GREEDY)
    assert (caught.status, caught.kind) == (507, "memory")
    assert "64 MiB" in caught.message


def test_the_same_query_passes_with_more_memory():
    with new_pool(memory=2 << 30, deadline=WAIT) as pool:
        assert len(json.loads(ask(pool, GREEDY))["results"]["bindings"]) == 1


def test_an_answer_larger_than_its_limit_is_refused_whole(pool):
    for text, wishes in (("SELECT * { ?s ?p ?o }", {}), ("CONSTRUCT WHERE { ?s ?p ?o }", {}), ("CONSTRUCT WHERE { ?s ?p ?o }", {"graph": "nt"})):
        caught = failure(pool, text, **wishes)
        assert (caught.status, caught.kind) == (507, "too-large")
        assert "20000 bytes" in caught.message
    assert len(json.loads(ask(pool, "SELECT * { ?s ?p ?o } LIMIT 50"))["results"]["bindings"]) == 50


@pytest.mark.parametrize("queue", [1, 20])
def test_more_queries_than_workers_wait_and_are_told_busy_in_the_end(queue):
    with new_pool(workers=1, long=1, queue_wait=0.2, deadline=3, queue=queue) as pool:
        failures: list[QueryFailure] = []
        answers: list[int] = []

        def run(text: str) -> None:
            try:
                answers.append(pool.run(Query(text)).elapsed)
            except QueryFailure as caught:
                failures.append(caught)

        threads = [threading.Thread(target=run, args=(SLOW,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(caught.status for caught in failures) == [503] * 7 + [504]
        told = {caught.kind: caught.retry_after for caught in failures if caught.status == 503}
        assert told["busy"] == 1
        assert told.keys() <= {"busy", "crowded"}
        assert eventually(lambda: run(COUNT_ALL) or answers), "the one worker never came back"


def test_a_query_whose_sender_has_given_up_waiting_is_never_begun():
    with new_pool(workers=1, long=1, queue_wait=0.1, deadline=3) as pool:
        slow = threading.Thread(target=failure, args=(pool, SLOW))
        slow.start()
        time.sleep(0.05)
        for _ in range(5):
            assert failure(pool, SLOW).kind in ("busy", "crowded")
        slow.join()
        pool.queue_wait = 0.8  # less than one of the five would take, had it been begun
        assert count(pool, COUNT_ALL) == 1001


def test_long_queries_leave_room_for_short_ones_and_are_bounded_in_number():
    with new_pool(workers=1, long=2, deadline=3, queue_wait=WAIT) as pool:
        caught: list[QueryFailure] = []
        threads = [threading.Thread(target=lambda: caught.append(failure(pool, SLOW))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(20):  # while two of them have three seconds to run
            assert count(pool, COUNT_ALL) == 1001
        assert not any(one.kind == "deadline" for one in caught), "the short queries had to wait for the long ones"
        for thread in threads:
            thread.join()
    assert sorted(one.kind for one in caught) == ["crowded", "crowded", "deadline", "deadline"]
    crowded = next(one for one in caught if one.kind == "crowded")
    assert (crowded.status, crowded.retry_after) == (503, 2)
    assert "the 2 that may run at once" in crowded.message


def test_a_long_query_that_has_had_its_share_gives_way_to_the_next():
    with new_pool(workers=1, long=1, deadline=6, queue_wait=WAIT) as pool:
        caught: dict[str, QueryFailure] = {}

        def ask_slowly(name: str) -> None:
            caught[name] = failure(pool, SLOW)

        first, second = (threading.Thread(target=ask_slowly, args=(name,)) for name in ("first", "second"))
        first.start()
        time.sleep(master.SHARE + 0.5)
        second.start()
        first.join(timeout=WAIT)
        assert caught["first"].kind == "crowded"
        second.join(timeout=WAIT)
        assert caught["second"].kind == "deadline"


LONG = "SELECT (COUNT(*) AS ?n) { ?a ex:value ?x . ?b ex:value ?y FILTER(STRLEN(CONCAT(STR(?x), STR(?y), STR(?a), STR(?b))) > 3) }"


@linux
def test_a_worker_that_has_ended_a_long_query_works_on_with_as_much_right_to_the_processors_as_before():
    with new_pool(workers=1, long=1, deadline=WAIT, queue_wait=WAIT) as pool:
        [pid] = children(pool._master._process.pid)
        usual = os.getpriority(os.PRIO_PROCESS, pid)
        for _ in range(2):
            assert count(pool, LONG) == 1_000_000
            assert count(pool, COUNT_ALL) == 1001
            assert pid in children(pool._master._process.pid)
        priorities = [os.getpriority(os.PRIO_PROCESS, int(thread)) for thread in os.listdir(f"/proc/{pid}/task")]
        assert max(priorities) > usual, "the query was not long: ask for more"
        assert priorities.count(usual) >= 2, "there is nobody to follow after the next long query"
        assert eventually(lambda: children(pool._master._process.pid) == [pid]), "the worker that took its place was left over"
        assert eventually(lambda: len(pool._master.line._free) == 1)


def test_no_query_is_lost_where_workers_come_back_and_others_go():
    with new_pool(workers=1, long=2, deadline=WAIT) as pool, canaries(pool):
        for _ in range(4):
            assert count(pool, LONG) == 1_000_000


def test_the_end_of_a_querys_time_never_hits_another_query():
    with new_pool(workers=1, deadline=0.05) as pool:
        for _ in range(20):
            assert failure(pool, SLOW).kind == "deadline"
            for _ in range(3):
                with contextlib.suppress(QueryFailure):  # it had to wait too long for a new worker
                    assert count(pool, COUNT_ALL) == 1001


def test_a_worker_is_ordered_to_go_only_while_it_is_at_the_query_that_is_meant():
    slots = Slots(2)
    slots.begin(1, 10.0, 20.0)
    assert (slots.query(0)[0], slots.query(1)) == (0.0, (10.0, 20.0))
    assert not slots.end(1)
    assert not slots.retire(1, 10.0)
    slots.begin(1, 11.0, 21.0)
    assert not slots.retire(1, 10.0)
    assert slots.retire(1, 11.0)
    assert slots.end(1)
    slots.clear(1)
    assert not slots.end(1)


def test_the_time_in_the_queue_counts_towards_the_deadline():
    with new_pool(workers=1, long=1, deadline=1.5, queue_wait=WAIT) as pool:
        first = threading.Thread(target=failure, args=(pool, SLOW))
        first.start()
        started = time.monotonic()
        pool.run(Query(COUNT_ALL), None)
        assert failure(pool, SLOW).kind in ("crowded", "deadline")
        first.join()
        assert time.monotonic() - started < WAIT


def test_the_work_stops_when_who_asked_leaves():
    with new_pool(workers=1, long=1, deadline=WAIT) as pool:
        departure, caught = Departure(), []

        def leave() -> None:
            try:
                pool.run(Query(SLOW), departure)
            except QueryFailure as error:
                caught.append(error)

        waiting = threading.Thread(target=leave)
        waiting.start()
        time.sleep(0.5)  # it has been set aside by now
        departure.tell()
        waiting.join(timeout=WAIT)
        assert [(error.kind, error.status) for error in caught] == [("gone", 499)]
        assert eventually(lambda: len(children(pool._master._process.pid)) == 1), "the query went on"
        assert count(pool, COUNT_ALL) == 1001
        with pytest.raises(QueryFailure) as again:  # who has left already is not worked for at all
            pool.run(Query(SLOW), departure)
        assert again.value.kind in ("gone", "unavailable")


@pytest.mark.parametrize("wish", ["json", "xml", "csv", "tsv"])
def test_a_large_answer_comes_in_a_file_and_is_the_same_as_in_memory(wish):
    text = "SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 20000"
    with new_pool(deadline=WAIT) as pool:
        answer = pool.run(Query(text, solutions=wish))
        assert answer.file is not None
        assert answer.body == b""
        assert answer.size == len(answer.whole()) > spool.INLINE
        small = pool.run(Query(text.replace("20000", "20"), solutions=wish))
        assert small.file is None
        assert answer.whole()[:200] == small.body[:200]
        again = pool.run(Query(text, solutions=wish))  # by a file of its own
        assert again.whole() == answer.whole()


async def asked(pool: Pool, number: int, of: int) -> list[int]:
    """Ask for some values, `of` at a time, in the event loop; gives what came."""
    numbers, found = iter(range(number)), []

    async def ask_on() -> None:
        for n in numbers:
            answer = await pool.ask(Query(f"SELECT ?x {{ ex:s{n % 1000} ex:value ?x }}", solutions="csv"))
            found.append(int(answer.body.split()[1]))

    await asyncio.gather(*(ask_on() for _ in range(of)))
    return sorted(found)


def test_thousands_of_small_queries_are_answered_by_few_processes():
    with new_pool() as pool:
        assert asyncio.run(asked(pool, 3000, 1)) == sorted(n % 1000 for n in range(3000))
        assert asyncio.run(asked(pool, 3000, 16)) == sorted(n % 1000 for n in range(3000))
        assert eventually(lambda: pool._master.line._free)
        assert pool._master.line._free[0].serial < 20, "workers were forked again and again"


def test_event_loops_and_threads_share_a_pool():
    with new_pool(workers=2) as pool, canaries(pool, 4):
        found: list[list[int]] = []
        threads = [threading.Thread(target=lambda: found.append(asyncio.run(asked(pool, 300, 4)))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [list(range(300))] * 2


def test_a_thread_whose_query_is_asked_in_the_loop_of_a_server_that_stops_is_told_so_and_others_go_on():
    caught: list[QueryFailure] = []

    def ask(pool: Pool) -> None:
        with pytest.raises(QueryFailure) as failure:
            pool.run(Query(SLOW))
        caught.append(failure.value)

    async def serve(pool: Pool, thread: threading.Thread) -> None:
        pool.settle(asyncio.get_running_loop())
        thread.start()
        assert (await pool.ask(Query(COUNT_ALL))).kind == "solutions"
        await asyncio.sleep(0.2)

    with new_pool(workers=2, deadline=WAIT * 10) as pool:
        thread = threading.Thread(target=ask, args=(pool,))
        asyncio.run(serve(pool, thread))
        thread.join(WAIT)
        assert [(error.kind, error.status) for error in caught] == [("unavailable", 503)]
        assert count(pool, COUNT_ALL) == 1001


def test_who_leaves_while_waiting_in_line_is_not_worked_for():
    async def crowd(pool: Pool) -> None:
        slow = asyncio.create_task(pool.ask(Query(SLOW)))
        await asyncio.sleep(0.05)
        departures = [Departure() for _ in range(5)]
        waiting = [asyncio.create_task(pool.ask(Query(SLOW), departure)) for departure in departures]
        after = asyncio.create_task(pool.ask(Query(COUNT_ALL)))
        await asyncio.sleep(0.05)
        for departure in departures:
            departure.tell()
        gone = await asyncio.gather(*waiting, return_exceptions=True)
        assert [error.kind for error in gone] == ["gone"] * 5
        assert (await after).kind == "solutions"
        with pytest.raises(QueryFailure):
            await slow

    with new_pool(workers=1, long=1, deadline=3) as pool:
        asyncio.run(crowd(pool))


def test_to_cancel_the_task_stops_the_work():
    async def cancelled(pool: Pool) -> None:
        task = asyncio.create_task(pool.ask(Query(SLOW)))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with new_pool(workers=1, long=1, deadline=WAIT * 10) as pool:
        asyncio.run(cancelled(pool))
        assert count(pool, COUNT_ALL) == 1001


def test_a_query_larger_than_the_buffers_of_the_system_arrives_whole():
    with new_pool(deadline=WAIT) as pool:
        assert ask(pool, "ASK { ex:s0 ?p ?o } #" + "x" * 1_000_000, solutions="csv") == b"true"


# The processes


@linux
def test_workers_that_die_are_replaced_and_leave_no_zombies():
    with new_pool(workers=3) as pool:
        master = pool._master._process.pid
        first = children(master)
        assert len(first) == 3
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: len(children(master)) == 3 and not set(children(master)) & set(first))
        assert count(pool, COUNT_ALL) == 1001
        for _ in range(5):
            assert failure(pool, "ASK {" + "{" * 20_000).kind == "nested"
        assert eventually(lambda: len(children(master)) == 3)
        assert zombies(master) == []
        assert children(os.getpid()).count(master) == 1, "the crashes must not have cost the master"


@linux
def test_a_worker_that_dies_while_it_has_nothing_to_do_is_nobodys_error():
    with new_pool(workers=1) as pool:
        for _ in range(3):
            [pid] = children(pool._master._process.pid)
            os.kill(pid, signal.SIGKILL)
            assert eventually(lambda pid=pid: not Path(f"/proc/{pid}").exists())  # a zombie may have a thread that holds its connection
            assert count(pool, COUNT_ALL) == 1001


@linux
def test_a_worker_that_stands_still_loses_its_place():
    with new_pool(workers=1, long=1, deadline=0.5) as pool:
        [pid] = children(pool._master._process.pid)
        caught: list[QueryFailure] = []
        asking = threading.Thread(target=lambda: caught.append(failure(pool, SLOW)))
        asking.start()
        time.sleep(0.1)
        os.kill(pid, signal.SIGSTOP)
        asking.join(WAIT)
        assert [error.status for error in caught] == [503]
        assert eventually(lambda: not Path(f"/proc/{pid}").exists())
        assert count(pool, COUNT_ALL) == 1001


@linux
def test_workers_that_stand_still_before_a_query_comes_lose_their_places_and_nobody_waits_for_them():
    with new_pool(workers=2, deadline=WAIT) as pool:
        stopped = children(pool._master._process.pid)
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        for _ in range(3):
            try:
                assert count(pool, COUNT_ALL) == 1001
            except QueryFailure as failed:
                assert failed.kind == "killed", "one that was sent to such a worker is told what happened to it"
        assert count(pool, COUNT_ALL) == 1001
        assert eventually(lambda: not set(stopped) & set(children(pool._master._process.pid)))


@linux
def test_a_low_limit_of_file_sizes_bounds_large_answers_and_nothing_else():
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "from rip_ld.sparql import Pool, Query, QueryFailure\n"
        "with Pool(b'') as pool:\n"
        "    assert pool.run(Query('ASK {}', solutions='csv')).body == b'true'\n"
        "    try:\n"
        "        pool.run(Query('SELECT (\"0123456789012345678901234567890123456789\" AS ?x) { ' + ' '.join(f'VALUES ?{v} {{ 1 2 3 4 5 6 7 8 9 0 }}' for v in 'abcd') + ' }'))\n"
        "    except QueryFailure as failure:\n"
        "        print(failure.status, failure.kind)\n"
        "    assert pool.run(Query('ASK {}', solutions='csv')).body == b'true'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=WAIT * 5, check=False)
    assert (done.returncode, done.stdout) == (0, "507 no-room\n"), done.stderr


@linux
def test_the_end_of_a_worker_is_heard_once(monkeypatch):
    heard = []
    hear = Line._hear
    monkeypatch.setattr(Line, "_hear", lambda line, worker: heard.append(worker) or hear(line, worker))
    with new_pool(workers=1, deadline=0.3) as pool:
        assert failure(pool, SLOW).kind == "deadline"
        assert len([worker for worker in heard if worker.serial == 1]) == 1


@linux
def test_workers_that_come_and_go_leave_no_open_file_behind():
    with new_pool(workers=1, deadline=0.3) as pool:
        count(pool, COUNT_ALL)
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(3):
            assert failure(pool, SLOW).kind == "deadline"
            assert count(pool, "SELECT (COUNT(*) AS ?n) FROM ex:g1 FROM ex:g2 { ?s ?p ?o }") == 1001  # after which its worker ends
            assert len(pool.run(Query("SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 5000")).whole()) > spool.INLINE
        count(pool, COUNT_ALL)
        assert eventually(lambda: len(os.listdir("/proc/self/fd")) <= before)


@linux
def test_a_worker_that_is_killed_while_it_answers_is_a_clear_error():
    with new_pool(workers=1, deadline=WAIT) as pool:
        [pid] = children(pool._master._process.pid)
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        caught = failure(pool, SLOW)
        assert (caught.status, caught.kind, caught.retry_after) == (503, "killed", 10)
        assert count(pool, COUNT_ALL) == 1001


@linux
def test_a_master_that_dies_takes_the_queries_under_way_along_and_who_asked_is_told_at_once():
    with new_pool(workers=1, long=1, deadline=WAIT * 10) as pool:
        pid = pool._master._process.pid
        threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()
        caught = failure(pool, SLOW)
        assert (caught.status, caught.kind, caught.retry_after) == (503, "unavailable", 1)
        assert count(pool, COUNT_ALL) == 1001


@linux
def test_a_master_that_dies_takes_its_workers_along_and_is_started_again_at_the_next_query():
    with new_pool() as pool:
        master, directory = pool._master._process, pool._master.directory
        workers = children(master.pid)
        master.kill()
        assert eventually(lambda: not any(map(exists, workers)))
        assert count(pool, COUNT_ALL) == 1001
        assert pool._master._process.pid != master.pid
        assert not Path(directory).exists()


def test_a_master_whose_data_cannot_be_read_again_is_not_started_anew():
    with Pool(iter([quads()])) as pool:
        assert count(pool, COUNT_ALL) == 1001
        pool._master._process.kill()
        pool._master._process.wait()
        caught = failure(pool, COUNT_ALL)
        assert (caught.status, caught.kind) == (503, "unavailable")


def test_data_in_pieces_is_loaded_whole():
    data = quads()
    with Pool([data[:100], b"", data[100:5000], data[5000:]], prefixes={"ex": EX}) as pool:
        assert count(pool, COUNT_ALL) == 1001


@linux
def test_closing_ends_the_processes_and_removes_the_directory():
    pool = new_pool()
    directory, master = Path(pool._master.directory), pool._master._process.pid
    assert oct(directory.stat().st_mode & 0o777) == "0o700"
    processes = [master, *children(master)]
    pool.close()
    assert not directory.exists()
    assert not any(map(exists, processes))
    assert failure(pool, COUNT_ALL).kind == "unavailable"
    pool.close()


@linux
def test_closing_does_not_wait_for_queries_under_way():
    pool = new_pool(deadline=600)
    caught: list[QueryFailure] = []
    thread = threading.Thread(target=lambda: caught.append(failure(pool, SLOW)))
    thread.start()
    time.sleep(0.2)
    pool.close()
    thread.join(WAIT)
    assert [item.status for item in caught] == [503]


PARENT = """
import sys, threading, time
from rip_ld.sparql import Pool, Query
pool = Pool(sys.stdin.buffer.read(), deadline=600)
threading.Thread(target=pool.run, args=[Query(sys.argv[1])]).start()
time.sleep(0.2)
print(pool._master._process.pid, pool._master.directory, flush=True)
time.sleep(600)
"""


@linux
def test_when_the_server_is_killed_nothing_of_the_pool_remains():
    command = [sys.executable, "-c", PARENT, SLOW]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        parent.stdin.write(quads())
        parent.stdin.close()
        master, directory = parent.stdout.readline().decode().split()
        processes = [int(master), *children(int(master))]
        assert len(processes) == 3
        assert all(map(exists, processes))
        parent.kill()
        parent.wait()
        assert eventually(lambda: not any(map(exists, processes)))
        assert eventually(lambda: not Path(directory).exists())


def test_bad_data_is_a_clear_error_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(PoolError, match="could not be started: .*line 2"):
        Pool(b"<urn:a> <urn:b> <urn:c> .\nnonsense\n" + quads() * 50)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("ASK { ?s ?p ?o\n FILTER REGEX(?o, '(a{1,500}){1,500}') }", 2, 19),
        ("SELECT * { ?s ?p ?o FILTER(regex(STR(?o), \"(a{1,900}){1,900}\", 'i')) }", 1, 43),
        ("SELECT (REPLACE('aa', '(a)\\\\1', 'b') AS ?x) {}", 1, 23),
        ("SELECT (REGEX('a', '\\\\i') AS ?x) (REGEX('a', 'a', 'z') AS ?y) {}", 1, 20),
        ("SELECT (REGEX('b', '^[a-c-[b]]$') AS ?x) {}", 1, 20),
    ],
)
def test_a_regular_expression_that_the_engine_cannot_compile_is_told_and_not_taken_for_one_that_nothing_matches(pool, text, line, column):
    caught = failure(pool, text)
    assert (caught.status, caught.details["line"], caught.details["column"], "cannot compile" in caught.message) == (400, line, column, True), caught.message


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o FILTER(COUNT(?o) > 2) } GROUP BY ?s", 47, "COUNT is an aggregate, and FILTER sees no groups"),
        ("SELECT ?s (MAX(?o) AS ?n) { ?s ?p ?o FILTER(?s && (1 + max(?o)) > 2) } GROUP BY ?s", 56, "MAX is an aggregate, and FILTER sees no groups"),
        ('SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o FILTER CONTAINS(STR(MAX(?o)), "1") } GROUP BY ?s', 59, "MAX is an aggregate, and FILTER sees no groups"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o FILTER <http://www.w3.org/2001/XMLSchema#boolean>(COUNT(?o)) } GROUP BY ?s", 89, "FILTER sees no groups"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY (COUNT(?o) AS ?z)", 48, "COUNT is an aggregate, and GROUP BY sees no groups"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s MAX(?o) HAVING (COUNT(?o) > 1)", 50, "GROUP BY sees no groups"),
        ("SELECT (COUNT(COUNT(?s)) AS ?n) { ?s ?p ?o }", 15, "COUNT is an aggregate inside of COUNT"),
    ],
)
def test_an_aggregate_where_there_are_no_groups_is_told_and_finds_not_nothing(pool, text, column, words):
    caught = failure(pool, text)
    assert (caught.status, caught.details["line"], caught.details["column"], words in caught.message) == (400, 1, column, True), caught.message


def test_a_flag_that_there_is_not_is_told_where_it_is(pool):
    caught = failure(pool, "SELECT (REGEX('a', 'a') AS ?x) (REGEX('a', 'a', 'z') AS ?y) {}")
    assert (caught.status, caught.details["column"], "no such flag" in caught.message) == (400, 49, True), caught.message


def test_an_aggregate_in_a_query_inside_of_a_filter_is_sound(pool):
    assert json.loads(ask(pool, "ASK { FILTER EXISTS { SELECT (COUNT(?s) AS ?n) { ?s ?p ?o } HAVING (COUNT(?s) > 0 && (1 + SUM(1)) > 0) } }"))["boolean"] is True


@pytest.mark.parametrize("text", ["ASK { FILTER REGEX('ab', 'A(b|c)', 'i') }", "ASK { FILTER(REPLACE('a(b', '\\\\(', '') = 'ab') }", "ASK { BIND('(' AS ?x) FILTER(COALESCE(REGEX('a', ?x), true)) }", "ASK { BIND('q' AS ?f) FILTER(REGEX('a(b', '(', ?f) && REGEX('a(b', '(', LCASE('Q')) && REGEX('a(b', '(', 'q')) }", "ASK { FILTER REGEX('b', '^[a-c\\\\-\\\\[b]$') }", "ASK { BIND('REGEX(?x, \"(\")' AS ?x) # REGEX(?x, '(')\n }"])
def test_any_other_regular_expression_is_the_engines_business(pool, text):
    assert json.loads(ask(pool, text))["boolean"] is True


def test_every_kind_of_failure_has_a_status_and_a_sentence():
    for kind, (status, sentence) in FAILURES.items():
        assert 400 <= status < 600, kind
        assert sentence.endswith("."), kind


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told_as_what_it_is():
    store, config = pyoxigraph.Store(), {"prefixes": {}, "names": {}, "memory": 1 << 30, "built": "", "federate": []}
    request = {"solutions": "json", "graph": "ttl", "base_iri": None, "default_graphs": (), "named_graphs": ()}
    output = worker._Output(spool.Spool(os.open("/dev/full", os.O_RDWR)), 1 << 30, 1 << 30)
    told = evaluation.answer(store, request, f"SELECT * {{ VALUES ?x {{ {' '.join(f'<urn:{number}>' for number in range(20_000))} }} }}", config, time.monotonic() + WAIT, [], output)
    assert told["failure"] == "no-room"
    assert QueryFailure(told["failure"], **told["details"]).status == 507
