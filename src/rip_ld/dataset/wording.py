"""Word problems for people: compact names, labels, values and default sentences."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from rip_ld.dataset.read import Dataset

RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
LONGEST_VALUE = 80

_IRI = re.compile(r"<?(?P<iri>(?:https?://|urn:)[^\s<>\"“”]*[^\s<>\"“”.,;:)])>?")
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LOCAL = re.compile(r"[^/#:]+$")


class Wording:
    """The names of a dataset's resources as its editors know them."""

    def __init__(self, dataset: Dataset) -> None:
        spaces = {urljoin(dataset.iri, "."): "", dataset.base: ""}
        spaces |= {namespace: f"{prefix}:" for prefix, namespace in dataset.prefixes.items() if namespace not in spaces}
        self._spaces = sorted(spaces.items(), key=lambda item: (-len(item[0]), item[1]))
        self._labels = _labels(dataset.quads)

    def name(self, iri: str) -> str:
        """Give an IRI in compact form: `book/42` in the dataset, else `prefix:local`, else the IRI in brackets."""
        for namespace, prefix in self._spaces:
            rest = iri[len(namespace) :]
            if iri.startswith(namespace) and rest and not (prefix and "/" in rest):
                return prefix + rest
        return f"<{iri}>"

    def label(self, iri: str) -> str:
        """Give the label of a property or class: its rdfs:label, else its local name in words."""
        if label := self._labels.get(iri):
            return label
        match = _LOCAL.search(iri)
        return _WORDS.sub(" ", match[0]).replace("-", " ").lower() if match else iri

    def value(self, term: str | NamedNode | BlankNode | Literal) -> str:
        """Give a value as a sentence shows it: a resource in compact form, a text in quotation marks, long ones cut."""
        if isinstance(term, NamedNode):
            return self.name(term.value)
        if isinstance(term, BlankNode):
            return "a blank node"
        text = " ".join((term.value if isinstance(term, Literal) else term).split())
        return f"“{text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + '…'}”"

    def sentence(self, text: str) -> str:
        """Give a message on one line, with every IRI in it compact and a full stop at its end."""
        line = _IRI.sub(lambda match: self.name(match["iri"]), " ".join(text.split()))
        return line if line.endswith((".", "?", "!")) else f"{line}."


def local_name(iri: str) -> str:
    """Give the local name of an IRI, which serves as the code of a problem."""
    match = _LOCAL.search(iri)
    return match[0] if match else iri


def kebab(name: str) -> str:
    """Give a camel-case name in lower case with hyphens: MinCount becomes min-count."""
    return _WORDS.sub("-", name).lower()


def _labels(quads: Iterable[Quad]) -> dict[str, str]:
    """Give one label to every labelled IRI, an English or untagged one before others."""
    found: dict[str, tuple[bool, str]] = {}
    for quad in quads:
        if quad.predicate == RDFS_LABEL and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            foreign = not (quad.object.language or "en").startswith("en")
            candidate = (foreign, quad.object.value)
            found[quad.subject.value] = min(candidate, found.get(quad.subject.value, candidate))
    return {iri: label for iri, (_, label) in found.items()}
