"""The projections the contract of the store port is tested on. Another one adds a class and its name here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from graph.generations import DataFolder, Generation
from graph.statements import Record
from graph.store.base import GraphReader
from graph.store.bolt import BoltReader
from graph.store.build import GraphProjection
from graph.store.embedded import EmbeddedReader
from graph.store.publish import publish_to_server
from tests import support
from tests.contract.sample import sample
from tests.neo4j_server import Neo4jServer


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


class OnServer:
    """The graph of a data folder on a Neo4j server."""

    def __init__(self, folder: Path, running: Neo4jServer) -> None:
        running.empty()
        self.data = DataFolder(folder / "data")
        self.server = running.connect()

    def publish(self, *, rebuild: bool = False) -> None:
        with self.data.writer("test") as store:
            done = self.data.publish(store, [GraphProjection()], rebuild=rebuild)
            publish_to_server(self.server, store, done.manifest.number, repair=rebuild)

    def reader(self) -> GraphReader:
        return BoltReader(self.server)

    def close(self) -> None:
        self.server.close()


PROJECTIONS = ("embedded", "neo4j")


def make(name: str, folder: Path, request: pytest.FixtureRequest) -> Projected:
    """An empty projection."""
    if name == "embedded":
        return Embedded(folder)
    return OnServer(folder, request.getfixturevalue("neo4j_server"))


def show(projected: Projected, *records: Record) -> GraphReader:
    """Say records, publish, read."""
    support.say(projected.data, *records, publish=False)
    projected.publish()
    return projected.reader()


@pytest.fixture(params=PROJECTIONS)
def projected(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Projected]:
    """An empty projection."""
    one = make(request.param, tmp_path, request)
    yield one
    one.close()


@pytest.fixture(scope="module", params=PROJECTIONS)
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphReader]:
    """A reader of the sample, for tests that only ask."""
    one = make(request.param, tmp_path_factory.mktemp("sample"), request)
    yield show(one, *sample())
    one.close()
