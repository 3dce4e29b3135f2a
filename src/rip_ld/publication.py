"""A dataset opened for publication: read, described, loaded; everything the web serves from."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache

from pyoxigraph import Quad, RdfFormat, serialize

from rip_ld import __version__
from rip_ld.catalog import Catalog
from rip_ld.catalog.gallery import Gallery
from rip_ld.catalog.terms import MODIFIED
from rip_ld.dataset.context import read_context
from rip_ld.dataset.examples import query_files
from rip_ld.dataset.read import Dataset, read
from rip_ld.formats import Format, Serialisation
from rip_ld.formats.writers import settled
from rip_ld.harvest.examples import described
from rip_ld.harvest.statistics import statistics
from rip_ld.settings import Settings
from rip_ld.sparql import Pool
from rip_ld.store import Store
from rip_ld.store.embedded import EmbeddedStore


@dataclass(frozen=True, eq=False)
class Publication:
    """A dataset, the store that holds it, what may be asked of it, and the pool for strangers' queries.

    `modified` is when the dataset says that it last changed, `changed` when what is served last changed (never in the
    future, RFC 9110 section 8.8.2.1); `digest` tells this dataset, served by this version of the program, from any other.
    """

    settings: Settings
    dataset: Dataset
    store: Store
    catalog: Catalog
    pool: Pool
    how: Serialisation
    modified: datetime
    changed: datetime
    digest: str

    @cached_property
    def gallery(self) -> Gallery:
        """Give the queries that the dataset offers."""
        return Gallery(self.dataset.examples, self.store, self.catalog.labels, self.dataset.iri)

    def document(self, iri: str, row: Format) -> bytes:
        """Write the document about a thing in a data format of the table; raises Unwritable where the format cannot say it."""
        return row.writer(self.catalog.document(iri), Serialisation(self.how.prefixes, self.how.context, iri))

    @lru_cache(maxsize=16)  # noqa: B019 - one publication lives as long as the process
    def dump(self, row: Format) -> bytes:
        """Write the whole in a format of the table; written once and kept. Raises Unwritable where the format cannot say it."""
        return row.writer(self.store.quads(), self.how)


def project(settings: Settings) -> tuple[Dataset, tuple[Quad, ...], Serialisation]:
    """Read the dataset that the settings name, and add its example queries and its statistics.

    Returns it, all its quads and how to write them; raises DatasetError.
    """
    dataset = read(settings.dataset)
    offered = replace(dataset, quads=(*dataset.quads, *described(dataset)))
    return dataset, settled((*offered.quads, *statistics(offered))), Serialisation(dataset.prefixes, read_context(settings.dataset))


@contextmanager
def publish(settings: Settings) -> Iterator[Publication]:
    """Open the dataset that the settings name. Yields a Publication; raises DatasetError where the files cannot be read."""
    dataset, quads, how = project(settings)
    nquads = serialize(quads, format=RdfFormat.N_QUADS)
    with ThreadPoolExecutor(1) as aside:  # this process loads its own store while the query processes start
        opening = aside.submit(lambda: Catalog(EmbeddedStore(quads), dataset.iri, dataset.base))
        with _pool(settings, nquads, dataset.prefixes) as pool:  # in this thread, so that an interrupt ends what it has started
            catalog = opening.result()
            digest = hashlib.sha256(f"{dataset.digest} {__version__}".encode()).hexdigest()[:24]
            modified = _modified(catalog)
            yield Publication(settings, dataset, catalog.store, catalog, pool, how, modified, _changed(dataset, modified), digest)


def _pool(settings: Settings, nquads: bytes, prefixes: dict[str, str]) -> Pool:
    return Pool(
        nquads,
        workers=settings.query_workers,
        long=settings.query_long,
        deadline=settings.query_timeout,
        memory=settings.query_memory << 20,
        max_bytes=settings.query_bytes << 20,
        prefixes=prefixes,
    )


def _modified(catalog: Catalog) -> datetime:
    """Give the time of the last change: the dataset's dcterms:modified, else now."""
    text = catalog.value(catalog.iri, MODIFIED)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.now(UTC).replace(microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _changed(dataset: Dataset, modified: datetime) -> datetime:
    """Give the time since which the same bytes are served: a file may have been edited without a word in dcterms:modified."""
    written = max((dataset.folder / path).stat().st_mtime for path in (*(file.path for file in dataset.files), *query_files(dataset.folder)))
    return min(max(modified, datetime.fromtimestamp(written, UTC)), datetime.now(UTC)).replace(microsecond=0)
