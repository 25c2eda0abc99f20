"""Rows of a table that no line divides: three values over three values are three rows, not one.

Typeset standards rule only the groups of a table. Where the label column and at least one more hold three or more
lines on the same base lines, each base line is a row. Two lines are left alone: they may be one cell (400 over 550).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

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
        own = [f for f in out if f.row == row and f.row_span == 1]
        if starts := _numbered(own):
            out = _apart(out, row, partial(_from, starts=starts), len(starts))
        elif (heading := _heading(own)) is not None:
            bases = [x.base for f in own if heading in f.lines for x in f.lines[1:]]
            out = _apart(out, row, partial(_under, heading=heading, bases=bases), len(bases))
        elif bases := _bases(own):
            out = _apart(out, row, partial(_on, bases=bases), len(bases))
    return sorted(out, key=lambda f: (f.row, f.column))


def _numbered(own: Sequence[Field]) -> list[float]:
    """Base lines of running numbers 10, 11, 12 in the first column: each begins a row, which may have several lines."""
    label = min(own, key=lambda f: f.column, default=None)
    if label is None or len(label.lines) < 2 or label.column != 0:
        return []
    texts = [line.text for line in label.lines]
    if not all(t.isdigit() and len(t) <= 3 for t in texts):
        return []
    numbers = [int(t) for t in texts]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    starts = [line.base for line in label.lines]
    pitch = min(b - a for a, b in pairwise(starts))
    above = any(line.base < starts[0] - 0.7 * pitch for f in own for line in f.lines)
    return [] if above or not any(len(f.lines) >= len(starts) for f in own if f is not label) else starts


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


def _heading(own: Sequence[Field]) -> Line | None:
    """The first line of a label that heads the indented ones below it, each with its value: COD / 浓度 / 负荷."""
    values = [f for f in own if len(f.lines) >= 2 and all(_is_value(x.text) for x in f.lines)]
    for label in own:
        first, *rest = label.lines or (None,)
        if first is None or len(rest) < 2 or label in values:
            continue
        indented = all(line.x0 > first.x0 + 0.5 * first.size for line in rest)
        beside = values and all(
            len(f.lines) == len(rest) and all(abs(a.base - b.base) <= _SAME for a, b in zip(f.lines, rest, strict=True))
            for f in values
        )
        if indented and beside:
            return first
    return None


Rows = list[tuple[Line, ...]] | None


def _from(field: Field, starts: Sequence[float]) -> Rows:
    """Each line to the nearest number (labels centred in their row), to the one above where both are as near."""
    if len(field.lines) < 2:
        return None
    rows: list[list[Line]] = [[] for _ in starts]
    for line in field.lines:
        far = [abs(line.base - start) for start in starts]
        rows[next(i for i, distance in enumerate(far) if distance <= min(far) + _SAME)].append(line)
    return [tuple(row) for row in rows]


def _under(field: Field, heading: Line, bases: Sequence[float]) -> Rows:
    if heading in field.lines:
        return [(replace(line, text=f"{heading.text} {line.text}"),) for line in field.lines if line is not heading]
    return _on(field, bases) if len(field.lines) >= 2 else None


def _on(field: Field, bases: Sequence[float]) -> Rows:
    if len(field.lines) < min(_LEAST, len(bases)):
        return None
    rows: list[list[Line]] = [[] for _ in bases]
    for line in field.lines:
        rows[min(range(len(bases)), key=lambda i: abs(bases[i] - line.base))].append(line)
    return [tuple(row) for row in rows]


def _apart(fields: Sequence[Field], row: int, rows_of: Callable[[Field], Rows], count: int) -> list[Field]:
    """The fields with this row made ``count`` rows; what has no lines for each of them spans them."""
    more = count - 1
    out: list[Field] = []
    for field in fields:
        if field.row > row:
            out.append(replace(field, row=field.row + more))
        elif field.row < row:
            grows = field.row + field.row_span > row
            out.append(replace(field, row_span=field.row_span + more) if grows else field)
        elif field.row_span > 1 or (rows := rows_of(field)) is None:
            out.append(replace(field, row_span=field.row_span + more))
        else:
            out.extend(Field(row + at, field.column, 1, field.column_span, lines) for at, lines in enumerate(rows))
    return out


def _is_value(text: str) -> bool:
    return len(text) <= 16 and (any(c.isdigit() for c in text) or text in ("-", "—", "－", "/", "不限", "不得检出"))
