"""A store on disk: made once of a dataset, read-only ever after, and served without reading the Turtle again."""

import glob
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from rip_ld.dataset.manifest import Manifest, parsed
from rip_ld.store.embedded import SAMPLE, fill_folder
from rip_ld.store.port import StoreError

STORE, MANIFEST, ADDRESSES = "store", "manifest.json", "addresses.txt"


def build(folder: Path, manifest: Manifest, quads: Sequence[Quad], say: Callable[[str], None]) -> None:
    """Make a folder with a store and its manifest; what an earlier build left there is replaced once all is well, and what broken off ones left beside it goes.

    StoreError where the folder is none, or holds anything else; OSError where the disk does not take it.
    """
    folder = folder.resolve()  # what a link leads to is made anew, and the link stays
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file; name a folder.")
    if folder.is_dir() and (strange := {path.name for path in folder.iterdir()} - {STORE, SAMPLE, MANIFEST, ADDRESSES}):
        raise StoreError(f"{folder} holds something else than a store ({min(strange)}); name a folder of its own.")
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.*"):
        if left.suffix[1:].isdecimal() and not Path("/proc", left.suffix[1:]).exists():
            shutil.rmtree(left, ignore_errors=True)
    new = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        new.mkdir(parents=True)
        fill_folder(new / STORE, quads, say)
        subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        (new / ADDRESSES).write_text("\n".join(sorted(iri for iri in subjects if iri.startswith(manifest.base))), "utf-8")
        (new / MANIFEST).write_text(manifest.written(), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def read_manifest(folder: Path) -> tuple[Manifest, list[str]]:
    """Read what is known of a built store, and the addresses that it describes; StoreError where the folder holds none."""
    try:
        found, addresses = parsed((folder / MANIFEST).read_bytes()), (folder / ADDRESSES).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        raise StoreError(f"{folder} holds no store that can be served; make one with rip-ld build {folder}.") from None
    if not (folder / STORE / "CURRENT").is_file():
        raise StoreError(f"{folder} holds no whole store; make it again with rip-ld build {folder}.")
    return found, addresses
