"""Grids and characters → tables as printed: texts of the cells, heading rows, notes within the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.document import Cell, Table
from ingest.documents.captions import NOTE_START, VALUE, header_rows
from ingest.documents.pdf_lines import Line, group_lines, make_line
from ingest.documents.pdf_page import Box, Char
from ingest.documents.pdf_rows import Field, split_rows
from ingest.documents.pdf_tables import Grid
from ingest.documents.stacked import unstacked


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with its place on the page, before captions, units and continuations are attached."""

    box: Box
    xs: tuple[float, ...]
    table: Table
    page: int
    ocr: bool = False
    aligned: bool = False  # no ruling lines: of words that stand in columns


def read_table(grid: Grid, chars: Sequence[Char], page: int) -> PlacedTable | None:
    """The table of a grid; ``chars`` are those within its box. None where it is a frame around at most one text."""
    filled = [
        Cell(text=cell_text(f.lines), row=f.row, column=f.column, row_span=f.row_span, column_span=f.column_span)
        for f in split_rows(_filled(grid, chars))
    ]
    cells, _ = _drop_axis(filled, "row", "row_span")
    cells, columns = _drop_axis(cells, "column", "column_span")
    if sum(bool(cell.text) for cell in cells) < 2:
        return None
    cells, notes = _notes_inside(unstacked(cells))
    header = header_rows(cells)
    cells = [cell.model_copy(update={"header": cell.row < header}) for cell in cells]
    xs = (*(grid.xs[i] for i in columns), grid.xs[-1])
    table = Table(header_rows=header, cells=tuple(cells), notes=notes, pages=(page,))
    return PlacedTable(grid.box, xs, table, page)


def within(box: Box, char: Char, margin: float = 0.5) -> bool:
    """Whether the middle of the sign lies in the box."""
    x = (char.x0 + char.x1) / 2
    return box.x0 - margin <= x <= box.x1 + margin and box.top - margin <= char.middle <= box.bottom + margin


def _filled(grid: Grid, chars: Sequence[Char]) -> list[Field]:
    left = list(chars)
    fields: list[Field] = []
    for cell in grid.cells:
        own = [c for c in left if within(cell.box, c, 0.0)]
        if own:
            taken = set(map(id, own))
            left = [c for c in left if id(c) not in taken]
        lines = tuple(line for row in group_lines(own) if (line := make_line(row)))
        fields.append(Field(cell.row, cell.column, cell.row_span, cell.column_span, lines))
    return fields


def cell_text(lines: Sequence[Line]) -> str:
    """Lines of a cell as one text; a line end stays only between values (400 over 550⁽¹⁾) and before a note."""
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif (NOTE_START.match(line.text) and not VALUE.match(line.text)) or (
            VALUE.match(line.text) and VALUE.match(text.rpartition("\n")[2])
        ):
            text += "\n" + line.text
        else:
            text = join_wrapped(text, line.text)
    return text


def join_wrapped(before: str, after: str) -> str:
    """Two pieces of a wrapped text: a space only between Latin words."""
    if not before or not after:
        return before + after
    a, b = before[-1], after[0]
    if a.isascii() and b.isascii() and (a.isalnum() or a in ",.;:)") and (b.isalnum() or b == "("):
        return f"{before} {after}"
    return before + after


def _drop_axis(cells: list[Cell], at: str, span: str) -> tuple[list[Cell], list[int]]:
    """Cells without the rows (or columns) in which no text begins (double lines), and the places that are kept."""
    size = max((getattr(c, at) + getattr(c, span) for c in cells), default=0)
    starts = [[c for c in cells if getattr(c, at) == i] for i in range(size)]
    empty = [i for i in range(size) if not any(c.text for c in starts[i])]
    kept = [i for i in range(size) if i not in empty]
    place = {old: new for new, old in enumerate(kept)}
    out: list[Cell] = []
    for cell in cells:
        covered = [place[i] for i in range(getattr(cell, at), getattr(cell, at) + getattr(cell, span)) if i in place]
        if covered:
            out.append(cell.model_copy(update={at: covered[0], span: len(covered)}))
    return sorted(out, key=lambda c: (c.row, c.column)), kept


def _notes_inside(cells: list[Cell]) -> tuple[list[Cell], tuple[str, ...]]:
    """Notes printed as a last row over the whole width (GB/T 1.1-2020, 9.9.5) are notes, not cells."""
    width = max(c.column + c.column_span for c in cells)
    notes: list[str] = []
    while cells:
        last = max(cells, key=lambda c: c.row)
        if last.column_span != width or width < 2 or last.row == 0 or not NOTE_START.match(last.text):
            break
        notes[:0] = last.text.split("\n")
        cells = [c for c in cells if c is not last]
    return cells, tuple(notes)


def with_notes(placed: PlacedTable, notes: Sequence[str]) -> PlacedTable:
    """The table with more notes under it."""
    return replace(placed, table=placed.table.model_copy(update={"notes": (*placed.table.notes, *notes)}))
