"""Whether one aspect of two limits lies level: object, characteristic, condition, method, grade, unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from search.compare.strictness.model import Caution, Facts, Step


class Level(IntEnum):
    """How well an aspect aligns; the greatest of all aspects decides."""

    SAME = 0  # 对齐
    NOTED = 1  # aligned, with a caution
    WEAK = 2  # good enough for equal, looser and mixed, not for stricter
    DOUBT = 3  # not comparable; a person may have to look
    APART = 4  # another thing


@dataclass(frozen=True, slots=True)
class Alignment:
    """One aspect: how well it aligns, the steps that say why, and what A's values are multiplied with."""

    key: str
    level: Level
    steps: tuple[Step, ...] = ()
    cautions: tuple[Caution, ...] = ()
    factor: Fraction = Fraction(1)


def aligned(key: str, level: Level, rule: str, *facts: tuple[str, object], caution: str = "") -> Alignment:
    """An alignment with one step and, when named, one caution with the same facts."""
    values: Facts = facts
    return Alignment(key, level, (Step(rule, values),), (Caution(caution, values),) if caution else ())
