"""Read the short names of JSON-LD, `ontology/context.jsonld` (JSON-LD 1.1 section 3.1)."""

import json
from pathlib import Path

from rip_ld.dataset.problems import DatasetError, Place, Problem

CONTEXT = "ontology/context.jsonld"


def read_context(folder: Path) -> dict:
    """Give the context document of a dataset folder, empty where there is none; raises DatasetError where it is no use."""
    path = folder / CONTEXT
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_bytes())
    except RecursionError:
        raise _fault("not-json", "This is nested too deeply to be read.") from None
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        reason = getattr(error, "msg", "it is not UTF-8")
        raise _fault("not-json", f"This is not JSON: {reason}.", line, column) from None
    except OSError as error:
        raise _fault("unreadable", f"Cannot be read: {error.strerror}.") from None
    if not isinstance(found, dict) or not isinstance(found.get("@context"), dict):
        raise _fault("no-context", "This is not a JSON-LD context: one object with the one key @context is needed.")
    return found


def _fault(code: str, message: str, line: int = 1, column: int = 1) -> DatasetError:
    return DatasetError([Problem(Place(CONTEXT, line, column), "error", code, message)])
