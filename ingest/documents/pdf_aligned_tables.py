"""Tables without any ruling line → grids, from words that stand in columns under a caption.

Only what leaves no doubt is a table: a caption (表1 …) above, at least three rows right below it, each beginning in the
first column and with text in two columns or more, and between the columns white that no sign of any row crosses. What
is less regular stays lines of text; no cell is made of nothing, and the derivation is recorded as a repair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.documents.captions import CAPTION, NOTE_START, UNIT
from ingest.documents.pdf_lines import Line, group_lines, make_line
from ingest.documents.pdf_page import Box, Char
from ingest.documents.pdf_tables import Grid, GridCell

_LEAST_ROWS = 3
_LEAST_WHITE = 1.3  # between columns, of the size of the signs: more than between any two words of a line
_PITCH = 1.6  # a wider step than this many of the usual ones ends the table
_LONGEST_CAPTION = 60
_LONGEST_CELL, _USUAL_CELL = 24, 14  # characters, in all columns but one: running text in two columns is no table
_CLAUSE = re.compile(r"^(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3})+\s*\S*[\u3400-\u9fff]|^附\s*录|^[a-z]{1,2}[)）]")
_SENTENCE = re.compile(r"[。；，,;]$|^表\s*[\dA-Z.]+\s*(?:规定|给出|列出|所列|中的|的规定)")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line of the table, in pieces. ``goes_on``: it continues the last cell of the row above."""

    line: Line
    signs: tuple[Char, ...]
    pieces: tuple[tuple[float, float], ...]
    goes_on: bool = False


def find_aligned_grids(chars: Sequence[Char], taken: Sequence[Box]) -> list[Grid]:
    """Tables of aligned words; ``taken`` are the boxes of the other tables of the page."""
    rows = [
        Row(line, tuple(signs), _pieces(signs, line.size))
        for signs in group_lines(chars)
        if (line := make_line(signs)) is not None
    ]
    grids: list[Grid] = []
    at = 0
    while at < len(rows):
        caption = rows[at].line
        at += 1
        if not _is_caption(caption):
            continue
        if at < len(rows) and UNIT.match(rows[at].line.text.strip()):
            at += 1
        body = _body(rows[at:], taken, rows[at - 1].line.base)
        if (grid := _grid(body)) is not None:
            grids.append(grid)
            at += len(body)
    return grids


def _is_caption(line: Line) -> bool:
    text = line.text.strip()
    return bool(CAPTION.match(text)) and len(text) <= _LONGEST_CAPTION and not _SENTENCE.search(text)


def _body(rows: Sequence[Row], taken: Sequence[Box], above: float) -> list[Row]:
    """The rows below a caption that are set in pieces, up to the first that is not; none where its end is unclear."""
    body: list[Row] = []
    pitches: list[float] = []
    for row in rows:
        text = row.line.text.strip()
        step = row.line.base - above
        if any(above < box.bottom and box.top < row.line.base for box in taken) or CAPTION.match(text):
            break
        if body and (NOTE_START.match(text) or _CLAUSE.match(text)) and len(row.pieces) < 2:
            break
        if pitches and step > _PITCH * median(pitches):
            break
        if len(row.pieces) < 2:
            if not body or not _is_under_a_column(row, body):
                break
            if not _is_full(body[-1], body):
                return []  # words of some cell, but of which one the layout does not tell
            row = replace(row, goes_on=True)
        if body:
            pitches.append(step)
        body.append(row)
        above = row.line.base
    return body


def _is_under_a_column(row: Row, body: Sequence[Row]) -> bool:
    """Whether a line stands in the last column, where a cell of it begins, and not in the first."""
    last = max(piece[0] for piece in body[-1].pieces)
    return abs(row.pieces[0][0] - last) < 0.6 * row.line.size and last > min(r.pieces[0][0] for r in body)


def _is_full(row: Row, body: Sequence[Row]) -> bool:
    """Whether a line ends at the right edge of the table, so that the next one may continue it."""
    return row.pieces[-1][1] > max(r.pieces[-1][1] for r in body) - 3 * row.line.size


def _pieces(signs: Sequence[Char], size: float) -> tuple[tuple[float, float], ...]:
    """Stretches of a line between wide white."""
    found: list[tuple[float, float]] = []
    for char in sorted((c for c in signs if not c.text.isspace()), key=lambda c: c.x0):
        if found and char.x0 - found[-1][1] < _LEAST_WHITE * size:
            found[-1] = found[-1][0], max(found[-1][1], char.x1)
        else:
            found.append((char.x0, char.x1))
    return tuple(found)


def _grid(body: Sequence[Row]) -> Grid | None:
    starts = [row for row in body if not row.goes_on]
    if len(starts) < _LEAST_ROWS:
        return None
    columns = _columns([piece for row in body for piece in row.pieces], median(row.line.size for row in body))
    if len(columns) < 2:
        return None
    filled = [[sum(x0 >= left and x1 <= right for x0, x1 in row.pieces) for left, right in columns] for row in starts]
    if any(max(row) > 1 or row[0] == 0 or sum(row) < 2 for row in filled):
        return None  # a row that begins further right belongs to the one above: which words to which cell is not known
    if any(sum(row[at] for row in filled) < _LEAST_ROWS - 1 for at in range(len(columns))):
        return None
    if sum(_is_prose(body, column) for column in columns) > 1:
        return None
    size = max(row.line.size for row in body)
    ends = [columns[0][0] - 2, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + 2]
    ys = [*(row.line.base - 1.05 * size for row in starts), body[-1].line.base + 0.35 * size]
    cells = tuple(
        GridCell(r, c, 1, 1, Box(ends[c], ys[r], ends[c + 1], ys[r + 1]))
        for r in range(len(starts))
        for c in range(len(columns))
    )
    return Grid(Box(ends[0], ys[0], ends[-1], ys[-1]), tuple(ends), tuple(ys), cells)


def _columns(pieces: Sequence[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """What the pieces of all rows cover, where white that none of them crosses parts it."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted(pieces):
        if found and x0 - found[-1][1] < 0.7 * size:
            found[-1] = found[-1][0], max(found[-1][1], x1)
        else:
            found.append((x0, x1))
    return found


def _is_prose(body: Sequence[Row], column: tuple[float, float]) -> bool:
    left, right = column
    lengths = [sum(left <= c.x0 and c.x1 <= right and not c.text.isspace() for c in row.signs) for row in body]
    return max(lengths) > _LONGEST_CELL or median(lengths) > _USUAL_CELL
