"""Tables on the pages of things: the queries of the dataset that ask for it in a comment, `# view: matrix of …`."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from rip_ld.catalog.model import Matrix
from rip_ld.publication import Publication
from rip_ld.store.port import StoreError


@dataclass(frozen=True)
class Display:
    """A matrix with what it shows, in words, and the query that it comes from; `home` is the thing on whose page it stands first, as the table number `place` there."""

    title: str
    description: str
    query: str
    matrix: Matrix
    home: str
    place: int


class Matrices:
    """The matrices of a publication, by the thing on whose page they stand; each is worked out once, for what is served does not change."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    def of(self, iri: str) -> list[Display]:
        """List the matrices that stand on the page of a thing."""
        return self._found.get(iri, [])

    def naming(self, iri: str) -> list[Display]:
        """List the matrices in which a thing has a row or a column, those on its own page aside."""
        return [display for display in self._naming.get(iri, ()) if display not in self.of(iri)]

    @cached_property
    def _naming(self) -> dict[str, list[Display]]:
        naming: dict[str, list[Display]] = defaultdict(list)
        for display in {id(display): display for displays in self._found.values() for display in displays}.values():
            for link in dict.fromkeys((*(row for row, _ in display.matrix.rows), *display.matrix.columns)):
                naming[link.iri].append(display)
        return naming

    @cached_property
    def _found(self) -> dict[str, list[Display]]:
        found: dict[str, list[Display]] = defaultdict(list)
        for example in self._publication.dataset.examples:
            view, _, addresses = example.view.partition(" of ")
            things = [urljoin(self._publication.catalog.iri, address) for address in addresses.replace(",", " ").split()]
            if view == "matrix" and things:
                try:
                    matrix = self._publication.catalog.matrix(example.text)
                except StoreError:
                    continue  # the check reports a query that cannot be answered; a page does without it
                display = Display(example.title, example.description, example.text, matrix, things[0], len(found[things[0]]) + 1)
                for iri in dict.fromkeys(things):
                    found[iri].append(display)
        return found
