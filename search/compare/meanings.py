"""Whether two definitions of a term say the same.

Compared is the definition itself, its first sentence with what goes on from it (若…; the rest are notes), without
the words that only name the trade of the standard: those that also stand in its title. 合成树脂工业企业的法定边界 in
a standard of 合成树脂工业 and 企业的法定边界 in a general one are one definition. Definitions with other values are
never the same.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import takewhile

from rapidfuzz import fuzz

from search.compare.thresholds import threshold

_SENTENCE = re.compile(r"(?<=[。；;])|\n(?=本标准|本文件|注)")
_GOES_ON = ("若", "如", "否则", "难以")  # a sentence that is still the definition
_OPENING = re.compile(r"^(?:自|凡|是指|指的是|指|即)")
_NUMBERED = re.compile(r"(?:GB|HJ|DB|JB|HG)[A-Z0-9]*(?:/[TZ])?\s*[\d.]+(?:[—–-]\d+)?|[（(]\d+[)）]")
_VALUE = re.compile(r"(\d+(?:\.\d+)?)\s*([kM](?=Pa|W|V|g|m))?")
_PREFIX = {"": 0, "k": 3, "M": 6}
_SPACED = re.compile(r"(?<=\d)\s+(?=\d)")  # 101 325 Pa
_TRADE = 2  # signs of a title that name a trade
_HOUR = re.compile(r"一\s*小时|(?<=1)\s*(?:小时|h\b)")
_MARKS = "的及和与、"


def same_definition(one: str, other: str, titles: tuple[str, str] = ("", "")) -> bool:
    """``titles`` are those of the standards that define the term."""
    return same_values(one, other) and likeness(one, other, titles) >= threshold("definition_same")


def likeness(one: str, other: str, titles: tuple[str, str] = ("", "")) -> float:
    """0 to 100, of the definitions without their trades; 100 where one is the other with more said of its trade."""
    plain = [_letters(_core(text)) for text in (one, other)]
    without = [_without_trade(text, title) for text, title in zip(plain, titles, strict=True)]
    return max(float(fuzz.ratio(*plain)), float(fuzz.ratio(*without)))


def same_values(one: str, other: str) -> bool:
    """Whether one gives no value that the other has otherwise, to the places that both print: 273 K is 273.15 K
    (GB/T 8170). A value that only one of them gives is no other value."""
    first, second = sorted((_values(one), _values(other)), key=len)
    return all(any(_equal(value, known) for known in second) for value in first)


def _equal(one: Decimal, other: Decimal) -> bool:
    places = max(one.as_tuple().exponent, other.as_tuple().exponent)
    unit = Decimal(1).scaleb(int(places))
    return one.quantize(unit) == other.quantize(unit)


def _values(definition: str) -> list[Decimal]:
    text = _NUMBERED.sub("", _SPACED.sub("", _core(definition)))
    return [Decimal(value).scaleb(_PREFIX[prefix]) for value, prefix in _VALUE.findall(text)]


def _core(definition: str) -> str:
    text = _HOUR.sub(_hour, unicodedata.normalize("NFKC", definition))
    first, *others = (part.strip() for part in _SENTENCE.split(text.strip()))
    return _OPENING.sub("", first) + "".join(takewhile(lambda part: part.startswith(_GOES_ON), others))


def _hour(found: re.Match[str]) -> str:
    return "1h" if found[0].startswith("一") else "h"


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _without_trade(definition: str, title: str) -> str:
    """The definition without the runs of two and more signs that it shares with the title."""
    kept, at = [], 0
    while at < len(definition):
        length = 0
        while at + length < len(definition) and definition[at : at + length + 1] in title:
            length += 1
        if length >= _TRADE:
            at += length
        else:
            kept.append(definition[at])
            at += 1
    return "".join(sign for sign in kept if sign not in _MARKS)
