"""Units of limits: what :mod:`graph.units` knows, and the printed forms of limits that are no plain unit.

``data/units.csv`` adds what only limits print: ``CFU/g(mL)`` (per gram or per millilitre), ``[pH]``, ``ratio``,
``mg KOH/g`` (the acid value's own basis), ``ng TEQ/m3``. Exact changes of unit always apply (DOMAIN 6.11); nothing here
uses a physical constant.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from graph.units import parse_unit
from search.compare.strictness.data import index, normal
from search.compare.strictness.numbers import Number

_ABSOLUTE = Fraction("273.15")


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A unit as compared: kind, canonical form, exact factor to the base unit of its kind."""

    printed: str
    canonical: str
    kind: str
    factor: Fraction
    shift: Fraction = Fraction(0)
    either: tuple[str, ...] = ()  # canonical forms that a unit with alternatives stands for
    opaque: bool = False

    def to_base(self, value: Number) -> Fraction:
        return Fraction(value) * self.factor + self.shift


@cache
def _own() -> dict[str, UnitOf]:
    found = {}
    for printed, row in index("units", "printed").items():
        found[normal(printed)] = UnitOf(
            printed,
            row["canonical"],
            row["kind"],
            Fraction(row["factor"] or 1),
            either=tuple(u for u in row["either"].split("|") if u),
        )
    return found


@lru_cache(maxsize=8192)
def read_unit(text: str) -> UnitOf | None:
    """The unit that a text names; None for no text. What cannot be read is opaque: it equals only itself."""
    plain = normal(text)
    if not plain:
        return None
    if plain in _own():
        return _own()[plain]
    unit = parse_unit(text) or parse_unit(plain)
    if unit is None:
        return _counted(plain) or UnitOf(text, plain, f"unknown:{plain}", Fraction(1), opaque=True)
    shift = _ABSOLUTE if unit.canonical == "Cel" else Fraction(0)
    return UnitOf(text, unit.canonical, unit.kind, unit.factor, shift)


@lru_cache(maxsize=8192)
def effective_unit(unit: str, characteristic: str) -> str:
    """The unit with the fraction that the name says: ``%`` of 苯含量(体积分数) is ``%(V/V)`` (GB 3102.8-1993)."""
    plain = normal(unit)
    if plain in ("%", "ppm"):
        for word, percent, parts in (("体积分数", "%(V/V)", "ppmv"), ("质量分数", "%(m/m)", "mg/kg")):
            if word in characteristic:
                return percent if plain == "%" else parts
    return unit


def _counted(plain: str) -> UnitOf | None:
    """A number word before one of the own units: 万CFU/g(mL)."""
    for word, size in (("万", 10**4), ("亿", 10**8), ("千", 10**3)):
        unit = _own().get(plain.removeprefix(word)) if plain.startswith(word) else None
        if unit is not None:
            return UnitOf(plain, unit.canonical, unit.kind, unit.factor * size, either=unit.either)
    return None
