"""The statements hang together: what the text cites says something, and what bears out an implication can be read."""

from pyoxigraph import NamedNode

from rip_ld.publication import Publication

PREFIXES = """
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX schema: <https://schema.org/>
"""
# Points of the lists that close the sections for which the text tells no finding: what they sum up instead.
WITHOUT_FINDING = {
    "5": "what the government says of its policy",
    "13": "the government's draft, and what the author expects of it",
    "17": "the author, who waits for research by the five outcomes",
    "20": "what the Green Paper favours",
}


def ask(real: Publication, query: str) -> set[str]:
    rows = real.store.select(PREFIXES + query)
    return {row["code"].value if not isinstance(row["code"], NamedNode) else row["code"].value.rsplit("/", 1)[1] for row in rows}


def test_every_work_that_the_text_cites_has_a_statement_or_documents_an_event_that_has_one(real: Publication) -> None:
    cited = ask(real, "SELECT DISTINCT ?code { ?c a cito:Citation ; cito:hasCitedEntity ?w OPTIONAL { ?c rip:readAs ?r } BIND(COALESCE(?r, ?w) AS ?read) ?read rip:printedCode ?code }")
    silent = ask(real, "SELECT DISTINCT ?code { ?read rip:evidenceCategory ?list ; rip:printedCode ?code FILTER NOT EXISTS { ?s rip:attributedTo ?read } }")
    documents = ask(real, "SELECT DISTINCT ?code { ?c cito:hasCitedEntity ?w ; rip:citedFor ?e . ?e rip:documentedIn ?w . ?s schema:about ?e . ?w rip:printedCode ?code }")
    assert len(cited) > 60
    assert cited & silent == {"D1", "D2", "D16", "B27"}  # of which the text tells what they are about, and nothing that they say
    assert cited & silent <= documents


def test_six_rows_of_the_first_appendix_have_no_statement_on_them_by_the_works_that_they_list(real: Publication) -> None:
    # the query of the works behind an implication says so; one statement more changes its words
    silent = ask(real, "SELECT DISTINCT ?code { ?code a rip:Implication FILTER NOT EXISTS { ?code rip:evidence ?w . ?s rip:attributedTo ?w ; dcterms:subject ?code } }")
    assert silent == {
        "inclusive-planning-systems",
        "employment-conditions",
        "peripheral-team-members",
        "time-for-reflection",
        "joint-client-focused-activities",
        "specialist-skills",
    }


def test_the_review_plainly_cites_the_works_that_are_meant(real: Publication) -> None:
    plain = ask(real, "SELECT DISTINCT ?code { <review> cito:cites/rip:printedCode ?code }")
    assert {"D8", "D11"} <= plain
    assert not {"D3", "D10"} & plain  # printed once each by mistake


def test_every_point_of_the_closing_lists_is_reached_by_a_finding_where_the_text_tells_one(real: Publication) -> None:
    bare = ask(real, "SELECT DISTINCT ?code { ?c a rip:Conclusion FILTER NOT EXISTS { ?f a rip:Finding ; rip:supports+ ?c } BIND(?c AS ?code) }")
    assert bare == set(WITHOUT_FINDING)
    unsupported = ask(real, "SELECT DISTINCT ?code { ?c a rip:Conclusion FILTER NOT EXISTS { ?s rip:supports ?c } BIND(?c AS ?code) }")
    assert unsupported == set()


def test_findings_on_outcomes_bear_out_that_they_are_mixed(real: Publication) -> None:
    effects = ask(real, "SELECT DISTINCT ?code { ?f rip:supports <conclusion/15> ; rip:effect ?code }")
    assert {"positive", "negative", "none", "mixed"} <= effects


def test_one_property_tells_all_that_a_statement_is_about(real: Publication) -> None:
    finer = "SELECT DISTINCT ?code { ?p rdfs:subPropertyOf dcterms:subject . ?code ?p ?o FILTER NOT EXISTS { ?code dcterms:subject ?o } }"
    assert ask(real, finer) == set()
    assert len(ask(real, "SELECT DISTINCT ?code { ?code dcterms:subject <factor/human-resources> }")) >= 10


def test_the_stages_of_the_history_have_statements(real: Publication) -> None:
    silent = ask(real, "SELECT DISTINCT ?code { ?code a rip:HistoricalEvent FILTER NOT EXISTS { ?s schema:about ?code } }")
    assert silent == set()


def test_what_was_found_in_a_named_team_is_told_of_that_team(real: Publication) -> None:
    assert {"match-11", "match-12", "match-13"} <= ask(real, "SELECT DISTINCT ?code { ?code schema:about <team/youth-crime> }")


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
