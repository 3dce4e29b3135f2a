"""What the templates know of the publication: its name, its addresses, its example queries, and how to write values."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from markupsafe import Markup

from rip_ld.catalog import terms as t
from rip_ld.catalog.model import Hit, Hits, Link, Resource, Shelf
from rip_ld.formats import DUMPS
from rip_ld.publication import Publication
from rip_ld.store import StoreError
from rip_ld.web import asking
from rip_ld.web.markup import Writer
from rip_ld.web.matrices import Display, Matrices

FEW = 8  # examples that the query page shows, unless there are more groups of them
EDITOR = Path(__file__).with_name("static") / "built" / "editor.js"


@dataclass(frozen=True)
class Site:
    """The facts of the dataset that every page shows."""

    title: str
    description: str
    licence: Link | None
    rights: str
    version: str
    modified: str
    changed: str
    citation: str
    home: str


class View(Writer):
    """Helpers of the templates."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(publication.dataset.base)
        self._publication = publication
        catalog = publication.catalog
        iri = catalog.iri
        licences = catalog.values(iri, t.LICENSE)
        modified = publication.modified
        self.site = Site(
            title=catalog.labels.name(t.NamedNode(iri)),
            description=catalog.labels.summary(t.NamedNode(iri)),
            licence=licences[0] if licences else None,
            rights=catalog.value(iri, t.NamedNode(t.DCTERMS + "rights")),
            version=catalog.value(iri, t.NamedNode(t.OWL + "versionInfo")),
            modified=modified.date().isoformat(),
            changed=f"{modified.day} {modified:%B %Y}",
            citation=catalog.value(iri, t.NamedNode(t.DCTERMS + "bibliographicCitation")),
            home=self.path(catalog.kind(iri)),
        )
        self.dataset = iri
        self.matrices = Matrices(publication)
        self.dumps = DUMPS
        self.queries = publication.gallery.examples
        of_groups = {example.group: example for example in reversed(self.queries)}.values()  # the first of each
        self.starters = tuple(dict.fromkeys((*reversed(of_groups), *self.queries)))[: max(FEW, len(of_groups))]
        self.editor = EDITOR.is_file()

    def short(self, iri: str) -> str:
        """Write an IRI with the prefix that the dataset has for it; as it is where it has none."""
        return self._publication.dataset.compact(iri)

    def suggest(self, path: str) -> tuple[Hit, ...]:
        """List a few things whose names have the words at the end of an address that leads nowhere; none where the store cannot say."""
        end = unquote(path).rstrip("/").rsplit("/", 1)[-1]
        words = re.sub(r"\.\w+$", "", end)
        try:
            return self._publication.catalog.search(words[:100], most=5).hits
        except StoreError:
            return ()

    def to_table(self, display: Display) -> Markup:
        """Write the title of a matrix as a link to it."""
        return Markup('<a href="{}.html#page-matrix-{}">{}</a>').format(self.path(display.home), display.place, display.title)

    def as_query(self, of: Resource | Shelf | Hits) -> str:
        """Give the address of the query that shows what the page of a thing, a shelf or a search shows."""
        if isinstance(of, Resource):
            return asking.of_thing(of)
        return asking.of_shelf(of, self._publication.catalog) if isinstance(of, Shelf) else asking.of_search(of)

    @property
    def home_as_query(self) -> str:
        """Give the address of the query that counts the things of each kind, as the home page does."""
        return asking.of_home(*dict.fromkeys((self._publication.catalog.kind(self.dataset), self._publication.catalog.base)))

    def gallery_as_query(self, keyword: str) -> str:
        """Give the address of the query that lists the example queries, those with a keyword where there is one."""
        return asking.of_gallery(keyword)

    def run(self, text: str, example: str = "") -> str:
        """Give the address at which a query is run and shown; with the name of the example that it comes from, its page has a way back."""
        return asking.address(text) + (f"&example={quote(example)}" if example else "")
