"""A data folder of the sample, built once, and a service on it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.usecases.demo import SAMPLE_DAY, samples
from api.usecases.ingest import ingest_and_publish
from api.usecases.library import Library, library
from ingest.runner import IngestOptions
from tests.api.service import Running, on, serving


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folder of the bundled sample. Nobody changes it: take ``own_data`` for that."""
    data = tmp_path_factory.mktemp("sample") / "data"
    options = IngestOptions(source="samples", retrieved_on=SAMPLE_DAY)
    ingest_and_publish(on(data), [samples() / "registry", samples() / "graph"], options)
    return data


@pytest.fixture
def own_data(sample_data: Path, tmp_path: Path) -> Path:
    """A copy that the test may change."""
    return Path(shutil.copytree(sample_data, tmp_path / "data"))


@pytest.fixture(scope="session", autouse=True)
def own_temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of temporary files of this process and its children, so that those of others do not show in it."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder


@pytest.fixture(scope="session")
def running(sample_data: Path) -> Iterator[Running]:
    with serving(on(sample_data)) as service:
        yield service


@pytest.fixture
def client(running: Running) -> httpx.Client:
    return running.client


@pytest.fixture(scope="session")
def opened(sample_data: Path) -> Iterator[Library]:
    """The same data, asked directly."""
    with library(on(sample_data)) as opened:
        yield opened
