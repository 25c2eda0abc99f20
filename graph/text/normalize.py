"""Look-alike characters brought to one form, each keeping its place in the text as given.

Almost every change maps one character to one (full width, dashes, tildes, traditional forms of the words that limits
are made of), so offsets stay. Only invisible characters are dropped; then :attr:`Normal.offsets` leads back.
Superscripts (10⁴) and circled digits (①) stay: NFKC would turn them into digits of a number (DOMAIN 9.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_SPACES = (
    0x09,
    0x0A,
    0x0B,
    0x0C,
    0x0D,
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x202F,
    0x205F,
    0x3000,
    0x2028,
    0x2029,
    0x85,
)
_ALIKE = {
    "−": "-", "‐": "-", "‑": "-", "–": "-", "﹣": "-", "―": "—", "─": "—",
    "～": "~", "〜": "~", "∼": "~", "˜": "~", "∽": "~",
    "µ": "μ", "Ω": "Ω", "㎎": "㎎", "×": "×", "✕": "×", "⨯": "×",
    "≦": "≤", "⩽": "≤", "≧": "≥", "⩾": "≥", "﹤": "<", "﹥": ">", "〈": "<", "〉": ">",
    "⋅": "·", "∙": "·", "•": "·", "・": "·", "．": ".", "∶": ":", "∕": "/", "⁄": "/",
    "º": "°", "˚": "°", "﹪": "%", "′": "′", "’": "'", "［": "[", "］": "]", "【": "[", "】": "]",
    "檢": "检", "測": "测", "應": "应", "須": "须", "於": "于",
    "過": "过", "達": "达", "內": "内", "無": "无", "濃": "浓",
    "總": "总", "鉛": "铅", "鎘": "镉", "銅": "铜", "鋅": "锌",
    "鎳": "镍", "鉻": "铬", "錳": "锰", "鐵": "铁", "質": "质",
    "釋": "释", "強": "强", "溫": "温", "濕": "湿", "壓": "压",
    "電": "电", "級": "级", "類": "类", "標": "标", "準": "准",
    "個": "个", "長": "长", "寬": "宽", "為": "为", "間": "间", "時": "时", "單": "单", "數": "数", "項": "项",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text and where each of its characters came from (``offsets`` is None when none moved)."""

    text: str
    source: str
    offsets: tuple[int, ...] | None = None

    def start(self, position: int) -> int:
        """Place in the source of the character at ``position``."""
        if self.offsets is None:
            return position
        return self.offsets[position] if position < len(self.offsets) else len(self.source)

    def end(self, position: int) -> int:
        """Place in the source just past the character before ``position``."""
        return position if self.offsets is None or position == 0 else self.offsets[position - 1] + 1

    def verbatim(self, start: int, end: int) -> str:
        """The source text of a span of the normalised text."""
        return self.source[self.start(start) : self.end(end)]


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table.update(dict.fromkeys(_SPACES, " "))
    table.update({ord(key): value for key, value in _ALIKE.items()})
    # the comma, semicolon and stop of Chinese text separate; the ASCII ones may belong to numbers and formulas
    for code in (0xFF0C, 0xFF1B):
        table[code] = chr(code)
    return table


def normalize(text: str) -> Normal:
    """Bring look-alikes to one form. Linear in the length of ``text``."""
    mapped = text.translate(_table())
    broken = "\n" in text or "\r" in text
    if not broken and _INVISIBLE.isdisjoint(mapped):
        return Normal(mapped, text)
    dropped = _line_breaks(text) if broken else frozenset()
    kept = tuple(i for i, char in enumerate(mapped) if char not in _INVISIBLE and i not in dropped)
    return Normal("".join(mapped[i] for i in kept), text, kept)


def _line_breaks(text: str) -> frozenset[int]:
    """Ends of line between two Chinese characters: the word goes on (不应大\\n于)."""
    return frozenset(
        i
        for i, char in enumerate(text)
        if char in "\r\n" and 0 < i < len(text) - 1 and _chinese(text[i - 1]) and _chinese(text[i + 1])
    )


def _chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
