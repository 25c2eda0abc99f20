"""Paragraphs and tables → blocks: captions, units and notes go to their tables, continued tables become one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.document import Block, BlockKind, Cell, Table
from ingest.documents.pdf_cells import NOTE_START, PlacedTable, moved, with_notes
from ingest.documents.pdf_layout import Flow, Paragraph

CAPTION = re.compile(
    r"^(?P<before>续)?表\s*(?P<number>[A-Z]?\s?[.．]?\s?\d+(?:[.．\-—－]\d+)*)\s*(?P<after>[（(]?\s*(?:续表?|续完|完)\s*[)）]?)?\s*(?P<rest>.*)$"
)
UNIT = re.compile(
    r"^(?:[（(]\s*(?:计量)?单位\s*(?:[:：为]|均为)\s*(?P<inside>.+?)\s*[)）]|(?:计量)?单位\s*(?:[:：为]|均为)\s*(?P<unit>.+?))$"
)
_CONTINUED = re.compile(r"^[（(]?续\s*表?[)）]?$")
_UNIT_INSIDE = re.compile(
    r"\s*[（(]?(?:计量)?单位\s*[:：]\s*(?P<unit>[^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*?)[)）]?$"
)
_FORMULA = re.compile(r"[=＝]")
_FIGURE = re.compile(r"^图\s*[A-Z]?[.\d]+")
_NOTE = re.compile(r"^(?:注\s*\d*\s*[:：]|示例\s*\d*\s*[:：])")
_LOOK_BACK = 4


def assemble(found: Sequence[Flow]) -> tuple[Block, ...]:
    """Blocks in reading order."""
    out: list[Paragraph | PlacedTable] = []
    at = 0
    items = list(found)
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Paragraph):
            out.append(item)
            continue
        number, caption, unit, continued = _take_caption(out)
        notes, at = _take_notes(items, at)
        placed = with_notes(item, notes)
        placed = replace(
            placed, table=placed.table.model_copy(update={"number": number, "caption": caption, "unit": unit})
        )
        before = next((o for o in reversed(out)), None)
        if isinstance(before, PlacedTable) and _goes_on(before, placed, continued):
            out[-1] = _joined(before, placed)
        else:
            out.append(placed)
    return tuple(_block(i, item) for i, item in enumerate(out))


def _take_caption(out: list[Paragraph | PlacedTable]) -> tuple[str | None, str | None, str | None, bool]:
    """Number, caption and unit from the last paragraphs before a table, which leave the list when they are these."""
    unit: str | None = None
    unit_at: int | None = None
    for back in range(1, min(_LOOK_BACK, len(out)) + 1):
        paragraph = out[-back]
        if not isinstance(paragraph, Paragraph):
            break
        text = paragraph.text
        if back == 1 and (match := UNIT.match(text)):
            unit, unit_at = match["inside"] or match["unit"], len(out) - back
            continue
        if _CONTINUED.match(text):
            del out[len(out) - back :]
            return None, None, unit, True
        if (match := CAPTION.match(text)) and not _is_sentence(text) and len(text) <= 120:
            pieces = [match["rest"], *(p.text for p in out[len(out) - back + 1 : unit_at] if isinstance(p, Paragraph))]
            if back - 1 - (unit_at is not None) > 1:
                break
            rest = "".join(pieces).strip()
            if inside := _UNIT_INSIDE.search(rest):
                unit = unit or inside["unit"].strip()
                rest = rest[: inside.start()].strip()
            del out[len(out) - back :]
            number = "表" + re.sub(r"\s", "", match["number"]).replace("．", ".")
            return number, rest or None, unit, bool(match["before"] or match["after"])
        if len(text) > 60 or text.endswith(("。", "；")):
            break
    if unit_at is not None:
        del out[unit_at]
    return None, None, unit, False


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "；", "，")) or bool(
        re.match(r"^表\s*[\dA-Z.]+\s*(?:规定|给出|列出|所列|中的|的规定)", text)
    )


def _take_notes(items: list[Flow], at: int) -> tuple[list[str], int]:
    """Notes and footnotes directly under a table, and where reading goes on."""
    notes: list[str] = []
    while at < len(items):
        item = items[at]
        if not isinstance(item, Paragraph) or not _is_note(item, bool(notes)):
            break
        notes.append(item.text)
        at += 1
    return notes, at


def _is_note(paragraph: Paragraph, after_note: bool) -> bool:
    text = paragraph.text
    if re.match(r"^注\s*\d*\s*[:：]|^注\s*\d*$|^注[：:]?[（(\d①]", text):
        return True
    if not NOTE_START.match(text) or paragraph.style in ("title", "heavy"):
        return False
    marked = bool(re.match(r"^[ᵃᵇᶜᵈᵉ¹²³⁴⁽①-⑳*＊※△]", text))
    return marked or after_note or paragraph.first.size < 10.2


def _goes_on(before: PlacedTable, after: PlacedTable, continued: bool) -> bool:
    """Whether the second table is the rest of the first."""
    same_columns = len(before.xs) == len(after.xs)
    if continued or (before.table.number is not None and before.table.number == after.table.number):
        return after.table.number in (None, before.table.number) and (
            same_columns or _width(before.table) == _width(after.table)
        )
    if after.table.number is not None or after.page != before.table.pages[-1] + 1:
        return False
    near = all(abs((a - before.xs[0]) - (b - after.xs[0])) < 8 for a, b in zip(before.xs, after.xs, strict=False))
    return same_columns and near and (not before.table.notes or _same_head(before, after) > 0)


def _width(table: Table) -> int:
    return max(c.column + c.column_span for c in table.cells)


def _height(table: Table) -> int:
    return max(c.row + c.row_span for c in table.cells)


def _row(table: Table, row: int) -> list[tuple[int, int, str]]:
    return [(c.column, c.column_span, re.sub(r"\s", "", c.text)) for c in table.cells if c.row == row]


def _same_head(before: PlacedTable, after: PlacedTable) -> int:
    """How many rows of the second repeat the first's heading."""
    same = 0
    while same < min(_height(before.table), _height(after.table)) and same < max(before.table.header_rows, 1):
        if _row(before.table, same) != _row(after.table, same):
            break
        same += 1
    return same if same and same >= before.table.header_rows else 0


def _joined(before: PlacedTable, after: PlacedTable) -> PlacedTable:
    first, second = before.table, after.table
    repeated = _same_head(before, after)
    start = _height(first)
    rest = [c.model_copy(update={"header": False}) for c in moved(second, start - repeated).cells if c.row >= start]
    cells = list(first.cells)
    rest = _grown(cells, rest, start)
    table = first.model_copy(
        update={
            "cells": (*cells, *rest),
            "notes": (*first.notes, *second.notes),
            "pages": (*first.pages, *(p for p in second.pages if p not in first.pages)),
            "unit": first.unit or second.unit,
            "caption": first.caption or second.caption,
        }
    )
    return replace(before, table=table, box=after.box, ocr=before.ocr or after.ocr)


def _grown(cells: list[Cell], rest: list[Cell], start: int) -> list[Cell]:
    """A cell merged over the page break is empty on the next page: the upper one spans it."""
    kept: list[Cell] = []
    for cell in rest:
        above = next(
            (
                i
                for i, c in enumerate(cells)
                if c.row + c.row_span == cell.row and (c.column, c.column_span) == (cell.column, cell.column_span)
            ),
            None,
        )
        if cell.row == start and not cell.text and above is not None and cells[above].text and not cells[above].header:
            cells[above] = cells[above].model_copy(update={"row_span": cells[above].row_span + cell.row_span})
        else:
            kept.append(cell)
    return kept


def _block(index: int, item: Paragraph | PlacedTable) -> Block:
    if isinstance(item, PlacedTable):
        rows = item.table.grid()
        text = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in rows)
        return Block(index=index, kind=BlockKind.TABLE, text=text, page=item.page, table=item.table, ocr=item.ocr)
    kind = BlockKind.PARAGRAPH
    if _NOTE.match(item.text):
        kind = BlockKind.NOTE
    elif _FIGURE.match(item.text) and not _is_sentence(item.text) and len(item.text) < 60:
        kind = BlockKind.FIGURE
    elif _is_formula(item):
        kind = BlockKind.FORMULA
    return Block(index=index, kind=kind, text=item.text, page=item.page, style=item.style, ocr=item.ocr)


def _is_formula(item: Paragraph) -> bool:
    hanzi = len(re.findall(r"[\u3400-\u9fff]", item.text))
    return bool(_FORMULA.search(item.text)) and len(item.text) < 120 and hanzi * 3 < len(item.text) and item.lines <= 2
