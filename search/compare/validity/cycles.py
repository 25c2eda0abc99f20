"""References in circles: a document whose citations lead back to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.ids import StandardId
from graph.kinds import EdgeKind, NodeKind
from graph.model import node_id
from graph.store.base import Direction, GraphReader
from search.compare.exposure import relation_of
from search.compare.registry import Registry, edges_of, number_of, work_id

_DEPTH = 3
_MOST = 2_000  # standards looked at
_REQUIRING = frozenset({"normative", "in_text", "test_method"})


def cycles(
    reader: GraphReader, subject: StandardId, cited: Iterable[str], day: date, *, depth: int = _DEPTH
) -> tuple[tuple[str, ...], ...]:
    """Shortest circles of requiring references from ``subject`` over numbers it cites: (subject, …, subject)."""
    registry = Registry(reader, day)
    home = node_id(NodeKind.WORK, subject.work.canonical)
    paths = _meant(registry, {number: (number,) for number in cited if work_id(number) != home})
    seen = set(paths)
    found: list[tuple[str, ...]] = []
    for _ in range(depth):
        onward: dict[str, tuple[str, ...]] = {}
        for edge in edges_of(reader, paths, Direction.OUT, [EdgeKind.REFERENCES]):
            number = number_of(edge.end)
            if relation_of(edge) not in _REQUIRING:
                continue
            if work_id(number) == home:
                found.append((subject.canonical, *paths[edge.start], subject.canonical))
            else:
                onward.setdefault(number, (*paths[edge.start], number))
        paths = {node: path for node, path in _meant(registry, onward).items() if node not in seen}
        seen |= set(paths)
        if not paths or len(seen) > _MOST:
            break
    return tuple(dict.fromkeys(found))


def _meant(registry: Registry, paths: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Ids of the editions that numbers mean, with the path to each."""
    registry.load(work_id(number) for number in paths)
    found: dict[str, tuple[str, ...]] = {}
    for number, path in paths.items():
        work = work_id(number)
        edition = registry.applying(work) if node_id(NodeKind.WORK, number) == work else registry.edition(number)
        if edition is not None:
            found.setdefault(edition.id, path)
    return found
