"""Reading a printed unit: from characters to terms, in one pass.

    unit  = [multiplier] side ["/" side]           mg/(m²·h)  万个/mL  g/100g  毫克每立方米  CFU/100 mL
    side  = term { "·" term } | "(" side ")"
    term  = [number] symbol [exponent]

The longest symbol wins (mm before m); a symbol of Latin letters ends where no letter follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from graph.units.atoms import SIGNS, Atom, atoms, by_first

MULTIPLIERS = {"百万": 10**6, "千万": 10**7, "万亿": 10**12, "十万": 10**5, "万": 10**4, "亿": 10**8}
_SUPERSCRIPTS = {"⁰": 0, "¹": 1, "²": 2, "³": 3, "⁴": 4, "⁵": 5, "⁶": 6}
_JOINTS = "·.•*⋅"
_STANDARD = re.compile(r"[A-Z]{1,4}/[TZ](?![A-Za-z])")  # GB/T is no gigabyte per tesla
DEEPEST = 2  # brackets within brackets
MOST = 8  # terms of one unit


@dataclass(frozen=True, slots=True)
class Term:
    """A symbol with its power, or a number in a denominator (``number`` of g/100g)."""

    atom: Atom
    power: int
    number: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit read from ``start`` to ``end``: its terms and the number word before them."""

    start: int
    end: int
    terms: tuple[Term, ...]
    multiplier: int = 1


def read_at(text: str, at: int) -> Reading | None:
    """The unit that begins at ``at`` of a normalised text, as long as it can be read."""
    if _STANDARD.match(text, at):
        return None
    start, multiplier = at, 1
    for word, size in MULTIPLIERS.items():
        if text.startswith(word, at):
            at, multiplier = at + len(word), size
            break
    if multiplier > 1 and text[at : at + 1] == " ":
        at += 1
    if text.startswith("/", at) and multiplier > 1:
        terms: list[Term] = []  # 亿/g: a plain number a unit
        end = at
    else:
        side = _side(text, at)
        if side is None:
            return None
        terms, end = side
    while len(terms) < MOST:
        below = _denominator(text, end)
        if below is None:
            break
        more, end = below
        terms = terms + [Term(t.atom, -t.power, t.number) for t in more]
    if not terms:
        return None
    return Reading(start, end, tuple(terms), multiplier)


def _denominator(text: str, at: int) -> tuple[list[Term], int] | None:
    for sign in ("/", " / ", "/ ", " /", "每"):
        if text.startswith(sign, at):
            return _side(text, at + len(sign), below=True)
    return None


def _side(text: str, at: int, *, below: bool = False, depth: int = 0) -> tuple[list[Term], int] | None:
    if text.startswith("(", at):
        inner = _side(text, at + 1, below=below, depth=depth + 1) if depth < DEEPEST else None
        if inner is not None and text.startswith(")", inner[1]):
            return inner[0], inner[1] + 1
        return None
    first = _term(text, at, below=below)
    if first is None:
        return None
    terms, end = [first[0]], first[1]
    while len(terms) < MOST:
        nxt = end
        if text[nxt : nxt + 1] and text[nxt] in _JOINTS:
            nxt += 1
        elif text.startswith(" · ", nxt):
            nxt += 3
        elif not text.startswith("(", nxt):
            break
        if text.startswith("(", nxt):
            break
        more = _term(text, nxt, below=False)
        if more is None:
            break
        terms.append(more[0])
        end = more[1]
    return terms, end


def _term(text: str, at: int, *, below: bool) -> tuple[Term, int] | None:
    number = 1
    if below:
        digits = at
        while digits < len(text) and text[digits].isascii() and text[digits].isdigit() and digits - at < 5:
            digits += 1
        if digits > at:
            number, at = int(text[at:digits]), digits + (text[digits : digits + 1] == " ")
            if number == 0:
                return None
    name = symbol_at(text, at)
    if name is None:
        return None
    at += len(name)
    atom = atoms().get(name) or atoms()[SIGNS[name]]
    power, at = _exponent(text, at, name)
    return Term(atom, power, number), at


def symbol_at(text: str, at: int) -> str | None:
    """The longest unit name that begins at ``at``."""
    for name in by_first().get(text[at : at + 1], ()):
        if text.startswith(name, at) and (name in atoms() or SIGNS.get(name) in atoms()) and _ends(text, at, name):
            return name
    return None


def _ends(text: str, at: int, name: str) -> bool:
    last, after = name[-1], text[at + len(name) : at + len(name) + 1]
    if last.isascii() and last.isalpha():
        return not (after.isascii() and after.isalpha())
    return True


def _exponent(text: str, at: int, name: str) -> tuple[int, int]:
    sign, here = 1, at
    if text.startswith("^", here):
        here += 1
    if text.startswith(("⁻", "-"), here) and here + 1 < len(text):
        digit = _SUPERSCRIPTS.get(text[here + 1]) if text[here] == "⁻" else None
        if text[here] == "-" and text[here + 1] in "123" and name.isascii() and not text[here + 2 : here + 3].isdigit():
            digit = int(text[here + 1])
        return (-digit, here + 2) if digit else (1, at)
    char = text[here : here + 1]
    if char in _SUPERSCRIPTS and char:
        return sign * _SUPERSCRIPTS[char], here + 1
    if char and char in "23" and name.isascii() and name[-1].isalpha():
        follow = text[here + 1 : here + 2]
        if not (follow.isdigit() or follow == "."):
            return int(char), here + 1
    return 1, at


def plain_factor(reading: Reading) -> Fraction:
    """Factor of the numbers in a unit (100 of g/100g), without that of its symbols."""
    factor = Fraction(1)
    for term in reading.terms:
        factor *= Fraction(term.number) ** (1 if term.power > 0 else -1)
    return factor * reading.multiplier
