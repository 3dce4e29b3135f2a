"""A query of the command line: where it comes from, what is put into it, and its answer as aligned text."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import NamedNode

from rip_ld.dataset.examples import FOLDER, example, examples, head
from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.publication import Publication
from rip_ld.sparql import Answer, Query, QueryFailure
from rip_ld.sparql.aligned import aligned
from rip_ld.sparql.remote import Endpoint, ask_elsewhere
from rip_ld.sparql.text import form, lexed
from rip_ld.store import StoreError
from rip_ld.store.endpoint import JSON
from rip_ld.store.remote import described

STANDARD_INPUT = Path("-")
# The option that sets the limit which a query met.
_SETTING = {
    "deadline": "--query-timeout", "elsewhere-slow": "--query-timeout", "memory": "--query-memory", "too-large": "--query-bytes",
    "elsewhere-large": "--query-bytes", "many-rows": "--query-rows",
}  # fmt: skip
_NAMING = {"FROM", "GRAPH", "SERVICE"}


def source_of(dataset: Path, name: str) -> Path | None:
    """Find the query that a name stands for: `-` for standard input, a file, or an example of the dataset; None where there is none."""
    if name == str(STANDARD_INPUT):
        return STANDARD_INPUT
    return next((path for path in (Path(name), dataset / FOLDER / f"{name}.rq") if path.exists() and not path.is_dir()), None)


def listed(dataset: Path) -> bytes:
    """List the examples of a dataset, one a line; nothing where it has none."""
    offered = examples(dataset)
    wide = max((len(row.name) for row in offered), default=0)
    return "".join(f"{row.name:{wide}}  {row.question or row.title}\n" for row in offered).encode()


def unknown(dataset: Path, name: str) -> str:
    """Say that a name stands for no query, and for which it may have been meant."""
    if not dataset.is_dir():
        return f"there is no file {name!r}, and no folder {dataset} with examples."
    near = get_close_matches(name, [row.name for row in examples(dataset)], 1)
    return f"there is no file and no example query {name!r}{f' ({near[0]}, perhaps)' if near else ''}; rip-ld query --list lists the examples."


def text_of(source: Path) -> str:
    """Read a query; raises OSError where that fails, DatasetError where it is not UTF-8."""
    written = sys.stdin.buffer.read() if source == STANDARD_INPUT else source.read_bytes()
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig")
        place = Place(str(source), before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise DatasetError([Problem(place, "error", "not-utf8", "This byte is not UTF-8.")]) from None


def filled(publication: Publication, source: Path, text: str, values: Mapping[str, str]) -> str:
    """Put values into the parameters of a query, each line in its place; one that is empty leaves its default, as in the gallery. Raises as Gallery.fill does."""
    offered = example(source.stem, text)
    offered.known(values)
    given = {name: value for name, value in values.items() if value}
    return head(text) + publication.gallery.fill(offered, given)[0] if given else text


def answered(publication: Publication, query: Query) -> Answer:
    """Have a query answered, as a whole: who reads a file has no header that tells of a limit. Raises QueryFailure."""
    answer = publication.pool.run(query)
    if answer.cut:
        raise QueryFailure("many-rows", most=answer.cut)
    return answer


def problem(source: Path, failure: QueryFailure) -> Problem:
    """Tell why a query has no answer, at its place, and which option sets the limit that it met."""
    place = Place(str(source), int(failure.details.get("line", 1)), int(failure.details.get("column", 1)))
    reason = str(failure.details["reason"]) + "." if failure.kind == "syntax" else failure.message
    limit = f" {_SETTING[failure.kind]} sets this limit." if failure.kind in _SETTING else ""
    return Problem(place, "error", failure.kind, reason[0].upper() + reason[1:] + limit)


def table(publication: Publication, body: bytes, width: int | None) -> bytes:
    """Write results that came as JSON as aligned text: things by their short addresses, with their labels where the row lacks them."""

    def iri(address: str, beside: Iterable[str]) -> str:
        term = NamedNode(address)
        short, label = publication.gallery.key(term), publication.catalog.labels.name(term)
        short = publication.dataset.compact(address) if short == address else short
        return short if label in beside or label == short else f"{short} ({label})"

    return aligned(body, iri, width).encode()


def elsewhere(endpoint: Endpoint, query: Query, most: int, as_table: bool, width: int | None, say: Callable[[str], object]) -> bytes:
    """Ask another endpoint, for at most so many bytes; solutions are written as aligned text where wanted, with whole addresses. Raises as `ask_elsewhere`.

    `say` is told where the query could see nothing.
    """
    body = ask_elsewhere(endpoint, query, most)
    if unseen := _unseen(endpoint, query.text):
        say(unseen)
    return aligned(body, lambda address, _: address, width).encode() if as_table and form(query.text)[0] in ("SELECT", "ASK") else body


def _unseen(endpoint: Endpoint, text: str) -> str:
    """Tell that a query names no graph where all is in named graphs, and which it may name; empty where it could see something, or nobody can tell."""
    if _NAMING & {token.group().upper() for token in lexed(text)}:
        return ""
    with suppress(StoreError, ValueError, LookupError):
        if _first(endpoint, "SELECT ?found { ?found ?p ?o } LIMIT 1"):
            return ""
        loaded = next((manifest.union for manifest in described(endpoint).values()), "")
        if graph := loaded or _first(endpoint, "SELECT ?found { GRAPH ?found { ?s ?p ?o } } LIMIT 1"):
            return f"the default graph there is empty, and the query names no other: with FROM <{graph}> before WHERE it sees {'the whole dataset that was loaded' if loaded else 'that graph, one of those there'}."
    return ""


def _first(endpoint: Endpoint, query: str) -> str:
    """Give the one value that a query of ours finds; empty where there is none."""
    found = json.loads(endpoint.ask(query, (JSON,))[1])["results"]["bindings"]
    return found[0]["found"]["value"] if found else ""
