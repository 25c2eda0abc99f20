"""Adoption packs 采信: what a standard is fit for, and which standards stand for one another. Pure.

Fitness follows from what kind of standard it is (``data/purposes.csv``) and from what was read of its text; a standard
of which neither is known is fit for nothing, and that is said.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.ids import Level, Nature, parse
from graph.model import Standard
from search.compare.titles import analyse

PROCUREMENT, TESTING, CERTIFICATION = "procurement", "testing", "certification"
MANDATORY, UNMARKED, RECOMMENDED, GROUP = "mandatory", "unmarked", "recommended", "group"
PARTS = (MANDATORY, UNMARKED, RECOMMENDED, GROUP)  # of a pack, in their order


@dataclass(frozen=True, slots=True)
class Purpose:
    """A line of the table of purposes."""

    key: str
    aspects: frozenset[str]
    zh: str
    en: str
    basis: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A standard that may go into a pack. ``limits``, ``methods``: numbers of those known of its text."""

    standard: Standard
    aspects: frozenset[str]
    limits: int
    methods: int


@cache
def purposes() -> tuple[Purpose, ...]:
    text = (files("search.policy") / "data" / "purposes.csv").read_text("utf-8")
    return tuple(
        Purpose(row["purpose"], frozenset(row["aspects"].split()), row["zh"], row["en"], row["basis"])
        for row in csv.DictReader(io.StringIO(text))
    )


def fit_for(one: Candidate) -> tuple[str, ...]:
    """Purposes that a standard serves, in the order of the table."""
    aspects = set(one.aspects)
    if one.limits:
        aspects.add("limits")
    return tuple(purpose.key for purpose in purposes() if purpose.aspects & aspects)


def part_of(nature: Nature | None, level: Level | None) -> str:
    """The part of a pack a standard stands in."""
    if level is Level.GROUP:
        return GROUP
    if nature is Nature.MANDATORY:
        return MANDATORY
    return UNMARKED if nature is Nature.MANDATORY_OR_UNMARKED else RECOMMENDED


def alike(candidates: Sequence[Candidate]) -> list[tuple[Candidate, ...]]:
    """Groups that could hold standards which stand for one another: the same object, the same kind, none mandatory."""
    groups: dict[tuple[str, frozenset[str]], list[Candidate]] = defaultdict(list)
    for one in candidates:
        thing = _object(one.standard)
        if thing and one.aspects and one.standard.nature is not Nature.MANDATORY:
            groups[thing, one.aspects].append(one)
    return [tuple(group) for group in groups.values() if len({_series(one.standard.number) for one in group}) > 1]


def without_parts(number: str, others: Iterable[str]) -> tuple[str, ...]:
    """Parts of one standard complete each other: they are no alternatives."""
    return tuple(sorted(other for other in others if _series(other) != _series(number)))


def _series(number: str) -> tuple[str, str]:
    """What the parts of a standard share: its code and serial."""
    found = parse(number)
    return found.prefix, found.number


def _object(standard: Standard) -> str:
    parts = analyse(standard.title_zh or "", "")
    return parts.objects[0].norm if parts.objects else ""


def ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By part, then level, then what is fit for most, newest first."""
    levels = list(Level)

    def order(one: Candidate) -> tuple[int, int, int, int, str]:
        standard = one.standard
        part = PARTS.index(part_of(standard.nature, standard.level))
        level = levels.index(standard.level) if standard.level else len(levels)
        return part, level, -len(fit_for(one)), -(standard.year or 0), standard.number

    return sorted(candidates, key=order)
