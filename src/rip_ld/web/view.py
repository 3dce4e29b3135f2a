"""What the templates know of the publication: its name, its addresses, and how to link."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from rip_ld.catalog import terms as t
from rip_ld.catalog.model import Link, Text
from rip_ld.formats import DUMPS
from rip_ld.publication import Publication


@dataclass(frozen=True)
class Site:
    """The facts of the dataset that every page shows."""

    title: str
    description: str
    licence: Link | None
    rights: str
    version: str
    modified: str
    citation: str
    home: str


class View:
    """Helpers of the templates."""

    def __init__(self, publication: Publication) -> None:
        self._base = publication.dataset.base
        catalog = publication.catalog
        iri = catalog.iri
        licences = catalog.values(iri, t.LICENSE)
        self.site = Site(
            title=catalog.labels.name(t.NamedNode(iri)),
            description=catalog.labels.summary(t.NamedNode(iri)),
            licence=licences[0] if licences else None,
            rights=catalog.value(iri, t.NamedNode(t.DCTERMS + "rights")),
            version=catalog.value(iri, t.NamedNode(t.OWL + "versionInfo")),
            modified=publication.modified.date().isoformat(),
            citation=catalog.value(iri, t.NamedNode(t.DCTERMS + "bibliographicCitation")),
            home=self.path(catalog.kind(iri)),
        )
        self.dataset = iri
        self.dumps = DUMPS

    def path(self, iri: str) -> str:
        """Give the address of an IRI on this server: its path where the IRI is ours, itself where it is not."""
        if iri.startswith(self._base):
            name, hash_, fragment = iri[len(self._base) :].partition("#")
            return "/" + quote(name, safe="/-._~!$&'()*+,;=:@%") + (hash_ and "#" + fragment)
        return iri

    def ours(self, iri: str) -> bool:
        """Tell whether an IRI is in the dataset's address space."""
        return iri.startswith(self._base)

    def linkable(self, iri: str) -> bool:
        """Tell whether an IRI may be a link on a page: only the web's schemes, so that no data can run a script."""
        return iri.startswith(("http://", "https://", "mailto:"))

    @lru_cache(maxsize=1 << 16)  # noqa: B019 - one view lives as long as the process; links repeat from page to page
    def link(self, to: Link) -> Markup:
        """Write a thing as a link with its label, or as its label where it has no address on the web."""
        if not self.linkable(to.iri):
            return Markup("{}").format(to.label)
        outside = Markup("") if self.ours(to.iri) else Markup(' class="outside" rel="external"')
        return Markup('<a href="{}"{}>{}</a>').format(self.path(to.iri), outside, to.label)

    @lru_cache(maxsize=1 << 16)  # noqa: B019
    def value(self, item: Link | Text) -> Markup:
        """Write a value of a property: a link after the wholes that it is part of, or a text with its language or datatype."""
        if isinstance(item, Link):
            steps = [*(self.link(step) for step in item.trail), self.link(item)]
            return Markup(' <span class="sep" aria-hidden="true">›</span> ').join(steps)
        language = Markup(' lang="{}"').format(item.language) if item.language else Markup("")
        notes = [note for note in (item.language if item.language != "en" else "", item.datatype) if note]
        tags = Markup("").join(Markup(' <small class="tag">{}</small>').format(note) for note in notes)
        return Markup("<span{}>{}</span>{}").format(language, item.text, tags)
