"""Characters of a page → printed lines, with superscripts and the gaps that are spaces.

Spaces stored in a file say little (justified text has them everywhere, typeset text nowhere), so gaps decide: what is
set apart by about half a character is apart. A small sign that stands raised becomes a superscript (10⁶, m³, ⁽¹⁾), so
that 2×10⁶ is never read as 2×106; a lowered one stays as it is (CODCr, SO2).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents.pdf_page import Char

_SUPER = str.maketrans(
    "0123456789+-−－–()（）=abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW①②③④⑤⑥⑦⑧⑨",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁽⁾⁽⁾⁼ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ①②③④⑤⑥⑦⑧⑨",
)
_RAISED = 0.16  # of the line's size
_SMALL = 0.86
_WORD_GAP = 0.17  # between Latin words, of the size
_WIDE_GAP = 0.62  # between hanzi: a gap that is meant
_SET_GAP = 0.38  # the same where the file holds a space
_MIXED_GAP = 0.42
_LONGEST_RAISED = 5  # characters: a longer run is no superscript but part of a formula
_NUMBER_FIRST = re.compile(r"^(?:[A-Z]\.)?\d+(?:\.\d+)*\.?$|^[a-z\d]+[)）]$")
_CLAUSE_FIRST = re.compile(r"^(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3}){1,5}$")
_LETTERS = frozenset("，。、；：！？（）《》“”‘’—…·〔〕【】℃％‰")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; places in points from the top left. ``bold`` where its font says so or it is printed twice."""

    text: str
    x0: float
    x1: float
    top: float
    base: float
    size: float
    bold: bool = False
    heavy: bool = False  # a font of headings (黑体)

    @property
    def middle(self) -> float:
        return (self.top + self.base) / 2


def group_lines(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters of each printed line, lines from top to bottom, characters from left to right."""
    rows: list[tuple[float, float, list[Char]]] = []  # top, base of the largest sign, signs
    for char in sorted(chars, key=lambda c: c.base):
        top, base = char.base - 0.8 * char.size, char.base
        for at in range(len(rows) - 1, max(-1, len(rows) - 7), -1):
            row_top, row_base, signs = rows[at]
            shared = min(base, row_base) - max(top, row_top)
            smaller = min(base - top, row_base - row_top)
            larger = max(base - top, row_base - row_top)
            needed = 0.5 if smaller > 0.78 * larger else 0.22  # a sub- or superscript may hang far out
            if smaller > 0 and shared >= needed * smaller:
                signs.append(char)
                if base - top > (row_base - row_top) * 1.05:
                    rows[at] = (top, base, signs)
                break
        else:
            rows.append((top, base, [char]))
    rows.sort(key=lambda row: row[1])
    return [sorted(signs, key=lambda c: c.x0) for _, _, signs in rows]


def make_line(signs: Sequence[Char]) -> Line | None:
    """The line of these characters (of one row, from left to right); None where they are all white space."""
    signs, twice = _without_doubles(signs)
    inked = [c for c in signs if not c.text.isspace()]
    if not inked:
        return None
    size = _main_size(inked)
    bases = Counter(round(c.base, 1) for c in inked if c.size > _SMALL * size)
    base = bases.most_common(1)[0][0] if bases else inked[0].base
    text = _text(inked, signs, size, base)
    heavy = sum("hei" in c.font.lower() or "bold" in c.font.lower() for c in inked) * 2 > len(inked)
    return Line(
        text=text,
        x0=inked[0].x0,
        x1=max(c.x1 for c in inked),
        top=base - 0.86 * size,
        base=base,
        size=size,
        bold=twice,
        heavy=heavy or twice,
    )


def _without_doubles(signs: Sequence[Char]) -> tuple[list[Char], bool]:
    """A heading made bold by printing it twice, a little moved, is read once."""
    kept: list[Char] = []
    doubles = 0
    for char in signs:
        same = any(
            char.text == other.text and char.x0 - other.x0 < 0.2 * char.size and abs(char.base - other.base) < 1.5
            for other in kept[-4:]
        )
        if same and not char.text.isspace():
            doubles += 1
        elif not same:
            kept.append(char)
    return kept, doubles * 3 > len(kept)


def _main_size(inked: Sequence[Char]) -> float:
    sizes = Counter(round(c.size * 2) / 2 for c in inked)
    common = sizes.most_common(1)[0][0]
    # a short cell such as m3 or 550(1) may hold more small signs than large ones
    large = [size for size, count in sizes.items() if count * 6 >= len(inked)]
    return max(common, *large)


def _text(inked: Sequence[Char], signs: Sequence[Char], size: float, base: float) -> str:
    spaces = [c for c in signs if c.text.isspace()]
    out: list[str] = []
    before: Char | None = None
    for char, sign in zip(inked, _signs(inked, size, base), strict=True):
        if before is not None and _apart(before, char, size, spaces, "".join(out), sign):
            out.append(" ")
        out.append(sign)
        before = char
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _signs(inked: Sequence[Char], size: float, base: float) -> list[str]:
    """The text of each character, raised ones as superscripts where they hang on to what stands before them."""
    signs = [c.text for c in inked]
    at = 0
    while at < len(inked):
        end = at
        while end < len(inked) and _raised(inked[end], size, base):
            end += 1
        if end > at:
            hangs = at > 0 and inked[at].x0 - inked[at - 1].x1 < 0.3 * size
            if hangs and end - at <= _LONGEST_RAISED:
                signs[at:end] = [c.text.translate(_SUPER) for c in inked[at:end]]
            at = end
        at += 1
    return signs


def _raised(char: Char, size: float, base: float) -> bool:
    rise = base - char.base
    return rise > _RAISED * size and (char.size < _SMALL * size or (char.text.isdigit() and rise > 0.25 * size))


def _apart(before: Char, char: Char, size: float, spaces: Sequence[Char], so_far: str, sign: str) -> bool:
    gap = char.x0 - before.x1
    spaced = any(before.x0 <= s.x0 and s.x1 <= char.x1 + 1 for s in spaces)
    latin = _is_latin(before.text), _is_latin(char.text)
    if _NUMBER_FIRST.match(so_far) and not sign[0].isdigit() and sign[0] not in ".．)）" and so_far[-1] != ".":
        return gap > (0.28 if latin[1] and not spaced else 0.2) * size
    if gap > (0.15 if spaced else 0.2) * size and _CLAUSE_FIRST.match(so_far):
        return True  # 8.1.2 2020年8月31日前
    if all(latin):
        if (before.text in "./" or char.text in "./") and (not spaced or before.text.isdigit() or char.text.isdigit()):
            return gap > 0.5 * size
        if before.text.isdigit() and char.text.isdigit() and not spaced:
            return gap > 0.3 * size
        letters = before.text.isalpha() and char.text.isalpha()
        digits = before.text.isdigit() and char.text.isdigit()
        return gap > (0.1 if spaced and not digits else 0.125 if letters else _WORD_GAP) * size
    if any(latin):
        return gap > _MIXED_GAP * size
    return gap > (_SET_GAP if spaced else _WIDE_GAP) * size


def _is_latin(text: str) -> bool:
    if text in _LETTERS:
        return False
    return unicodedata.east_asian_width(text[0]) not in "WF"
