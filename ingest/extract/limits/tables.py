"""Limits of a table: every cell under a value column, with what its row, its column and the caption say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from graph.document import Cell as TableCell
from graph.document import Modality, Place, Table
from graph.limits import BOUNDS, Doubt, Limit, Op, SamplingPlan
from graph.text import normalize
from graph.units import Unit, parse_unit, unit_at
from ingest.extract.limits import columns as kinds
from ingest.extract.limits import lexicon
from ingest.extract.limits.cells import CellValue, is_empty, read_cell
from ingest.extract.limits.columns import Column, blocks, read_columns
from ingest.extract.limits.emit import limit_of
from ingest.extract.limits.heads import Around, Caption, add_heads, add_item, add_key, is_characteristic, read_caption
from ingest.extract.limits.labels import Label, read_label, split_comparator, unit_in_caption
from ingest.extract.limits.leads import method_in
from ingest.extract.limits.numbers import number_at
from ingest.extract.limits.sentences import from_text

_SHOULD = ("指导值", "参考值", "推荐值", "建议值", "参考限值")
_NOTE_START = re.compile(r"(?<=[。；;\n]) ?(?=[(（][1-9a-h][)）]|注[1-9]|[①-⑳])")
_LOWER = ("最低", "最小", "下限", "不小于", "不低于", "至少")


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

    op: Op | None = None  # a comparator that ends the caption

    def text(self, row: int, column: int) -> str:
        cell = self.cells[row][column] if column < len(self.cells[row]) else None
        return cell.text if cell is not None else ""


def from_table(table: Table, place: Place, *, object: str = "", modality: Modality = Modality.SHALL) -> list[Limit]:
    """All limits of a table. ``place`` says where the table stands; rows, columns and characters are added."""
    if _lies(table):
        return [_stood_up(limit) for limit in from_table(_turned(table), place, object=object, modality=modality)]
    sheet = _sheet(table, place, object, modality)
    found: list[Limit] = []
    section = ""
    for row in range(sheet.heads, len(sheet.cells)):
        title = _section(sheet, row)
        if title is not None:
            section = title
            continue
        if _repeats_head(sheet, row):
            continue
        for block in blocks(sheet.columns):
            found += _row(sheet, row, block, section)
    return found


def _lies(table: Table) -> bool:
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


def _turned(table: Table) -> Table:
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


def _stood_up(limit: Limit) -> Limit:
    places = tuple(place.model_copy(update={"row": place.column, "column": place.row}) for place in limit.places)
    return limit.model_copy(update={"places": places})


def _sheet(table: Table, place: Place, object: str, modality: Modality) -> Sheet:
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
    if any(word in title for word in _SHOULD):
        modality = Modality.SHOULD
    return Sheet(
        table, cells, heads, read_columns(grid[:heads], grid[heads:]), read_caption(title), unit, unit_text, notes, place, modality, object, op
    )  # fmt: skip


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
    return repeated > 0 and (below or not values) and any(text and text != head for text, head in zip(row, above, strict=False))


def _section(sheet: Sheet, row: int) -> str | None:
    """The text of a row that is one merged cell: a title inside the table."""
    cells = {id(cell): cell for cell in sheet.cells[row] if cell is not None}
    if len(cells) != 1 or len(sheet.columns) < 2:
        return None
    cell = next(iter(cells.values()))
    return cell.text.strip() if cell.column_span >= len(sheet.columns) else None


def _repeats_head(sheet: Sheet, row: int) -> bool:
    texts = [sheet.text(row, column.index).strip() for column in sheet.columns]
    first = texts[0] if texts else ""
    if sheet.heads > 0 and first and first in [sheet.text(head, 0).strip() for head in range(sheet.heads)]:
        return True
    return sheet.heads > 0 and any(texts) and any(
        texts == [sheet.text(head, column.index).strip() for column in sheet.columns] for head in range(sheet.heads)
    )  # fmt: skip


def _row(sheet: Sheet, row: int, block: list[Column], section: str) -> list[Limit]:
    items = _labels(sheet, row, block, kinds.ITEM)
    keys = _labels(sheet, row, [*_shared(sheet, block), *block], kinds.KEY)
    method = next((sheet.text(row, column.index) for column in block if column.role == kinds.METHOD), "")
    method = "" if is_empty(method) else method.strip()
    if any(column.role == "plan_n" for column in block):
        return _plan(sheet, row, block, items, keys, method)
    found: list[Limit] = []
    for column in block:
        if column.role != kinds.VALUE:
            continue
        cell = sheet.cells[row][column.index] if column.index < len(sheet.cells[row]) else None
        if (
            cell is None
            or (cell.column < column.index and _role_at(sheet, cell.column) == kinds.VALUE)
            or _same_above(sheet, row, cell)
        ):
            continue
        spanned = [other for other in sheet.columns if cell.column <= other.index < cell.column + cell.column_span]
        found += _cell(sheet, row, column, cell, spanned, items, keys, method, section)
    return found


def _role_at(sheet: Sheet, index: int) -> str:
    return sheet.columns[index].role


def _same_above(sheet: Sheet, row: int, cell: TableCell) -> bool:
    """Whether a cell merged over rows was read already and no key of this row differs from the row above."""
    if cell.row == row or row == sheet.heads:
        return False
    keys = [column.index for column in sheet.columns if column.role in (kinds.ITEM, kinds.KEY)]
    return all(sheet.cells[row][index] is sheet.cells[row - 1][index] for index in keys)


def _shared(sheet: Sheet, block: list[Column]) -> list[Column]:
    """Key columns of the first block hold for those beside it only when they stand before any item."""
    first = next((column.index for column in sheet.columns if column.role == kinds.ITEM), 0)
    return [
        column for column in sheet.columns if column.role == kinds.KEY and column.index < first and column not in block
    ]


def _labels(sheet: Sheet, row: int, block: list[Column], role: str) -> list[tuple[Column, Label]]:
    found: list[tuple[Column, Label]] = []
    for column in block:
        text = sheet.text(row, column.index)
        if column.role == role and text.strip() and not any(label.text == text for _, label in found):
            found.append((column, read_label(text)))
    return found


def _around(sheet: Sheet, items: list[tuple[Column, Label]], keys: list[tuple[Column, Label]], section: str) -> Around:
    around = Around()
    named = [label for column, label in items]
    if section:
        add_key(around, Label(), read_label(section), item_known=bool(items))
    inner = [
        pair for pair in keys if not items or pair[0].index < items[0][0].index or not is_characteristic(pair[1].name)
    ]
    if not items:
        # the last key that names a characteristic is the item
        for column, label in reversed(keys):
            if (is_characteristic(label.name) or label.has_unit) and not _class_like(column):
                named = [label]
                inner = [pair for pair in keys if pair[1] is not label]
                break
    add_item(around, named)
    for column, label in inner:
        add_key(around, column.label, label, item_known=True)
    for column, _ in [*items, *keys]:
        for text in column.label.name.split(" "):
            if text and lexicon.columns().get(text) is None and len(column.label.name.split(" ")) > 1:
                around.objects.append(text)
    return around


def _class_like(column: Column) -> bool:
    return bool(re.search(r"类别|等级|级别|时段|部位|场所|类型", column.label.name))


def _cell(
    sheet: Sheet, row: int, column: Column, cell: TableCell, spanned: list[Column], items: list[tuple[Column, Label]],
    keys: list[tuple[Column, Label]], method: str, section: str,
) -> list[Limit]:  # fmt: skip
    around = _around(sheet, items, keys, section)
    item = (
        items[-1][1] if items else next((label for _, label in reversed(keys) if label.has_unit or label.op), Label())
    )
    known = bool(around.characteristic)
    head_unit = add_heads(around, _common(spanned), item_known=known, row_unit=item.has_unit)
    _complete(around, sheet)
    unit, unit_text = _unit(sheet, row, item, head_unit, around)
    grade = unit is not None and unit.canonical == "grade"
    if unit is not None and around.characteristic:
        around.characteristic = lexicon.completed(around.characteristic, unit.kind)
    read = read_cell(cell.text, sheet.notes, grade=grade)
    place = sheet.place.model_copy(update={"row": row, "column": column.index, "table": sheet.table.number})
    if read.sentence:
        return [
            limit.model_copy(update=_from_row(limit, _object(around, sheet), method, unit))
            for limit in from_text(cell.text, object=_object(around, sheet), characteristic=around.characteristic, place=place, in_cell=True)
        ]  # fmt: skip
    if not around.characteristic or read.normal is None:
        return []
    found = []
    for one in read.values:
        made = _limit(sheet, one, around, item, column, row, unit, unit_text)
        if made is None:
            continue
        op, doubts = made
        name = around.characteristic
        if op is Op.ABSENT and len(word := one.value.expression or "") > 2 and word.startswith("无") and word[1:] not in name:
            name = word[1:]  # 具有固有的香味，无异味
        notes = _notes(sheet, one.marks)
        conditions = [around.condition(), one.condition, *map(_short, notes)]
        found.append(
            limit_of(
                one.value, op=op, characteristic=name, normal=read.normal, place=place, text=cell.text, unit=unit,
                unit_text=unit_text, object=_object(around, sheet), basis=around.basis,
                condition="；".join(part for part in conditions if part), method=method_in(method) or method,
                grade=around.grade(), modality=one.modality or _modality(sheet, column, item), doubts=doubts, footnotes=notes,
            )
        )  # fmt: skip
    return _complement(found)


def _from_row(limit: Limit, thing: str, method: str, unit: Unit | None) -> dict[str, object]:
    """What a row adds to a limit read from the text of its cell."""
    update: dict[str, object] = {"object": limit.object or thing or None, "method": limit.method or method or None}
    if limit.unit is None and unit is not None and limit.op not in (*QUALITATIVE, Op.FORMULA, Op.SAMPLING):
        update |= {"unit": unit.canonical, "unit_printed": unit.printed}
    return update


def _common(spanned: list[Column]) -> list[Label]:
    """The heads that hold for all columns a cell spans."""
    if len(spanned) <= 1:
        return list(spanned[0].path) if spanned else []
    texts = [{label.text for label in column.path} for column in spanned]
    return [label for label in spanned[0].path if all(label.text in some for some in texts)]


def _complete(around: Around, sheet: Sheet) -> None:
    """What neither row nor column names is taken from the caption."""
    if sheet.caption.grade:
        around.grades.append(sheet.caption.grade)
    if not around.characteristic and sheet.caption.characteristic:
        around.characteristic, around.guessed = sheet.caption.characteristic, True


def _object(around: Around, sheet: Sheet) -> str:
    lead = sheet.caption.object or (sheet.object if not around.objects else "")
    if sheet.object and re.search(r"企业|污染物$|项目$|产品$|设施$", lead) and sheet.object not in lead:
        lead = f"{sheet.object} {lead}"
    parts = [part for part in dict.fromkeys(around.objects) if part and part not in lead]
    if not lead:
        return " ".join(parts)
    return f"{lead}({'，'.join(parts)})" if parts else lead


def _unit(sheet: Sheet, row: int, item: Label, head: Unit | None, around: Around) -> tuple[Unit | None, str | None]:
    """The unit of a cell: of the row's head, of a unit column, of the column's head, of the caption, in this order."""
    if item.has_unit:
        return item.unit, item.unit_text
    for column in sheet.columns:
        if column.role == kinds.UNIT:
            text = sheet.text(row, column.index).strip()
            if text and not is_empty(text):
                unit = parse_unit(text)
                return (unit, None) if unit is not None else (None, "1" if "无量纲" in text else text)
    if re.search(r"(?<![A-Za-z])pH|酸碱度", around.characteristic):
        return None, "[pH]"
    if head is not None:
        return head, None
    if "林格曼" in around.characteristic or "黑度" in around.characteristic:
        return None, "林格曼级"
    return sheet.unit, sheet.unit_text


def _limit(
    sheet: Sheet,
    one: CellValue,
    around: Around,
    item: Label,
    column: Column,
    row: int,
    unit: Unit | None,
    unit_text: str | None,
) -> tuple[Op, tuple[Doubt, ...]] | None:
    """The kind of limit of a value; None where it is none."""
    value = one.value
    if value.op is not None and (value.op not in BOUNDS or not value.suffix):
        return value.op, ()
    if value.op is not None:
        return value.op, ()
    if value.expression is not None and value.value is None:
        return Op.FORMULA, ()
    told = (
        _compare_column(sheet, row) or item.op or next((label.op for label in reversed(column.path) if label.op), None)
    )
    if told is not None:
        return told, ()
    heads = " ".join(label.name for label in column.path) + sheet.caption.text
    if sheet.op is not None:
        return sheet.op, ()
    if any(word in heads for word in _LOWER):
        return Op.GE, (Doubt(field="op", confidence=0.8, reason="the head says 最低 or the like"),)
    upper = any(word in heads for word in ("限值", "限量", "最高", "最大", "允许", "排放"))
    if lexicon.direction_of(around.characteristic) == "lower" and not upper:
        return Op.GE, (Doubt(field="op", confidence=0.6, reason="no comparator; this characteristic is wanted high"),)
    doubts = () if upper else (Doubt(field="op", confidence=0.7, reason="no comparator: read as an upper limit"),)
    return Op.LE, doubts


def _compare_column(sheet: Sheet, row: int) -> Op | None:
    for column in sheet.columns:
        if column.role == kinds.COMPARE:
            word = normalize(sheet.text(row, column.index)).text.strip()
            if word in lexicon.comparators().values:
                return Op(lexicon.comparators().values[word])
    return None


def _modality(sheet: Sheet, column: Column, item: Label) -> Modality:
    heads = " ".join(label.text for label in (*column.path, item))
    return Modality.SHOULD if any(word in heads for word in _SHOULD) else sheet.modality


def _notes(sheet: Sheet, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The footnotes that marks lead to, verbatim."""
    parts = [part for note in sheet.table.notes for part in _NOTE_START.split(note) if part.strip()]
    return tuple(
        part.strip()
        for mark in marks
        for part in parts
        if re.match(rf"[ (注:]{{0,4}}{re.escape(mark)}(?![0-9a-zA-Z])", normalize(part).text)
    )


def _short(note: str) -> str:
    """What a footnote adds as a condition: 位于珠三角地区9个城市."""
    text = re.sub(r"^[ (注:]{0,4}(?:[0-9a-h①-⑳]|\*{1,3})[)）:：、. ]{0,2}", "", normalize(note).text).strip(" 。")
    return re.sub(r"的?[\u4e00-\u9fff]{0,6}执行该限值$", "", text)[:60]


def _complement(limits: list[Limit]) -> list[Limit]:
    """Two values of a cell of which one has a footnote: the other is for all else, which stays unsaid."""
    return limits


def _plan(
    sheet: Sheet,
    row: int,
    block: list[Column],
    items: list[tuple[Column, Label]],
    keys: list[tuple[Column, Label]],
    method: str,
) -> list[Limit]:
    """A sampling plan (GB 4789.1): n, c, m and M of a row are one limit."""
    around = _around(sheet, items, keys, "")
    item = items[-1][1] if items else Label()
    numbers: dict[str, Decimal] = {}
    unit: Unit | None = None
    portion, text, index = "", [], 0
    for column in block:
        if not column.role.startswith("plan_"):
            continue
        source = normalize(sheet.text(row, column.index)).text.strip()
        number = number_at(source, 0)
        text.append(source)
        if number is None:
            continue
        index = index or column.index
        numbers[column.role[5:]] = number.value
        rest = source[number.end :].strip()
        here = unit_at(rest, 0) if rest and rest[0] != "/" else None
        unit = here or unit
        if rest.startswith("/") and not portion:
            portion = rest.replace(" ", "")
    if not {"n", "c", "m"} <= set(numbers) or not around.characteristic:
        return []
    shown = unit or item.unit or sheet.unit
    place = sheet.place.model_copy(update={"row": row, "column": index, "table": sheet.table.number})
    return [
        Limit(
            op=Op.SAMPLING, plan=SamplingPlan(n=numbers["n"], c=numbers["c"], m=numbers["m"], M=numbers.get("M")),
            object=_object(around, sheet) or None, characteristic=around.characteristic, basis=around.basis or None,
            unit=portion or (shown.canonical if shown is not None else None), unit_printed=shown.printed if shown is not None else None,
            condition=around.condition() or None, method=method or None, modality=sheet.modality, text=" | ".join(text),
            value_text=" | ".join(text), places=(place,),
        )
    ]  # fmt: skip
