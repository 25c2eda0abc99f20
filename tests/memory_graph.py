"""A graph in memory that answers the part of the store port that analyses ask: for properties over many graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from graph.ids import parse
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import EDGE_KINDS, Edge, EditionOf, Node, Standard, Work, kind_of
from graph.store.base import Direction, Page

DAY = date(2026, 6, 1)


class MemoryGraph:
    """Nodes and edges as given; works of editions come by themselves."""

    def __init__(self, nodes: Iterable[Node] = (), edges: Iterable[Edge] = ()) -> None:
        self.known: dict[str, Node] = {}
        self.all: list[Edge] = []
        for node in nodes:
            self.add(node)
        for edge in edges:
            self.link(edge)

    def add(self, node: Node) -> None:
        self.known[node.id] = node
        if isinstance(node, Standard):
            work = parse(node.number).work.canonical
            self.known.setdefault(f"work:{work}", Work(id=f"work:{work}", number=work))
            self.all.append(EditionOf(start=node.id, end=f"work:{work}"))

    def link(self, edge: Edge) -> None:
        for end in (edge.start, edge.end):
            kind, number = kind_of(end), end.partition(":")[2]
            if end not in self.known and kind is NodeKind.STANDARD:
                self.add(Standard(id=end, number=number, year=parse(number).year))
            elif end not in self.known and kind is NodeKind.WORK:
                self.known[end] = Work(id=end, number=number)
        self.all.append(edge)

    def node(self, node_id: str) -> Node | None:
        return self.known.get(node_id)

    def nodes(self, node_ids: Sequence[str]) -> list[Node]:
        return [self.known[one] for one in node_ids if one in self.known]

    def edges_of(
        self, node_ids: Sequence[str], direction: Direction, kinds: Iterable[EdgeKind], *, after: str | None = None,
        limit: int = 3,
    ) -> Page[Edge]:  # fmt: skip
        """Pages of three, so that paging is walked."""
        wanted, ids, skip = set(kinds), set(node_ids), int(after or 0)
        found = [e for e in self.all if e.kind in wanted and (e.start if direction is Direction.OUT else e.end) in ids]
        page = tuple(found[skip : skip + limit])
        return Page(page, str(skip + limit) if skip + limit < len(found) else None)

    def rows(self, kind: NodeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        for node in self.known.values():
            if node.kind is kind:
                yield (node.id, *(getattr(node, name) for name in fields))

    def links(self, kind: EdgeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        for edge in self.all:
            if edge.kind is kind:
                yield (edge.start, edge.end, *(getattr(edge, name) for name in fields))


def standard(number: str, title: str = "", **more: Any) -> Standard:
    """A described edition in force, unless ``more`` says otherwise."""
    identifier = parse(number)
    given = {"title_zh": title or number, "level": identifier.level, "year": identifier.year, "described": True,
             "status_claim": Status.IN_FORCE}  # fmt: skip
    return Standard(id=f"standard:{number}", number=number, **{**given, **more})


def edge(kind: EdgeKind, start: str, end: str, **more: Any) -> Edge:
    """An edge between two numbers or ids; a number without year is a work."""

    def node(text: str) -> str:
        if ":" in text and not text.startswith(("ISO", "IEC")):
            return text
        return f"{'standard' if parse(text).dated else 'work'}:{text}"

    return EDGE_KINDS[kind](start=node(start), end=node(end), **more)


def cites(start: str, end: str, relation: str = "normative", **more: Any) -> Edge:
    return edge(EdgeKind.REFERENCES, start, end, relation=relation, dated=parse(end).dated, **more)
