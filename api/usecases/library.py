"""An opened data folder: one generation's graph and index, the statements behind it, one encoder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from api.settings import Settings
from graph.errors import OutdatedGeneration
from graph.generations import DataFolder, Generation, Progress, Projection, Published
from graph.statements import StatementStore
from graph.store.base import Counts, GraphReader
from graph.store.build import GraphProjection
from graph.store.embedded import EmbeddedReader
from search.clauses.index import ClauseIndex
from search.clauses.projection import ClauseProjection
from search.embed import Encoder, load_encoder
from search.index import SearchIndex
from search.limits import LimitIndex, LimitProjection
from search.projection import IndexProjection

if TYPE_CHECKING:
    from graph.store.bolt import BoltReader
    from graph.store.server import Server


def projections(settings: Settings, encoder: Encoder) -> list[Projection]:
    """The parts of a generation with these settings."""
    cache = DataFolder(settings.data).cache / "embeddings.db"
    return [
        GraphProjection(),
        IndexProjection(encoder, cache),
        LimitProjection(encoder, cache),
        ClauseProjection(encoder, cache),
    ]


@dataclass
class Library:
    """Everything questions are answered from. Parts are opened when first used; close it at the end."""

    settings: Settings
    encoder: Encoder
    generation: Generation

    @cached_property
    def graph(self) -> GraphReader:
        if self.settings.graph == "neo4j":
            return self._on_server
        return EmbeddedReader(self.generation.part(GraphProjection.name))

    @cached_property
    def index(self) -> SearchIndex:
        folder = self.generation.part(IndexProjection.name)
        if self.settings.search.index == "neo4j":
            from search.server import ServerIndex

            return ServerIndex(folder, self.encoder, self._on_server)
        return SearchIndex(folder, self.encoder)

    @cached_property
    def _server(self) -> Server:
        from api.usecases.server import address
        from graph.store.server import Server

        return Server(address(self.settings))

    @cached_property
    def _on_server(self) -> BoltReader:
        """This generation on the server."""
        from graph.store.bolt import BoltReader

        return BoltReader(self._server, self.generation.manifest.number)

    @cached_property
    def limits(self) -> LimitIndex:
        return LimitIndex(self.generation.part(LimitProjection.name), self.encoder)

    @cached_property
    def clauses(self) -> ClauseIndex:
        return ClauseIndex(self.generation.part(ClauseProjection.name), self.encoder)

    @cached_property
    def statements(self) -> StatementStore:
        return DataFolder(self.settings.data).statements()

    @cached_property
    def counts(self) -> Counts:
        """Numbers of nodes and edges of the generation, counted once."""
        return self.graph.counts()

    def close(self) -> None:
        for part in ("graph", "limits", "statements"):
            if part in self.__dict__:
                self.__dict__[part].close()
        self.generation.close()

    @property
    def stale(self) -> bool:
        """Whether a newer generation has been published since this one was opened."""
        return DataFolder(self.settings.data).current_number() != self.generation.manifest.number


def open_library(settings: Settings, progress: Progress = lambda step, done: None) -> Library:
    """Open the live generation; one of another schema or encoder is first rebuilt from the statements.

    Raises :class:`~graph.errors.NoGeneration` when nothing was published yet.
    """
    encoder = load_encoder(settings.encoder)
    try:
        return open_published(settings, encoder)
    except OutdatedGeneration:
        publish(settings, progress=progress)
        return open_published(settings, encoder)


def open_published(settings: Settings, encoder: Encoder) -> Library:
    """Open the live generation as it is, without writing anything.

    Raises :class:`~graph.errors.NoGeneration`, or :class:`~graph.errors.OutdatedGeneration`.
    """
    generation = DataFolder(settings.data).open_generation(projections(settings, encoder))
    return Library(settings, encoder, generation)


@contextmanager
def library(settings: Settings) -> Iterator[Library]:
    """:func:`open_library` for a ``with`` block."""
    opened = open_library(settings)
    try:
        yield opened
    finally:
        opened.close()


def publish(settings: Settings, *, rebuild: bool = False, progress: Progress = lambda step, done: None) -> Published:
    """Make everything the statements say visible; ``rebuild`` even when nothing changed."""
    folder, encoder = DataFolder(settings.data), load_encoder(settings.encoder)
    with folder.writer("biaotu publish") as store:
        return folder.publish(store, projections(settings, encoder), rebuild=rebuild, progress=progress)
