"""The parts of a document (`iri#…`): in chapters by kind, or as a table where they are alike and short."""

from collections import defaultdict
from collections.abc import Iterable

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, natural
from rip_ld.catalog.model import Chapter, Record, Resource, Table
from rip_ld.store.port import Term

# The kinds that documents of their own have chapters for, in the order of these. Others follow by their labels.
CHAPTERS = {
    t.OWL + "Class": "Classes",
    t.RDFS + "Class": "Classes",
    t.OWL + "ObjectProperty": "Object properties",
    t.OWL + "DatatypeProperty": "Data properties",
    t.OWL + "AnnotationProperty": "Annotation properties",
    t.RDF + "Property": "Properties",
    t.OWL + "NamedIndividual": "Individuals",
    t.SH + "NodeShape": "Node shapes",
    t.SH + "PropertyShape": "Property shapes",
    t.SH + "PropertyGroup": "Property groups",
}
LEAST, WIDEST = 3, 6  # a table has at least so many rows and at most so many columns
LONGEST = 40  # letters in the heading of its first column


def chapters(parts: Iterable[Resource]) -> tuple[Chapter, ...]:
    """Put parts into chapters by kind."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for part in parts:
        named = next((label for iri, label in CHAPTERS.items() if any(link.iri == iri for link in part.types)), None)
        found[named or (part.types[0].label if part.types else "parts").capitalize()].append(part)
    order = list(dict.fromkeys(CHAPTERS.values()))
    return tuple(
        Chapter(label, tuple(sorted(found[label], key=lambda part: natural(part.label))))
        for label in sorted(found, key=lambda label: (order.index(label) if label in order else len(order), label))
    )


def with_table(found: tuple[Chapter, ...], table: Table | None) -> tuple[Chapter, ...]:
    """Add a chapter for property shapes that stand in a table, after the node shapes."""
    label = CHAPTERS[t.SH + "PropertyShape"]
    place = next((at for at, chapter in enumerate(found) if chapter.label == CHAPTERS[t.SH + "PropertyGroup"]), len(found))
    return (*found[:place], Chapter(label, (), table), *found[place:]) if table else found


def tables(outgoing: dict[str, list[Term]], parts: dict[str, Resource], labels: Labels) -> dict[str, Table]:
    """Make a table of the parts that a property points to, where they are of one class and have few properties, by property."""
    found = {}
    for predicate, values in outgoing.items():
        rows = [parts.get(getattr(value, "value", "")) for value in labels.ordered(values)] if len(values) >= LEAST else []
        if rows and all(row is not None and row.types == rows[0].types for row in rows):
            table = _table([row for row in rows if row is not None], labels)
            if table is not None:
                found[predicate] = table
    return found


def _table(rows: list[Resource], labels: Labels) -> Table | None:
    told = [{p.iri: p for group in row.groups for p in group.properties if not p.inverse} for row in rows]
    columns = {iri: p.name for cells in told for iri, p in cells.items()}
    if not columns or len(columns) > WIDEST or any(p.count > 3 for cells in told for p in cells.values()):
        return None
    names = [row.label for row in rows]
    skipped = _shared(names)
    records = (
        Record(row.iri.partition("#")[2], name[skipped:], tuple(cells[iri].values if iri in cells else () for iri in columns))
        for row, name, cells in zip(rows, names, told, strict=True)
    )
    shared = names[0][:skipped].strip(" :,")
    heading = shared if 0 < len(shared) <= LONGEST else rows[0].types[0].label if rows[0].types else labels.name(t.RDFS_LABEL)
    return Table(heading, tuple(columns.values()), tuple(records))


def _shared(names: list[str]) -> int:
    """Tell how many letters at the front all names share, in whole words, so that a table need not repeat them."""
    first, last = min(names), max(names)
    length = next((at for at, pair in enumerate(zip(first, last)) if pair[0] != pair[1]), min(len(first), len(last)))
    return first.rfind(" ", 0, length) + 1

