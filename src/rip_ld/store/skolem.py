"""Blank nodes in a store that speaks SPARQL: no query can name one, so each gets an IRI there (RDF 1.1 Concepts, section 3.5)."""

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

Term = NamedNode | BlankNode | Literal


class Skolem:
    """The IRIs that stand for blank nodes in a remote store: below `.well-known/genid/` of an address space."""

    def __init__(self, base: str) -> None:
        self.prefix = f"{base}.well-known/genid/"

    def iri(self, term: Term) -> Term:
        """Give the term as the remote store holds it."""
        return NamedNode(self.prefix + term.value) if isinstance(term, BlankNode) else term

    def blank(self, term: Term) -> Term:
        """Give the term that the remote store's term stands for."""
        return BlankNode(term.value[len(self.prefix) :]) if self.covers(term) else term

    def covers(self, term: Term) -> bool:
        """Tell whether a term is an IRI that stands for a blank node."""
        return isinstance(term, NamedNode) and term.value.startswith(self.prefix)

    def quad(self, quad: Quad) -> Quad:
        """Give a quad as the remote store holds it."""
        return Quad(self.iri(quad.subject), quad.predicate, self.iri(quad.object), quad.graph_name)
