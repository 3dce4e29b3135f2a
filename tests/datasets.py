"""A small, sound dataset folder to plant faults in: bird rings, their colours and who put them on."""

from pathlib import Path

BASE = "https://example.org/rings/"

ONTOLOGY = """\
# The terms.
@prefix r: <https://example.org/rings/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix void: <http://rdfs.org/ns/void#> .

r:Ring a owl:Class ; rdfs:label "ring"@en .
r:LegRing a owl:Class ; rdfs:label "leg ring"@en ; rdfs:subClassOf r:Ring .
r:Person a owl:Class ; rdfs:label "person"@en ; owl:disjointWith r:Ring .
r:Society a owl:Class ; rdfs:label "society"@en .
r:Agent a owl:Class ; rdfs:label "agent"@en ; owl:unionOf ( r:Person r:Society ) .
r:Colour a owl:Class ; rdfs:label "colour"@en ; rdfs:subClassOf skos:Concept .
r:Site a owl:Class ; rdfs:label "site"@en .
[] a owl:AllDisjointClasses ; owl:members ( r:Site r:Person r:Colour ) .
r:colour a owl:ObjectProperty ; rdfs:label "colour of ring"@en ; rdfs:domain r:Ring ; rdfs:range r:Colour .
r:putOnBy a owl:ObjectProperty ; rdfs:label "put on by"@en ; rdfs:domain r:Ring ; rdfs:range r:Agent ; owl:inverseOf r:putOn .
r:putOn a owl:ObjectProperty ; rdfs:label "put on"@en .
r:year a owl:DatatypeProperty ; rdfs:label "year"@en ; rdfs:range xsd:gYear .
r:oldYear a owl:DatatypeProperty ; rdfs:label "old year"@en ; owl:deprecated true ; rdfs:subPropertyOf r:year .
r:note a owl:AnnotationProperty ; rdfs:label "note"@en .
r:page a owl:ObjectProperty ; rdfs:label "page"@en .
skos:Concept a owl:Class .
skos:ConceptScheme a owl:Class .
skos:prefLabel a owl:AnnotationProperty .
skos:altLabel a owl:AnnotationProperty .
skos:hiddenLabel a owl:AnnotationProperty .
skos:broader a owl:ObjectProperty ; owl:inverseOf skos:narrower .
skos:narrower a owl:ObjectProperty .
skos:related a owl:ObjectProperty, owl:SymmetricProperty .
skos:inScheme a owl:ObjectProperty .
skos:topConceptOf a owl:ObjectProperty .
void:Dataset a owl:Class .
void:uriSpace a owl:DatatypeProperty .
void:uriRegexPattern a owl:DatatypeProperty .
"""

COLOURS = """\
# The colours.
@base <https://example.org/rings/> .
@prefix r: <https://example.org/rings/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<scheme/colour> a skos:ConceptScheme ;
    rdfs:label "Colours"@en .

<colour/red> a r:Colour, skos:Concept ;
    rdfs:label "red"@en ;
    skos:prefLabel "red"@en ;
    skos:inScheme <scheme/colour> ;
    skos:topConceptOf <scheme/colour> .

<colour/scarlet> a r:Colour, skos:Concept ;
    rdfs:label "scarlet"@en ;
    skos:prefLabel "scarlet"@en ;
    skos:inScheme <scheme/colour> ;
    skos:broader <colour/red> .
"""

DATASET = """\
# The dataset.
@base <https://example.org/rings/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix void: <http://rdfs.org/ns/void#> .

<dataset> a void:Dataset ;
    rdfs:label "Rings"@en ;
    void:uriSpace "https://example.org/rings/" ;
    void:uriRegexPattern "^https://example\\\\.org/rings/(dataset|ns#[A-Za-z]+|shapes#[a-z-]+|[a-z]+/[A-Za-z0-9-]+)$" .
"""

RINGS = """\
# The rings.
@base <https://example.org/rings/> .
@prefix r: <https://example.org/rings/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<ring/1> a r:LegRing ;
    rdfs:label "ring 1"@en ;
    r:colour <colour/red> ;
    r:putOnBy <person/ada> ;
    r:year "1998"^^xsd:gYear .

<ring/2> a r:Ring ;
    rdfs:label "ring 2"@en ;
    r:colour <colour/scarlet> ;
    r:note \"\"\"Found in a nest; the finder wrote
<ring/1> a thing of beauty
on the box.\"\"\" ;
    r:year "2005"^^xsd:gYear .
"""

PEOPLE = """\
# The people.
@base <https://example.org/rings/> .
@prefix r: <https://example.org/rings/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<person/ada> a r:Person ;
    rdfs:label "Ada"@en .

<site/marsh> a r:Site ;
    rdfs:label "the marsh"@en .
"""

SHAPES = """\
# The shapes.
@prefix shapes: <https://example.org/rings/shapes#> .
@prefix r: <https://example.org/rings/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

shapes:ring a sh:NodeShape ;
    sh:targetClass r:Ring ;
    sh:property shapes:ring-year, shapes:ring-colour, shapes:ring-person .

shapes:ring-year a sh:PropertyShape ;
    sh:path r:year ;
    sh:minCount 1 ;
    sh:maxCount 1 ;
    sh:datatype xsd:gYear ;
    sh:message "A ring has exactly one year."@en .

shapes:ring-colour a sh:PropertyShape ;
    sh:path r:colour ;
    sh:maxCount 1 ;
    sh:class r:Colour .

shapes:ring-person a sh:PropertyShape ;
    sh:path r:putOnBy ;
    sh:severity sh:Warning ;
    sh:node shapes:labelled .

shapes:labelled a sh:NodeShape ;
    sh:property [ sh:path r:note ; sh:maxCount 0 ] .
"""

FILES = {
    "ontology/terms.ttl": ONTOLOGY,
    "ontology/colours.ttl": COLOURS,
    "data/dataset.ttl": DATASET,
    "data/rings.ttl": RINGS,
    "data/people.ttl": PEOPLE,
    "shapes/shapes.ttl": SHAPES,
}


def write(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write the dataset into a folder, with some files replaced or added; returns the folder."""
    for path, text in (FILES | (files or {})).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def plant(folder: Path, path: str, line: str) -> int:
    """Append one line to a file of a dataset folder; returns its number."""
    text = (folder / path).read_text("utf-8").rstrip("\n")
    (folder / path).write_text(f"{text}\n\n{line}\n", "utf-8")
    return text.count("\n") + 3
