"""The rules of the architecture: who may import what, who prints, how large a module is, and what it must not know."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

SOURCE = ROOT / "src" / "rip_ld"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 300
# What may be imported where: a package → the places (path prefixes) that may import it.
ALLOWED = {
    "flask": ("web/",),
    "werkzeug": ("web/",),
    "jinja2": ("web/",),
    "markupsafe": ("web/",),
    "granian": ("web/",),
    "a2wsgi": (),
    "pyshacl": ("dataset/",),
    "rdflib": ("dataset/", "formats/"),
    "owlready2": (),
    "SPARQLWrapper": ("store/endpoint.py",),
    "rip_ld.web": ("web/", "cli.py", "site.py", "site/"),
    "rip_ld.cli": (),
}
STORES = ("store/embedded.py", "sparql/master.py", "sparql/worker.py", "sparql/evaluation.py", "sparql/soundness.py", "dataset/rules.py")
PRINTERS = ("cli.py",)
# What the program must not know, because it is in the dataset folder: names and words of the one review that is published first.
OF_THE_REVIEW = re.compile(r"\b(?:frost|w3id|partnership|rip:|hornby|wenger|research in practice|professionalism|joined-up)", re.IGNORECASE)


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """List what a module imports, wherever in it, as (module, name)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_only_what_its_place_may(path: Path) -> None:
    for module, _ in imports(path):
        for package, places in ALLOWED.items():
            assert not within(module, package) or name(path).startswith(places), f"{module} in {name(path)}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_engine_s_store_is_touched_only_by_the_adapter_the_workers_and_the_rules(path: Path) -> None:
    touched = any(module == "pyoxigraph" and imported == "Store" for module, imported in imports(path))
    assert not touched or name(path) in STORES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_command_line_prints(path: Path) -> None:
    for node in ast.walk(tree(path)):
        prints = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        assert not prints or name(path) in PRINTERS, f"{name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    """List the functions and methods of a module, each with whether it is public."""
    for node in ast.walk(tree(path)):
        for child in getattr(node, "body", []) if isinstance(node, (ast.Module, ast.ClassDef)) else []:
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                hidden = child.name.startswith("_") or (isinstance(node, ast.ClassDef) and node.name.startswith("_"))
                yield child, not hidden


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_function_has_type_hints_and_every_public_one_says_what_it_does(path: Path) -> None:
    assert ast.get_docstring(tree(path)), "the module says nothing about itself"
    for function, public in functions(path):
        where = f"{name(path)}:{function.lineno} {function.name}"
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        bare = [argument.arg for argument in arguments if argument.annotation is None and argument.arg not in ("self", "cls")]
        assert not bare, f"{where}: {bare}"
        assert function.returns is not None, where
        assert not public or ast.get_docstring(function), where


@pytest.mark.parametrize("path", sorted(path for path in SOURCE.rglob("*") if path.suffix in (".py", ".rq", ".html", ".js", ".css", ".xml", ".svg")), ids=name)
def test_the_program_knows_nothing_of_the_review(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        assert not OF_THE_REVIEW.search(line), f"{name(path)}:{number}: {line.strip()}"


def test_nothing_is_a_heap_of_odds_and_ends() -> None:
    assert not [name(path) for path in MODULES if path.stem in ("utils", "util", "helpers", "helper", "misc", "common")]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_left_to_do(path: Path) -> None:
    with path.open("rb") as file:
        comments = [token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    assert not [comment for comment in comments if re.search(r"TODO|FIXME|XXX", comment)]
