"""Write JSON-LD 1.1, compacted against the dataset's context; what the document does not use of the context stays out of it.

Of a context these are understood: prefixes, aliases of keywords, and terms with `@id`, `@type`, `@language` and `@container: @set`.
A term that says more is left alone: what it would shorten is written with a prefix.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from rip_ld.formats.writers import RDF_TYPE, Serialisation, Unwritable, ordered

XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = XSD + "string"
_NATIVE = {XSD + "integer": re.compile(r"0|-?[1-9]\d{0,14}"), XSD + "boolean": re.compile("true|false")}
_KNOWN = {"@id", "@type", "@language", "@container", "@prefix"}
Value = str | int | bool | dict[str, str]


def json_ld(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write JSON-LD (JSON-LD 1.1, compacted document form), the first subject first, every array in a stable order.

    Raises Unwritable for a triple as a value (RDF 1.2), which JSON-LD 1.1 has no place for.
    """
    compactor = _Compactor(_terms(how))
    nodes: dict[str, dict] = {}
    for triple in ordered(quads, how):
        if isinstance(triple.object, Triple):
            raise Unwritable(f"JSON-LD cannot write a triple as a value, of {triple.predicate.value}; another format can.")
        subject = compactor.iri(triple.subject.value) if isinstance(triple.subject, NamedNode) else str(triple.subject)
        node = nodes.setdefault(subject, {compactor.keyword("@id"): subject})
        if triple.predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
            _add(node, compactor.keyword("@type"), compactor.symbol(triple.object.value), False)
        else:
            key, value, always_list = compactor.statement(triple.predicate.value, triple.object)
            _add(node, key, value, always_list)
    graph = list(nodes.values())
    document = {"@context": compactor.context()} | (graph[0] if len(graph) == 1 else {"@graph": graph})
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True)
class _Term:
    name: str
    iri: str
    definition: object
    coercion: str = ""
    language: str = ""
    always_list: bool = False
    prefix: bool = False


def _terms(how: Serialisation) -> list[_Term]:
    """Read the terms of the context; where there is none, make prefixes of the dataset's."""
    context = how.context.get("@context", {}) if how.context else {name: iri for name, iri in how.prefixes.items() if name}
    if not isinstance(context, Mapping):
        context = {}
    terms = []
    for name, definition in context.items():
        row = definition if isinstance(definition, Mapping) else {"@id": definition}
        target, container = row.get("@id"), row.get("@container")
        if not isinstance(target, str) or not set(row) <= _KNOWN or container not in (None, "@set") or row.get("@type") == "@vocab":
            continue
        iri = target if target.startswith("@") else _expand(target, context)
        simple = isinstance(definition, str) and iri[-1:] in tuple(":/?#[]@")
        if not how.context and not simple:
            definition, simple = {"@id": iri, "@prefix": True}, True
        coercion = row.get("@type") or ""
        terms.append(
            _Term(
                name, iri, definition, coercion if coercion.startswith("@") else _expand(coercion, context),
                str(row.get("@language") or ""), container == "@set", simple or row.get("@prefix") is True,
            )  # fmt: skip
        )
    return terms


def _expand(name: str, context: Mapping[str, object]) -> str:
    prefix, colon, local = name.partition(":")
    target = context.get(prefix)
    if colon and not local.startswith("//") and isinstance(target, Mapping):
        target = target.get("@id")
    return target + local if colon and isinstance(target, str) and not local.startswith("//") else name


class _Compactor:
    """Shorten IRIs and values by the terms of a context, and remember which of them were used."""

    def __init__(self, terms: list[_Term]) -> None:
        self._keywords = {term.iri: term for term in terms if term.iri.startswith("@")}
        self._prefixes = sorted((term for term in terms if term.prefix), key=lambda term: (-len(term.iri), term.name))
        self._by_name = {term.name: term for term in terms}
        self._by_iri: dict[str, list[_Term]] = {}
        for term in terms:
            if not term.iri.startswith("@") and not (term.prefix and isinstance(term.definition, str)):
                self._by_iri.setdefault(term.iri, []).append(term)
        self._used: dict[str, object] = {}
        self._short: dict[str, str] = {}

    def keyword(self, name: str) -> str:
        """Give the alias of a keyword, or the keyword."""
        term = self._keywords.get(name)
        return self._use(term) if term else name

    def iri(self, iri: str) -> str:
        """Shorten an IRI with a prefix."""
        if iri not in self._short:
            term = next((term for term in self._prefixes if iri.startswith(term.iri) and len(iri) > len(term.iri)), None)
            local = iri[len(term.iri) :] if term else ""
            fits = term and not local.startswith("//") and f"{term.name}:{local}" not in self._by_name
            self._short[iri] = f"{self._use(term)}:{local}" if fits else iri
        return self._short[iri]

    def symbol(self, iri: str) -> str:
        """Shorten the IRI of a class or property with a term, or with a prefix."""
        term = next((term for term in self._by_iri.get(iri, ()) if not (term.coercion or term.language or term.always_list)), None)
        return self._use(term) if term else self.iri(iri)

    def statement(self, predicate: str, value: object) -> tuple[str, Value, bool]:
        """Give a predicate and its value in the shortest form that says the same, and whether the value goes in a list anyway."""
        if isinstance(value, Literal):
            datatype, language = value.datatype.value, value.language or ""
            coercion = "" if language else datatype
        else:
            datatype, language, coercion = "", "", "@id"
        terms = self._by_iri.get(predicate, ())
        if isinstance(value, Literal) and value.direction:
            return self._key(None, predicate)[0], {"@direction": value.direction.value, "@language": language, "@value": value.value}, False
        exact = next((t for t in terms if (t.coercion == coercion and coercion) or (t.language and t.language == language)), None)
        plain = next((t for t in terms if not t.coercion and not t.language), None)
        key, always_list = self._key(exact or plain, predicate)
        if not isinstance(value, Literal):
            name = self.iri(value.value) if isinstance(value, NamedNode) else str(value)
            return key, name if exact else {self.keyword("@id"): name}, always_list
        if exact or (datatype == _STRING and not language):
            return key, value.value, always_list
        if language:
            return key, {"@language": value.language, "@value": value.value}, always_list
        if datatype in _NATIVE and _NATIVE[datatype].fullmatch(value.value):
            return key, json.loads(value.value), always_list
        return key, {self.keyword("@type"): self.symbol(datatype), "@value": value.value}, always_list

    def context(self) -> dict[str, object]:
        """Give what was used of the context, with the prefixes that its terms are written with."""
        for definition in list(self._used.values()):
            for name in definition.values() if isinstance(definition, Mapping) else (definition,):
                prefix = name.partition(":")[0] if isinstance(name, str) and ":" in name else ""
                if prefix in self._by_name:
                    self._use(self._by_name[prefix])
        return {"@version": 1.1, **dict(sorted(self._used.items(), key=lambda item: (not self._by_name[item[0]].prefix, item[0])))}

    def _key(self, term: _Term | None, predicate: str) -> tuple[str, bool]:
        return (self._use(term), term.always_list) if term else (self.iri(predicate), False)

    def _use(self, term: _Term) -> str:
        self._used[term.name] = term.definition
        return term.name


def _add(node: dict, key: str, value: Value, always_list: bool) -> None:
    if key not in node:
        node[key] = [value] if always_list else value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]
