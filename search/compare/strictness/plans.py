"""Sampling plans and demands without a number: 不得检出, 禁用, n/c/m/M (DOMAIN 6.2, 6.4, 6.13).

A plan (GB 4789.1-2016, 3.2) is stricter when no part is weaker: more samples, fewer of them above m, lower m and M, a
larger portion. A number against 不得检出 compares only where the detection limit is stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from search.compare.strictness.data import normal
from search.compare.strictness.model import Demand, Given, Verdict
from search.compare.strictness.numbers import read_number
from search.compare.strictness.units import read_unit

_PORTION = re.compile(r"(?:^|[/每在])(\d+(?:\.\d+)?)?(g|mL|ml|L|kg|cm2)(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Portion:
    """How much is tested: /25g."""

    amount: Fraction
    kind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A sampling plan in base units; ``M`` None means no upper end."""

    n: Fraction
    c: Fraction
    m: Fraction
    M: Fraction | None
    portion: Portion | None


@lru_cache(maxsize=8192)
def read_portion(text: str) -> Portion | None:
    """The test portion that a text names: ``0/25g``, ``/100 mL``."""
    match = _PORTION.search(normal(text))
    if match is None or match.group(1) is None:
        return None
    unit = read_unit(match.group(2))
    assert unit is not None
    return Portion(Fraction(match.group(1)) * unit.factor, unit.kind)


def portion_of(limit: Demand) -> Portion | None:
    """The portion that a limit states, in its own field, its value or its unit."""
    texts = (limit.portion, limit.m if isinstance(limit.m, str) else "", limit.unit, limit.condition)
    return next((found for text in texts if text and (found := read_portion(text)) is not None), None)


def _size(value: Given, factor: Fraction) -> Fraction | None:
    if value is None:
        return None
    if not isinstance(value, str):
        return Fraction(value) * factor
    plain = normal(value)
    if re.match(r"^(?:0(?:/|$)|不得检出|未检出|不应检出|ND$)", plain):
        return Fraction(0)
    number = read_number(plain.split("/")[0])
    return None if number is None else Fraction(number) * factor


def read_plan(limit: Demand, factor: Fraction) -> Plan | None:
    """The plan of a limit with m and M in the common unit, or None where n, c or m cannot be read."""
    n, c = (_size(value, Fraction(1)) for value in (limit.n, limit.c))
    m, most = _size(limit.m, factor), _size(limit.M, factor)
    if n is None or c is None or m is None or n <= 0 or c < 0:
        return None
    if isinstance(limit.M, str) and limit.M and most is None and normal(limit.M) not in ("-", "/"):
        return None
    return Plan(n, c, m, m if c == 0 else most, portion_of(limit))


def relate_plans(a: Plan, b: Plan) -> tuple[Verdict, str]:
    """The verdict on two plans and the parts that decide, in words."""
    parts = [("n", _sign(a.n - b.n)), ("c", _sign(b.c - a.c)), ("m", _sign(b.m - a.m))]
    if a.M is None or b.M is None:
        parts.append(("M", 0 if a.M is b.M else -1 if a.M is None else 1))
    else:
        parts.append(("M", _sign(b.M - a.M)))
    if a.portion and b.portion:
        if a.portion.kind != b.portion.kind:
            return Verdict.INCOMPARABLE, "portion"
        parts.append(("portion", _sign(a.portion.amount - b.portion.amount)))
    elif a.portion is not b.portion and a.m == b.m == 0:
        return Verdict.INCOMPARABLE, "portion"
    better = [name for name, sign in parts if sign > 0]
    worse = [name for name, sign in parts if sign < 0]
    if better and worse:
        return Verdict.MIXED, ", ".join((*better, *worse))
    if better:
        return Verdict.STRICTER, ", ".join(better)
    return (Verdict.LOOSER, ", ".join(worse)) if worse else (Verdict.EQUAL, "n, c, m, M")


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def single_against_plan(portion: Portion | None, plan: Plan) -> Verdict:
    """不得检出 in one sample against a plan: fewer samples or a smaller portion is looser (DOMAIN 6.13)."""
    if plan.m != 0 or portion is None or plan.portion is None or portion.kind != plan.portion.kind:
        return Verdict.INCOMPARABLE
    smaller = portion.amount < plan.portion.amount
    if plan.c > 0:
        return Verdict.INCOMPARABLE
    if smaller or (plan.n > 1 and portion.amount == plan.portion.amount):
        return Verdict.LOOSER
    if plan.n == 1:
        return Verdict.EQUAL if portion.amount == plan.portion.amount else Verdict.STRICTER
    return Verdict.INCOMPARABLE  # one large pooled portion against several


def number_against_plan(number: Fraction, plan: Plan) -> Verdict:
    """An upper limit for every sample against a plan: how many samples are taken is not said."""
    if plan.M is not None and number > plan.M:
        return Verdict.LOOSER
    return Verdict.INCOMPARABLE
