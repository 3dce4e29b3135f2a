"""What ties a thing to others: records between the two, told beside the other instead of in a list of their own."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from rip_ld.catalog.layout import Row
from rip_ld.catalog.model import Link, Value
from rip_ld.catalog.telling import Telling
from rip_ld.store.port import Term


@dataclass
class Ties:
    """What is told beside single values of a thing, and the records that are told so."""

    facts: dict[Term, tuple[Value, ...]] = field(default_factory=dict)
    told: set[Term] = field(default_factory=set)


def ties(telling: Telling, rows: Iterable[Row], outgoing: dict[str, list[Term]], incoming: dict[str, list[Term]]) -> Ties:
    """Find the records that point to a thing by a property that shapes hide, and each also to a value of the thing: contributions to authors.

    Beside that value stands the record, as a link that says its first key fact: the role.
    """
    records = [record for row in rows if row.hidden and row.inverse for record in incoming.get(row.predicate, ())]
    found = Ties()
    if not records:
        return found
    values = {value for terms in outgoing.values() for value in terms}
    facts: dict[Term, list[Value]] = defaultdict(list)
    for record in records:
        fact = telling.fact(record) if isinstance(record, NamedNode) else ""
        for value in telling.pointed(record) & values if fact else ():
            facts[value].append(Link(record.value, fact))
            found.told.add(record)
    found.facts.update({value: tuple(told) for value, told in facts.items()})
    return found
