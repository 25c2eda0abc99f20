"""Text that pdfium leaves out: a line that equals one of the lines before it, in a font that is not embedded.

pdfium drops text printed twice at one place to look bold. Where the font is missing on this machine, the places of the
signs have no height, and equal lines under each other (the 0.5 of a column) count as one place. The lost objects
are found by their flat boxes and read again on the page with everything else taken away.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw

_FLAT = 0.01
_ROUNDS = 40


def lost_objects(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> list[int]:
    """Places in the page's list of the text objects that gave no text."""
    found: list[int] = []
    for at, item in enumerate(page.get_objects(max_depth=1)):
        if item.type != raw.FPDF_PAGEOBJ_TEXT:
            continue
        left, bottom, right, top = item.get_bounds()
        flat = (top - bottom < _FLAT) != (right - left < _FLAT)
        if flat and not _has_text(item, text):
            found.append(at)
    return found


def read_again(document: pypdfium2.PdfDocument, at: int, lost: list[int]) -> Iterator[pypdfium2.PdfTextPage]:
    """Text pages that hold the lost objects only, as many as equal ones lie over each other."""
    for _ in range(_ROUNDS):
        if not lost:
            return
        page = document[at]
        try:
            wanted = set(lost)
            places: dict[int, pypdfium2.PdfObject] = {}
            for i, item in enumerate(list(page.get_objects(max_depth=1))):
                if i in wanted:
                    places[i] = item
                else:
                    raw.FPDFPage_RemoveObject(page.raw, item.raw)
            text = page.get_textpage()
            try:
                yield text
                left = [i for i, item in places.items() if not _has_text(item, text)]
            finally:
                text.close()
        finally:
            page.close()
        if len(left) == len(lost):
            return
        lost = left


def _has_text(item: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> bool:
    buffer = ctypes.create_string_buffer(8)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    return int(raw.FPDFTextObj_GetText(item.raw, text.raw, pointer, 4)) > 2
