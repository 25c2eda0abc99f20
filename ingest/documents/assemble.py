"""Paragraphs and tables of formats that mark both → blocks: captions, units and notes go to their tables.

Used by the readers of Word, HTML, text and NISO STS, in which nothing has to be guessed from a layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.document import Block, BlockKind, Cell, Table
from ingest.documents.captions import CAPTION, NOTE_START, UNIT, header_rows, title_rows

_NOTE = re.compile(r"^(?:注\s*\d*\s*[:：]|示例\s*\d*\s*[:：])")
_FIGURE = re.compile(r"^图\s*[A-Z]?[.\d]+[\s\u3000]*[\u3400-\u9fff]")
_UNIT_BEHIND = re.compile(
    r"[\s\u3000]*(?:[（(](?:计量)?单位\s*(?:[:：]|为)\s*(?P<inside>.{1,40})[)）]|(?:计量)?单位\s*(?:[:：]|为)\s*(?P<unit>.{1,40}))$"
)
_CONTINUED = re.compile(r"^[（(]?续\s*表?")
_REMARK = re.compile(r"[（(][^（）()]{2,20}[)）]")
_RULED = re.compile(r"^[=*-]{3,}.{0,60}?[=*-]{3,}$")  # ===== 表格 =====
# a number is a mark only in brackets: the 3 of m³ is none, and a line that begins with 3 may be a chapter
_CELL_MARK = re.compile(r"⁽?[¹²³⁴-⁹]⁾|⁽?[ᵃᵇᶜᵈᵉᶠᵍʰ]⁾?|[（(][1-9a-h][)）]$|[*＊※△]+$")
_NOTE_MARK = re.compile(
    r"(?:注\s*[:：]\s*)?(?P<mark>[（(⁽]?(?:[1-9¹²³⁴-⁹]|[a-hᵃᵇᶜᵈᵉᶠᵍʰ])[)）⁾]|[a-h](?=[\s\u3400-\u9fff])|[ᵃᵇᶜᵈᵉᶠᵍʰ]|[*＊※△]+)"
)
_MOST_NOTES = 30
_LOOK_BACK = 4
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
        cells, titles = title_rows(piece.cells)
        out += [Piece(text, page=piece.page) for text in titles]
        number, caption, unit = _take_caption(out)
        if (rest := _rest_of(out, number, caption, cells, piece.page)) is not None:
            out[-1] = rest
            continue
        cells, inside = _notes_inside(cells)
        below, at = _notes_below(items, at, cells) if number else ([], at)
        head = piece.header if piece.header is not None else header_rows(cells)
        table = Table(
            number=number, caption=caption, unit=unit, header_rows=head, cells=cells, notes=(*inside, *below),
            pages=(piece.page,) if piece.page else (),
        )  # fmt: skip
        out.append((table, piece.page))
    return tuple(_block(index, item) for index, item in enumerate(out))


def _rest_of(
    out: Sequence[Piece | tuple[Table, int | None]],
    number: str | None,
    caption: str | None,
    cells: tuple[Cell, ...],
    page: int | None,
) -> tuple[Table, int | None] | None:
    """The table right before with these rows, where they go on with it; None where this is a table of its own.

    They do under its number (表1（续）), or on a new page without caption where the running numbers go on.
    """
    if not out or isinstance(out[-1], Piece):
        return None
    before, first_page = out[-1]
    grid, rest = before.grid(), Table(header_rows=0, cells=cells).grid()
    if not grid or not rest or len(grid[0]) != len(rest[0]):
        return None
    head = before.header_rows if rest[: before.header_rows] == grid[: before.header_rows] else 0
    same = number is not None and number == before.number
    if not same and (
        number is not None or caption or page is None or page == first_page or not _counts_on(grid, rest, head)
    ):
        return None
    moved = tuple(
        cell.model_copy(update={"row": cell.row - head + len(grid), "header": False})
        for cell in cells
        if cell.row >= head
    )
    pages = (*before.pages, *([page] if page and page not in before.pages else []))
    return before.model_copy(update={"cells": (*before.cells, *moved), "pages": pages}), first_page


def _counts_on(above: Sequence[Sequence[str]], below: Sequence[Sequence[str]], head: int) -> bool:
    """Whether the first column counts on from the last row of one table to the first of the next (15 after 14)."""
    last, first = above[-1][0].strip(), below[head][0].strip() if len(below) > head else ""
    return last.isdecimal() and first.isdecimal() and int(first) in (int(last), int(last) + 1) and int(first) > 1


def _take_caption(out: list[Piece | tuple[Table, int | None]]) -> tuple[str | None, str | None, str | None]:
    """Number, title and unit from the paragraphs right before a table (GB/T 1.1-2020, 9.8.3 and 9.8.5)."""
    unit: str | None = None
    for back in range(1, min(_LOOK_BACK, len(out)) + 1):
        piece = out[-back]
        if not isinstance(piece, Piece) or piece.kind is BlockKind.FOOTNOTE:
            break
        text = piece.text.strip()
        if match := UNIT.match(text):
            unit = unit or (match["inside"] or match["unit"]).strip()
            continue
        if _RULED.match(text):
            continue
        match = CAPTION.match(text)
        if match is None and _REMARK.fullmatch(text):
            continue  # （第一时段）, below the caption
        if match is None or len(text) > 120 or text.endswith(("。", "；", "：")):
            break
        rest = match["rest"].strip()
        if inside := _UNIT_BEHIND.search(rest):
            unit, rest = unit or (inside["inside"] or inside["unit"]).strip(), rest[: inside.start()].strip()
        rest += "".join(one for one in _remarks(out[len(out) - back + 1 :]) if one not in rest)
        del out[len(out) - back :]
        number = "表" + re.sub(r"\s", "", match["number"]).replace("．", ".")
        return number, _CONTINUED.sub("", rest).strip() or None, unit
    if unit is not None:
        out.pop()
    return None, None, unit


def _remarks(between: Sequence[Piece | tuple[Table, int | None]]) -> list[str]:
    """What stands in brackets between a caption and its table, without the unit."""
    texts = dict.fromkeys(piece.text.strip() for piece in between if isinstance(piece, Piece))
    return [text for text in texts if _REMARK.fullmatch(text) and not UNIT.match(text)]


def _notes_below(items: Sequence[Piece], at: int, cells: Sequence[Cell]) -> tuple[list[str], int]:
    """Notes right under a table: 注：, and those whose mark (a, ⁽¹⁾, *) stands in a cell or follows the last one."""
    marks = {_plain_mark(found.group()) for cell in cells for found in _CELL_MARK.finditer(cell.text)}
    notes: list[str] = []
    last = ""
    while at < len(items) and len(notes) < _MOST_NOTES:
        piece = items[at]
        text = f"{piece.number} {piece.text}" if piece.number else piece.text
        mark = _plain_mark(found["mark"]) if (found := _NOTE_MARK.match(text)) else ""
        known = bool(mark) and (mark in marks or mark == _following(last))
        if piece.cells is not None or not (
            _NOTE.match(text) or (piece.kind is BlockKind.NOTE and not piece.number) or (known and _is_plain(piece))
        ):
            break
        notes.append(text)
        last = mark
        at += 1
    return notes, at


def _is_plain(piece: Piece) -> bool:
    return piece.kind in (BlockKind.PARAGRAPH, BlockKind.NOTE)


def _plain_mark(printed: str) -> str:
    return unicodedata.normalize("NFKC", printed).strip("()").replace("＊", "*")


def _following(mark: str) -> str:
    """The mark after this one: 2 after 1, b after a."""
    if mark.isdecimal():
        return str(int(mark) + 1)
    return chr(ord(mark) + 1) if len(mark) == 1 and mark.isalpha() else ""


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
            Cell(text=text, row=self._row, column=self._column, row_span=rows, column_span=len(columns), header=header)
        )
        self._column += len(columns)

    def cells(self) -> tuple[Cell, ...]:
        """All cells; spans that reach below the last row are cut."""
        height = self._row + 1
        return tuple(
            cell if cell.row + cell.row_span <= height else cell.model_copy(update={"row_span": height - cell.row})
            for cell in self._cells
        )
