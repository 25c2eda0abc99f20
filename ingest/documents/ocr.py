"""Pages that are pictures → the same page of characters and ruling lines, by character recognition (extra ``ocr``).

Facts read this way are marked and want review: digits are mostly right, superscripts are not (m³ reads m2 or m3).
The engine loads when the first such page comes, and nothing is kept on disk. 4 to 7 seconds a page on two cores.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from statistics import median
from typing import Any, Protocol

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from ingest.documents.pdf_page import Box, Char, Page
from ingest.documents.pdf_tables import find_grids
from ingest.documents.pdfium import rendered

Image = NDArray[np.uint8]

ADVICE = "pip install 'biaotu[ocr]'"
_SCALE = 2.6  # pixels a point: about 190 dpi
_LEAST_SCORE = 0.5
_LONE_SCORE = 0.6
_MOST_FIELDS = 600  # of a page, looked at again
_PICTURE_SHARE = 0.35  # of the page's area
_FEW_CHARS = 40
_LONGEST_SIDE = 2600
_PAPER = 1000.0  # points; A4 is 842 high


class Engine(Protocol):
    """What is used of rapidocr."""

    def __call__(self, image: Image, **options: Any) -> tuple[Any, Any]: ...


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


def load() -> Engine:
    """The recognition engine, with the models of its package."""
    from rapidocr_onnxruntime import RapidOCR  # an extra: loaded when the first picture comes

    engine: Engine = RapidOCR(print_verbose=False)
    return engine


def is_picture(page: Page) -> bool:
    """Whether the page is a picture with no text layer to speak of (a stamp or a page number may be there)."""
    if sum(not c.text.isspace() for c in page.chars) >= _FEW_CHARS:
        return False
    area = page.width * page.height
    return any(min(b.width, page.width) * min(b.height, page.height) > _PICTURE_SHARE * area for b in page.pictures)


def recognise(document: pypdfium2.PdfDocument, page: Page, engine: Engine) -> Page:
    """The page with recognised characters, each line's spread evenly over its box, and lines found in the picture."""
    image, scale = _render(document, page)
    rules = tuple(_rules(image, scale))
    words = list(_words(engine, image, scale))
    fields = [cell.box for grid in find_grids(rules) for cell in grid.cells]
    pieces = [piece for word in words for piece in _split(word, fields, image, scale, engine)]
    pieces.extend(_overlooked(fields, pieces, image, scale, engine))
    usual = median(box.height for _, box in pieces) if pieces else 10.0
    chars = tuple(char for text, box in pieces for char in _spread(text, box, usual))
    size = _size(page)
    return replace(page, width=page.width / size, height=page.height / size, chars=chars, rules=rules, pictures=())


def _render(document: pypdfium2.PdfDocument, page: Page) -> tuple[Image, float]:
    """The picture, and its pixels a point of the page as if it were no larger than paper."""
    scale = min(_SCALE, _LONGEST_SIDE / max(page.width, page.height))
    return rendered(document, page.number, scale, page.quarter_turns), scale * _size(page)


def _size(page: Page) -> float:
    """How many times larger than A4 a page says it is: scans are stored at a point a pixel (GB 3838-2002)."""
    return max(1.0, max(page.width, page.height) / _PAPER)


def _words(engine: Engine, image: Image, scale: float) -> Iterator[tuple[str, Box]]:
    found, _ = engine(image)
    for corners, text, score in found or ():
        if float(score) >= _LEAST_SCORE and text.strip():
            xs, ys = [float(p[0]) / scale for p in corners], [float(p[1]) / scale for p in corners]
            yield _full_stop(text.strip()), Box(min(xs), min(ys), max(xs), max(ys))


def _full_stop(text: str) -> str:
    """A Chinese full stop after a letter is read as o (22~707Hzo)."""
    return re.sub(r"(?<=[\u3400-\u9fff）)a-z])[oO]$", "。", text) if re.search(r"[\u3400-\u9fff]", text) else text


def _split(
    word: tuple[str, Box], fields: Iterable[Box], image: Image, scale: float, engine: Engine
) -> Iterator[tuple[str, Box]]:
    """A piece of text that runs over several fields of a table is read again field by field."""
    box = word[1]
    middle = (box.top + box.bottom) / 2
    within = [
        field
        for field in fields
        if field.top <= middle <= field.bottom and min(field.x1, box.x1) - max(field.x0, box.x0) > 0.25 * box.height
    ]
    if len(within) < 2:
        yield word
        return
    for field in within:
        part = Box(max(field.x0 + 1, box.x0), box.top, min(field.x1 - 1, box.x1), box.bottom)
        if again := _line(part, image, scale, engine, _LEAST_SCORE):
            yield again, part


def _overlooked(
    fields: list[Box], pieces: list[tuple[str, Box]], image: Image, scale: float, engine: Engine
) -> list[tuple[str, Box]]:
    """Fields with ink in which no text was found: a lone 一 or 1 escapes the search for lines."""
    found: list[tuple[str, Box]] = []
    for field in fields[:_MOST_FIELDS]:
        if any(
            field.x0 < (b.x0 + b.x1) / 2 < field.x1 and field.top < (b.top + b.bottom) / 2 < field.bottom
            for _, b in pieces
        ):
            continue
        inner = Box(field.x0 + 2.5, field.top + 2.5, field.x1 - 2.5, field.bottom - 2.5)
        part = _crop(inner, image, scale)
        if part.size == 0:
            continue
        ink = part.min(axis=2) < 140
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        if ink.sum() < 12 or rows.size == 0 or (columns[-1] - columns[0]) > 0.8 * part.shape[1]:
            continue  # empty, or struck out by a diagonal
        top, bottom = inner.top + rows[0] / scale - 3, inner.top + rows[-1] / scale + 3
        if bottom - top > 24:
            continue
        box = Box(inner.x0 + columns[0] / scale - 3, min(top, bottom - 9), inner.x0 + columns[-1] / scale + 3, bottom)
        if text := _line(box, image, scale, engine, _LONE_SCORE):
            found.append((text, box))
    return found


def _crop(box: Box, image: Image, scale: float) -> Image:
    top, left = max(0, int(box.top * scale)), max(0, int(box.x0 * scale))
    return image[top : int(box.bottom * scale) + 1, left : int(box.x1 * scale) + 1]


def _line(box: Box, image: Image, scale: float, engine: Engine, least: float) -> str:
    """The text of a box that holds one line."""
    part = _crop(box, image, scale)
    if part.size == 0 or part.shape[1] < 4 or part.shape[0] < 4:
        return ""
    found, _ = engine(np.ascontiguousarray(part), use_det=False, use_cls=False, use_rec=True)
    return "".join(str(piece[0]) for piece in found or () if float(piece[1]) >= least).strip()


def _spread(text: str, box: Box, usual: float) -> Iterator[Char]:
    """Characters at their likely places: a hanzi is twice as wide as a letter."""
    height = usual if abs(box.height - usual) < 0.35 * usual else box.height
    size = 0.82 * height
    widths = [2.0 if unicodedata.east_asian_width(sign) in "WF" else 1.1 for sign in text]
    unit = box.width / max(sum(widths), 1.0)
    x, base = box.x0, (box.top + box.bottom) / 2 + 0.36 * size
    for sign, width in zip(text, widths, strict=True):
        if sign.isspace():  # the gap stands for it
            x += max(width * unit, 0.7 * size)
            continue
        yield Char(sign, x, x + width * unit, base, size, "ocr")
        x += width * unit


def _rules(image: Image, scale: float) -> Iterator[Box]:
    """Straight lines of the picture, also faint, broken or askew: what an opening with a long thin stroke leaves."""
    import cv2  # comes with the engine

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    length, gap = int(16 * scale), int(12 * scale)
    for across in (True, False):
        thick = cv2.dilate(ink, np.ones((3, 1) if across else (1, 3), np.uint8))  # steps of a line that is askew
        stroke = np.ones((1, length) if across else (length, 1), np.uint8)
        bridge = np.ones((1, gap) if across else (gap, 1), np.uint8)
        lines = cv2.morphologyEx(cv2.morphologyEx(thick, cv2.MORPH_OPEN, stroke), cv2.MORPH_CLOSE, bridge)
        count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(lines, np.ones((3, 3), np.uint8)))
        for left, top, width, height, _ in stats[1:count]:
            long, thin = (width, height) if across else (height, width)
            if thin < 7 * scale and long > 1.4 * length:
                yield Box(left / scale, top / scale, (left + width) / scale, (top + height) / scale)
