"""The typed unit: canonical form, kind of quantity, exact factor."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Kind = str  # one of the names in data/kinds.csv: mass_concentration, mass_fraction, sound_level ...


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as understood.

    ``canonical`` is the printed unit in ASCII (``mg/m3``, ``Cel``, ``grade``); ``kind`` the quantity it measures: two
    units compare only within one kind. ``factor`` times a value, plus ``offset``, is the value in the kind's base unit;
    it is exact (a fraction where no decimal is). ``multiplier`` is a number word of the unit (10000 in 万个/mL), not
    in the canonical form.
    """

    printed: str
    canonical: str
    kind: Kind
    factor: Fraction
    offset: Fraction = Fraction(0)

    def to_base(self, value: Decimal) -> Fraction:
        """A value of this unit in the base unit of its kind, exactly."""
        return Fraction(value) * self.factor + self.offset
