"""The typed unit: canonical form, kind of quantity, exact factor."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from graph.units.grammar import Reading
from graph.units.registry import factor_of, kind_of

CELSIUS_ZERO = Fraction(27315, 100)  # GB 3102.4-1993


@dataclass(frozen=True)
class Unit:
    """A unit as understood.

    ``canonical`` is the printed unit in ASCII (``mg/m3``, ``Cel``, ``grade``); ``multiplier`` a number word before it
    (10000 in 万个/mL), which the canonical form leaves out.
    """

    printed: str
    canonical: str
    reading: Reading

    @property
    def multiplier(self) -> int:
        return self.reading.multiplier

    @cached_property
    def kind(self) -> str:
        """The quantity it measures; units compare only within one kind (mass and volume fraction are two)."""
        return kind_of(self.reading.terms)

    @cached_property
    def factor(self) -> Fraction:
        """Times a value gives the value in the kind's base unit, exactly (number word included)."""
        return factor_of(self.reading)

    def to_base(self, value: Decimal, *, difference: bool = False) -> Fraction:
        """A value in the base unit of the kind; Celsius from absolute zero unless a ``difference`` is meant."""
        shift = CELSIUS_ZERO if self.canonical == "Cel" and not difference else Fraction(0)
        return Fraction(value) * self.factor + shift
