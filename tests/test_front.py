"""The layer before Flask: what it keeps and gives again, and how it stands up to slow, broken and hostile clients."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from asking import Exchange, Reply, answer, ask, scope

from rip_ld.publication import Publication
from rip_ld.web import front as fronts
from rip_ld.web.app import create_app
from rip_ld.web.bridge import environ
from rip_ld.web.front import Cache, Front, Served, application

PAGE = "/cup/leaf/sencha.html"


class Counting:
    """A WSGI application that counts how often it is asked and answers the same each time."""

    def __init__(self, status: str = "200 OK", headers: Iterable[tuple[str, str]] = (("Cache-Control", "public"), ("ETag", '"1"'))) -> None:
        self.asked = 0
        self.status, self.headers = status, list(headers)

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        self.asked += 1
        start_response(self.status, [("Content-Type", "text/plain"), ("Content-Length", "5"), *self.headers])
        return [b"he", b"llo"]


@pytest.fixture
def counting() -> Iterator[tuple[Front, Counting]]:
    app = Counting()
    front = Front(Served(app))
    yield front, app
    front.close()


@pytest.fixture(scope="module")
def tiny_front(tiny: Publication) -> Iterator[Front]:
    front = application(tiny)
    yield front
    front.close()


def same(one: Reply, other: Reply) -> bool:
    return (one.status, one.headers, one.body) == (other.status, other.headers, other.body)


def test_what_is_asked_again_is_not_made_again(counting: tuple[Front, Counting]) -> None:
    front, app = counting
    first = ask(front, "GET", "/a")
    assert same(first, ask(front, "GET", "/a"))
    assert (first.status, first.body, app.asked) == (200, b"hello", 1)


@pytest.mark.parametrize(
    "differs",
    [
        {"target": "/b"}, {"target": "/a?x=1"}, {"headers": [("Accept", "text/turtle")]}, {"headers": [("Host", "elsewhere.example")]},
        {"headers": [("Range", "bytes=0-1")]}, {"headers": [("Authorization", "x")]}, {"headers": [("If-Modified-Since", "x")]},
        {"headers": [("If-Match", '"1"')]}, {"headers": [("If-Range", '"1"')]}, {"method": "POST"}, {"method": "OPTIONS"},
    ],
    ids=str,
)  # fmt: skip
def test_another_question_is_asked_of_flask(counting: tuple[Front, Counting], differs: dict) -> None:
    front, app = counting
    ask(front, "GET", "/a")
    ask(front, **({"method": "GET", "target": "/a"} | differs))
    assert app.asked == 2


def test_several_accept_headers_are_one_key(counting: tuple[Front, Counting]) -> None:
    front, app = counting
    ask(front, "GET", "/a", [("Accept", "a/b"), ("Accept", "c/d")])
    ask(front, "GET", "/a", [("Accept", "a/b, c/d")])
    ask(front, "GET", "/a", [("Accept", "a/b")])
    assert app.asked == 2


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', '"0", "1"', '"0",W/"1" ', "*"])
def test_a_kept_answer_is_confirmed_to_who_has_it(counting: tuple[Front, Counting], tag: str) -> None:
    front, app = counting
    ask(front, "GET", "/a")
    reply = ask(front, "GET", "/a", [("If-None-Match", tag)])
    assert (reply.status, reply.body, app.asked) == (304, b"", 1)
    assert reply.headers["etag"] == '"1"'
    assert reply.headers["cache-control"] == "public"
    assert "content-length" not in reply.headers


def test_a_kept_answer_is_given_to_who_has_another(counting: tuple[Front, Counting]) -> None:
    front, app = counting
    ask(front, "GET", "/a")
    assert ask(front, "GET", "/a", [("If-None-Match", '"0"'), ("If-None-Match", '"2"')]).status == 200
    assert ask(front, "GET", "/a", [("If-None-Match", '"0"'), ("If-None-Match", '"1"')]).status == 304
    assert app.asked == 1


def test_head_is_answered_from_what_get_left_and_leaves_nothing_itself(counting: tuple[Front, Counting]) -> None:
    front, app = counting
    cold = ask(front, "HEAD", "/a")
    assert len(front.served.cache) == 0
    got = ask(front, "GET", "/a")
    warm = ask(front, "HEAD", "/a")
    assert cold.headers == got.headers == warm.headers
    assert cold.body == warm.body == b""
    assert app.asked == 2


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", [("Cache-Control", "public")]),
        ("500 Oops", [("Cache-Control", "public")]),
        ("206 Partial Content", [("Cache-Control", "public")]),
        ("200 OK", []),
        ("200 OK", [("Cache-Control", "no-cache")]),
        ("200 OK", [("Cache-Control", "private, max-age=1")]),
        ("200 OK", [("Cache-Control", "public"), ("Set-Cookie", "a=b")]),
    ],
)
def test_errors_and_private_answers_are_not_kept(status: str, headers: list[tuple[str, str]]) -> None:
    app = Counting(status, headers)
    front = Front(Served(app))
    ask(front, "GET", "/a")
    ask(front, "GET", "/a")
    front.close()
    assert (app.asked, len(front.served.cache)) == (2, 0)


def test_the_cache_forgets_the_oldest_when_it_is_full_and_takes_nothing_too_large() -> None:
    cache = Cache(40_000)
    front = Front(Served(Counting(), cache=cache))
    for number in range(100):
        ask(front, "GET", f"/{number}")
    held = len(cache)
    assert 0 < held < 100
    assert cache.get(("localhost", "/99", "", None, None)) is not None
    assert cache.get(("localhost", "/0", "", None, None)) is None
    ask(front, "GET", "/" + "x" * 4000)
    ask(front, "GET", "/y", [("Accept", "x" * 5000)])
    front.close()
    assert len(cache) == held


def test_real_pages_are_the_same_from_the_cache(tiny_front: Front) -> None:
    for target in (PAGE, "/cup/leaf/sencha", "/cup/leaf/sencha.ttl", "/cup/", "/dump.nt", "/static/site.css"):
        first, second = ask(tiny_front, "GET", target), ask(tiny_front, "GET", target)
        assert same(first, second)
        assert first.headers["content-length"] == str(len(first.body))
        if "etag" in first.headers:
            fresh = ask(tiny_front, "GET", f"{target}?", [("If-None-Match", first.headers["etag"])])
            kept = ask(tiny_front, "GET", target, [("If-None-Match", first.headers["etag"])])
            assert fresh.status == kept.status == 304
            assert {"etag", "cache-control", "vary"} <= set(kept.headers)


def test_errors_and_queries_are_not_kept(tiny_front: Front) -> None:
    before = len(tiny_front.served.cache)
    for target in ("/nothing", "/cup/leaf/mud.html", "/sparql", "/sparql?query=ASK%7B%7D", "/robots.txt"):
        ask(tiny_front, "GET", target)
    assert len(tiny_front.served.cache) == before


def test_a_forged_host_gets_a_page_of_its_own(tiny_front: Front) -> None:
    ask(tiny_front, "GET", "/", [("Host", "evil.example")])
    assert b"evil.example" not in ask(tiny_front, "GET", "/", [("Host", "good.example")]).body


def test_a_fault_before_the_answer_is_told_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: dict, start_response: Callable) -> list[bytes]:
        raise RuntimeError("on purpose")

    front = Front(Served(broken))
    reply = ask(front, "GET", "/a")
    front.close()
    assert reply.status == 500
    assert b"on purpose" not in reply.body
    assert reply.sent == 1


def test_a_fault_in_the_middle_of_an_answer_is_no_half_answer(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: dict, start_response: Callable) -> Iterator[bytes]:
        start_response("200 OK", [("Cache-Control", "public")])
        yield b"half"
        raise RuntimeError("on purpose")

    front = Front(Served(broken))
    reply = ask(front, "GET", "/a")
    front.close()
    assert (reply.status, len(front.served.cache)) == (500, 0)
    assert b"half" not in reply.body


def test_an_answer_without_a_length_or_with_the_old_write_is_whole() -> None:
    def old(environ: dict, start_response: Callable) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])(b"one ")
        return [b"two"]

    front = Front(Served(old))
    reply = ask(front, "GET", "/a")
    front.close()
    assert reply.body == b"one two"


def test_a_body_in_pieces_arrives_whole() -> None:
    def echo(environ: dict, start_response: Callable) -> list[bytes]:
        start_response("200 OK", [])
        return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]

    front = Front(Served(echo))
    assert ask(front, "POST", "/a", body=[b"a", b"b", b"c"]).body == b"abc"
    front.close()


def test_a_body_beyond_the_limit_is_refused_whether_it_says_its_length_or_not(counting: tuple[Front, Counting], monkeypatch: pytest.MonkeyPatch) -> None:
    front, app = counting
    monkeypatch.setattr(fronts, "MOST_BODY", 10)
    assert ask(front, "POST", "/a", body=[b"x" * 11]).status == 413

    def endless() -> Iterator[bytes]:
        while True:
            yield b"xxxx"

    exchange = Exchange(endless())
    asyncio.run(front.__rsgi__(scope("POST", b"/a", [("Transfer-Encoding", "chunked")]), exchange))
    assert exchange.reply.status == 413
    assert app.asked == 0


def test_who_sends_half_a_body_waits_alone_and_not_for_ever() -> None:
    app = Counting()
    front = Front(Served(app), threads=1, body_seconds=0.2)

    class Half(Exchange):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            await asyncio.sleep(3600)
            yield b""

    async def all_at_once() -> list[int]:
        halves = [Half() for _ in range(50)]
        slow = [asyncio.create_task(front.__rsgi__(scope("POST", b"/a", [("Content-Length", "9")]), half)) for half in halves]
        await asyncio.sleep(0)
        assert (await answer(front, "GET", "/b")).status == 200
        assert not any(half.reply.sent for half in halves)
        await asyncio.gather(*slow)
        return [half.reply.status for half in halves]

    assert asyncio.run(all_at_once()) == [408] * 50
    front.close()


def test_who_leaves_in_the_middle_of_a_body_is_forgotten(counting: tuple[Front, Counting]) -> None:
    front, app = counting

    exchange = Exchange([b"abc"])
    asyncio.run(front.__rsgi__(scope("POST", b"/a", [("Content-Length", "9")]), exchange))
    assert exchange.reply.sent == 0
    assert app.asked == 0


def test_queries_under_way_keep_no_page_waiting_and_too_many_are_sent_away() -> None:
    gate = threading.Event()

    def slow(environ: dict, start_response: Callable) -> list[bytes]:
        if environ["PATH_INFO"] == "/sparql":
            gate.wait(30)
        start_response("200 OK", [])
        return [b"done"]

    front = Front(Served(slow), threads=1, query_threads=8)

    async def crowd() -> list[int]:
        queries = [asyncio.create_task(answer(front, "GET", f"/sparql?query={number}")) for number in range(20)]
        await asyncio.sleep(0)
        assert (await answer(front, "GET", "/page")).body == b"done"
        gate.set()
        return sorted(reply.status for reply in await asyncio.gather(*queries))

    assert asyncio.run(crowd()) == [200] * 8 + [503] * 12
    front.close()


@pytest.mark.parametrize("at_hand", [True, False])
def test_a_document_that_is_made_quickly_waits_for_no_thread_unless_its_store_is_elsewhere(tiny: Publication, at_hand: bool) -> None:
    gate = threading.Event()

    def slow(environ: dict, start_response: Callable) -> list[bytes]:
        gate.wait(30)
        start_response("200 OK", [])
        return [b"done"]

    documents = create_app(replace(tiny, store=SimpleNamespace(at_hand=at_hand, begin=lambda: None))).extensions["documents"]
    front = Front(Served(slow, documents=documents), threads=1)

    async def crowd() -> bool:
        first = [await answer(front, "GET", f"{PAGE}?{number}") for number in range(3)]  # the very first may find out much
        waiting = asyncio.create_task(answer(front, "GET", "/slow"))
        await asyncio.sleep(0)
        again = asyncio.create_task(answer(front, "GET", f"{PAGE}?again"))
        for _ in range(10):
            await asyncio.sleep(0)
        at_once = again.done()
        gate.set()
        assert (await waiting).body == b"done"
        assert same(await again, first[0])
        return at_once

    assert asyncio.run(crowd()) == at_hand
    front.close()


def test_a_document_that_takes_long_is_made_in_a_thread_each_time(tiny: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rip_ld.web.documents.QUICK", 0.0)
    documents = create_app(tiny).extensions["documents"]
    front = Front(Served(Counting(), documents=documents))
    assert [ask(front, "GET", f"{PAGE}?{number}").status for number in range(3)] == [200] * 3
    assert not documents.quick(*documents.at(PAGE))
    front.close()


def test_many_clients_at_once_get_each_their_own(tiny_front: Front) -> None:
    targets = [f"/cup/leaf/{name}.{extension}" for name in ("sencha", "green", "Assam", "brick") for extension in ("html", "ttl", "nt", "jsonld", "rdf")]

    async def crowd() -> list[Reply]:
        return await asyncio.gather(*(answer(tiny_front, "GET", f"{target}?{number}") for number in range(5) for target in targets))

    replies = asyncio.run(crowd())
    alone = [ask(tiny_front, "GET", target) for target in targets]
    assert all(same(reply, alone[place % len(targets)]) for place, reply in enumerate(replies))


def test_the_environment_is_that_of_the_request() -> None:
    made = environ(scope("GET", "/a%20bé?x=é y".encode(), [("A_B", "no"), ("A-B", "1"), ("A-B", "2"), ("Content-Type", "x/y"), ("Accept", "\xff")]), b"")
    assert made["PATH_INFO"] == "/a b\xc3\xa9"
    assert made["QUERY_STRING"] == "x=%C3%A9%20y"
    assert made["HTTP_A_B"] == "1, 2"
    assert made["CONTENT_TYPE"] == "x/y"
    assert made["HTTP_ACCEPT"] == "?"


def test_a_header_that_cannot_be_read_is_not_taken_for_none(counting: tuple[Front, Counting]) -> None:
    front, app = counting
    for _ in range(2):
        ask(front, "GET", "/a", [("Accept", "\xff")])
    assert (app.asked, len(front.served.cache)) == (2, 0)
