"""From a printed unit to a :class:`Unit`, and exact conversion between units of one kind."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache

from graph.text import normalize
from graph.units.grammar import Reading, Term, read_at
from graph.units.model import CELSIUS_ZERO, Unit

# units that follow a unit and belong to it: %(V/V) is printed % with 体积分数 in brackets
_EXACT = Context(prec=60, traps=[Inexact])


def unit_at(text: str, at: int) -> Unit | None:
    """The unit that begins at ``at`` of a normalised text (:func:`graph.text.normalize`)."""
    reading = read_at(text, at)
    if reading is None:
        return None
    return Unit(text[reading.start : reading.end], canonical(reading), reading)


@lru_cache(maxsize=4096)
def parse_unit(printed: str) -> Unit | None:
    """The unit that a whole text names, outer brackets allowed; None where any of it stays unread."""
    text = normalize(printed).text.strip()
    while len(text) > 2 and text[0] in "([" and text[-1] in ")]" and _closes(text):
        text = text[1:-1].strip()
    unit = unit_at(text, 0)
    return unit if unit is not None and unit.reading.end == len(text) else None


def _closes(text: str) -> bool:
    """Whether the first bracket closes with the last one: (mg/L), not (m)/(s)."""
    depth = 0
    for place, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return place == len(text) - 1
    return False


def canonical(reading: Reading) -> str:
    """The ASCII form (DOMAIN 5, units in the output): ``mg/(m2.h)``, ``g/100g``, ``CFU/mL``."""
    above = [term for term in reading.terms if term.power > 0]
    below = [term for term in reading.terms if term.power < 0]
    top = ".".join(map(_spelled, above))
    if not below:
        return top
    bottom = ".".join(map(_spelled, below))
    return f"{top}/({bottom})" if len(below) > 1 else f"{top}/{bottom}"


def _spelled(term: Term) -> str:
    power = abs(term.power)
    number = str(term.number) if term.number != 1 else ""
    return f"{number}{term.atom.symbol}{power if power != 1 else ''}"


def convert(value: Decimal, source: Unit, target: Unit, *, difference: bool = False) -> Decimal | Fraction | None:
    """A value in another unit of the same kind, exactly: a Decimal, or a Fraction where no decimal is exact.

    None when the kinds differ: mg/L and mg/kg, mass and volume fraction, dB and dB(A) never convert here.
    """
    if source.kind != target.kind:
        return None
    base = source.to_base(value, difference=difference)
    if target.canonical == "Cel" and not difference:
        base -= CELSIUS_ZERO
    exact = base / target.factor
    try:
        return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)).normalize(_EXACT)
    except Inexact:
        return exact
