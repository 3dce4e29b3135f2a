"""The table of evaluation outcomes is a sound data cube: it passes the 21 integrity constraints of the RDF Data Cube vocabulary.

The constraints are those of the recommendation (https://www.w3.org/TR/vocab-data-cube/#wf-rules), each as a question that is true where the
constraint is broken. They are asked, as the recommendation wants, after the cube has been normalised. A cube spoilt on purpose breaks each.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from rip_ld.publication import Publication

ROOT = Path(__file__).parent.parent
BASE = "https://w3id.org/rip-ld/frost-2005/"
PREFIXES = """
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

# Normalisation, phase 1 (what types and kinds of component imply) and phase 2 (what stands on data sets and slices holds for observations).
NORMALISE = [
    "INSERT { ?o a qb:Observation } WHERE { ?any qb:observation ?o }",
    "INSERT { ?o a qb:Observation } WHERE { ?o qb:dataSet ?cube }",
    "INSERT { ?o a qb:Slice } WHERE { ?any qb:slice ?o }",
    "INSERT { ?spec qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?spec qb:dimension ?p }",
    "INSERT { ?spec qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?spec qb:measure ?p }",
    "INSERT { ?spec qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?spec qb:attribute ?p }",
    """INSERT { ?o ?p ?value } WHERE {
        ?spec qb:componentProperty ?p ; qb:componentAttachment qb:DataSet .
        ?cube qb:structure/qb:component ?spec ; ?p ?value . ?o qb:dataSet ?cube }""",
    """INSERT { ?o ?p ?value } WHERE {
        ?spec qb:componentProperty ?p ; qb:componentAttachment qb:Slice .
        ?cube qb:structure/qb:component ?spec ; qb:slice ?slice . ?slice ?p ?value ; qb:observation ?o }""",
    """INSERT { ?o ?p ?value } WHERE {
        ?spec qb:componentProperty ?p . ?p a qb:DimensionProperty .
        ?cube qb:structure/qb:component ?spec ; qb:slice ?slice . ?slice ?p ?value ; qb:observation ?o }""",
]

CONSTRAINTS = {
    "1: every observation is in exactly one data set": """ASK {
        { ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?cube } }
        UNION { ?o a qb:Observation ; qb:dataSet ?cube, ?other FILTER(?cube != ?other) } }""",
    "2: every data set has exactly one structure": """ASK {
        { ?cube a qb:DataSet FILTER NOT EXISTS { ?cube qb:structure ?dsd } }
        UNION { ?cube a qb:DataSet ; qb:structure ?dsd, ?other FILTER(?dsd != ?other) } }""",
    "3: every structure has a measure": """ASK {
        ?dsd a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty ?p . ?p a qb:MeasureProperty } }""",
    "4: every dimension has a range": """ASK {
        ?p a qb:DimensionProperty FILTER NOT EXISTS { ?p rdfs:range ?range } }""",
    "5: every dimension of concepts has a code list": """ASK {
        ?p a qb:DimensionProperty ; rdfs:range skos:Concept FILTER NOT EXISTS { ?p qb:codeList ?list } }""",
    "6: only attributes are optional": """ASK {
        ?dsd qb:component ?spec . ?spec qb:componentRequired "false"^^xsd:boolean ; qb:componentProperty ?p
        FILTER NOT EXISTS { ?p a qb:AttributeProperty } }""",
    "7: every slice key belongs to a structure": """ASK {
        ?key a qb:SliceKey FILTER NOT EXISTS { ?dsd a qb:DataStructureDefinition ; qb:sliceKey ?key } }""",
    "8: a slice key has components of its structure only": """ASK {
        ?key a qb:SliceKey ; qb:componentProperty ?p . ?dsd qb:sliceKey ?key
        FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty ?p } }""",
    "9: every slice has exactly one slice key": """ASK {
        { ?slice a qb:Slice FILTER NOT EXISTS { ?slice qb:sliceStructure ?key } }
        UNION { ?slice a qb:Slice ; qb:sliceStructure ?key, ?other FILTER(?key != ?other) } }""",
    "10: a slice has a value for every dimension of its key": """ASK {
        ?slice qb:sliceStructure/qb:componentProperty ?p FILTER NOT EXISTS { ?slice ?p ?value } }""",
    "11: an observation has a value for every dimension": """ASK {
        ?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?p . ?p a qb:DimensionProperty
        FILTER NOT EXISTS { ?o ?p ?value } }""",
    "12: no two observations have the same values for all dimensions": """ASK {
        ?o qb:dataSet ?cube . ?other qb:dataSet ?cube FILTER(?o != ?other)
        FILTER NOT EXISTS {
            ?cube qb:structure/qb:component/qb:componentProperty ?p . ?p a qb:DimensionProperty .
            ?o ?p ?value . ?other ?p ?differs FILTER(?value != ?differs) } }""",
    "13: an observation has a value for every required attribute": """ASK {
        ?o qb:dataSet/qb:structure/qb:component ?spec .
        ?spec qb:componentRequired "true"^^xsd:boolean ; qb:componentProperty ?p . ?p a qb:AttributeProperty
        FILTER NOT EXISTS { ?o ?p ?value } }""",
    "14: without measure dimension, an observation has a value for every measure": """ASK {
        ?o qb:dataSet/qb:structure ?dsd
        FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty qb:measureType }
        ?dsd qb:component/qb:componentProperty ?p . ?p a qb:MeasureProperty
        FILTER NOT EXISTS { ?o ?p ?value } }""",
    "15: with measure dimension, an observation has a value for its measure": """ASK {
        ?o qb:dataSet/qb:structure ?dsd ; qb:measureType ?measure . ?dsd qb:component/qb:componentProperty qb:measureType
        FILTER NOT EXISTS { ?o ?measure ?value } }""",
    "16: with measure dimension, an observation has a value for no other measure": """ASK {
        ?o qb:dataSet/qb:structure ?dsd ; qb:measureType ?measure ; ?another ?value .
        ?dsd qb:component/qb:componentProperty qb:measureType ; qb:component/qb:componentProperty ?another .
        ?another a qb:MeasureProperty FILTER(?another != ?measure) }""",
    "17: with measure dimension, every measure is there for every point": """ASK {
        { SELECT ?point (COUNT(DISTINCT ?measure) AS ?measures) WHERE {
            { SELECT ?cube ?point ?other WHERE {
                ?point qb:dataSet ?cube . ?other qb:dataSet ?cube .
                ?cube qb:structure/qb:component/qb:componentProperty qb:measureType
                FILTER NOT EXISTS {
                    ?cube qb:structure/qb:component/qb:componentProperty ?p . ?p a qb:DimensionProperty
                    FILTER(?p != qb:measureType) ?point ?p ?value . ?other ?p ?differs FILTER(?value != ?differs) } } }
            ?cube qb:structure/qb:component/qb:componentProperty ?measure . ?measure a qb:MeasureProperty .
            ?other qb:measureType ?measure
          } GROUP BY ?point }
        { SELECT ?point (COUNT(DISTINCT ?measure) AS ?wanted) WHERE {
            ?point qb:dataSet/qb:structure ?dsd . ?dsd qb:component/qb:componentProperty qb:measureType, ?measure .
            ?measure a qb:MeasureProperty
          } GROUP BY ?point }
        FILTER(?measures != ?wanted) }""",
    "18: an observation of a slice is in the data set of the slice": """ASK {
        ?cube qb:slice/qb:observation ?o FILTER NOT EXISTS { ?o qb:dataSet ?cube } }""",
    "19: the values of a coded dimension are in its code list": """ASK {
        {
            ?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?p ; ?p ?value .
            ?p a qb:DimensionProperty ; qb:codeList ?list . ?list a skos:ConceptScheme
            FILTER NOT EXISTS { ?value a skos:Concept ; skos:inScheme ?list }
        } UNION {
            ?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?p ; ?p ?value .
            ?p a qb:DimensionProperty ; qb:codeList ?list . ?list a skos:Collection
            FILTER NOT EXISTS { ?value a skos:Concept . ?list skos:member+ ?value }
        } }""",
}

# The last two are asked for each property by which a hierarchical code list goes from parent to child, forwards and backwards.
HIERARCHIES = {
    "20: the values of a coded dimension are in its hierarchy": (
        "SELECT DISTINCT ?p WHERE { ?list a qb:HierarchicalCodeList ; qb:parentChildProperty ?p FILTER(ISIRI(?p)) }",
        """ASK {{ ?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?d ; ?d ?value .
            ?d a qb:DimensionProperty ; qb:codeList ?list . ?list a qb:HierarchicalCodeList ; qb:parentChildProperty <{p}>
            FILTER NOT EXISTS {{ ?list qb:hierarchyRoot/<{p}>* ?value }} }}""",
    ),
    "21: the values of a coded dimension are in its inverted hierarchy": (
        "SELECT DISTINCT ?p WHERE { ?list a qb:HierarchicalCodeList ; qb:parentChildProperty/owl:inverseOf ?p FILTER(ISIRI(?p)) }",
        """ASK {{ ?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?d ; ?d ?value .
            ?d a qb:DimensionProperty ; qb:codeList ?list . ?list a qb:HierarchicalCodeList ; qb:parentChildProperty/owl:inverseOf <{p}>
            FILTER NOT EXISTS {{ ?list qb:hierarchyRoot/(^<{p}>)* ?value }} }}""",
    ),
}

# The cells of the table, read a second time; what is not named is blank.
CELLS = {
    "reaction": {"positive": 27},
    "attitudes-perceptions": {"positive": 14, "neutral": 2},
    "knowledge-skills": {"positive": 24},
    "behaviour": {"positive": 12, "neutral": 1},
    "organisational-practice": {"positive": 21, "mixed": 3, "neutral": 1},
    "patient-benefit": {"positive": 9, "mixed": 4, "neutral": 1},
}

# For each constraint, what to take away from the sound cube and what to add to it, so that the constraint is broken.
A = "<observation/behaviour-positive>"
SLICE = "<urn:slice> a qb:Slice ; qb:sliceStructure <urn:key> ; qb:observation " + A + " . <urn:key> a qb:SliceKey"
MEASURES = (
    "<cube/evaluation-outcomes-structure> qb:component <urn:by-measure>, <urn:other> . "
    "<urn:by-measure> qb:dimension qb:measureType . qb:measureType rdfs:range rdf:Property . <urn:other> qb:measure rip:other . "
)
TREE = "<urn:tree> a qb:HierarchicalCodeList ; qb:hierarchyRoot <impact-level/reaction> ; qb:parentChildProperty "
SPOILT = {
    "1": f"DELETE DATA {{ {A} qb:dataSet <cube/evaluation-outcomes> }}",
    "2": "INSERT DATA { <cube/evaluation-outcomes> qb:structure <urn:another> }",
    "3": "DELETE DATA { <cube/evaluation-outcomes-evaluation-count> qb:measure rip:evaluationCount }",
    "4": "DELETE DATA { rip:impactLevel rdfs:range skos:Concept }",
    "5": "DELETE DATA { rip:impactResult qb:codeList <scheme/impact-result> }",
    "6": "INSERT DATA { <cube/evaluation-outcomes-impact-level> qb:componentRequired false }",
    "7": "INSERT DATA { <urn:key> a qb:SliceKey }",
    "8": "INSERT DATA { <urn:key> a qb:SliceKey ; qb:componentProperty rip:rank . <cube/evaluation-outcomes-structure> qb:sliceKey <urn:key> }",
    "9": "INSERT DATA { <urn:slice> a qb:Slice }",
    "10": "INSERT DATA { <urn:slice> qb:sliceStructure <urn:key> . <urn:key> qb:componentProperty rip:impactLevel }",
    "11": f"DELETE DATA {{ {A} rip:impactLevel <impact-level/behaviour> }}",
    "12": "INSERT DATA { <urn:twin> qb:dataSet <cube/evaluation-outcomes> ; "
    "rip:impactLevel <impact-level/behaviour> ; rip:impactResult <impact-result/positive> ; rip:evaluationCount 3 }",
    "13": "INSERT DATA { <cube/evaluation-outcomes-structure> qb:component <urn:unit> . <urn:unit> qb:attribute rip:unit ; qb:componentRequired true }",
    "14": f"DELETE DATA {{ {A} rip:evaluationCount 12 }}",
    "15": f"INSERT DATA {{ {MEASURES} {A} qb:measureType rip:other }}",
    "16": f"INSERT DATA {{ {MEASURES} {A} qb:measureType rip:other ; rip:other 1 }}",
    "17": f"INSERT DATA {{ {MEASURES} {A} qb:measureType rip:evaluationCount }}",
    "18": f"INSERT DATA {{ {SLICE} . <urn:another> qb:slice <urn:slice> }}",
    "19": f"INSERT DATA {{ {A} rip:impactLevel <level/co-ordination> }}",
    "20": f"INSERT DATA {{ rip:impactLevel qb:codeList <urn:tree> . {TREE} skos:narrower }}",
    "21": f"INSERT DATA {{ rip:impactLevel qb:codeList <urn:tree> . {TREE} <urn:down> . <urn:down> owl:inverseOf skos:broader }}",
}


def normalised(quads: Iterable[Quad], change: str | None = None) -> Store:
    """Load triples into a store of their own, change them, and normalise the cubes among them."""
    store = Store()
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    if change:
        store.update(PREFIXES + change)
    for update in NORMALISE:
        store.update(PREFIXES + update)
    return store


def broken(store: Store) -> set[str]:
    """Tell which constraints the cubes of a store break, by their first words."""
    found = {name for name, question in CONSTRAINTS.items() if bool(store.query(PREFIXES + question))}
    for name, (properties, question) in HIERARCHIES.items():
        paths = [row["p"].value for row in store.query(PREFIXES + properties)]
        if any(bool(store.query(PREFIXES + question.format(p=path))) for path in paths):
            found.add(name)
    return found


def stated(*paths: Path) -> list[Quad]:
    """Give the triples of files, without what the program adds."""
    return [quad for path in sorted(paths) for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]


@pytest.fixture(scope="session")
def cube() -> list[Quad]:
    """Give what the cube alone needs: itself, its properties and its code lists."""
    return stated(ROOT / "data/cube.ttl", *(ROOT / "ontology" / f"{name}.ttl" for name in ("rip", "impact-level", "impact-result")))


def test_all_constraints_are_there() -> None:
    assert [int(name.split(":")[0]) for name in [*CONSTRAINTS, *HIERARCHIES]] == list(range(1, 22))
    assert list(SPOILT) == [str(number) for number in range(1, 22)]


def test_the_cube_keeps_every_constraint(cube: list[Quad]) -> None:
    assert broken(normalised(cube)) == set(), "the cube by itself"
    everything = stated(*(ROOT / "ontology").glob("*.ttl"), *(ROOT / "data").glob("*.ttl"))
    assert broken(normalised(everything)) == set(), "the cube among all data"


@pytest.mark.parametrize("number", SPOILT)
def test_every_constraint_can_be_broken(cube: list[Quad], number: str) -> None:
    assert number in {name.split(":")[0] for name in broken(normalised(cube, SPOILT[number]))}


def test_the_cells_are_those_of_the_table(real: Publication) -> None:
    rows = real.store.select(
        PREFIXES
        + """SELECT ?observation ?level ?result ?count WHERE {
        ?observation a qb:Observation ; qb:dataSet <cube/evaluation-outcomes> ;
            rip:impactLevel ?level ; rip:impactResult ?result ; rip:evaluationCount ?count }"""
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        observation, level, result, count = row["observation"], row["level"], row["result"], row["count"]
        assert isinstance(observation, NamedNode) and isinstance(level, NamedNode) and isinstance(result, NamedNode) and isinstance(count, Literal)
        ids = level.value.removeprefix(f"{BASE}impact-level/"), result.value.removeprefix(f"{BASE}impact-result/")
        assert observation.value == f"{BASE}observation/{'-'.join(ids)}", "the address of a cell names its row and column"
        found.setdefault(ids[0], {})[ids[1]] = int(count.value)
    assert found == CELLS
