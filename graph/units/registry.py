"""Kinds and exact factors of units, over a pint registry that knows only the definitions of ``data/``.

Raw pint is silently wrong on units as standards print them (DOMAIN 10: ℃, g/100g, dB(A), db); it is given names made
here and does the algebra of dimensions with fractions. It is loaded at the first question for a compound unit's kind.
Conversions by a physical constant (molar mass, reference oxygen) belong into pint contexts of this registry, each named
by its rule; none is enabled here.
"""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.units.grammar import Reading, Term, plain_factor

if TYPE_CHECKING:
    import pint

_BASE = re.compile(r"[a-z_0-9]+")
# a quotient of two of these is a fraction of its own kind, which plain algebra would make a mere number
_FRACTIONS = {
    ("mass", "mass"): "mass_fraction",
    ("volume", "volume"): "volume_fraction",
    ("amount", "amount"): "amount_fraction",
    ("length", "length"): "length_ratio",
    ("area", "area"): "area_ratio",
}


@cache
def registry() -> pint.UnitRegistry[Any]:
    """The registry: base units of ``atoms.csv`` and nothing else, with fractions for numbers."""
    import pint

    made: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Fraction, case_sensitive=True)
    names = {name for row in _rows("atoms") for name in _BASE.findall(row["dimension"]) if not name.isdigit()}
    for name in sorted(names):
        made.define(f"{name} = [{name}]")
    return made


@cache
def _dimension(expression: str) -> str:
    """The dimension of an expression over base units, spelled one way."""
    return str(
        sorted((str(key), str(power)) for key, power in registry().parse_units(expression).dimensionality.items())
    )


@cache
def _kinds() -> dict[str, str]:
    return {_dimension(row["dimension"]): row["kind"] for row in _rows("kinds")}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(f"data/{name}.csv").read_text("utf-8").splitlines()))


def kind_of(terms: tuple[Term, ...]) -> str:
    """The kind of quantity: that of a single symbol, a fraction kind, or the kind of the dimension."""
    if len(terms) == 1 and terms[0].power == 1:
        return terms[0].atom.kind
    if not terms:
        return "number"
    if len(terms) == 2 and (terms[0].power, terms[1].power) == (1, -1):
        pair = terms[0].atom.kind, terms[1].atom.kind
        if pair in _FRACTIONS:
            return _FRACTIONS[pair]
    parts = [f"({term.atom.dimension})**{term.power}" for term in terms if term.atom.dimension]
    if not parts:
        return "ratio"
    dimension = _dimension("*".join(parts))
    return _kinds().get(dimension, _single(dimension) or f"dimension:{dimension}")


def _single(dimension: str) -> str | None:
    """Compound spellings of a named unit's own dimension (N.s/m2, mL) get that unit's kind."""
    return {
        _dimension("metre"): "length",
        _dimension("metre**2"): "area",
        _dimension("metre**3"): "volume",
        _dimension("kilogram*metre**-1*second**-1"): "dynamic_viscosity",
        _dimension("metre**2*second**-1"): "kinematic_viscosity",
        _dimension("ampere*second"): "electric_charge",
    }.get(dimension)


def factor_of(reading: Reading) -> Fraction:
    """What a value in this unit is multiplied with to be in base units of its kind; exact."""
    factor = plain_factor(reading)
    for term in reading.terms:
        factor *= term.atom.factor**term.power
    return factor
