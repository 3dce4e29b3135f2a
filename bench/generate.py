"""Make a SKOS dataset of any size: `python bench/generate.py DIR --triples 1000000`. The same seed gives the same bytes.

The folder is one that rip-ld serves: schemes of concepts with labels in three languages, trees, related concepts, mappings, codes
and notes; one file, and so one named graph, a scheme. `--nquads FILE` writes the same statements as N-Quads, too.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

BASE = "https://example.org/thesaurus/"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PER_SCHEME = 10_000  # concepts
FAN = 8  # narrower concepts of a concept, at most
LANGUAGES = ("en", "de", "fr")
ENDINGS = {"en": "", "de": "ung", "fr": "age"}
SYLLABLES = [first + vowel + last for first in "b d f g k l m n p r s t v w".split() for vowel in "aeiou" for last in ("", "n", "r", "s", "l")]
FIXED = {
    "ontology/terms.ttl": """\
# The terms.
skos:Concept rdfs:label "concept"@en .
skos:ConceptScheme rdfs:label "concept scheme"@en .
skos:prefLabel rdfs:label "preferred label"@en .
skos:altLabel rdfs:label "alternative label"@en .
skos:broader rdfs:label "broader"@en .
skos:related rdfs:label "related"@en .
skos:inScheme rdfs:label "in scheme"@en .
skos:topConceptOf rdfs:label "top concept of"@en .
skos:exactMatch rdfs:label "exact match"@en .
skos:definition rdfs:label "definition"@en .
skos:scopeNote rdfs:label "scope note"@en .
skos:notation rdfs:label "notation"@en .
""",
    "shapes/shapes.ttl": """\
# The shapes.
@prefix sh: <http://www.w3.org/ns/shacl#> .
<shapes#concept> a sh:NodeShape ; rdfs:label "Concepts"@en ; sh:targetClass skos:Concept ; sh:property <shapes#label> .
<shapes#label> a sh:PropertyShape ; rdfs:label "Label"@en ; sh:path skos:prefLabel ; sh:uniqueLang true .
""",
    "data/dataset.ttl": f"""\
# The dataset.
<dataset> a void:Dataset ; rdfs:label "A thesaurus of nothing"@en ; void:uriSpace "{BASE}" ;
    dcterms:description "Made up to measure with."@en ; dcterms:modified "2025-01-01T00:00:00Z"^^xsd:dateTime .
""",
}


def main() -> int:
    """Write the dataset; returns the exit status."""
    parser = argparse.ArgumentParser(description="Make a SKOS dataset of any size.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to put the dataset folder")
    parser.add_argument("--triples", type=int, default=1_000_000, help="about how many statements (default: 1000000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another dataset (default: 1)")
    parser.add_argument("--nquads", type=Path, metavar="FILE", help="write the same as N-Quads, too")
    given = parser.parse_args()
    count = generate(given.folder, given.triples, given.seed)
    print(f"{count:,} statements in {given.folder}", file=sys.stderr)
    if given.nquads:
        write_nquads(given.folder, given.nquads)
    return 0


def generate(folder: Path, triples: int, seed: int = 1) -> int:
    """Write a dataset folder of about so many statements; returns how many it has."""
    chance = random.Random(seed)
    words = ["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3))) for _ in range(5000)]
    for path, text in FIXED.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(_head() + text, "utf-8")
    count = sum(text.count(" ;") + text.count(" .\n") for text in FIXED.values()) - 1  # the line with @prefix is none
    scheme = 0
    while count < triples:
        scheme += 1
        with (folder / "data" / f"scheme-{scheme}.ttl").open("w", encoding="utf-8") as file:
            file.write(f'{_head()}# Scheme {scheme}.\n<scheme/{scheme}> a skos:ConceptScheme ;\n    rdfs:label "Scheme {scheme}"@en .\n')
            count += 2
            for number in range(PER_SCHEME):
                lines = list(_concept(scheme, number, words, chance))
                file.write(f"\n<concept/{scheme}-{number}> " + " ;\n    ".join(lines) + " .\n")
                count += len(lines)
                if count >= triples:
                    break
    return count


def _head() -> str:
    return f"@base <{BASE}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + "\n"


def _concept(scheme: int, number: int, words: list[str], chance: random.Random) -> Iterator[str]:
    """Give what is said of one concept, a statement a line."""
    name = f"{chance.choice(words)} {chance.choice(words)} {scheme}-{number}"
    yield "a skos:Concept"
    yield f'rdfs:label "{name}"@en'
    for language in LANGUAGES:
        yield f'skos:prefLabel "{name.replace(" ", ENDINGS[language] + " ", 1)}"@{language}'
    for _ in range(chance.choice((0, 1, 1, 2))):
        yield f'skos:altLabel "{chance.choice(words)} {number}"@{chance.choice(LANGUAGES)}'
    yield f'skos:notation "{scheme}.{number}"'
    yield f"skos:inScheme <scheme/{scheme}>"
    yield f"skos:topConceptOf <scheme/{scheme}>" if number < FAN else f"skos:broader <concept/{scheme}-{number // FAN}>"
    if number and chance.random() < 0.4:
        yield f"skos:related <concept/{scheme}-{chance.randrange(number)}>"
    if chance.random() < 0.3:
        yield f"skos:exactMatch <https://example.net/other/{chance.randrange(10**6)}>"
    if chance.random() < 0.6:
        yield f'skos:definition "The {" ".join(chance.choice(words) for _ in range(12))}."@en'
    if chance.random() < 0.2:
        yield f'skos:scopeNote "Used for {" ".join(chance.choice(words) for _ in range(8))}."@en'


def write_nquads(folder: Path, path: Path) -> None:
    """Write a dataset folder as N-Quads, as the program reads it, statistics included."""
    from pyoxigraph import RdfFormat, serialize

    from rip_ld.publication import project

    with path.open("wb") as file:
        serialize(project(folder).store.quads(), file, format=RdfFormat.N_QUADS)


if __name__ == "__main__":
    sys.exit(main())
