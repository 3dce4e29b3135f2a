"""The commands; the only place that prints.

Exit status: 0 all is well, 1 something is wrong with the data or the machine, 2 the command was used wrongly.
"""

import argparse
import os
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from rip_ld.dataset.problems import DatasetError
from rip_ld.settings import DESCRIPTIONS, Settings, SettingsError, settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        names = {field.name for field in fields(Settings)}
        chosen = settings({name: value for name, value in vars(given).items() if name in names})
        return given.run(chosen, given)
    except SettingsError as error:
        return _fail(str(error), 2)
    except DatasetError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rip-ld", description="Publish a folder of Turtle files as linked data.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    everywhere = ("dataset",)
    _command(commands, "serve", serve, "serve the publication over HTTP", [field.name for field in fields(Settings)])
    check = _command(commands, "check", check_files, "report every problem of the dataset, one a line", everywhere)
    check.add_argument("files", nargs="*", metavar="FILE", help="report only the problems of these files")
    dump = _command(commands, "dump", write_dump, "write the whole dataset to standard output", everywhere)
    dump.add_argument("extension", metavar="EXT", help="ttl, nt, nq, trig, jsonld or rdf")
    query = _command(commands, "query", run_query, "answer the SPARQL query in a file", everywhere)
    query.add_argument("file", metavar="FILE", help="a file with one query, or - for standard input")
    query.add_argument("--format", default="tsv", help="csv, tsv, json, xml; ttl, nt, rdf, jsonld for graphs (default: tsv, or ttl for graphs)")
    return parser


def _command(commands: argparse._SubParsersAction, name: str, run: Callable, what: str, options: Sequence[str]) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    for option in options:
        default = getattr(Settings, option)
        parser.add_argument("--" + option.replace("_", "-"), metavar=option.split("_")[-1].upper(), help=f"{DESCRIPTIONS[option]} (default: {default})")
    parser.set_defaults(run=run)
    return parser


def _fail(sentence: str, status: int = 1) -> int:
    print(f"rip-ld: {sentence}", file=sys.stderr)
    return status


def _say(sentence: str) -> None:
    print(f"rip-ld: {sentence}", file=sys.stderr, flush=True)


def serve(chosen: Settings, _: argparse.Namespace) -> int:
    """Serve the publication until interrupted; refuses broken Turtle and a port in use."""
    from rip_ld.dataset.read import read

    started = time.perf_counter()
    dataset = read(chosen.dataset)
    _say(f"read {len(dataset.files)} files, {len(dataset.quads):,} statements in {time.perf_counter() - started:.2f} s")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as error:
            return _fail(f"cannot listen on {chosen.host}:{chosen.port}: {error.strerror}. Choose another port with --port.")
    from granian import Granian
    from granian.constants import Interfaces

    os.environ.update(chosen.environment())
    server = Granian(
        "rip_ld.web.front:application",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.ASGI,
        factory=True,
        websockets=False,
        log_enabled=False,
    )
    server.on_startup(lambda: _say(f"serving at http://{chosen.host}:{chosen.port}/ (stop with Ctrl-C)"))
    server.serve()
    return 0


def check_files(chosen: Settings, given: argparse.Namespace) -> int:
    """Check the dataset, or some of its files, and print every problem."""
    from rip_ld.dataset.check import check
    from rip_ld.dataset.read import read

    names = []
    for name in given.files:
        path = next((path for path in (Path(name), chosen.dataset / name) if path.is_file()), None)
        if path is None:
            return _fail(f"there is no file {name}.", 2)
        try:
            names.append(str(path.resolve().relative_to(chosen.dataset.resolve())))
        except ValueError:
            return _fail(f"{name} is not in the dataset folder {chosen.dataset}.", 2)
    dataset = read(chosen.dataset)
    unknown = [name for name in names if name not in {file.path for file in dataset.files}]
    if unknown:
        return _fail(f"{unknown[0]} is not one of the dataset's Turtle files.", 2)
    problems = check(dataset, names, _say)
    for problem in problems:
        print(problem)
    errors = sum(problem.level == "error" for problem in problems)
    _say(f"{len(names) or len(dataset.files)} files, {errors} errors, {len(problems) - errors} others")
    return 1 if errors else 0


def write_dump(chosen: Settings, given: argparse.Namespace) -> int:
    """Write the whole dataset in one format to standard output."""
    from rip_ld.formats import DUMPS
    from rip_ld.publication import project

    row = next((row for row in DUMPS if row.extension == given.extension), None)
    if row is None:
        return _fail(f"there is no format {given.extension!r}; there are {', '.join(row.extension for row in DUMPS)}.", 2)
    quads, how = project(chosen)
    sys.stdout.buffer.write(row.writer(quads, how))
    return 0


def run_query(chosen: Settings, given: argparse.Namespace) -> int:
    """Answer one query and write its result to standard output."""
    from rip_ld.publication import publish
    from rip_ld.sparql import Query, QueryFailure

    try:
        text = sys.stdin.read() if given.file == "-" else Path(given.file).read_text("utf-8")
    except OSError as error:
        return _fail(f"cannot read {given.file}: {error.strerror}.", 2)
    except UnicodeDecodeError:
        return _fail(f"{given.file} is not UTF-8.")
    with publish(chosen) as publication:
        try:
            graph = given.format if given.format in ("ttl", "nt", "rdf", "jsonld") else "ttl"
            answer = publication.pool.run(Query(text, solutions=given.format, graph=graph))
        except QueryFailure as failure:
            return _fail(failure.message)
    sys.stdout.buffer.write(answer.body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
