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

Image = NDArray[np.uint8]

ADVICE = "pip install 'biaotu[ocr]'"
_SCALE = 2.6  # pixels a point: about 190 dpi
_LEAST_SCORE = 0.5
_PICTURE_SHARE = 0.35  # of the page's area
_FEW_CHARS = 40
_LONGEST_SIDE = 2600


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
    usual = median(box.height for _, box in pieces) if pieces else 10.0
    chars = tuple(char for text, box in pieces for char in _spread(text, box, usual))
    return replace(page, chars=chars, rules=rules, pictures=())


def _render(document: pypdfium2.PdfDocument, page: Page) -> tuple[Image, float]:
    scale = min(_SCALE, _LONGEST_SIDE / max(page.width, page.height))
    handle = document[page.number - 1]
    try:
        bitmap = handle.render(scale=scale, rotation=page.quarter_turns * 90)
        image: Image = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
        return image, scale
    finally:
        handle.close()


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
        crop = image[
            int(part.top * scale) : int(part.bottom * scale) + 1, int(part.x0 * scale) : int(part.x1 * scale) + 1
        ]
        if crop.size == 0 or crop.shape[1] < 4:
            continue
        found, _ = engine(np.ascontiguousarray(crop), use_det=False, use_cls=False, use_rec=True)
        again = "".join(str(piece[0]) for piece in found or () if float(piece[1]) >= _LEAST_SCORE)
        if again.strip():
            yield again.strip(), part


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
    """Straight lines of the picture: what an opening with a long thin stroke leaves."""
    import cv2  # comes with the engine

    ink = (image.mean(axis=2) < 150).astype(np.uint8)
    length = max(20, int(16 * scale))
    for shape in ((length, 1), (1, length)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        lines = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        for left, top, width, height, _ in stats[1:count]:
            thin = min(width, height) / scale
            if thin < 6:
                box = Box(left / scale, top / scale, (left + width) / scale, (top + height) / scale)
                yield box
