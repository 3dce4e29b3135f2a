"""What the templates know of the publication: its name, its addresses, its example queries, and how to write values."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from rip_ld.catalog import terms as t
from rip_ld.catalog.model import Hit, Link
from rip_ld.formats import DUMPS
from rip_ld.publication import Publication
from rip_ld.web.markup import Writer



@dataclass(frozen=True)
class Query:
    """A query that the dataset offers: what it asks, in a few words and in a sentence or two."""

    title: str
    description: str
    text: str


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
        self.dumps = DUMPS

    def short(self, iri: str) -> str:
        """Write an IRI with the prefix that the dataset has for it, as people do in Turtle and queries; as it is where it has none."""
        prefixes = self._publication.dataset.prefixes.items()
        name, start = max(((name, start) for name, start in prefixes if iri.startswith(start)), key=lambda pair: len(pair[1]), default=("", ""))
        return f"{name}:{iri[len(start) :]}" if start else iri

    def suggest(self, path: str) -> tuple[Hit, ...]:
        """List a few things whose names have the words at the end of an address that leads nowhere."""
        end = unquote(path).rstrip("/").rsplit("/", 1)[-1]
        words = re.sub(r"\.\w+$", "", end)
        return self._publication.catalog.search(words[:100], most=5).hits

    @cached_property
    def queries(self) -> list[Query]:
        """List the queries that the dataset offers: files with a title and a description in the comments at their top."""
        found, settings = [], self._publication.settings
        for path in () if settings.data else sorted((settings.dataset / "queries").glob("*.rq")):
            text = path.read_text("utf-8")
            head = re.match(r"(?:#.*\n|\s*\n)*", text)[0]
            told = dict(re.findall(r"^#\s*(title|description):\s*(.+)", head, re.MULTILINE))
            title = told.get("title") or path.stem.replace("-", " ").capitalize()
            found.append(Query(title, told.get("description", ""), text[len(head) :].strip()))
        return found
