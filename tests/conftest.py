"""Fixtures: the two publications, their clients, and what a machine may lack."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from peers import PEERS, Peer, lacking

from rip_ld.publication import Publication, publish
from rip_ld.settings import Settings
from rip_ld.web.app import create_app

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "tiny"
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", default=None, help="a folder to put pictures of the pages into")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where no skip is tolerated, fail the run if anything was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("RIP_LD_TOLERATE_NO_SKIP") and exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = 1


@pytest.fixture(scope="session")
def real() -> Iterator[Publication]:
    with publish(Settings(dataset=ROOT)) as publication:
        yield publication


@pytest.fixture(scope="session")
def tiny() -> Iterator[Publication]:
    with publish(Settings(dataset=TINY)) as publication:
        yield publication


@pytest.fixture(scope="session")
def client(real: Publication) -> FlaskClient:
    return create_app(real).test_client()


@pytest.fixture(scope="session")
def tiny_client(tiny: Publication) -> FlaskClient:
    return create_app(tiny).test_client()


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    """A copy of the tiny dataset, to be spoilt."""
    return Path(shutil.copytree(TINY, tmp_path / "tea"))


@pytest.fixture(scope="session")
def chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium is not installed")
    return path


@pytest.fixture(scope="session", params=PEERS)
def peer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """A live store that we did not write; it holds what the test before put there."""
    if lacking(request.param):
        pytest.skip(f"{PEERS[request.param][0]} is not installed")
    with PEERS[request.param][1](tmp_path_factory.mktemp(request.param)) as running:
        yield running
