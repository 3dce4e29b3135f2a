"""What answers strangers' queries: the pool itself, or what stands before a remote store (sparql.remote)."""

import asyncio
from typing import Protocol

from rip_ld.sparql.departure import Departure
from rip_ld.sparql.pool import Answer
from rip_ld.sparql.request import Query


class QueryService(Protocol):
    """Answers queries within limits."""

    def settle(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have all queries asked in an event loop that runs, whoever asks from wherever."""
        ...

    def run(self, query: Query, departure: Departure | None = None) -> Answer:
        """Answer a query; QueryFailure, with a status and a sentence, if it gets no answer. `departure` tells when who asked has gone."""
        ...

    async def ask(self, query: Query, departure: Departure | None = None) -> Answer:
        """Answer a query, as `run`, in an event loop."""
        ...
