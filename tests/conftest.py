"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.generations import DataFolder

if TYPE_CHECKING:
    from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Path:
    """The development data beside the project. A test that needs it is marked ``shared``.

    Without the folder the test is skipped; with ``BIAOTU_REQUIRE_SHARED=1`` it fails.
    """
    if request.node.get_closest_marker("shared") is None:
        pytest.fail("a test that reads the shared data carries @pytest.mark.shared")
    if not SHARED.is_dir():
        _absent(f"no development data at {SHARED}")
    return SHARED


def _absent(reason: str) -> None:
    if os.environ.get("BIAOTU_REQUIRE_SHARED") == "1":
        pytest.fail(f"{reason}, and BIAOTU_REQUIRE_SHARED=1")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A real Neo4j server for the whole run of tests. Without one the test is skipped; with
    ``BIAOTU_REQUIRE_SHARED=1`` it fails."""
    if not (SHARED / "neo4j" / "start").is_file():
        _absent(f"no Neo4j server at {SHARED / 'neo4j'}")
    from tests.neo4j_server import start_server

    server = start_server(SHARED / "neo4j" / "start", tmp_path_factory.mktemp("neo4j"))
    yield server
    server.stop()


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """An empty data folder."""
    return DataFolder(tmp_path / "data")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Ids that every process of a distributed run makes the same: sets in order, functions by name."""
    if isinstance(val, set | frozenset):
        return "{" + ", ".join(sorted(map(repr, val))) + "}"
    if callable(val) and not isinstance(val, type):
        return getattr(val, "__name__", None)
    return None
