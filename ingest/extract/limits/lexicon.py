"""The words limits are made of, read from ``data/*.csv``; a standards engineer corrects them there, not in code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from graph.document import Modality
from graph.limits import Op

NEGATED = {Op.GT: Op.LE, Op.GE: Op.LT, Op.LT: Op.GE, Op.LE: Op.GT}
_MAIN_OPS = (Op.GT, Op.LT, Op.GE, Op.LE)


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words found longest first. ``by_first`` has them by first character."""

    values: dict[str, str]
    by_first: dict[str, tuple[str, ...]]
    longest: int

    def at(self, text: str, place: int) -> str | None:
        """The longest word that begins at ``place``."""
        for word in self.by_first.get(text[place : place + 1], ()):
            if text.startswith(word, place):
                return word
        return None

    def ending(self, text: str, end: int) -> str | None:
        """The longest word that ends before ``end``."""
        for length in range(min(self.longest, end), 0, -1):
            word = text[end - length : end]
            if word in self.values and not (word[0].isascii() and end > length and _letter(text[end - length - 1])):
                return word
        return None

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
        """All words in a span, left to right, not overlapping."""
        found, place, stop = [], start, len(text) if end is None else end
        while place < stop:
            word = self.at(text, place)
            if word is not None and place + len(word) <= stop:
                found.append((place, word))
                place += len(word)
            else:
                place += 1
        return found


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that makes a number something else than a limit."""

    word: str
    scope: str
    reason: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    return list(csv.DictReader(files(__package__).joinpath(f"data/{name}.csv").read_text("utf-8").splitlines()))


def words(values: dict[str, str]) -> Words:
    """A :class:`Words` of a mapping."""
    by_first: dict[str, list[str]] = {}
    for word in values:
        by_first.setdefault(word[0], []).append(word)
    ordered = {first: tuple(sorted(some, key=len, reverse=True)) for first, some in by_first.items()}
    return Words(values, ordered, max(map(len, values), default=0))


def _letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def comparators() -> Words:
    """Words before a value, with the negated ones: 不应 + 大于 = ≤, 不得 + 超过 = ≤, 不宜 + 低于 = ≥."""
    found = {row["word"]: row["op"] for row in rows("comparators") if row["place"] == "before"}
    main = {word: op for word, op in found.items() if Op(op) in _MAIN_OPS and word[0] not in "不≤≥<>=≯≮至最"}
    for row in rows("modals"):
        if row["negative"] == "1":
            for word, op in main.items():
                found.setdefault(row["word"] + word, NEGATED[Op(op)].value)
    return words(found)


@cache
def after_comparators() -> Words:
    """Words behind a value: 以下, 及以上."""
    return words({row["word"]: row["op"] for row in rows("comparators") if row["place"] == "after"})


@cache
def modals() -> Words:
    """Words of provision and what they express."""
    return words({row["word"]: row["modality"] for row in rows("modals")})


def modality_in(text: str) -> Modality | None:
    """The last expression of provision in a text."""
    found = modals().find(text)
    # 可 within a word (可溶性, 可吸入) is no permission
    kept = [word for place, word in found if not (word == "可" and text[place + 1 : place + 2] not in "采用按取")]
    kept = [word for word in kept if word not in ("应",) or not _inside_word(text, word)]
    return Modality(modals().values[kept[-1]]) if kept else None


def _inside_word(text: str, word: str) -> bool:
    place = text.rfind(word)
    return text[place - 1 : place + 1] in ("相应", "反应", "响应", "对应", "效应", "供应", "适应") or text[
        place : place + 2
    ] in (
        "应力",
        "应急",
        "应变",
        "应用",
    )


@cache
def qualitative() -> Words:
    """Words that are a value: 不得检出, 阴性."""
    return words({row["word"]: row["op"] for row in rows("qualitative")})


@cache
def defects() -> Words:
    """What 无 and 不得有 are said of."""
    return words({row["word"]: "" for row in rows("defects")})


@cache
def noise() -> tuple[Cue, ...]:
    """Words that make a number a step, a count, an example."""
    return tuple(Cue(row["cue"], row["scope"], row["reason"]) for row in rows("noise"))


@cache
def conditions(role: str) -> Words:
    """Cues of conditions by role: ``word`` (昼间), ``opens`` (当), ``closes`` (时)."""
    return words({row["cue"]: role for row in rows("conditions") if row["role"] == role})


@cache
def grades() -> Words:
    """Names of grades and classes."""
    return words({row["word"]: "" for row in rows("grades")})


@cache
def columns() -> dict[str, str]:
    """What a column of a table is, by its head."""
    return {row["word"]: row["role"] for row in rows("columns")}


@cache
def terms() -> Words:
    """Names of characteristics: substances, quantities, and words before them."""
    return words({row["term"]: row["role"] for row in rows("characteristics")})


def measured(text: str) -> bool:
    """Whether a text holds the name of a substance or a quantity."""
    return any(terms().values[term] in ("substance", "quantity") for _, term in terms().find(text))


@cache
def _directions() -> dict[str, str]:
    return {row["term"]: row["direction"] for row in rows("characteristics") if row["direction"]}


_SAID = (
    ("最低", "lower"),
    ("最小", "lower"),
    ("下限", "lower"),
    ("最高", "upper"),
    ("最大", "upper"),
    ("允许", "upper"),
    ("限量", "upper"),
)


def direction_of(text: str) -> Literal["upper", "lower"] | None:
    """Which way a bare value of this characteristic limits, by its last word that says so."""
    for word, way in _SAID:
        if word in text:
            return "lower" if way == "lower" else "upper"
    found = [
        (terms().values[term] == "generic", _directions()[term])
        for _, term in terms().find(text)
        if term in _directions()
    ]
    measured_ones = [direction for generic, direction in found if not generic]
    last = (measured_ones or [direction for _, direction in found])[-1:]
    return None if not last else ("upper" if last[0] == "upper" else "lower")


@cache
def _completions() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["begins"], row["unit_kind"], row["adds"]) for row in rows("completions"))


def completed(name: str, unit_kind: str) -> str:
    """A name that its unit completes: 耐水（变色、沾色）/级 is 耐水色牢度（变色、沾色）."""
    for begins, kind, adds in _completions():
        if kind == unit_kind and name.startswith(begins) and adds not in name:
            tail = name[len(begins) :]
            return f"{begins}{adds}{tail}" if adds == "色牢度" else f"{name}{adds}"
    return name


@cache
def fillers(place: str) -> tuple[str, ...]:
    """Words that lead from a name to its value (应为, 应控制在), or stand before a name (其中), in file order."""
    return tuple(row["word"] for row in rows("fillers") if row["place"] == place)


@cache
def symbols() -> dict[str, str]:
    """Names of elements and compounds by their symbols."""
    return {row["symbol"]: row["name"] for row in rows("symbols")}


@cache
def words_after() -> dict[str, tuple[str, ...]]:
    """What shows that a unit of one character begins another word: 3 级配, 5 分别."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("not_units"):
        found[row["word"][0]] = (*found.get(row["word"][0], ()), row["word"])
    return found
