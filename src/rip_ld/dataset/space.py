"""Records outside the dataset's address space: what a wrong @base or a slip in an address does without a word.

Of things outside, a dataset may say which term of a vocabulary they are (a type of OWL, RDFS or RDF, beside any other) and, of
what has no type here, how it is called and what stands above it. Whatever else is said makes a record, and a record that
lies outside the space could not be looked up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from rip_ld.dataset.locate import Locator
from rip_ld.dataset.problems import Problem
from rip_ld.dataset.read import Dataset, SourceFile
from rip_ld.dataset.turtle import RDF, RDF_TYPE
from rip_ld.dataset.vocabulary import OWL, RDFS
from rip_ld.dataset.wording import Wording

VOCABULARIES = (OWL, RDFS, RDF)
SKOS_LABELS = tuple(f"http://www.w3.org/2004/02/skos/core#{kind}Label" for kind in ("pref", "alt", "hidden"))


def foreign_subjects(dataset: Dataset, files: Iterable[SourceFile], locator: Locator, wording: Wording) -> Iterator[Problem]:
    """Report the records in the files of data and ontology whose addresses are not in the space of the dataset."""
    for file in files:
        if file.path.startswith("shapes/"):
            continue
        said: dict[str, list[Quad]] = defaultdict(list)
        for triple in file.triples:
            if isinstance(triple.subject, NamedNode) and not triple.subject.value.startswith(dataset.base):
                said[triple.subject.value].append(triple)
        for iri, triples in said.items():
            if not _borrowed(triples):
                place = locator.place(NamedNode(iri), graph=dataset.graph_iri(file))
                message = f"a record here, but outside the address space <{dataset.base}>; is the address or the @base wrong?"
                yield Problem(place, "error", "foreign-subject", f"{wording.name(iri)}: {message}")


def _borrowed(triples: list[Quad]) -> bool:
    """Tell whether what is said of one thing only declares a term or names something outside."""
    types = [triple.object.value for triple in triples if triple.predicate.value == RDF_TYPE]
    if types:
        return any(kind.startswith(VOCABULARIES) for kind in types)
    return all(triple.predicate.value.startswith((RDFS, OWL, *SKOS_LABELS)) for triple in triples)
