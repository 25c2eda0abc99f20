"""Bringing A's unit to B's: exact change, named rule, or the reason why not (DOMAIN 6.6, 6.11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from search.compare.strictness.alignment import Alignment, Level, aligned
from search.compare.strictness.conditions import gas_state
from search.compare.strictness.conversions import unit_rule, volume_to_mass
from search.compare.strictness.data import normal, rows
from search.compare.strictness.numbers import shown
from search.compare.strictness.units import UnitOf, read_unit

_GASEOUS = re.compile(
    r"空气|废气|烟气|排气|尾气|大气|锅炉|窑炉|泄漏|密封点|厂界|车间|工作场所|气体|油烟|室内(?!.*(?:涂料|板|家具))"
)
_BY_VOLUME = re.compile(r"体积|酒精|乙醇|含氧|氧含量|氧气|湿度|一氧化碳|甲烷|气")
_NUMBERS = frozenset({"number"})
_GAS_PARTS = frozenset({"volume_fraction", "amount_fraction"})


@dataclass(frozen=True, slots=True)
class Common:
    """How both sides come to one unit: base factors (and shifts), or a rule of thumb when they do not."""

    alignment: Alignment
    a: Fraction = Fraction(1)
    b: Fraction = Fraction(1)
    a_shift: Fraction = Fraction(0)
    b_shift: Fraction = Fraction(0)
    kind: str = ""
    thumb: Fraction | None = None  # factor a reviewer would try, where no rule allows one

    @property
    def comparable(self) -> bool:
        return self.alignment.level < Level.DOUBT


@lru_cache(maxsize=16384)
def common_unit(a: str, b: str, core: str, characteristic: str, thing: str, conditions: tuple[str, str]) -> Common:
    """The common unit of two limits of one quantity."""
    one, other = read_unit(a), read_unit(b)
    if core == "pH":
        one, other = _acidity(one), _acidity(other)
    if one is None and other is None:
        return Common(aligned("unit", Level.SAME, "unit_none"), kind="number")
    if one is None or other is None:
        present = one or other
        if present is not None and present.kind in _NUMBERS | {"pH"}:
            return Common(aligned("unit", Level.SAME, "unit_none"), kind=present.kind)
        return _apart("unit_missing", a, b, Level.DOUBT, thumb=Fraction(1), caution="unit_missing")
    facts = (("a", a), ("b", b))
    if one.opaque or other.opaque:
        if one.opaque and other.opaque and one.canonical == other.canonical:
            noted = aligned("unit", Level.NOTED, "unit_opaque", *facts, caution="unit_unknown")
            return Common(noted, kind=one.kind)
        return _apart("unit_unknown", a, b, Level.DOUBT, caution="unit_unknown")
    if one.kind == other.kind:
        return _exact(one, other, characteristic, facts)
    return _between(one, other, core, characteristic, thing, conditions)


def _acidity(unit: UnitOf | None) -> UnitOf | None:
    return read_unit("[pH]") if unit is None or unit.kind in ("number", "pH") else unit


def _exact(one: UnitOf, other: UnitOf, characteristic: str, facts: tuple[tuple[str, str], ...]) -> Common:
    difference = re.search(r"差|升|波动|变化", characteristic) is not None
    shifts = (Fraction(0), Fraction(0)) if difference else (one.shift, other.shift)
    if one.canonical == other.canonical and one.factor == other.factor:
        made = aligned("unit", Level.SAME, "unit_same", *facts)
    else:
        caution = "ppm_mass" if "ppm" in (one.canonical, other.canonical) else ""
        level = Level.NOTED if caution else Level.SAME
        more = (*facts, ("factor", shown(one.factor / other.factor)))
        made = aligned("unit", level, "unit_exact", *more, caution=caution)
    return Common(made, one.factor, other.factor, *shifts, kind=one.kind)


def _between(
    one: UnitOf, other: UnitOf, core: str, characteristic: str, thing: str, conditions: tuple[str, str]
) -> Common:
    a, b = one.printed, other.printed
    facts = (("a", a), ("b", b))
    if found := _either(one, other):
        return found
    kinds = {one.kind, other.kind}
    if kinds == {"number", "ratio"}:
        return Common(aligned("unit", Level.SAME, "unit_share", *facts), one.factor, other.factor, kind="ratio")
    if found := _fraction(one, other, characteristic, thing):
        return found
    if rule := unit_rule(core, one.canonical, other.canonical):
        noted = aligned("unit", Level.NOTED, rule.rule, *facts, ("factor", shown(rule.factor)), caution=rule.caution)
        return Common(noted, rule.factor, Fraction(1), kind=other.kind)
    if found := _gas(one, other, core, thing, conditions):
        return found
    for row in rows("unit_gaps"):
        if {row["kind_a"], row["kind_b"]} == kinds:
            thumb = Fraction(row["thumb"]) if row["thumb"] else None
            if thumb is not None and one.kind != row["kind_a"]:
                thumb = 1 / thumb
            raw = None if thumb is None else thumb * one.factor / other.factor
            return _apart(row["rule"], a, b, Level.DOUBT, thumb=raw, caution=row["caution"])
    return _apart("unit_kind", a, b, Level.APART, caution="unit_mismatch")


def _either(one: UnitOf, other: UnitOf) -> Common | None:
    """CFU/g(mL) against CFU/g or CFU/mL: per gram for solids, per millilitre for liquids."""
    for mixed, plain, swapped in ((one, other, False), (other, one, True)):
        for name in mixed.either:
            unit = read_unit(name)
            if unit is not None and unit.kind == plain.kind:
                ratio = plain.factor / unit.factor
                facts = (("a", one.printed), ("b", other.printed))
                noted = aligned("unit", Level.NOTED, "unit_either", *facts, caution="g_vs_mL")
                factors = (ratio, mixed.factor) if swapped else (mixed.factor, ratio)
                return Common(noted, *factors, kind=plain.kind)
    return None


def _fraction(one: UnitOf, other: UnitOf, characteristic: str, thing: str) -> Common | None:
    """% and ppm as mass fractions of solids and liquids: ppm = mg/kg, % = g/100g."""
    if {one.kind, other.kind} != {"ratio", "mass_fraction"}:
        return None
    a, b = one.printed, other.printed
    if _BY_VOLUME.search(normal(characteristic)) or _GASEOUS.search(normal(thing)):
        return _apart("fraction_open", a, b, Level.DOUBT, thumb=one.factor / other.factor, caution="fraction_basis")
    loose = one if one.kind == "ratio" else other
    caution = "ppm_mass" if loose.canonical in ("ppm", "ppb") else ""
    level = Level.NOTED if caution else Level.SAME
    made = aligned(
        "unit", level, "unit_mass_fraction", ("a", a), ("b", b), ("factor", shown(one.factor / other.factor)),
        caution=caution,
    )  # fmt: skip
    return Common(made, one.factor, other.factor, kind="mass_fraction")


def _gas(one: UnitOf, other: UnitOf, core: str, thing: str, conditions: tuple[str, str]) -> Common | None:
    """Volume fractions of gases: of one another, and as a mass concentration at a stated temperature and pressure."""
    facts = (("a", one.printed), ("b", other.printed))
    gaseous = _GASEOUS.search(normal(thing)) is not None or {one.canonical, other.canonical} & {"mg/m3", "ug/m3"}

    def part(unit: UnitOf) -> bool:
        return unit.kind in _GAS_PARTS or (unit.canonical in ("ppm", "ppb") and bool(gaseous))

    if part(one) and part(other):
        noted = aligned("unit", Level.NOTED, "ideal_gas", *facts, caution="ppm_v")
        return Common(noted, one.factor, other.factor, kind="volume_fraction")
    mass = {"mass_concentration"}
    if not ((part(one) and other.kind in mass) or (part(other) and one.kind in mass)):
        return None
    volume_side = 0 if part(one) else 1
    state = gas_state(conditions[volume_side]) or gas_state(conditions[1 - volume_side])
    factor = volume_to_mass(core, *state) if state is not None else None
    if factor is None or state is None:
        usual = volume_to_mass(core, Fraction(20), Fraction("101.325"))
        thumb = None
        if usual is not None:
            thumb = usual * one.factor / other.factor if volume_side == 0 else one.factor / (usual * other.factor)
        return _apart("gas_state_missing", one.printed, other.printed, Level.DOUBT, thumb=thumb, caution="ppm_v")
    more = (("t", shown(state[0])), ("p", shown(state[1])), ("factor", shown(factor)))
    noted = aligned("unit", Level.NOTED, "gas_volume", *facts, *more, caution="ppm_v")
    if volume_side == 0:
        return Common(noted, one.factor * factor, other.factor, kind="mass_concentration")
    return Common(noted, one.factor, other.factor * factor, kind="mass_concentration")


def _apart(rule: str, a: str, b: str, level: Level, *, thumb: Fraction | None = None, caution: str = "") -> Common:
    return Common(aligned("unit", level, rule, ("a", a or "—"), ("b", b or "—"), caution=caution), thumb=thumb)
