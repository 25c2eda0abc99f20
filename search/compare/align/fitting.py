"""How well a limit of B answers a limit of A, and the two as they are set against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.limits import Limit
from search.compare.align import data
from search.compare.align.model import Analogy, Located, Note, Source
from search.compare.strictness import Demand, Side, from_limit
from search.compare.strictness.alignment import Level
from search.compare.strictness.classmaps import align_classes
from search.compare.strictness.conditions import align_conditions
from search.compare.strictness.data import normal
from search.compare.strictness.objects import Kinship, kinship, read_name
from search.compare.strictness.quantities import align_quantities, read_quantity

_NUMBERS = re.compile(r"[\d.]+")
_SURE_ALIKE = 0.9
_ALIKE = 0.6
_PLACES = re.compile("位于")
_SAME_WORDS = (("或者", "或"), ("应当", "应"), ("并且", "且"), ("以及", "及"))
_COMMA = re.compile("[、,，]")


@dataclass(frozen=True, slots=True)
class Fit:
    """One candidate. ``part`` names the part of A's objects for which it answers; empty: all of them."""

    b: Located
    a_side: Side
    b_side: Side
    object: str
    condition: str
    rank: tuple[float, ...]  # larger is closer
    part: tuple[str, ...] = ()
    known: bool = True  # the objects are established
    sound: bool = True  # no condition of B is unmet or unsaid
    cautious: bool = False  # objects by wording alone: no stricter, no looser
    notes: tuple[Note, ...] = ()


@lru_cache(maxsize=65536)
def _quantity_level(a: str, basis_a: str, b: str, basis_b: str) -> Level:
    found = align_quantities(read_quantity(a, basis_a), read_quantity(b, basis_b), (a, b))
    return max(alignment.level for alignment in found)


@lru_cache(maxsize=65536)
def _condition_level(a: str, b: str) -> Level:
    return max((alignment.level for alignment in align_conditions(a, b)), default=Level.SAME)


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """Dice coefficient of the bigrams of two texts without their numbers; 0 where one is empty."""
    one, other = (_bigrams(_NUMBERS.sub("#", normal(text))) for text in (a, b))
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _graded(a: str, b: str) -> float:
    """How the grades lie to each other: the same 2, one unsaid 1, different 0."""
    if normal(a) == normal(b):
        return 2.0
    return 0.0 if a and b else 1.0


def _classed(a: Located, b: Located, grade: str, number: str) -> float:
    """Whether B's class is the one that applies to A's object: it is 2, no class decides 1, another one 0."""
    found = align_classes(a.name, grade, number, b.name, b.limit.grade or "")
    if found is None:
        return 1.0
    return 2.0 if found.level is Level.SAME else 0.0


def _same_name(a: str, b: str, measured: Level) -> bool:
    """Whether names that only share words may be one quantity: 完成修复期限, 维修并完成修复期限; not 苯, 二甲苯."""
    if measured is Level.APART:
        return False
    return read_quantity(a).core == read_quantity(b).core or (min(len(a), len(b)) > 4 and likeness(a, b) >= _ALIKE)


def _in_table(limit: Limit) -> bool:
    return bool(limit.places and limit.places[0].table)


def measured_alike(a: Located, b: Located) -> Level | None:
    """How surely two limits are about one quantity; None where they are not."""
    one, other = a.limit, b.limit
    level = _quantity_level(
        plain(one.characteristic), one.basis or "", plain(other.characteristic), other.basis or ""
    )  # fmt: skip
    if level >= Level.DOUBT and not _same_name(one.characteristic, other.characteristic, level):
        return None
    return level


def fit(a: Located, b: Located, source_a: Source, source_b: Source) -> Fit | None:
    """The fit of a candidate; None where it is about another quantity, stage or condition."""
    one, other = a.limit, b.limit
    measured = measured_alike(a, b)
    if measured is None:
        return None
    if (a.stage and b.stage and a.stage != b.stage):
        return None
    notes: list[Note] = []
    part: list[str] = []
    subject, relation, cautious = _subject(a, b, source_b, notes, part)
    if subject is None:
        return None
    stage = a.stage_said
    if b.stage and not a.stage:
        notes.append(Note("stage", (("b", b.stage_said),)))
        part.append(b.stage)
        stage = b.stage_said
    condition = plain(a.condition)
    if b.region and not a.region and not a.special and _regional(a.condition, b.condition):
        notes.append(Note("region", (("b", b.region),)))
        part.append(b.region)
        condition = "；".join(filter(None, (condition, b.region)))
    judged = _without_place(condition, b.condition)
    if judged != condition:
        notes.append(Note("place", (("place", condition),)))
    level = _condition_level(judged, plain(b.condition))
    if level is Level.APART:
        return None
    grade = None if a.special and not b.special else one.grade
    if a.special and b.special:
        grade = other.grade
    if a.special:
        notes.append(Note("special_main" if b.special else "special_general"))
    a_demand = _demand(a, subject, judged, grade)
    b_demand = _demand(b, b.name, plain(b.condition), other.grade)
    rank = (
        float(relation),
        _classed(a, b, grade or "", source_b.facts.number),
        float(-measured),
        float(-level),
        _graded(grade or "", other.grade or ""),
        float(a.special == b.special),
        float(bool(a.region) == bool(b.region)),
        float(bool(a.stage) == bool(b.stage)),
        round(likeness(normal(a.condition), normal(b.condition)), 1),
        round(_surroundings(a, b), 2),
    )
    return Fit(
        b, Side(source_a.facts, a_demand), Side(source_b.facts, b_demand),
        _shown(stage, b.name if b.name in part else a.name), condition, rank, tuple(part), relation > 1,
        level < Level.DOUBT, cautious,
        tuple(notes),
    )  # fmt: skip


def _shown(stage: str, name: str) -> str:
    return name if name.startswith(stage) else stage + name


def _demand(one: Located, name: str, condition: str, grade: str | None) -> Demand:
    demand = from_limit(one.limit)
    return replace(
        demand, object=name, characteristic=plain(demand.characteristic), condition=condition, grade=grade or "",
        method=one.method,
    )  # fmt: skip


def plain(text: str) -> str:
    """A text with one word for what drafters write in two ways: 或者 and 或, 应当 and 应."""
    for said, kept in _SAME_WORDS:
        text = text.replace(said, kept)
    return text


def _without_place(a: str, b: str) -> str:
    """A's condition without the places and regions that B does not tell apart: there A only applies to less."""
    theirs = {normal(piece) for piece in re.split("[；;]", b)}
    pieces = [piece for piece in re.split("[；;]", a) if piece]
    return "；".join(p for p in pieces if normal(p) in theirs or not (is_place(p) or data.said("region", p)))


def _regional(a: str, b: str) -> bool:
    """Whether B's condition adds nothing but its region."""
    pieces = {normal(piece) for piece in re.split("[；;]", b)} - {normal(piece) for piece in re.split("[；;]", a)}
    return len(pieces) <= 1


def _subject(
    a: Located, b: Located, source_b: Source, notes: list[Note], part: list[str]
) -> tuple[str | None, int, bool]:
    """A's object as set against B's, how it lies to it (5 the same … 1 not established), whether by wording alone."""
    kin = kinship(a.name, b.name) if a.name and b.name else Kinship.UNSAID
    if not a.name and not b.name:
        return "", 4, False
    if kin is Kinship.SAME:
        return a.name, 5, False
    if analogy := _analogy(a, b, source_b.analogies):
        notes.append(Note("analogy", (("a", a.name), ("b", analogy.to), ("text", analogy.text))))
        return b.name, 4, False
    if kin is Kinship.WITHIN:
        return a.name, 4, False
    if _listed(b.name, a.name):
        notes.append(Note("listed", (("a", a.name), ("b", b.name))))
        return b.name, 4, False
    if _listed(a.name, b.name) or (kin is Kinship.BEYOND and _adds_nothing(a.name, b.name)):
        notes.append(Note("restricted", (("a", a.name), ("b", b.name))))
        part.append(b.name)
        return b.name, 3, False
    share = 0.0 if _in_table(a.limit) or _in_table(b.limit) else likeness(a.limit.text, b.limit.text)
    if share >= _ALIKE and kin is not Kinship.APART:
        notes.append(Note("alike", (("share", round(share * 100)),)))
        return b.name, 2, share < _SURE_ALIKE
    return (None, 0, False) if kin is Kinship.APART else (a.name, 1, False)


def _listed(whole: str, part: str) -> bool:
    """Whether a part is one of a list with a common end: 燃煤锅炉房 of 燃煤、燃生物质成型燃料锅炉房."""
    pieces = _COMMA.split(whole)
    if len(pieces) < 2 or "(" in whole:
        return False
    ends = (part[len(piece) :] for piece in pieces[:-1] if part.startswith(piece))
    return any(len(end) >= 2 and pieces[-1].endswith(end) for end in ends)


def _adds_nothing(a: str, b: str) -> bool:
    """Whether A's brackets are among B's; else the two are other kinds of one thing."""
    return set(read_name(a).inner) <= set(read_name(b).inner)


def _analogy(a: Located, b: Located, analogies: tuple[Analogy, ...]) -> Analogy | None:
    """The clause by which B treats A's object as one of its own."""
    for analogy in analogies:
        for thing in analogy.things:
            if thing in a.name and kinship(analogy.to, b.name) in (Kinship.SAME, Kinship.WITHIN):
                return analogy
    return None


def _surroundings(a: Located, b: Located) -> float:
    """Likeness of titles and sentences around two limits."""
    titles = likeness("".join(a.headings[:2]), "".join(b.headings[:2]))
    if _in_table(a.limit) or _in_table(b.limit):
        return (titles + likeness(a.caption, b.caption) + float(a.caption == b.caption)) / 3
    return (titles + likeness(a.limit.text, b.limit.text)) / 2


def is_place(condition: str) -> bool:
    """Whether a condition names places (位于四川省), so that it holds there alone."""
    return bool(_PLACES.search(condition))
