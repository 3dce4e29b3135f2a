"""Write a table of results as aligned text for people at a terminal."""

import json
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence

NARROWEST = 8  # columns of text are not made narrower than this to fit
_GAP = "  "


def aligned(body: bytes, iri: Callable[[str, Iterable[str]], str], width: int | None = None) -> str:
    """Write results that came as JSON; `iri` writes an IRI, given the other texts of its row; columns shrink to fit a `width`."""
    found = json.loads(body)
    if "boolean" in found:
        return "yes\n" if found["boolean"] else "no\n"
    names = found["head"]["vars"]
    rows = [_row(binding, names, iri) for binding in found["results"]["bindings"]]
    widths = [max([_width(name), *(_width(row[place]) for row in rows)]) for place, name in enumerate(names)]
    if width:
        _shrink(widths, width)
    right = [bool(rows) and all(_number(row[place]) for row in rows) for place in range(len(names))]
    lines = [*_lines(names, widths, right), _GAP.join("-" * wide for wide in widths)]
    for row in rows:
        lines += _lines(row, widths, right)
    return "\n".join([*lines, f"({len(rows):,} {'row' if len(rows) == 1 else 'rows'})"]) + "\n"


def _row(binding: dict, names: Sequence[str], iri: Callable[[str, Iterable[str]], str]) -> list[str]:
    texts = [cell["value"] for cell in binding.values() if cell["type"] != "uri"]
    return [_plain(_cell(binding[name], texts, iri)) if name in binding else "" for name in names]


def _cell(cell: dict, texts: list[str], iri: Callable[[str, Iterable[str]], str]) -> str:
    if cell["type"] == "uri":
        return iri(cell["value"], texts)
    return f"_:{cell['value']}" if cell["type"] == "bnode" else cell["value"]


def _plain(text: str) -> str:
    """Leave out what would move the cursor of a terminal."""
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text)


def _number(text: str) -> bool:
    return not text or text.removeprefix("-").replace(".", "", 1).isdecimal()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 1 for letter in text)


def _shrink(widths: list[int], width: int) -> None:
    """Take from the widest columns until all fit, or none can give more."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _lines(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """Write one row, in as many lines as its longest cell needs."""
    parts = [textwrap.wrap(cell, wide) or [""] if _width(cell) > wide else [cell] for cell, wide in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, parts), default=0)):
        there = [part[number] if number < len(part) else "" for part in parts]
        padded = [(" " * (wide - _width(text)) + text) if flush else text + " " * (wide - _width(text)) for text, wide, flush in zip(there, widths, right, strict=True)]
        lines.append(_GAP.join(padded).rstrip())
    return lines
