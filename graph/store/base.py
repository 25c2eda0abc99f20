"""The port through which the graph is read. Both projections (embedded file, Neo4j) give the same answers.

Paging is by cursor: a page names the cursor of the next one, ``None`` at the end. Orders are total, so that pages
neither repeat nor leave out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from graph.kinds import EdgeKind, NodeKind
from graph.model import Edge, Node, Standard

T = TypeVar("T")
MAX_PAGE = 1000
MAX_BATCH = 100_000  # edges of one batch


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items, and the cursor from which the next page starts."""

    items: tuple[T, ...]
    next: str | None = None


def page_size(limit: int) -> int:
    """The number of items of one page; ``ValueError`` for a limit below 1."""
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    return min(limit, MAX_PAGE)


def batch_size(limit: int) -> int:
    """The number of edges of one batch; ``ValueError`` for a limit below 1."""
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    return min(limit, MAX_BATCH)


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of nodes and edges a kind; kinds without any are left out."""

    nodes: dict[NodeKind, int]
    edges: dict[EdgeKind, int]


class GraphReader(Protocol):
    """What every projection answers."""

    def node(self, node_id: str) -> Node | None:
        """The node with this id."""

    def nodes(self, node_ids: Sequence[str]) -> list[Node]:
        """The nodes with these ids, in this order; unknown ones are left out."""

    def page(self, kind: NodeKind, *, after: str | None = None, limit: int = 100) -> Page[Node]:
        """All nodes of a kind by id (code-point order), a page at a time."""

    def edges(
        self, node_id: str, direction: Direction, kinds: Iterable[EdgeKind] | None = None, *,
        after: str | None = None, limit: int = 100,
    ) -> Page[Edge]:  # fmt: skip
        """The edges that start (or end) at a node, ordered by kind, place in a list, other end and relation."""

    def rows(self, kind: NodeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        """``(id, *fields)`` of every node of a kind, unordered, for analyses of the whole graph.

        Dates are ``date``, lists tuples, what is not set is None. ``ValueError`` for a field the kind has not.
        """

    def links(self, kind: EdgeKind, fields: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        """``(start, end, *fields)`` of every edge of a kind, unordered; as :meth:`rows`."""

    def edges_of(
        self, node_ids: Sequence[str], direction: Direction, kinds: Iterable[EdgeKind], *,
        after: str | None = None, limit: int = MAX_BATCH,
    ) -> Page[Edge]:  # fmt: skip
        """The edges that start (or end) at any of these nodes, in few queries: what a traversal asks a step at a time.

        Ordered by kind of the nodes, then node, kind of edge, place in a list, other end and relation. Ids that are
        not known have none; one named twice counts once.
        """

    def editions(self, work: str) -> list[Standard]:
        """All editions of the work with this number, oldest first."""

    def predecessors(self, number: str, limit: int = 100) -> list[tuple[str, int]]:
        """Numbers of editions it replaces, with the steps between, nearest first."""

    def successors(self, number: str, limit: int = 100) -> list[tuple[str, int]]:
        """Numbers of editions that replace it, with the steps between, nearest first."""

    def counts(self) -> Counts:
        """Numbers of nodes and edges."""

    def close(self) -> None:
        """Let go of files and connections."""
