"""Text of a clause → sentences and table rows, and the form in which wordings are compared.

A sentence ends at 。；！？ or at the end of a line; in English at a stop before a capital. Each keeps its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.tokens import fold

SHORTEST = 10  # letters, digits and hanzi of the shortest sentence that says something of its own
LONGEST = 1_500  # characters of a sentence that are compared

_HANZI = "\u3400-\u4dbf\u4e00-\u9fff"
_END = re.compile(r"[。；！？!?]+[”』」）)]*|(?<=[A-Za-z0-9)\]%])[.;](?=\s+[A-Z])|\n+")
_LABEL = re.compile(
    rf"^\s*(?:(?:[A-Z]\.)?\d{{1,3}}(?:\.\d{{1,3}}){{1,5}}(?=[\s\u3000{_HANZI}])|[（(]?[a-zA-Z\d]{{1,2}}[)）、]|"
    r"[—–-]{1,2}|[①-⑳]|[（(][一二三四五六七八九十]{1,3}[）)])[\s\u3000]*"
)
_KEPT = re.compile(rf"[{_HANZI}A-Za-z0-9.%‰≤≥<>±~µμ°℃°\-]+")
_LETTERS = re.compile(rf"[{_HANZI}A-Za-z0-9]")
_BEFORE_TITLE = 8  # characters before a title: 附录A（规范性）
_STOPS = "。；;.！？!?"
_SELF = re.compile(r"本(?:标准|部分|规范|规程|导则|指南|文件|指导性技术文件)")
_POINT = re.compile(r"(?<!\d)\.|[.\-](?!\d)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or table row and where it stands in its text."""

    text: str
    start: int
    end: int
    row: bool = False


def sentences(text: str) -> list[Sentence]:
    """All sentences of a text long enough to compare, in order; lines with tabs are table rows."""
    found: list[Sentence] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if "\t" in line.strip():
            _add(found, text, at, at + len(line), row=True)
        else:
            start = at
            for end in _END.finditer(line):
                _add(found, text, start, at + end.end())
                start = at + end.end()
            _add(found, text, start, at + len(line))
        at += len(line)
    return found


def _add(found: list[Sentence], text: str, start: int, end: int, *, row: bool = False) -> None:
    piece = text[start:end]
    label = _LABEL.match(piece)
    skipped = label.end() if label else len(piece) - len(piece.lstrip())
    shown = piece[skipped:].rstrip()[:LONGEST]
    if weight(shown) >= SHORTEST:
        found.append(Sentence(shown, start + skipped, start + skipped + len(shown), row))


def weight(text: str) -> int:
    """Letters, digits and hanzi of a text: what shares are counted in."""
    return len(_LETTERS.findall(text))


def is_title(text: str, title: str) -> bool:
    """Whether a line is the title of its clause (as :func:`normal`), with or without 6 or 附录A（规范性）.

    A clause of one sentence has no title: where a reader took the sentence for one, its stop tells.
    """
    wording = normal(text)
    named = bool(title) and wording.endswith(title) and len(wording) - len(title) <= _BEFORE_TITLE
    return named and text.rstrip()[-1:] not in _STOPS


def normal(text: str) -> str:
    """The wording alone: normal width, lower case, 本标准 as 本文件, without blanks and punctuation.

    Signs that change a value (decimal point, %, ≤, ±, minus) stay.
    """
    folded = _SELF.sub("本文件", fold(text))
    return _POINT.sub("", "".join(_KEPT.findall(folded)))
