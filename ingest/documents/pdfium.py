"""pdfium, one call at a time: the library is not made for threads, and a service reads several files at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from ingest.errors import UnreadableFile

LOCK = threading.RLock()
PdfiumError = pypdfium2.PdfiumError


@contextmanager
def opened(name: str, content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards. Raises :class:`~ingest.errors.UnreadableFile`."""
    try:
        with LOCK:
            document = pypdfium2.PdfDocument(content)
    except PdfiumError as error:
        reason = str(error)
        if "password" in reason.lower():
            raise UnreadableFile("{name}: the PDF is encrypted; save a copy without a password", name=name) from error
        raise UnreadableFile(
            "{name}: damaged, truncated or not a PDF ({reason}); fetch the file again", name=name, reason=reason
        ) from error
    try:
        yield document
    finally:
        with LOCK:
            document.close()


def rendered(document: pypdfium2.PdfDocument, number: int, scale: float, turns: int) -> NDArray[np.uint8]:
    """Page ``number`` (from 1), turned clockwise by quarters, as height × width × 3 (blue, green, red)."""
    with LOCK:
        page = document[number - 1]
        try:
            bitmap = page.render(scale=scale, rotation=turns * 90)
            image: NDArray[np.uint8] = np.array(bitmap.to_numpy()[:, :, :3], copy=True, order="C")
            bitmap.close()
            return image
        finally:
            page.close()
