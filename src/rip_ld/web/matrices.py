"""Tables on the pages of things: the queries of the dataset that ask for it in a comment, `# view: matrix of …`."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from rip_ld.catalog.model import Matrix
from rip_ld.publication import Publication
from rip_ld.store.port import StoreError

_TOLD = re.compile(r"^#[ \t]*(title|description|view):[ \t]*(.+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Display:
    """A matrix with what it shows, in words, and the query that it comes from."""

    title: str
    description: str
    query: str
    matrix: Matrix


class Matrices:
    """The matrices of a publication, by the thing on whose page they stand; each is worked out once, for what is served does not change."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    def of(self, iri: str) -> list[Display]:
        """List the matrices that stand on the page of a thing."""
        return self._found.get(iri, [])

    @cached_property
    def _found(self) -> dict[str, list[Display]]:
        found: dict[str, list[Display]] = defaultdict(list)
        for path in sorted((self._publication.settings.dataset / "queries").glob("*.rq")):
            text = path.read_text("utf-8")
            head = re.match(r"(?:#.*\n|\s*\n)*", text)[0]
            told = dict(_TOLD.findall(head))
            view, _, address = told.get("view", "").partition(" of ")
            if view == "matrix" and address:
                query = text[len(head) :].strip()
                title = told.get("title") or path.stem.replace("-", " ").capitalize()
                iri = urljoin(self._publication.catalog.iri, address.strip())
                try:
                    found[iri].append(Display(title, told.get("description", ""), query, self._publication.catalog.matrix(query)))
                except StoreError:
                    continue  # the check reports a query that cannot be answered; a page does without it
        return found
