"""Validate shapes with SHACL's own shapes (SHACL appendix C), of those that are put together alike only one.

SHACL's shapes follow a shape into what it holds in brackets and lists, and of everything else ask only what sort of node it
is, or whether it is one that they name. So what they say of one shape is true of each that is the same up to that.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator
from functools import cache
from importlib.resources import files

from pyoxigraph import RdfFormat, parse
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from rip_ld.dataset.locate import Locator
from rip_ld.dataset.problems import Problem
from rip_ld.dataset.shacl import PRESENTATION, TARGETS, focus_nodes, rdflib_graph, report_of, told
from rip_ld.dataset.wording import Wording

UNASKED = PRESENTATION | {SH.property}  # of a shape's properties, what SHACL's shapes look at only from the other end or not at all


def broken_shapes(shapes: Graph, locator: Locator, wording: Wording, leave_out: Collection[str] = ()) -> Iterator[Problem]:
    """Tell what SHACL forbids and shapes do nevertheless, but for the shapes that `leave_out` names."""
    bare = Graph("SimpleMemory", bind_namespaces="none")
    alike: dict[tuple[Node, Hashable], list[Node]] = defaultdict(list)
    named = set(_shacl_shapes().objects())
    for shape, predicate, target in _shacl_shapes():
        if predicate in TARGETS:
            for node in focus_nodes(shapes, predicate, target, ""):
                if str(node) not in leave_out:
                    alike[shape, _kind(node, shapes, named, UNASKED)].append(node)
        else:
            bare.add((shape, predicate, target))
    report = report_of(shapes, _aimed(bare, {key: nodes[:1] for key, nodes in alike.items()}))
    if faulty := set(report.objects(None, SH.focusNode)):
        report = report_of(shapes, _aimed(bare, {key: nodes for key, nodes in alike.items() if nodes[0] in faulty}))
    yield from told(report, Graph(), locator, wording, "bad-shape")


@cache
def _shacl_shapes() -> Graph:
    """Give SHACL's shapes of shapes, which pyshacl brings along."""
    return rdflib_graph(parse((files("pyshacl") / "assets" / "shacl-shacl.ttl").read_bytes(), format=RdfFormat.TURTLE))


def _aimed(shapes: Graph, targets: dict[tuple[Node, Hashable], list[Node]]) -> Graph:
    """Copy shapes, with targets."""
    aimed = Graph("SimpleMemory", bind_namespaces="none")
    aimed.bind("shsh", "http://www.w3.org/ns/shacl-shacl#")  # pyshacl names them in its messages
    aimed += shapes
    aimed += [(shape, SH.targetNode, node) for (shape, _), nodes in targets.items() for node in nodes]
    return aimed


def _kind(node: Node, shapes: Graph, named: Collection[Node], skipped: Collection[Node] = (), inside: tuple[Node, ...] = ()) -> Hashable:
    """Give what SHACL's shapes see of a node: equal for two nodes of which they say the same.

    `named` are the nodes that they name themselves. What stands around a node within itself is in `inside`.
    """
    if node in named or node in inside:
        return node
    if isinstance(node, Literal):
        return node.datatype, bool(node.language), node.ill_typed
    if isinstance(node, BNode) or not inside:
        stated = [(predicate, _kind(value, shapes, named, (), (*inside, node))) for predicate, value in shapes.predicate_objects(node) if predicate not in skipped]
        return isinstance(node, BNode), frozenset(Counter(stated).items())
    return node if (node, None, None) in shapes else URIRef
