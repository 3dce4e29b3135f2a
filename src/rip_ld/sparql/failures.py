"""Every way in which a query can fail: one table of statuses and sentences, one exception."""

# kind → HTTP status and the sentence; the braces are filled from the exception's details.
FAILURES: dict[str, tuple[int, str]] = {
    "syntax": (400, "Line {line}, column {column}: {reason}."),
    "no-query": (400, "There is no query in this request: send it as the parameter query, or as the body of a POST."),
    "many-queries": (400, "There are {count} queries in this request; send one."),
    "bad-request": (400, "{reason}."),
    "update": (400, "Updates are not accepted: this endpoint answers SELECT, ASK, CONSTRUCT and DESCRIBE."),
    "nested": (400, "The brackets of this query are nested {depth} deep, more than the query engine can take."),
    "too-deep": (400, "This query is too large or nested too deeply for the query engine."),
    "service": (403, "This endpoint fetches nothing from elsewhere: leave out SERVICE."),
    "unlisted": (403, "SERVICE may ask only {endpoints} here, written as the IRI or with a prefix, never as a variable."),
    "method": (405, "A query is sent by GET or POST, not by {method}."),
    "not-acceptable": (406, "The answer is {answer} and can be had as {types}; the request accepts none of these."),
    "unwritable": (406, "{format} cannot write {what}; ask for {instead}."),
    "too-long": (413, "The query is longer than {size}, the most that this endpoint reads."),
    "media-type": (415, "{reason}."),
    "crash": (500, "The query engine failed (its process was ended by {signal}); please try again."),
    "internal": (500, "The query engine failed: {reason}."),
    "gone": (499, "The client left before the answer."),
    "elsewhere": (502, "The endpoint {endpoint}, which SERVICE asks, gave no usable answer: {reason}."),
    "store": (502, "The store behind this endpoint gave no usable answer: {reason}."),
    "crowded": (503, "There are more long queries than the {long} that may run at once, and this one, longer than {seconds:g} seconds, had to give way; try again a little later."),
    "killed": (503, "The query's process was ended by the system, probably for lack of memory; try again a little later."),
    "stopping": (503, "The server is being stopped; try again a little later."),
    "busy": (503, "All {workers} query processes are busy and none came free within {seconds:g} seconds; try again a little later."),
    "store-busy": (503, "The store behind this endpoint is asked {count} queries already, and none was done within {seconds:g} seconds; try again a little later."),
    "unavailable": (503, "The query service is not running ({reason}); try again a little later."),
    "deadline": (504, "The query was stopped because it took longer than {time}, the limit of this endpoint; ask for less, for example with fewer patterns or LIMIT."),
    "elsewhere-slow": (504, "The endpoint {endpoint}, which SERVICE asks, did not answer within {time}; ask it for less."),
    "store-slow": (504, "The store behind this endpoint did not answer in time; try again in a moment."),
    "memory": (507, "The query was stopped because it needed more than {limit} MiB of memory, the limit of this endpoint."),
    "elsewhere-large": (507, "The answer of the endpoint {endpoint}, which SERVICE asks, is larger than {size}, the limit of this endpoint; ask it for less."),
    "no-room": (507, "There is no room for this answer on the server's disk; ask for less, for example with LIMIT, or try again later."),
    "many-rows": (507, "The answer has more rows than the {most:,} that this endpoint gives; ask for less, for example with LIMIT."),
    "too-large": (507, "The answer is larger than {size}, the limit of this endpoint; ask for less, for example with LIMIT."),
}


class QueryFailure(Exception):
    """A query that got no answer: `kind` is a row of FAILURES, `status` is for HTTP, `message` is one sentence for people.

    `details` fill the sentence (a syntax error has `line` and `column`); `retry_after` is in seconds, where trying again helps.
    """

    def __init__(self, kind: str, *, retry_after: int | None = None, **details: object) -> None:
        self.kind = kind
        self.details = details
        self.retry_after = retry_after
        self.status, sentence = FAILURES[kind]
        self.message = sentence.format(**details | _in_words(details))
        super().__init__(self.message)


def _in_words(details: dict[str, object]) -> dict[str, str]:
    """Write a limit in bytes as a `size`, in MiB where it is whole, and one in seconds as a `time`."""
    limit, seconds = details.get("limit"), details.get("seconds")
    size = f"{limit >> 20} MiB" if isinstance(limit, int) and limit and limit % (1 << 20) == 0 else f"{limit} bytes"
    return {"size": size, "time": "1 second" if seconds == 1 else f"{seconds:g} seconds" if isinstance(seconds, int | float) else ""}
