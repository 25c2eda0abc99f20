"""Values on a scale of grades: which of two is the better one (DOMAIN 6.3).

Half grades (``3-4`` = 3.5), names (ENF, A1, V-0, HB) and codes (IP54) get a place on a scale of
``data/scales.csv``; rank 0 is the least demanding. A limit on a scale always asks for *at least as good*, whatever its
sign: energy grade "≤ 2" and "不低于2级" are the same demand. Scales with numbers of their own (ENF ≤ 0.025 mg/m³ by
GB/T 39600) can be set against a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from search.compare.strictness.data import normal, rows
from search.compare.strictness.model import Given
from search.compare.strictness.numbers import Number, read_number

_HALF = re.compile(r"^(\d+(?:\.\d+)?)(?:-|~|至|/)(\d+(?:\.\d+)?)$")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_IP = re.compile(r"^IP([0-6X])([0-9X])(K?)([A-D]?)(?:[/和]?IP([0-6X])([0-9X])(K?))?$")


@dataclass(frozen=True, eq=False, slots=True)
class Scale:
    """One scale of grades."""

    name: str
    quantity: re.Pattern[str]
    direction: str  # up: a larger number is better; down; list: by the order given; tests: by tests passed
    order: tuple[str, ...]  # best last
    ops: frozenset[str]  # signs that mean "at least as good"; empty: any
    numbers: Mapping[str, Fraction]  # upper limit that a name stands for
    number_unit: str
    needs_name: bool  # applies to texts only: a plain number is no member
    halves: bool  # 3-4 is half a grade; else a range of grades


@cache
def scales() -> tuple[Scale, ...]:
    """The scales, in order of the file: the first whose quantity and members fit is taken."""
    found = []
    for row in rows("scales"):
        numbers = dict(pair.split("=") for pair in row["numbers"].split("|") if pair)
        found.append(
            Scale(
                row["scale"],
                re.compile(row["quantity"], re.IGNORECASE),
                row["direction"],
                tuple(row["order"].split("<")) if row["order"] else (),
                frozenset(row["ops"].split("|")) if row["ops"] else frozenset(),
                {name: Fraction(number) for name, number in numbers.items()},
                row["number_unit"],
                row["needs_name"] == "yes",
                row["halves"] == "yes",
            )
        )
    return tuple(found)


@lru_cache(maxsize=16384)
def scales_for(characteristic: str) -> tuple[Scale, ...]:
    """The scales that a characteristic may be graded on; the values decide between them."""
    plain = normal(characteristic)
    return tuple(scale for scale in scales() if scale.quantity.search(plain))


def grade_number(value: Given, *, halves: bool = True) -> Number | None:
    """A grade as a number: 3, ``3-4`` → 3.5, 二级, Ⅱ级, ``4级``."""
    if value is None or isinstance(value, (Decimal, Fraction)):
        return value
    return _grade_number(value, halves)


@lru_cache(maxsize=8192)
def _grade_number(value: str, halves: bool) -> Number | None:
    plain = normal(value).removeprefix("第").removesuffix("级").removesuffix("等").removesuffix("类").removesuffix("星")
    if plain in _ROMAN or plain in _CHINESE:
        return Decimal(_ROMAN.get(plain) or _CHINESE[plain])
    if match := _HALF.match(plain):
        low, high = Decimal(match.group(1)), Decimal(match.group(2))
        return (low + high) / 2 if halves and high - low == 1 else None
    if "-" in plain[1:] or ":" in plain:
        return None
    return read_number(plain)


@lru_cache(maxsize=8192)
def rank(scale: Scale, value: Given) -> Fraction | None:
    """The place of a value on a scale: the larger, the better. None where it is no member."""
    if scale.direction == "list":
        return _listed(scale, value)
    text = normal(value) if isinstance(value, str) else ""
    if scale.order and text:
        pattern = re.fullmatch(scale.order[0], text, re.IGNORECASE)
        number = read_number(pattern.group(1)) if pattern else grade_number(value, halves=scale.halves)
    else:
        number = grade_number(value, halves=scale.halves)
    if number is None or (scale.needs_name and not text):
        return None
    exact = Fraction(number)
    return exact if scale.direction == "up" else -exact


def _listed(scale: Scale, value: Given) -> Fraction | None:
    text = normal(value) if isinstance(value, str) else format(value, "f") if isinstance(value, Decimal) else ""
    places = {
        normal(name).casefold(): Fraction(place) for place, names in enumerate(scale.order) for name in names.split("=")
    }
    plain = text.casefold()
    return places.get(plain, places.get(plain.removesuffix("级"), places.get(plain + "级")))


def stands_for(scale: Scale, value: Given) -> Fraction | None:
    """The number that a name of a scale stands for (ENF → 0.025), in the scale's own unit."""
    if not isinstance(value, str):
        return None
    plain = normal(value).upper().removesuffix("级")
    return scale.numbers.get(plain)


@lru_cache(maxsize=4096)
def protection_tests(code: str) -> frozenset[str] | None:
    """The tests that an IP code claims (GB/T 4208-2017, 4.1, 6): 7 and 8 include no jets, X claims nothing."""
    match = _IP.match(normal(code).upper().replace("-", "").replace(",", "/"))
    if match is None:
        return None
    found: set[str] = set()
    for solid, water in ((match.group(1), match.group(2)), (match.group(5), match.group(6))):
        if solid and solid != "X":
            found |= {f"solid {grade}" for grade in range(1, int(solid) + 1)}
        if water and water != "X":
            grade = int(water)
            reached = range(1, grade + 1) if grade <= 6 else range(1, 5)
            found |= {f"water {lower}" for lower in (*reached, grade) if lower}
            if grade == 8:
                found.add("water 7")
    if match.group(4):
        found |= {f"access {letter}" for letter in "ABCD"[: "ABCD".index(match.group(4)) + 1]}
    return frozenset(found)
