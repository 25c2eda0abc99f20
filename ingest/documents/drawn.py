"""Clause numbers drawn as small pictures in the margin (DB44/ 2367-2022), read by the shapes of the file's own digits.

Word processors of standards bodies draw the number as a picture; the text layer then begins with the title. The
digits that do stand in the text layer, rendered, are the patterns to compare with. Where a digit of that font is not
among them (8 looks like 3), the number that goes on the sequence is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from graph.document import Repair, RepairKind
from ingest.documents.numbering import Key, key_of, numbering_step
from ingest.documents.pdf_cells import PlacedTable
from ingest.documents.pdf_layout import PageLayout
from ingest.documents.pdf_lines import Line
from ingest.documents.pdf_page import Box, Char, Page
from ingest.documents.pdfium import rendered

Shape = NDArray[np.float64]

_SCALE = 6.0
_GRID = (20, 14)  # rows and columns that shapes are compared on
_FARTHEST = 0.24  # mean difference of two shapes that may be the same digit; 0.03 to 0.1 in one font
_CHOICES = 3
_PAGES = 25  # rendered for patterns
_SHARPNESS = 12.0  # weight of the shapes against the sequence
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,3}){0,5}$")


def number_pictures(page: Page) -> tuple[Box, ...]:
    """Pictures that may be numbers: of the height of a line, in the left quarter of the page."""
    return tuple(
        box for box in page.pictures if 5 <= box.height <= 18 and 3 <= box.width <= 60 and box.x0 < 0.25 * page.width
    )


class DrawnNumbers:
    """Collects pictures and patterns page by page, then reads the pictures."""

    def __init__(self) -> None:
        self._pictures: dict[int, tuple[Box, ...]] = {}
        self._turns: dict[int, int] = {}
        self._digits: dict[tuple[str, str], list[tuple[int, Char]]] = defaultdict(list)  # by font and digit

    def see(self, page: Page) -> None:
        """Remember what is needed of this page."""
        found = number_pictures(page)
        if found:
            self._pictures[page.number] = found
        self._turns[page.number] = page.quarter_turns
        for char in page.chars:
            if char.text in "0123456789" and char.size > 7 and len(self._digits[char.font, char.text]) < 2:
                self._digits[char.font, char.text].append((page.number, char))

    def read_into(
        self, document: pypdfium2.PdfDocument, layouts: Sequence[PageLayout]
    ) -> tuple[list[PageLayout], list[Repair], list[str]]:
        """Layouts with the numbers in their lines; repairs; warnings for pictures that are no known number."""
        if not self._pictures:
            return list(layouts), [], []
        shapes = self._shapes(document)
        repairs: list[Repair] = []
        warnings: list[str] = []
        out: list[PageLayout] = []
        last: Key = ()
        for layout in layouts:
            boxes = self._pictures.get(layout.number, ())
            if boxes:
                image = _rendered(document, layout.number, self._turns[layout.number])
                for box in boxes:
                    number = _read(_crop(image, box), shapes, last)
                    if number is None:
                        warnings.append(f"page {layout.number}: a small picture in the margin was not read")
                        continue
                    last = key_of(number)
                    repairs.append(Repair(kind=RepairKind.OCR, page=layout.number, before="", after=number))
                    layout = _with_number(layout, box, number)
            out.append(layout)
        return out, repairs, list(dict.fromkeys(warnings))

    def _shapes(self, document: pypdfium2.PdfDocument) -> dict[str, list[Shape]]:
        """The digits of the text layer as printed, rendered page by page."""
        wanted: dict[int, list[Char]] = defaultdict(list)
        for found in self._digits.values():
            for number, char in found:
                wanted[number].append(char)
        shapes: dict[str, list[Shape]] = defaultdict(list)
        for number, chars in sorted(wanted.items())[:_PAGES]:
            image = _rendered(document, number, self._turns[number])
            for char in chars:
                box = Box(char.x0, char.base - char.size, char.x1, char.base + 0.2 * char.size)
                pieces = _pieces(_crop(image, box))
                if len(pieces) == 1:
                    shapes[char.text].append(_shape(pieces[0]))
        return shapes


def _rendered(document: pypdfium2.PdfDocument, number: int, turns: int) -> NDArray[np.bool_]:
    """The page as ink (true) and paper."""
    ink: NDArray[np.bool_] = rendered(document, number, _SCALE, turns).mean(axis=2) < 140
    return ink


def _crop(image: NDArray[np.bool_], box: Box) -> NDArray[np.bool_]:
    top, left = max(0, int(box.top * _SCALE) - 2), max(0, int(box.x0 * _SCALE) - 2)
    return image[top : int(box.bottom * _SCALE) + 3, left : int(box.x1 * _SCALE) + 3]


def _pieces(ink: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """The signs of a line: stretches of columns with ink, each cut to its height."""
    columns = np.flatnonzero(ink.any(axis=0))
    if columns.size == 0:
        return []
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    pieces = []
    for group in groups:
        part = ink[:, group[0] : group[-1] + 1]
        rows = np.flatnonzero(part.any(axis=1))
        pieces.append(part[rows[0] : rows[-1] + 1])
    return [p for p in pieces if p.sum() > 6]


def _shape(piece: NDArray[np.bool_]) -> Shape:
    """The sign on the common grid, its proportions kept by padding: 1 stays narrow."""
    height, width = piece.shape
    padded = np.zeros((height, max(width, int(height * 0.72))), dtype=float)
    start = (padded.shape[1] - width) // 2
    padded[:, start : start + width] = piece
    rows = np.linspace(0, padded.shape[0] - 1, _GRID[0] * 3).round().astype(int)
    columns = np.linspace(0, padded.shape[1] - 1, _GRID[1] * 3).round().astype(int)
    fine = padded[np.ix_(rows, columns)]
    shape: Shape = fine.reshape(_GRID[0], 3, _GRID[1], 3).mean(axis=(1, 3))
    return shape


def _read(ink: NDArray[np.bool_], shapes: dict[str, list[Shape]], last: Key) -> str | None:
    """The number of a picture; ``last`` is the one read before it."""
    pieces = _pieces(ink)
    if not pieces:
        return None
    tallest = max(piece.shape[0] for piece in pieces)
    readings: list[tuple[str, float]] = [("", 0.0)]
    for piece in pieces:
        choices = [(".", 0.0)] if piece.shape[0] < 0.35 * tallest else _digits(_shape(piece), shapes)
        readings = [(text + sign, far + more) for text, far in readings for sign, more in choices][:500]
    fit = [(text, far) for text, far in readings if _NUMBER.match(text)]
    if not fit:
        return None

    def worth(reading: tuple[str, float]) -> float:
        step = numbering_step(last, key_of(reading[0])) if last else 0.0
        return (-6.0 if step is None else step) - _SHARPNESS * reading[1]

    return max(fit, key=worth)[0]


def _digits(here: Shape, shapes: dict[str, list[Shape]]) -> list[tuple[str, float]]:
    far = [(digit, min(float(np.abs(here - one).mean()) for one in known)) for digit, known in shapes.items() if known]
    return sorted((pair for pair in far if pair[1] <= _FARTHEST), key=lambda pair: pair[1])[:_CHOICES]


def _with_number(layout: PageLayout, box: Box, number: str) -> PageLayout:
    """The number before the line it stands beside, or as a line of its own (terms, GB/T 1.1-2020, 8.7)."""
    items: list[Line | PlacedTable] = list(layout.items)
    middle = (box.top + box.bottom) / 2
    for at, item in enumerate(items):
        if isinstance(item, Line) and item.x0 > box.x0 and item.top - 1 < middle < item.base + 1:
            items[at] = replace(item, text=f"{number} {item.text}", x0=box.x0)
            return replace(layout, items=tuple(items))
    size = next((i.size for i in items if isinstance(i, Line)), box.height)
    line = Line(number, box.x0, box.x1, middle - 0.43 * size, middle + 0.43 * size, size, heavy=True)
    below = (i for i, o in enumerate(items) if (o.box.top if isinstance(o, PlacedTable) else o.middle) > middle)
    items.insert(next(below, len(items)), line)
    return replace(layout, items=tuple(items))
