"""Errors of the identifier package."""

from __future__ import annotations

from graph.errors import Said, SaidError


class InvalidIdentifier(SaidError, ValueError):
    """A text that should hold one standard number (标准编号) holds none.

    The message says what was read and what to do; `text` is the offending input.
    """

    def __init__(self, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        super().__init__(
            "not a standard number: {shown!r} ({reason}); expected a code, a serial and an optional year, "
            "such as 'GB/T 1.1-2020', 'T/ZSA 114-2020' or 'ISO 9001:2015'; for running text use find()",
            shown=text if len(text) <= 80 else text[:77] + "...",
            reason=Said(reason),
        )

    def __reduce__(self) -> tuple[type[InvalidIdentifier], tuple[str, str]]:
        return InvalidIdentifier, (self.text, self.reason)
