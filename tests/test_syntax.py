"""Syntax errors of Turtle: what a librarian is told, and the place where the mistake begins."""

from pathlib import Path

import datasets
import pytest
from pyoxigraph import RdfFormat, parse

from rip_ld.dataset.check import check
from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.read import read
from rip_ld.dataset.syntax import syntax_problem

HEAD = '@base <http://e/> .\n@prefix r: <http://e/ns#> .\n<a> a r:T ;\n    r:label "one"@en .\n\n'
TAIL = '\n\n<z> a r:T ;\n    r:label "zed"@en .\n'
# What is written, between a sound description before and one after: the line and column told, counted from its own first line, and words of the sentence.
FAULTS: dict[str, tuple[str, str, str]] = {
    "a full stop forgotten": ('<b> a r:T ;\n    r:pos 3', "2:12", "A full stop is missing here"),
    "a full stop forgotten after a comment": ('<b> a r:T ;\n    r:pos 3 # three', "2:12", "A full stop is missing here"),
    "a semicolon for the full stop": ('<b> a r:T ;\n    r:pos 3 ;', "2:13", "end the description before it with a full stop"),
    "a semicolon after the type alone": ("<b> a r:T ;", "1:11", "end the description before it with a full stop"),
    "a comma for the full stop": ('<b> a r:T ;\n    r:note "A"@en ,', "2:19", "end the description before it with a full stop"),
    "a full stop for a semicolon": ('<b> a r:T ;\n    r:note "A"@en .\n    r:pos 3 .', "2:19", "This full stop ends the description, but the next line goes on"),
    "a full stop too many": ("<b> a r:T . .", "1:13", "one full stop too many"),
    "a comma for a semicolon": ('<b> a r:T ;\n    r:note "A. B"@en ,\n    r:pos 3 .', "2:22", "between two properties stands a semicolon"),
    "a comma for a semicolon before an address": ("<b> a r:T ;\n    r:see <c> ,\n    r:see <d> .", "2:15", "between two properties stands a semicolon"),
    "a semicolon forgotten": ('<b> a r:T ;\n    r:note "A"@en\n    r:pos 3 .', "2:18", "A semicolon is missing here"),
    "a semicolon forgotten after a list": ("<b> a r:T ;\n    r:see <c> ,\n        <d>\n    r:pos 3 .", "3:12", "A semicolon is missing here"),
    "a comma forgotten": ('<b> r:note "A"@en "B"@en .', "1:18", "A comma is missing here"),
    "a comma forgotten between addresses": ("<b> r:see <c> <d> ; r:pos 1 .", "1:14", "a comma between two values"),
    "a comma before the end": ('<b> r:note "A"@en ,\n  .', "1:19", "After this comma no value follows."),
    "a value forgotten": ("<b> a r:T ;\n    r:note ;\n    r:pos 3 .", "2:11", "The value of this property is missing."),
    "a property forgotten": ('<b> a r:T ;\n    "A"@en .', "2:5", "The property before this value is missing."),
    "a description that breaks off": ("<b> a r:T ;\n    r:no", "2:9", "The description breaks off here"),
    "a quotation mark forgotten at the end": ('<b> r:note "A partnership ;\n    r:pos 3 .', "1:12", "The text that begins here has no closing quotation mark"),
    "three quotation marks forgotten at the end": ('<b> r:note """A partnership ;\n    r:pos 3 .', "1:12", "The text that begins here has no closing quotation mark"),
    "a quotation mark forgotten at the beginning": ('<b> r:note A partnership"@en ;\n    r:pos 3 .', "1:12", "The quotation mark before “A” is missing."),
    "a quotation mark inside": ('<b> r:note "A "good" one"@en .', "1:15", "The text ends at this quotation mark"),
    "an apostrophe inside single marks": ("<b> r:note 'it's' .", "1:15", "The text ends at this quotation mark"),
    "curly quotation marks": ("<b> r:note “A partnership”@en .", "1:12", "This is a curly quotation mark"),
    "a curly mark at the end": ('<b> r:note "A partnership”@en .', "1:12", "The text that begins here has no closing quotation mark"),
    "a backslash": ('<b> r:note "C:\\data" .', "1:15", "A backslash begins an escape"),
    "an escape that is too short": ('<b> r:note "a\\u12b" .', "1:14", "four hexadecimal digits"),
    "no language": ('<b> r:note "x"@ .', "1:16", "the code of a language"),
    "an underscore in a language": ('<b> r:note "x"@en_GB .', "1:18", "the code of a language"),
    "one caret": ('<b> r:note "x"^r:T .', "1:15", "two carets"),
    "no datatype": ('<b> r:note "x"^^ .', "1:18", "the name of a datatype"),
    "a date without marks": ("<b> r:day 2005-03-29 .", "1:11", "A date is a text with a datatype"),
    "a space in an address": ("<b> r:see <c d> .", "1:13", "An address has no space in it"),
    "another sign in an address": ("<b> r:see <c{d}> .", "1:13", "cannot have this sign"),
    "an address without its end": ("<b> r:see <c ;\n    r:pos 3 .", "1:11", "has no closing >"),
    "an address without brackets": ("<b> r:see http://e/c .", "1:11", "An address stands between < and >."),
    "a slash in a short name": ("<b> r:see r:a/b .", "1:14", "has no slash"),
    "a percent sign in an address": ("<b> r:see <c%d> .", "1:11", "two hexadecimal digits"),
    "a word for an address": ("<b> a Thing .", "1:7", "“Thing” is no value: write <Thing>"),
    "a word for a property": ("<b> is r:T .", "1:5", "“is” is no property"),
    "a word for a subject": ("tip a r:T .", "1:1", "“tip” is no address: write <tip>"),
    "a text described": ('"x" a r:T .', "1:1", "A text or a number cannot be described"),
    "a subject forgotten": ("a r:T .", "1:1", "here it is missing"),
    "a prefix that nobody declared": ("<b> a s:T .", "1:7", "The prefix s: has not been declared; add it"),
    "a full stop forgotten after a prefix": ("@prefix q: <http://q/>", "1:23", "The full stop at the end of this line is missing."),
    "a full stop after PREFIX": ("PREFIX q: <http://q/> .", "1:23", "After PREFIX or BASE without @ stands no full stop."),
    "a prefix without a colon": ("@prefix q <http://q/> .", "1:9", "A prefix is declared by a line like"),
    "a misspelt directive": ("@prefx q: <http://q/> .", "1:1", "no directive @prefx"),
    "an open bracket": ("<b> r:see ( <c> <d> .", "1:11", "The bracket that opens here is not closed."),
    "an open square bracket": ("<b> r:see [ r:x 1 .", "1:11", "The bracket that opens here is not closed."),
    "a bracket too many": ("<b> r:see 1 ] .", "1:13", "closes none"),
    "braces": ("<g> { <a> a r:T . }", "1:5", "There are no braces in Turtle"),
    "a comment of another language": ("// note", "1:1", "A comment begins with #."),
    "a no-break space": ("<b> a\u00a0r:T .", "1:6", "U+00A0, no-break space"),
}


def told(text: str) -> Problem:
    with pytest.raises(SyntaxError) as caught:
        list(parse(text, format=RdfFormat.TURTLE))
    return syntax_problem(text, "f.ttl", caught.value)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mistake_is_told_where_it_begins(fault: str) -> None:
    written, place, words = FAULTS[fault]
    problem = told(HEAD + written + TAIL)
    line, column = map(int, place.split(":"))
    assert words in problem.message and problem.message[-1] in ".?"
    assert problem.place == Place("f.ttl", line + HEAD.count("\n"), column)


@pytest.mark.parametrize("cut", ["<b> a r:T", "<b> a r:T ;", "<b> a", '<b> r:note "A"@en', "<b> r:see ( <c>"])
def test_a_file_that_is_cut_off_lacks_its_end(cut: str) -> None:
    problem = told(HEAD + cut)
    assert "full stop is missing" in problem.message or "bracket" in problem.message
    assert problem.place.line == 6


def test_what_no_sentence_fits_is_told_in_the_words_of_the_parser_and_nothing_breaks_on_the_way() -> None:
    for end in range(len(HEAD + TAIL)):
        for more in ("", ";", '"', "<", "\0", "@", "^^", "(", "{|", "\n<", "é\u2028"):
            text = (HEAD + TAIL)[:end] + more + (HEAD + TAIL)[end:]
            try:
                list(parse(text, format=RdfFormat.TURTLE))
            except SyntaxError as error:
                problem = syntax_problem(text, "f.ttl", error)
                lines = text.split("\n")
                assert 1 <= problem.place.line <= len(lines) and 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
                assert problem.message[-1] in ".?!" and "{" not in problem.message.replace("'{'", "")


def test_a_problem_has_no_signs_that_a_terminal_would_obey(tmp_path: Path) -> None:
    assert str(Problem(Place("a\x1b.ttl"), "error", "syntax", "\0 and\nmore")) == "a\\x1b.ttl:1:1: error syntax: \\x00 and\\x0amore"


NEWER = {
    "<< <ring/1> a r:Ring >> rdfs:comment 'x' .": (1, "a statement about a statement"),
    "<ring/1> rdfs:comment 'x~<<' {| rdfs:label 'y' |} .": (30, "a statement about a statement"),
    "<ring/1> r:page <<( <ring/1> a r:Ring )>> .": (17, "a statement about a statement"),
    "<ring/1> r:page <ring/2> ~ <ring/3> .": (26, "a statement about a statement"),
    "<ring/1> rdfs:comment 'a~'@en--ltr .": (23, "a text with a direction"),
}


@pytest.mark.parametrize("line", NEWER)
def test_what_only_rdf_1_2_has_is_refused_where_it_stands(tmp_path: Path, line: str) -> None:
    folder = datasets.write(tmp_path)
    number = datasets.plant(folder, "data/rings.ttl", line)
    with pytest.raises(DatasetError) as caught:
        read(folder)
    column, what = NEWER[line]
    assert str(caught.value) == f"data/rings.ttl:{number}:{column}: error not-rdf-1.1: This is RDF 1.2, {what}; the data of a dataset must be RDF 1.1."


def test_signs_of_rdf_1_2_inside_texts_and_addresses_are_no_harm(tmp_path: Path) -> None:
    folder = datasets.write(tmp_path)
    datasets.plant(folder, "data/rings.ttl", "<ring/2> r:note '<< a {| b ~ c |} @en--ltr', \"https://example.org/~ada\" .")
    assert check(read(folder)) == []
