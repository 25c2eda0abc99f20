"""Shapes of values: ranges, tolerances, deviations, pairs of signed numbers, products, formulas."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from graph.limits import Op
from ingest.extract.limits import lexicon
from ingest.extract.limits.numbers import Number, big_at, number_at
from ingest.extract.limits.value import Value, past_fillers, unit_after

_RANGE_JOINTS = ("~", "——", "—", "--", "至", "到", "…", "...", "-")
FORMULA = re.compile(
    r"[0-9][0-9.]{0,10}(?:[/+\-×*·](?:[0-9.]{1,8}|[a-zA-Zλ](?:[\^²³0-9]{0,3})|"
    r"\(?√?\(?[a-z]\)?\)?)){1,4}|[0-9.]{1,8}[a-z](?: ?[+-] ?[0-9.]{1,8})"
)


def formula_at(text: str, place: int) -> Value | None:
    """A formula (0.03d+0.3, 32000/f²); None for names."""
    formula = FORMULA.match(text, place)
    if formula is None or not any(char.isalpha() for char in formula.group()):
        return None
    unit, end = unit_after(text, formula.end())
    return Value(
        place, end, place, Op.FORMULA, expression=formula.group().replace(" ", ""), unit=unit, number_end=formula.end()
    )


def suffixed(text: str, value: Value) -> Value:
    """With a comparator behind it: 10 mg/L以下."""
    place = value.end + (text[value.end : value.end + 1] == " ")
    word = lexicon.after_comparators().at(text, place)
    if word is None:
        return value
    return replace(value, end=place + len(word), op=Op(lexicon.after_comparators().values[word]), suffix=True)


def deviation_at(text: str, place: int) -> Value | None:
    at = place + 1 + (text[place + 1 : place + 2] == " ")
    if text[at : at + 1] == "(":
        close = text.find(")", at, at + 40)
        inner = text[at + 1 : close] if close > 0 else ""
        if inner and any(char.isdigit() for char in inner) and re.fullmatch(r"[0-9A-Za-z.+\-×*/· √^]{1,38}", inner):
            unit, end = unit_after(text, close + 1)
            return Value(
                place, end, place, Op.FORMULA, expression=f"±({inner})", unit=unit, deviation=True, number_end=close + 1
            )
        return None
    number = number_at(text, at, signed=False)
    if number is None:
        return None
    unit, end = unit_after(text, number.end)
    if unit is None and end < len(text) and text[end].isascii() and text[end].isalpha():
        formula = FORMULA.match(text, at)
        if formula is not None:
            unit, end = unit_after(text, formula.end())
            return Value(place, end, place, Op.FORMULA, expression="±" + formula.group(), unit=unit, deviation=True)
    return Value(
        place,
        end,
        place,
        Op.RANGE,
        low=-number.value,
        high=number.value,
        unit=unit,
        deviation=True,
        number_end=number.end,
    )


def bracketed(text: str, place: int) -> Value | None:
    """(18.0±0.3) mm, (20～25)℃: the bracket must hold a two-sided value and nothing else."""
    first = number_at(text, place + 1 + (text[place + 1 : place + 2] == " "))
    if first is None:
        return None
    unit, end = unit_after(text, first.end)
    made = Value(place, end, first.start, None, value=first.value, unit=unit, number_end=first.end)
    inner = tolerance(text, made) or range_of(text, made)
    if inner is None:
        return None
    close = inner.end + (text[inner.end : inner.end + 1] == " ")
    if text[close : close + 1] != ")":
        return None
    unit, end = unit_after(text, close + 1)
    return replace(inner, start=place, at=place, end=end, unit=unit or inner.unit, number_end=close + 1)


def tolerance(text: str, first: Value) -> Value | None:
    sign = first.end + (text[first.end : first.end + 1] == " ")
    if text[sign : sign + 1] != "±" or first.value is None:
        return None
    number = number_at(text, sign + 1 + (text[sign + 1 : sign + 2] == " "), signed=False)
    if number is None:
        return None
    unit, end = unit_after(text, number.end)
    if unit is not None and unit.canonical == "%" and first.unit is not None and first.unit.canonical != "%":
        return None if first.value is None else _percent_tolerance(first, number, end)
    return replace(
        first,
        end=end,
        op=Op.TOL,
        nominal=first.value,
        value=None,
        plus=number.value,
        minus=number.value,
        unit=unit or first.unit,
        number_end=number.end,
    )


def _percent_tolerance(first: Value, number: Number, end: int) -> Value:
    """220 V ± 10 %: the deviation is a share of the nominal value."""
    assert first.value is not None
    share = first.value * number.value / 100
    return replace(first, end=end, op=Op.TOL, nominal=first.value, value=None, plus=share, minus=share)


_ASYMMETRIC = re.compile(r"[ (]{0,2}\+ ?([0-9]{1,6}(?:\.[0-9]{1,6})?)[ ,、/]{0,3}-? ?([0-9]{1,6}(?:\.[0-9]{1,6})?)\)?")


def asymmetric(text: str, first: Value) -> Value | None:
    """1220 +2.0/-1.0."""
    if first.unit is not None or first.value is None or text[first.start] in "+-":
        return None
    found = _ASYMMETRIC.match(text, first.end)
    if found is None or not ("-" in found.group() or re.search(r"[ ]0$", found.group())):
        return None
    unit, end = unit_after(text, found.end())
    return replace(
        first,
        end=end,
        op=Op.TOL,
        nominal=first.value,
        value=None,
        plus=Decimal(found[1]),
        minus=Decimal(found[2]),
        unit=unit,
        number_end=found.end(),
    )


def range_of(text: str, first: Value) -> Value | None:
    place = first.end + (text[first.end : first.end + 1] == " ")
    joint = next((joint for joint in _RANGE_JOINTS if text.startswith(joint, place)), None)
    if joint is None or first.value is None:
        return None
    at = place + len(joint)
    at += text[at : at + 1] == " "
    word = lexicon.comparators().at(text, at)
    if word is not None and joint == "~":
        at = past_fillers(text, at + len(word))
    number = number_at(text, at)
    if number is None or (joint == "-" and number.value < first.value):
        return None
    big, length = big_at(text, number.end)
    unit, end = unit_after(text, number.end)
    high = number.value
    if big > 1 and (unit is None or unit.multiplier == 1):
        high *= big
        unit, end = unit_after(text, number.end + length)
        end = max(end, number.end + length)
    low = first.value
    if first.unit is None and unit is not None and unit.canonical in ("°", "'") and end == number.end:
        return None
    low, high = min(low, high), max(low, high)
    return replace(
        first,
        end=end,
        op=Op.RANGE,
        value=None,
        low=low,
        high=high,
        unit=unit or first.unit,
        number_end=number.end,
        deviation=text[first.at : first.at + 1] in "+-",
    )


def signed_pair(text: str, first: Value) -> Value | None:
    """+3.0%、-2.5%: two signed deviations are one range."""
    if first.value is None or text[first.at] not in "+-":
        return None
    found = re.compile(r" ?[、,，/;] ?").match(text, first.end)
    if found is None or text[found.end() : found.end() + 1] not in ("+", "-") or text[found.end()] == text[first.at]:
        return None
    number = number_at(text, found.end())
    if number is None:
        return None
    unit, end = unit_after(text, number.end)
    low, high = sorted((first.value, number.value))
    return replace(
        first,
        end=end,
        op=Op.RANGE,
        value=None,
        low=low,
        high=high,
        unit=unit or first.unit,
        deviation=True,
        number_end=number.end,
    )


def product(text: str, first: Value) -> Value | None:
    """500 mm×500 mm: a size, not a limit of one quantity."""
    end, unit, count = first.end, first.unit, 0
    while count < 3:
        found = re.compile(r" ?[×xX*] ?(?=[0-9(])").match(text, end)
        number = number_at(text, found.end(), signed=False) if found else None
        if number is None:
            break
        unit, end = unit_after(text, number.end)
        count += 1
    if not count:
        return None
    return replace(first, end=end, unit=unit, product=True)
