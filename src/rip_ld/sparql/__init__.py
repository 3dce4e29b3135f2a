"""What a stranger's query meets: reading the request, the pool of worker processes, their limits, the formats of answers."""

from rip_ld.sparql.failures import FAILURES, QueryFailure
from rip_ld.sparql.pool import Answer, Pool
from rip_ld.sparql.request import Query, parse
from rip_ld.sparql.results import GRAPHS, SOLUTIONS, TABLES, Format
from rip_ld.sparql.running import PoolError
from rip_ld.sparql.service import QueryService

__all__ = [
    "FAILURES",
    "GRAPHS",
    "SOLUTIONS",
    "TABLES",
    "Answer",
    "Format",
    "Pool",
    "PoolError",
    "Query",
    "QueryFailure",
    "QueryService",
    "parse",
]
