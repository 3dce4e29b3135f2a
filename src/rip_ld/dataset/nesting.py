"""How deeply blank nodes stand in blank nodes."""

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, NamedNode, Quad

Subject = NamedNode | BlankNode

MOST_NESTED = 100  # brackets in brackets
REST = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")


def too_deep(triples: Iterable[Quad]) -> Subject | None:
    """Find a thing in whose description blank nodes are nested too deeply, the cells of one list counting as one; None where there is none.

    To name such nodes for good (RDF Dataset Canonicalization) takes a time that grows with the third power of the depth.
    """
    above = {triple.object: (triple.subject, triple.predicate != REST) for triple in triples if isinstance(triple.object, BlankNode)}
    depths: dict[Subject, int] = {}
    for node in above if len(above) > MOST_NESTED else ():
        way = []
        while node in above and node not in depths:
            depths[node] = 0  # until it is known, so that a circle ends
            way.append(node)
            node = above[node][0]
        depth = depths.get(node, 0)
        for step in reversed(way):
            depth += above[step][1]
            depths[step] = depth
        if depth > MOST_NESTED:
            return _outermost(node, above)
    return None


def _outermost(node: Subject, above: Mapping[Subject, tuple[Subject, bool]]) -> Subject:
    met = set()
    while node in above and node not in met:
        met.add(node)
        node = above[node][0]
    return node
