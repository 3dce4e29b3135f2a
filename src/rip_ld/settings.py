"""Every setting of the program, from the command line and RIP_LD_* variables."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting has a value that it cannot have; the message is one clear sentence."""


@dataclass(frozen=True)
class Settings:
    """What may be set. Each field is the option `--name` of `rip-ld serve` and the variable `RIP_LD_NAME`."""

    dataset: Path = Path(".")
    data: tuple[Path, ...] = ()
    default_graph: str = "union"
    built: str = ""
    store: str = ""
    store_login: str = ""
    federate: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    threads: int = 8
    query_timeout: float = 10.0
    query_workers: int = 2
    query_long: int = 4
    query_queue: int = 256
    query_memory: int = 2048
    query_bytes: int = 64
    query_rows: int = 1_000_000

    @property
    def address(self) -> str:
        """Give the address of the server, with a slash: the public one, or where it listens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.public_url or f'http://{host}:{self.port}'}/"


DESCRIPTIONS = {
    "dataset": "the folder with ontology/, data/, shapes/ and queries/",
    "data": "RDF files to serve as they are, in place of a dataset folder; in the variable with : between them",
    "default_graph": "what a query sees without FROM or GRAPH: union, the merge of all graphs, or strict, only what the files of --data put in no graph",
    "built": "a folder that rip-ld build made; what is served comes from it instead of the Turtle files",
    "store": "the SPARQL 1.1 endpoint of a store that rip-ld load filled, such as http://db.example.org/sparql; what is served comes from it",
    "store_login": "USER:PASSWORD for rip-ld load, where the store asks for one; better the variable, since others see the options of a process",
    "federate": "SPARQL endpoints that a query may ask with SERVICE, such as https://query.example.org/sparql, and no others; in the variable with spaces between them",
    "host": "the address to listen on",
    "port": "the port to listen on, 1 to 65535",
    "public_url": "how the public reaches this server, such as https://data.example.org; needed behind a proxy that changes the Host header",
    "threads": "threads that make pages and documents",
    "query_timeout": "seconds until a stranger's query is stopped",
    "query_workers": "worker processes for strangers' queries",
    "query_long": "queries that may take longer than a quarter of a second at once; they run beside the workers, at a lower priority",
    "query_queue": "queries that may wait for a worker",
    "query_memory": "MiB of memory that one query may use",
    "query_bytes": "MiB that the result of one query may have",
    "query_rows": "rows after which the table of one query is cut, and says so",
}
CHOICES = {"default_graph": ("union", "strict")}
SEVERAL = {"data": "FILE", "federate": "URL"}  # what each of several values is
SMALLEST = {"port": 1, "threads": 1, "query_timeout": 0.1, "query_workers": 1, "query_long": 1, "query_queue": 1, "query_memory": 64, "query_bytes": 1, "query_rows": 1}
LARGEST = {"port": 65535, "threads": 256, "query_timeout": 3600, "query_workers": 64, "query_long": 64, "query_queue": 1024, "query_memory": 1 << 20, "query_bytes": 4096, "query_rows": 1 << 30}


NO_ADDRESS = set(' <>"{}|\\^`')  # what stands in no IRI (RFC 3987)


def settings(given: Mapping[str, str | Sequence[str] | None] | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Take settings from given values, then from RIP_LD_* variables, then the defaults.

    `given` maps field names to texts, or to several of them (None: not given). Returns Settings. Raises SettingsError for a value of the
    wrong kind or out of bounds.
    """
    values = {}
    for field in fields(Settings):
        text, source = (given or {}).get(field.name), "--" + field.name.replace("_", "-")
        if text is None:
            text, source = environ.get(f"RIP_LD_{field.name.upper()}"), f"RIP_LD_{field.name.upper()}"
        if text is not None:
            values[field.name] = _value(field.name, Path if field.name == "dataset" else type(field.default), text, source)
    chosen = Settings(**values)
    sources = [f"--{name}" for name in ("data", "built", "store") if getattr(chosen, name)]
    if len(sources) > 1:
        raise SettingsError(f"{' and '.join(sources)} exclude each other: each says where all that is served comes from.")
    if given and given.get("data") and given.get("dataset"):
        raise SettingsError("--data and --dataset exclude each other: each says where all that is served comes from.")
    if chosen.federate and chosen.store:
        raise SettingsError("--federate and --store exclude each other: what --store names answers queries by itself, and SERVICE never reaches it.")
    if chosen.default_graph == "strict" and not chosen.data:
        raise SettingsError("--default-graph strict is for --data: every file of a dataset folder is a named graph, so nothing would be left.")
    return chosen


def _value(name: str, kind: type, text: str | Sequence[str], source: str) -> object:
    if kind is tuple:
        of, between = (Path, os.pathsep) if SEVERAL[name] == "FILE" else (str, None)
        parts = text.split(between) if isinstance(text, str) else text
        return tuple(dict.fromkeys(_value(name, of, part, source) for part in parts if part))
    try:
        value = kind(text)
    except ValueError:
        raise SettingsError(f"{source} needs a number, not {text!r}: {DESCRIPTIONS[name]}.") from None
    if name in CHOICES and value not in CHOICES[name]:
        raise SettingsError(f"{source} is one of {', '.join(CHOICES[name])}, not {text!r}.")
    low, high = SMALLEST.get(name), LARGEST.get(name)
    if low is not None and not low <= value <= high:
        raise SettingsError(f"{source} must be between {low} and {high}, not {text}: {DESCRIPTIONS[name]}.")
    if "\0" in text or (kind is not Path and text != text.strip()) or (not text and (name == "host" or source in ("--store", "--built"))):
        raise SettingsError(f"{source} cannot be {text!r}: {DESCRIPTIONS[name]}.")
    check = CHECKS.get(name)
    return check(text, source) if check else value


def _public(text: str, source: str) -> str:
    """Take a public address without its last slash; only a whole server can be one, not a folder of it."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
        parts.port  # noqa: B018 - raises where the port is not a number
    except ValueError:
        sound = False
    if text and not (sound and text.isascii() and text.isprintable() and " " not in text):
        raise SettingsError(f"{source} must be like https://data.example.org, without a path, not {text!r}.")
    return text.rstrip("/")


def endpoint_of(text: str, source: str) -> str:
    """Take the address of a SPARQL endpoint."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and parts.hostname and not (parts.fragment or parts.username)
        parts.port  # noqa: B018 - raises where the port is not a number
    except ValueError:
        sound = False
    if text and not (sound and text.isascii() and text.isprintable() and NO_ADDRESS.isdisjoint(text)):
        raise SettingsError(f"{source} must be like http://db.example.org/sparql, without a user, not {re.sub('//[^/@]*@', '//…@', text)!r}.")
    return text


def _login(text: str, source: str) -> str:
    """Take a user and a password."""
    if text and not text.partition(":")[0] or ":" not in (text or ":"):
        raise SettingsError(f"{source} must be USER:PASSWORD.")
    return text


CHECKS = {"public_url": _public, "store": endpoint_of, "store_login": _login, "federate": endpoint_of}
