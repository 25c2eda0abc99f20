"""Recognising values in a normalised text: comparators, numbers, ranges, tolerances, words such as 不得检出.

One pass from left to right, longest reading first. A :class:`Value` says what is printed; whether it is a limit, a
condition or nothing is decided later (:mod:`.roles`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from graph.limits import BOUNDS, Op
from ingest.extract.limits import lexicon
from ingest.extract.limits.masks import masked
from ingest.extract.limits.named_values import REFERENCE_VALUE, ordinal, relative, share
from ingest.extract.limits.numbers import Number, big_at, number_at
from ingest.extract.limits.shapes import (
    FORMULA,
    asymmetric,
    bracketed,
    deviation_at,
    formula_at,
    product,
    range_of,
    signed_pair,
    suffixed,
    tolerance,
)
from ingest.extract.limits.value import Value, past_fillers, unit_after

_RATIO = re.compile(r" ?: ?[0-9]{1,5}(?:\.[0-9]{1,3})?(?![0-9:])|/[1-9][0-9]?(?![0-9./a-zA-Z])(?! ?(?:g|mL|cm))")
_HALF_GRADE = re.compile(r"([1-7])-([1-8])(?![0-9.~])")


def scan(text: str, *, in_cell: bool = False) -> list[Value]:
    """All values of a text, left to right. Linear: every position is looked at once, with bounded lookahead."""
    covered = masked(text, in_cell=in_cell)
    found: list[Value] = []
    place, mask = 0, 0
    while place < len(text):
        while mask < len(covered) and covered[mask][1] <= place:
            mask += 1
        if mask < len(covered) and covered[mask][0] <= place:
            place = covered[mask][1]
            continue
        value = _at(text, place)
        if value is not None:
            found.append(value)
            place = value.end
        elif text[place].isascii() and (text[place].isalnum() or text[place] == "."):
            place = _past_word(text, place)
        else:
            place += 1
    return found


def _past_word(text: str, place: int) -> int:
    while place < len(text) and text[place].isascii() and (text[place].isalnum() or text[place] == "."):
        place += 1
    return place


def _at(text: str, place: int) -> Value | None:
    word = lexicon.comparators().at(text, place)
    qualitative = lexicon.qualitative().at(text, place)
    if word is not None and (qualitative is None or len(word) >= len(qualitative)):
        op, at = Op(lexicon.comparators().values[word]), past_fillers(text, place + len(word))
        inner = ordinal(text, place, at, op) or _value(text, at) or share(text, at)
        return _compared(inner, place, op) if inner is not None else None
    if qualitative is not None and len(qualitative) > 1 and not qualitative.isascii():
        op = Op(lexicon.qualitative().values[qualitative])
        return Value(place, place + len(qualitative), place, op, expression=qualitative)
    return _value(text, place) if text[place] in "0123456789±+-(" or text[place] in "标设额公规初原试明实理基" else None


def _compared(inner: Value, start: int, op: Op) -> Value:
    if inner.op is Op.RANGE and inner.deviation and op in (Op.LE, Op.LT):
        return replace(inner, start=start)  # 不大于±19
    if inner.op in (Op.RANGE, Op.TOL):
        return replace(inner, start=start)
    if inner.op is None or inner.op in BOUNDS:
        return replace(inner, start=start, op=op)
    return replace(inner, start=start, op=Op.FORMULA, bound=op)


def _value(text: str, place: int) -> Value | None:
    """A value without comparator before it."""
    if text[place : place + 1] == "±":
        return deviation_at(text, place)
    if text[place : place + 1] == "(":
        return bracketed(text, place)
    reference = REFERENCE_VALUE.match(text, place)
    if reference is not None:
        return relative(text, place, reference.end())
    number = number_at(text, place, signed=_may_sign(text, place))
    if number is None:
        return None
    return _numeric(text, place, number)


def _may_sign(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    return not before or (not (before.isalnum() and before.isascii()) and before not in ")%")


def _numeric(text: str, place: int, first: Number) -> Value | None:
    half = _HALF_GRADE.match(text, place)
    if half is not None and int(half[2]) == int(half[1]) + 1:
        unit, end = unit_after(text, half.end())
        if unit is not None and unit.canonical == "grade":
            middle = (Decimal(half[1]) + Decimal(half[2])) / 2
            return suffixed(text, Value(place, end, place, None, value=middle, unit=unit, number_end=half.end()))
    big, length = big_at(text, first.end)
    unit, end = unit_after(text, first.end)
    if big > 1 and (unit is None or unit.multiplier == 1):
        unit, end = unit_after(text, first.end + length)
        first = replace(first, value=first.value * big, end=first.end + length)
        end = max(end, first.end)
    made = Value(place, end, place, None, value=first.value, unit=unit, sure=first.sure, number_end=first.end)
    if unit is None and end < len(text) and text[end].isascii() and text[end].isalpha():
        return formula_at(text, place)
    for more in (tolerance, asymmetric, range_of, signed_pair, product):
        longer = more(text, made)
        if longer is not None:
            return longer
    ratio = _RATIO.match(text, first.end)
    if ratio is not None and unit is None:
        return Value(
            place,
            ratio.end(),
            place,
            None,
            expression=text[place : ratio.end()].replace(" ", ""),
            number_end=ratio.end(),
        )
    if unit is None:
        formula = FORMULA.match(text, place)
        if formula is not None and any(char.isalpha() for char in formula.group()) and formula.end() > first.end:
            return formula_at(text, place)
    return suffixed(text, made)
