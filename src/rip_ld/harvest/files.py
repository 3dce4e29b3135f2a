"""Describe files that are served as they are: what they are called, how much is in them, where to ask and to download."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from rip_ld.catalog.terms import DESCRIPTION, RDF_TYPE, RDFS_LABEL, TITLE, VOID
from rip_ld.dataset.files import Quads
from rip_ld.dataset.read import Dataset, graph_iri
from rip_ld.harvest.statistics import Statement, distributions, english, integer, names, service, void

NAMED = 3  # files that a title names; of more it gives the number


def described(quads: Quads, base: str, union: bool) -> Dataset:
    """Make a dataset of the description of some files alone (VoID section 2), at an address space where nothing else stands.

    What the files say is not in it: it goes to the query processes, and nowhere else.
    """
    here, title = NamedNode(base + "dataset"), _title(quads.paths)
    dataset = Dataset(Path("."), here.value, base, (), (), {}, quads.digest)
    statements = [*_facts(here, title, quads), *distributions(dataset, here, title, None), *service(dataset, here, title, union)]
    graph = NamedNode(graph_iri(here.value, "statistics"))
    found = tuple(Quad(*statement, graph) for statement in dict.fromkeys((*statements, *names({subject for subject, predicate, _ in statements if predicate == RDFS_LABEL}))))
    return Dataset(dataset.folder, dataset.iri, base, (), found, {}, quads.digest)


def _facts(here: NamedNode, title: str, quads: Quads) -> Iterator[Statement]:
    names = ", ".join(path.name for path in quads.paths)
    yield here, RDF_TYPE, void("Dataset")
    yield here, RDFS_LABEL, english(title)
    yield here, TITLE, english(title)
    yield here, DESCRIPTION, english(f"What stands in {names}, to be asked and taken as it is.")
    yield here, NamedNode(VOID + "triples"), integer(quads.count)


def _title(paths: Sequence[Path]) -> str:
    *first, last = (path.name for path in paths)
    return f"{len(paths)} files" if len(paths) > NAMED else f"{', '.join(first)} and {last}" if first else last
