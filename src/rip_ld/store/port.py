"""The store port: all that the program asks of a store. Terms are pyoxigraph's, whatever the adapter."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Row = dict[str, Term]


class StoreError(Exception):
    """The store cannot answer; the message is one clear sentence, `status` what HTTP calls it.

    `where` is the store's address, which concerns only whoever runs the program: the message has it not, `whole` has.
    """

    status = 502

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(sentence)
        self.where = where

    @property
    def whole(self) -> str:
        """Give the sentence with the store's address."""
        return str(self).replace("The store", f"The store at {self.where}", 1) if self.where else str(self)


class StoreTimeout(StoreError):
    """The store did not answer in time."""

    status = 504


def noted(error: StoreError) -> None:
    """Write what a store elsewhere says, and where it is, into the log of whoever runs the program."""
    if error.where:
        logging.getLogger("rip_ld").warning("%s", error.whole)


class Store(Protocol):
    """A read-only store of named graphs, whose default graph is the union of them; `at_hand` tells that it is in memory, so that nobody waits for it."""

    at_hand: bool

    def triples(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """List the triples of the union that match; None matches anything, and each triple comes once."""
        ...

    def begin(self) -> None:
        """Take notice that this thread answers a new request; a store that is far away bounds the time of all that is asked for it."""
        ...

    def prefetch(self, subjects: Iterable[Term], pointing: Iterable[Term] = ()) -> None:
        """Take notice that the triples of some subjects, and those that point to some terms, are asked for next.

        It changes no answer; a store that is far away fetches them together.
        """
        ...

    def graph(self, name: NamedNode) -> Iterator[Triple]:
        """List the triples of one named graph; none where there is no such graph."""
        ...

    def graphs(self) -> list[NamedNode]:
        """List the named graphs, in the order of their IRIs."""
        ...

    def quads(self) -> Iterable[Quad]:
        """List everything, each triple with its graph."""
        ...

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        """Answer one of our own SELECT queries over the union.

        `bindings` puts terms in the place of variables that the query selects. Returns a row a solution, of the variables that are bound.
        Raises StoreError where the query is wrong or the store out of reach.
        """
        ...
