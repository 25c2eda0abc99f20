"""A value as printed, and the unit behind a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from graph.limits import Op
from graph.units import Unit, unit_at
from ingest.extract.limits import lexicon


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed. ``op`` is None for a bare number; spans are of the normalised text."""

    start: int  # of the comparator, where there is one
    end: int
    at: int  # of the first number or word
    op: Op | None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True
    nominal: Decimal | None = None
    plus: Decimal | None = None
    minus: Decimal | None = None
    expression: str | None = None
    unit: Unit | None = None
    deviation: bool = False  # printed with ±, + or - alone
    suffix: bool = False  # the comparator stands behind the number
    product: bool = False  # 500 mm×500 mm
    sure: bool = True
    bound: Op | None = None  # of a formula
    number_end: int = 0  # end of the number, before the unit


def unit_after(text: str, end: int) -> tuple[Unit | None, int]:
    for gap in range(3):
        if text[end : end + gap].strip(" ") == "":
            unit = unit_at(text, end + gap)
            if unit is not None and not _part_of_word(text, end + gap, unit):
                return _raised(text, unit)
    return None, end


def _raised(text: str, unit: Unit) -> tuple[Unit, int]:
    """With a power that a text layer has set apart: mg/m 3, and 75 m 3的."""
    end = unit.reading.end
    apart = r" ([23])(?![0-9.a-zA-Z])" if "/" in unit.printed else r" ([23])(?=[，。；、)的]|$)"
    found = re.match(apart, text[end : end + 3]) if unit.printed.endswith("m") else None
    whole = unit_at(unit.printed + found.group(1), 0) if found is not None else None
    return (unit, end) if whole is None or found is None else (whole, end + found.end())


def _part_of_word(text: str, place: int, unit: Unit) -> bool:
    if len(unit.printed) != 1:
        return False
    return any(text.startswith(word, place) for word in lexicon.words_after().get(unit.printed, ()))


_FILLERS = (" ", "应", "均", "为", "等于", "或等于", "(", ":", "的", "在")


def past_fillers(text: str, place: int) -> int:
    """Past fillers between a comparator and its value."""
    for _ in range(4):
        for filler in _FILLERS:
            if filler != "(" and text.startswith(filler, place):
                place += len(filler)
                break
        else:
            break
    return place
