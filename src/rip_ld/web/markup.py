"""How values are written on a page. Python rather than templates: links repeat from page to page, and are written once."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup, escape

from rip_ld.catalog import terms as t
from rip_ld.catalog.model import Heap, Inner, Link, Property, Series, Table, Text, Value
from rip_ld.formats import DATA
from rip_ld.kept import kept

SHORT = 32  # texts of at most so many letters stand in one line, with commas
SOME = 10  # of values that are many, so many of one sort are still shown
MANY = 24  # more values than this are folded away
DOT = Markup(' <span class="sep" aria-hidden="true">·</span> ')
STEP = Markup(' <span class="sep" aria-hidden="true">›</span> ')
HERE = "<here>"  # stands for a path, escaped, in what follows
ALTERNATES = "".join(f'<link rel="alternate" type="{row.media_type}" href="{HERE}.{row.extension}" title="{row.name}">\n' for row in DATA)
FORMATS = "".join(f'<li><a href="{HERE}.{row.extension}" type="{row.media_type}">{row.name}</a></li>' for row in DATA)
# In Turtle as the engine writes it: strings, which are passed over, IRIs, and names with a prefix.
TURTLE = re.compile(r'"(?:[^"\\]|\\.)*"|<(?P<iri>[^<>"\s]*)>|(?<![\w:@<])(?P<prefix>[A-Za-z][\w.-]*|):(?P<name>(?:[\w%.:-]*[\w%-])?)')
PREFIXES = re.compile(r"^@prefix (\S*): <([^>]*)> \.$", re.MULTILINE)
MAIN = frozenset(term.value for term in t.SUMMARIES)


class Writer:
    """Write links, values and properties as HTML; `base` is the address space that this server answers for."""

    def __init__(self, base: str) -> None:
        self._base = base

    @kept(1 << 16)  # addresses repeat from page to page
    def path(self, iri: str) -> str:
        """Give the address of an IRI on this server: its path where the IRI is ours, itself where it is not."""
        if iri.startswith(self._base):
            name, hash_, fragment = iri[len(self._base) :].partition("#")
            return "/" + quote(name, safe="/-._~!$&'()*+,;=:@%") + (hash_ and "#" + fragment)
        return iri

    def alternates(self, path: str) -> Markup:
        """Write the links in the head of a page to the data formats of the thing at a path."""
        return Markup(ALTERNATES.replace(HERE, escape(path)))

    def formats(self, path: str) -> Markup:
        """Write the list of the data formats of the thing at a path."""
        return Markup(FORMATS.replace(HERE, escape(path)))

    def ours(self, iri: str) -> bool:
        """Tell whether an IRI is in the dataset's address space."""
        return iri.startswith(self._base)

    def linkable(self, iri: str) -> bool:
        """Tell whether an IRI may be a link on a page: only the web's schemes, so that no data can run a script."""
        return iri.startswith(("http://", "https://", "mailto:"))

    @kept(1 << 16)  # links repeat from page to page
    def link(self, to: Link) -> Markup:
        """Write a thing as a link with its label, or as its label where it has no address on the web."""
        if not self.linkable(to.iri):
            return escape(to.label)
        outside = Markup("") if self.ours(to.iri) else Markup(' class="outside" rel="external"')
        status = Markup(' <span class="status">{}</span>').format(to.status) if to.status else Markup("")
        return Markup('<a href="{}"{}>{}</a>{}').format(self.path(to.iri), outside, to.label, status)

    @kept(1 << 16)
    def value(self, item: Value) -> Markup:
        """Write a value of a property: a link after the wholes that it is part of, a text, or what a blank node says."""
        if isinstance(item, Link):
            kind = Markup(' <span class="kind">{}</span>').format(item.kind) if item.kind else Markup("")
            title = Markup(' <span class="title">{}</span>').format(item.title) if item.title else Markup("")
            facts = Markup(' <span class="facts">{}</span>').format(DOT.join(map(self._fact, item.facts))) if item.facts else Markup("")
            return STEP.join([*(self.link(step) for step in item.trail), self.link(item)]) + kind + title + facts
        if isinstance(item, Series):
            word = Markup(" <em>{}</em> ").format(item.word) if item.word else Markup(", ")
            return word.join(self.value(part) for part in item.items)
        if isinstance(item, Inner):
            rows = (Markup("{}: {}").format(name, Markup(", ").join(map(self.value, values))) for name, values in item.properties)
            return Markup('<span class="inner">{}</span>').format(Markup("; ").join(rows))
        return self._text(item)

    def _fact(self, item: Value) -> Markup:
        """Write a fact that stands beside a thing; what is told of the fact itself follows it in brackets."""
        if isinstance(item, Link) and item.facts:
            return Markup("{} ({})").format(self.link(item), Markup(", ").join(map(self.value, item.facts)))
        return self.link(item) if isinstance(item, Link) else self.value(item)

    def _text(self, item: Text) -> Markup:
        if item.moment:
            return Markup('<time datetime="{}">{}</time>').format(item.moment, item.text)
        if item.address and self.linkable(item.text):
            bare = item.text.partition("://")[2].rstrip("/") or item.text
            return Markup('<a href="{}" class="outside" rel="external">{}</a>').format(item.text, bare)
        language = item.language if item.language != "en" else ""
        text = Markup('<span lang="{}">{}</span>').format(language, item.text) if language else escape(item.text)
        notes = Markup("").join(Markup(' <small class="tag">{}</small>').format(note) for note in (language, item.datatype) if note)
        return text + notes

    @kept(1 << 14)
    def term(self, iri: str, name: str, description: str, inverse: bool) -> Markup:
        """Write the name of a property as a link to the property, with what it means as its title."""
        sign = Markup('<span class="in" aria-hidden="true">← </span>') if inverse else Markup("")
        title = Markup(' title="{}"').format(description) if description else Markup("")
        return Markup('{}<a href="{}"{}>{}</a>').format(sign, self.path(iri), title, name)

    def turtle(self, text: str) -> Markup:
        """Write Turtle with links to the pages of what is ours."""
        prefixes, pieces, end = dict(PREFIXES.findall(text)), [], 0
        for token in TURTLE.finditer(text):
            iri = token["iri"] or (prefixes[token["prefix"]] + token["name"] if token["name"] and token["prefix"] in prefixes else "")
            if iri and self.ours(iri):
                pieces.append(f'{escape(text[end : token.start()])}<a href="{escape(self.path(iri))}">{escape(token[0])}</a>')
                end = token.end()
        return Markup("".join([*pieces, escape(text[end:])]))

    def values(self, row: Property) -> Markup:
        """Write the values of a property: one plainly, short texts in a line, others as a list, a long list folded away."""
        if row.table is not None:
            return self._folded(row.count, self.table(row.table, row.name))
        if row.line:
            return Markup(", ".join(map(self.value, row.line)))
        if row.heaps:
            return self.heaps(row.heaps)
        if len(row.values) == 1:
            return self.value(row.values[0])
        if all(isinstance(item, Text) and len(item.text) <= SHORT for item in row.values):
            return Markup(", ".join(map(self.value, row.values)))
        return self._folded(row.count, self.list(row.values, row.count))

    def _folded(self, count: int, body: Markup) -> Markup:
        return body if count <= MANY else Markup(f'<details><summary><span class="count">{count}</span> in all</summary>{body}</details>')

    def heaps(self, heaps: tuple[Heap, ...]) -> Markup:
        """Write values by the shelves on which they stand, each heap with its name and count; where all are many, folded away one by one."""
        if not any(heap.values for heap in heaps):
            return Markup(", ".join(f'{self.link(heap.shelf)} <span class="count">{heap.count}</span>' for heap in heaps))
        many = sum(heap.count for heap in heaps) > MANY
        start, end, close = ('<details class="heap"><summary>', "</summary>", "</details>") if many else ('<div class="heap"><p class="name">', "</p>", "</div>")
        unfolded = start.replace("<details", "<details open")
        return Markup(
            "".join(
                f'{start if heap.count > SOME else unfolded}{escape(heap.shelf.label)} <span class="count">{heap.count}</span>{end}{self.list(heap.values, heap.count)}{close}'
                for heap in heaps
            )
        )

    def listed(self, row: Property) -> Markup:
        """Write the values of a property as a list, or as one for each shelf."""
        return self.heaps(row.heaps) if row.heaps else self.list(row.values, row.count)

    def list(self, items: tuple[Value, ...], count: int) -> Markup:
        """Write values as a list, in columns where they are many and short; tell how many more there are."""
        kind = ""
        if any(isinstance(item, Link) and (item.title or len(item.facts) > 1 or (item.facts and len(items) > SOME)) for item in items):
            kind = "told"
        elif len(items) > 8 and all(isinstance(item, Link) and not item.trail for item in items):
            kind = "columns"
        elif any(isinstance(item, Text) and len(item.text) > 80 for item in items):
            kind = "texts"
        rows = "</li><li>".join(map(self.value, items))
        more = f"<p>and {count - len(items)} more</p>" if count > len(items) else ""
        named = f' class="{kind}"' if kind else ""
        return Markup(f"<ul{named}><li>{rows}</li></ul>{more}")

    def facts(self, rows: Iterable[Property]) -> Markup:
        """Write properties as a list of names and values."""
        facts = []
        for row in rows:
            kind = ' class="main"' if row.iri in MAIN and not row.inverse else ' class="wide"' if row.table else ""
            facts.append(f"<div{kind}><dt>{self.term(row.iri, row.name, row.description, False)}</dt><dd>{self.values(row)}</dd></div>")
        return Markup("<dl>\n" + "\n".join(facts) + "\n</dl>")

    def table(self, table: Table, name: str) -> Markup:
        """Write parts of a document that are alike as a table, each row with the address of its part."""
        heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in (table.heading, *table.columns))
        rows = "\n".join(
            f'<tr id="{escape(row.id)}"><th scope="row">{escape(row.label)}</th>{"".join(map(self._cell, row.cells))}</tr>' for row in table.rows
        )
        return Markup(
            f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(name)}"><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'
        )

    def _cell(self, values: tuple[Value, ...]) -> str:
        number = all(isinstance(item, Text) and item.text.isdecimal() for item in values)
        kind = ' class="number"' if number and values else ""
        return f"<td{kind}>{', '.join(map(self.value, values))}</td>"
