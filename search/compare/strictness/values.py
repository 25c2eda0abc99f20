"""From the values of two limits to the verdict on their allowed sets (DOMAIN 6.2 to 6.5, 6.13)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from search.compare.strictness import plans
from search.compare.strictness.data import normal
from search.compare.strictness.graded import compare_graded
from search.compare.strictness.model import Caution, Demand, Facts, Given, Step, Verdict
from search.compare.strictness.numbers import Number, read_number, shown
from search.compare.strictness.scaling import Common
from search.compare.strictness.sets import Interval, Relation, one_sided, relate, relate_members

QUALITATIVE = frozenset({"not_detected", "absent", "prohibited"})
_NOT_NEGATIVE = ("mass", "colony", "probable", "length", "time", "count:", "power", "energy", "volume", "area", "speed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on two sets of values with its reason; ``silent`` when each side limits another end."""

    verdict: Verdict
    steps: tuple[Step, ...] = ()
    cautions: tuple[Caution, ...] = ()
    missing: str = ""
    silent: bool = False


def _open(key: str, rule: str, *facts: tuple[str, object], caution: str = "") -> Outcome:
    cautions = (Caution(caution, facts),) if caution else ()
    return Outcome(Verdict.INCOMPARABLE, (Step(rule, facts),), cautions, key)


def compare_values(a: Demand, b: Demand, common: Common, factor: Fraction) -> Outcome:
    """The verdict on the values of two aligned limits. ``factor`` is what named rules change A's values by."""
    if a.op in QUALITATIVE or b.op in QUALITATIVE:
        return _qualitative(a, b, common, factor)
    if "sampling" in (a.op, b.op):
        return _sampling(a, b, common, factor)
    if a.op == "in" or b.op == "in":
        return _members(a, b)
    if a.op == b.op == "tol" and (a.nominal is None) != (b.nominal is None):
        a, b = replace(a, nominal=None), replace(b, nominal=None)  # deviations only
    graded = compare_graded(a, b)
    if graded is not None:
        verdict, steps, cautions, missing = graded
        return Outcome(verdict, steps, cautions, missing)
    if "formula" in (a.op, b.op):
        same = a.op == b.op and normal(str(a.value)) == normal(str(b.value))
        facts = (("a", str(a.value)), ("b", str(b.value)))
        return Outcome(Verdict.EQUAL, (Step("formula_same", facts),)) if same else _open("value", "formula", *facts)
    one, other = interval_of(a), interval_of(b)
    if one is None or other is None:
        return _open("value", "value_unread", ("a", _printed(a)), ("b", _printed(b)))
    return _intervals(one, other, common, factor)


def interval_of(limit: Demand) -> Interval | None:
    """The interval of values that a limit allows, in its own unit."""
    return _interval(
        limit.op, limit.value, limit.low, limit.high, limit.low_closed, limit.high_closed,
        limit.nominal, limit.plus, limit.minus,
    )  # fmt: skip


@lru_cache(maxsize=32768)
def _interval(
    op: str, value: Given, low_end: Given, high_end: Given, low_closed: bool, high_closed: bool,
    nominal: Given, plus: Given, minus: Given,
) -> Interval | None:  # fmt: skip
    if op in ("le", "lt", "ge", "gt", "eq"):
        number = number_of(value)
        if number is None:
            return None
        exact = Fraction(number)
        low, high = (exact if op in ("ge", "gt", "eq") else None), (exact if op in ("le", "lt", "eq") else None)
        return Interval(low, high, op != "gt", op != "lt")
    if op == "range":
        ends = [number_of(end) for end in (low_end, high_end)]
        if any(said is not None and end is None for said, end in zip((low_end, high_end), ends, strict=True)):
            return None
        low, high = (None if end is None else Fraction(end) for end in ends)
        made = Interval(low, high, low_closed, high_closed)
        return None if made.empty or (low is None and high is None) else made
    if op == "tol":
        middle, above, below = number_of(nominal) if nominal is not None else 0, number_of(plus), number_of(minus)
        if middle is None or above is None or below is None:
            return None
        return Interval(Fraction(middle) - abs(Fraction(below)), Fraction(middle) + abs(Fraction(above)))
    return None


def number_of(value: Given) -> Number | None:
    """A value as a number, when it is one."""
    return read_number(value) if isinstance(value, str) else value


def _printed(limit: Demand) -> str:
    parts = (limit.value, limit.low, limit.high, limit.nominal, limit.plus, limit.minus)
    return " ".join(str(part) for part in parts if part is not None) or "—"


def _intervals(one: Interval, other: Interval, common: Common, factor: Fraction) -> Outcome:
    if factor == 1 and common.a == common.b and common.a_shift == common.b_shift:
        back, shift = Fraction(1), Fraction(0)  # one unit: nothing to convert
        a, b = one, other
        whole = common.b
    else:
        a = one.scaled(common.a * factor, common.a_shift)
        b = other.scaled(common.b, common.b_shift)
        back, shift = 1 / common.b, -common.b_shift / common.b
        whole = Fraction(1)
    a, b = _settled(a, common.kind, whole), _settled(b, common.kind, whole)
    relation = relate(a, b)
    facts: Facts = (("a", InUnit(a, back, shift)), ("b", InUnit(b, back, shift)))
    if one_sided(a, b) and relation is not Relation.APART:
        return Outcome(Verdict.MIXED, (Step("set_other_end", facts),), (Caution("other_end", facts),), silent=True)
    cautions = (Caution("sets_apart", facts),) if relation is Relation.APART else ()
    return Outcome(relation.verdict, (Step(f"set_{relation}", facts),), cautions)


@dataclass(frozen=True, slots=True)
class InUnit:
    """An interval that shows itself in B's unit when a sentence asks for it."""

    interval: Interval
    factor: Fraction
    shift: Fraction

    def __str__(self) -> str:
        return str(self.interval.scaled(self.factor, self.shift))


def _settled(interval: Interval, kind: str, whole: Fraction) -> Interval:
    """Ends that nature gives: no negative mass, no share above 100 %, whole counts (< 6 个 is ≤ 5 个).

    ``whole`` is what a unit of the interval is in base units.
    """
    low, high, low_closed, high_closed = interval.low, interval.high, interval.low_closed, interval.high_closed
    if low == 0 and low_closed and high is not None and kind.startswith(_NOT_NEGATIVE):
        low = None
    if kind == "ratio" and high is not None and high * whole == 1 and low is not None and low > 0:
        high = None
    if kind.startswith("count:"):
        if high is not None and not high_closed:
            high, high_closed = Fraction(ceil(high) - 1), True
        if low is not None and not low_closed:
            low, low_closed = Fraction(floor(low) + 1), True
    if low == interval.low and high == interval.high and high_closed == interval.high_closed:
        return interval
    return Interval(low, high, low_closed or low is None, high_closed or high is None)


def _members(a: Demand, b: Demand) -> Outcome:
    sets = []
    for limit in (a, b):
        if limit.op == "in":
            sets.append(frozenset(normal(member) for member in limit.members))
        elif limit.op in ("eq", "formula") and limit.value is not None:
            sets.append(frozenset({normal(str(limit.value))}))
        else:
            return _open("value", "value_kinds", ("a", a.op), ("b", b.op))
    relation = relate_members(*sets)
    facts = (("a", "、".join(sorted(sets[0]))), ("b", "、".join(sorted(sets[1]))))
    return Outcome(relation.verdict, (Step("members", facts),))


def _qualitative(a: Demand, b: Demand, common: Common, factor: Fraction) -> Outcome:
    facts = (("a", a.op), ("b", b.op))
    if "sampling" in (a.op, b.op):
        return _single_and_plan(a, b)
    if a.op in QUALITATIVE and b.op in QUALITATIVE:
        if a.op != b.op:
            return _open("value", "qualities_differ", *facts)
        return _same_quality(a, b, common, factor)
    number, quality = (a, b) if b.op in QUALITATIVE else (b, a)
    if quality.op != "not_detected":
        return _open("value", "quality_and_number", *facts)
    limit = _detection_limit(quality)
    interval = interval_of(number)
    if limit is None:
        return _open("lod", "lod_missing", *facts, caution="lod")
    if interval is None or interval.high is None or interval.low not in (None, 0):
        return _open("value", "quality_and_number", *facts)
    number_factor, lod_factor = (common.a * factor, common.b) if number is a else (common.b, common.a * factor)
    high, lod = interval.high * number_factor, limit * lod_factor
    relation = Verdict.EQUAL if high == lod else Verdict.LOOSER if high > lod else Verdict.STRICTER
    verdict = relation if number is a else relation.mirrored
    more = (("number", shown(high / common.b)), ("lod", shown(lod / common.b)))
    return Outcome(verdict, (Step("lod_known", more),), (Caution("lod", more),))


def _detection_limit(limit: Demand) -> Fraction | None:
    value = number_of(limit.lod)
    return None if value is None or value <= 0 else Fraction(value)


def _same_quality(a: Demand, b: Demand, common: Common, factor: Fraction) -> Outcome:
    facts = (("a", a.op), ("b", b.op))
    one, other = plans.portion_of(a), plans.portion_of(b)
    if one and other and one != other:
        if one.kind != other.kind:
            return _open("portion", "portions_differ", *facts)
        verdict = Verdict.STRICTER if one.amount > other.amount else Verdict.LOOSER
        return Outcome(verdict, (Step("portion", facts),), (Caution("portion", facts),))
    limits = _detection_limit(a), _detection_limit(b)
    if limits[0] is not None and limits[1] is not None:
        first, second = limits[0] * common.a * factor, limits[1] * common.b
        verdict = Verdict.EQUAL if first == second else Verdict.STRICTER if first < second else Verdict.LOOSER
        return Outcome(verdict, (Step("lod_both", facts),), (Caution("lod", facts),))
    cautions: tuple[Caution, ...] = ()
    if (one is None) != (other is None) or (limits[0] is None) != (limits[1] is None):
        cautions = (Caution("lod", facts),)
    return Outcome(Verdict.EQUAL, (Step("quality_same", facts),), cautions)


def _single_and_plan(a: Demand, b: Demand) -> Outcome:
    single, planned = (a, b) if b.op == "sampling" else (b, a)
    plan = plans.read_plan(planned, Fraction(1))  # 不得检出 is zero in every unit
    facts = (("a", a.op), ("b", b.op))
    if plan is None or single.op != "not_detected":
        return _open("plan", "plan_unread", *facts)
    verdict = plans.single_against_plan(plans.portion_of(single), plan)
    if verdict is Verdict.INCOMPARABLE:
        return _open("portion", "plan_and_single_open", *facts, caution="portion")
    verdict = verdict if single is a else verdict.mirrored
    return Outcome(verdict, (Step("plan_and_single", facts),), (Caution("portion", facts),))


def _sampling(a: Demand, b: Demand, common: Common, factor: Fraction) -> Outcome:
    facts = (("a", _plan_text(a)), ("b", _plan_text(b)))
    if a.op == b.op:
        one, other = plans.read_plan(a, common.a * factor), plans.read_plan(b, common.b)
        if one is None or other is None:
            return _open("plan", "plan_unread", *facts)
        verdict, parts = plans.relate_plans(one, other)
        if verdict is Verdict.INCOMPARABLE:
            return _open("portion", "portions_differ", *facts)
        return Outcome(verdict, (Step("plans", (*facts, ("parts", parts))),))
    single, planned = (a, b) if b.op == "sampling" else (b, a)
    scale = common.a * factor if planned is a else common.b
    plan, interval = plans.read_plan(planned, scale), interval_of(single)
    if plan is None or interval is None or interval.high is None:
        return _open("plan", "plan_unread", *facts)
    verdict = plans.number_against_plan(interval.high * (common.a * factor if single is a else common.b), plan)
    if verdict is Verdict.INCOMPARABLE:
        return _open("plan", "plan_and_number_open", *facts, caution="sampling")
    return Outcome(verdict if single is a else verdict.mirrored, (Step("plan_and_number", facts),))


def _plan_text(limit: Demand) -> str:
    if limit.op != "sampling":
        return f"{limit.op} {_printed(limit)}"
    return f"n={limit.n}, c={limit.c}, m={limit.m}, M={'—' if limit.M is None else limit.M}"
