"""Allowed sets and how they lie to each other (DOMAIN 6.2).

Everything that a limit can say about a measured value becomes a set: an interval with open or closed ends, a set of
permitted members, a set of passed tests. A ⊂ B is stricter, A = B equal, A ⊋ B looser, anything else mixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from search.compare.strictness.model import Verdict
from search.compare.strictness.numbers import shown


class Relation(StrEnum):
    """Of two sets."""

    INSIDE = "inside"
    EQUAL = "equal"
    AROUND = "around"
    CROSSING = "crossing"
    APART = "apart"

    @property
    def verdict(self) -> Verdict:
        return _VERDICTS[self]


_VERDICTS = {
    Relation.INSIDE: Verdict.STRICTER,
    Relation.EQUAL: Verdict.EQUAL,
    Relation.AROUND: Verdict.LOOSER,
    Relation.CROSSING: Verdict.MIXED,
    Relation.APART: Verdict.MIXED,
}


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval over exact numbers; None is an end without limit."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = True
    high_closed: bool = True

    @property
    def empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    def scaled(self, factor: Fraction, shift: Fraction = Fraction(0)) -> Interval:
        """The interval in another unit; the factor is positive."""
        if factor == 1 and not shift:
            return self
        return Interval(
            None if self.low is None else self.low * factor + shift,
            None if self.high is None else self.high * factor + shift,
            self.low_closed,
            self.high_closed,
        )

    def __str__(self) -> str:
        low = "(-∞" if self.low is None else ("[" if self.low_closed else "(") + shown(self.low)
        high = "+∞)" if self.high is None else shown(self.high) + ("]" if self.high_closed else ")")
        return f"{low}, {high}"


def relate(a: Interval, b: Interval) -> Relation:
    """How interval ``a`` lies to ``b``."""
    inside = _low_inside(a, b) and _high_inside(a, b)
    around = _low_inside(b, a) and _high_inside(b, a)
    if inside and around:
        return Relation.EQUAL
    if inside:
        return Relation.INSIDE
    if around:
        return Relation.AROUND
    return Relation.APART if _apart(a, b) or _apart(b, a) else Relation.CROSSING


def _low_inside(a: Interval, b: Interval) -> bool:
    if b.low is None:
        return True
    if a.low is None or a.low < b.low:
        return False
    return a.low > b.low or b.low_closed or not a.low_closed


def _high_inside(a: Interval, b: Interval) -> bool:
    if b.high is None:
        return True
    if a.high is None or a.high > b.high:
        return False
    return a.high < b.high or b.high_closed or not a.high_closed


def _apart(a: Interval, b: Interval) -> bool:
    """Whether ``a`` lies wholly below ``b``."""
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and not (a.high_closed and b.low_closed))


def relate_members(a: frozenset[str], b: frozenset[str]) -> Relation:
    """Of two enumerations of permitted members: the shorter one is stricter."""
    if a == b:
        return Relation.EQUAL
    if a < b:
        return Relation.INSIDE
    if a > b:
        return Relation.AROUND
    return Relation.CROSSING if a & b else Relation.APART


def relate_tests(a: frozenset[str], b: frozenset[str]) -> Relation:
    """Of two sets of tests to be passed: more tests leave fewer products."""
    if a == b:
        return Relation.EQUAL
    if a > b:
        return Relation.INSIDE
    return Relation.AROUND if a < b else Relation.CROSSING


def one_sided(a: Interval, b: Interval) -> bool:
    """Whether one is an upper and the other a lower limit only: each silent on the other's end."""
    return (a.low is None and b.high is None and a.high is not None and b.low is not None) or (
        b.low is None and a.high is None and b.high is not None and a.low is not None
    )
