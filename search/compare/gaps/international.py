"""International standards of a field: not adopted, adopted in an older edition, classes dense with them."""

from __future__ import annotations

from collections import defaultdict

from search.compare.gaps.model import Found, Gap, GapKind
from search.compare.gaps.world import INTERNATIONAL, World
from search.compare.registry import number_of, work_id
from search.compare.thresholds import threshold

_CLASS = 2  # levels of an ICS code: 35.240


def international_gaps(world: World, field: str, names: dict[str, str]) -> list[Found]:
    """``names`` of ICS classes by code."""
    ours = world.members(field)
    abroad = sorted(one for one in ours if world.level(one) in INTERNATIONAL)
    known = sum(len(edges) for edges in world.adoptions.values())
    searched = (("international_in_field", len(abroad)), ("adoptions_in_data", known))
    newer = _newer(world, field, searched)
    if not abroad:
        none = "数据中没有该领域的国际标准 no international standards of the field in the data"
        return [newer, *(Found(kind, (), none) for kind in (GapKind.NOT_ADOPTED, GapKind.DENSE_CLASS))]
    return [newer, _not_adopted(world, abroad, searched), _dense(world, abroad, names)]


def _not_adopted(world: World, abroad: list[str], searched: tuple[tuple[str, int], ...]) -> Found:
    if missing := _too_few(world):
        return Found(GapKind.NOT_ADOPTED, (), missing)
    gaps = []
    for one in abroad:
        standard = world.standards[one]
        if work_id(standard.number) in world.adoptions:
            continue
        title = standard.title_en or standard.title_zh or ""
        facts = (("number", standard.number), ("title", title))
        gaps.append(
            Gap(GapKind.NOT_ADOPTED, facts, (standard.number,), title, float(standard.year or 0), searched)
        )
    return Found(GapKind.NOT_ADOPTED, tuple(sorted(gaps, key=lambda gap: (-gap.weight, gap.fact("number")))))


def _too_few(world: World) -> str:
    """Why nothing can be told of what is not adopted: a register that names hardly any adoption leaves them out."""
    national = {one for one in world.in_use if world.level(one) == "national"}
    adopting = {edge.start for edges in world.adoptions.values() for edge in edges} & national
    if adopting and 100 * len(adopting) >= threshold("adopting_national") * len(national):
        return ""
    return (
        f"无法判断：现行国家标准 {len(national)} 项中只有 {len(adopting)} 项在数据中注明采用国际标准 cannot be told: "
        f"only {len(adopting)} of {len(national)} national standards in use name an adoption in the data"
    )


def _newer(world: World, field: str, searched: tuple[tuple[str, int], ...]) -> Found:
    ours = world.members(field)
    dated = [edge for own in world.adoptions.values() for edge in own if edge.end.startswith("standard:")]
    edges = [edge for edge in dated if edge.start in ours]
    if not edges:
        return Found(GapKind.NEWER_INTERNATIONAL, (), "该领域没有采用关系 no adoptions of the field in the data")
    registry = world.registry
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
    for code, members in world.classes.items():
        classes[".".join(code.split(".")[:_CLASS])] |= members
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
