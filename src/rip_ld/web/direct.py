"""Machines' queries, answered in the event loop: neither a thread nor Flask takes part (SPARQL 1.1 Protocol, section 2.1)."""

import asyncio
import re

from rip_ld.formats import Unwritable
from rip_ld.publication import Publication
from rip_ld.sparql import Answer, Query, QueryFailure, parse
from rip_ld.sparql.departure import Departure
from rip_ld.web.answering import Wishes, confirmed, tag_of, told, wanted, wishes
from rip_ld.web.bridge import Exchange, Scope, Whole, encoded, plain
from rip_ld.web.coding import choose
from rip_ld.web.respond import EVERYWHERE

METHODS = ("GET", "HEAD", "POST")
CONDITIONS = {"if-match", "if-unmodified-since", "if-range", "range", "content-encoding"}  # rare: Flask knows what they mean
_QUERY = re.compile(r"(?:^|&)query=")
PATIENCE = 0.05  # seconds after which it is worth hearing whether the client is still there
ALL = [(name.lower(), value) for name, value in EVERYWHERE]


class Direct:
    """Answers what machines ask of a publication; people, and who asks for no query, are left to Flask."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._base_iri = publication.dataset.base + "sparql"
        self._pool = publication.pool
        self._under_way: dict[Departure, Exchange | asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listening: asyncio.TimerHandle | None = None
        self._leaving = False

    def begin(self) -> None:
        """Have the queries of all threads asked in the event loop that runs."""
        self._pool.settle(asyncio.get_running_loop())

    def leave(self) -> None:
        """Stop the queries under way; who asked is told that the server is being stopped."""
        self._leaving = True
        for departure in tuple(self._under_way):
            departure.tell()

    def meant(self, scope: Scope, body: bytes) -> Wishes | None:
        """Give what a machine's query wishes for; None for any other request."""
        if scope.method not in METHODS or not (body or _QUERY.search(scope.query_string)) or not CONDITIONS.isdisjoint(scope.headers.keys()):
            return None
        wish = wishes(_accept(scope))
        return wish if (wish.solutions or wish.graph) and not (wish.table_page or wish.graph_page) else None

    async def answer(self, scope: Scope, exchange: Exchange, body: bytes, wish: Wishes) -> Whole | None:
        """Answer a machine's query; None where the client has gone."""
        headers = scope.headers
        accepted, known = headers.get("accept-encoding"), ", ".join(headers.get_all("if-none-match"))
        try:
            query = parse(
                scope.method,
                encoded(scope.query_string),
                headers.get("content-type"),
                body,
                solutions=wish.solutions,
                graph=wish.graph,
                base_iri=self._base_iri,
            )
            tag = tag_of(self._publication, scope.method, query)
            whole = confirmed(tag, known, accepted) if known else None
            if whole is None:
                answer = await self._while_there(exchange, wanted(query))
                if answer is None:
                    return None
                if answer.file is not None or query.graph == "jsonld" or (answer.size > 1 << 14 and choose(accepted)):  # what takes long keeps nobody waiting
                    whole = await asyncio.get_running_loop().run_in_executor(None, told, self._publication, query, tag, answer, accepted, known)
                else:
                    whole = told(self._publication, query, tag, answer, accepted, known)
        except QueryFailure as failure:
            retry = [("retry-after", str(failure.retry_after))] if failure.retry_after else []
            return plain(failure.status, failure.message, [*retry, ("vary", "Accept, Accept-Encoding"), *ALL])
        except Unwritable as error:
            return plain(406, str(error), ALL)
        whole.headers.extend(ALL)
        return whole

    def _listen(self) -> None:
        """Begin to hear whether the clients of queries that take some time are still there: most are quicker, and it costs more than they do."""
        self._listening = self._loop.call_later(PATIENCE, self._listen) if self._under_way else None
        for departure, exchange in self._under_way.items():
            if not isinstance(exchange, asyncio.Task):
                self._under_way[departure] = asyncio.ensure_future(_heard(exchange, departure))

    async def _while_there(self, exchange: Exchange, query: Query) -> Answer | None:
        """Have a query answered as long as the client and the server are there; None where the client has gone."""
        departure, loop = Departure(), asyncio.get_running_loop()
        self._under_way[departure] = exchange
        if self._listening is None or self._loop is not loop:
            self._loop, self._listening = loop, loop.call_later(PATIENCE, self._listen)
        try:
            return await self._pool.ask(query, departure)
        except QueryFailure:
            if self._leaving and departure.happened:
                raise QueryFailure("stopping", retry_after=5) from None
            if departure.happened:
                return None
            raise
        finally:
            heard = self._under_way.pop(departure)
            if isinstance(heard, asyncio.Task):
                heard.cancel()


async def _heard(exchange: Exchange, departure: Departure) -> None:
    await exchange.client_disconnect()
    departure.tell()


def _accept(scope: Scope) -> str | None:
    found = scope.headers.get_all("accept")
    return ", ".join(found) if found else None
