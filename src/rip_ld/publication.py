"""A dataset opened for publication: read, described, loaded; everything the web serves from."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from rip_ld import __version__
from rip_ld.catalog import Catalog
from rip_ld.catalog.gallery import Gallery
from rip_ld.catalog.terms import MODIFIED, TRIPLES
from rip_ld.dataset.context import read_context
from rip_ld.dataset.examples import examples
from rip_ld.dataset.files import read_files
from rip_ld.dataset.manifest import Manifest, manifest
from rip_ld.dataset.read import Dataset, digest_of, read
from rip_ld.formats import Format, Serialisation
from rip_ld.harvest.examples import executables
from rip_ld.harvest.files import described
from rip_ld.harvest.statistics import statistics
from rip_ld.kept import kept
from rip_ld.settings import Settings
from rip_ld.sparql import Pool, QueryService
from rip_ld.sparql.running import Process, launched
from rip_ld.sparql.spool import Spool
from rip_ld.store import Store
from rip_ld.store.built import STORE, read_manifest
from rip_ld.store.embedded import EmbeddedStore, damaged

PATIENCE = 300.0  # seconds in which a remote store gives what takes long before anything is served


@dataclass(frozen=True, eq=False)
class Publication:
    """What is known of a dataset, the store that holds it, what may be asked of it, and the pool for strangers' queries.

    `modified` is when the dataset says that it last changed, `changed` when what is served last changed (never in the
    future, RFC 9110 section 8.8.2.1); `digest` tells this dataset, served by this version of the program, from any other.
    `whole` gives all statements.
    """

    settings: Settings
    dataset: Manifest
    store: Store
    catalog: Catalog
    pool: QueryService
    how: Serialisation
    modified: datetime
    changed: datetime
    digest: str
    whole: Callable[[], Iterable[Quad]] = field(repr=False)

    @cached_property
    def gallery(self) -> Gallery:
        """Give the queries that the dataset offers."""
        return Gallery(self.dataset.examples, self.store, self.catalog.labels, self.dataset.iri)

    def document(self, iri: str, row: Format) -> bytes:
        """Write the document about a thing in a data format of the table; raises Unwritable where the format cannot say it."""
        return row.writer(self.catalog.document(iri), Serialisation(self.how.prefixes, self.how.context, iri))

    @kept(16)
    def dump(self, row: Format) -> bytes:
        """Write the whole in a format of the table; written once and kept. Raises Unwritable where the format cannot say it."""
        return row.writer(self.whole(), self.how)


@dataclass(frozen=True)
class Project:
    """A dataset as it was read, the store that holds it, and what its files state as N-Quads."""

    dataset: Dataset
    store: EmbeddedStore = field(repr=False)
    stated: bytes = field(repr=False)

    def complete(self) -> bytes:
        """Put what the program adds into the store: the union, the example queries, the statistics. Gives the latter two as N-Quads, with their part of the union."""
        self.store.merge()
        return b"".join(self.store.add(describe(self.dataset, self.store)) for describe in (executables, statistics))

    @property
    def how(self) -> Serialisation:
        """Tell how its statements are written."""
        return Serialisation(self.dataset.prefixes, read_context(self.dataset.folder))

    @property
    def manifest(self) -> Manifest:
        """Tell what is known of it, once it is complete."""
        count = next(self.store.triples(NamedNode(self.dataset.iri), TRIPLES)).object
        return manifest(self.dataset, self.store.graphs(), int(count.value))


def project(folder: Path) -> Project:
    """Read a dataset folder into a store, with what the program adds to it. Raises DatasetError."""
    found = _begun(read(folder))
    found.complete()
    return found


def _begun(dataset: Dataset) -> Project:
    """Have a store read the files of a dataset."""
    return Project(dataset, *EmbeddedStore.of_turtle(((file.text, dataset.graph_iri(file)) for file in dataset.files), dataset.implied))


@contextmanager
def publish(settings: Settings, meanwhile: Callable[[], object] = int) -> Iterator[Publication]:
    """Open what the settings name: files, a dataset folder, a store that was built of one, or one that it was loaded into.

    `meanwhile` is called in another thread once this one has to wait, or not at all: what is needed next can be made ready there.

    Yields a Publication; raises DatasetError where files cannot be read or a store is of another state of them, StoreError where a
    store is none or out of reach, PoolError where the query processes cannot be started.
    """
    with _opened(settings, meanwhile) as opened:
        known, catalog = opened.known, opened.catalog
        edited = datetime.fromisoformat(known.changed)
        modified = _modified(catalog) or (edited if settings.data else datetime.now(UTC)).replace(microsecond=0)
        yield Publication(
            settings,
            known,
            catalog.store,
            catalog,
            opened.pool,
            Serialisation(known.prefixes, {} if settings.data else read_context(settings.dataset)),
            modified,
            changed=min(max(modified, edited), datetime.now(UTC)).replace(microsecond=0),
            digest=hashlib.sha256(f"{known.digest} {__version__}".encode()).hexdigest()[:24],
            whole=opened.whole or catalog.store.quads,
        )


@dataclass(frozen=True)
class _Opened:
    """What is published, ready to be asked."""

    known: Manifest
    catalog: Catalog
    pool: QueryService
    whole: Callable[[], Iterable[Quad]] | None = None


def _opened(settings: Settings, meanwhile: Callable[[], object]) -> AbstractContextManager[_Opened]:
    way = _remote if settings.store else _built if settings.built else _files if settings.data else None
    return way(settings) if way else _folder(settings, meanwhile)


@contextmanager
def _folder(settings: Settings, meanwhile: Callable[[], object]) -> Iterator[_Opened]:
    """Read a dataset folder: everything is in memory."""
    with launched(Pool.COMMAND) as process, ThreadPoolExecutor(2) as aside:
        pool, opened = _loaded(settings, meanwhile, process, aside)  # and what was read for it is let go
        with pool:
            yield opened


def _loaded(settings: Settings, meanwhile: Callable[[], object], process: Process, aside: Executor) -> tuple[Pool, _Opened]:
    dataset = read(settings.dataset)
    aside.submit(meanwhile)
    found = _begun(dataset)
    added = aside.submit(found.complete)  # while the query processes load what is stated
    catalog = aside.submit(_catalog, found, added)
    stated = Spool()
    stated.write(found.stated)
    pool = _pool(settings, stated, dataset.prefixes, added=_Promised(added), process=process)  # in this thread, so that an interrupt ends what it has started
    return pool, _Opened(found.manifest, catalog.result(), pool)


def _catalog(found: Project, added: Future[bytes]) -> Catalog:
    added.result()
    catalog = Catalog(found.store, found.dataset.iri, found.dataset.base)
    catalog.addresses  # noqa: B018 - found while there is time: the first page needs them
    return catalog


@dataclass(frozen=True)
class _Promised:
    """N-Quads that are still being made when they are first asked for; they may be read any number of times."""

    nquads: Future[bytes]

    def __iter__(self) -> Iterator[bytes]:
        yield self.nquads.result()


@contextmanager
def _files(settings: Settings) -> Iterator[_Opened]:
    """Read the files that the settings name, for queries and dumps; pages have no more than their description."""
    with launched(Pool.COMMAND) as process:
        found = read_files(settings.data)
        known, quads = described(found, settings.address, settings.default_graph == "union")
        with _pool(settings, found, known.prefixes, process=process) as pool:
            yield _Opened(known, Catalog(EmbeddedStore(quads), known.iri, known.base), pool, found.parsed)


@contextmanager
def _built(settings: Settings) -> Iterator[_Opened]:
    """Open the store on disk that `rip-ld build` made: the Turtle is not read again, and every process opens the store for itself."""
    folder = Path(settings.built)
    known, addresses = read_manifest(folder)
    known.check(settings.dataset, f"run rip-ld build {folder}")
    try:
        catalog = Catalog(EmbeddedStore(folder=folder / STORE), known.iri, known.base, addresses)
    except RuntimeError as error:
        raise damaged(folder, error) from None
    with _pool(settings, b"", known.prefixes, (folder / STORE).resolve()) as pool:
        yield _Opened(replace(known, examples=examples(settings.dataset)), catalog, pool)


@contextmanager
def _remote(settings: Settings) -> Iterator[_Opened]:
    """Open the remote store that `rip-ld load` filled; the queries of strangers are tried here before they are sent there."""
    from rip_ld.sparql.remote import RemotePool
    from rip_ld.store.endpoint import Endpoint
    from rip_ld.store.remote import open_remote

    endpoint = Endpoint(settings.store, settings.query_timeout, settings.store_login)
    known, store = open_remote(endpoint, digest_of(settings.dataset))
    known.check(settings.dataset, "run rip-ld load again")
    catalog = Catalog(store, known.iri, known.base)
    endpoint.timeout = PATIENCE
    catalog.prepare()  # what takes long is asked before anybody waits
    endpoint.timeout = settings.query_timeout
    with _pool(settings, b"", known.prefixes) as trying:
        pool = RemotePool(endpoint, trying, store, known.prefixes, settings.query_bytes << 20, settings.query_rows)
        try:
            yield _Opened(replace(known, examples=examples(settings.dataset)), catalog, pool)
        finally:
            pool.close()


def _pool(
    settings: Settings, nquads: bytes | Iterable[bytes], prefixes: dict[str, str], built: Path | None = None, added: Iterable[bytes] = (), process: Process | None = None
) -> Pool:
    return Pool(
        nquads,
        added=added,
        workers=settings.query_workers,
        long=settings.query_long,
        queue=settings.query_queue,
        deadline=settings.query_timeout,
        memory=settings.query_memory << 20,
        max_bytes=settings.query_bytes << 20,
        rows=settings.query_rows,
        union=settings.default_graph == "union",
        prefixes=prefixes,
        built=built,
        federate=settings.federate,
        process=process,
    )


def _modified(catalog: Catalog) -> datetime | None:
    """Give the time of the last change that the dataset tells in dcterms:modified."""
    try:
        moment = datetime.fromisoformat(catalog.value(catalog.iri, MODIFIED))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
