"""How two objects stand to each other 对象关系: same, narrower, broader, neighbours, part of one another.

The grades of overlap are about objects first: the same object, the class just above or below, a neighbour
under one class, or merely something the other mentions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from graph import objects as classes
from search.compare import tables
from search.compare.lexicon import vocabulary
from search.compare.titles import ObjectName, TitleParts

RelationKind = Literal["same", "narrower", "broader", "above", "below", "sibling", "part", "none"]


@dataclass(frozen=True, slots=True)
class Relation:
    """The draft's object seen against the candidate's.

    `narrower`: the draft narrows the candidate's object by `extra` (免烫男衬衫 against 衬衫);
    `broader`: the other way round; `above` / `below`: the candidate's object is a class above / below;
    `sibling`: both under the class `shared`; `part`: one names the other without being of its kind.
    `partial`: the draft has more objects than the candidate meets.
    `strength` runs from 0 to 1.
    """

    kind: RelationKind
    strength: float
    extra: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    shared: str = ""
    partial: bool = False


NOTHING = Relation("none", 0.0)
_STEP_UP = {1: 0.72, 2: 0.5, 3: 0.38}
_STEP_DOWN = {1: 0.6, 2: 0.4, 3: 0.3}


def _content(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(n for n in names if len(n) > 1)


def _by_name(draft: ObjectName, other: ObjectName) -> Relation | None:
    if draft.norm == other.norm:
        return Relation("same", 1.0)
    if draft.head == other.head and frozenset(draft.tokens) == frozenset(other.tokens):
        return Relation("same", 0.97)
    if _is_tail(other, draft):
        return Relation("narrower", 0.82, extra=(draft.norm[: -len(other.norm)],))
    if _is_tail(draft, other):
        return Relation("broader", 0.72, missing=(other.norm[: -len(draft.norm)],))
    return None


def _is_tail(short: ObjectName, long: ObjectName) -> bool:
    """Whether a name is the end of another at a word boundary (衬衫 of 免烫男衬衫, not 控制器 of 区域控制器)."""
    if len(short.norm) < 2 or len(short.norm) >= len(long.norm) or not long.norm.endswith(short.norm):
        return False
    if long.tokens[-len(short.tokens) :] == short.tokens:
        return True
    last = long.tokens[-1]
    return last not in vocabulary() and len(short.norm) >= 3


def _by_head(draft: ObjectName, other: ObjectName) -> Relation | None:
    if not draft.head or draft.head != other.head or len(draft.head) < 2:
        return None
    mine, theirs = _content(draft.modifiers), _content(other.modifiers)
    both = mine & theirs
    extra, missing = tuple(sorted(mine - theirs)), tuple(sorted(theirs - mine))
    if both and not missing:
        return Relation("narrower", 0.82, extra=extra)
    if both and not extra:
        return Relation("broader", 0.75, missing=missing)
    return Relation("sibling", 0.62 if both else 0.5, extra, missing, draft.head)


def _by_class(draft: ObjectName, other: ObjectName) -> Relation | None:
    foreign = bool(_content(other.modifiers) - _content(draft.modifiers) - _content(draft.tokens))
    both = _content(draft.modifiers) & _content(other.modifiers)
    composed = set(draft.composed) & set(other.composed) or (
        {other.head} & set(draft.composed) or {draft.head} & set(other.composed)
    )
    if composed and not foreign:
        return Relation("above", 0.8, shared=min(composed))
    up = classes.is_kind_of(draft.head, other.head)
    if up > 0:
        strength = _STEP_UP.get(up, 0.3)
        if foreign:  # 沙发用胶合板 is not the class above 沙发
            return Relation("sibling", strength * 0.6, missing=other.modifiers, shared=other.head)
        return Relation("above", min(0.8, strength + (0.1 if both else 0.0)), shared=other.head)
    down = classes.is_kind_of(other.head, draft.head)
    if down > 0:
        return Relation("below", _STEP_DOWN.get(down, 0.25) * (0.8 if foreign else 1.0), shared=draft.head)
    shared, steps = classes.common_parent(draft.head, other.head)
    if shared and steps <= 2:
        return Relation("sibling", (0.36 if steps == 1 else 0.24) + (0.12 if both else 0.0), shared=shared)
    return None


def _things(names: tuple[str, ...]) -> frozenset[str]:
    """Words that name a thing: users, places, functions and topics do not tie two objects together."""
    words = vocabulary()
    return frozenset(n for n in _content(names) if "modifier" not in words.get(n, frozenset({"unknown"})))


def _by_mention(draft: ObjectName, other: ObjectName) -> Relation | None:
    mine, theirs = _things(draft.tokens), _things(other.tokens)
    both = sorted(mine & theirs, key=len, reverse=True)
    if both:
        share = sum(map(len, both)) / max(len(draft.norm), len(other.norm))
        return Relation("part", 0.2 + 0.3 * share, tuple(sorted(mine - theirs)), shared=both[0])
    for token in mine:  # 畜禽养殖场 falls under 畜禽养殖
        if any(0 < classes.is_kind_of(token, t) <= 2 for t in theirs):
            return Relation("part", 0.24, shared=token)
    return None


def relate_objects(draft: ObjectName, other: ObjectName) -> Relation:
    """The closest relation between two objects."""
    named = _by_name(draft, other) or _by_head(draft, other)
    found = [r for r in (named, _by_class(draft, other), _by_mention(draft, other)) if r]
    return max(found, key=lambda r: r.strength, default=NOTHING)


def relate(draft: TitleParts, other: TitleParts) -> Relation:
    """The closest relation between any object of the draft and any object of the candidate."""
    best, met = NOTHING, 0
    for mine in draft.objects:
        nearest = max((relate_objects(mine, o) for o in other.objects), key=_strength, default=NOTHING)
        met += nearest.strength >= 0.6
        best = max(best, nearest, key=_strength)
    return replace(best, partial=best.strength >= 0.6 and met < len(draft.objects))


def _strength(relation: Relation) -> float:
    return relation.strength


def named_in(name: str, text: str) -> bool:
    """Whether a candidate's object stands word for word (or by a synonym) in the draft's text."""
    if len(name) < 3:
        return False
    return name in text or any(v in text for v in tables.variants_of().get(name, ()) if len(v) > 2)
