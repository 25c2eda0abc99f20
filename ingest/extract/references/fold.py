"""One written form of punctuation for cue rules, character for character, so that every place stays."""

from __future__ import annotations

import re
from functools import cache

_PAIRS = {
    "（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "〔": "[", "〕": "]", "，": ",", "；": ";",
    "：": ":", "﹔": ";", "！": "!", "？": "?", "．": ".", "﹝": "[", "﹞": "]", "『": "《", "』": "》", "「": "《",
    "」": "》", "〈": "《", "〉": "》", "—": "-", "–": "-", "－": "-", "−": "-", "―": "-", "─": "-", "‐": "-", "‑": "-",
    "～": "~", "〜": "~", "｜": "|", "“": '"', "”": '"', "\u00a0": " ", "\u3000": " ", "\r": "\n", "\u2028": "\n",
}  # fmt: skip
_TITLE = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,60}》[^《》\n]{0,60})?》")
_SPACE = re.compile(r"\s+")


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table.update({ord(key): value for key, value in _PAIRS.items()})
    return table


def fold(text: str) -> str:
    """``text`` with ASCII punctuation; the same length."""
    return text.translate(_table())


def bare(text: str) -> str:
    """Folded text without white space and with titles emptied (``《》``), as cue rules read it.

    OCR reads 本 as 木 in 本标准, 本部分, 本文件.
    """
    text = _SPACE.sub("", _TITLE.sub("《》", text))
    return re.sub(r"木(?=部分|标准|文件|规范)", "本", text)
