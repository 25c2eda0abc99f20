"""What is observed on a draft and one candidate: named numbers between 0 and 1 that the score weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph import objects as classes
from search.compare import tables
from search.compare.calibration import Calibration
from search.compare.candidates import Candidate
from search.compare.horizontals import HorizontalHit
from search.compare.matches import Standing
from search.compare.relation import Relation, named_in, relate
from search.compare.titles import TitleParts, analyse, classes_in, weak_topics

FAMILY: Mapping[str, str] = MappingProxyType(
    {  # kinds that put requirements on the same thing, GB/T 20000.1-2014, 7
        "product": "requirement", "safety": "requirement", "limit": "requirement", "hygiene": "requirement",
        "efficiency": "requirement", "grading": "requirement", "interface": "requirement",
        "service": "service", "management": "service", "process": "process", "construction": "process",
        "design": "process", "method": "method", "terminology": "terms", "classification": "terms",
        "coding": "terms", "symbol": "terms", "guide": "guide", "evaluation": "evaluation",
        "principle": "guide",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft taken apart once, with what every comparison needs of it."""

    parts: TitleParts
    text: str
    bigrams: frozenset[str]
    title_bigrams: frozenset[str]
    hits: Mapping[str, HorizontalHit]
    cited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Draft and candidate side by side: the relations the grade is decided on, and the features."""

    parts: TitleParts
    relation: Relation
    hit: HorizontalHit | None
    standing: Standing
    same_kind: bool
    same_family: bool
    shared_topics: frozenset[str]
    shared_scope_topics: frozenset[str]
    stages_clash: bool
    region: str
    named: bool
    cited: bool
    similarity: float
    values: Mapping[str, float]


def bigrams(text: str) -> frozenset[str]:
    """Character bigrams of a text without blanks and brackets."""
    clean = "".join(c for c in text if c.isalnum())
    return frozenset(clean[i : i + 2] for i in range(len(clean) - 1))


def core_text(parts: TitleParts) -> str:
    """The telling words of a title: objects and characteristic, without kind, series and region."""
    return "".join(o.norm for o in parts.objects) + parts.characteristic


def region_relation(draft: TitleParts, other: TitleParts, number: str) -> str:
    """`same`, `draft_only`, `other_only`, `differ`, or `` when neither names a region.

    A local standard (DBxx) counts as bound to a region even where its title names none.
    """
    theirs = other.region or ("local" if number.startswith("DB") and number[2:3].isdigit() else "")
    if draft.region and theirs:
        return "same" if draft.region == theirs else "differ"
    if draft.region:
        return "draft_only"
    return "other_only" if theirs else ""


def _foreign_series(draft: TitleParts, other: TitleParts) -> bool:
    """Whether the introductory element puts the object into another field (文物出境审核规范 …: 家具)."""
    if not other.series or other.subject or other.series in tables.column("series", "prefix", "note"):
        return False
    words = classes_in(other.series.replace(" ", ""))
    mine = {w for o in draft.objects for w in (o.head, *o.tokens, *classes.ancestors(o.head))}
    if words:
        return not words & mine
    return not bigrams(other.series) & bigrams(draft.title)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _rank_value(rank: int | None) -> float:
    return 1 / (1 + rank / 10) if rank else 0.0


def compare(
    draft: Draft, candidate: Candidate, standing: Standing, calibration: Calibration, work: str
) -> Comparison:
    """All observations on one candidate."""
    mine, theirs = draft.parts, analyse(candidate.title_zh)
    relation, hit = relate(mine, theirs), draft.hits.get(work)
    foreign = _foreign_series(mine, theirs)
    same_kind = mine.kind == theirs.kind and not foreign
    same_family = FAMILY.get(mine.kind) == FAMILY.get(theirs.kind) and not foreign
    shared = (mine.topics & theirs.topics) - weak_topics()
    scope_shared = (mine.scope_topics & theirs.topics) - weak_topics()
    named = any(
        classes.class_of(o.norm) and (named_in(o.norm, draft.text) or named_in(o.text, draft.text))
        for o in theirs.objects
    )
    similarity = calibration.similarity(candidate.cosine)
    core = bigrams(core_text(theirs))
    region = region_relation(mine, theirs, candidate.number)
    clash = bool(mine.stages and theirs.stages and not mine.stages & theirs.stages)
    national = candidate.number.startswith("GB ")
    values = {
        "object": relation.strength,
        "words": _dice(draft.title_bigrams, core),
        "scope_words": len(draft.bigrams & core) / len(core) if core else 0.0,
        "semantic": similarity or 0.0,
        "kind": 1.0 if same_kind else 0.5 if same_family else 0.0,
        "topic": 1.0 if shared else 0.5 if scope_shared else 0.0,
        "stage": 1.0 if mine.stages & theirs.stages else 0.0,
        "stage_clash": 1.0 if clash else 0.0,
        "region_clash": 1.0 if region == "differ" else 0.5 if region == "other_only" else 0.0,
        "horizontal": hit.strength if hit else 0.0,
        "named": (1.0 if same_kind else 0.5) if named else 0.0,
        "lexical": _rank_value(candidate.lexical_rank),
        "vector": _rank_value(candidate.vector_rank),
        "mandatory": 1.0 if national and (hit or relation.strength >= 0.3) else 0.0,
        "withdrawn": 1.0 if standing == "withdrawn" else 0.0,
    }
    return Comparison(
        theirs, relation, hit, standing, same_kind, same_family, shared, scope_shared, clash, region, named,
        work in draft.cited,
        similarity or 0.0, MappingProxyType(values),
    )  # fmt: skip
