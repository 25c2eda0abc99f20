"""What shows that a standard has an effect 实施效果, 二(十) 三(六): citations, adoption, conversion, being first. Pure.

Each fact comes with the edges or titles it rests on. Awards, subsidies and use in practice are in no data on standards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.ids import Level, Nature
from graph.kinds import EdgeKind, NodeKind, ReferenceRelation
from graph.model import Adopts, Edge, References, Replaces, Standard
from graph.store.base import Direction, GraphReader
from search.compare.registry import Registry, edges_of, standards_of, work_id
from search.network.bodies import First, drafted, first_on
from search.policy.measures import plain

_GOVERNMENT = frozenset({Level.NATIONAL, Level.INDUSTRY, Level.LOCAL})
_NO_USE = frozenset({ReferenceRelation.BIBLIOGRAPHY, ReferenceRelation.MENTION, ReferenceRelation.SERIES})


@dataclass(frozen=True, slots=True)
class Use:
    """An edition that cites or adopts the standard; ``target``: the number it names; ``text`` verbatim."""

    by: Standard
    target: str
    relation: str
    dated: bool
    place: str
    text: str

    @property
    def binding(self) -> bool:
        return self.by.nature is Nature.MANDATORY


@dataclass(frozen=True, slots=True)
class Conversion:
    """A national, industry or local standard that came of it: ``stated`` by 代替, else a later one of the same title,
    which is a lead and no proof."""

    to: Standard
    stated: bool
    text: str


@dataclass(frozen=True, slots=True)
class Effect:
    """All of it. ``mentions``: citations in lists of literature and the like, which are no use of a standard.

    ``adopts``: numbers of what it adopts itself, with the degree. ``first``: on its topic, None where not known.
    """

    uses: tuple[Use, ...]
    mentions: int
    adopted_by: tuple[Use, ...]
    adopts: tuple[tuple[str, str], ...]
    conversions: tuple[Conversion, ...]
    first: First | None


def effect(graph: GraphReader, standard: Standard, topic: str, day: date) -> Effect:
    """``topic``: what it is about, as titles would say it; empty: nobody can be first on it."""
    work = work_id(standard.number)
    own = {one.id for one in Registry(graph, day).editions(work)} | {standard.id}
    targets = [work, *own]
    cites = edges_of(graph, targets, Direction.IN, [EdgeKind.REFERENCES])
    adoptions = edges_of(graph, targets, Direction.IN, [EdgeKind.ADOPTS])
    by = standards_of(graph, (edge.start for edge in (*cites, *adoptions)))
    uses = [_use(edge, by[edge.start]) for edge in cites if _is_use(edge, by, own)]
    mentions = [edge for edge in cites if edge.start in by and edge.start not in own and not _is_use(edge, by, own)]
    return Effect(
        uses=tuple(sorted(uses, key=_by_weight)),
        mentions=len({edge.start for edge in mentions}),
        adopted_by=tuple(_use(one, by[one.start]) for one in adoptions if one.start in by and one.start not in own),
        adopts=tuple(
            (edge.end.partition(":")[2], edge.degree or "")
            for edge in edges_of(graph, [standard.id], Direction.OUT, [EdgeKind.ADOPTS])
            if isinstance(edge, Adopts)
        ),
        conversions=tuple(_conversions(graph, standard, targets)),
        first=first_on([one for one in drafted(graph, until=day) if topic in one.title], topic) if topic else None,
    )


def _is_use(edge: Edge, by: dict[str, Standard], own: set[str]) -> bool:
    return (
        isinstance(edge, References)
        and edge.relation not in _NO_USE
        and edge.start in by
        and by[edge.start].described
        and edge.start not in own
    )


def _use(edge: Edge, by: Standard) -> Use:
    target = edge.end.partition(":")[2]
    if isinstance(edge, References):
        return Use(by, target, edge.relation.value, edge.dated, edge.place or "", edge.text or "")
    assert isinstance(edge, Adopts)
    return Use(by, target, edge.degree or "adopts", "-" in target or ":" in target, "", edge.text or "")


def _by_weight(one: Use) -> tuple[bool, int, str]:
    """Mandatory standards first, then by level."""
    levels = list(Level)
    return (not one.binding, levels.index(one.by.level) if one.by.level else len(levels), one.by.number)


def _conversions(graph: GraphReader, standard: Standard, targets: Sequence[str]) -> list[Conversion]:
    if standard.level is not Level.GROUP:
        return []
    edges = [e for e in edges_of(graph, targets, Direction.IN, [EdgeKind.REPLACES]) if isinstance(e, Replaces)]
    new = standards_of(graph, (edge.start for edge in edges))
    stated = [
        Conversion(new[edge.start], True, edge.text or "")
        for edge in edges
        if edge.start in new and new[edge.start].level in _GOVERNMENT
    ]
    known = {one.to.id for one in stated}
    later = standards_of(graph, (node for node in _same_title(graph, standard) if node not in known))
    leads = [Conversion(one, False, one.title_zh or "") for _, one in sorted(later.items())]
    return stated + leads


def _same_title(graph: GraphReader, standard: Standard) -> list[str]:
    """National, industry and local standards of the very title, issued later."""
    if not standard.title_zh or standard.issued is None:
        return []
    title = plain(standard.title_zh)
    return [
        node
        for node, zh, level, issued in graph.rows(NodeKind.STANDARD, ("title_zh", "level", "issued"))
        if zh and level in _GOVERNMENT and issued is not None and issued > standard.issued and plain(zh) == title
    ]
