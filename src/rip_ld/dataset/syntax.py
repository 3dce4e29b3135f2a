r"""Tell a syntax error of Turtle in a librarian's sentence, at the place where the mistake begins and not where the parser stumbles.

What stands before the place where the parser gave up, and on the rest of its line, is written down as two letters a token:
where it stands (`|` at the left margin, `/` first in an indented line, `+` joined to the one before, else a space) and what it
is (`s` a text, `i` an address in brackets, `n` a name with a prefix, `h` a number, `a` that word, `w` any other word, `d` a
directive, `@` another word with that sign, `o` a quotation mark that nothing closes, `b` an opening < that nothing closes; any
other sign is itself). `¦` marks where the parser gave up. RULES are patterns of that.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, Quad, Triple

from rip_ld.dataset.problems import Place, Problem

_REASON = re.compile(r"^Parser error .*?\d: ")
_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)"""
    r'''|(?P<s>(?:"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|""(?!")|''(?!')|"(?:[^"\\\n]|\\.)+"|'(?:[^'\\\n]|\\.)+')'''
    r"""(?:@[A-Za-z][\w-]*|\^\^(?:<[^<>\s]*>|[\w.-]*:[\w-]*))?)"""
    r'''|(?P<o>"""|\'\'\'|["'])'''
    r"""|(?P<i><[^<>"{}|^`\\\s]*>)"""
    r"""|(?P<b><)"""
    r"""|(?P<d>@?(?:prefix|base)(?=\s))"""
    r"""|(?P<at>@[\w-]*)"""
    r"""|(?P<n>(?:[^\W\d][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*)"""
    r"""|(?P<h>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)"""
    r"""|(?P<w>[^\W\d](?:[\w-]|\.(?=\w))*)"""
    r"""|(?P<p>.)""",
    re.DOTALL | re.IGNORECASE,
)
_HERE = "¦"
DIRECTIONS = ("--ltr", "--rtl")
_NEWER = ("<<", "{|", "~", *DIRECTIONS)  # what RDF 1.2 may begin with


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    sign: str


@dataclass(frozen=True)
class _Rule:
    """What the parser says, what stands there, and the sentence; the group `at`, `after` or `last` of `there` is where the mistake begins.

    The sentence may name the `{token}` at which the parser gave up. Without a group the place is the parser's.
    """

    says: str
    there: str
    sentence: str

    def found(self, reason: str, written: str) -> re.Match[str] | None:
        """Find what stands there, where the rule fits."""
        return re.search(self.there, written, re.DOTALL) if re.search(self.says, reason) else None


_SUBJECT, _VERB, _VALUE, _DOT, _END = "not a valid subject", "not a valid predicate", "not a valid RDF object", "A dot is expected", "Unexpected end"
_ENDS_SHORT = "Another subject begins below: end the description before it with a full stop instead."

# The first rule that fits is told; what fits none is told in the parser's words. Patterns are compiled when a mistake is met, which most starts never do.
RULES = (
    # quotation marks
    _Rule("", r"¦(?P<at>.[“”„«»‘’‚])", 'This is a curly quotation mark; a text stands between straight ones: "…".'),
    _Rule("Line jumps|Unexpected end of file", r"(?P<at>.o)", "The text that begins here has no closing quotation mark; a text of several lines stands between three of them on each side."),
    _Rule("Unexpected end of file", r"(?P<at>.b)", "The address that begins here has no closing >."),
    _Rule(_VALUE, r"¦(?P<at>.w)(?:[ +][^/|])*?\+[os]", "The quotation mark before “{token}” is missing."),
    _Rule(_SUBJECT, r"(?P<last>.s)¦(?: w|\+[wnhsi])", 'The text ends at this quotation mark; one that belongs to the text is written \\", or the text stands between three on each side.'),
    # what follows a text
    _Rule("", r".s¦(?P<at>\+\^)", 'A datatype follows two carets, as in "2005"^^xsd:gYear.'),
    _Rule("Expecting a datatype", r"", "After ^^ comes the name of a datatype, as in xsd:date."),
    _Rule("language|^Unexpected character", r"", "After @ comes the code of a language, such as en or en-GB."),
    _Rule("Unexpected escape character", r"", "A backslash begins an escape; one that belongs to the text is written twice."),
    _Rule("^The escape sequence", r"", "After \\u come four hexadecimal digits that stand for a character, after \\U eight."),
    _Rule(_SUBJECT, r"(?P<at>.h)¦\+h", 'A date is a text with a datatype, as in "2005-03-29"^^xsd:date.'),
    # brackets
    _Rule("", r"¦(?P<at>.[{}])", "There are no braces in Turtle; is this a file of another format, such as JSON or TriG?"),
    _Rule(f"{_VALUE}|should end with|{_DOT}|{_END}", r"(?P<at>.[\[(])(?:.[^\])])*¦(?:.[.;]|$)", "The bracket that opens here is not closed."),
    _Rule("should end with", r"(?P<at>.[\[(])(?:.[^\])])*¦", "The bracket that opens here is not closed."),
    _Rule(_SUBJECT, r"¦(?P<at>.[\])])", "This bracket closes none that was opened."),
    # prefixes and addresses
    _Rule("The prefix https?: ", r"", "An address stands between < and >."),
    _Rule("The prefix .* declared", r"", "{reason}; add it to the @prefix lines at the top of the file, or is it misspelt?"),
    _Rule("^The PREFIX|^The BASE", r"", "A prefix is declared by a line like: @prefix ex: <https://example.org/> ."),
    _Rule(_SUBJECT, r"¦(?P<at>.@)", "There is no directive {token}, only @prefix and @base."),
    _Rule(_SUBJECT, r"d(?:.n)?.i¦(?P<at>.\.)", "After PREFIX or BASE without @ stands no full stop."),
    _Rule(f"{_DOT}|{_END}", r"d(?:.n)?(?P<after>.i)¦", "The full stop at the end of this line is missing."),
    _Rule("No scheme", r"", "This address has no beginning like https://, and no line @base <https://…> . stands before it."),
    _Rule("percent encoding|escapes in IRIs", r"", "In an address % is followed by two hexadecimal digits, as in %20 for a space."),
    _Rule("at the beginning of a prefix", r"n¦(?P<at>\+/)", "A name with a prefix has no slash in it; write the whole address between < and >."),
    _Rule("at the beginning of a prefix", r"¦(?P<at>[|/]/)", "A comment begins with #."),
    # full stops, semicolons, commas
    _Rule(f"{_VALUE}|{_DOT}|{_SUBJECT}", r"(?P<at>.[;,])\|[in]¦", _ENDS_SHORT),
    _Rule(f"{_SUBJECT}|{_DOT}", r"(?P<at>.[;,])\|[in].[in]¦", _ENDS_SHORT),
    _Rule(f"{_SUBJECT}|{_DOT}", r"(?P<after>.[ina])\|[in]¦", "The description breaks off here, and another subject begins below: a value or a full stop is missing."),
    _Rule(f"{_SUBJECT}|{_DOT}", r"(?P<at>.,)(?:/[ina]¦[ +]| [in]¦.[sh])", "A comma stands between values of one property; between two properties stands a semicolon."),
    _Rule(_DOT, r"(?P<after>..)¦\|", "A full stop is missing here, at the end of the description."),
    _Rule(_DOT, r"(?P<after>..)¦/", "A semicolon is missing here, between two properties."),
    _Rule(_DOT, r"(?P<after>..)¦", "Something is missing here: a comma between two values, a semicolon between two properties, or a full stop."),
    _Rule(_VERB, r"(?P<at>.\.)/[in]¦", "This full stop ends the description, but the next line goes on with it; write a semicolon."),
    _Rule(_SUBJECT, r"\.¦(?P<at>.\.)", "This is one full stop too many."),
    _Rule(_SUBJECT, r"\.¦(?P<at>.[;,])", "The full stop before has ended the description; take it or this sign away."),
    _Rule(_SUBJECT, r"(?P<after>.[sinh\])])¦.[sh\[(]", "A comma is missing here, between two values, or a semicolon and a property."),
    _Rule(_END, r"(?P<after>[^¦]{2})¦?$", "The file ends within a description: its full stop is missing."),
    # what is no subject, property or value
    _Rule(_SUBJECT, r"(?:^|\.)¦(?P<at>.[sh])", "A text or a number cannot be described: a description begins with an address, as in <kind/id>."),
    _Rule(_SUBJECT, r"(?:^|\.)¦(?P<at>.a)", "A description begins with an address, as in <kind/id>; here it is missing."),
    _Rule(_SUBJECT, r"¦(?P<at>.w)", "“{token}” is no address: write <{token}>, or put a prefix before it."),
    _Rule(_VERB, r"¦(?P<at>.[sh])", "The property before this value is missing."),
    _Rule(_VERB, r"¦(?P<at>.w)", "“{token}” is no property: put a prefix before it, or write a for the type."),
    _Rule(_VALUE, r"(?P<at>.,)¦.[.;,]", "After this comma no value follows."),
    _Rule(_VALUE, r"(?P<after>.[ina@])¦.[.;,\]]", "The value of this property is missing."),
    _Rule(_VALUE, r"¦(?P<at>.w)", '“{token}” is no value: write <{token}> for an address, "{token}" for a text, or put a prefix before it.'),
)


def syntax_problem(text: str, name: str, error: SyntaxError) -> Problem:
    """Tell what a parser says of a text; `name` is the path shown. Where the text is empty, in the parser's own words and place."""
    reason = _REASON.sub("", str(error.msg)).rstrip(".")
    code = "unknown-prefix" if "prefix" in reason and "declared" in reason else "syntax"
    line, column = error.lineno or 1, error.offset or 1
    sentence = f"{reason[:1].upper()}{reason[1:]}."
    if text:
        starts = [0] + [match.end() for match in re.finditer("\n", text)]
        at, sentence = _told(text, reason, starts[min(line, len(starts)) - 1] + column - 1)
        line, column = _line_and_column(text, at)
    return Problem(Place(name, line, column), "error", code, sentence)


def newer(text: str, name: str, triples: Iterable[Quad]) -> Problem | None:
    """Tell where a sound text uses what only RDF 1.2 has, which none of the formats here can hold; None where it does not."""
    if not any(sign in text for sign in _NEWER):
        return None
    if not any(isinstance(t.object, Triple) or (isinstance(t.object, Literal) and t.object.direction) for t in triples):
        return None
    here = next((token for token in _tokens(text) if token.sign[1] in "b{~" or token.text.endswith(DIRECTIONS)), None)
    line, column = _line_and_column(text, here.start if here else 0)
    what = "a text with a direction" if here and here.text.endswith(DIRECTIONS) else "a statement about a statement"
    return Problem(Place(name, line, column), "error", "not-rdf-1.1", f"This is RDF 1.2, {what}; the data of a dataset must be RDF 1.1.")


def _told(text: str, reason: str, at: int) -> tuple[int, str]:
    """Give the place where the mistake begins, and the sentence."""
    if reason.startswith("Invalid IRI code point"):
        return _address(text, at)
    before, after = _around(text, at)
    tokens = before + after
    written = "".join(token.sign for token in before) + _HERE + "".join(token.sign for token in after)
    token = after[0].text if after else ""
    for rule in RULES:
        if found := rule.found(reason, written):
            return _place(found, tokens, len(before), _backslash(text, at) if "escape " in reason else at), rule.sentence.format(token=token, reason=reason)
    if "at the beginning of a prefix" in reason and at < len(text):
        return at, f"This character has no place here: U+{ord(text[at]):04X}, {unicodedata.name(text[at], 'a control character').lower()}."
    return at, f"{reason[:1].upper()}{reason[1:]}."


def _place(found: re.Match[str], tokens: list[_Token], before: int, otherwise: int) -> int:
    """Give the place that a rule names by a group; the signs are two letters a token, and one mark stands among them."""
    if not found.lastgroup:
        return otherwise
    start = found.start(found.lastgroup)
    token = tokens[(start - (start > 2 * before)) // 2]
    end = token.start + len(token.text)
    return {"at": token.start, "after": end, "last": end - 1}[found.lastgroup]


def _around(text: str, at: int) -> tuple[list[_Token], list[_Token]]:
    """List the tokens before a place, and those from it to the end of its line."""
    before: list[_Token] = []
    after: list[_Token] = []
    for token in _tokens(text):
        if token.start + len(token.text) <= at:
            before.append(token)
        elif after and "\n" in text[at : token.start]:
            break
        else:
            after.append(token)
    return before, after


def _tokens(text: str) -> Iterator[_Token]:
    fresh, end = True, 0
    for match in _TOKEN.finditer(text):
        kind, start = match.lastgroup, match.start()
        if kind == "skip":
            fresh = fresh or "\n" in match[0]
            continue
        where = ("|" if start == 0 or text[start - 1] == "\n" else "/") if fresh else "+" if start == end else " "
        what = match[0] if kind == "p" or match[0] == "a" else "@" if kind == "at" else kind
        yield _Token(match[0], start, where + what)
        fresh, end = False, match.end()


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _backslash(text: str, at: int) -> int:
    """Give the place where the escape begins that a parser stumbles over."""
    return max(0, text.rfind("\\", 0, at + 1))


def _address(text: str, at: int) -> tuple[int, str]:
    """Tell what is wrong in an address that begins at a place: it has no end, or a sign that no address may have."""
    line = text[at:].partition("\n")[0]
    wrong = re.compile(r'[\x00-\x20<"{}|\\^`]').search(line, 1)
    if ">" not in line or wrong is None:
        return at, "The address that begins here has no closing >."
    if wrong[0] == " ":
        return at + wrong.start(), "An address has no space in it; write %20, or is the > before it missing?"
    return at + wrong.start(), f"An address cannot have this sign in it: {wrong[0]!r}."
