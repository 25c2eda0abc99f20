"""A data folder with the bundled sample, built once for all tests of the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import Settings
from api.usecases.demo import SAMPLE_DAY, SOURCE, samples
from api.usecases.ingest import ingest_and_publish
from api.usecases.library import Library, open_library
from ingest.runner import IngestOptions


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder that holds the sample; tests do not write to it."""
    settings = Settings(data=tmp_path_factory.mktemp("sample") / "data", on=SAMPLE_DAY)
    ingest_and_publish(settings, [samples() / "registry"], IngestOptions(source=SOURCE, retrieved_on=SAMPLE_DAY))
    return settings


@pytest.fixture
def sample(sample_settings: Settings) -> Iterator[Library]:
    opened = open_library(sample_settings)
    yield opened
    opened.close()


@pytest.fixture
def drafts() -> Path:
    return samples() / "drafts"
