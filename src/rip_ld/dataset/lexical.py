"""Lexical forms of XSD datatypes, which RDF libraries let through (XML Schema 1.1 part 2, section 3)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import Literal, Quad

XSD = "http://www.w3.org/2001/XMLSchema#"

_YEAR, _MONTH, _DAY = r"-?(?:[1-9]\d{3,}|0\d{3})", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_OFFSET = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"
_ZONE = f"{_OFFSET}?"
_REAL = r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)"
_DURATION = r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"

# datatype: its pattern, and what an editor should write
FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    XSD + name: (re.compile(pattern), expected)
    for name, pattern, expected in (
        ("boolean", r"true|false|1|0", "write true or false"),
        ("integer", r"[+-]?\d+", "write a whole number in digits"),
        ("nonNegativeInteger", r"\+?\d+|-0+", "write a whole number in digits, zero or more"),
        ("positiveInteger", r"\+?0*[1-9]\d*", "write a whole number in digits, one or more"),
        ("int", r"[+-]?\d+", "write a whole number in digits"),
        ("long", r"[+-]?\d+", "write a whole number in digits"),
        ("decimal", r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", "write a number in digits, with a point if needed"),
        ("double", _REAL, "write a number in digits"),
        ("float", _REAL, "write a number in digits"),
        ("gYear", _YEAR + _ZONE, "write a year in four digits, as 1998"),
        ("gYearMonth", f"{_YEAR}-{_MONTH}{_ZONE}", "write year and month, as 2005-04"),
        ("date", f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}", "write a day of the calendar, as 2005-03-29"),
        ("dateTime", f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}", "write day and time, as 2005-03-29T12:00:00Z"),
        ("dateTimeStamp", f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_OFFSET}", "write day, time and zone, as 2005-03-29T12:00:00Z"),
        ("time", _TIME + _ZONE, "write a time, as 12:00:00"),
        ("gMonthDay", f"--{_MONTH}-{_DAY}{_ZONE}", "write month and day, as --03-29"),
        ("gMonth", f"--{_MONTH}{_ZONE}", "write a month, as --03"),
        ("gDay", f"---{_DAY}{_ZONE}", "write a day, as ---29"),
        ("duration", _DURATION, "write a duration, as P2Y6M"),
        ("anyURI", r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", "write a whole address, with http:// or https:// before it"),
        ("language", r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", "write a language code, as en"),
    )
}
_CALENDAR = re.compile(r"(?!0000)(\d{4})-(\d\d)-(\d\d)")
_DATED = {XSD + "date", XSD + "dateTime", XSD + "dateTimeStamp"}


def ill_formed(triples: Iterable[Quad]) -> Iterator[tuple[Quad, str]]:
    """List the triples whose literal is not a form of its datatype, each with what should be written instead."""
    for triple in triples:
        if isinstance(triple.object, Literal) and (expected := fault(triple.object.value, triple.object.datatype.value)):
            yield triple, expected


def fault(form: str, datatype: str) -> str:
    """Say what should be written instead of a lexical form; empty where it is sound or the datatype is not in the table."""
    if datatype not in FORMS:
        return ""
    pattern, expected = FORMS[datatype]
    if not pattern.fullmatch(form):
        return expected
    return expected if datatype in _DATED and not _in_calendar(form) else ""


def _in_calendar(form: str) -> bool:
    """Tell whether a day exists; years that Python's calendar does not have are let through."""
    match = _CALENDAR.match(form)
    if not match:
        return True
    try:
        date(*(int(part) for part in match.groups()))
    except ValueError:
        return False
    return True
