"""SIGHUP: the data are read anew beside those that are served, and take their place in one step; nobody who asks is refused or hears of both."""

import asyncio
import gc
import os
import pty
import re
import select
import signal
import subprocess
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import pytest
from asking import Exchange, ask, scope
from conftest import TINY
from peers import Peer
from serving import PROGRAM, Server, free_port, run, serving, serving_files, wait_for
from test_remote import fill
from test_server import alive, folders, gone

from rip_ld.settings import Settings
from rip_ld.web.editions import Editions
from rip_ld.web.front import Front, Served

PATIENCE = 60.0  # seconds: longer than anything here takes on the slowest machine
LEAF = "/cup/leaf/sencha"
NAME = f"SELECT ?name {{ <https://example.org/tea{LEAF}> rdfs:label ?name }}"
VIEWS = {  # where a name shows
    "page": (f"{LEAF}.html", "text/html"),
    "turtle": (f"{LEAF}.ttl", "text/turtle"),
    "query": (f"/sparql?{urlencode({'query': NAME})}", "text/csv"),
    "form": (f"/sparql?{urlencode({'query': NAME})}", "text/html"),
    "dump": ("/dump.nt", "*/*"),
    "search": ("/search?q=sencha", "text/html"),
}


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Let servers hear the signal also where these tests run under nohup, which they would inherit."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL) if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN else None
    yield
    if before is not None:
        signal.signal(signal.SIGHUP, before)


def rename(folder: Path, name: str) -> None:
    """Give the leaf that these tests look at another name."""
    path = folder / "data" / "leaves.ttl"
    path.write_text(re.sub(r'"sencha[^"]*"@en', f'"{name}"@en', path.read_text("utf-8"), flags=re.IGNORECASE), "utf-8")


def hang_up(server: Server) -> None:
    server.process.send_signal(signal.SIGHUP)


def line(server: Server) -> str:
    """Wait for the next line that the server says."""
    stream, end, said = server.process.stderr, time.monotonic() + PATIENCE, b""
    while not said.endswith(b"\n"):
        assert select.select([stream], [], [], max(0.0, end - time.monotonic()))[0], f"the server says no more than {said!r}"
        piece = os.read(stream.fileno(), 1)
        assert piece, f"the server has ended with {said!r}"
        said += piece
    return said.decode()


def reload(server: Server) -> str:
    """Have the data read anew, and wait until they are served."""
    hang_up(server)
    said = line(server)
    assert "read anew" in said
    return said


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def masters(server: Server) -> list[int]:
    """List the processes that hold the data for queries."""
    return [int(pid) for path in Path(f"/proc/{server.process.pid}/task").glob("*/children") for pid in path.read_text().split() if alive(int(pid))]


def shown(server: Server, view: str, **headers: str) -> tuple[int, dict[str, str], str]:
    path, accept = VIEWS[view]
    response, body = server.ask("GET", path, {"Accept": accept, **{name.replace("_", "-"): value for name, value in headers.items()}})
    return response.status, {name.lower(): value for name, value in response.headers.items()}, body.decode()


@contextmanager
def asking(server: Server, views: Iterator[str] | tuple[str, ...]) -> Iterator[list[tuple[int, str]]]:
    """Ask all the time, over one connection, and once a round over a new one; gives what came, in that order."""
    came: list[tuple[int, str]] = []
    enough = threading.Event()

    def client() -> None:
        kept = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        while not enough.is_set():
            for view in views:
                kept.request("GET", VIEWS[view][0], headers={"Accept": VIEWS[view][1]})
                response = kept.getresponse()
                came.append((response.status, response.read().decode()))
            status, _, body = shown(server, views[0])
            came.append((status, body))
        kept.close()

    thread = threading.Thread(target=client)
    thread.start()
    try:
        yield came
    finally:
        enough.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_an_edit_is_served_after_the_signal_and_a_client_that_asks_all_the_time_hears_the_old_or_the_new(tea: Path) -> None:
    rename(tea, "Sencha of old")
    with serving(tea) as server:
        before = {view: shown(server, view) for view in VIEWS}
        assert {view for view, (status, _, body) in before.items() if status == 200 and "Sencha of old" in body} == set(VIEWS)
        with asking(server, tuple(VIEWS)) as came:
            until(lambda: len(came) > 20)
            rename(tea, "Sencha anew")
            said = reload(server)
            at_the_change = len(came)
            until(lambda: len(came) > at_the_change + 20)
        assert re.search(r"^rip-ld: \d+ files, \d+ statements, read anew in [\d.]+ s; serving at http://127", said)
        assert {status for status, _ in came} == {200}
        news = ["Sencha anew" in body for _, body in came]
        assert [("Sencha of old" in body) for _, body in came] == [not new for new in news]  # the one or the other, never both
        assert news == sorted(news)  # once new, always new
        for view, (_, headers, _) in before.items():
            status, now, body = shown(server, view)
            assert (status, "Sencha anew" in body) == (200, True), view
            assert now.get("etag", "none") != headers.get("etag"), view
            if view in ("page", "turtle", "query", "dump"):
                assert shown(server, view, If_None_Match=headers["etag"])[0] == 200, view
                assert shown(server, view, If_None_Match=now["etag"])[0] == 304, view
            if "last-modified" in headers:
                assert shown(server, view, If_Modified_Since=headers["last-modified"])[0] == 200, view
        until(lambda: len(masters(server)) == 1)


def test_who_has_the_old_hears_of_the_new_even_where_its_files_are_older(tea: Path) -> None:
    with serving(tea) as server:
        old = shown(server, "turtle")[1]["last-modified"]
        rename(tea, "Sencha from a backup")
        for path in tea.rglob("*.ttl"):
            os.utime(path, (1e9, 1e9))
        reload(server)
        status, headers, body = shown(server, "turtle", If_Modified_Since=old)
        assert (status, "Sencha from a backup" in body, headers["last-modified"] != old) == (200, True, True)


def test_broken_turtle_is_told_with_every_problem_and_what_is_served_goes_on(tea: Path) -> None:
    with serving(tea) as server:
        before = shown(server, "page")
        (tea / "data" / "bad.ttl").write_text("@prefix a: <http://a/> .\na:b a:c .\n", "utf-8")
        (tea / "data" / "worse.ttl").write_bytes(b"# \n# caf\xe9\n")
        hang_up(server)
        said = [line(server) for _ in range(3)]
        assert [text.split(" ")[0] for text in sorted(said[:2])] == ["data/bad.ttl:2:8:", "data/worse.ttl:2:6:"]
        assert said[2] == "rip-ld: the data could not be read anew; what was served goes on being served.\n"
        assert shown(server, "page")[1]["etag"] == before[1]["etag"]
        assert shown(server, "query")[0] == 200
        assert len(masters(server)) == 1
        for name in ("bad", "worse"):
            (tea / "data" / f"{name}.ttl").unlink()
        rename(tea, "Sencha mended")
        reload(server)
        assert "Sencha mended" in shown(server, "page")[2]


def test_a_folder_that_is_gone_is_told_and_what_is_served_goes_on(tea: Path) -> None:
    with serving(tea) as server:
        tea.rename(tea.with_name("elsewhere"))
        hang_up(server)
        assert str(tea) in line(server)
        assert "goes on being served" in line(server)
        assert shown(server, "page")[0] == 200
        tea.with_name("elsewhere").rename(tea)
        reload(server)


def test_a_query_under_way_is_answered_from_the_data_that_it_was_asked_of(tea: Path) -> None:
    rename(tea, "Sencha of old")
    with serving(tea, "--query-timeout", "120") as server:
        times, answers = 30, []

        def slow() -> None:
            rows = " ".join(map(str, range(times)))
            query = f"SELECT (COUNT(*) AS ?n) (SAMPLE(?name) AS ?old) {{ <https://example.org/tea{LEAF}> rdfs:label ?name . ?a ?b ?c . ?d ?e ?f . VALUES ?g {{ {rows} }} }}"
            answers.append(server.ask("GET", f"/sparql?{urlencode({'query': query})}", {"Accept": "text/csv"}))

        while not answers:  # until one takes longer than reading the data
            rename(tea, "Sencha of old")
            reload(server)
            until(lambda: len(masters(server)) == 1)
            thread = threading.Thread(target=slow)
            thread.start()
            time.sleep(0.3)
            rename(tea, "Sencha anew")
            reload(server)
            if answers:
                times, answers = times * 4, []
                thread.join(PATIENCE)
                continue
            assert "Sencha anew" in shown(server, "query")[2]
            both = masters(server)
            thread.join(PATIENCE)
            assert len(both) == 2
        assert answers[0][0].status == 200
        assert answers[0][1].decode().splitlines()[1].endswith(",Sencha of old")
        until(lambda: len(masters(server)) == 1)
        assert set(masters(server)) < set(both)


def test_signals_that_come_while_the_data_are_read_are_one_more_wish_and_the_last_edit_is_served(tea: Path) -> None:
    with serving(tea) as server:
        most = 0
        for number in range(5):
            rename(tea, f"Sencha {number}")
            hang_up(server)
            time.sleep(0.05)
            most = max(most, len(masters(server)))
        said = [line(server)]
        while "Sencha 4" not in shown(server, "page")[2]:
            said.append(line(server))
            most = max(most, len(masters(server)))
        until(lambda: len(masters(server)) == 1)
        assert all("read anew" in text for text in said)
        assert most <= 2


@pytest.mark.parametrize(("number", "later"), [(signal.SIGTERM, 0.0), (signal.SIGTERM, 0.05), (signal.SIGINT, 0.15), (signal.SIGTERM, 0.3)])
def test_the_end_while_the_data_are_read_leaves_nothing(tea: Path, tmp_path: Path, number: int, later: float) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(tea, temporary=temporary) as server:
        hang_up(server)
        time.sleep(later)
        below = server.children()
        server.process.send_signal(number)
        assert server.process.wait(PATIENCE) == 0
        assert b"Traceback" not in server.process.stderr.read()
    assert gone(below)
    until(lambda: not list(temporary.iterdir()))


def test_the_end_leaves_nothing_after_the_data_were_read_anew(tea: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(tea, temporary=temporary) as server:
        for _ in range(3):
            reload(server)
        until(lambda: len(folders(temporary)) == 1)
        below = server.children()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
    assert gone(below)
    assert not list(temporary.iterdir())


def test_under_nohup_the_signal_means_nothing() -> None:
    with started("--dataset", str(TINY), before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as server:
        assert "ready" in line(server)
        wait_for(server.port)
        hang_up(server)
        ignored = int(re.search(r"^SigIgn:\s*(\w+)", Path(f"/proc/{server.process.pid}/status").read_text(), re.MULTILINE)[1], 16)
        assert ignored >> (signal.SIGHUP - 1) & 1
        assert shown(server, "page")[0] == 200
        assert not select.select([server.process.stderr], [], [], 0.5)[0]


def test_a_signal_while_the_server_starts_is_remembered(tea: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with started("--dataset", str(tea), env=os.environ | {"TMPDIR": str(temporary)}) as server:
        until(lambda: bool(folders(temporary)))
        hang_up(server)
        assert "ready" in line(server)
        assert "read anew" in line(server)


def test_the_end_while_old_queries_are_under_way_leaves_nothing(tea: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with serving(tea, "--query-timeout", "300", temporary=temporary) as server:
        thread = threading.Thread(target=lambda: answers.append(server.ask("GET", f"/sparql?{urlencode({'query': endless})}", {"Accept": "text/csv"})[0].status))
        answers: list[int] = []
        thread.start()
        time.sleep(0.5)
        reload(server)
        below = server.children()
        assert len(masters(server)) == 2
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
        thread.join(PATIENCE)
    assert answers == [503]
    assert gone(below)
    assert not list(temporary.iterdir())


def test_the_end_does_not_wait_for_reading_that_takes_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text('<http://e/s> <http://e/p> "old" .', "utf-8")
    with serving_files(str(file)) as server:
        file.unlink()
        os.mkfifo(file)
        hang_up(server)
        until(lambda: len(masters(server)) == 2)
        assert server.ask("GET", "/dump.nt")[0].status == 200
        below = server.children()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
        assert server.process.stderr.read() == b""
    assert gone(below)


def test_the_signal_in_a_terminal_is_a_wish_until_the_terminal_is_closed(tea: Path) -> None:
    port = free_port()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(PROGRAM[0], [*PROGRAM, "serve", "--dataset", str(tea), "--port", str(port)])
    server = Server(Terminal(pid, open(terminal, "rb", buffering=0)), port)
    try:
        assert "ready" in line(server)
        assert "read anew" in reload(server)
        until(lambda: len(masters(server)) == 1)
        below = server.children()
        server.process.stderr.close()
        until(lambda: os.waitpid(pid, os.WNOHANG)[0] == pid)
        assert gone(below)
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        raise


def test_a_server_in_the_background_outlives_its_terminal_and_heeds_the_signal(tea: Path) -> None:
    port, (read, write) = free_port(), os.pipe()
    shell, terminal = pty.fork()
    if shell == 0:
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            os.dup2(write, 2)
            os.execv(PROGRAM[0], [*PROGRAM, "serve", "--dataset", str(tea), "--port", str(port)])
        os.write(write, f"{pid}\n".encode())
        signal.pause()
    os.close(write)
    server = Server(Terminal(0, open(read, "rb", buffering=0)), port)
    server.process.pid = int(line(server))
    try:
        assert "ready" in line(server)
        os.close(terminal)
        assert os.waitpid(shell, 0)[0] == shell
        assert "read anew" in reload(server)
        assert shown(server, "page")[0] == 200
        server.process.send_signal(signal.SIGTERM)
        until(lambda: not alive(server.process.pid))
    except BaseException:
        server.process.send_signal(signal.SIGKILL)
        raise
    finally:
        server.process.stderr.close()


class Terminal:
    """A process at the other end of a terminal, as far as these tests use one."""

    def __init__(self, pid: int, stderr: IO[bytes]) -> None:
        self.pid, self.stderr = pid, stderr

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def test_files_are_read_anew_too(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text('<http://e/s> <http://e/p> "old" .', "utf-8")
    query = f"/sparql?{urlencode({'query': 'SELECT ?o { ?s ?p ?o }', 'format': 'csv'})}"
    with serving_files(str(file)) as server:
        assert server.ask("GET", query)[1] == b"o\r\nold\r\n"
        file.write_text('<http://e/s> <http://e/p> "new" .', "utf-8")
        assert "1 file, 1 statements" in reload(server)
        assert server.ask("GET", query)[1] == b"o\r\nnew\r\n"
        assert b'"new"' in server.ask("GET", "/dump.nt")[1]
        file.write_text("<http://e/s> <http://e/p> .", "utf-8")
        hang_up(server)
        assert "a.ttl:1:" in line(server)
        assert "goes on being served" in line(server)
        assert server.ask("GET", query)[1] == b"o\r\nnew\r\n"


def test_a_built_store_is_opened_anew_and_one_that_is_stale_is_told(tea: Path, tmp_path: Path) -> None:
    store = tmp_path / "stores" / "current"
    made = [tmp_path / "stores" / name for name in ("one", "two")]
    assert run("build", "--dataset", str(tea), str(made[0])).returncode == 0
    store.symlink_to(made[0])
    with serving(tea, "--built", str(store)) as server:
        rename(tea, "Sencha rebuilt")
        hang_up(server)
        assert "stale-store" in line(server)
        assert "goes on being served" in line(server)
        assert run("build", "--dataset", str(tea), str(made[1])).returncode == 0
        store.unlink()
        store.symlink_to(made[1])
        workers = set(server.children()) - set(masters(server))
        for worker in workers:  # those that take their place open the store that is served, not the one that is to be
            os.kill(worker, signal.SIGKILL)
        until(lambda: len(set(server.children()) - set(masters(server)) - workers) == 2)
        assert "Sencha rebuilt" not in shown(server, "query")[2]
        reload(server)
        for view in ("page", "turtle", "query", "dump"):
            assert "Sencha rebuilt" in shown(server, view)[2], view
        until(lambda: len(masters(server)) == 1)


def test_a_remote_store_is_asked_anew_what_it_holds(peer: Peer, tea: Path) -> None:
    fill(peer, tea)
    with serving(tea, "--store", peer.query) as server:
        rename(tea, "Sencha loaded anew")
        hang_up(server)
        assert "stale-store" in line(server)
        assert "goes on being served" in line(server)
        assert shown(server, "page")[0] == 200
        fill(peer, tea)
        assert [shown(server, view)[0] for view in ("page", "query", "dump")] == [200, 502, 502], "what is kept is still true of the old data; nothing of the new is taken for it"
        for _ in range(2):
            assert "does not hold the dataset now as it did" in line(server)
        reload(server)
        for view in ("page", "turtle", "query", "dump"):
            assert "Sencha loaded anew" in shown(server, view)[2], view


def test_what_was_replaced_is_freed(tea: Path) -> None:
    said: list[str] = []
    with Editions(Settings(dataset=tea), said.append, said.append) as editions:
        dead: list[weakref.ref] = []

        async def renewed() -> None:
            application = editions.front.served.flask.extensions["publication"]
            dead.append(weakref.ref(application))
            del application
            editions.renew()
            while editions.renewing:
                await asyncio.sleep(0.02)

        for _ in range(3):
            for path, accept in [*VIEWS.values(), ("/.well-known/void", "text/turtle"), ("/sparql", "text/turtle"), ("/dump.ttl.gz", "*/*"), ("/CUP/leaf/", "*/*"), ("/queries/", "text/html"), ("/nothing", "text/html")]:
                assert ask(editions.front, "GET", path, [("Accept", accept)]).status in (200, 302, 308, 404)
            asyncio.run(renewed())
        gc.unfreeze()
        assert [reference() for reference in dead] == [None] * 3
        assert sum("read anew" in text for text in said) == 3
        assert ask(editions.front, "GET", VIEWS["query"][0], [("Accept", "text/csv")]).status == 200
    editions.front.close()


def test_a_request_belongs_to_what_is_served_when_it_is_whole() -> None:
    def saying(word: bytes) -> Served:
        def app(environ: dict, start_response: Callable) -> list[bytes]:
            start_response("200 OK", [])
            return [word]

        return Served(app)

    front = Front(saying(b"old"))

    class Slow(Exchange):
        async def __aiter__(self) -> "Iterator[bytes]":
            yield b"half"
            front.replace(saying(b"new"))
            yield b"half"

    exchange = Slow()
    asyncio.run(front.__rsgi__(scope("POST", b"/a", [("Content-Length", "8")]), exchange))
    front.close()
    assert exchange.reply.body == b"new"


@contextmanager
def started(*options: str, before: Callable[[], object] | None = None, env: dict | None = None) -> Iterator[Server]:
    """Start a server and wait for nothing."""
    port = free_port()
    process = subprocess.Popen([*PROGRAM, "serve", *options, "--port", str(port)], stderr=subprocess.PIPE, preexec_fn=before, env=env)
    try:
        yield Server(process, port)
        process.terminate()
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
