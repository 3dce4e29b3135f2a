"""The grammar by which a syntax error gets its place takes what the engine takes, and finds the first token with which no query goes on."""

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pyoxigraph
import pytest
from conftest import ROOT
from suite import ARCHIVE, Suite

from rip_ld.sparql.syntax import explain, unexpected
from rip_ld.sparql.text import lexed

READ_ON = "cannot be read on"


suite = pytest.mark.skipif(not ARCHIVE.exists(), reason="the W3C's suites are not here: `make suite`, which needs a package registry, puts them into build/")


@cache
def bundled() -> list[str]:
    """Read the queries of the dataset and of the program."""
    return [path.read_text("utf-8") for folder in (ROOT / "queries", ROOT / "tests" / "tiny" / "queries", ROOT / "src") for path in sorted(folder.rglob("*.rq"))]


@cache
def carried() -> dict[str, str]:
    """Read the queries of the W3C's suites."""
    return {name: data.decode("utf-8", "replace") for name, data in Suite(ARCHIVE).files.items() if name.endswith(".rq")}


def refusal(text: str) -> str | None:
    """Give what the engine says against a text; None where it takes it for a query."""
    try:
        pyoxigraph.Store().query(text, base_iri="http://example.org/")
    except SyntaxError as error:
        return str(error)
    except (ValueError, RuntimeError):  # a function that it does not know
        return None
    return None


def broken(queries: list[str], count: int) -> Iterator[str]:
    """Give queries in which one token has been left out, doubled, put elsewhere or exchanged for another; the same ones each time."""
    chance = random.Random(2005)
    for _ in range(count):
        text = chance.choice(queries)
        tokens = list(lexed(text))
        here, other = chance.choice(tokens), chance.choice(tokens)
        start, stop, put = chance.choice([(here.start(), here.end(), ""), (here.start(), here.end(), other.group()), (here.start(), here.start(), other.group())])
        yield f"{text[:start]} {put} {text[stop:]}"


@suite
def test_what_the_engine_takes_is_nowhere_at_fault() -> None:
    sound = [text for text in [*bundled(), *carried().values()] if refusal(text) is None]
    assert len(sound) > 700
    assert [text for text in sound if unexpected(text)] == []


@suite
def test_every_query_of_the_suites_that_is_none_has_a_place_and_a_reason() -> None:
    faulty = {name: error for name, text in carried().items() if (error := refusal(text)) is not None}
    assert len(faulty) > 70
    assert [name for name, error in faulty.items() if READ_ON in explain(error, carried()[name], {})["reason"]] == []


def test_a_query_in_which_one_token_is_wrong_has_a_place_and_a_reason() -> None:
    sound = [text for text in bundled() if refusal(text) is None]
    kinds, without = Counter(), []
    for text in broken(sound, 1000):
        error, fault = refusal(text), unexpected(text)
        kinds[error is None, fault is None] += 1
        if error is not None and READ_ON in explain(error, text, {})["reason"]:
            without.append(text)
    assert kinds[True, False] == 0, "the engine takes what the grammar does not"
    assert kinds[False, False] > 800 and kinds[True, True] > 10
    assert len(without) <= 3


def test_a_long_query_has_the_place_and_the_reason_too() -> None:
    text = "SELECT * {\n" + "?s ?p ?o .\n" * 20_000 + "?s == }"
    assert explain(str(refusal(text)), text, {}) == {"line": 20_002, "column": 4, "reason": '"==" cannot stand here; a property can stand here'}


def test_the_place_is_the_end_of_the_longest_text_with_which_a_query_may_begin() -> None:
    for text in bundled():
        tokens = list(lexed(text))
        for token in tokens[::7]:
            beginning = unexpected(text[: token.start()])
            assert beginning is None or beginning[0] == token.start(), text[: token.start()]
