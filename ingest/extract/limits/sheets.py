"""A table made ready for reading: cells by place, heads, columns, caption, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from graph.document import Cell as TableCell
from graph.document import Modality, Place, Table
from graph.limits import Limit, Op
from graph.units import Unit
from ingest.extract.limits.citing import Cited
from ingest.extract.limits.columns import KEY, VALUE, Column, read_columns
from ingest.extract.limits.heads import Caption, read_caption
from ingest.extract.limits.labels import read_label, split_comparator, unit_in_caption

SHOULD_WORDS = ("指导值", "参考值", "推荐值", "建议值", "参考限值")


@dataclass
class Sheet:
    """A table made ready: cells by place, heads, columns, caption, unit."""

    table: Table
    cells: list[list[TableCell | None]]
    heads: int
    columns: list[Column]
    caption: Caption
    unit: Unit | None = None
    unit_text: str | None = None
    notes: str = ""
    place: Place = field(default_factory=lambda: Place(block=0))
    modality: Modality = Modality.SHALL
    object: str = ""  # of the document or clause, where the table names none

    op: Op | None = None  # a comparator that ends the caption, or that the text says of the table

    def text(self, row: int, column: int) -> str:
        cell = self.cells[row][column] if column < len(self.cells[row]) else None
        return cell.text if cell is not None else ""


def lies(table: Table) -> bool:
    """Whether heads stand in the first column and values to their right: no head row, more columns than rows."""
    if table.header_rows:
        return False
    grid = table.grid()
    width = max(map(len, grid), default=0)
    if len(grid) < 2 or width <= len(grid):
        return False
    return all(
        row and re.search(r"[\u4e00-\u9fff]{2}", row[0]) and any(re.search("[0-9]", text) for text in row[1:])
        for row in grid
    )


def turned(table: Table) -> Table:
    cells = tuple(
        cell.model_copy(
            update={"row": cell.column, "column": cell.row, "row_span": cell.column_span, "column_span": cell.row_span}
        )
        for cell in table.cells
    )
    heads = 1
    while (
        heads < 3
        and all(not re.search("[0-9]", cell.text) for cell in cells if cell.row == heads)
        and any(cell.row > heads for cell in cells)
    ):
        heads += 1
    return table.model_copy(update={"cells": cells, "header_rows": heads})


def stood_up(limit: Limit) -> Limit:
    places = tuple(place.model_copy(update={"row": place.column, "column": place.row}) for place in limit.places)
    return limit.model_copy(update={"places": places})


def make_sheet(table: Table, place: Place, object: str, modality: Modality, told: Cited) -> Sheet:
    height = max((cell.row + cell.row_span for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    cells: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                cells[row][column] = cell
    grid = [[cell.text if cell is not None else "" for cell in row] for row in cells]
    heads = _head_rows(grid, table.header_rows)
    unit, unit_text, title = unit_in_caption(table.caption or "")
    title, op = split_comparator(title)
    if table.unit:
        unit, unit_text, _ = unit_in_caption(f"单位：{table.unit.strip().removeprefix('单位').lstrip('为是:：')}")
    notes = "\n".join((*table.notes, table.caption or ""))
    if any(word in title for word in SHOULD_WORDS):
        modality = Modality.SHOULD
    caption = read_caption(title)
    if not caption.characteristic and told.characteristic:
        caption = replace(caption, characteristic=told.characteristic)
    columns = read_columns(grid[:heads], grid[heads:])
    return Sheet(
        table,
        cells,
        heads,
        _points(columns, unit) if caption.measures_extent else columns,
        caption,
        unit,
        unit_text,
        notes,
        place,
        modality,
        object,
        op or told.op,
    )


def _points(columns: list[Column], unit: Unit | None) -> list[Column]:
    """Columns of another unit left of the values of a table of distances say where they hold: 总容量(t) of a store."""
    plain = [column.index for column in columns if column.role == VALUE and column.label.unit is None]
    return [
        replace(column, role=KEY)
        if column.role == VALUE
        and unit is not None
        and column.label.unit is not None
        and column.label.unit.kind != unit.kind
        and plain
        and column.index < plain[0]
        else column
        for column in columns
    ]


def _head_rows(grid: list[list[str]], told: int) -> int:
    """How many rows are heads: what the reader told, and rows below it that hold no value but are followed by some."""
    heads = min(told, len(grid))
    while heads + 1 < len(grid) and heads < told + 2 and heads > 0 and _is_head(grid[heads], grid[heads - 1]):
        heads += 1
    return heads


def _is_head(row: list[str], above: list[str]) -> bool:
    """A second row of heads repeats merged texts of the first and holds no number."""
    repeated = sum(bool(text) and text == head for text, head in zip(row, above, strict=False))
    values = any(re.search(r"[0-9]", text) for text in row if not read_label(text).has_unit)
    below = bool(row[0]) and row[0] == above[0]  # the head of the first column is merged over both rows
    return (
        repeated > 0
        and (below or not values)
        and any(text and text != head for text, head in zip(row, above, strict=False))
    )


def section_title(sheet: Sheet, row: int) -> str | None:
    """The text of a row that is one merged cell: a title inside the table."""
    cells = {id(cell): cell for cell in sheet.cells[row] if cell is not None}
    if len(cells) != 1 or len(sheet.columns) < 2:
        return None
    cell = next(iter(cells.values()))
    return cell.text.strip() if cell.column_span >= len(sheet.columns) else None


def repeats_head(sheet: Sheet, row: int) -> bool:
    texts = [sheet.text(row, column.index).strip() for column in sheet.columns]
    first = texts[0] if texts else ""
    if sheet.heads > 0 and first and first in [sheet.text(head, 0).strip() for head in range(sheet.heads)]:
        return True
    return (
        sheet.heads > 0
        and any(texts)
        and any(
            texts == [sheet.text(head, column.index).strip() for column in sheet.columns] for head in range(sheet.heads)
        )
    )
