"""Say of the query endpoint what only the running service knows: where it was reached, what is in it, which functions it has."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, NamedNode, Quad

from rip_ld.catalog.terms import RDF_TYPE, RDFS_LABEL, SD, VOID
from rip_ld.harvest.statistics import english, integer

COUNT_DEFAULT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
COUNT_NAMED = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
GEO = "http://www.opengis.net/def/function/geosparql/"
# The functions beyond SPARQL 1.1 that the engine has, all of them GeoSPARQL's.
FUNCTIONS = tuple(
    GEO + name
    for name in (
        "area asGeoJSON centroid convexHull coordinateDimension difference dimension distance ehContains ehCoveredBy ehCovers ehDisjoint ehEquals "
        "ehInside ehMeet ehOverlap envelope getSRID intersection isEmpty isSimple length perimeter rcc8dc rcc8ec rcc8eq rcc8ntpp rcc8ntppi rcc8po "
        "rcc8tpp rcc8tppi relate sfContains sfCrosses sfDisjoint sfEquals sfIntersects sfOverlaps sfTouches sfWithin spatialDimension symDifference union"
    ).split()
)


@dataclass(frozen=True)
class Sizes:
    """How many statements a query sees: in the default graph, and in each named graph."""

    default: int
    named: dict[str, int] = field(default_factory=dict)


def service_description(service: str, reached: str, sizes: Sizes | None, federates: bool = False) -> Iterator[Quad]:
    """Describe a running service (SPARQL 1.1 Service Description, section 3), beside what its dataset says of it.

    `service` is its IRI, `reached` the address at which it was asked; the dataset is left out where its `sizes` are not known;
    `federates` tells that SERVICE may ask other endpoints.
    """
    here = NamedNode(service)
    yield Quad(here, RDF_TYPE, _sd("Service"))
    yield Quad(here, _sd("endpoint"), NamedNode(reached))
    if federates:
        yield Quad(here, _sd("feature"), _sd("BasicFederatedQuery"))
        yield Quad(_sd("BasicFederatedQuery"), RDFS_LABEL, english("SERVICE is answered"))
    for iri in FUNCTIONS:
        function = NamedNode(iri)
        yield Quad(here, _sd("extensionFunction"), function)
        yield Quad(function, RDF_TYPE, _sd("Function"))
        yield Quad(function, RDFS_LABEL, english(iri.removeprefix(GEO)))
    if sizes is None:
        return
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield Quad(here, _sd("defaultDataset"), dataset)
    yield Quad(dataset, RDF_TYPE, _sd("Dataset"))
    yield Quad(dataset, _sd("defaultGraph"), default)
    yield from _graph(default, sizes.default)
    for number, (name, count) in enumerate(sizes.named.items()):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Quad(dataset, _sd("namedGraph"), named)
        yield Quad(named, RDF_TYPE, _sd("NamedGraph"))
        yield Quad(named, _sd("name"), NamedNode(name))
        yield Quad(named, _sd("graph"), graph)
        yield from _graph(graph, count)


def _graph(graph: BlankNode, count: int) -> Iterator[Quad]:
    yield Quad(graph, RDF_TYPE, _sd("Graph"))
    yield Quad(graph, NamedNode(VOID + "triples"), integer(count))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
