"""Texts of registry cells → typed values. Each returns the value, or raises ``ValueError`` with a reason."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

from graph.kinds import Status
from ingest.sources.files import Cell

_EMPTY = {"", "-", "--", "—", "/", "无", "暂无", "null", "none", "n/a", "nan", "\\"}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ICS = re.compile(r"\d{2}(?:\.\d{3}(?:\.\d{2})?)?")
_CCS = re.compile(r"[A-Z]\d{2}")
_BETWEEN = re.compile(r"[、；;，,\n\r\t|]+")
_OPEN, _CLOSE = "(（[【《", ")）]】》"


def clean(cell: Cell) -> str:
    """One text: trimmed, runs of white space as one space, the words for 'nothing' as ''."""
    if not cell:
        return ""
    text = "、".join(cell) if isinstance(cell, tuple) else cell
    text = re.sub(r"[\s\u3000\ufeff\x00-\x1f\x7f]+", " ", text).strip()
    return "" if text.lower() in _EMPTY else text


def parse_date(text: str) -> date | None:
    """A day, in any of the forms registries use. ``ValueError`` for a text that is none, or an impossible day."""
    if not text:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if found is None:
        raise ValueError("not a date; expected a form like 2020-01-31")
    year, month, day = map(int, found.groups())
    try:
        value = date(year, month, day)
    except ValueError as error:
        raise ValueError(f"no such day ({error})") from error
    if not 1949 <= value.year <= 2100:
        raise ValueError(f"year {value.year} is not plausible for a standard")
    return value


@cache
def _statuses() -> dict[str, Status | None]:
    text = (files("ingest.sources.data") / "statuses.csv").read_text("utf-8")
    return {row["word"]: Status(row["status"]) if row["status"] else None for row in csv.DictReader(text.splitlines())}


def parse_status(text: str) -> Status | None:
    """The status a registry word stands for; None where it says nothing usable."""
    word = re.sub(r"[\s（(].*$", "", text) if not text.isascii() else text
    if not text:
        return None
    if word.lower() not in _statuses():
        raise ValueError("unknown status word; add it to ingest/sources/data/statuses.csv")
    return _statuses()[word.lower()]


def split(cell: Cell) -> tuple[str, ...]:
    """A list of names: at 、；，; and line ends, but not inside brackets. Order kept, repeats dropped."""
    if not cell:
        return ()
    parts: Iterable[str] = cell if isinstance(cell, tuple) else _outside_brackets(cell)
    names = (clean(part).strip(" .。:：") for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _outside_brackets(text: str) -> Iterable[str]:
    depth, start = 0, 0
    for found in re.finditer(rf"[{re.escape(_OPEN + _CLOSE)}]|{_BETWEEN.pattern}", text):
        sign = found.group()
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 or "\n" in sign:
            yield text[start : found.start()]
            start, depth = found.end(), 0
    yield text[start:]


def parse_ics(cell: Cell) -> tuple[str, ...]:
    """ICS codes (field, group, subgroup). ``ValueError`` names what is none."""
    return _codes(cell, _ICS, "an ICS code like 13.040.40")


def parse_ccs(cell: Cell) -> tuple[str, ...]:
    """CCS codes: a letter and two digits."""
    return _codes(cell, _CCS, "a CCS code like A91")


def _codes(cell: Cell, pattern: re.Pattern[str], expected: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", clean(cell)).upper()
    words = [word for word in re.split(r"[\s,;、/]+", text) if word and word not in ("ICS", "CCS")]
    bad = [word for word in words if not pattern.fullmatch(word)]
    if bad:
        raise ValueError(f"{', '.join(bad)[:80]} is not {expected}")
    return tuple(dict.fromkeys(words))


def parse_bool(text: str) -> bool | None:
    """是/否 and their like."""
    if text in ("是", "有", "包含", "涉及", "true", "yes", "1"):
        return True
    if text in ("否", "无", "不包含", "不涉及", "false", "no", "0"):
        return False
    if not text:
        return None
    raise ValueError("expected 是 or 否")


def parse_pages(text: str) -> int | None:
    if not text:
        return None
    found = re.search(r"\d+", text)
    if found is None or not 0 < int(found.group()) < 10_000:
        raise ValueError("not a number of pages")
    return int(found.group())
