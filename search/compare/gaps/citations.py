"""Gaps that citations show: numbers the data does not hold, and withdrawn standards that are still cited."""

from __future__ import annotations

from collections import defaultdict

from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind
from graph.store.base import Direction
from search.compare.exposure import relation_of
from search.compare.gaps.model import Found, Gap, GapKind
from search.compare.gaps.world import World
from search.compare.registry import edges_of, number_of, sibling_works, work_id

_REQUIRING = frozenset({"normative", "in_text", "test_method"})


def citation_gaps(world: World, field: str) -> list[Found]:
    members = world.members(field)
    edges = [
        edge
        for edge in edges_of(world.reader, members, Direction.OUT, [EdgeKind.REFERENCES])
        if relation_of(edge) in _REQUIRING
    ]
    kinds = (GapKind.CITED_MISSING, GapKind.CITED_WITHDRAWN)
    if not edges:
        return [Found(kind, (), "领域内的标准没有引用数据 no references of the field in the data") for kind in kinds]
    citing: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        citing[edge.end].add(number_of(edge.start))
    registry = world.registry
    works = {end: (work_id(number_of(end)), _works(number_of(end))) for end in citing}
    siblings = {work for _, others in works.values() for work in others}
    registry.load(siblings)
    registry.load_parts(work for work, _ in works.values())
    registry.load_successors(one.number for work in siblings for one in registry.described(work))
    searched = (("references_of_field", len(edges)), ("standards_in_data", len(world.standards)))
    missing, withdrawn = [], []
    for end, by in sorted(citing.items()):
        cited = number_of(end)
        facts = (("number", "、".join(sorted(by))), ("cited", cited))
        work, others = works[end]
        known = [one for other in others for one in registry.described(other)]
        if not known and not registry.parts(work):
            missing.append(Gap(GapKind.CITED_MISSING, facts, tuple(sorted(by)), cited, float(len(by)), searched))
            continue
        level = known[-1].level if known else None
        own = registry.described(work)
        ended = own and all(registry.ended(one) for one in own)
        followed = any(registry.successors(one.number) for one in own) or len(own) < len(known)
        if ended and not followed and level == "national":
            standards = (*sorted(by), *(one.number for one in own))
            withdrawn.append(Gap(GapKind.CITED_WITHDRAWN, facts, standards, own[-1].title_zh or "", len(by), searched))
    return [_found(kind, gaps) for kind, gaps in zip(kinds, (missing, withdrawn), strict=True)]


def _works(number: str) -> tuple[str, ...]:
    try:
        return sibling_works(parse(number))
    except InvalidIdentifier:
        return (work_id(number),)


def _found(kind: GapKind, gaps: list[Gap]) -> Found:
    return Found(kind, tuple(sorted(gaps, key=lambda gap: (-gap.weight, gap.fact("cited")))))
