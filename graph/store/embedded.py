"""The embedded projection: one Ladybug file in a generation, read-only once published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ladybug

from graph import queries
from graph.errors import DataFolderError
from graph.ids import parse
from graph.kinds import EdgeKind, NodeKind
from graph.model import Edge, Node, Standard, kind_of, node_id
from graph.store import cypher
from graph.store.base import MAX_BATCH, Counts, Direction, Page, batch_size, page_size
from graph.store.rows import read_edge, read_field, read_node

FILE_NAME = "graph.lbug"
_BUFFER = 256 * 2**20  # bytes; the engine's own default is 80 % of the machine


class EmbeddedReader:
    """Reads one published graph file. Any number of processes may."""

    def __init__(self, folder: Path, *, buffer_bytes: int = _BUFFER) -> None:
        try:
            self._database = ladybug.Database(folder / FILE_NAME, read_only=True, buffer_pool_size=buffer_bytes)
            self._connection = ladybug.Connection(self._database)
        except RuntimeError as error:
            raise DataFolderError(f"{folder / FILE_NAME}: cannot be opened as a graph ({error})") from error

    def _ask(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        result = self._connection.execute(query, parameters)
        if isinstance(result, list):  # several statements; the queries of this program are single ones
            raise DataFolderError("a query gave several results")
        with result:
            rows: Any = result.rows_as_dict()
            return list(rows)

    def node(self, node_id: str) -> Node | None:
        found = self.nodes([node_id])
        return found[0] if found else None

    def nodes(self, node_ids: Sequence[str]) -> list[Node]:
        by_kind: dict[NodeKind, list[str]] = {}
        for one in dict.fromkeys(node_ids):
            by_kind.setdefault(kind_of(one), []).append(one)
        found = {
            row["id"]: read_node(kind, row)
            for kind, ids in by_kind.items()
            for row in self._ask(cypher.nodes_by_id(kind), ids=ids)
        }
        return [found[one] for one in node_ids if one in found]

    def page(self, kind: NodeKind, *, after: str | None = None, limit: int = 100) -> Page[Node]:
        limit = page_size(limit)
        rows = self._ask(cypher.nodes_page(kind), after=after or "", limit=limit + 1)
        nodes = tuple(read_node(kind, row) for row in rows[:limit])
        return Page(nodes, nodes[-1].id if len(rows) > limit else None)

    def edges(
        self, node_id: str, direction: Direction, kinds: Iterable[EdgeKind] | None = None, *,
        after: str | None = None, limit: int = 100,
    ) -> Page[Edge]:  # fmt: skip
        limit, skip = page_size(limit), int(after or 0)
        wanted = [kind.value for kind in (kinds if kinds is not None else EdgeKind)]
        query = cypher.edges_page(kind_of(node_id), direction)
        rows = self._ask(query, id=node_id, kinds=wanted, skip=skip, limit=limit + 1)
        edges = tuple(read_edge(node_id, direction, row) for row in rows[:limit])
        return Page(edges, str(skip + limit) if len(rows) > limit else None)

    def rows(self, kind: NodeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        return self._stream(cypher.node_rows(kind, fields))

    def links(self, kind: EdgeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        return self._stream(cypher.edge_rows(kind, fields))

    def _stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        result = self._connection.execute(query)
        if isinstance(result, list):
            raise DataFolderError("a query gave several results")
        with result:
            while result.has_next():
                yield tuple(map(read_field, result.get_next()))

    def edges_of(
        self, node_ids: Sequence[str], direction: Direction, kinds: Iterable[EdgeKind], *,
        after: str | None = None, limit: int = MAX_BATCH,
    ) -> Page[Edge]:  # fmt: skip
        limit, wanted = batch_size(limit), tuple(sorted(set(kinds)))
        by_kind: dict[NodeKind, list[str]] = {}
        for one in sorted(set(node_ids)):
            by_kind.setdefault(kind_of(one), []).append(one)
        first, _, skipped = (after or "").partition("|")
        edges: list[Edge] = []
        for kind in sorted(one for one in by_kind if one >= first) if wanted else ():
            skip = int(skipped) if kind == first else 0
            room = limit - len(edges)
            query = cypher.edges_of(kind, direction, wanted)
            rows = self._ask(query, ids=by_kind[kind], skip=skip, limit=room + 1)
            edges += [read_edge(row["node"], direction, row) for row in rows[:room]]
            if len(rows) > room:
                return Page(tuple(edges), f"{kind.value}|{skip + room}")
        return Page(tuple(edges))

    def editions(self, work: str) -> list[Standard]:
        rows = self._ask(queries.load("editions"), work=node_id(NodeKind.WORK, work))
        found = [node for node in self.nodes([row["id"] for row in rows]) if isinstance(node, Standard)]
        return sorted(found, key=lambda s: (s.year or 0, s.number))

    def predecessors(self, number: str, limit: int = 100) -> list[tuple[str, int]]:
        return self._chain("predecessors", number, limit)

    def successors(self, number: str, limit: int = 100) -> list[tuple[str, int]]:
        return self._chain("successors", number, limit)

    def _chain(self, question: str, number: str, limit: int) -> list[tuple[str, int]]:
        start = node_id(NodeKind.STANDARD, parse(number).canonical)
        rows = self._ask(queries.load(question), id=start, limit=page_size(limit))
        return [(row["id"].partition(":")[2], row["steps"]) for row in rows if row["id"] != start]

    def counts(self) -> Counts:
        nodes = {kind: self._ask(cypher.count_nodes(kind))[0]["n"] for kind in NodeKind}
        edges = {kind: self._ask(cypher.count_edges(kind))[0]["n"] for kind in EdgeKind}
        return Counts({k: n for k, n in nodes.items() if n}, {k: n for k, n in edges.items() if n})

    def close(self) -> None:
        self._connection.close()
        self._database.close()
