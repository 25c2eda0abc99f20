"""Text layers that lie, character by character: symbol fonts, private use, rare hanzi for Latin letters."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from graph.document import Repair, RepairKind
from graph.ids.tables import code_table
from ingest.documents.pdf_page import Char, Page


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    kind: RepairKind


@cache
def _signs() -> dict[str, _Sign]:
    """Signs that stand for another wherever they occur (data/signs.csv and the rare hanzi of graph/ids)."""
    table: dict[str, _Sign] = {}
    with (files("ingest.documents.data") / "signs.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            table[chr(int(row["code"], 16))] = _Sign(row["text"], RepairKind(row["kind"]))
    for glyph, info in code_table().glyphs.items():
        if not info.needs_context and not glyph.isascii() and "\u3400" <= glyph <= "\u9fff":
            table[glyph] = _Sign(info.ascii, RepairKind.GLYPHS)
    return table


class Mender:
    """Mends the characters of one document, page by page, and keeps account of it."""

    def __init__(self) -> None:
        self._done: Counter[tuple[RepairKind, int, str, str]] = Counter()
        self._unknown: Counter[tuple[str, int]] = Counter()

    def chars(self, page: Page) -> tuple[Char, ...]:
        """The characters of the page as printed."""
        return tuple(self._mended(char, page.number) for char in page.chars)

    def _mended(self, char: Char, page: int) -> Char:
        text = char.text
        if "！" <= text <= "～":  # full width signs of typeset files: ＧＢ　１２３４８
            return replace(char, text=_narrow(text))
        sign = _signs().get(text)
        if sign is not None:
            self._done[sign.kind, page, text, sign.text] += 1
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
