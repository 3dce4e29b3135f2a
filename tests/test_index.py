"""The published index agrees, heading by heading, with a second keying made apart from it (docs/keying.md).

`keying/index.tsv` is that keying as it was made: number, number of the parent, heading, locators, pages, heading to which "see" leads.
"""

import csv
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from rip_ld.publication import Publication

BASE = "https://w3id.org/rip-ld/frost-2005/"
RIP = "https://w3id.org/rip-ld/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FILE = Path(__file__).parent / "keying" / "index.tsv"
KEYED = list(csv.DictReader(FILE.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def values(real: Publication, iri: str, predicate: str) -> list[str]:
    found = [triple.object for triple in real.store.triples(NamedNode(iri), NamedNode(predicate))]
    assert all(isinstance(term, Literal | NamedNode) for term in found)
    return [term.value for term in found if isinstance(term, Literal | NamedNode)]


def test_every_heading_agrees_with_the_second_keying(real: Publication) -> None:
    heading = {row["n"]: row["heading"] for row in KEYED}
    differences = []
    for row in KEYED:
        iri = f"{BASE}index-term/{row['n']}"
        published = {
            "heading": values(real, iri, f"{RIP}printedAs"),
            "locators": values(real, iri, f"{RIP}printedLocator"),
            "pages": sorted(values(real, iri, f"{RIP}page"), key=int),
            "parent_n": [value.rsplit("/", 1)[1] for value in values(real, iri, f"{SKOS}broader")],
            "see": [heading[value.rsplit("/", 1)[1]] for value in values(real, iri, f"{RIP}see")],
        }
        for field, found in published.items():
            wanted = row[field].split() if field == "pages" else [row[field]] if row[field] else []
            if found != wanted:
                differences.append(f"index-term/{row['n']}, {field}: published {found}, keyed {wanted}")
    assert differences == []


def test_the_headings_stand_in_printed_order(real: Publication) -> None:
    places: dict[str, int] = {}
    for row in KEYED:
        parent = row["parent_n"] or "the index"
        places[parent] = places.get(parent, 0) + 1
        assert values(real, f"{BASE}index-term/{row['n']}", f"{RIP}position") == [str(places[parent])], row["heading"]
    assert (len(KEYED), places["the index"]) == (188, 124)
