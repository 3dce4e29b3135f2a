"""Content negotiation (RFC 9110, section 12.5.1): which of the formats there are does a client like best."""

from collections.abc import Sequence

from rip_ld.formats import Format


def ranges(accept: str | None) -> list[tuple[str, float]]:
    """List the media ranges of an Accept header, each with its weight from 0 to 1; parameters other than q do not count."""
    found = []
    for part in (accept or "*/*").split(","):
        name, *parameters = (word.strip() for word in part.lower().split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if name.count("/") == 1:
            found.append((name, weight if weight == weight else 0.0))
    return found


def choose(accept: str | None, formats: Sequence[Format]) -> Format | None:
    """Choose the format that a client likes best; on a tie the one it named most exactly, then the first of `formats`.

    Returns None where the client accepts none of them.
    """
    wanted = ranges(accept) if accept and accept.strip() else [("*/*", 1.0)]
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen = None
    for position, row in enumerate(formats):
        weight, exactness = _weight(row, wanted)
        rank = (weight, exactness, -position)
        if weight > 0 and (chosen is None or rank > best):
            best, chosen = rank, row
    return chosen


def _weight(row: Format, wanted: list[tuple[str, float]]) -> tuple[float, int]:
    """Give the weight of the most exact range that covers a format, and how exact it is (3 the type, 2 an alias, 1 type/*, 0 */*)."""
    levels = ([row.media_type], list(getattr(row, "also", ())), [row.media_type.split("/")[0] + "/*"], ["*/*"])
    for exactness, names in zip((3, 2, 1, 0), levels, strict=True):
        weights = [weight for name, weight in wanted if name in names]
        if weights:
            return max(weights), exactness
    return 0.0, 0
