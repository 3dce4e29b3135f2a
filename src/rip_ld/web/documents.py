"""Documents about things, the same whether the front gives them or Flask."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from time import thread_time

from jinja2 import Template
from werkzeug.http import http_date

from rip_ld.formats import DOCUMENTS, HTML, Format
from rip_ld.publication import Publication
from rip_ld.web.bridge import Whole, held
from rip_ld.web.coding import LEAST, choose, coded, packed
from rip_ld.web.respond import EVERYWHERE, KEEP, VARY, document_links, tag_of
from rip_ld.web.view import View

_PLAIN = re.compile(r"/([A-Za-z0-9._~/-]+)\.([a-z]+)")
_ROWS = {row.extension: row for row in DOCUMENTS}
_ALL = [(name.lower(), value) for name, value in EVERYWHERE]


QUICK = 0.002  # processor seconds that making a document may take where others wait for it: it costs a quarter of that to hand it to a thread
MOST_QUICK = 1 << 17


@dataclass(frozen=True)
class Documents:
    """Writes the documents of a publication: `template` is that of pages, `taken` are first segments of paths that are for something else."""

    publication: Publication
    view: View
    template: Template
    taken: frozenset[str] = frozenset()
    _quick: set[tuple[str, str]] = field(default_factory=set)

    def at(self, path: str) -> tuple[str, Format] | None:
        """Tell which thing's document stands at a path, and in which format; None where that takes a closer look."""
        match = _PLAIN.fullmatch(path)
        row = _ROWS.get(match[2]) if match else None
        if row is None or match[1].partition("/")[0] in self.taken or "//" in path:
            return None
        iri = self.publication.dataset.base + match[1]
        catalog = self.publication.catalog
        return (iri, row) if not match[1].endswith("/") and catalog.exists(iri) and not catalog.withdrawn(iri) else None

    def written(self, iri: str, row: Format) -> bytes:
        """Write the document about a thing in one format; raises Unwritable where the format cannot say it."""
        if row is not HTML:
            return self.publication.document(iri, row)
        return self.template.render(thing=self.publication.catalog.describe(iri), path=self.view.path(iri)).encode()

    def links(self, iri: str, row: Format | None) -> str:
        """Give the value of the Link header of a thing's document, or with no format that of the thing."""
        licence = self.view.site.licence
        return ", ".join(document_links(self.publication, self.view.path(iri), row, licence.iri if licence else ""))

    def quick(self, iri: str, row: Format) -> bool:
        """Tell whether a document is known to be made in no time: it has been `tried`."""
        return (iri, row.extension) in self._quick

    def tried(self, iri: str, row: Format, accepted: str | None) -> Whole:
        """Make the response as `whole` does, and take note if that was quick; never where a store is asked that may keep one waiting.

        Nobody knows beforehand how long a thing's document takes, and what many share is found out for the first that needs it.
        """
        self.publication.store.begin()
        started = thread_time()
        made = self.whole(iri, row, accepted)
        if self.publication.store.at_hand and thread_time() - started < QUICK and len(self._quick) < MOST_QUICK:
            self._quick.add((iri, row.extension))
        return made

    def whole(self, iri: str, row: Format, accepted: str | None) -> Whole:
        """Make the response to a plain request for a document, in the coding that the client accepts; raises as `written`."""
        content = self.written(iri, row)
        tag, coding = tag_of((content,), row.content_type), choose(accepted) if len(content) >= LEAST else None
        if coding:
            tag = coded(tag, coding)
            content = packed(content, tag, coding)
        headers = [
            ("content-type", row.content_type),
            ("content-length", str(len(content))),
            ("link", self.links(iri, row)),
            ("vary", VARY),
            ("etag", tag),
            ("cache-control", KEEP),
            ("last-modified", _http_date(self.publication.changed)),
            *([("content-encoding", coding.name)] if coding else []),
            *_ALL,
        ]
        return held(200, headers, content)


_http_date = lru_cache(maxsize=8)(http_date)
