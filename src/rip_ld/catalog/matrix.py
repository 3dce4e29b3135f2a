"""Things against things as a table: what a query answers to ?row, ?column and ?cell."""

from collections import defaultdict

from pyoxigraph import NamedNode

from rip_ld.catalog.model import Link, Matrix
from rip_ld.catalog.shelves import Shelves
from rip_ld.catalog.telling import Telling
from rip_ld.store.port import Row, Term


def matrix(answer: list[Row], shelves: Shelves, telling: Telling) -> Matrix:
    """Lay out an answer as a table, everything in the order of its shelf; a row or a column may be named alone, to stand there empty."""
    cells: dict[tuple[Term, Term], dict[Term, None]] = defaultdict(dict)
    for row in answer:
        if row.keys() >= {"row", "column", "cell"}:
            cells[row["row"], row["column"]][row["cell"]] = None
    rows, columns = (shelves.ordered({row[name] for row in answer if name in row}) for name in ("row", "column"))
    return Matrix(
        tuple(map(shelves.named, columns)),
        tuple(
            (shelves.named(row), tuple(tuple(Link(_iri(cell), telling.code(cell)) for cell in shelves.ordered(cells[row, column])) for column in columns))
            for row in rows
        ),
    )


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""
