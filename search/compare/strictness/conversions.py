"""Conversions by a physical constant: each a named rule with its source, each giving a caution (DOMAIN 6.6, 6.11).

Exact changes of unit are no matter of this module (:mod:`.units`). Nothing here is applied unless its rule's own
conditions hold: a stated basis on both sides, stated reference oxygen, a stated temperature and pressure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from search.compare.strictness.data import normal, rows

MOLAR_VOLUME = Fraction("22.414")  # L/mol of an ideal gas at 273.15 K and 101.325 kPa (GB 3102.8-1993)
_AIR_OXYGEN = Fraction(21)  # %, as all emission standards calculate (GB 13271-2014, 5.2)


@dataclass(frozen=True, slots=True)
class Conversion:
    """A factor for A's values and the rule it comes from."""

    rule: str
    factor: Fraction
    caution: str


@cache
def _bases() -> dict[str, tuple[str, Fraction]]:
    return {
        normal(name).casefold(): (row["group"], Fraction(row["molar_mass"]))
        for row in rows("bases")
        for name in row["names"].split("|")
    }


@lru_cache(maxsize=1024)
def basis_factor(a: str, b: str) -> Fraction | None:
    """Factor from values 以a计 to values 以b计, when both count the same element (NH3 and N)."""
    one, other = _bases().get(a.casefold()), _bases().get(b.casefold())
    if one is None or other is None or one[0] != other[0]:
        return None
    return other[1] / one[1]


def oxygen_factor(a: Fraction, b: Fraction) -> Fraction | None:
    """Factor from concentrations at reference oxygen ``a`` to ``b`` (both in %): (21 − b)/(21 − a)."""
    if not (0 <= a < _AIR_OXYGEN and 0 <= b < _AIR_OXYGEN):
        return None
    return (_AIR_OXYGEN - b) / (_AIR_OXYGEN - a)


@cache
def _molar_masses() -> dict[str, Fraction]:
    return {row["name"]: Fraction(row["molar_mass"]) for row in rows("molar_masses")}


@lru_cache(maxsize=4096)
def volume_to_mass(core: str, celsius: Fraction, kilopascal: Fraction) -> Fraction | None:
    """Factor from a volume fraction (1) to a mass concentration (kg/m³) of a gas at a temperature and pressure."""
    mass = _molar_masses().get(core)
    kelvin = celsius + Fraction("273.15")
    if mass is None or kelvin <= 0 or kilopascal <= 0:
        return None
    volume = MOLAR_VOLUME * kelvin / Fraction("273.15") * Fraction("101.325") / kilopascal
    return mass / volume  # g/L is kg/m³


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str, str, Fraction, str, str], ...]:
    found = []
    for row in rows("conversions"):
        pattern = re.compile(row["quantity"])
        factor = Fraction(row["factor"])
        found.append((pattern, row["from_unit"], row["to_unit"], factor, row["rule"], row["caution"]))
        found.append((pattern, row["to_unit"], row["from_unit"], 1 / factor, row["rule"], row["caution"]))
    return tuple(found)


@lru_cache(maxsize=4096)
def unit_rule(core: str, a: str, b: str) -> Conversion | None:
    """A named rule between two canonical units for one quantity (peroxide value g/100g ↔ mmol/kg)."""
    for pattern, one, other, factor, rule, caution in _rules():
        if one == a and other == b and pattern.search(core):
            return Conversion(rule, factor, caution)
    return None
