"""Every setting of the program, from the command line and RIP_LD_* variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path


class SettingsError(Exception):
    """A setting has a value that it cannot have; the message is one clear sentence."""


@dataclass(frozen=True)
class Settings:
    """What may be set. Each field is the option `--name` of `rip-ld serve` and the variable `RIP_LD_NAME`."""

    dataset: Path = Path(".")
    host: str = "127.0.0.1"
    port: int = 8000
    query_timeout: float = 10.0
    query_workers: int = 2
    query_memory: int = 2048
    query_bytes: int = 64

    def environment(self) -> dict[str, str]:
        """Give the settings as environment variables, for the server's child process."""
        return {f"RIP_LD_{field.name.upper()}": str(getattr(self, field.name)) for field in fields(self)}


DESCRIPTIONS = {
    "dataset": "the folder with ontology/, data/, shapes/ and queries/",
    "host": "the address to listen on",
    "port": "the port to listen on, 1 to 65535",
    "query_timeout": "seconds until a stranger's query is stopped",
    "query_workers": "worker processes for strangers' queries",
    "query_memory": "MiB of memory that one query may use",
    "query_bytes": "MiB that the result of one query may have",
}
SMALLEST = {"port": 1, "query_timeout": 0.1, "query_workers": 1, "query_memory": 64, "query_bytes": 1}
LARGEST = {"port": 65535, "query_timeout": 3600, "query_workers": 64, "query_memory": 1 << 20, "query_bytes": 4096}


def settings(given: Mapping[str, str | None] | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Take settings from given values, then from RIP_LD_* variables, then the defaults.

    `given` maps field names to texts (None: not given). Returns Settings. Raises SettingsError for a value of the
    wrong kind or out of bounds.
    """
    values = {}
    for field in fields(Settings):
        text = (given or {}).get(field.name)
        if text is None:
            text = environ.get(f"RIP_LD_{field.name.upper()}")
        if text is not None:
            values[field.name] = _value(field.name, type(field.default) if field.name != "dataset" else Path, text)
    return Settings(**values)


def _value(name: str, kind: type, text: str) -> object:
    option = "--" + name.replace("_", "-")
    try:
        value = kind(text)
    except ValueError:
        raise SettingsError(f"{option} needs a number, not {text!r}: {DESCRIPTIONS[name]}.") from None
    low, high = SMALLEST.get(name), LARGEST.get(name)
    if low is not None and not low <= value <= high:
        raise SettingsError(f"{option} must be between {low} and {high}, not {text}: {DESCRIPTIONS[name]}.")
    return value
