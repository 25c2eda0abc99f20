"""The graph on a Neo4j server: publish to it, compare it with the data folder, repair it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.errors import BadRequest
from api.settings import Settings
from api.usecases.library import open_published, projections
from api.usecases.views import View
from graph.checksums import KindSum, sums
from graph.generations import DataFolder, Progress
from graph.kinds import EdgeKind, NodeKind
from search.embed import load_encoder

if TYPE_CHECKING:
    from graph.store.server import Address, Server


class ServerPublishView(View):
    """What a publish to a server did. ``nodes`` and ``edges``: sent to it; 0 when it held everything already."""

    uri: str
    generation: int
    nodes: int
    edges: int
    rebuilt: bool
    resumed: int


class KindComparison(View):
    """One kind of node or edge on both sides."""

    kind: str
    here: int
    there: int
    same: bool


class ServerComparison(View):
    """The live generation of the folder and what the server shows, kind by kind."""

    uri: str
    version: str
    generation: int
    server_generation: int
    kinds: tuple[KindComparison, ...]

    @property
    def same(self) -> bool:
        return self.generation == self.server_generation and all(one.same for one in self.kinds)


def address(settings: Settings, uri: str | None = None) -> Address:
    """The address in the settings, or the one given with their user and password.

    :raises BadRequest: without any, or when it carries a password.
    """
    from graph.store.server import Address

    where = uri or settings.neo4j_uri
    if where is None:
        raise BadRequest("no server given; set BIAOTU_NEO4J_URI, e.g. bolt://127.0.0.1:7687")
    if "@" in where.partition("://")[2].partition("/")[0]:
        raise BadRequest("no user or password in the address; set BIAOTU_NEO4J_USER and BIAOTU_NEO4J_PASSWORD")
    return Address(where, settings.neo4j_user, settings.neo4j_password.get_secret_value(), settings.neo4j_database)


@contextmanager
def connected(settings: Settings, uri: str | None = None) -> Iterator[Server]:
    """The server of :func:`address`, closed at the end."""
    from graph.store.server import Server

    with Server(address(settings, uri)) as server:
        yield server


def publish_to(
    settings: Settings, uri: str | None = None, *, repair: bool = False,
    progress: Progress = lambda step, done: None,
) -> ServerPublishView:  # fmt: skip
    """Publish what the statements say, in the data folder and then to a server.

    :param repair: write the server anew from the statements.
    """
    from graph.store.publish import publish_to_server
    from search.server import ServerSearch

    with connected(settings, uri) as server:  # first: a server that is down should not cost a build
        folder, encoder = DataFolder(settings.data), load_encoder(settings.encoder)
        with folder.writer("biaotu publish") as store:
            number = folder.publish(store, projections(settings, encoder), progress=progress).manifest.number
            extra = ServerSearch(encoder, folder.cache / "embeddings.db")
            done = publish_to_server(server, store, number, extra=extra, repair=repair, progress=progress)
        return ServerPublishView(
            uri=server.address.uri, generation=done.generation, nodes=done.nodes, edges=done.edges,
            rebuilt=done.rebuilt, resumed=done.resumed,
        )  # fmt: skip


def compare_with_server(settings: Settings, uri: str | None = None) -> ServerComparison:
    """Counts and checksums of every kind on both sides; both are read completely.

    :raises NoGeneration: when the server holds nothing.
    """
    from graph.store.bolt import BoltReader

    with connected(settings, uri) as server:
        there = BoltReader(server)
        library = open_published(settings.model_copy(update={"graph": "embedded"}), load_encoder(settings.encoder))
        try:
            ours, theirs = sums(library.graph), sums(there)
            return ServerComparison(
                uri=server.address.uri, version=server.version, generation=library.generation.manifest.number,
                server_generation=there.generation,
                kinds=tuple(_compared(kind, ours, theirs) for kind in (*NodeKind, *EdgeKind)
                            if ours[kind].count or theirs[kind].count),
            )  # fmt: skip
        finally:
            library.close()


def _compared(
    kind: NodeKind | EdgeKind, ours: dict[NodeKind | EdgeKind, KindSum], theirs: dict[NodeKind | EdgeKind, KindSum]
) -> KindComparison:
    return KindComparison(
        kind=kind.value, here=ours[kind].count, there=theirs[kind].count, same=ours[kind] == theirs[kind]
    )
