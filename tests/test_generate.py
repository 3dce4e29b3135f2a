"""The generated thesaurus that speed is measured with."""

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

from rip_ld.dataset.read import read
from rip_ld.publication import publish
from rip_ld.settings import Settings
from rip_ld.web.app import create_app


def generate(folder: Path, *options: str) -> str:
    command = [sys.executable, str(ROOT / "bench" / "generate.py"), str(folder), "--triples", "3000", *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    told = [generate(tmp_path / name, "--seed", seed) for name, seed in (("a", "1"), ("b", "1"), ("c", "2"))]
    a, b, c = (read(tmp_path / name) for name in "abc")
    assert a.digest == b.digest != c.digest
    assert told[0].startswith(f"{a.statements:,} statements")
    assert 3000 <= a.statements < 3030


def test_what_is_generated_is_a_dataset_that_is_served(tmp_path: Path) -> None:
    generate(tmp_path / "made", "--nquads", str(tmp_path / "made.nq"))
    with publish(Settings(dataset=tmp_path / "made", query_workers=1)) as publication:
        client = create_app(publication).test_client()
        for path in ("/concept/1-7.html", "/scheme/1.html", "/concept/1-7.ttl", "/dump.nq"):
            assert client.get(path).status_code == 200, path
        assert sorted(client.get("/dump.nq").data.splitlines()) == sorted((tmp_path / "made.nq").read_bytes().splitlines())
