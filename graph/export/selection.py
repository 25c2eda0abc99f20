"""Which kinds of nodes and edges are exported, read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import UnknownKind
from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node, kind_of
from graph.store.base import GraphReader
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS

_BY_NAME: dict[str, NodeKind | EdgeKind] = {
    kind.value.lower(): kind for kinds in (NodeKind, EdgeKind) for kind in kinds
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Kinds to export. Without kinds of nodes all of them, without kinds of edges all of them; an edge is exported
    where both its ends are."""

    nodes: tuple[NodeKind, ...] = tuple(NodeKind)
    edges: tuple[EdgeKind, ...] = tuple(EdgeKind)

    @classmethod
    def of(cls, names: Sequence[str]) -> Selection:
        """By names of kinds of nodes and edges, in any case: ``Standard``, ``drafted_by``.

        :raises ValueError: for a name that is none.
        """
        chosen = []
        for name in names:
            if name.lower() not in _BY_NAME:
                known = ", ".join(kind.value for kind in _BY_NAME.values())
                raise UnknownKind(
                    "{name!r} is no kind of node or edge; expected one of {known}", name=name, known=known
                )
            chosen.append(_BY_NAME[name.lower()])
        nodes = tuple(kind for kind in NodeKind if kind in chosen)
        edges = tuple(kind for kind in EdgeKind if kind in chosen)
        return cls(nodes or tuple(NodeKind), edges or tuple(EdgeKind))

    def node_rows(self, graph: GraphReader) -> Iterator[tuple[NodeKind, dict[str, Any]]]:
        """Nodes by their fields, kind by kind."""
        for kind in self.nodes:
            names = [column.name for column in NODE_COLUMNS[kind] if column.name != "id"]
            for row in graph.rows(kind, names):
                yield kind, dict(zip(["id", *names], row, strict=True))

    def edge_rows(self, graph: GraphReader) -> Iterator[tuple[EdgeKind, dict[str, Any]]]:
        """Edges by ``start``, ``end`` and their fields, kind by kind."""
        wanted = set(self.nodes)
        for kind in self.edges:
            if not any(start in wanted and end in wanted for start, end in EDGE_KINDS[kind].ends):
                continue
            names = [column.name for column in EDGE_COLUMNS[kind] if column.name != "kind"]
            for row in graph.links(kind, names):
                if kind_of(row[0]) in wanted and kind_of(row[1]) in wanted:
                    yield kind, dict(zip(["start", "end", *names], row, strict=True))

    def typed_nodes(self, graph: GraphReader) -> Iterator[Node]:
        """Nodes as the model has them."""
        for kind, row in self.node_rows(graph):
            yield NODE_KINDS[kind].model_validate({k: v for k, v in row.items() if v is not None})

    def typed_edges(self, graph: GraphReader) -> Iterator[Edge]:
        """Edges as the model has them."""
        for kind, row in self.edge_rows(graph):
            yield EDGE_KINDS[kind].model_validate({k: v for k, v in row.items() if v is not None})
