"""Numbers as printed: 1 000, 1,000, 5×10⁴, 5*102 (a lost superscript), 10^4, 40万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = "0123456789"
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = re.compile(r"[0-9]{1,20}(?![0-9])(?:\.[0-9]{1,15})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ ,][0-9]{3}){1,4}(?![0-9])(?:\.[0-9]{1,15}(?![0-9]))?")
_POWER = re.compile(r" ?[×*xX·] ?10(?:\^\(?(-?[0-9]{1,2})\)?|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|(-?[1-9][0-9]?)(?![0-9.]))")
_TEN = re.compile(r"10(?:\^\(?(-?[0-9]{1,2})\)?|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))")
_BIG = {"万": 10**4, "亿": 10**8, "百万": 10**6}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a normalised text. ``sure`` is false where a superscript had to be guessed (5*102)."""

    start: int
    end: int
    value: Decimal
    sure: bool = True


def number_at(text: str, at: int, *, signed: bool = True) -> Number | None:
    """The number that begins at ``at``, with its sign; a decimal exponent belongs to it."""
    start, sign = at, 1
    if signed and text[at : at + 1] in ("-", "+"):
        sign = -1 if text[at] == "-" else 1
        at += 1 + (text[at + 1 : at + 2] == " ")
    if text[at : at + 1] not in _DIGITS or not text[at : at + 1]:
        return None
    ten = _TEN.match(text, at)
    if ten is not None:
        return Number(start, ten.end(), sign * Decimal(10) ** _exponent(ten.group(1), ten.group(2)))
    found = _GROUPED.match(text, at)
    if found is not None and _two_numbers(found.group()):
        found = None
    found = found or _PLAIN.match(text, at)
    if found is None:
        return None
    end, value = found.end(), Decimal(re.sub("[ ,]", "", found.group()))
    power = _POWER.match(text, end)
    if power is not None and power.group(3) is None:
        return Number(start, power.end(), sign * value * Decimal(10) ** _exponent(power.group(1), power.group(2)))
    if power is not None and value < 1000:
        return Number(start, power.end(), sign * value * Decimal(10) ** int(power.group(3)), sure=False)
    return Number(start, end, sign * value)


def _two_numbers(text: str) -> bool:
    """Whether what looks grouped is two numbers of a cell: 225 150, but 5 000 and 100 000 are one."""
    groups = text.split(" ")
    return len(groups) == 2 and len(groups[0]) == 3 and groups[1][:3] != "000"


def _exponent(caret: str | None, raised: str | None) -> int:
    return int(caret if caret is not None else (raised or "0").translate(_SUPERSCRIPT))


def big_at(text: str, at: int) -> tuple[int, int]:
    """A number word behind a number (40万): its size and length; (1, 0) where there is none."""
    for word, size in _BIG.items():
        if text.startswith(word, at):
            return size, len(word)
    return 1, 0
