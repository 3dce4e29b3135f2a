"""What is known of a dataset that was put into a store: enough to serve it without reading its Turtle again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode

from rip_ld import __version__
from rip_ld.dataset.examples import Example, path_of
from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.read import Dataset, compact, digest_of


@dataclass(frozen=True)
class Manifest:
    """A dataset as it was put into a store: `graphs` are the IRIs of its named graphs, `changed` is when a file was last edited.

    `examples` are those of the folder that it is served with; they are no part of what is written. `digest` tells this state of the files from any other, `version` which program made what is in the store.
    """

    iri: str
    base: str
    prefixes: dict[str, str]
    digest: str
    files: tuple[str, ...]
    graphs: tuple[str, ...]
    statements: int
    changed: str
    version: str
    examples: tuple[Example, ...] = ()

    @property
    def union(self) -> str:
        """Give the IRI of the graph that holds the union of all, in a store where the default graph is something else."""
        return f"{self.iri}#union"

    @property
    def home(self) -> str:
        """Give the IRI of the graph that holds this manifest, in a remote store."""
        return f"{self.iri}#manifest"

    def compact(self, iri: str) -> str:
        """Write an IRI with the prefix that the dataset has for it; as it is where it has none."""
        return compact(iri, self.prefixes)

    def written(self) -> str:
        """Write the manifest as JSON."""
        return json.dumps({name: value for name, value in asdict(self).items() if name != "examples"})

    def check(self, folder: Path, how: str) -> None:
        """Raise DatasetError where the Turtle of a folder, if it has any, is not what was put into the store; `how` says what to do then."""
        digest = digest_of(folder) if folder.is_dir() else None
        if self.version != __version__:
            raise _fault(folder, f"The store was made by rip-ld {self.version}, and this is {__version__}; {how}.")
        if digest is not None and digest != self.digest:
            raise _fault(folder, f"The Turtle files here have changed since the store was made from them; {how}.")


def _fault(folder: Path, message: str) -> DatasetError:
    return DatasetError([Problem(Place(str(folder)), "error", "stale-store", message)])


def manifest(dataset: Dataset, graphs: Iterable[NamedNode], statements: int) -> Manifest:
    """Describe a dataset, of which so many statements, those that the program adds included, were put into some graphs."""
    paths = (*(file.path for file in dataset.files), *map(path_of, dataset.examples))
    return Manifest(
        iri=dataset.iri,
        base=dataset.base,
        prefixes=dataset.prefixes,
        digest=dataset.digest,
        files=tuple(file.path for file in dataset.files),
        graphs=tuple(sorted(graph.value for graph in graphs)),
        statements=statements,
        changed=last_edit(dataset.folder / path for path in paths).isoformat(),
        version=__version__,
        examples=dataset.examples,
    )


def last_edit(paths: Iterable[Path]) -> datetime:
    """Give the time of the last edit of some files."""
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in paths), UTC)


def parsed(text: str | bytes) -> Manifest:
    """Read a manifest; raises ValueError where the text is none."""
    try:
        found = json.loads(text)
        return Manifest(**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
