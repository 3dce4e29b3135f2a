"""The server as a stranger runs it: real sockets, real signals, clients that we did not write."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TINY
from serving import PROGRAM, Server, free_port, run, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(TINY) as running:
        yield running


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    return subprocess.run(["curl", "-sS", "--max-time", "20", *arguments], capture_output=True, text=True, check=True).stdout


def test_curl_follows_a_thing_to_its_document(server: Server) -> None:
    assert "skos:prefLabel" in curl("-L", "-H", "Accept: text/turtle", f"{server.url}/cup/leaf/sencha")
    assert curl("-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", f"{server.url}/cup/leaf/SENCHA.TTL") == f"308 {server.url}/cup/leaf/sencha.ttl"


def test_curl_fetches_a_dump_in_parts_and_again_only_if_it_has_changed(server: Server, tmp_path: Path) -> None:
    whole, tag = tmp_path / "dump.nt", tmp_path / "tag"
    curl("-o", str(whole), "--etag-save", str(tag), f"{server.url}/dump.nt")
    assert curl("--etag-compare", str(tag), "-o", "/dev/null", "-w", "%{http_code}", f"{server.url}/dump.nt") == "304"
    half = tmp_path / "half.nt"
    half.write_bytes(whole.read_bytes()[:1000])
    curl("-C", "-", "-o", str(half), f"{server.url}/dump.nt")
    assert half.read_bytes() == whole.read_bytes()


def test_head_has_a_length_and_no_body_whether_kept_or_not(server: Server) -> None:
    for target in ("/cup/leaf/green.html", "/nothing", "/dump.ttl", "/sparql?query=ASK%7B%7D"):
        lengths = [len(server.ask("GET", target)[1]), *(int(server.ask("HEAD", target)[0].headers["Content-Length"]) for _ in range(2))]
        assert len(set(lengths)) == 1
        received = server.send(f"HEAD {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert received.endswith(b"\r\n\r\n")


def test_a_connection_serves_many_requests(server: Server) -> None:
    request = b"GET /cup/leaf/green.ttl HTTP/1.1\r\nHost: x\r\n\r\n"
    last = request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert server.send(request * 3 + last).count(b"HTTP/1.1 200 OK") == 4


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /cup/leaf/sencha HTTP/1.0\r\n\r\n", b" 303 "),
        (b"GET http://elsewhere.example/cup/leaf/sencha HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n", b" 303 "),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 204 "),
        (b"GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 404 "),
        (b"GET /a<b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 400 "),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 404 "),
        (b"GET //cup/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 308 "),
        (b"GET /cup/ HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n", b" 200 "),
        (b"GET /robots.txt HTTP/1.1\r\nHost: <script>\r\nConnection: close\r\n\r\n", b" "),
        (b"GET /cup/ HTTP/1.1\r\nHost: x\r\nAccept: \xff\xfe\r\nConnection: close\r\n\r\n", b" 406 "),
        (b"GET /cup/ HTTP/1.1\r\nHost: x\r\nAccept: " + b"a/b," * 20000 + b"\r\nConnection: close\r\n\r\n", b" 4"),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 4"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n", b" 413 "),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\nConnection: close\r\n\r\n", b" 400 "),
        (b"POST /cup/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi", b" 405 "),
        (b"BREW /cup/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 405 "),
        (b"GET /sparql?query=\xc3\xa9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 400 "),
        (b"\r\n\r\n\x00\x01nonsense\r\n\r\n", b""),
    ],
    ids=lambda value: value[:40].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_whatever_comes_over_the_wire_gets_the_right_status(server: Server, sent: bytes, status: bytes) -> None:
    received = server.send(sent)
    assert status in received.split(b"\r\n")[0]
    assert b"HTTP/1.1 5" not in received
    assert server.ask("GET", "/cup/leaf/green.ttl")[0].status == 200


def test_a_host_header_is_never_markup(server: Server) -> None:
    received = server.send(b"GET /sitemap.xml HTTP/1.1\r\nHost: <script>\r\nConnection: close\r\n\r\n")
    assert b"<script>" not in received


@pytest.mark.parametrize("host", [b"<script>", b"", b"a b", b"x:99999"])
def test_the_sitemap_of_no_host_names_where_the_server_listens(server: Server, host: bytes) -> None:
    received = server.send(b"GET /sitemap.xml HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
    assert f"<loc>http://127.0.0.1:{server.port}/</loc>".encode() in received


def test_half_requests_keep_nobody_waiting(server: Server) -> None:
    import socket

    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
    try:
        for connection in held:
            connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK")
        assert server.ask("GET", "/cup/leaf/Assam.html?fresh")[0].status == 200
        assert server.ask("GET", "/sparql?query=ASK%7B%7D")[0].status == 200
    finally:
        for connection in held:
            connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    with serving(TINY, temporary=tmp_path) as running:
        server_ids = running.children()
        assert server_ids
        assert folders(tmp_path)
        running.process.send_signal(number)
        assert running.process.wait(timeout=15) in (0, 130)
    assert gone(server_ids)
    assert not folders(tmp_path)


def test_killing_the_server_leaves_no_process_and_no_folder(tmp_path: Path) -> None:
    with serving(TINY, temporary=tmp_path) as running:
        server_ids = running.children()
        running.process.kill()
        running.process.wait(timeout=15)
        assert gone(server_ids)
    assert not folders(tmp_path)


def test_a_signal_ends_a_query_under_way(tmp_path: Path) -> None:
    endless = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff.%3Fg%20%3Fh%20%3Fi.%3Fj%20%3Fk%20%3Fl%7D"
    with serving(TINY, "--query-timeout", "300", temporary=tmp_path) as running:
        import socket

        with socket.create_connection(("127.0.0.1", running.port)) as connection:
            connection.sendall(f"GET {endless} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            server_ids = running.children()
            running.ask("GET", "/cup/leaf/green.ttl")
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(timeout=15) == 0
        assert gone(server_ids)
    assert not folders(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("later", [0.0, 0.02, 0.05, 0.1])
def test_a_signal_while_the_query_processes_start_ends_everything(tmp_path: Path, number: int, later: float) -> None:
    environ = os.environ | {"TMPDIR": str(tmp_path)}
    process = subprocess.Popen([*PROGRAM, "serve", "--dataset", str(TINY), "--port", str(free_port())], env=environ, stderr=subprocess.PIPE)
    try:
        for _ in range(2000):
            if folders(tmp_path):
                break
            time.sleep(0.005)
        time.sleep(later)
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
    assert process.returncode in (0, 130)
    assert b"Traceback" not in said
    for _ in range(200):
        if not folders(tmp_path):
            break
        time.sleep(0.05)
    assert not folders(tmp_path)


@pytest.mark.parametrize("later", [0.1, 0.15, 0.2, 0.25, 0.3, 0.4])
def test_an_interrupt_while_modules_are_loaded_ends_the_program_without_a_word(tmp_path: Path, later: float) -> None:
    environ = os.environ | {"TMPDIR": str(tmp_path)}
    program = "import sys; print(flush=True); from rip_ld.cli import main; sys.exit(main())"  # Python itself has started when the line is out
    command = [sys.executable, "-c", program, "serve", "--dataset", str(TINY), "--port", str(free_port())]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        process.stdout.readline()
        time.sleep(later)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
    assert process.returncode in (0, 130)
    assert b"Traceback" not in said
    assert not folders(tmp_path)


def folders(parent: Path) -> list[Path]:
    """List the folders that the program has made for its query processes."""
    return list(parent.glob("rip-ld-*"))


def gone(ids: list[int]) -> bool:
    """Wait a little until processes have ended."""
    for _ in range(200):
        if not any(alive(number) for number in ids):
            return True
        time.sleep(0.05)
    return False


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def refused(*options: str) -> tuple[int, str]:
    """Try to serve; gives the exit status and the one line that says why it cannot be."""
    done = run("serve", *options)
    lines = done.stderr.decode().strip().splitlines()
    assert done.stdout == b""
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return done.returncode, lines[0]


def test_broken_turtle_is_not_served(tea: Path) -> None:
    (tea / "data" / "bad.ttl").write_text("@prefix a: <http://a/> .\na:b a:c .\n", "utf-8")
    status, line = refused("--dataset", str(tea), "--port", str(free_port()))
    assert status == 1
    assert line.startswith("data/bad.ttl:2:")


def test_a_file_that_is_not_utf8_is_not_served(tea: Path) -> None:
    (tea / "data" / "bad.ttl").write_bytes(b'# \n# caf\xe9\n')
    status, line = refused("--dataset", str(tea), "--port", str(free_port()))
    assert (status, line.split(" ")[0]) == (1, "data/bad.ttl:2:6:")


@pytest.mark.parametrize("text", ["{", "[]", "3", '{"@context": []}', "\x00"])
def test_a_broken_context_is_not_served(tea: Path, text: str) -> None:
    (tea / "ontology" / "context.jsonld").write_text(text, "utf-8")
    status, line = refused("--dataset", str(tea), "--port", str(free_port()))
    assert (status, line.split(":")[0]) == (1, "ontology/context.jsonld")


def test_a_port_in_use_is_told(server: Server) -> None:
    status, line = refused("--dataset", str(TINY), "--port", str(server.port))
    assert status == 1
    assert f"127.0.0.1:{server.port}" in line
    assert "--port" in line


@pytest.mark.parametrize(
    ("options", "status", "word"),
    [
        (["--host", "203.0.113.1"], 1, "203.0.113.1"),
        (["--host", "no such host"], 1, "no such host"),
        (["--host", "."], 1, "host"),
        (["--host", ""], 2, "--host"),
        (["--port", "abc"], 2, "--port"),
        (["--port", "0"], 2, "between"),
        (["--port", "70000"], 2, "between"),
        (["--port", "-1"], 2, "between"),
        (["--port"], 2, "--port"),
        (["--query-timeout", "nan"], 2, "--query-timeout"),
        (["--query-workers", "0"], 2, "--query-workers"),
        (["--public-url", "data.example.org"], 2, "--public-url"),
        (["--public-url", "https://example.org/deep/"], 2, "--public-url"),
        (["--public-url", "https://example.org:x"], 2, "--public-url"),
        (["--colour", "red"], 2, "--colour"),
        (["more"], 2, "more"),
        (["--dataset", "/no/such/folder"], 1, "/no/such/folder"),
        (["--dataset", __file__], 1, "test_server.py"),
    ],
    ids=str,
)
def test_what_cannot_be_served_is_told_in_one_line(options: list[str], status: int, word: str) -> None:
    given = options if "--dataset" in options else ["--dataset", str(TINY), *options]
    assert (told := refused(*given))[0] == status
    assert word in told[1]


def test_an_empty_folder_is_no_dataset(tmp_path: Path) -> None:
    assert refused("--dataset", str(tmp_path))[0] == 1


def test_the_server_listens_on_the_other_protocol_too() -> None:
    import socket

    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    port = free_port()
    process = subprocess.Popen([*PROGRAM, "serve", "--dataset", str(TINY), "--host", "::1", "--port", str(port)], stderr=subprocess.PIPE)
    try:
        assert f"http://[::1]:{port}/".encode() in process.stderr.readline()
        assert curl("-g", "-o", "/dev/null", "-w", "%{http_code}", f"http://[::1]:{port}/cup/") == "200"
    finally:
        process.terminate()
        process.wait(timeout=15)
        process.stderr.close()


def test_what_starting_does_not_need_is_not_imported() -> None:
    code = "import sys, rip_ld.cli, rip_ld.publication, rip_ld.web.front, rip_ld.web.server; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyshacl", "SPARQLWrapper", "a2wsgi"} & set(loaded)
