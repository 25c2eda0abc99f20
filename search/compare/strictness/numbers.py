"""Numbers as standards print them: ``0.10``, ``2×10⁶``, ``10万``, ``1:3``, ``－3.0``, ``1 000``; exact, never a float.

Half grades (``3-4``) and names (``ENF``, ``IP54``) are no numbers; :mod:`.ordinals` reads them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

Number = Decimal | Fraction

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)")
_BOUND = re.compile(r"^(?:≤|≥|<|>|不大于|不小于|不超过|不高于|不低于|不少于|不多于|至少|至多|=)")
_PLAIN = re.compile(r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$")
_POWER = re.compile(r"^(?:([+-]?\d+(?:\.\d+)?)[×xX*·])?10(?:\^|\*\*)([+-]?\d{1,3})$")
_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$")
_WORDS = {"百万": 10**6, "千万": 10**7, "十万": 10**5, "万": 10**4, "亿": 10**8, "千": 10**3, "百": 10**2}
_RATIO = re.compile(r"^(\d+(?:\.\d+)?)[:/](\d+(?:\.\d+)?)$")
_FIT = 60  # digits and powers beyond this are no measured value


@lru_cache(maxsize=16384)
def read_number(text: str) -> Number | None:
    """The number that a whole text says, or None. ``0/25g`` and ``3-4`` are none."""
    plain = _RAISED.sub(lambda m: "^" + m.group(1).translate(_SUPERSCRIPTS), text)
    plain = unicodedata.normalize("NFKC", plain)
    plain = re.sub(r"[—–‐‑−―]", "-", plain).strip()
    plain = _BOUND.sub("", plain).strip()
    if _GROUPED.match(plain):
        plain = re.sub(r"[, ]", "", plain)
    plain = plain.replace(" ", "")
    if not plain or len(plain) > _FIT:
        return None
    factor = 1
    for word, size in _WORDS.items():
        if plain.endswith(word) and len(plain) > len(word):
            plain, factor = plain.removesuffix(word), size
            break
    if power := _POWER.match(plain):
        return fitting(Decimal(power.group(1) or 1).scaleb(int(power.group(2))) * factor)
    if ratio := _RATIO.match(plain):
        below = Fraction(ratio.group(2))
        return Fraction(ratio.group(1)) / below * factor if below else None
    if not _PLAIN.match(plain):
        return None
    try:
        return fitting(Decimal(plain) * factor)
    except InvalidOperation:
        return None


def fitting(value: Decimal) -> Decimal | None:
    """A finite decimal of a size that a limit can have, or None."""
    fits = value.is_finite() and abs(value.adjusted()) <= _FIT and len(value.as_tuple().digits) <= _FIT
    return value if fits else None


def shown(value: Number) -> str:
    """A number for a sentence: short, no exponent for common sizes; five digits where no decimal is exact."""
    if isinstance(value, Fraction):
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        exact = Fraction(decimal) == value
        text = format(decimal.normalize(), "f") if exact else format(float(value), ".5g")
        return text if exact else f"≈{text}"
    small = value.normalize()
    return format(small, "f") if -12 < small.adjusted() < 16 else str(small)
