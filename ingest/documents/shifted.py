"""Fonts of typesetting systems whose signs are stored 0x31 rows too high in GB 2312: 员猿郾 for 13. (GB 16889-2008).

Row 3 (full-width ASCII) becomes row 52, row 1 (punctuation) row 50, the system's own row 10 (decimal point) row 59. All
signs of such a font are hanzi of these few rows, which no font of running text can be: so the font as a whole tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from ingest.documents.pdf_page import Char

_SHIFT = 0x31
_SIGN_ROWS = frozenset({0xA1, 0xA2, 0xA3, 0xA6, 0xA9, 0xAA})
_LEAST = 4  # signs of a font before it is judged
_SHARE = 0.95


class ShiftedFonts:
    """Judges fonts by all signs seen so far."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._fitting: Counter[str] = Counter()

    def learn(self, chars: Iterable[Char]) -> None:
        """Count the signs of a page."""
        for char in chars:
            if not char.text.isspace():
                self._seen[char.font] += 1
                self._fitting[char.font] += unshifted(char.text) is not None

    def is_shifted(self, font: str) -> bool:
        """Whether this font holds signs and no hanzi."""
        seen = self._seen[font]
        return seen >= _LEAST and self._fitting[font] >= _SHARE * seen


@cache
def unshifted(text: str) -> str | None:
    """The sign that this hanzi stands for in such a font; None where there is none."""
    try:
        code = text.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if len(code) != 2 or code[0] - _SHIFT not in _SIGN_ROWS:
        return None
    row, cell = code[0] - _SHIFT, code[1]
    if row == 0xAA:  # the system's own row, U+E000 on
        return chr(0xE000 + cell - 0xA1)
    try:
        return bytes((row, cell)).decode("gbk")
    except UnicodeDecodeError:
        return None
