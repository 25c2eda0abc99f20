"""Exposure: who depends on a standard, directly and through others, and by which chain of citations.

A step leads from a cited standard to one that cites or adopts it. Strong steps (normative, required by a clause, test
method, adoption: ``data/dependency.csv``) carry a change on; weak ones (bibliography, a mention) end the chain. A dated
citation stays with its edition, an undated one follows the edition in force (GB/T 1.1-2020, 8.6.2): so a chain goes on
from an edition by its dated citations always, by the undated ones of its work only where they mean it on the day.

The graph is asked a frontier at a time, four queries a step, whatever the number of standards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from graph.errors import NotFound
from graph.ids import parse
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Adopts, Edge, References, Standard, node_id
from graph.status import StatusOn
from graph.store.base import Direction, GraphReader
from search.compare import tables
from search.compare.registry import Registry, edges_of, number_of, standards_of, work_id

MAX_DEPTH = 10
MAX_FOUND = 50_000  # standards followed at most


@dataclass(frozen=True, slots=True)
class Hop:
    """One step: ``citing`` cites ``cited`` (a number with or without year)."""

    citing: str
    cited: str
    relation: str
    dated: bool
    strong: bool
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Dependent:
    """A standard that depends on the one asked for. ``hops`` lead from it to the one asked for, nearest to it first.

    ``strong``: every step of the chain is; ``follows``: the last step is undated, so that it follows a new edition.
    """

    standard: Standard
    status: StatusOn
    hops: tuple[Hop, ...]

    @property
    def depth(self) -> int:
        return len(self.hops)

    @property
    def strong(self) -> bool:
        return all(hop.strong for hop in self.hops)

    @property
    def follows(self) -> bool:
        return not self.hops[-1].dated


@dataclass(frozen=True, slots=True)
class Exposure:
    """All dependents, strong ones first, then by depth and number. ``truncated``: there are more than were followed."""

    number: str
    editions: tuple[Standard, ...]  # what was asked for: that edition, or all of the work
    applying: Standard | None  # the edition that undated citations mean on the day
    day: date
    dependents: tuple[Dependent, ...]
    truncated: bool = False
    issuers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def counts(self) -> dict[str, dict[str, int]]:
        """Numbers of dependents by depth, level, issuer, field, status, dating and strength."""
        groups: dict[str, Counter[str]] = {name: Counter() for name in _GROUPS}
        for one in self.dependents:
            groups["depth"][str(one.depth)] += 1
            groups["level"][one.standard.level or "unknown"] += 1
            groups["status"][one.status.status] += 1
            groups["dating"]["undated" if one.follows else "dated"] += 1
            groups["strength"]["strong" if one.strong else "weak"] += 1
            groups["issuer"].update(self.issuers.get(one.standard.id, ()))
            groups["field"].update(self.fields.get(one.standard.id, ()))
        return {name: dict(group.most_common()) for name, group in groups.items()}


_GROUPS = ("depth", "level", "status", "dating", "strength", "issuer", "field")


@cache
def _strong() -> frozenset[str]:
    return frozenset(row["relation"] for row in tables.rows("dependency") if row["strength"] == "strong")


def relation_of(edge: Edge) -> str:
    """The relation of a citation, or ``adopts``; NEQ is a correspondence, not an adoption."""
    if isinstance(edge, References):
        return edge.relation.value
    return "corresponds" if isinstance(edge, Adopts) and edge.degree == "NEQ" else "adopts"


def exposure(reader: GraphReader, number: str, day: date, *, depth: int = 5, most: int = MAX_FOUND) -> Exposure:
    """Dependents of an edition, or (number without year) of all editions of a work.

    Raises :class:`~graph.errors.NotFound` for a number the graph does not hold, ``ValueError`` for a wrong depth.
    """
    if not 1 <= depth <= MAX_DEPTH:
        raise ValueError(f"depth must be 1 to {MAX_DEPTH}, not {depth}")
    registry = Registry(reader, day)
    identifier = parse(number)
    work = node_id(NodeKind.WORK, identifier.work.canonical)
    editions = registry.editions(work)
    if identifier.dated:
        editions = tuple(one for one in editions if one.number == identifier.canonical)
    if not editions and (identifier.dated or reader.node(work) is None):
        raise NotFound("{number}: not in the data", number=identifier.canonical)
    chains, truncated = _walk(registry, {work, *(one.id for one in editions)}, depth, most)
    standards = standards_of(reader, chains)
    dependents = [
        Dependent(standards[node], registry.status(standards[node]), hops)
        for node, hops in chains.items()
        if node in standards
    ]
    dependents.sort(key=lambda one: (not one.strong, one.depth, one.standard.number))
    ids = [one.standard.id for one in dependents]
    return Exposure(
        identifier.canonical, editions, registry.applying(work), day, tuple(dependents), truncated,
        _by_start(edges_of(reader, ids, Direction.OUT, [EdgeKind.ISSUED_BY])),
        _by_start(edges_of(reader, ids, Direction.OUT, [EdgeKind.IN_DOMAIN])),
    )  # fmt: skip


def _by_start(edges: Iterable[Edge]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for edge in edges:
        found.setdefault(edge.start, []).append(number_of(edge.end))
    return {start: tuple(ends) for start, ends in found.items()}


def _walk(registry: Registry, start: set[str], depth: int, most: int) -> tuple[dict[str, tuple[Hop, ...]], bool]:
    """Chains by the id of the dependent; of several the strong one, then the shortest, then the first by number."""
    chains: dict[str, tuple[Hop, ...]] = {}
    reached: dict[str, tuple[Hop, ...]] = dict.fromkeys(sorted(start | _series(registry, start)), ())
    frontier = set(reached)
    parents = frontier - start  # works that stand for all parts
    for _ in range(depth):
        found: dict[str, tuple[Hop, ...]] = {}
        for edge in edges_of(
            registry.reader, frontier, Direction.IN, [EdgeKind.REFERENCES, EdgeKind.ADOPTS], limit=20 * most
        ):
            if edge.start in start or (edge.end in parents and not getattr(edge, "all_parts", False)):
                continue
            chain = (_hop(edge), *reached[edge.end])
            for known in (chains, found):
                if edge.start in known and _better(known[edge.start], chain):
                    break
            else:
                found[edge.start] = chain
        room = most - len(chains.keys() - found.keys())
        if len(found) > room:
            kept = sorted(found, key=lambda node: (not _is_strong(found[node]), node))[:room]
            chains |= {node: found[node] for node in kept}
            return chains, True
        chains |= found
        carrying = {node: chain for node, chain in found.items() if _is_strong(chain)}
        works = _works_meant(registry, carrying)
        reached = carrying | {work: carrying[node] for work, node in works.items()}
        series = {up: reached[of] for of, up in _parents(registry, works).items() if up not in reached}
        parents = set(series)
        reached |= series
        frontier = set(reached)
        if not frontier:
            break
    return chains, False


def _hop(edge: Edge) -> Hop:
    relation = relation_of(edge)
    dated = edge.end.startswith("standard:")
    place = edge.place if isinstance(edge, References) else None
    return Hop(number_of(edge.start), number_of(edge.end), relation, dated, relation in _strong(), place)


def _is_strong(chain: Sequence[Hop]) -> bool:
    return all(hop.strong for hop in chain)


def _better(known: tuple[Hop, ...], other: tuple[Hop, ...]) -> bool:
    """Whether the chain known already is at least as good."""
    return _rank(known) <= _rank(other)


def _rank(chain: tuple[Hop, ...]) -> tuple[bool, int, str]:
    return not _is_strong(chain), len(chain), chain[0].relation


def _works_meant(registry: Registry, nodes: Iterable[str]) -> dict[str, str]:
    """Works whose undated citations mean one of these editions, with that edition."""
    of = {node: work_id(number_of(node)) for node in nodes}
    registry.load(of.values())
    found = {}
    for node, work in of.items():
        applying = registry.applying(work)
        if applying is None or applying.id == node:
            found[work] = node
    return found


def _parents(registry: Registry, works: Iterable[str]) -> dict[str, str]:
    """The work that stands for all parts, by part."""
    return {edge.start: edge.end for edge in edges_of(registry.reader, works, Direction.OUT, [EdgeKind.PART_OF])}


def _series(registry: Registry, start: set[str]) -> set[str]:
    return set(_parents(registry, [node for node in start if node.startswith("work:")]).values())


IN_USE = (Status.IN_FORCE, Status.UPCOMING, Status.UNKNOWN)
