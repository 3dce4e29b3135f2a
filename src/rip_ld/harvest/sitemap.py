"""The sitemap (sitemaps.org protocol 0.9): every address with the date of its last change; an index where one file is too small."""

from collections.abc import Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

MOST = 50_000  # addresses that one file may list
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SAFE = "/-._~!$&'()*+,;=:@%"


def parts(paths: Sequence[str]) -> int:
    """Count the files that it takes to list some paths."""
    return max(1, -(-len(paths) // MOST))


def sitemap(root: str, paths: Sequence[str], modified: str, part: int = 1) -> bytes:
    """Write the part of the sitemap with that number; `root` is the address of the server, with a slash, `modified` a date."""
    rows = (f"{root}{quote(path, safe=_SAFE)}" for path in paths[(part - 1) * MOST : part * MOST])
    return _document("urlset", "url", rows, modified)


def index(root: str, count: int, modified: str) -> bytes:
    """Write the index that names the parts of a sitemap."""
    return _document("sitemapindex", "sitemap", (f"{root}sitemap-{part}.xml" for part in range(1, count + 1)), modified)


def _document(outer: str, inner: str, addresses: object, modified: str) -> bytes:
    rows = "".join(f"<{inner}><loc>{escape(address)}</loc><lastmod>{modified}</lastmod></{inner}>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{_NAMESPACE}">\n{rows}</{outer}>\n'.encode()
