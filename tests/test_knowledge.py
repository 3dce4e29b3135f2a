"""The statements hang together: what the text cites says something, and what bears out an implication can be read."""

from pyoxigraph import NamedNode

from rip_ld.publication import Publication

PREFIXES = """
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
"""


def ask(real: Publication, query: str) -> set[str]:
    rows = real.store.select(PREFIXES + query)
    return {row["code"].value if not isinstance(row["code"], NamedNode) else row["code"].value.rsplit("/", 1)[1] for row in rows}


def test_every_work_that_the_text_cites_has_a_statement(real: Publication) -> None:
    cited = ask(real, "SELECT DISTINCT ?code { ?c a cito:Citation ; cito:hasCitedEntity ?w OPTIONAL { ?c rip:readAs ?r } BIND(COALESCE(?r, ?w) AS ?read) ?read rip:printedCode ?code }")
    silent = ask(real, "SELECT DISTINCT ?code { ?read rip:evidenceCategory ?list ; rip:printedCode ?code FILTER NOT EXISTS { ?s rip:attributedTo ?read } }")
    assert len(cited) > 60
    assert cited & silent == set()


def test_from_an_implication_one_reaches_statements_of_all_works_that_evidence_it(real: Publication) -> None:
    evidence = ask(real, "SELECT DISTINCT ?code { ?i rip:evidence/rip:printedCode ?code }")
    silent = ask(real, "SELECT DISTINCT ?code { ?read rip:evidenceCategory ?list ; rip:printedCode ?code FILTER NOT EXISTS { ?s rip:attributedTo ?read } }")
    assert len(evidence) > 20
    assert evidence & silent == {"D10"}  # which the text cites by misprint only, for D8


def test_no_characterisation_covers_more_than_two_fifths_of_the_citations(real: Publication) -> None:
    rows = real.store.select(PREFIXES + "SELECT ?how (COUNT(*) AS ?n) { ?c cito:hasCitationCharacterization ?how } GROUP BY ?how")
    counts = [int(row["n"].value) for row in rows]
    assert max(counts) <= 0.4 * sum(counts)


def test_every_tip_leads_to_statements_of_its_own_heading_that_say_the_same(real: Publication) -> None:
    related = ask(real, "SELECT DISTINCT ?code { ?tip a rip:Tip ; rip:printedCode ?code ; rip:locatedIn ?heading ; dcterms:relation ?s . ?s a/rdfs:subClassOf* rip:Statement ; rip:locatedIn ?heading }")
    assert related == {f"TIP {number}" for number in range(1, 20)}


def test_a_statement_that_says_what_a_tip_says_is_on_no_other_page(real: Publication) -> None:
    elsewhere = ask(real, "SELECT DISTINCT ?code { ?tip a rip:Tip ; dcterms:relation ?code . ?code rip:page ?page FILTER NOT EXISTS { ?tip rip:page ?page } }")
    assert elsewhere == set()
