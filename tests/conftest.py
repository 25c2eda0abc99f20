"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.generations import DataFolder

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
        reason = f"no development data at {SHARED}"
        if os.environ.get("BIAOTU_REQUIRE_SHARED") == "1":
            pytest.fail(f"{reason}, and BIAOTU_REQUIRE_SHARED=1")
        pytest.skip(reason)
    return SHARED


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """An empty data folder."""
    return DataFolder(tmp_path / "data")
