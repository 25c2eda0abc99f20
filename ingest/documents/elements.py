"""Titles of elements → their kind, by data/elements.csv (GB/T 1.1-2020, table 3; older and engineering styles)."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.document import ElementKind

_MARKS = re.compile(r"规范性|标准的|补充件|资料性|提示的|参考件")
_ANNEX = re.compile(
    r"^附\s*录\s*(?P<letter>[A-Z](?![A-Za-z])|[一二三四五六七八九十]{1,2}(?!\w))?\s*(?P<rest>(?:[(（].{2,8}[)）])?.{0,60})$"
)
_NORMATIVE = ("规范性", "标准的", "补充件")


@dataclass(frozen=True, slots=True)
class Annex:
    """The heading of an annex: its letter, its kind where printed in the same line, and its title there."""

    letter: str
    kind: ElementKind | None
    title: str


def compact(text: str) -> str:
    """Normal width, without white space: 前　言 is 前言."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def plain(text: str) -> str:
    """Full-width letters, digits and spaces to normal width; superscripts and circled digits stay."""
    return text.translate(_WIDTHS)


_WIDTHS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()} | {
    0xFF0E: ".",
    0x3000: " ",
    0xA0: " ",
}


def unnumbered(text: str) -> ElementKind | None:
    """The element that this line alone heads: 前言, 参考文献 ..."""
    if len(text) > 30:
        return None
    key = compact(text)
    return next((kind for kind, pattern in _table("unnumbered") if pattern.fullmatch(key)), None)


def numbered(title: str) -> ElementKind:
    """The kind of a chapter by its title."""
    key = compact(title)
    return next((kind for kind, pattern in _table("numbered") if key and pattern.fullmatch(key)), ElementKind.CHAPTER)


def annex(text: str) -> Annex | None:
    """The heading of an annex (GB/T 1.1-2020, 9.6: 附录A（规范性）); a sentence about an annex is none."""
    text = plain(text).strip()
    match = _ANNEX.match(text)
    if match is None or text.endswith(("。", "；", "，", "、")):
        return None
    rest = match["rest"].strip()
    inside = re.match(r"^[(（]([^()（）]*)[)）]\s*", rest)
    kind = annex_kind(inside[1]) if inside else None
    if kind is not None and inside is not None:
        rest = rest[inside.end() :]
    elif rest and not re.match(r"^附\s*录\s*[A-Z]?\s", text):
        return None  # 附录A给出 ...
    if not match["letter"] and kind is None and rest:
        return None
    return Annex(match["letter"] or "", kind, rest)


def annex_kind(text: str) -> ElementKind | None:
    """规范性, 资料性 (2020), ~附录 (2009), 标准的, 提示的附录 (1993), 补充件, 参考件 (1987)."""
    mark = _MARKS.search(compact(text))
    if mark is None:
        return None
    return ElementKind.ANNEX_NORMATIVE if mark.group() in _NORMATIVE else ElementKind.ANNEX_INFORMATIVE


@cache
def _table(scope: str) -> tuple[tuple[ElementKind, re.Pattern[str]], ...]:
    rows = csv.DictReader((files("ingest.documents.data") / "elements.csv").read_text("utf-8").splitlines())
    return tuple((ElementKind(row["kind"]), re.compile(row["pattern"])) for row in rows if row["scope"] == scope)
