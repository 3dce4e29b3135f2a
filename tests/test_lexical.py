"""Lexical forms: what XML Schema allows, and what only looks like it."""

import pytest

from rip_ld.dataset.lexical import FORMS, XSD, fault

SOUND = {
    "boolean": ("true", "0"),
    "integer": ("007", "-3", "+1"),
    "nonNegativeInteger": ("0", "-0", "12"),
    "positiveInteger": ("1", "010"),
    "int": ("-12",),
    "long": ("12",),
    "decimal": ("1", "1.5", ".5", "-1."),
    "double": ("1.5e3", "INF", "NaN"),
    "float": ("-INF", "2E-4"),
    "gYear": ("2005", "-0044", "12005", "2005Z", "0000"),
    "gYearMonth": ("2005-04", "2005-12+01:00"),
    "date": ("2005-03-29", "2004-02-29", "2005-03-29Z", "-0044-03-15"),
    "dateTime": ("2005-03-29T12:00:00Z", "2005-03-29T24:00:00", "2005-03-29T12:00:00.5+14:00"),
    "dateTimeStamp": ("2005-03-29T12:00:00Z",),
    "time": ("12:00:00",),
    "gMonthDay": ("--03-29",),
    "gMonth": ("--03",),
    "gDay": ("---29",),
    "duration": ("P2Y6M", "PT0.5S", "-P1D"),
    "anyURI": ("http://www.example.org/a?b#c", "mailto:a@example.org", "urn:isbn:0"),
    "language": ("en", "en-GB"),
}
ILL = {
    "boolean": ("yes", "TRUE"),
    "integer": ("12.0", "", "1O", "1 000"),
    "nonNegativeInteger": ("-1",),
    "positiveInteger": ("0",),
    "int": ("x",),
    "long": ("1.0",),
    "decimal": ("1e3", "1,5"),
    "double": ("inf",),
    "float": ("1,5",),
    "gYear": ("20O5", "98", "1994a", "c1998", " 1998", "1998 "),
    "gYearMonth": ("2005-13", "2005-4", "April 2005"),
    "date": ("2005-02-29", "2005-04-31", "29.3.2005", "2005-3-29", "2005"),
    "dateTime": ("2005-03-29", "2005-03-29 12:00:00", "2005-03-29T25:00:00", "2005-02-30T12:00:00"),
    "dateTimeStamp": ("2005-03-29T12:00:00",),
    "time": ("noon", "12:00"),
    "gMonthDay": ("03-29",),
    "gMonth": ("3",),
    "gDay": ("29",),
    "duration": ("P", "2 years", "PT"),
    "anyURI": ("www.example.org", "http://example.org/a b", "", "http:/<x>"),
    "language": ("english language",),
}


def test_every_datatype_of_the_table_is_tried() -> None:
    assert {XSD + name for name in SOUND} == {XSD + name for name in ILL} == set(FORMS)


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, forms in SOUND.items() for form in forms])
def test_a_sound_form_is_let_through(name: str, form: str) -> None:
    assert fault(form, XSD + name) == ""


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, forms in ILL.items() for form in forms])
def test_an_ill_form_is_caught_and_said_how_to_write(name: str, form: str) -> None:
    assert fault(form, XSD + name).startswith("write ")


def test_a_datatype_that_is_not_in_the_table_is_let_through() -> None:
    assert fault("anything", "https://example.org/type") == ""
