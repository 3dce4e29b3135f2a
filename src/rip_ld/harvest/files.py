"""Describe files that are served as they are: what they are called, how much is in them, where to ask and to download."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from rip_ld import __version__
from rip_ld.catalog.terms import DESCRIPTION, RDF_TYPE, RDFS_LABEL, TITLE, VOID
from rip_ld.dataset.files import Quads
from rip_ld.dataset.manifest import Manifest, last_edit
from rip_ld.dataset.read import graph_iri
from rip_ld.harvest.statistics import Statement, distributions, english, integer, names, service, void

NAMED = 3  # files that a title names; of more it gives the number


def described(quads: Quads, base: str, union: bool) -> tuple[Manifest, tuple[Quad, ...]]:
    """Describe some files as a dataset (VoID section 2), at an address space where nothing else stands; gives what is known of it, and the description.

    What the files say is not in it: it goes to the query processes, and nowhere else.
    """
    here, title = NamedNode(base + "dataset"), _title(quads.paths)
    known = Manifest(here.value, base, {}, quads.digest, tuple(map(str, quads.paths)), (), quads.count, last_edit(quads.paths).isoformat(), __version__)
    statements = [*_facts(here, title, quads), *distributions(known, here, title, None), *service(known, here, title, union)]
    graph = NamedNode(graph_iri(here.value, "statistics"))
    told = names({subject for subject, predicate, _ in statements if predicate == RDFS_LABEL})
    return known, tuple(Quad(*statement, graph) for statement in dict.fromkeys((*statements, *told)))


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
