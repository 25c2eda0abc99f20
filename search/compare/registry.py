"""Editions and works as analyses need them: loaded in batches, judged on a day.

An undated number means the edition in force on the day, all amendments included (GB/T 1.1-2020, 8.6.2); a dated one
that edition, even if it has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.ids import InvalidIdentifier, StandardId, parse
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Edge, Node, Replaces, Standard, node_id
from graph.status import StatusOn, status_on
from graph.store.base import Direction, GraphReader

BATCH = 5_000  # nodes asked for at once
_APPLIES = {Status.IN_FORCE: 3, Status.UNKNOWN: 2, Status.UPCOMING: 1}  # what an undated number means, best first
ENDED = frozenset({Status.WITHDRAWN, Status.REPLACED})


def chunks(items: Sequence[str], size: int = BATCH) -> Iterator[Sequence[str]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


def edges_of(
    reader: GraphReader, nodes: Iterable[str], direction: Direction, kinds: Sequence[EdgeKind], limit: int | None = None
) -> list[Edge]:
    """All edges of a set of nodes; at most about ``limit`` where one is given."""
    found: list[Edge] = []
    for part in chunks(sorted(set(nodes))):
        after: str | None = None
        while True:
            page = reader.edges_of(part, direction, kinds, after=after)
            found += page.items
            after = page.next
            if limit is not None and len(found) > limit:
                return found
            if after is None:
                break
    return found


def nodes_of(reader: GraphReader, ids: Iterable[str]) -> dict[str, Node]:
    """Nodes by id; unknown ones are left out."""
    found: dict[str, Node] = {}
    for part in chunks(sorted(set(ids))):
        found |= {node.id: node for node in reader.nodes(part)}
    return found


def standards_of(reader: GraphReader, ids: Iterable[str]) -> dict[str, Standard]:
    return {key: node for key, node in nodes_of(reader, ids).items() if isinstance(node, Standard)}


def number_of(node: str) -> str:
    """``standard:GB/T 1.1-2020`` → ``GB/T 1.1-2020``."""
    return node.partition(":")[2]


def work_id(number: str) -> str:
    """Id of the work of a number; of the number itself where it cannot be read."""
    try:
        return node_id(NodeKind.WORK, parse(number).work.canonical)
    except InvalidIdentifier:
        return node_id(NodeKind.WORK, number)


def sibling_works(identifier: StandardId) -> tuple[str, ...]:
    """Works of the same serial under any nature: GB 1499.2, GB/T 1499.2, GB/Z 1499.2 (one lineage)."""
    work = identifier.work
    if identifier.lineage == work.canonical and "/" in work.prefix:
        return (node_id(NodeKind.WORK, work.canonical),)  # T/CAS and the like have no siblings
    base = identifier.lineage.split(" ", 1)[0]
    rest = work.canonical[len(work.prefix) :]
    names = dict.fromkeys((work.canonical, base + rest, f"{base}/T{rest}", f"{base}/Z{rest}"))
    return tuple(node_id(NodeKind.WORK, name) for name in names)


@dataclass(frozen=True, slots=True)
class Successor:
    """An edition that takes the place of another, wholly or in part; ``moved``: under another number."""

    number: str
    partial: bool
    moved: bool


class Registry:
    """Editions of works, by batches; a view of one reader on one day."""

    def __init__(self, reader: GraphReader, day: date) -> None:
        self.reader, self.day = reader, day
        self._editions: dict[str, tuple[Standard, ...]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._successors: dict[str, tuple[Successor, ...]] = {}

    def load(self, works: Iterable[str]) -> None:
        """Load the editions of works (ids); what is loaded already is not asked again."""
        wanted = sorted({work for work in works if work not in self._editions})
        for part in chunks(wanted):
            edges = edges_of(self.reader, part, Direction.IN, [EdgeKind.EDITION_OF])
            standards = standards_of(self.reader, (edge.start for edge in edges))
            found: dict[str, list[Standard]] = {work: [] for work in part}
            for edge in edges:
                if edge.start in standards:
                    found[edge.end].append(standards[edge.start])
            for work, editions in found.items():
                self._editions[work] = tuple(sorted(editions, key=lambda s: (s.year or 0, s.number)))

    def load_parts(self, works: Iterable[str]) -> None:
        """Load the parts of works: GB/T 2910 has GB/T 2910.1 …"""
        wanted = sorted({work for work in works if work not in self._parts})
        found: dict[str, list[str]] = {work: [] for work in wanted}
        for edge in edges_of(self.reader, wanted, Direction.IN, [EdgeKind.PART_OF]):
            found[edge.end].append(edge.start)
        self._parts |= {work: tuple(sorted(parts)) for work, parts in found.items()}

    def load_successors(self, numbers: Iterable[str]) -> None:
        """Load what replaces editions directly."""
        wanted = sorted({number for number in numbers if number not in self._successors})
        ids = {node_id(NodeKind.STANDARD, number): number for number in wanted}
        found: dict[str, list[Successor]] = {number: [] for number in wanted}
        for edge in edges_of(self.reader, ids, Direction.IN, [EdgeKind.REPLACES]):
            if isinstance(edge, Replaces):
                new, old = number_of(edge.start), ids[edge.end]
                found[old].append(Successor(new, edge.partial, work_id(new) != work_id(old)))
        self._successors |= {number: tuple(new) for number, new in found.items()}

    def editions(self, work: str) -> tuple[Standard, ...]:
        """All editions of a work (id), oldest first, also those only mentioned by others."""
        self.load([work])
        return self._editions[work]

    def described(self, work: str) -> tuple[Standard, ...]:
        """The editions with a record of their own."""
        return tuple(one for one in self.editions(work) if one.described)

    def parts(self, work: str) -> tuple[str, ...]:
        """Ids of the works that are parts of this one."""
        self.load_parts([work])
        return self._parts[work]

    def successors(self, number: str) -> tuple[Successor, ...]:
        """What replaces an edition: as sources say, else as the dates of its own work give it."""
        self.load_successors([number])
        if self._successors[number]:
            return self._successors[number]
        own = next((one for one in self.editions(work_id(number)) if one.number == number), None)
        if own is not None and own.succeeded_by:
            return (Successor(own.succeeded_by, False, work_id(own.succeeded_by) != work_id(number)),)
        return ()

    def status(self, standard: Standard) -> StatusOn:
        return status_on(standard, self.day)

    def ended(self, standard: Standard) -> bool:
        return self.status(standard).status in ENDED

    def applying(self, work: str) -> Standard | None:
        """The edition that an undated number means on the day; None where no edition is described or all have ended."""
        able = [one for one in self.described(work) if self.status(one).status in _APPLIES]
        return max(able, key=lambda one: (_APPLIES[self.status(one).status], one.year or 0), default=None)

    def edition(self, number: str) -> Standard | None:
        """The described edition of a dated number."""
        return next((one for one in self.described(work_id(number)) if one.number == number), None)
