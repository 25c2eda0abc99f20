"""True widths of Latin signs that a typesetting system stores under full-width codes.

The file says that each is as wide as a hanzi; printed, they stand as close as Latin letters do. The least step from
such a sign to the next one, anywhere in the document, is its width: then a gap between words shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.documents.pdf_page import Char


class Advances:
    """Learns widths page by page."""

    def __init__(self) -> None:
        self._least: dict[tuple[str, str], float] = {}  # of the size

    def learn(self, chars: Sequence[Char]) -> None:
        """Take in the signs of a page, in their stored order."""
        for char, after in pairwise(chars):
            step = after.x0 - char.x0
            if not _is_full_width(char) or step <= 0.1 * char.size or step > 1.1 * char.size:
                continue
            if abs(after.base - char.base) < 0.1 * char.size and after.font == char.font:
                key = (char.font, char.text)
                self._least[key] = min(self._least.get(key, 9.9), step / char.size)

    def narrowed(self, char: Char) -> Char:
        """The sign with its printed width."""
        least = self._least.get((char.font, char.text)) if _is_full_width(char) else None
        if least is None or char.x0 + least * char.size >= char.x1:
            return char
        return replace(char, x1=char.x0 + least * char.size)


def _is_full_width(char: Char) -> bool:
    return "\uff10" <= char.text <= "\uff5a" or "\ue000" <= char.text <= "\ue0ff"
