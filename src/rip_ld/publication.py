"""A dataset opened for publication: read, described, loaded; everything the web serves from."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from subprocess import Popen

from pyoxigraph import Quad, RdfFormat, serialize

from rip_ld import __version__
from rip_ld.catalog import Catalog
from rip_ld.catalog.gallery import Gallery
from rip_ld.catalog.terms import MODIFIED, TRIPLES
from rip_ld.dataset.context import read_context
from rip_ld.dataset.examples import examples, path_of
from rip_ld.dataset.files import read_files
from rip_ld.dataset.manifest import Manifest
from rip_ld.dataset.read import Dataset, digest_of, read
from rip_ld.formats import Format, Serialisation
from rip_ld.formats.writers import settled
from rip_ld.harvest.examples import executables
from rip_ld.harvest.files import described
from rip_ld.harvest.statistics import statistics
from rip_ld.settings import Settings
from rip_ld.sparql import Pool, QueryService
from rip_ld.sparql.running import launched
from rip_ld.store import Store
from rip_ld.store.built import STORE, read_manifest
from rip_ld.store.embedded import EmbeddedStore


PATIENCE = 300.0  # seconds that a remote store may take to say what is needed before anything is served


@dataclass(frozen=True, eq=False)
class Publication:
    """A dataset, the store that holds it, what may be asked of it, and the pool for strangers' queries.

    `modified` is when the dataset says that it last changed, `changed` when what is served last changed (never in the
    future, RFC 9110 section 8.8.2.1); `digest` tells this dataset, served by this version of the program, from any other.
    `whole` gives all statements, of which there are so many `statements`, from so many `files`.
    """

    settings: Settings
    dataset: Dataset | Manifest
    store: Store
    catalog: Catalog
    pool: QueryService
    how: Serialisation
    modified: datetime
    changed: datetime
    digest: str
    files: int
    statements: int
    whole: Callable[[], Iterable[Quad]] = field(repr=False)

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
        return row.writer(self.whole(), self.how)


def project(settings: Settings) -> tuple[Dataset, tuple[Quad, ...], Serialisation]:
    """Read the dataset that the settings name, and add its example queries and its statistics.

    Returns it, all its quads and how to write them; raises DatasetError.
    """
    dataset = read(settings.dataset)
    offered = replace(dataset, quads=(*dataset.quads, *executables(dataset)))
    return dataset, settled((*offered.quads, *statistics(offered))), Serialisation(dataset.prefixes, read_context(settings.dataset))


@dataclass(frozen=True)
class _Source:
    """What is published: its description as a dataset, the quads for pages, the N-Quads for queries, and where they come from."""

    dataset: Dataset
    quads: tuple[Quad, ...]
    nquads: bytes | Iterable[bytes]
    how: Serialisation
    paths: tuple[Path, ...]
    statements: int
    whole: Callable[[], Iterable[Quad]] | None = None


def _folder(settings: Settings) -> _Source:
    dataset, quads, how = project(settings)
    paths = tuple(dataset.folder / file.path for file in dataset.files)
    counted = next(int(quad.object.value) for quad in reversed(quads) if quad.predicate == TRIPLES and quad.subject.value == dataset.iri)
    return _Source(dataset, quads, serialize(quads, format=RdfFormat.N_QUADS), how, paths, counted)


def _files(settings: Settings) -> _Source:
    """Read the files that the settings name, for queries and dumps; pages have no more than their description."""
    found = read_files(settings.data)
    dataset = described(found, settings.address, settings.default_graph == "union")
    return _Source(dataset, dataset.quads, found, Serialisation(), found.paths, found.count, found.parsed)


@contextmanager
def publish(settings: Settings) -> Iterator[Publication]:
    """Open what the settings name: files, a dataset folder, a store that was built of one, or one that it was loaded into.

    Yields a Publication; raises DatasetError where files cannot be read or a store is of another state of them, StoreError where a
    store is none or out of reach, PoolError where the query processes cannot be started.
    """
    with (_remote if settings.store else _built if settings.built else _read)(settings) as opened:
        dataset, catalog, written = opened.dataset, opened.catalog, opened.written
        modified = _modified(catalog) or (written if settings.data else datetime.now(UTC)).replace(microsecond=0)
        yield Publication(
            settings,
            dataset,
            catalog.store,
            catalog,
            opened.pool,
            opened.how,
            modified,
            changed=min(max(modified, written), datetime.now(UTC)).replace(microsecond=0),
            digest=hashlib.sha256(f"{dataset.digest} {__version__}".encode()).hexdigest()[:24],
            files=opened.files,
            statements=opened.statements,
            whole=opened.whole or catalog.store.quads,
        )


@dataclass(frozen=True)
class _Opened:
    """What is published, ready to be asked; `written` is the time of the last edit of a file."""

    dataset: Dataset | Manifest
    catalog: Catalog
    pool: QueryService
    how: Serialisation
    written: datetime
    files: int
    statements: int
    whole: Callable[[], Iterable[Quad]] | None = None


@contextmanager
def _read(settings: Settings) -> Iterator[_Opened]:
    """Read files or a folder: everything is in memory."""
    with launched(Pool.COMMAND) as process, ThreadPoolExecutor(1) as aside:  # this process loads its own store while the query processes load theirs
        source = _files(settings) if settings.data else _folder(settings)
        dataset = source.dataset
        opening = aside.submit(_catalog, source)
        with _pool(settings, source.nquads, dataset.prefixes, process=process) as pool:  # in this thread, so that an interrupt ends what it has started
            edited = (*source.paths, *(dataset.folder / path_of(example) for example in dataset.examples))
            written = datetime.fromtimestamp(max(path.stat().st_mtime for path in edited), UTC)
            yield _Opened(dataset, opening.result(), pool, source.how, written, len(source.paths), source.statements, source.whole)


def _catalog(source: _Source) -> Catalog:
    catalog = Catalog(EmbeddedStore(source.quads), source.dataset.iri, source.dataset.base)
    catalog.addresses  # noqa: B018 - found while there is time: the first page needs them
    return catalog


@contextmanager
def _built(settings: Settings) -> Iterator[_Opened]:
    """Open the store on disk that `rip-ld build` made: the Turtle is not read again, and every process opens the store for itself."""
    folder = Path(settings.built)
    manifest, addresses = read_manifest(folder)
    manifest.check(settings.dataset, f"run rip-ld build {folder}")
    catalog = Catalog(EmbeddedStore(folder=folder / STORE), manifest.iri, manifest.base, addresses)
    with _pool(settings, b"", manifest.prefixes, folder / STORE) as pool:
        yield _described(settings, manifest, catalog, pool)


@contextmanager
def _remote(settings: Settings) -> Iterator[_Opened]:
    """Open the remote store that `rip-ld load` filled; the queries of strangers are tried here before they are sent there."""
    from rip_ld.sparql.remote import RemotePool
    from rip_ld.store.remote import Endpoint, open_remote

    endpoint = Endpoint(settings.store, PATIENCE, settings.store_login)
    manifest, store = open_remote(endpoint, digest_of(settings.dataset))
    manifest.check(settings.dataset, "run rip-ld load again")
    catalog = Catalog(store, manifest.iri, manifest.base)
    catalog.prepare()  # what takes long is asked before anybody waits
    endpoint.timeout = settings.query_timeout
    with _pool(settings, b"", manifest.prefixes) as trying:
        pool = RemotePool(endpoint, trying, store, manifest.prefixes, settings.query_bytes << 20)
        try:
            yield _described(settings, manifest, catalog, pool)
        finally:
            pool.close()


def _described(settings: Settings, manifest: Manifest, catalog: Catalog, pool: QueryService) -> _Opened:
    how = Serialisation(manifest.prefixes, read_context(settings.dataset))
    manifest = replace(manifest, examples=examples(settings.dataset))
    return _Opened(manifest, catalog, pool, how, datetime.fromisoformat(manifest.changed), len(manifest.files), manifest.statements)


def _pool(settings: Settings, nquads: bytes | Iterable[bytes], prefixes: dict[str, str], built: Path | None = None, process: Popen | None = None) -> Pool:
    return Pool(
        nquads,
        workers=settings.query_workers,
        long=settings.query_long,
        queue=settings.query_queue,
        deadline=settings.query_timeout,
        memory=settings.query_memory << 20,
        max_bytes=settings.query_bytes << 20,
        union=settings.default_graph == "union",
        prefixes=prefixes,
        built=built,
        process=process,
    )


def _modified(catalog: Catalog) -> datetime | None:
    """Give the time of the last change that the dataset tells in dcterms:modified."""
    try:
        moment = datetime.fromisoformat(catalog.value(catalog.iri, MODIFIED))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
