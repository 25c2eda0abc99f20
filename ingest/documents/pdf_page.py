"""A page of a PDF as pdfium sees it: characters with places, ruling lines, pictures. Points, from the top left corner.

Pages and texts that lie on their side are turned upright here, so that no later step has to know of it.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

from ingest.documents.pdf_lost import lost_objects, read_again

_PATH, _IMAGE = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
_MAX_PATHS = 20_000  # a drawing, not a table
_THIN = 2.5
_LEAST_RULE = 6.0
_HYPHEN = 2  # what pdfium gives for a hyphen at the end of a line
_OFF = 20.0  # signs further outside the page are not printed


@dataclass(frozen=True, slots=True)
class Char:
    """A printed sign. ``base`` is the y of its base line, ``size`` its height in points."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str = ""

    @property
    def middle(self) -> float:
        return self.base - 0.36 * self.size


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: a ruling line (thin) or a picture."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; ``number`` from 1."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    quarter_turns: int = 0  # how the page was turned to stand upright, for rendering it in the same way


@dataclass(frozen=True, slots=True)
class _Turn:
    """Points of PDF user space → points from the top left of the upright page."""

    quarters: int
    left: float
    bottom: float
    width: float  # of the unturned page
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        match self.quarters:
            case 0:
                return x, self.height - y
            case 1:  # turned clockwise by 90 degrees
                return y, x
            case 2:
                return self.width - x, y
            case _:
                return self.height - y, self.width - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def read_page(document: pypdfium2.PdfDocument, at: int) -> Page:
    """Read page ``at`` (from 0). The handle of the page is closed again."""
    page = document[at]
    try:
        text = page.get_textpage()
        try:
            return _read(document, page, text, at)
        finally:
            text.close()
    finally:
        page.close()


def _read(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, at: int) -> Page:
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
    count = text.count_chars()
    rotation = page.get_rotation() // 90
    lying = _lying_quarters(text, count)
    turn = _Turn((rotation if lying == 0 else lying) % 4, left, bottom, right - left, top - bottom)
    chars = list(_chars(text, count, turn))
    for again in read_again(document, at, lost_objects(page, text)):
        chars.extend(_chars(again, again.count_chars(), turn))
    rules, pictures = _drawn(page, turn)
    width, height = turn.width, turn.height
    if turn.quarters % 2:
        width, height = height, width
    on_page = tuple(c for c in chars if -_OFF < c.x0 < width + _OFF and 0 < c.base < height + _OFF)
    return Page(at + 1, width, height, on_page, rules, pictures, (turn.quarters - rotation) % 4)


def _lying_quarters(text: pypdfium2.PdfTextPage, count: int) -> int:
    """Quarter turns that most signs of the page need, from their angles; 0 where they stand upright."""
    step = max(1, count // 200)
    seen: Counter[int] = Counter()
    for at in range(0, count, step):
        if raw.FPDFText_IsGenerated(text, at) != 1:
            angle = raw.FPDFText_GetCharAngle(text, at)  # radians, clockwise
            seen[-round(angle / 1.5707963) % 4] += 1
    if not seen:
        return 0
    best, votes = seen.most_common(1)[0]
    return best if votes > 0.6 * seen.total() else 0


def _chars(text: pypdfium2.PdfTextPage, count: int, turn: _Turn) -> Iterator[Char]:
    x, y = ctypes.c_double(), ctypes.c_double()
    loose, matrix, flags = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    fonts: dict[bytes, str] = {}
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        if raw.FPDFText_IsGenerated(text, at) == 1 or code in (0, 10, 13, 0xFEFF, 0xFFFE):
            continue
        if code == _HYPHEN:
            code = ord("-")
        elif code < 0x20 or 0x7F <= code < 0xA0:
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, loose)
        raw.FPDFText_GetMatrix(text, at, matrix)
        scale = max(abs(matrix.d), abs(matrix.b))
        size = abs(raw.FPDFText_GetFontSize(text, at)) * scale
        raw.FPDFText_GetFontInfo(text, at, name, 128, flags)
        font = fonts.setdefault(name.value, name.value.decode("latin-1").rpartition("+")[2])
        box = turn.box(loose.left, loose.bottom, loose.right, loose.top)
        _, base = turn.point(x.value, y.value)
        yield Char(chr(code), box.x0, box.x1, base, size or box.height, font)


def _drawn(page: pypdfium2.PdfPage, turn: _Turn) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    rules: list[Box] = []
    pictures: list[Box] = []
    paths = 0
    for item in page.get_objects(max_depth=8):
        if item.type == _IMAGE:
            pictures.append(turn.box(*item.get_bounds()))
        elif item.type == _PATH and paths < _MAX_PATHS:
            paths += 1
            rules.extend(_rules(item, turn))
    flat = [
        box for box in pictures if min(box.width, box.height) <= _THIN and max(box.width, box.height) >= _LEAST_RULE
    ]
    return (*rules, *flat), tuple(box for box in pictures if box not in flat)


def _rules(item: pypdfium2.PdfObject, turn: _Turn) -> Iterator[Box]:
    """The ruling lines of a path: a thin box itself, else its straight horizontal and vertical segments."""
    whole = turn.box(*item.get_bounds())
    if max(whole.width, whole.height) < _LEAST_RULE:
        return
    if min(whole.width, whole.height) <= _THIN:
        yield whole
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    if not stroke.value:  # a filled surface (shading of a heading row) rules nothing
        return
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for at in range(min(raw.FPDFPath_CountSegments(item.raw), 400)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = turn.point(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(last, here)
        last = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(last, start)


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    if min(box.width, box.height) <= 0.7 and max(box.width, box.height) >= _LEAST_RULE:
        yield box
