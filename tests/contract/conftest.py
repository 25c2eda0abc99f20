"""The projections the contract of the store port is tested on. Another one adds a class and its name here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from graph.generations import DataFolder, Generation
from graph.statements import Record
from graph.store.base import GraphReader
from graph.store.build import GraphProjection
from graph.store.embedded import EmbeddedReader
from tests import support
from tests.contract.sample import sample


class Projected(Protocol):
    """A statement store and one projection of it."""

    data: DataFolder

    def publish(self, *, rebuild: bool = False) -> None:
        """Make everything said so far visible."""

    def reader(self) -> GraphReader:
        """A reader of what was published last."""

    def close(self) -> None: ...


class Embedded:
    """The embedded graph of a data folder."""

    def __init__(self, folder: Path) -> None:
        self.data = DataFolder(folder / "data")
        self._open: list[tuple[EmbeddedReader, Generation]] = []

    def publish(self, *, rebuild: bool = False) -> None:
        support.publish(self.data, rebuild=rebuild)

    def reader(self) -> GraphReader:
        generation = self.data.open_generation([GraphProjection()])
        reader = EmbeddedReader(generation.part("graph"), buffer_bytes=64 * 2**20)
        self._open.append((reader, generation))
        return reader

    def close(self) -> None:
        for reader, generation in self._open:
            reader.close()
            generation.close()


PROJECTIONS: dict[str, type[Projected]] = {"embedded": Embedded}


def show(projected: Projected, *records: Record) -> GraphReader:
    """Say records, publish, read."""
    support.say(projected.data, *records, publish=False)
    projected.publish()
    return projected.reader()


@pytest.fixture(params=sorted(PROJECTIONS))
def projected(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Projected]:
    """An empty projection."""
    one = PROJECTIONS[request.param](tmp_path)  # type: ignore[call-arg]
    yield one
    one.close()


@pytest.fixture(scope="module", params=sorted(PROJECTIONS))
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphReader]:
    """A reader of the sample, for tests that only ask."""
    one = PROJECTIONS[request.param](tmp_path_factory.mktemp("sample"))  # type: ignore[call-arg]
    yield show(one, *sample())
    one.close()
