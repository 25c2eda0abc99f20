"""Whether a cited clause exists in an edition whose text is in the data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.kinds import EdgeKind
from graph.model import Clause, Standard
from graph.store.base import Direction, GraphReader
from search.compare.registry import edges_of, nodes_of

_NUMBER = re.compile(r"(?:附录\s*)?([A-Z](?:\.\d+)*|\d+(?:\.\d+)*)")
_DEPTH = 6
_READ = 3  # chapters from which a text counts as read in clauses


class Clauses:
    """Numbers and titles of the clauses of some editions."""

    def __init__(self, reader: GraphReader, editions: Iterable[Standard]) -> None:
        self._of: dict[str, dict[str, str]] = {}
        owner = {one.id: one.id for one in editions}
        frontier = set(owner)
        for _ in range(_DEPTH):
            edges = [e for e in edges_of(reader, frontier, Direction.OUT, [EdgeKind.HAS_CLAUSE]) if e.end not in owner]
            nodes = nodes_of(reader, (edge.end for edge in edges))
            for edge in edges:
                owner[edge.end] = owner[edge.start]
                node = nodes.get(edge.end)
                if isinstance(node, Clause) and (number := _plain(node.number)):
                    self._of.setdefault(owner[edge.start], {})[number] = node.title_zh or ""
            frontier = {edge.end for edge in edges}
            if not frontier:
                break

    def lacks(self, edition: Standard, clause: str) -> bool:
        """True only where it is sure: the text is known, and clauses beside the one cited were read."""
        number, known = _plain(clause), self._of.get(edition.id, {})
        if not number or number in known or len(self._beside(edition, "")) < _READ:
            return False
        parent = number.rpartition(".")[0]
        if parent and parent not in known:
            return self.lacks(edition, parent)
        beside = self._beside(edition, parent)
        return any(one.isdigit() == number.isdigit() for one in beside) if not parent else bool(beside)

    def _beside(self, edition: Standard, parent: str) -> list[str]:
        return [one for one in self._of.get(edition.id, {}) if one.rpartition(".")[0] == parent]

    def elsewhere(self, edition: Standard, clause: str) -> str:
        """What stands in the place of a missing clause, for the sentence."""
        number = _plain(clause)
        while number and number.rpartition(".")[0] not in ("", *self._of.get(edition.id, {})):
            number = number.rpartition(".")[0]
        beside = self._beside(edition, number.rpartition(".")[0])
        if not beside:
            return ""
        last = max(beside, key=lambda one: [int(p) if p.isdigit() else 0 for p in one.split(".")])
        title = self._of[edition.id][last]
        return f"（该处最后一条 the last there: {last}{' ' + title if title else ''}）"


def _plain(number: str) -> str:
    match = _NUMBER.fullmatch(number.strip())
    return match[1] if match else ""
