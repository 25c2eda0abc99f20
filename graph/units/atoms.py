"""The unit symbols of ``data/atoms.csv``, with prefixes, and the names they are printed under."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

# SI prefixes (GB 3100-1993, table 5), with the words of Chinese unit names
PREFIXES: dict[str, tuple[Fraction, str]] = {
    "p": (Fraction(1, 10**12), "皮"),
    "n": (Fraction(1, 10**9), "纳"),
    "u": (Fraction(1, 10**6), "微"),
    "m": (Fraction(1, 1000), "毫"),
    "c": (Fraction(1, 100), "厘"),
    "d": (Fraction(1, 10), "分"),
    "h": (Fraction(100), "百"),
    "k": (Fraction(1000), "千"),
    "M": (Fraction(10**6), "兆"),
    "G": (Fraction(10**9), "吉"),
    "T": (Fraction(10**12), "太"),
}
# single signs for prefixed units, and printed forms that no rule makes
SIGNS = {
    "㎎": "mg",
    "㎏": "kg",
    "㎜": "mm",
    "㎝": "cm",
    "㎞": "km",
    "㎖": "mL",
    "㏄": "cm3",
    "㎍": "ug",
    "㎾": "kW",
    "㎐": "Hz",
    "㎑": "kHz",
    "㎒": "MHz",
    "㎓": "GHz",
    "㎩": "Pa",
    "㎪": "kPa",
    "㎫": "MPa",
    "㎷": "mV",
    "㎸": "kV",
    "㎃": "mA",
    "KV": "kV",
    "KW": "kW",
    "KG": "kg",
    "Kg": "kg",
    "KPa": "kPa",
    "KN": "kN",
    "KHz": "kHz",
    "Mpa": "MPa",
    "Kpa": "kPa",
    "KΩ": "kOhm",
    "Km": "km",
    "公里": "km",
    "公斤": "kg",
    "kwh": "kW.h",
    "KWh": "kW.h",
    "KW·h": "kW.h",
    "hz": "Hz",
}


@dataclass(frozen=True, slots=True)
class Atom:
    """One unit symbol: its canonical ASCII form, kind, and what it is in base units."""

    symbol: str
    kind: str
    factor: Fraction
    dimension: str  # an expression over base units, safe for pint; empty for pure numbers


@cache
def atoms() -> dict[str, Atom]:
    """Every printed name of a unit symbol, prefixed or not, with its :class:`Atom`."""
    found: dict[str, Atom] = {}
    rows = list(csv.DictReader(files(__package__).joinpath("data/atoms.csv").read_text("utf-8").splitlines()))
    for row in rows:
        factor = Fraction(row["factor"] or 1)
        names = [name for name in row["names"].split("|") if name]
        for name in (row["symbol"], *names):
            found.setdefault(name, Atom(row["symbol"], row["kind"], factor, row["dimension"]))
        for prefix in row["prefixes"].split():
            size, word = PREFIXES[prefix]
            atom = Atom(prefix + row["symbol"], row["kind"], factor * size, row["dimension"])
            for name in (row["symbol"], *names):
                for lead in _leads(prefix, word, name):
                    found.setdefault(lead + name, atom)
    for printed, canonical in SIGNS.items():
        if canonical in found:
            found[printed] = found[canonical]
    return found


def _leads(prefix: str, word: str, name: str) -> tuple[str, ...]:
    if not name.isascii() and name not in ("Ω", "Ω"):
        return (word,)
    return ("μ", "µ", "u") if prefix == "u" else (prefix,)


@cache
def longest() -> int:
    """Length of the longest name."""
    return max(map(len, atoms()))


@cache
def by_first() -> dict[str, tuple[str, ...]]:
    """Names by first character, longest first."""
    found: dict[str, list[str]] = {}
    for name in (*atoms(), *(sign for sign in SIGNS if sign not in atoms())):
        found.setdefault(name[0], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}
