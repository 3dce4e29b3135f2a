"""The real data say what the book prints: its lists are whole, its cells are all there, its pages can be defended.

What is expected was keyed or read a second time, apart from the data: see docs/keying.md.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from pyoxigraph import Literal, NamedNode

from rip_ld.publication import Publication
from rip_ld.store import Store

BASE = "https://w3id.org/rip-ld/frost-2005/"
ROOT = "https://w3id.org/rip-ld/"
PREFIXES = """
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doco: <http://purl.org/spar/doco/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>
PREFIX pro: <http://purl.org/spar/pro/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

CODES = [f"{letter}{number}" for letter, last in (("A", 38), ("B", 32), ("C", 5), ("D", 17)) for number in range(1, last + 1)]

# Appendix 1, keyed a second time: each row with its codes, in printed order.
MATRIX = """
joint-procedural-work           A1 A2 A3 A4 A24 A36 B19 B23 B29 D4 D5 D15
inclusive-planning-systems      A1 A2 A3 A4 A24 A36 B19 B23 D4 D5 D9 D15
clear-lines-of-accountability   A1 A2 A3 A9 A24 A36 B29 D4 D5 D15
employment-conditions           A3 A9 D4 D5
leadership-vision               A1 A2 A3 A9 A24 B23 B29 D4 D5 D15
role-clarification              A4 A9 A37 B4 D4 D5 D15
status-barriers                 A1 A2 A4 A7 A9 A24 A36 B4 B23
agreed-strategic-objectives     A1 A2 A3 A4 A24 A36 B23 B29 D4 D5 D15
transparent-structures          A1 A2 A3 A9 A24 A36 B23 B29 D4 D5
co-location                     D4 D5
peripheral-team-members         D4 D5
professional-diversity          A1 A2 A3 A4 A13 B4
impact-on-service-users         A3 A9 A24 A34 A36 B1 B11 B14 B23 D4 D5 D9 D10
time-for-reflection             A1 A2 A13 A17
joint-client-focused-activities A3 A4 D4 D5 D15
professional-development        A4 A17 B2 D4 D5 D15
specialist-skills               A3 A4 B4
"""
ROWS = {name: codes for name, *codes in map(str.split, MATRIX.strip().splitlines())}

# Which element of communities of practice each row stands under: the first seven, the next five, the last five.
ELEMENTS = ["framework/mutual-engagement"] * 7 + ["framework/joint-enterprise"] * 5 + ["framework/shared-repertoire"] * 5

# The tips, keyed a second time: the rows whose heading each stands under.
TIPS = {
    1: {"joint-procedural-work", "inclusive-planning-systems"},
    2: {"joint-procedural-work", "inclusive-planning-systems"},
    3: {"clear-lines-of-accountability"},
    4: {"employment-conditions"},
    5: {"employment-conditions"},
    6: {"leadership-vision"},
    7: {"role-clarification"},
    8: {"status-barriers", "professional-diversity"},
    9: {"status-barriers"},
    10: {"agreed-strategic-objectives"},
    11: {"transparent-structures"},
    12: {"co-location"},
    13: {"peripheral-team-members"},
    14: {"impact-on-service-users"},
    15: {"impact-on-service-users"},
    16: {"time-for-reflection"},
    17: {"joint-client-focused-activities"},
    18: {"professional-development"},
    19: {"specialist-skills"},
}

# Appendix 2, keyed a second time: the items of each classification, as they are printed but for the first capital.
PRACTICES = {
    "structures-and-systems": [
        "Co-location of service deliverers",
        "Inclusive planning systems including consultation",
        "Agreed strategic objectives for interventions",
        "Transparent structures for communication with partner agencies",
        "Clear lines of accountability to agencies",
        "Employment conditions / line management / professional supervision attuned to individual career/role needs",
    ],
    "professional-beliefs": [
        "Clarity of shared core aims",
        "Awareness of impact of changes in organisational, cultural and professional values/attitudes/practices on service-users",
    ],
    "professional-knowledge-exchange": [
        "Opportunities / time for reflection away from immediacy of decision-taking in delivering services for team-building",
        "Joint client-focused activities such as shared assessment / consultation with families",
        "Joint procedural work such as developing protocols/ team documentation",
        "Ongoing support for professional development / skill transfer/ role changes",
    ],
    "learning-communities": [
        "Leadership vision and flexibility",
        "Role clarification around clearly defined work-flow processes",
        "Addressing of barriers related to status / hierarchies",
        "Acknowledgement of contribution of peripheral team members",
        "Attention to 'specialist' skills retention",
        "Acknowledgement and respect of professional identities",
        "Acknowledgement of professional diversity while nurturing team cohesion",
    ],
}

# Names and roles in printed order, read off the reference lists.
CONTRIBUTORS = {
    "A1": ["M Atkinson", "A Wilkin", "A Stott", "P Doherty", "K Kinder"],
    "A9": ["C Glisson", "A Hemmelgarn"],
    "A16": ["Bob Hudson", "B Hardy", "M Henwood", "G Wistow"],
    "A23": ["HR McConachie", "A Salt", "A Chadbury", "A McLachlan", "S Logan"],
    "A26": ["J Øvretveit (editor)", "P Mathias (editor)", "T Thompson (editor)"],
    "A28": ["R Poxton (editor)"],
    "A38": ["A Wilkin", "K Kinder", "R White", "A Atkinson", "P Doherty", "National Foundation for Educational Research (publisher)"],
    "B4": ["N Cooper", "A McInnes"],
    "B12": ["B Jordan", "C Jordan (contributor)"],
    "B15": ["A Leathard (editor)"],
    "B29": ["D Skelcher", "N Mathur", "M Smith"],
    "D3": [],
    "D14": ["Department of Health, Social Services Inspectorate"],
}

# The controlled lists of the core, and how many concepts each has; other lists may stand beside them.
SCHEMES = {
    "confidence": 3,
    "erratum-type": 12,
    "evidence-category": 4,
    "form": 3,
    "framework": 27,  # communities of practice, 4 organising concepts, 2 processes, 3 elements, 17 facets
    "implication": 17,
    "level": 9,  # 5 rungs and Hornby's 4 kinds
    "practice": 19,
    "service": 13,
    "stance": 20,
    "theme": 11,  # 6 themes, 5 below them
}
OUR_OWN = {"confidence", "erratum-type"}  # coding lists of the project, not found in the book

# The printed contents: where each chapter, appendix and list starts.
STARTS = {
    "introduction": 6,
    "conceptual-and-theoretical-issues": 11,
    "practice-issues": 25,
    "implications-for-policy-and-practice": 46,
    "appendix-1": 54,
    "appendix-2": 55,
    "references-classified": 56,
    "references-alphabetical": 63,
    "index": 68,
}
LAST_PAGE = 72  # the highest page that the book mentions: "See page 72 for purchasing information"
DEFENCES = ("Page from", "Pages from", "Pages of the section, which holds this one list.")


@pytest.fixture(scope="module")
def store(real: Publication) -> Store:
    return real.store


def ask(store: Store, query: str) -> list[tuple]:
    """Answer a query with tuples of plain values: addresses without their beginning, numbers as numbers."""
    names = re.findall(r"(?<!\()\?(\w+)", re.sub(r"\(\w+\([^)]*\) AS (\?\w+)\)", r"\1", query.split("WHERE", 1)[0]))
    return [tuple(plain(row.get(name)) for name in names) for row in store.select(PREFIXES + query)]


def plain(term: object) -> object:
    if isinstance(term, Literal):
        return int(term.value) if term.datatype.value.endswith("#integer") else term.value
    return term.value.removeprefix(BASE) if isinstance(term, NamedNode) else term


def pairs(rows: list[tuple]) -> dict[object, set]:
    found: dict[object, set] = defaultdict(set)
    for key, value in rows:
        found[key].add(value)
    return dict(found)


# The bibliography


def test_the_four_lists_have_all_92_entries_in_unbroken_sequence(store: Store) -> None:
    rows = ask(store, "SELECT ?reference ?code ?position WHERE { ?reference rip:evidenceCategory ?any ; rip:printedCode ?code ; rip:position ?position }")
    assert sorted(rows) == sorted((f"reference/{code}", code, int(code[1:])) for code in CODES)
    assert len(CODES) == 92


def test_the_code_of_an_entry_is_its_address_its_category_and_its_list(store: Store) -> None:
    rows = ask(store, "SELECT ?reference ?category ?list WHERE { ?reference rip:evidenceCategory ?category ; rip:locatedIn ?list }")
    expected = {(f"reference/{c}", f"evidence-category/{c[0]}", f"section/{name}") for c in CODES for name in (f"list-{c[0].lower()}", "list-alphabetical")}
    assert set(rows) == expected


@pytest.mark.parametrize("code", CONTRIBUTORS)
def test_names_stand_in_printed_order_with_their_roles(store: Store, code: str) -> None:
    rows = ask(store, f"""SELECT ?position ?name ?role WHERE {{
        ?contribution pro:relatesToDocument <reference/{code}> ; rip:position ?position ; pro:isHeldBy/foaf:name ?name ; pro:withRole ?role }}""")
    roles = {row: row[2].rpartition("/")[2] for row in rows}
    names = [row[1] if roles[row] == "author" else f"{row[1]} ({roles[row]})" for row in sorted(rows)]
    assert names == CONTRIBUTORS[code]
    assert [row[0] for row in sorted(rows)] == list(range(1, len(rows) + 1))


def test_whoever_is_named_plainly_has_a_contribution_and_the_other_way_round(store: Store) -> None:
    works = "?work ?said ?agent FILTER(STRSTARTS(STR(?work), STR(<reference/>)) || STRSTARTS(STR(?work), STR(<work/>)) || ?work = <review>)"
    plainly = ask(store, f"SELECT ?work ?agent WHERE {{ VALUES ?said {{ dcterms:creator dcterms:contributor }} {works} }}")
    by_role = ask(store, "SELECT ?work ?agent WHERE { ?c pro:relatesToDocument ?work ; pro:isHeldBy ?agent ; pro:withRole ?role FILTER(?role NOT IN (pro:publisher, pro:peer-reviewer)) }")
    assert set(plainly) == set(by_role)
    assert len(plainly) == len(set(plainly))


def test_a_body_that_published_for_another_says_for_whom(store: Store) -> None:
    rows = ask(store, "SELECT ?work ?body ?other WHERE { ?c rip:onBehalfOf ?other ; pro:isHeldBy ?body ; pro:relatesToDocument ?work }")
    assert rows == [("reference/A38", "agent/national-foundation-for-educational-research", "agent/department-for-education-and-skills")]


def test_every_year_is_the_printed_one(store: Store) -> None:
    rows = ask(store, "SELECT ?reference ?printed ?year ?entry WHERE { ?reference rip:evidenceCategory ?any ; rip:printedYear ?printed ; dcterms:issued ?year ; rip:printedAs ?entry }")
    assert len(rows) == 92
    for reference, printed, year, entry in rows:
        assert year[:4] == printed[:4], reference
        assert f"({printed})" in entry or reference == "reference/D3" and "Act 2004." in entry, reference


def test_every_title_stands_in_the_entry_as_printed(store: Store) -> None:
    rows = ask(store, "SELECT ?reference ?title ?subtitle ?entry WHERE { ?reference rip:evidenceCategory ?any ; dcterms:title ?title ; rip:printedAs ?entry OPTIONAL { ?reference fabio:hasSubtitle ?subtitle } }")
    assert len(rows) == 92
    for reference, title, subtitle, entry in rows:
        assert title in entry, reference
        assert subtitle is None or re.search(re.escape(title) + r"(:| -| –|(?<=\?)) " + re.escape(subtitle), entry), reference


# Appendix 1, the tips, appendix 2


def test_the_17_rows_stand_in_order_under_their_elements(store: Store) -> None:
    rows = ask(store, "SELECT ?position ?row ?element WHERE { ?row a rip:Implication ; rip:position ?position ; rip:underElement ?element }")
    assert sorted(rows) == [(n, f"implication/{name}", element) for n, (name, element) in enumerate(zip(ROWS, ELEMENTS, strict=True), 1)]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_exactly_its_cells(store: Store, row: str) -> None:
    found = {reference for (reference,) in ask(store, f"SELECT ?reference WHERE {{ <implication/{row}> rip:evidence ?reference }}")}
    assert found == {f"reference/{code}" for code in ROWS[row]}


def test_there_are_126_cells_and_no_others(store: Store) -> None:
    assert sum(map(len, ROWS.values())) == 126
    assert ask(store, "SELECT (COUNT(*) AS ?cells) WHERE { ?row rip:evidence ?reference }") == [(126,)]
    assert ask(store, "SELECT (COUNT(*) AS ?cells) WHERE { ?reference rip:evidenceFor ?row }") == [(126,)]


def test_the_19_tips_address_the_rows_of_their_headings(store: Store) -> None:
    found = pairs(ask(store, "SELECT ?tip ?row WHERE { ?tip a rip:Tip ; rip:addresses ?row }"))
    assert found == {f"tip/{number}": {f"implication/{row}" for row in rows} for number, rows in TIPS.items()}


def test_a_tip_stands_under_the_headings_of_the_rows_it_addresses(store: Store) -> None:
    headings = ask(store, "SELECT ?tip ?section WHERE { ?tip a rip:Tip ; rip:locatedIn ?section }")
    of_rows = ask(store, "SELECT DISTINCT ?tip ?section WHERE { ?tip rip:addresses/rip:locatedIn ?section FILTER(STRSTARTS(STR(?section), STR(<section/heading->))) }")
    assert sorted(headings) == sorted(of_rows)
    assert [tip for tip, count in Counter(tip for tip, _ in headings).items() if count > 1] == ["tip/8"]


def test_tips_are_numbered_as_printed(store: Store) -> None:
    rows = ask(store, "SELECT ?tip ?code ?position WHERE { ?tip a rip:Tip ; rip:printedCode ?code ; rip:position ?position }")
    assert sorted(rows, key=lambda row: row[2]) == [(f"tip/{n}", f"TIP {n}", n) for n in range(1, 20)]


def test_the_19_practices_stand_in_their_four_classifications_as_printed(store: Store) -> None:
    rows = ask(store, "SELECT ?group ?order ?position ?label WHERE { ?group a skos:Collection ; skos:member ?p ; rip:position ?order . ?p a rip:Practice ; rdfs:label ?label ; rip:position ?position }")
    found: dict[str, list[str]] = {}
    for group, _, _, label in sorted(rows, key=lambda row: (row[1], row[2])):
        found.setdefault(group.removeprefix("collection/"), []).append(label)
    assert found == PRACTICES
    assert list(found) == list(PRACTICES)
    assert [position for _, _, position, _ in sorted(rows, key=lambda row: row[2])] == list(range(1, 20))


def test_a_practice_is_an_exact_match_only_where_both_lists_print_the_same_words(store: Store) -> None:
    rows = ask(store, "SELECT ?practice ?mine ?theirs WHERE { ?practice skos:exactMatch ?row . ?practice a rip:Practice ; rdfs:label ?mine . ?row rdfs:label ?theirs }")
    assert len(rows) == 5
    assert all(mine == theirs for _, mine, theirs in rows)


# The schemes


def test_the_ladder_has_five_rungs_from_0_to_4_each_leading_to_the_next(store: Store) -> None:
    names = ["no-partnership", "co-operation", "collaboration", "co-ordination", "merger-integration"]
    levels = [f"level/{name}" for name in names]
    assert sorted(ask(store, "SELECT ?rank ?level WHERE { ?level rip:rank ?rank }")) == list(enumerate(levels))
    assert set(ask(store, "SELECT ?level ?next WHERE { ?level rip:nextLevel ?next }")) == set(pairwise(levels))
    assert set(ask(store, "SELECT ?next ?level WHERE { ?next rip:previousLevel ?level }")) == {(b, a) for a, b in pairwise(levels)}
    assert set(ask(store, "SELECT ?level WHERE { <collection/ladder> skos:memberList/rdf:rest*/rdf:first ?level }")) == {(level,) for level in levels}


def test_hornbys_kinds_are_narrower_than_collaboration_and_have_no_rank(store: Store) -> None:
    rows = ask(store, "SELECT ?kind ?rank WHERE { ?kind skos:broader <level/collaboration> OPTIONAL { ?kind rip:rank ?rank } }")
    assert sorted(rows) == [(f"level/{name}-collaboration", None) for name in ("complex", "participatory", "primary", "secondary")]


def test_every_scheme_of_the_core_has_all_its_concepts(store: Store) -> None:
    rows = ask(store, "SELECT ?scheme (COUNT(?concept) AS ?number) WHERE { ?concept skos:inScheme ?scheme ; a skos:Concept } GROUP BY ?scheme")
    assert dict(rows).items() >= {f"scheme/{name}": count for name, count in SCHEMES.items()}.items()


@pytest.mark.parametrize("name", SCHEMES)
def test_every_concept_of_a_scheme_is_named_defined_ordered_and_located(store: Store, name: str) -> None:
    rows = ask(store, f"""SELECT ?concept ?label ?preferred ?definition ?above ?position ?section WHERE {{ ?concept skos:inScheme <scheme/{name}> ; a skos:Concept
        OPTIONAL {{ ?concept rdfs:label ?label }} OPTIONAL {{ ?concept skos:prefLabel ?preferred }} OPTIONAL {{ ?concept skos:definition ?definition }}
        OPTIONAL {{ ?concept skos:broader|skos:topConceptOf ?above }} OPTIONAL {{ ?concept rip:position ?position }} OPTIONAL {{ ?concept rip:locatedIn ?section }} }}""")
    siblings = defaultdict(set)
    for concept, label, preferred, definition, above, position, section in rows:
        assert label and label == preferred, concept
        assert definition and definition.endswith("."), concept
        assert section or name in OUR_OWN, concept
        siblings[above].add((position, concept))
    for above, places in siblings.items():
        assert above, places
        assert sorted(position for position, _ in places) == list(range(1, len(places) + 1)), above


# The review


def check_digit_is_right(isbn: str) -> bool:
    """Tell whether an ISBN of ten digits passes its check (ISO 2108: weights 10 to 1, a multiple of 11)."""
    digits = [10 if sign == "X" else int(sign) for sign in isbn.replace("-", "")]
    return len(digits) == 10 and sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0


def test_the_isbn_as_printed_fails_its_check_digit_and_the_one_read_passes(store: Store) -> None:
    [(printed, read)] = ask(store, "SELECT ?printed ?read WHERE { ?e oa:hasTarget <review> ; rip:printedAs ?printed ; rip:correctedTo ?read }")
    assert printed == "0-904984-04-5"
    assert not check_digit_is_right(printed)
    assert check_digit_is_right(read)
    assert ask(store, "SELECT ?isbn WHERE { <review> prism:isbn ?isbn }") == [(read,)]


def test_every_isbn_in_the_data_passes_its_check_digit(store: Store) -> None:
    isbns = ask(store, "SELECT ?isbn WHERE { ?work prism:isbn ?isbn }")
    assert len(isbns) == 8  # the review and the seven other titles of its series
    assert all(check_digit_is_right(isbn) for (isbn,) in isbns)


def test_the_review_is_the_eighth_title_of_its_series(store: Store) -> None:
    titles = ask(store, "SELECT ?work WHERE { ?work dcterms:isPartOf <work/research-reviews-series> }")
    assert len(titles) == 8
    assert ask(store, "SELECT ?position WHERE { <review> rip:position ?position }") == [(8,)]


def test_the_19_reviewers_are_thanked_in_printed_order(store: Store) -> None:
    rows = ask(store, "SELECT ?position ?label WHERE { ?c pro:relatesToDocument <review> ; pro:withRole pro:peer-reviewer ; rip:position ?position ; pro:isHeldBy/foaf:familyName ?label }")
    names = "Akhtar Barnes Blackburn Campbell Christie Evans Featherstone Hudson Hudson Karban Maidlow Manthorpe Norrey Percy-Smith Scott Sebba Stafford Sutton Upsall"
    assert [name for _, name in sorted(rows)] == names.split()


# The structure and its pages


def test_every_part_of_the_book_is_nested_under_the_review_in_order(store: Store) -> None:
    sections = {s for (s,) in ask(store, "SELECT DISTINCT ?s WHERE { ?s a ?t FILTER(STRSTARTS(STR(?s), STR(<section/>)) && ?s != <section/>) }")}
    rows = ask(store, "SELECT ?section ?whole ?position WHERE { ?section dcterms:isPartOf ?whole ; rip:position ?position FILTER(STRSTARTS(STR(?section), STR(<section/>)) && ?section != <section/>) }")
    whole = {section: above for section, above, _ in rows}
    assert len(rows) == len(whole) and set(whole) == sections
    for section in sections:
        above, steps = section, 0
        while above != "review":
            above, steps = whole[above], steps + 1
            assert steps < 10, f"{section} hangs in a circle"
    parts = defaultdict(list)
    for _, above, position in rows:
        parts[above].append(position)
    for above, positions in parts.items():
        assert sorted(positions) == list(range(1, len(positions) + 1)), above


def test_chapters_and_lists_start_where_the_contents_say_and_end_before_the_next(store: Store) -> None:
    pages = pairs(ask(store, "SELECT ?section ?page WHERE { ?section rip:page ?page FILTER(STRSTARTS(STR(?section), STR(<section/>))) }"))
    for (name, first), (_, next_first) in pairwise(STARTS.items()):
        assert pages[f"section/{name}"] == set(range(first, next_first)), name
    assert pages["section/index"] == {68}  # where it ends is not printed


def test_every_page_number_is_inside_the_book(store: Store) -> None:
    assert [row for row in ask(store, "SELECT ?thing ?page WHERE { ?thing rip:page ?page }") if not 1 <= row[1] <= LAST_PAGE] == []


def test_the_pages_of_a_part_are_inside_those_of_the_whole(store: Store) -> None:
    assert ask(store, "SELECT ?part ?page WHERE { ?part rip:page ?page ; dcterms:isPartOf ?whole . ?whole rip:page ?any FILTER NOT EXISTS { ?whole rip:page ?page } }") == []


def test_the_pages_of_a_part_have_no_gap(store: Store) -> None:
    for section, pages in pairs(ask(store, "SELECT ?section ?page WHERE { ?section rip:page ?page FILTER(STRSTARTS(STR(?section), STR(<section/>))) }")).items():
        assert max(pages) - min(pages) + 1 == len(pages), section


def test_every_page_claimed_says_where_it_comes_from(store: Store) -> None:
    notes = pairs(ask(store, "SELECT ?section ?note WHERE { ?section rip:page ?page OPTIONAL { ?section skos:editorialNote ?note } FILTER(STRSTARTS(STR(?section), STR(<section/>))) }"))
    undefended = [section for section, texts in notes.items() if not any(text and text.startswith(DEFENCES) for text in texts)]
    assert undefended == []


def test_whatever_has_a_page_is_located_in_a_part_that_has_that_page(store: Store) -> None:
    # A heading of the index stands in the index and sends to pages elsewhere: there a part of the body has each page.
    rows = ask(store, """SELECT ?thing ?page WHERE { ?thing rip:page ?page .
        FILTER(!STRSTARTS(STR(?thing), STR(<section/>))) FILTER NOT EXISTS { ?thing a rip:IndexTerm }
        FILTER NOT EXISTS { ?thing rip:locatedIn/rip:page ?page } }""")
    assert rows == []


def test_every_page_of_an_index_heading_is_a_page_of_the_book_and_of_what_the_heading_stands_for(store: Store) -> None:
    assert ask(store, """SELECT ?heading ?page WHERE { ?heading a rip:IndexTerm ; rip:page ?page .
        FILTER NOT EXISTS { ?part a doco:Chapter ; rip:page ?page } FILTER NOT EXISTS { ?part a doco:Appendix ; rip:page ?page } }""") == []
    assert ask(store, """SELECT ?heading ?page WHERE { ?heading a rip:IndexTerm ; rip:page ?page .
        FILTER NOT EXISTS { ?heading rip:indexes ?part . FILTER(STRSTARTS(STR(?part), STR(<section/>))) ?part rip:page ?page } }""") == []


def test_the_index_has_its_188_headings_each_of_which_leads_somewhere(store: Store) -> None:
    assert len(ask(store, "SELECT ?heading WHERE { ?heading a rip:IndexTerm }")) == 188
    assert len(ask(store, "SELECT ?heading WHERE { ?heading a rip:IndexTerm ; skos:topConceptOf <scheme/index-term> }")) == 124
    assert ask(store, """SELECT ?heading WHERE { ?heading a rip:IndexTerm .
        FILTER NOT EXISTS { ?heading rip:printedLocator ?any } FILTER NOT EXISTS { ?heading rip:see ?any } FILTER NOT EXISTS { ?any skos:broader ?heading } }""") == []


# The whole


def test_the_numbers_that_the_dataset_says_of_itself_are_true(store: Store) -> None:
    [(text,)] = ask(store, "SELECT ?abstract WHERE { <dataset> dcterms:abstract ?abstract }")
    said = {name: int(number) for number, name in re.findall(r"(\d+) (implications|cells|practices|tips|references)", text)}
    assert said == {"implications": len(ROWS), "cells": sum(map(len, ROWS.values())), "practices": 19, "tips": len(TIPS), "references": len(CODES)}

def test_every_address_of_ours_that_is_used_is_described(store: Store) -> None:
    pages = {ROOT, BASE, ROOT + "sparql"}
    used = {t.object.value for t in store.triples(None, None, None) if isinstance(t.object, NamedNode) and t.object.value.startswith(ROOT)}
    described = {t.subject.value for t in store.triples(None, None, None) if isinstance(t.subject, NamedNode)}
    versions_and_files = {iri for iri in used if re.search(r"/\d+\.\d+\.\d+$|/dump\.\w+$", iri)}
    assert sorted(used - described - pages - versions_and_files) == []


def test_everything_at_an_address_of_ours_has_one_label_in_english(store: Store) -> None:
    rows = ask(store, """SELECT ?thing (COUNT(DISTINCT ?label) AS ?labels) WHERE { ?thing a ?type OPTIONAL { ?thing rdfs:label ?label FILTER(LANG(?label) = "en") }
        FILTER(STRSTARTS(STR(?thing), STR(<https://w3id.org/rip-ld/>)) && !CONTAINS(STR(?thing), "/shapes#")) } GROUP BY ?thing""")
    assert len(rows) > 1000
    assert [row for row in rows if row[1] != 1] == []
