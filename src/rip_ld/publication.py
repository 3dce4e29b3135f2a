"""A dataset opened for publication: read, described, loaded; everything the web serves from."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version

from pyoxigraph import Quad

from rip_ld.catalog import Catalog
from rip_ld.catalog.terms import MODIFIED
from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.read import Dataset, read
from rip_ld.formats import Format, Serialisation
from rip_ld.formats.writers import n_quads
from rip_ld.harvest.statistics import statistics
from rip_ld.settings import Settings
from rip_ld.sparql import Pool
from rip_ld.store import Store
from rip_ld.store.embedded import EmbeddedStore


@dataclass(frozen=True, eq=False)
class Publication:
    """A dataset, the store that holds it, what may be asked of it, and the pool for strangers' queries."""

    settings: Settings
    dataset: Dataset
    store: Store
    catalog: Catalog
    pool: Pool
    how: Serialisation
    modified: datetime
    digest: str

    def document(self, iri: str, row: Format) -> bytes:
        """Write the document about a thing in a data format of the table."""
        document = f"{iri}.{row.extension}"
        return row.writer(self.catalog.document(iri, document), Serialisation(self.how.prefixes, self.how.context, iri))

    @lru_cache(maxsize=16)  # noqa: B019 - one publication lives as long as the process
    def dump(self, row: Format) -> bytes:
        """Write the whole in a format of the table; written once and kept."""
        return row.writer(self.store.quads(), self.how)


def project(settings: Settings) -> tuple[tuple[Quad, ...], Serialisation]:
    """Read the dataset that the settings name and add its statistics. Returns quads and how to write them; raises DatasetError."""
    dataset = read(settings.dataset)
    return dataset.quads + statistics(dataset), Serialisation(dataset.prefixes, _context(settings))


@contextmanager
def publish(settings: Settings) -> Iterator[Publication]:
    """Open the dataset that the settings name. Yields a Publication; raises DatasetError where the files cannot be read."""
    dataset = read(settings.dataset)
    quads = dataset.quads + statistics(dataset)
    store = EmbeddedStore(quads)
    with Pool(
        n_quads(quads, Serialisation()),
        workers=settings.query_workers,
        deadline=settings.query_timeout,
        memory=settings.query_memory << 20,
        max_bytes=settings.query_bytes << 20,
        prefixes=dataset.prefixes,
    ) as pool:
        catalog = Catalog(store, dataset.iri, dataset.base)
        how = Serialisation(dataset.prefixes, _context(settings))
        program = hashlib.sha256(version("rip-ld").encode()).hexdigest()[:8]
        yield Publication(settings, dataset, store, catalog, pool, how, _modified(catalog), dataset.digest[:16] + program)


def _context(settings: Settings) -> dict:
    path = settings.dataset / "ontology" / "context.jsonld"
    try:
        return json.loads(path.read_text("utf-8")) if path.exists() else {}
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise DatasetError([Problem(Place("ontology/context.jsonld", line), "error", "not-json", f"Not JSON: {error}.")]) from None


def _modified(catalog: Catalog) -> datetime:
    """Give the time of the last change: the dataset's dcterms:modified, else now."""
    text = catalog.value(catalog.iri, MODIFIED)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.now(UTC).replace(microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
