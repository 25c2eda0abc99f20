"""Limits and switches of reading a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``max_ocr_pages`` bounds character recognition (4 to 7 seconds a page); ``ocr`` switches it off altogether."""

    max_bytes: int = 50 * 2**20
    max_pages: int = 3000
    ocr: bool = True
    max_ocr_pages: int = 60
