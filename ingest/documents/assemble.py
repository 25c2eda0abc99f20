"""Paragraphs and tables of formats that mark both → blocks: captions, units and notes go to their tables.

Used by the readers of Word, HTML, text and NISO STS, in which nothing has to be guessed from a layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.document import Block, BlockKind, Cell, Table
from ingest.documents.pdf_assemble import CAPTION, UNIT
from ingest.documents.pdf_cells import NOTE_START, header_rows

_NOTE = re.compile(r"^(?:注\s*\d*\s*[:：]|示例\s*\d*\s*[:：])")
_FIGURE = re.compile(r"^图\s*[A-Z]?[.\d]+[\s\u3000]*[\u3400-\u9fff]")
_UNIT_BEHIND = re.compile(r"[\s\u3000]*[（(]?(?:计量)?单位\s*(?:[:：]|为)\s*(?P<unit>.{1,24}?)[)）]?$")
_CONTINUED = re.compile(r"^[（(]?续\s*表?")
_LOOK_BACK = 3
MAX_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a table whose cells are placed. ``footnote`` marks a note of a format's own kind."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    number: str | None = None
    level: int | None = None
    style: str | None = None
    cells: tuple[Cell, ...] | None = None
    header: int | None = None  # rows marked as heads
    page: int | None = None


def assemble(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Blocks in reading order, numbered from 0."""
    out: list[Piece | tuple[Table, int | None]] = []
    items = list(pieces)
    at = 0
    while at < len(items):
        piece = items[at]
        at += 1
        if piece.cells is None:
            out.append(piece)
            continue
        number, caption, unit = _take_caption(out)
        cells, inside = _notes_inside(piece.cells)
        below, at = _notes_below(items, at) if number else ([], at)
        head = piece.header if piece.header is not None else header_rows(cells)
        table = Table(
            number=number, caption=caption, unit=unit, header_rows=head, cells=cells, notes=(*inside, *below),
            pages=(piece.page,) if piece.page else (),
        )  # fmt: skip
        out.append((table, piece.page))
    return tuple(_block(index, item) for index, item in enumerate(out))


def _take_caption(out: list[Piece | tuple[Table, int | None]]) -> tuple[str | None, str | None, str | None]:
    """Number, title and unit from the paragraphs right before a table (GB/T 1.1-2020, 9.8.3 and 9.8.5)."""
    unit: str | None = None
    for back in range(1, min(_LOOK_BACK, len(out)) + 1):
        piece = out[-back]
        if not isinstance(piece, Piece) or piece.kind is BlockKind.FOOTNOTE:
            break
        text = piece.text.strip()
        if unit is None and (match := UNIT.match(text)):
            unit = (match["inside"] or match["unit"]).strip()
            continue
        match = CAPTION.match(text)
        if match is None or len(text) > 120 or text.endswith(("。", "；", "：")):
            break
        rest = match["rest"].strip()
        if inside := _UNIT_BEHIND.search(rest):
            unit, rest = unit or inside["unit"].strip(), rest[: inside.start()].strip()
        del out[len(out) - back :]
        number = "表" + re.sub(r"\s", "", match["number"]).replace("．", ".")
        return number, _CONTINUED.sub("", rest).strip() or None, unit
    if unit is not None:
        out.pop()
    return None, None, unit


def _notes_below(items: Sequence[Piece], at: int) -> tuple[list[str], int]:
    """Notes right under a table (注：, 注1：); anything else ends them."""
    notes: list[str] = []
    while at < len(items) and items[at].cells is None and _NOTE.match(items[at].text) and len(notes) < 30:
        notes.append(items[at].text)
        at += 1
    return notes, at


def _notes_inside(cells: tuple[Cell, ...]) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """Notes printed as a last row over the whole width (GB/T 1.1-2020, 9.8.6) are notes, not cells."""
    width = max((c.column + c.column_span for c in cells), default=0)
    rest, notes = list(cells), list[str]()
    while len(rest) > 1:
        last = rest[-1]
        if last.column_span != width or width < 2 or last.row == 0 or not NOTE_START.match(last.text):
            break
        notes[:0] = [line for line in last.text.split("\n") if line.strip()]
        rest.pop()
    return tuple(rest), tuple(notes)


def _block(index: int, item: Piece | tuple[Table, int | None]) -> Block:
    if not isinstance(item, Piece):
        table, page = item
        rows = table.grid()
        text = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in rows)
        return Block(index=index, kind=BlockKind.TABLE, text=text, table=table, page=page)
    kind = item.kind
    if kind is BlockKind.PARAGRAPH and _NOTE.match(item.text):
        kind = BlockKind.NOTE
    elif kind is BlockKind.PARAGRAPH and _FIGURE.match(item.text) and len(item.text) < 60:
        kind = BlockKind.FIGURE
    return Block(
        index=index, kind=kind, text=item.text, number=item.number, level=item.level, style=item.style, page=item.page
    )


class CellGrid:
    """Places cells row by row where spans of earlier ones leave room (HTML, 4.9.12: forming a table)."""

    def __init__(self) -> None:
        self._taken: dict[int, set[int]] = {}
        self._cells: list[Cell] = []
        self._row = -1
        self._column = 0
        self._reserved = 0

    def start_row(self) -> None:
        """Begin the next row."""
        self._reserved -= len(self._taken.pop(self._row, ())) if self._row > 0 else 0
        self._row += 1
        self._column = 0

    def add(self, text: str, row_span: int = 1, column_span: int = 1, *, header: bool = False) -> None:
        """Place a cell at the next free column. Spans are bounded: a table holds at most :data:`MAX_CELLS` places."""
        taken = self._taken.setdefault(self._row, set())
        while self._column in taken:
            self._column += 1
        columns = range(self._column, self._column + max(1, min(column_span, 200)))
        rows = max(1, min(row_span, 2000))
        for below in range(1, rows):
            self._reserved += len(columns)
            if self._reserved > MAX_CELLS:
                rows = below
                break
            self._taken.setdefault(self._row + below, set()).update(columns)
        self._cells.append(
            Cell(
                text=text, row=self._row, column=self._column, row_span=rows, column_span=len(columns), header=header
            )
        )
        self._column += len(columns)

    def cells(self) -> tuple[Cell, ...]:
        """All cells; spans that reach below the last row are cut."""
        height = self._row + 1
        return tuple(
            cell if cell.row + cell.row_span <= height else cell.model_copy(update={"row_span": height - cell.row})
            for cell in self._cells
        )
