"""Normalisation that keeps every character's place in the original text.

Almost all changes map one character to one (full width, dashes, garbled glyphs), so offsets stay as they
are. Only joining letter-spaced covers (`G B / T 1 9 0 0 1`) and dropping invisible characters change the
length; then `offsets` maps each normalised position to the original one.
Superscripts (10⁴) and circled digits (①) are left alone: NFKC would turn them into digits of a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.ids.tables import code_table

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z](?:[ \t]{1,3}[A-Za-z0-9/.\-]){4,}(?![A-Za-z0-9])")
_SPACED_DIGITS = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,4}[ \t]{0,2}(?:/[ \t]{0,2}[A-Z]{1,8})?"
    r"(?:[ \t]{1,3}[0-9.]){2,12}[ \t]{1,3}-(?:[ \t]{1,3}[0-9]){4}"
)
_SPACED_LEAD = re.compile(r"(?:G[ \t]+B|[TQ][ \t]+/|D[ \t]+B|I[ \t]+S[ \t]+O|[A-Z][ \t]+[A-Z][ \t]+/)")


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised text and where each of its characters came from (`offsets` is None when unmoved)."""

    text: str
    offsets: list[int] | None = None

    def start(self, position: int) -> int:
        """Original offset of the character at `position`."""
        return position if self.offsets is None else self.offsets[position]

    def end(self, position: int) -> int:
        """Original offset just past the character before `position`."""
        if self.offsets is None or position == 0:
            return position
        return self.offsets[position - 1] + 1


@cache
def _translation() -> dict[int, str]:
    """Character map: full-width ASCII by Unicode block, spaces, and the glyph table."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table.update(dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288), " "))
    table[0x2028] = table[0x2029] = table[0x85] = "\n"
    for glyph, info in code_table().glyphs.items():
        if not info.needs_context:
            table[ord(glyph)] = info.ascii
    return table


@cache
def _contextual() -> tuple[re.Pattern[str], dict[str, str]]:
    """Glyphs that are also ordinary hanzi (狀, 犇): mapped only beside a slash or another ASCII sign."""
    letters = {g: info.ascii for g, info in code_table().glyphs.items() if info.needs_context}
    group = "[" + "".join(letters) + "]"
    return re.compile(f"{group}+"), letters


def normalize(text: str) -> Normalized:
    """Bring look-alikes to ASCII; keep places. Linear in the length of `text`."""
    if text.isascii():
        return _join_spaced(text, None)
    mapped = text.translate(_translation())
    pattern, letters = _contextual()
    if any(glyph in mapped for glyph in letters):
        mapped = pattern.sub(lambda m: _beside_ascii(m, letters), mapped)
    if _INVISIBLE.search(mapped) is None:
        return _join_spaced(mapped, None)
    kept = [i for i, c in enumerate(mapped) if _INVISIBLE.match(c) is None]
    return _join_spaced("".join(mapped[i] for i in kept), kept)


def _beside_ascii(run: re.Match[str], letters: dict[str, str]) -> str:
    """The letters a run of ambiguous glyphs stands for, when a letter or slash touches it."""
    text = run.string
    touching = text[run.start() - 1 : run.start()] + text[run.end() : run.end() + 1]
    if any(c == "/" or (c.isascii() and c.isalpha()) for c in touching):
        return "".join(letters[c] for c in run.group())
    return run.group()


def _join_spaced(text: str, offsets: list[int] | None) -> Normalized:
    """Join letter-spaced numbers of covers: `G B / T 1 9 0 0 1 - 2 0 1 6`."""
    dropped: list[tuple[int, int]] = []
    for run in _SPACED.finditer(text):
        if _SPACED_LEAD.match(run.group().upper()):
            dropped.append(run.span())
    if not dropped:
        dropped = [run.span() for run in _SPACED_DIGITS.finditer(text)]
    if not dropped:
        return Normalized(text, offsets)
    kept: list[int] = []
    at = 0
    for start, end in dropped:
        kept.extend(range(at, start))
        kept.extend(i for i in range(start, end) if text[i] not in " \t")
        at = end
    kept.extend(range(at, len(text)))
    joined = "".join(text[i] for i in kept)
    return Normalized(joined, kept if offsets is None else [offsets[i] for i in kept])
