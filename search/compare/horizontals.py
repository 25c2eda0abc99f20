"""Standards that apply through what the object is 横向标准 / 通用强制性标准.

A draft on 婴幼儿连体服 need not name GB 18401 to be bound by it: the scope of GB 18401 covers all textiles.
``graph/data/objects/horizontals.csv`` says, work by work, which classes its scope covers and on which topics; the class
tree says whether the draft's object belongs there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from search.compare import tables
from search.compare.matches import Grade
from search.compare.recognition import recognise
from search.compare.titles import TitleParts

# A limit on the product does not bind a standard on how something is done, unless that names the topic.
_ON_DOING = frozenset({"process", "construction", "design", "method", "terminology", "coding", "symbol"})
_AROUND = frozenset({"grading", "evaluation", "guide", "classification", "principle"})
ANY_OBJECT = "*"  # a rule whose topic alone decides, whatever the object
_SUPPORTING = frozenset({"method", "terminology", "coding", "symbol"})
_SAFETY = frozenset({"电气安全", "机械安全", "电池安全", "功能安全", "服务安全", "消防", "防爆", "结构安全"})
_WEAKER: dict[str, Grade] = {"duplicate": "substantial", "substantial": "related", "related": "related"}


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """One row of the table: `work` covers `classes`, on `topics` it settles a draft up to `by_topic`."""

    work: str
    title: str
    classes: frozenset[str]
    topics: frozenset[str]
    by_topic: str
    by_class: str
    yields_to: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class HorizontalHit:
    """A rule that fired: the grade it warrants, through which class and topic, and how near the class is."""

    rule: HorizontalRule
    grade: Grade
    through: str
    of_class: str
    topics: frozenset[str]
    steps: int
    strength: float


def _cell(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split("|") if part.strip())


@cache
def rules() -> tuple[HorizontalRule, ...]:
    return tuple(
        HorizontalRule(
            row["work"], row["title"], frozenset(map(tables.canonical, _cell(row["classes"]))),
            _cell(row["topics"]), row["by_topic"], row["by_class"], _cell(row["yields_to"]), row["source"],
        )
        for row in tables.rows("horizontals")
    )  # fmt: skip


def _reachable(draft: TitleParts) -> dict[str, tuple[str, int]]:
    """Classes the draft falls under → (term of the draft, steps); terms of the scope count two steps more."""
    return {name: (path.rungs[0].name, path.steps) for name, path in recognise(draft).items()}


def _hit(
    rule: HorizontalRule, draft: TitleParts, reachable: dict[str, tuple[str, int]]
) -> HorizontalHit | None:
    met = [(*reachable[c], c) for c in rule.classes if c in reachable]
    if ANY_OBJECT in rule.classes and rule.topics & draft.topics:
        met.append((draft.object, 3, "各类对象"))
    if not met:
        return None
    through, steps, of_class = min(met, key=lambda m: m[1])
    in_title, in_scope = rule.topics & draft.topics, rule.topics & draft.scope_topics
    if draft.kind == "safety":  # 安全要求: the scope says which safety the title means
        in_title |= in_scope & _SAFETY
    grade: Grade
    if in_title or (not rule.topics and rule.by_topic == "substantial" and steps == 0):
        grade = "substantial" if rule.by_topic == "substantial" else "related"
        strength = 1.0 if grade == "substantial" else 0.5
    elif in_scope:
        stronger = rule.by_class == "substantial" and steps <= 2
        grade = "substantial" if stronger else _WEAKER.get(rule.by_topic, "related")
        strength = 0.8 if stronger else 0.6
    elif rule.by_class and steps <= 4 and not (rule.topics and draft.kind in _ON_DOING):
        binding = not rule.topics or draft.kind not in _AROUND
        grade = "substantial" if rule.by_class == "substantial" and steps <= 2 and binding else "related"
        strength = 0.75 if grade == "substantial" else 0.4
    else:
        return None
    if draft.kind in _SUPPORTING and grade == "substantial":
        grade, strength = "related", strength * 0.6
    strength *= max(0.5, 1.0 - 0.07 * steps)
    return HorizontalHit(rule, grade, through, of_class, in_title or in_scope, steps, strength)


def applicable(draft: TitleParts) -> dict[str, HorizontalHit]:
    """Works whose scope covers the draft, with the strongest hit of each.

    A general standard that yields to a special one by its own text (GB 8978-1996, 1.2.1) is at most
    `related` when the special one is hit as well.
    """
    reachable = _reachable(draft)
    best: dict[str, HorizontalHit] = {}
    for rule in rules():
        hit = _hit(rule, draft, reachable)
        if hit and (rule.work not in best or best[rule.work].strength < hit.strength):
            best[rule.work] = hit
    return {work: _yielded(hit, best) for work, hit in best.items()}


def _yielded(hit: HorizontalHit, all_hits: dict[str, HorizontalHit]) -> HorizontalHit:
    special = [w for w in hit.rule.yields_to if w in all_hits and all_hits[w].grade == "substantial"]
    if hit.grade != "substantial" or not special:
        return hit
    return replace(hit, grade="related", strength=hit.strength * 0.6)


def works(hits: Iterable[HorizontalHit], limit: int = 40) -> tuple[str, ...]:
    """Numbers to look up, strongest first."""
    ordered = sorted(hits, key=lambda h: -h.strength)
    return tuple(dict.fromkeys(h.rule.work for h in ordered))[:limit]
