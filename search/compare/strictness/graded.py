"""Limits on a scale of grades, set against each other or against a number (DOMAIN 6.3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from search.compare.strictness.data import normal
from search.compare.strictness.model import Caution, Demand, Step, Verdict
from search.compare.strictness.numbers import shown
from search.compare.strictness.ordinals import Scale, protection_tests, rank, scales_for, stands_for
from search.compare.strictness.sets import Interval, relate, relate_tests
from search.compare.strictness.units import read_unit

Graded = tuple[Verdict, tuple[Step, ...], tuple[Caution, ...], str]
_BOUNDS = frozenset({"le", "lt", "ge", "gt", "eq", "formula"})
_RANKED_UNITS = ("grade", "rank:", "unknown:级", "ringelmann", "unknown:等", "unknown:类")


def compare_graded(a: Demand, b: Demand) -> Graded | None:
    """The verdict where the values are grades; None where they are plain numbers."""
    texts = isinstance(a.value, str), isinstance(b.value, str)
    ranked, measured = _units(a.unit, b.unit)
    if not (ranked or any(texts)) and (measured or not scales_for(a.characteristic)):
        return None
    if a.op not in _BOUNDS or b.op not in _BOUNDS:
        return _open("direction") if ranked and a.op != b.op and not measured else None
    facts = (("a", str(a.value)), ("b", str(b.value)))
    if (found := _protection(a, b, facts)) is not None:
        return found
    candidates = scales_for(a.characteristic)
    shared = scales_for(b.characteristic)
    for scale in candidates:
        if scale not in shared:
            continue
        one, other = rank(scale, _graded_value(a, scale)), rank(scale, _graded_value(b, scale))
        if one is not None and other is not None and not measured:
            return _ranked(scale, a, b, one, other, facts)
        if (found := _named_number(scale, a, b)) is not None:
            return found
    if not ranked and not any(texts):
        return None
    if all(texts) and normal(str(a.value)) == normal(str(b.value)) and a.op == b.op:
        return Verdict.EQUAL, (Step("names_same", facts),), (), ""
    if ranked and not measured:
        same = a.value == b.value and a.op == b.op
        return (Verdict.EQUAL, (Step("names_same", facts),), (), "") if same else _open("direction", *facts)
    return None


@lru_cache(maxsize=4096)
def _units(a: str, b: str) -> tuple[bool, bool]:
    """Whether any of two units is that of a grade, and whether any is a real unit."""
    kinds = [unit.kind if (unit := read_unit(text)) else "" for text in (a, b)]
    graded = [kind.startswith(_RANKED_UNITS) for kind in kinds]
    real = [bool(kind) and kind != "number" and not rank for kind, rank in zip(kinds, graded, strict=True)]
    return any(graded), any(real)


def _open(key: str, *facts: tuple[str, str]) -> Graded:
    return Verdict.INCOMPARABLE, (Step("direction_unknown", facts),), (), key


def _graded_value(limit: Demand, scale: Scale) -> Decimal | Fraction | str | None:
    """The value of a limit on a scale; ``2`` with the unit ``H`` is the pencil 2H."""
    if scale.name == "pencil_hardness" and normal(limit.unit) in ("H", "B", "HB", "F"):
        return f"{'' if limit.value is None else limit.value}{normal(limit.unit)}"
    return limit.value


def _protection(a: Demand, b: Demand, facts: tuple[tuple[str, str], ...]) -> Graded | None:
    if not (isinstance(a.value, str) and isinstance(b.value, str)):
        return None
    one, other = protection_tests(a.value), protection_tests(b.value)
    if one is None or other is None:
        return None
    verdict = relate_tests(one, other).verdict
    lacking = ", ".join(sorted(other - one)) or "—"
    return verdict, (Step("ip_code", (*facts, ("lacking", lacking))),), (), ""


def _ranked(
    scale: Scale, a: Demand, b: Demand, one: Fraction, other: Fraction, facts: tuple[tuple[str, str], ...]
) -> Graded:
    if scale.ops and not {a.op, b.op} - {"formula", "eq"} <= scale.ops:
        return _open("direction", *facts)
    more = (*facts, ("scale", scale.name))
    open_a, open_b = a.op in ("lt", "gt"), b.op in ("lt", "gt")
    first = Interval(one, None, not open_a)
    second = Interval(other, None, not open_b)
    relation = relate(first, second)
    return relation.verdict, (Step(f"rank_{relation}", more),), (), ""


def _named_number(scale: Scale, a: Demand, b: Demand) -> Graded | None:
    """ENF against 0.124 mg/m³: the name stands for its number (GB/T 39600)."""
    ends: list[Fraction] = []
    for limit in (a, b):
        named = stands_for(scale, limit.value)
        if named is not None:
            ends.append(named)
            continue
        unit, wanted = read_unit(limit.unit), read_unit(scale.number_unit)
        if unit is None or wanted is None or unit.canonical not in (wanted.canonical, "ug/m3"):
            return None
        if limit.op != "le" or not isinstance(limit.value, (Decimal, Fraction)):
            return None
        ends.append(Fraction(limit.value) * unit.factor / wanted.factor)
    relation = relate(Interval(None, ends[0]), Interval(None, ends[1]))
    facts = (
        ("a", f"{a.value} = {shown(ends[0])}"), ("b", f"{b.value} = {shown(ends[1])}"), ("unit", scale.number_unit),
    )  # fmt: skip
    return relation.verdict, (Step("named_number", facts),), (Caution("named_grade", facts),), ""
