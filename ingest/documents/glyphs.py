"""Text layers that lie, character by character: symbol fonts, private use, rare hanzi for Latin letters."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from graph.document import Repair, RepairKind
from graph.ids.tables import code_table
from ingest.documents.advances import Advances
from ingest.documents.pdf_page import Box, Char, Page
from ingest.documents.shifted import ShiftedFonts, unshifted


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    kind: RepairKind


@cache
def _signs() -> dict[str, _Sign]:
    """Signs that stand for another wherever they occur (data/signs.csv and the rare hanzi of graph/ids)."""
    table: dict[str, _Sign] = {}
    rows = (files("ingest.documents.data") / "signs.csv").read_text("utf-8").splitlines()
    for row in csv.DictReader(rows):
        table[chr(int(row["code"], 16))] = _Sign(row["text"], RepairKind(row["kind"]))
    for glyph, info in code_table().glyphs.items():
        if not info.needs_context and not glyph.isascii() and "\u3400" <= glyph <= "\u9fff":
            table[glyph] = _Sign(info.ascii, RepairKind.GLYPHS)
    return table


class Mender:
    """Mends the characters of one document, page by page, and keeps account of it."""

    def __init__(self) -> None:
        self._fonts = ShiftedFonts()
        self._advances = Advances()
        self._done: Counter[tuple[RepairKind, int, str, str]] = Counter()
        self._unknown: Counter[tuple[str, int]] = Counter()

    def chars(self, page: Page) -> tuple[Char, ...]:
        """The characters of the page as printed."""
        self._fonts.learn(page.chars)
        self._advances.learn(page.chars)
        return tuple(self._mended(self._advances.narrowed(char), page.number) for char in page.chars)

    def dashes(self, chars: tuple[Char, ...], page: Page) -> tuple[tuple[Char, ...], tuple[Box, ...]]:
        """Short lines drawn in the gap of a text line are dashes: GB 12348 2008 on covers. Also the rules left over."""
        found: list[Char] = []
        left: list[Box] = []
        for rule in page.rules:
            char = self._dash(rule, chars, page.number) if 2 < rule.width < 24 and rule.height < 2 else None
            if char is None:
                left.append(rule)
            else:
                found.append(char)
        return ((*chars, *found) if found else chars), tuple(left)

    def _dash(self, rule: Box, chars: tuple[Char, ...], page: int) -> Char | None:
        y = (rule.top + rule.bottom) / 2
        beside = [c for c in chars if 0.15 * c.size < c.base - y < 0.55 * c.size and rule.width < 1.7 * c.size]
        before = any(abs(c.x1 - rule.x0) < 0.6 * c.size and c.text.isalnum() for c in beside)
        after = next((c for c in beside if abs(c.x0 - rule.x1) < 0.6 * c.size and c.text.isalnum()), None)
        if not before or after is None:
            return None
        text = "—" if rule.width > 0.75 * after.size else "-"
        self._done[RepairKind.SYMBOLS, page, "", text] += 1
        return Char(text, rule.x0, rule.x1, after.base, after.size, after.font)

    def _mended(self, char: Char, page: int) -> Char:
        text = char.text
        if self._fonts.is_shifted(char.font) and (sign_of := unshifted(text)) is not None:
            mended = _narrow(sign_of) if "！" <= sign_of <= "～" else sign_of
            mended = _signs()[mended].text if mended in _signs() else mended
            self._done[RepairKind.GLYPHS, page, text, mended] += 1
            return replace(char, text=mended)
        if "！" <= text <= "～":  # full width signs of typeset files: ＧＢ　１２３４８
            return replace(char, text=_narrow(text))
        if "symbol" in char.font.lower() and "!" <= text <= "ÿ":  # a symbol font stored under Latin codes: m for μ
            text = chr(0xF000 + ord(text))
        sign = _signs().get(text)
        if sign is not None:
            if char.text != sign.text:
                self._done[sign.kind, page, char.text, sign.text] += 1
            return replace(char, text=sign.text)
        if "\ue000" <= text <= "\uf8ff":
            self._unknown[text, page] += 1
        return char

    def repairs(self) -> tuple[Repair, ...]:
        """What was changed: one entry for each page and sign."""
        return tuple(
            Repair(kind=kind, page=page, before=before, after=after, count=count)
            for (kind, page, before, after), count in self._done.items()
        )

    def warnings(self) -> tuple[str, ...]:
        """What could not be read."""
        return tuple(
            f"page {page}: {count} signs U+{ord(text):04X} of a private font are not known"
            for (text, page), count in self._unknown.items()
        )


def _narrow(text: str) -> str:
    """Full-width letters and digits to normal width; punctuation of Chinese text stays."""
    narrow = chr(ord(text) - 0xFEE0)
    return narrow if narrow.isalnum() or narrow in "/.-+%=<>~#$&@*" else text
