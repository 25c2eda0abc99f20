"""International standards of a field: not adopted, adopted in an older edition, classes dense with them."""

from __future__ import annotations

from collections import defaultdict

from graph.kinds import EdgeKind
from graph.model import Adopts
from search.compare.gaps.model import Found, Gap, GapKind
from search.compare.gaps.world import INTERNATIONAL, World
from search.compare.registry import Registry, number_of, work_id
from search.compare.thresholds import threshold

_CLASS = 2  # levels of an ICS code: 35.240


def international_gaps(
    world: World, field: str, adoptions: dict[str, list[Adopts]], names: dict[str, str]
) -> list[Found]:
    """``adoptions`` by work of the adopted document; ``names`` of ICS classes by code."""
    ours = world.members(field)
    abroad = sorted(one for one in ours if world.level(one) in INTERNATIONAL)
    known = sum(len(edges) for edges in adoptions.values())
    searched = (("international_in_field", len(abroad)), ("adoptions_in_data", known))
    newer = _newer(world, field, adoptions, searched)
    if not abroad:
        none = "数据中没有该领域的国际标准 no international standards of the field in the data"
        return [newer, *(Found(kind, (), none) for kind in (GapKind.NOT_ADOPTED, GapKind.DENSE_CLASS))]
    return [newer, _not_adopted(world, abroad, adoptions, searched), _dense(world, abroad, names)]


def adoptions_of(world: World) -> dict[str, list[Adopts]]:
    """All adoptions of standards in use, by work adopted; NEQ is none."""
    found: dict[str, list[Adopts]] = defaultdict(list)
    for start, end, degree in world.reader.links(EdgeKind.ADOPTS, ["degree"]):
        if degree != "NEQ" and start in world.in_use and world.level(start) not in INTERNATIONAL:
            found[work_id(number_of(end))].append(Adopts(start=start, end=end, degree=degree))
    return found


def _not_adopted(
    world: World, abroad: list[str], adoptions: dict[str, list[Adopts]], searched: tuple[tuple[str, int], ...]
) -> Found:
    if not adoptions:
        return Found(GapKind.NOT_ADOPTED, (), "数据中没有采用关系 no adoptions in the data")
    gaps = []
    for one in abroad:
        standard = world.standards[one]
        if work_id(standard.number) in adoptions:
            continue
        title = standard.title_en or standard.title_zh or ""
        facts = (("number", standard.number), ("title", title))
        gaps.append(
            Gap(GapKind.NOT_ADOPTED, facts, (standard.number,), title, float(standard.year or 0), searched)
        )
    return Found(GapKind.NOT_ADOPTED, tuple(sorted(gaps, key=lambda gap: (-gap.weight, gap.fact("number")))))


def _newer(
    world: World, field: str, adoptions: dict[str, list[Adopts]], searched: tuple[tuple[str, int], ...]
) -> Found:
    ours = world.members(field)
    dated = [edge for own in adoptions.values() for edge in own if edge.end.startswith("standard:")]
    edges = [edge for edge in dated if edge.start in ours]
    if not edges:
        return Found(GapKind.NEWER_INTERNATIONAL, (), "该领域没有采用关系 no adoptions of the field in the data")
    registry = Registry(world.reader, world.day)
    registry.load(work_id(number_of(edge.end)) for edge in edges)
    gaps = []
    for edge in edges:
        adopted, work = number_of(edge.end), work_id(number_of(edge.end))
        applying = registry.applying(work)
        year = next((one.year for one in registry.editions(work) if one.number == adopted), None)
        if applying is None or year is None or (applying.year or 0) <= year:
            continue
        number = number_of(edge.start)
        facts = (("number", number), ("adopted", adopted), ("newer", applying.number))
        gap = Gap(
            GapKind.NEWER_INTERNATIONAL, facts, (number, applying.number), applying.title_en or "",
            float((applying.year or 0) - year), searched,
        )  # fmt: skip
        gaps.append(gap)
    return Found(GapKind.NEWER_INTERNATIONAL, tuple(sorted(gaps, key=lambda gap: (-gap.weight, gap.fact("number")))))


def _dense(world: World, abroad: list[str], names: dict[str, str]) -> Found:
    """ICS classes with many international standards of the field and few or no group standards at all."""
    classes: dict[str, set[str]] = defaultdict(set)
    for start, end in world.reader.links(EdgeKind.CLASSIFIED_AS):
        if start in world.in_use and end.startswith("class:ICS "):
            code = ".".join(end.removeprefix("class:ICS ").split(".")[:_CLASS])
            classes[code].add(start)
    wanted = set(abroad)
    gaps = []
    for code, ids in sorted(classes.items()):
        here = sorted(ids & wanted)
        group = sum(world.level(one) == "group" for one in ids)
        chinese = sum(world.level(one) not in INTERNATIONAL for one in ids)
        if len(here) < threshold("dense_items") or group * threshold("dense_items") > len(here):
            continue
        facts = (("code", code), ("name", names.get(code, "")), ("count", len(here)), ("group", group),
                 ("chinese", chinese))  # fmt: skip
        shown = tuple(world.standards[one].number for one in here[:20])
        searched = (("standards_of_class", len(ids)), ("classes", len(classes)))
        query = world.standards[here[0]].title_en or ""
        gaps.append(Gap(GapKind.DENSE_CLASS, facts, shown, query, len(here) / (1 + group), searched))
    return Found(GapKind.DENSE_CLASS, tuple(sorted(gaps, key=lambda gap: (-gap.weight, gap.fact("code")))))
