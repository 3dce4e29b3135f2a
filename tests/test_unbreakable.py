"""A live server under attack: each hostile query gets a clear answer while others are answered, and nothing is ever started again."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import TINY
from hostile import HOSTILE, Hostile
from serving import Server, serving

SMALL = "SELECT ?l { <https://example.org/tea/cup/leaf/sencha> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?l"
HEAVY = HOSTILE["a cartesian product"].text
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
WAIT = 60.0


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(TINY, "--query-timeout", "4", "--query-memory", "96", "--query-bytes", "32") as running:
        yield running


@contextlib.contextmanager
def canaries(server: Server, number: int = 20) -> Iterator[Counter]:
    """Keep asking for pages and small answers; each must be right, whatever else goes on. A 503 that says when to come back is heeded."""
    stop, wrong, answered = threading.Event(), [], Counter()
    before = server.process.pid, server.children()[0]

    def sing(index: int) -> None:
        path, expected = ("/cup/leaf/sencha.html?" + str(index), b"Sencha") if index % 2 else ("/sparql?" + urlencode({"query": SMALL, "format": "csv"}), b"Sencha")
        try:
            while not stop.is_set() or not answered[index]:
                response, body = server.ask("GET", path)
                if response.status == 503 and response.headers["Retry-After"] and not index % 2:
                    answered["again"] += 1
                    time.sleep(int(response.headers["Retry-After"]))
                elif response.status != 200 or expected not in body:
                    wrong.append((path, response.status, body[:200]))
                    return
                else:
                    answered[index] += 1
        except OSError as error:
            wrong.append((path, repr(error)))

    threads = [threading.Thread(target=sing, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield answered
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=WAIT)
    assert not wrong, wrong
    assert all(answered[index] for index in range(number))
    assert (server.process.pid, server.children()[0]) == before, "the server, or the master of its queries, was started again"


def sent(server: Server, text: str) -> tuple[int, str]:
    response, body = server.ask("POST", "/sparql", FORM, urlencode({"query": text}).encode())
    assert int(response.headers["Content-Length"]) == len(body)
    if response.status == 503:
        assert int(response.headers["Retry-After"]) >= 1
    return response.status, body.decode()


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_gets_a_clear_answer_and_hurts_nobody(server: Server, query: Hostile) -> None:
    with canaries(server) as answered:
        status, text = sent(server, query.text)
    assert status == query.status, text[:300]
    assert query.words in text
    assert "\n" not in text.strip() or status == 200
    assert not answered["again"], "a small query was sent away"


def test_two_hundred_queries_at_once_are_answered_or_told_to_come_back(server: Server) -> None:
    outcome: Counter[int] = Counter()

    def one() -> None:
        outcome[sent(server, HEAVY)[0]] += 1

    threads = [threading.Thread(target=one) for _ in range(200)]
    with canaries(server):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=WAIT)
    assert outcome.total() == 200
    assert set(outcome) == {503, 504}
    assert outcome[503] > 100


async def _drip(server: Server, data: bytes) -> bytes:
    """Send a byte at a time, and read whatever comes until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    try:
        for place in range(len(data)):
            writer.write(data[place : place + 1])
            await writer.drain()
            await asyncio.sleep(0.01)
        return await reader.read()
    finally:
        writer.close()


def test_two_hundred_clients_that_send_a_byte_at_a_time_keep_nobody_waiting(server: Server) -> None:
    body = urlencode({"query": "ASK {}"}).encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {FORM['Content-Type']}\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(*(_drip(server, head + body) for _ in range(200)))

    with canaries(server):
        answers = asyncio.run(all_of_them())
    statuses = Counter(answer.split(b"\r\n")[0].split(b" ")[1] for answer in answers)
    assert set(statuses) <= {b"200", b"503"}
    assert statuses[b"200"] > 0


@contextlib.asynccontextmanager
async def _slow_readers(server: Server, number: int, target: str) -> AsyncIterator[list[socket.socket]]:
    """Ask for something large over connections that take little of it."""
    loop, found = asyncio.get_running_loop(), []
    try:
        for _ in range(number):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            await loop.sock_connect(connection, ("127.0.0.1", server.port))
            await loop.sock_sendall(connection, f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            found.append(connection)
        yield found
    finally:
        for connection in found:
            connection.close()


@pytest.mark.parametrize("target", ["/dump.ttl", "/sparql?" + urlencode({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000", "format": "json"})], ids=["dump", "query"])
def test_two_hundred_clients_that_read_slowly_keep_nobody_waiting(server: Server, target: str) -> None:
    async def slowly() -> None:
        loop = asyncio.get_running_loop()
        async with _slow_readers(server, 200, target) as connections:
            for _ in range(5):
                for connection in connections:
                    await asyncio.wait_for(loop.sock_recv(connection, 1), WAIT)

    with canaries(server):
        asyncio.run(slowly())


def test_the_servers_memory_does_not_grow_with_results_that_nobody_reads(server: Server) -> None:
    target = "/sparql?" + urlencode({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 75000", "format": "json"})
    response, body = server.ask("GET", target)
    assert (response.status, len(body) > 20 << 20) == (200, True)
    before = memory(server)

    async def ask_and_wait() -> int:
        async with _slow_readers(server, 16, target) as connections:
            await asyncio.gather(*(asyncio.wait_for(asyncio.get_running_loop().sock_recv(connection, 100), WAIT) for connection in connections))
            return memory(server)

    assert asyncio.run(ask_and_wait()) - before < len(body)


def memory(server: Server) -> int:
    """Tell how many bytes of memory the server's own process has in use."""
    with open(f"/proc/{server.process.pid}/status") as status:
        return int(next(line for line in status if line.startswith("RssAnon")).split()[1]) << 10


def test_who_leaves_in_the_middle_takes_the_work_along(server: Server) -> None:
    request = b"GET /sparql?" + urlencode({"query": HEAVY}).encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n"
    with serving(TINY, "--query-timeout", "300", "--query-long", "2") as running, canaries(running, 4):
        idle = len(running.children())
        for _ in range(2):
            held = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(2)]
            for connection in held:
                connection.sendall(request)
            assert eventually(lambda: len(running.children()) == idle + 2), "the long queries were not set aside"
            for connection in held:
                connection.close()
            assert eventually(lambda: len(running.children()) == idle), "the work went on"


def test_who_waits_when_the_server_is_stopped_is_told_so() -> None:
    told: list[tuple[int, str, bytes]] = []
    with serving(TINY, "--query-timeout", "300") as running:

        def wait() -> None:
            response, body = running.ask("GET", "/sparql?" + urlencode({"query": HEAVY}))
            told.append((response.status, response.headers["Retry-After"], body))

        waiting = threading.Thread(target=wait)
        idle = len(running.children())
        waiting.start()
        assert eventually(lambda: len(running.children()) > idle)
        running.process.terminate()
        waiting.join(timeout=WAIT)
    assert told == [(503, "5", b"503: The server is being stopped; try again a little later.\n")]


def test_what_is_answered_again_tells_no_time_that_it_did_not_take(server: Server) -> None:
    target = "/sparql?" + urlencode({"query": SMALL + " # again"})
    for _ in range(2):  # what was answered in no time is kept when it is asked again
        server.ask("GET", target)
    assert "Server-Timing" not in server.ask("GET", target)[0].headers


def test_what_is_kept_for_two_accept_headers_is_not_given_for_one_of_them(server: Server) -> None:
    both = server.send(b"GET /cup/leaf/sencha HTTP/1.1\r\nHost: a\r\nAccept: text/turtle;q=0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
    one = server.send(b"GET /cup/leaf/sencha HTTP/1.1\r\nHost: a\r\nAccept: text/turtle;q=0.1\r\nConnection: close\r\n\r\n")
    assert (b"location: /cup/leaf/sencha.html\r\n" in both, b"location: /cup/leaf/sencha.ttl\r\n" in one) == (True, True)


def test_what_took_some_time_is_kept_at_once(server: Server) -> None:
    target = "/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(?a < ?d) } # once"})
    assert "Server-Timing" in server.ask("GET", target)[0].headers
    assert "Server-Timing" not in server.ask("GET", target)[0].headers


def eventually(condition) -> bool:
    limit = time.monotonic() + WAIT
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_after_all_of_that_the_server_answers_as_before(server: Server) -> None:
    response, body = server.ask("GET", "/sparql?" + urlencode({"query": SMALL, "format": "json"}))
    assert response.status == 200
    assert json.loads(body)["results"]["bindings"]
    assert eventually(lambda: len(server.children()) == 3), "workers were left over"


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit is not installed")
def test_a_server_that_may_open_no_more_files_says_so_and_recovers() -> None:
    large, small = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 5000", "SELECT (1 AS ?one) {}"
    with serving(TINY, most_files=120) as server, contextlib.ExitStack() as stack:

        def asked(connection: HTTPConnection, query: str) -> tuple[int, int]:
            connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "csv"}))
            response = connection.getresponse()
            return response.status, len(response.read())

        kept = [stack.enter_context(contextlib.closing(HTTPConnection("127.0.0.1", server.port, timeout=30))) for _ in range(3)]
        for connection in kept:
            assert asked(connection, large)[0] == 200
        files, master = Path(f"/proc/{server.process.pid}/fd"), server.children()[0]
        crowd = stack.enter_context(contextlib.ExitStack())
        for _ in range(200):
            crowd.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        until(lambda: len(list(files.iterdir())) >= 119)
        status, length = asked(kept[0], large)
        assert status == 503 or length > 100_000, (status, length)
        for worker in server.children():
            if worker != master:
                os.kill(worker, signal.SIGKILL)
        assert asked(kept[1], small)[0] in (200, 503)
        crowd.close()
        until(lambda: asked(kept[2], small)[0] == 200)


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)
