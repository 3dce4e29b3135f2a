"""Mistakes that people make in queries: each is told at its place, with what to write instead."""

import pyoxigraph
import pytest

from rip_ld.sparql.syntax import explain

PREFIXES = {"rip": "urn:rip:", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
STOP = "a full stop is missing before ?s"
UNGROUPED = "stands in SELECT, but neither in GROUP BY nor in an aggregate"

# A query; the line and column of its mistake; words of what is said of it.
MISTAKES = [
    ("SELECT * {\n ?s a rip:Tip\n ?s rdfs:label ?l .\n}", 3, 2, STOP),
    ('SELECT * { ?s rdfs:label "a b. c"@en ; a rip:Tip ?s ?p ?o }', 1, 50, STOP),
    ("SELECT * { # ?a ?b ?c ?d\n VALUES ?x { 1 2 3 4 } ?s ?p 1 ?s ?q 2 }", 2, 32, STOP),
    ("SELECT * { ?s rdfs:label 'a' . ?s ?p . }", 1, 38, "three parts"),
    ("SELECT ?s ?o {?s ?p ?o} GROUP BY ?s", 1, 11, f"?o {UNGROUPED}"),
    ("SELECT ?p (COUNT(?y) AS ?n) {?x ?p ?y}", 1, 8, f"?p {UNGROUPED}"),
    ("SELECT * {?s a rip:Tip} GROUP BY ?s", 1, 8, "does not go together"),
    ("SELECT (1 AS ?s) {?s ?p ?o}", 1, 14, "?s has a value already"),
    ("SELECT * {BIND(1 AS ?x) BIND(2 AS ?x)}", 1, 35, "?x has a value already"),
    ("SELECT ?x { ?x <http://a b> ?y }", 1, 16, "no IRI has a space"),
    ("SELECT ?x { ?x ?p ?y FILTER ?x = 3 }", 1, 29, "FILTER(?x …)"),
    ("SELECT (foo(?x) AS ?y) {}", 1, 9, "no function foo"),
    ("SELECT (<http://example/f>(1) AS ?y) {}", 1, 9, "there is no function <http://example/f> here"),
    ("SELECT (rip:f(1) AS ?y) {}", 1, 9, "there is no function <urn:rip:f> here"),
    ('SELECT * {?s ?p "abc }', 1, 17, "not closed on its line"),
    ('SELECT * {?s ?p "a\nb" }', 1, 17, "not closed on its line"),
    ("SELECT * {} LIMIT 99999999999999999999", 1, 19, "LIMIT takes a whole number"),
    ("SELECT COUNT(*) {?s ?p ?o}", 1, 8, "(COUNT(*) AS ?name)"),
    ("SELECT ?s (MAX(?o)) {?s ?p ?o}", 1, 12, "(MAX(?o) AS ?name)"),
    ("SELECT ?s, ?p {?s ?p ?o}", 1, 10, "without commas"),
    ("SELECT s {?s ?p ?o}", 1, 8, "?s"),
    ("SELECT ?s WHERE ?s ?p ?o", 1, 17, "between { and }"),
    ("SELECT * {?s a rip:Tip} ORDER BY DESC ?s", 1, 39, "DESC(?s)"),
    ("PREFIX a <http://x/> SELECT * {}", 1, 8, "PREFIX a: <…>"),
    ("PREFIX a: http://x/ SELECT * {}", 1, 11, "between < and >"),
    ("@prefix a: <http://x/> . SELECT * {}", 1, 1, "SPARQL has PREFIX"),
    ("I am no query", 1, 1, "begins with SELECT"),
    ("SELECT * {?s ?p ?o", 1, 19, "the { of line 1, column 10, is still open"),
    ("SELECT * {?s ?p ?o}}", 1, 20, "closes nothing"),
    ("SELECT * {?s ?p ?o FILTER(?o > 3 }", 1, 34, "where ( is open"),
    ("ASK%7B%7D", 1, 4, "percent-encoded once more"),
    ("SELECT+*+{?s ?p ?o}", 1, 7, "percent-encoded once more"),
    ("ASK{};x", 1, 6, "no semicolon stands here"),
    ("SELECT * {?s ?p ?o} LIMIT 5;", 1, 28, "no semicolon stands here"),
    ("ASK { {?s ?p 1}; ?s ?p 2 }", 1, 16, "no semicolon stands here"),
    ("SELECT * {\n ?s rdfs:label ?l\n FILTER(LANG(?l) == 'en')\n}", 3, 18, "written =, not =="),
    ("SELECT * {?s ?p ?x FILTER(?x > )}", 1, 32, '")" cannot stand here; an expression can'),
    ("SELECT * {?s ?p ?x FILTER(?x <> 3)}", 1, 30, "written !=, not <>"),
    ("SELECT * {?s ?p ?x FILTER(?x > 3 && )}", 1, 37, "an expression"),
    ("SELECT * {?s ?p ?x FILTER(?x > 3 and ?x < 5)}", 1, 34, "written &&"),
    ("SELECT * {?s ?p ?x FILTER(STR(?x) = 'a' OR ?x < 5)}", 1, 41, "written ||"),
    ("SELECT (?n + * 3 AS ?y) {?s ?p ?n}", 1, 14, '"*" cannot stand here; an expression can'),
    ('SELECT * {?s ?p ?l FILTER regex(?l "x")}', 1, 36, '"x" cannot stand here; an operator or "," can'),
    ("SELECT * {{?s a rip:Tip} UNION ?s a rip:X}", 1, 32, '"?s" cannot stand here; "{" can'),
    ("SELECT * {?s ?p ?o FILTER NOT EXIST {?s a ?t}}", 1, 31, "EXISTS is probably meant"),
    ("SELECT * {?s ?p ?o OPTINAL {?s a ?t}}", 1, 20, "OPTIONAL is probably meant"),
    ("SELECT * {?s ?p ?o OPTIONAL ?s a ?t}", 1, 29, '; "{" can'),
    ("SELECT ?s {?s ?p ?o} ORDER ?s", 1, 28, "; BY can stand here"),
    ("SELECT ?s {?s ?p ?o} ODER BY ?s", 1, 22, "ORDER is probably meant"),
    ("SELECT * {BIND(1 AS x)}", 1, 21, "a variable would be ?x"),
    ("SELECT (STRLEN('a', 'b') AS ?x) {}", 1, 19, '"," cannot stand here'),
    ("SELECT (IF(1, 2) AS ?x) {}", 1, 16, '")" cannot stand here; an operator or "," can'),
    ("SELECT (AVG(*) AS ?x) {}", 1, 13, "an expression or DISTINCT"),
    ("SELECT ?s {?s ?p ?o} GROUP BY ?s HAVING COUNT(*) > 1", 1, 50, '">" cannot stand here'),
    ("SELECT ?s {?s ?p ?o FILTER(COUNT(?s) > 1)}", 1, 28, "COUNT is an aggregate"),
    ("SELECT * {VALUES (?a ?b) {(1 2) ('a, b'@en)}}", 1, 33, "1 values for 2 variables"),
    ("SELECT * {VALUES (?a ?a) {(1 2)}}", 1, 22, "?a stands twice"),
    ("SELECT ?a ?b ?a {?a ?b ?c}", 1, 14, "?a stands twice in SELECT"),
    ("SELECT * {_:a ?p ?o . {_:a ?q ?z}}", 1, 24, "_:a stands in two groups"),
    ("SELECT * {?s ?p <http://example/a\\u0020b>}", 1, 17, "this IRI is not valid"),
    ("SELECT (REPLACE('1.2', '\\.', '') AS ?x) {}", 1, 25, "two make one backslash"),
    ("SELECT * {?s 'a' ?o}", 1, 14, "'a' cannot stand here; a property can"),
    ("CONSTRUCT WHERE {?s rip:p/rip:q ?o}", 1, 26, '"/" cannot stand here; a term'),
    ("CONSTRUCT WHERE {?s ?p ?o FILTER(?o > 1)}", 1, 27, '"FILTER" cannot stand here'),
    ("ASK", 1, 4, 'the query ends too early; "{", FROM or WHERE can follow'),
    ("SELECT * {?s rdfs:label “Tip”}", 1, 25, "curly quotation mark"),
    ("SELECT * {?s ?p\u00a0?o}", 1, 16, '"U+00A0" cannot stand here'),
    ("SELECT * { // tips\n ?s ?p ?o}", 1, 12, "a comment begins with #"),
    ("SELECT * {?s ?p ?o /* tips */}", 1, 20, "a comment begins with #"),
    ("SELECT * {?s rdfs:label{1,3} ?o}", 1, 24, "a path has no {1,3} here"),
    ("SELECT * {?s ?p ?o} ORDER BY ?s DESC", 1, 33, "DESC(?s)"),
    ("SELECT * {?s ?p ?o} ORDER BY ?s DESC ?o LIMIT 3", 1, 33, "DESC(?s)"),
    ("SELECT * {?s ?p ?o LIMIT 3}", 1, 20, "LIMIT stands after the closing }"),
    ("SELECT * {?s ?p ?o} LIMIT 3 ORDER BY ?s", 1, 29, "ORDER stands before LIMIT"),
    ("SELECT * {?s ?p ?o . SELECT ?s {?s ?p ?o}}", 1, 22, "in braces of its own"),
    ("ASK {} SELECT * {}", 1, 8, "only one is sent at a time"),
    ("SELECT TOP 10 ?s {?s ?p ?o}", 1, 8, "by LIMIT"),
    ("SELECT * {?s ?p ?o FILTER(?o LIKE 'a%')}", 1, 30, "no LIKE"),
    ("SELECT * {?s ?p ?o FILTER(?o CONTAINS 'a')}", 1, 30, "CONTAINS(…, …)"),
    ("SELECT * {?s ?p ?o FILTER(?o => 3)}", 1, 30, "this is written >="),
    ("SELECT * {?s ?p 'a'^rip:T}", 1, 20, "two carets"),
    ("SELECT * {?s ?p 'a'@ }", 1, 20, "@en"),
    ("SELECT * {s rdfs:label ?o}", 1, 11, '"s" cannot stand here; a variable would be ?s'),
    ("SELECT DISTINCT(?s) {?s ?p ?o}", 1, 8, "after DISTINCT the variables stand without brackets"),
    ("BASE http://a/ ASK {}", 1, 6, "the IRI of BASE stands between < and >"),
    ("SELECT * {?s http://x.org/y ?o}", 1, 14, "an IRI stands between < and >"),
    ("SELECT * {?s ?p ?o} HAVING (COUNT(?s) > 1)", 1, 8, "HAVING or an aggregate"),
    ("SELECT (?p AS ?y) {?s ?p ?o} GROUP BY ?s", 1, 9, f"?p {UNGROUPED}"),
    ("SELECT (?p + COUNT(?o) AS ?y) {?s ?p ?o} GROUP BY ?s", 1, 9, f"?p {UNGROUPED}"),
    ("SELECT * {{SELECT ?s (COUNT(?o) AS ?n) {?s ?p ?o}}}", 1, 19, f"?s {UNGROUPED}"),
    ("SELECT * {?s ?p ?o . FILTR(?o = 1)}", 1, 22, "FILTER is probably meant"),
    ('SELECT * {?s ?p "\\uD800"}', 1, 18, "this is none"),
    ("SELECT * {?s ?p ?o ~ 'x'}", 1, 22, "a blank node"),
    ("SELECT * {?s ?p ?o FILTER(?o <http://a/b>)}", 1, 30, '"<http://a/b>" cannot stand here; an operator'),
    ("SELECT * {?s ?p ?o FILTER(True)}", 1, 27, "in small letters"),
    ("SELECT * {?s ?p ?x FILTER(?x<1&&?x>0) FILTER(?x > )}", 1, 51, "an expression can stand here"),
    ("SELECT (STR(?p) AS ?y) {?s ?p ?o} GROUP BY (STR(?p))", 1, 13, "?p alone is not grouped by"),
    ("SELECT (SUM(?o) AS ?t) (?t / 2 AS ?u) {?s ?p ?o}", 1, 25, "?t is computed in this SELECT, and the engine takes"),
    ("SELECT * {?s !() ?o}", 1, 14, "the engine takes no !()"),
    ("SELECT * {?s ?p ?x FILTER(NOT ?x = 3)}", 1, 27, "negated by !"),
    ("SELECT * {?s ?p ?x FILTER(NOT BOUND(?x))}", 1, 27, "negated by !"),
    ("SELECT * {?s ?p ?x FILTER(?x NOT LIKE 'a%')}", 1, 34, "no LIKE"),
    ("SELECT * {?s ?p ?x FILTER(?x BETWEEN 1 AND 3)}", 1, 30, "no BETWEEN"),
    ("SELECT * {?s ?p ?x FILTER(?x IS NOT NULL)}", 1, 30, "no NULL"),
    ("SELECT * {?s ?p ?x FILTER(?x &gt; 3)}", 1, 30, "how HTML writes a sign"),
    ("SELECT * {<http://a ?p ?o}", 1, 11, "not closed by >"),
    ("SELECT * {?s ?p <http://a/b }\nLIMIT 3", 1, 17, "not closed by >"),
    ("PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ASK {BIND(xsd:integer(1, 2) AS ?x)}", 1, 59, "integer takes one value"),
    ("SELECT * {?s ?p ?o} LIMIT 10, 20", 1, 29, "told by OFFSET"),
    ("SELECT * WHERE {?s ?p ?o} UNION {?o ?p ?s}", 1, 27, "inside of the braces of WHERE"),
    ("SELECT * {?s ?p ?o UNION {?s ?p ?o}}", 1, 20, "between groups in braces"),
    ("ASK {?s ?p ?o} GROUP BY ?s HAVING (COUNT(?o) > 1)", 1, 36, "the engine takes COUNT in a SELECT alone; put one in braces into the pattern: { SELECT … { … } GROUP BY … HAVING (…) }"),
    ("DESCRIBE ?s {?s ?p ?o} GROUP BY ?s ORDER BY MAX(?o)", 1, 45, "the engine takes MAX in a SELECT alone"),
    ("SELECT * {?s ?p ?o FILTER REGEX(SAMPLE(?o), '1')}", 1, 33, "FILTER sees no groups"),
    ("SELECT * {\n" + "?s <http://a.org/p> 'x y z' .\n" * 400 + " FILTER(COUNT(?s) > 1) }", 402, 9, "FILTER sees no groups"),
    ("SELECT ?x {BIND(COUNT(?s) AS ?x)}", 1, 17, "BIND sees no groups"),
    ("SELECT * {?s zz:p ?o ?s ?p ?o}", 1, 14, "the prefix zz: is not declared"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "words"), MISTAKES, ids=[row[0][:60] for row in MISTAKES])
def test_a_mistake_is_told_at_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises((SyntaxError, RuntimeError)) as refused:
        pyoxigraph.Store().query(text, prefixes=PREFIXES)
    found = explain(str(refused.value), text, PREFIXES)
    assert (found["line"], found["column"]) == (line, column), found
    assert words in found["reason"]
    assert not {"\ue000", "\ue001", "\ue002"} & set(found["reason"])


def test_a_sign_that_cannot_be_seen_is_named() -> None:
    assert '"U+0000" cannot stand here' in explain("error at 1:7: expected one of PREFIX, [_]", "ASK{}\0", {})["reason"]


@pytest.mark.parametrize("text", ["SELECT ?x BIND(" * 600, "?s ?p ?o; ?p " * 700, "SELECT (COUNT(" * 700, "<http://a " * 900, "PREFIX a: <http://x/> " * 400 + "{" * 1000])
def test_what_repeats_a_mistake_without_end_is_told_too(text: str) -> None:
    assert explain("error at 1:1: expected OPTIONAL", text, {})["reason"]
