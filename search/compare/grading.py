"""From observations to a grade of overlap: the rules a reviewer would apply, each with a name.

The rules follow the grades in ``docs/overlap.md``. They look at what the titles and scopes *say* (object,
kind of standard, aspect, stage, region); the cosine alone never makes more than `related`.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.compare.features import FAMILY, Comparison, Draft
from search.compare.matches import GRADES, Grade
from search.compare.titles import weak_topics

SEMANTIC_RELATED = 0.62
SEMANTIC_SUPPORT = 0.35
DIRECT = 0.8  # strength of a relation read off the names themselves or a composed class
_REQUIREMENT_KINDS = frozenset(kind for kind, family in FAMILY.items() if family == "requirement")


_SUPPORTING_KINDS = frozenset({"method", "terminology", "classification", "coding", "symbol"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grade and the rule that gave it."""

    grade: Grade
    rule: str


def higher(one: Verdict, other: Verdict) -> Verdict:
    """The verdict with the higher grade, the first on a tie."""
    return other if GRADES.index(other.grade) > GRADES.index(one.grade) else one


def grade(draft: Draft, seen: Comparison) -> Verdict:
    """The grade of one candidate; a withdrawn standard is history and at most `related`."""
    found = higher(_by_object(draft, seen), _by_horizontal(seen))
    if seen.standing == "withdrawn" and GRADES.index(found.grade) > 1:
        return Verdict("related", f"{found.rule}/withdrawn")
    return found


def _by_horizontal(seen: Comparison) -> Verdict:
    if seen.hit is None:
        return Verdict("none", "nothing_shared")
    return Verdict(seen.hit.grade, "horizontal_topic" if seen.hit.topics else "horizontal_class")


def _by_object(draft: Draft, seen: Comparison) -> Verdict:
    relation = seen.relation
    if relation.kind == "same":
        return _same_object(draft, seen)
    if relation.kind in ("narrower", "broader", "above", "below"):
        return _class_above_or_below(draft, seen)
    if seen.same_kind and _covers_whole(draft, seen):
        return Verdict("substantial", "covers_the_whole")
    if relation.kind == "sibling" and relation.strength >= 0.24:
        return Verdict("related", "neighbour")
    if relation.kind == "part" and (
        relation.strength >= 0.3 or seen.shared_topics or seen.similarity >= SEMANTIC_SUPPORT
    ):
        return Verdict("related", "mentions_object")
    if seen.named:
        return Verdict("related", "named_in_scope")
    if seen.cited:
        return Verdict("related", "cited_by_draft")
    if seen.similarity >= SEMANTIC_RELATED:
        return Verdict("related", "similar_text")
    return Verdict("none", "nothing_shared")


_OF_PLACES = frozenset({"service", "management", "design", "construction"})


def _covers_whole(draft: Draft, seen: Comparison) -> bool:
    """The candidate is on the whole place or facility that the draft takes a part of (地铁 / 地铁车站)."""
    if draft.parts.kind not in _OF_PLACES or seen.region in ("differ", "other_only") or seen.stages_clash:
        return False
    wholes = {o.norm for o in seen.parts.objects}
    return _topics_agree(draft, seen) and any(wholes & set(o.tokens) for o in draft.parts.objects)


def _topics_agree(draft: Draft, seen: Comparison) -> bool:
    """Aspects do not contradict: one in common, or the candidate has none of its own."""
    mine, theirs = draft.parts.topics - weak_topics(), seen.parts.topics - weak_topics()
    return bool(mine & theirs) or not theirs


def _settles_aspect(seen: Comparison) -> bool:
    """A requirement on the same aspect settles a main part; a test method for it only supports the draft."""
    return bool(seen.shared_topics) and (seen.same_family or seen.parts.kind not in _SUPPORTING_KINDS)


def _same_object(draft: Draft, seen: Comparison) -> Verdict:
    if seen.stages_clash:
        return Verdict("related", "same_object_other_stage")
    if seen.same_kind and _topics_agree(draft, seen):
        if seen.region in ("", "same") and seen.relation.partial:
            return Verdict("substantial", "one_of_several_objects")
        if seen.region in ("", "same"):
            return Verdict("duplicate", "same_object_same_kind")
        if seen.region == "differ":
            return Verdict("related", "same_object_other_region")
        return Verdict("substantial", "same_object_wider_or_narrower_region")
    here = seen.region in ("", "same", "draft_only")
    if here and _settles_aspect(seen):
        return Verdict("substantial", "same_object_same_aspect")
    if not _topics_agree(draft, seen) and (draft.parts.topics - weak_topics()):
        return Verdict("related", "same_object_other_aspect")
    if seen.same_family and here:
        return Verdict("substantial", "same_object_other_requirements")
    if _origin_product(draft, seen):
        return Verdict("substantial", "processing_of_origin_product")
    return Verdict("related", "same_object_other_kind")


def _origin_product(draft: Draft, seen: Comparison) -> bool:
    """A product standard of a geographical indication also prescribes its processing (GB/T 17924-2008, 6)."""
    origin = "地理标志" in seen.parts.series or "原产地" in seen.parts.series
    return origin and seen.region == "same" and bool(draft.parts.stages & {"processing", "cultivation"})


def _whole_product(seen: Comparison) -> bool:
    """A bare product title (房间空气调节器) covers all aspects; it must meet the object by name."""
    bare = not seen.parts.kind_explicit and not seen.parts.topics
    return bare and seen.same_family and seen.relation.strength >= DIRECT


def _class_above_or_below(draft: Draft, seen: Comparison) -> Verdict:
    relation = seen.relation
    near = relation.strength >= 0.6
    if seen.stages_clash or not near:
        return Verdict("related", "class_above_or_below_far")
    if seen.region == "differ":
        return Verdict("related", "class_above_or_below_other_region")
    kinds = {draft.parts.kind, seen.parts.kind}
    comparable = seen.same_kind or (
        kinds <= _REQUIREMENT_KINDS and (bool(seen.shared_topics) or _whole_product(seen))
    )
    if comparable and _topics_agree(draft, seen):
        if relation.kind in ("broader", "below") and seen.region == "other_only":
            return Verdict("related", "class_below_local")
        return Verdict("substantial", f"{relation.kind}_object_same_kind")
    if seen.parts.kind == "safety" and draft.parts.kind == "product" and relation.strength >= DIRECT:
        return Verdict("substantial", f"safety_of_{relation.kind}_object")
    if _settles_aspect(seen) and relation.kind in ("narrower", "above"):
        return Verdict("substantial", f"{relation.kind}_object_same_aspect")
    if relation.kind == "narrower" and _origin_product(draft, seen):
        return Verdict("substantial", "processing_of_origin_product")
    return Verdict("related", f"{relation.kind}_object_other_kind")
