"""The commands; the only place that prints.

Exit status: 0 all is well, 1 something is wrong with the data or the machine, 2 the command was used wrongly.
"""

import os
import signal


def _leave(*_: object) -> None:
    """End at once and without a word: what an interrupt means while nothing but modules is loaded."""
    os._exit(130)


_usual = signal.signal(signal.SIGINT, _leave)  # until everything below is loaded

import argparse
import gc
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import NoReturn

from rip_ld import __version__
from rip_ld.dataset.problems import DatasetError
from rip_ld.hangup import HangUp
from rip_ld.settings import DESCRIPTIONS, SEVERAL, Settings, SettingsError, endpoint_of, settings
from rip_ld.store.port import StoreError

OPTIONS = tuple(field.name for field in fields(Settings))
LIMITS = tuple(name for name in OPTIONS if name in ("query_timeout", "query_memory", "query_bytes", "query_rows"))
STOPPING = (signal.SIGINT, signal.SIGTERM)
EPILOG = (
    "Every option may also be given as a variable, --dataset as RIP_LD_DATASET; the option wins. "
    "Exit status: 0 all is well, 1 something is wrong with the data or the machine, 2 the command was used wrongly."
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, and end with status 2."""
        self.exit(2, f"rip-ld: {message}. See: {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    try:
        given = _parser().parse_args(arguments)
        chosen = settings({name: value for name, value in vars(given).items() if name in OPTIONS})
        status = given.run(chosen, given)
        if sys.stdout:
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # who read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (SettingsError, DatasetError, StoreError, OSError) as error:
        return _explain(error)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="rip-ld", description="Publish a folder of Turtle files as linked data.", epilog=EPILOG, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"rip-ld {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _command(commands, "serve", serve, "serve the publication over HTTP until interrupted; on SIGHUP read the data anew", OPTIONS)
    check = _command(commands, "check", check_files, "report every problem of the dataset, as file:line:column: level code: message", ("dataset",))
    check.add_argument("files", nargs="*", metavar="FILE", help="report only the problems of these files")
    dump = _command(commands, "dump", write_dump, "write the whole dataset to standard output", ("dataset",))
    dump.add_argument("extension", metavar="EXT", help="ttl, nt, nq, trig, jsonld or rdf")
    _command(commands, "coverage", write_coverage, "compare what the source holds, by inventory/, with the dataset, as Markdown", ("dataset",))
    query = _command(commands, "query", run_query, "answer a SPARQL query, from a file or of the dataset's examples", ("dataset", "built", "store", "store_login", "federate", *LIMITS))
    query.add_argument("file", metavar="QUERY", nargs="?", help="a file with one query, the name of an example, or - for standard input")
    query.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="put a value into a parameter of the query; may be repeated")
    query.add_argument("--list", action="store_true", help="list the examples, with what each asks")
    query.add_argument(
        "--format",
        metavar="NAME",
        help="table, csv, tsv, json, xml for a table; ttl, nt, jsonld, rdf for a graph (default: table on a terminal, else tsv; ttl)",
    )
    query.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the dataset")
    build = _command(commands, "build", build_store, "make a store on disk, to be served with --built", ("dataset",))
    build.add_argument("folder", metavar="DIR", type=Path, help="the folder that the store is made in; an earlier store there is replaced")
    load = _command(commands, "load", load_store, "load the dataset into a remote store, to be served with --store", ("dataset", "store_login"))
    load.add_argument("url", metavar="URL", help="the address of its graph store (SPARQL 1.1 Graph Store HTTP Protocol)")
    return parser


def _command(commands: argparse._SubParsersAction, name: str, run: Callable, what: str, options: Sequence[str]) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".", epilog=EPILOG, allow_abbrev=False)
    for option in options:
        default = getattr(Settings, option)
        how = {"nargs": "+", "action": "extend", "metavar": SEVERAL[option]} if option in SEVERAL else {"metavar": option.split("_")[-1].upper()}
        parser.add_argument("--" + option.replace("_", "-"), **how, help=f"{DESCRIPTIONS[option]} (default: {default or 'none'})")
    parser.set_defaults(run=run)
    return parser


def _fail(sentence: str, status: int = 1) -> int:
    _say(sentence)
    return status


def _explain(error: Exception) -> int:
    """Say what is wrong, of a dataset each problem in a line; returns the exit status."""
    if isinstance(error, DatasetError):
        print(*error.problems, sep="\n", file=sys.stderr, flush=True)
        return 1
    if isinstance(error, OSError):
        return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
    return _fail(error.whole if isinstance(error, StoreError) else str(error), 2 if isinstance(error, SettingsError) else 1)


def _say(sentence: str) -> None:
    print(f"rip-ld: {sentence}", file=sys.stderr, flush=True)


def _write(body: bytes) -> int:
    """Write bytes to standard output; returns the exit status."""
    if sys.stdout is None:
        return _fail("standard output is closed.")
    sys.stdout.flush()
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    return 0


def serve(chosen: Settings, _: argparse.Namespace) -> int:
    """Serve the publication until interrupted, and read it anew on SIGHUP; refuses broken Turtle and a port in use."""
    hang_up = HangUp()
    for number in STOPPING:  # until something is under way, there is nothing to tidy up
        signal.signal(number, _leave)
    gc.disable()  # what is loaded stays: looking for garbage in it costs a third of the start
    from rip_ld.sparql import PoolError
    from rip_ld.web.editions import Editions
    from rip_ld.web.server import ListenError, address_of, run

    for number in STOPPING:  # until the server listens to signals, all of them mean the same
        signal.signal(number, signal.default_int_handler)
    try:
        address = address_of(chosen.host, chosen.port)
        with Editions(chosen, _say, _explain) as editions:
            gc.freeze()
            gc.enable()
            run(editions.front, address, chosen.port, editions.ready, hang_up, editions.renew)
    except (ListenError, PoolError) as error:
        return _fail(str(error))
    if editions.reading:  # nothing else is left, and to wait for this would help nobody
        os._exit(0)
    return 0


def check_files(chosen: Settings, given: argparse.Namespace) -> int:
    """Check the dataset, or some of its files, and print every problem."""
    gc.disable()  # it ends soon, and looking for garbage takes a tenth of its time
    from rip_ld.dataset.check import check, checkable
    from rip_ld.dataset.read import read

    folder, names = chosen.dataset.resolve(), []
    for name in given.files:
        found = [path.resolve() for path in (Path(name), chosen.dataset / name) if path.is_file()]
        inside = [path for path in found if path.is_relative_to(folder)]
        if not found and any(path.is_dir() for path in (Path(name), chosen.dataset / name)):
            return _fail(f"{name} is a folder; files are named here, and the dataset's folder with --dataset.", 2)
        if not inside:
            return _fail(f"{name} is not in the dataset folder {chosen.dataset}." if found else f"there is no file {name}.", 2)
        names.append(str(inside[0].relative_to(folder)))
    try:
        dataset = read(chosen.dataset)
    except DatasetError as error:
        if any(problem.code == "no-folder" for problem in error.problems):
            raise
        print(*error.problems, sep="\n")
        return _fail("nothing else has been checked: what the data say can be looked at when all files can be read.")
    unknown = [name for name in names if name not in checkable(dataset)]
    if unknown:
        return _fail(f"{unknown[0]} is not one of the dataset's files that can be checked: Turtle, rules, queries, the JSON-LD context.", 2)
    problems = check(dataset, names, lambda step: _say(f"checking {step}"))
    levels = [problem.level for problem in problems]
    print(*problems, sep="\n", end="\n" if problems else "")
    told = {"file": len(names) or len(checkable(dataset)), "error": levels.count("error"), "warning": levels.count("warning"), "note": levels.count("info")}
    _say(", ".join(_count(number, what) for what, number in told.items()))
    return 1 if told["error"] else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def write_dump(chosen: Settings, given: argparse.Namespace) -> int:
    """Write the whole dataset in one format to standard output."""
    from rip_ld.formats import DUMPS, Unwritable
    from rip_ld.publication import project

    row = next((row for row in DUMPS if row.extension == given.extension), None)
    if row is None:
        return _fail(f"there is no format {given.extension!r}; there are {', '.join(row.extension for row in DUMPS)}.", 2)
    found = project(chosen.dataset)
    try:
        return _write(row.writer(found.store.quads(), found.how))
    except Unwritable as error:
        return _fail(str(error))


def write_coverage(chosen: Settings, _: argparse.Namespace) -> int:
    """Write how much of what the inventory lists is in the dataset."""
    from rip_ld.dataset.coverage import coverage, markdown
    from rip_ld.dataset.read import read

    dataset = read(chosen.dataset)
    return _write(markdown(dataset, coverage(dataset)).encode())


def build_store(chosen: Settings, given: argparse.Namespace) -> int:
    """Make a store on disk of the dataset and its statistics."""
    from rip_ld.publication import project
    from rip_ld.store.built import build

    started = time.perf_counter()
    _say(f"reading {chosen.dataset}")
    found = project(chosen.dataset)
    build(given.folder, found.manifest, quads := tuple(found.store.quads()), _say)
    twice = len(quads) - found.manifest.statements
    _say(f"{_count(len(found.dataset.files), 'file')}, {found.manifest.statements:,} statements{f' ({twice:,} repeated in another graph)' if twice else ''}, built in {time.perf_counter() - started:.1f} s; serve it with --built {given.folder}")
    return 0


def load_store(chosen: Settings, given: argparse.Namespace) -> int:
    """Load the dataset and its statistics into a remote store."""
    from rip_ld.publication import project
    from rip_ld.store.loading import GraphStore, load

    started, there = time.perf_counter(), endpoint_of(given.url, "the address of the store")
    _say(f"reading {chosen.dataset}")
    found = project(chosen.dataset)
    load(GraphStore(there, *chosen.store_login.partition(":")[::2]), found.manifest, found.store.quads(), _say)
    _say(f"{_count(len(found.dataset.files), 'file')}, {found.manifest.statements:,} statements, loaded in {time.perf_counter() - started:.1f} s; serve them with --store")
    return 0


def run_query(chosen: Settings, given: argparse.Namespace) -> int:
    """Answer one query and write its result to standard output; a problem of the query is told with its place."""
    import shutil

    from rip_ld.ask import answered, elsewhere, filled, listed, problem, source_of, table, text_of, unknown
    from rip_ld.catalog.gallery import NoSuchChoice
    from rip_ld.dataset.examples import UnknownParameter
    from rip_ld.publication import publish
    from rip_ld.sparql import GRAPHS, SOLUTIONS, PoolError, Query, QueryFailure

    if given.list:
        found = listed(chosen.dataset)
        return _write(found) if found else _fail(f"there are no example queries in {chosen.dataset}.")
    if given.file is None:
        return _fail("name a query: a file, an example (--list lists them), or - for standard input.", 2)
    if given.format not in (None, "table", *SOLUTIONS, *GRAPHS):
        return _fail(f"there is no format {given.format!r}; there are {', '.join(('table', *SOLUTIONS, *GRAPHS))}.", 2)
    values = dict(pair.partition("=")[::2] for pair in given.set)
    if len(values) < len(given.set) or not all(pair.find("=") > 0 for pair in given.set):
        return _fail("--set takes NAME=VALUE, once for each name.", 2)
    source = source_of(chosen.dataset, given.file)
    if source is None:
        return _fail(unknown(chosen.dataset, given.file), 2)
    text = text_of(source)
    width = shutil.get_terminal_size().columns if sys.stdout and sys.stdout.isatty() else None
    wanted = given.format or ("table" if width else "tsv")
    solutions = ("json" if wanted == "table" else wanted) if wanted == "table" or wanted in SOLUTIONS else None
    graph = given.format if given.format in GRAPHS else "ttl" if given.format in (None, "table") else None
    try:
        if given.endpoint:
            from rip_ld.store.endpoint import Endpoint

            if values:  # what may be chosen is known here
                with publish(replace(chosen, query_workers=1)) as publication:
                    text = filled(publication, source, text, values)
            there = Endpoint(endpoint_of(given.endpoint, "--endpoint"), chosen.query_timeout, chosen.store_login)
            return _write(elsewhere(there, Query(text, solutions=solutions, graph=graph), chosen.query_bytes << 20, wanted == "table", width, _say))
        with publish(replace(chosen, query_workers=1)) as publication:
            text = filled(publication, source, text, values)
            answer = answered(publication, Query(text, solutions=solutions, graph=graph, base_iri=publication.dataset.base + "sparql"))
            whole = table(publication, answer.whole(), width) if wanted == "table" and answer.kind != "graph" else answer.whole()
            return _write(whole.removesuffix(b"\n") + b"\n" if answer.kind == "boolean" else whole)
    except (NoSuchChoice, UnknownParameter) as error:
        return _fail(str(error), 2)
    except PoolError as error:
        return _fail(str(error))
    except QueryFailure as failure:
        print(problem(source, failure), file=sys.stderr)
        return 1


signal.signal(signal.SIGINT, _usual)

if __name__ == "__main__":
    sys.exit(main())
