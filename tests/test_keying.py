"""The published bibliography agrees, entry by entry, with a second keying made apart from it (docs/keying.md).

`keying/bibliography.jsonl` is that keying as it was made. What was settled otherwise, by looking at the book again, stands below.
"""

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from rip_ld.publication import Publication

KEYED = [json.loads(line) for line in (Path(__file__).parent / "keying" / "bibliography.jsonl").read_text("utf-8").splitlines()]
BASE = "https://w3id.org/rip-ld/frost-2005/"
NAMESPACES = {
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "pro": "http://purl.org/spar/pro/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rip": "https://w3id.org/rip-ld/ns#",
    "schema": "https://schema.org/",
}

# Differences between the keyings, settled against the second: a question mark ends a title, and B16 is a chapter of B15.
TITLE_ENDS_IN_A_QUESTION_MARK = {"A7", "A12", "A23", "A27", "A34", "D16"}
B16 = {"subtitle": "An overview", "host_title": "Going Inter-professional"}

# One body, journal, host or date under several printed forms is one thing in the data.
ONE_BODY = {
    "NFER": ["National Foundation for Educational Research"],
    "DfES": ["Department for Education and Skills"],
    "The Stationery Office": ["Stationery Office"],
    "Ashgate Publishing": ["Ashgate"],
    "Learning and Teaching Support Network: CAIPE": ["CAIPE", "Learning and Teaching Support Network"],
    "NCH Action for Children Scotland and University of Glasgow": ["NCH Action for Children Scotland", "University of Glasgow"],
    "Joseph Rowntree Foundation with National Children's Bureau": ["Joseph Rowntree Foundation", "National Children's Bureau"],
    "Buckingham, Philadelphia": ["Buckingham", "Philadelphia"],
}
ONE_JOURNAL = {"Child Care Health Dev": "Child: Care, Health and Development"}
ONE_HOST = {
    "Going Inter-Professional: Working together for health and welfare": "Going Inter-professional",
    "Going Inter-Professional: Working Together for Health and Welfare": "Going Inter-professional",
}
DATES = {"29 March 2005": "2005-03-29", "April 2005": "2005-04"}
# The place of the speech is where it was given, not where it was published.
WHERE_SPOKEN = {"D17": "Cardiff"}


class Entry:
    """One published reference, read from the store."""

    def __init__(self, real: Publication, code: str) -> None:
        self.store, self.iri = real.store, NamedNode(f"{BASE}reference/{code}")

    def values(self, path: str) -> list[str]:
        """Follow properties, written `prefix:name/prefix:name`, to sorted texts."""
        terms = {self.iri}
        for step in path.split("/"):
            prefix, name = step.split(":")
            predicate = NamedNode(NAMESPACES[prefix] + name)
            terms = {t.object for term in terms if not isinstance(term, Literal) for t in self.store.triples(term, predicate, None)}
        return sorted(term.value for term in terms)

    def value(self, path: str) -> str | None:
        """Give the one text at the end of a path, or None."""
        values = self.values(path)
        assert len(values) <= 1, (self.iri, path, values)
        return values[0] if values else None

    def names(self, role: str) -> list[str]:
        """Give the names of those who contributed in a role, in order."""
        found = []
        for triple in self.store.triples(None, NamedNode(NAMESPACES["pro"] + "relatesToDocument"), self.iri):
            contribution = Entry.__new__(Entry)
            contribution.store, contribution.iri = self.store, triple.subject
            if contribution.value("pro:withRole") == NAMESPACES["pro"] + role:
                name, given = contribution.value("pro:isHeldBy/foaf:name"), contribution.value("pro:isHeldBy/foaf:givenName")
                if given and not given.isupper():  # the lists print initials where other places of the book print the forename
                    name = name.replace(given, given[0])
                found.append((int(contribution.value("rip:position")), name))
        return [name for _, name in sorted(found)]


def test_the_second_keying_has_92_entries() -> None:
    assert len(KEYED) == len({entry["code"] for entry in KEYED}) == 92


@pytest.mark.parametrize("keyed", KEYED, ids=[entry["code"] for entry in KEYED])
def test_a_reference_is_published_as_it_was_keyed_a_second_time(real: Publication, keyed: dict) -> None:
    code = keyed["code"]
    entry = Entry(real, code)
    keyed = keyed | (B16 if code == "B16" else {})
    title, subtitle = keyed["title"], keyed.get("subtitle")
    if code in TITLE_ENDS_IN_A_QUESTION_MARK:
        title, subtitle = re.split(r"(?<=\?) ", title, maxsplit=1)
    host = keyed.get("host_title")
    url = keyed.get("url")
    assert {
        "code": entry.value("rip:printedCode"),
        "authors": entry.names("author"),
        "editors": entry.names("editor"),
        "with": entry.names("contributor"),
        "year": entry.value("rip:printedYear"),
        "title": entry.value("dcterms:title"),
        "subtitle": entry.value("fabio:hasSubtitle"),
        "volume": entry.value("prism:volume"),
        "issue": entry.value("prism:issueIdentifier"),
        "whole": entry.value("dcterms:isPartOf/dcterms:title"),
        "publisher": entry.values("dcterms:publisher/foaf:name"),
        "place": entry.values("fabio:hasPlaceOfPublication/rdfs:label"),
        "spoken": entry.value("schema:locationCreated/rdfs:label"),
        "url": entry.value("schema:url"),
        "accessed": entry.value("rip:accessed"),
    } == {
        "code": code,
        "authors": keyed.get("authors", []),
        "editors": keyed.get("editors", []),
        "with": keyed.get("with", []),
        "year": keyed["year"],
        "title": title,
        "subtitle": subtitle,
        "volume": keyed.get("volume"),
        "issue": keyed.get("issue"),
        "whole": ONE_JOURNAL.get(keyed.get("journal"), keyed.get("journal")) or ONE_HOST.get(host, host),
        "publisher": ONE_BODY.get(keyed.get("publisher"), [keyed["publisher"]] if "publisher" in keyed else []),
        "place": ONE_BODY.get(keyed.get("place"), [keyed["place"]] if "place" in keyed else []),
        "spoken": WHERE_SPOKEN.get(code),
        "url": url and f"http://{url}",
        "accessed": DATES.get(keyed.get("accessed")),
    }


def test_the_other_list_is_recorded_where_it_prints_something_else(real: Publication) -> None:
    only_a_stray_space = {"A38"}
    for keyed in KEYED:
        code, keyed_other = keyed["code"], keyed.get("alphabetical_differs")
        expected = None if code in only_a_stray_space or keyed_other is None else keyed_other.removesuffix(f" {code}")
        assert Entry(real, code).value("rip:alsoPrintedAs") == expected, code
