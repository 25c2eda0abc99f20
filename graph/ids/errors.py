"""Errors of the identifier package."""

from __future__ import annotations


class InvalidIdentifier(ValueError):
    """A text that should hold one standard number (标准编号) holds none.

    The message says what was read and what to do; `text` is the offending input.
    """

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        shown = text if len(text) <= 80 else text[:77] + "..."
        super().__init__(
            f"not a standard number: {shown!r} ({reason}); expected a code, a serial and an optional year, "
            "such as 'GB/T 1.1-2020', 'T/ZSA 114-2020' or 'ISO 9001:2015'; for running text use find()"
        )
