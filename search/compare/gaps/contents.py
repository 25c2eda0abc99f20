"""Gaps that the contents of standards show: limits without a test method, terms that nobody at hand defines."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from graph.kinds import EdgeKind
from graph.limits import Limit
from graph.model import Clause
from graph.store.base import Direction
from search.compare import tables
from search.compare.exposure import relation_of
from search.compare.gaps.model import Found, Gap, GapKind
from search.compare.gaps.world import World
from search.compare.registry import edges_of, nodes_of, number_of, work_id
from search.compare.thresholds import threshold
from search.compare.watch.model import limits_of

_METHODS = ("试验方法", "检验方法", "测定方法", "检测方法", "监测", "测定", "分析方法", "测试方法", "检测")
_BRACKETS = re.compile(r"\(([^()]*)\)$")
_COMPOUNDS = re.compile(r"及其化合物$")  # 镍及其化合物 is measured as 镍
_BLANK = re.compile(r"\s+")
_TITLES = re.compile(r"(?:GB|HJ|DB|JB|HG)[^\n]{0,30}?[0-9][^\n]*|《[^》]*》")  # lines that name other documents
_AWAITED = re.compile(r"方法标准(?:发布|实施)后")
_REACH = 4  # levels of clauses


def method_gaps(world: World, field: str) -> Found:
    """Limits of quantities for which neither the limit nor a clause nor a reference of the standard names a method."""
    kind, members = GapKind.NO_TEST_METHOD, world.members(field)
    limits = {one: own for one, own in limits_of(world.reader, members).items() if own}
    if not limits:
        return Found(kind, (), "领域内的标准没有限值数据 no limits of the field in the data")
    methods: dict[str, int] = defaultdict(int)
    for edge in edges_of(world.reader, limits, Direction.OUT, [EdgeKind.REFERENCES]):
        methods[edge.start] += relation_of(edge) == "test_method"
    texts = _texts(world, set(limits))
    searched = (("standards_with_limits", len(limits)), ("limits", sum(map(len, limits.values()))))
    plain = {None, "", "1", *(row["unit"] for row in tables.rows("plain_units"))}  # need no test method
    derived = tables.column("derived_quantities", "word", "why")  # computed, not measured
    gaps = []
    for one, own in sorted(limits.items()):
        number = world.standards[one].number
        spoken = _plain("\n".join(filter(_on_methods, texts[one])))
        for name, limit in _by_characteristic(own).items():
            if limit.method or limit.unit in plain or (methods[one] and not spoken):
                continue
            if any(word in name for word in derived) or any(_spoken_of(one, spoken, own) for one in _names(name)):
                continue
            place = limit.places[0] if limit.places else None
            where = " ".join(filter(None, (place.clause, place.table))) if place else ""
            facts = (("number", number), ("characteristic", name), ("place", where or "—"))
            gaps.append(Gap(kind, facts, (number,), f"{name}的测定", 1.0, searched))
    return Found(kind, tuple(gaps))


def _spoken_of(name: str, text: str, limits: tuple[Limit, ...]) -> bool:
    """Whether a text names a quantity itself, not a longer one that holds its name: 苯 is not named by 甲苯."""
    others = {_names(one.characteristic)[0] for one in limits}
    longer = {other for other in others if name in other and other != name}
    for other in sorted(longer, key=len, reverse=True):
        text = text.replace(other, "")
    return name in text


def _on_methods(text: str) -> bool:
    """Whether a clause (title and text) is on methods; not one whose limits wait for a method to be published."""
    title = text.partition("\n")[0]
    return any(word in text for word in _METHODS) and (
        _AWAITED.search(text) is None or any(word in title for word in _METHODS)
    )


def _names(characteristic: str) -> tuple[str, ...]:
    """What a quantity is called: 化学需氧量(CODCr) is 化学需氧量 or CODCr; not a basis (以NO2计), a footnote (1)."""
    base, inside = _plain(characteristic).rstrip("0123456789"), []
    while (end := _BRACKETS.search(base)) is not None and end.start():
        if len(end[1]) > 1 and not end[1].startswith("以"):
            inside.append(end[1])
        base = base[: end.start()]
    return (_COMPOUNDS.sub("", base), *inside)


def _plain(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def _by_characteristic(limits: tuple[Limit, ...]) -> dict[str, Limit]:
    """One limit of each quantity; one with a method where there is one."""
    found: dict[str, Limit] = {}
    for limit in limits:
        if limit.modality.value == "shall" and (limit.characteristic not in found or limit.method):
            found[limit.characteristic] = limit
    return found


def _texts(world: World, standards: set[str]) -> dict[str, list[str]]:
    """Texts of the clauses of some standards, with the titles above them."""
    owner = {one: (one, "") for one in standards}
    found: dict[str, list[str]] = {one: [] for one in standards}
    frontier = set(standards)
    for _ in range(_REACH):
        below = edges_of(world.reader, frontier, Direction.OUT, [EdgeKind.HAS_CLAUSE])
        edges = [edge for edge in below if edge.end not in owner]
        nodes = nodes_of(world.reader, (edge.end for edge in edges))
        for edge in edges:
            node = nodes.get(edge.end)
            if isinstance(node, Clause):
                of, above = owner[edge.start]
                title = f"{above} {node.title_zh or ''}"
                owner[edge.end] = (of, title)
                found[of].append(f"{title}\n{node.text or ''}")
        frontier = {edge.end for edge in edges if edge.end in owner}
        if not frontier:
            break
    return found


def term_gaps(world: World, field: str) -> Found:
    """Terms that another standard in the data defines, used in clauses of one that neither defines nor cites them."""
    kind, members = GapKind.UNDEFINED_TERM, world.members(field)
    texts = {one: "\n".join(own) for one, own in _texts(world, set(members)).items() if own}
    if not texts:
        return Found(kind, (), "领域内的标准没有条文 no texts of the field in the data")
    defined, holders = world.terms
    cited = _cited(world, set(texts))
    searched = (("standards_with_text", len(texts)), ("terms_defined_in_data", len(holders)))
    gaps = []
    for one, whole in sorted(texts.items()):
        text = _TITLES.sub("", whole)
        known = set().union(*(defined.get(other, set()) for other in (one, *cited[one])))
        number = world.standards[one].number
        for term, by in holders.items():
            if len(by) < threshold("term_holders"):
                continue
            count = text.count(term) if term not in known and not any(term in other for other in known) else 0
            if count >= threshold("term_uses"):
                names = "、".join(number_of(holder) for holder in sorted(by)[:3])
                facts = (("number", number), ("term", term), ("count", count), ("holders", names))
                gaps.append(Gap(kind, facts, (number, *map(number_of, sorted(by)[:3])), term, float(count), searched))
    return Found(kind, tuple(sorted(gaps, key=lambda gap: (-gap.weight, gap.fact("term")))))


def _cited(world: World, standards: set[str]) -> dict[str, set[str]]:
    """Editions that standards cite, undated citations as they are meant on the day."""
    registry = world.registry
    edges = edges_of(world.reader, standards, Direction.OUT, [EdgeKind.REFERENCES])
    registry.load(work_id(number_of(edge.end)) for edge in edges)
    found: dict[str, set[str]] = {one: set() for one in standards}
    for edge in edges:
        applying = registry.applying(edge.end) if edge.end.startswith("work:") else None
        found[edge.start].add(applying.id if applying else edge.end)
    return found
