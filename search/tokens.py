"""Text → tokens of the lexical index: pairs of hanzi, Latin words, numbers.

Pairs of characters beat dictionary segmentation on titles of standards (docs/decisions). Width and case do not count;
superscripts and circled digits stay apart from digits (NFKC would turn 10⁴ into 104).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_PIECES = re.compile(rf"[{_HANZI}]+|[A-Za-z]+|\d+(?:\.\d+)*")
_SINGLE = re.compile(rf"[{_HANZI}]")


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the characters of the original text it stands for."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case and normal width, one character for one, so that positions stay."""
    return "".join(_fold(char) for char in text)


def _fold(char: str) -> str:
    if "\uff01" <= char <= "\uff5e" or char == "\u3000":
        char = unicodedata.normalize("NFKC", char)
    lower = char.lower()
    return lower if len(lower) == 1 else char


def tokens(text: str) -> list[Token]:
    """All tokens in order; a single hanzi between other signs is a token of its own."""
    found: list[Token] = []
    for piece in _PIECES.finditer(fold(text)):
        run, start = piece.group(), piece.start()
        if _SINGLE.match(run) and len(run) > 1:
            found += [Token(run[i : i + 2], start + i, start + i + 2) for i in range(len(run) - 1)]
        else:
            found.append(Token(run, start, piece.end()))
    return found


def token_texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def signs(text: str) -> list[str]:
    """The hanzi of a text, each once, in order."""
    return list(dict.fromkeys(_SINGLE.findall(fold(text))))


def script(text: str) -> str:
    """``zh``, ``en`` or ``mixed``, by the letters of a query; numbers say nothing."""
    hanzi = len(re.findall(rf"[{_HANZI}]", text))
    latin = len(re.findall(r"[A-Za-z]+", text))
    if hanzi and latin > hanzi:
        return "mixed"
    return "zh" if hanzi else "en"
