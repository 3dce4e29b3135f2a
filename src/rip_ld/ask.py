"""A query of the command line: where it comes from, what is put into it, and its answer as aligned text."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import NamedNode

from rip_ld.dataset.examples import FOLDER, example, head
from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.publication import Publication
from rip_ld.sparql import Answer, Query, QueryFailure
from rip_ld.sparql.aligned import aligned
from rip_ld.sparql.remote import Endpoint, ask_elsewhere
from rip_ld.sparql.text import form

STANDARD_INPUT = Path("-")


def source_of(dataset: Path, name: str) -> Path | None:
    """Find the query that a name stands for: `-` for standard input, a file, or an example of the dataset; None where there is none."""
    if name == str(STANDARD_INPUT):
        return STANDARD_INPUT
    return next((path for path in (Path(name), dataset / FOLDER / f"{name}.rq") if path.exists()), None)


def text_of(source: Path) -> str:
    """Read a query; raises OSError where that fails, DatasetError where it is not UTF-8."""
    written = sys.stdin.buffer.read() if source == STANDARD_INPUT else source.read_bytes()
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DatasetError([Problem(Place(str(source), line), "error", "not-utf8", "This is not UTF-8.")]) from None


def filled(publication: Publication, source: Path, text: str, values: Mapping[str, str]) -> str:
    """Put values into the parameters of a query, each line in its place; raises as Gallery.fill does."""
    return head(text) + publication.gallery.fill(example(source.stem, text), values)[0] if values else text


def answered(publication: Publication, query: Query) -> Answer:
    """Have a query answered, as a whole: who reads a file has no header that tells of a limit. Raises QueryFailure."""
    answer = publication.pool.run(query)
    if answer.cut:
        raise QueryFailure("many-rows", most=answer.cut)
    return answer


def table(publication: Publication, body: bytes, width: int | None) -> bytes:
    """Write results that came as JSON as aligned text: things by their short addresses, with their labels where the row lacks them."""

    def iri(address: str, beside: Iterable[str]) -> str:
        term = NamedNode(address)
        short, label = publication.gallery.key(term), publication.catalog.labels.name(term)
        short = publication.dataset.compact(address) if short == address else short
        return short if label in beside or label == short else f"{short} ({label})"

    return aligned(body, iri, width).encode()


def elsewhere(endpoint: Endpoint, query: Query, most: int, as_table: bool, width: int | None) -> bytes:
    """Ask another endpoint, for at most so many bytes; solutions are written as aligned text where wanted, with whole addresses. Raises as `ask_elsewhere`."""
    body = ask_elsewhere(endpoint, query, most)
    return aligned(body, lambda address, _: address, width).encode() if as_table and form(query.text)[0] in ("SELECT", "ASK") else body
