"""What both projections answer with the same queries; each brings only how it asks them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph import queries
from graph.ids import parse
from graph.kinds import EdgeKind, NodeKind
from graph.model import Edge, Node, Standard, kind_of, node_id
from graph.store import cypher
from graph.store.base import MAX_BATCH, Counts, Direction, Page, batch_size, page_size
from graph.store.rows import read_edge, read_node

Row = dict[str, Any]


class CypherReader(ABC):
    """The store port over an engine that speaks the common Cypher."""

    @abstractmethod
    def ask(self, query: str, /, **parameters: Any) -> list[Row]:
        """The rows of a query, by the names it returns."""

    @abstractmethod
    def _stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query without parameters one after the other, in the types of the model."""

    @abstractmethod
    def close(self) -> None: ...

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
            for row in self.ask(cypher.nodes_by_id(kind), ids=ids)
        }
        return [found[one] for one in node_ids if one in found]

    def page(self, kind: NodeKind, *, after: str | None = None, limit: int = 100) -> Page[Node]:
        limit = page_size(limit)
        rows = self.ask(cypher.nodes_page(kind), after=after or "", limit=limit + 1)
        nodes = tuple(read_node(kind, row) for row in rows[:limit])
        return Page(nodes, nodes[-1].id if len(rows) > limit else None)

    def edges(
        self, node_id: str, direction: Direction, kinds: Iterable[EdgeKind] | None = None, *,
        after: str | None = None, limit: int = 100,
    ) -> Page[Edge]:  # fmt: skip
        limit, skip = page_size(limit), int(after or 0)
        wanted = [kind.value for kind in (kinds if kinds is not None else EdgeKind)]
        query = cypher.edges_page(kind_of(node_id), direction)
        rows = self.ask(query, id=node_id, kinds=wanted, skip=skip, limit=limit + 1)
        edges = tuple(read_edge(node_id, direction, row) for row in rows[:limit])
        return Page(edges, str(skip + limit) if len(rows) > limit else None)

    def rows(self, kind: NodeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        return self._stream(cypher.node_rows(kind, fields))

    def links(self, kind: EdgeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        return self._stream(cypher.edge_rows(kind, fields))

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
            here = tuple(one for one in wanted if one in cypher.able(kind, direction))
            if not here:
                continue
            query = cypher.edges_of(kind, direction, here)
            rows = self.ask(query, ids=by_kind[kind], skip=skip, limit=room + 1)
            edges += [read_edge(row["node"], direction, row) for row in rows[:room]]
            if len(rows) > room:
                return Page(tuple(edges), f"{kind.value}|{skip + room}")
        return Page(tuple(edges))

    def editions(self, work: str) -> list[Standard]:
        rows = self.ask(queries.load("editions"), work=node_id(NodeKind.WORK, work))
        found = [node for node in self.nodes([row["id"] for row in rows]) if isinstance(node, Standard)]
        return sorted(found, key=lambda s: (s.year or 0, s.number))

    def predecessors(self, number: str, limit: int = 100) -> list[tuple[str, int]]:
        return self._chain("predecessors", number, limit)

    def successors(self, number: str, limit: int = 100) -> list[tuple[str, int]]:
        return self._chain("successors", number, limit)

    def _chain(self, question: str, number: str, limit: int) -> list[tuple[str, int]]:
        start = node_id(NodeKind.STANDARD, parse(number).canonical)
        rows = self.ask(queries.load(question), id=start, limit=page_size(limit))
        return [(row["id"].partition(":")[2], row["steps"]) for row in rows if row["id"] != start]

    def counts(self) -> Counts:
        nodes = {kind: self.ask(cypher.count_nodes(kind))[0]["n"] for kind in NodeKind}
        edges = {kind: self.ask(cypher.count_edges(kind))[0]["n"] for kind in EdgeKind}
        return Counts({k: n for k, n in nodes.items() if n}, {k: n for k, n in edges.items() if n})
