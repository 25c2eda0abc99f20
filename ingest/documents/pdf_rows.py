"""Rows of a table that no line divides: three values over three values are three rows, not one.

Typeset standards rule only the groups of a table. Where the label column and at least one more hold three or more
lines on the same base lines, each base line is a row. Two lines are left alone: they may be one cell (400 over 550).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.documents.pdf_lines import Line

_LEAST = 3
_SAME = 3.0


@dataclass(frozen=True, slots=True)
class Field:
    """A cell with the lines printed in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...]


def split_rows(fields: Sequence[Field]) -> list[Field]:
    """Fields with undivided rows taken apart, from the last row to the first."""
    out = list(fields)
    for row in sorted({f.row for f in fields}, reverse=True):
        bases = _bases([f for f in out if f.row == row and f.row_span == 1])
        if bases:
            out = _apart(out, row, bases)
    return sorted(out, key=lambda f: (f.row, f.column))


def _bases(own: Sequence[Field]) -> list[float]:
    """Base lines of the rows hidden in one, or none."""
    if len(own) < 2:
        return []
    label = next((f for f in sorted(own, key=lambda f: f.column) if f.lines), None)
    rest = [f for f in own if f is not label and len(f.lines) >= _LEAST and all(_is_value(x.text) for x in f.lines)]
    if label is None or len(label.lines) < _LEAST or not rest:
        return []
    fullest = max((label, *rest), key=lambda f: len(f.lines))
    bases = [line.base for line in fullest.lines]
    for field in (label, *rest):
        off = [line for line in field.lines if min(abs(line.base - base) for base in bases) > _SAME]
        if off or len(field.lines) < len(bases) - 2:
            return []
    return bases


def _apart(fields: Sequence[Field], row: int, bases: Sequence[float]) -> list[Field]:
    more = len(bases) - 1
    out: list[Field] = []
    for field in fields:
        if field.row > row:
            out.append(replace(field, row=field.row + more))
        elif field.row < row:
            grows = field.row + field.row_span > row
            out.append(replace(field, row_span=field.row_span + more) if grows else field)
        elif field.row_span > 1 or len(field.lines) < _LEAST:
            out.append(replace(field, row_span=field.row_span + more))
        else:
            for at, base in enumerate(bases):
                lines = tuple(x for x in field.lines if min(bases, key=lambda b, x=x: abs(b - x.base)) == base)  # type: ignore[misc]
                out.append(Field(row + at, field.column, 1, field.column_span, lines))
    return out


def _is_value(text: str) -> bool:
    return len(text) <= 16 and (any(c.isdigit() for c in text) or text in ("-", "—", "－", "/", "不限", "不得检出"))
