"""Limits of a table: every cell under a value column, with what its row, its column and the caption say."""

from __future__ import annotations

import re
from decimal import Decimal

from graph.document import Cell as TableCell
from graph.document import Modality, Place, Table
from graph.limits import QUALITATIVE, Limit, Op, SamplingPlan
from graph.text import normalize
from graph.units import Unit, unit_at
from ingest.extract.limits import columns as kinds
from ingest.extract.limits import lexicon
from ingest.extract.limits.cells import is_empty, read_cell
from ingest.extract.limits.citing import Cited
from ingest.extract.limits.columns import Column, blocks
from ingest.extract.limits.emit import limit_of
from ingest.extract.limits.fields import (
    common_heads,
    complete,
    kind_of,
    modality_of,
    notes_of,
    object_of,
    short_note,
    unit_of,
)
from ingest.extract.limits.heads import Around, add_heads, add_item, add_key, is_characteristic
from ingest.extract.limits.labels import Label, read_label
from ingest.extract.limits.leads import method_in
from ingest.extract.limits.numbers import number_at
from ingest.extract.limits.sentences import LONGEST, from_text
from ingest.extract.limits.sheets import Sheet, lies, make_sheet, repeats_head, section_title, stood_up, turned


def from_table(
    table: Table,
    place: Place,
    *,
    object: str = "",
    modality: Modality = Modality.SHALL,
    told: Cited | None = None,
) -> list[Limit]:
    """All limits of a table. ``place`` says where the table stands; rows, columns and characters are added.

    ``told`` is what the text says of the table.
    """
    if lies(table):
        upright = from_table(turned(table), place, object=object, modality=modality, told=told)
        return [stood_up(limit) for limit in upright]
    sheet = make_sheet(table, place, object, modality, told or Cited())
    found: list[Limit] = []
    section = ""
    for row in range(sheet.heads, len(sheet.cells)):
        title = section_title(sheet, row)
        if title is not None:
            section = title
            continue
        if repeats_head(sheet, row):
            continue
        for block in blocks(sheet.columns):
            found += _row(sheet, row, block, section)
    return found


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
        held = keys if not items else [pair for pair in keys if _spans(sheet, row, cell, pair[0].index)]
        found += _cell(sheet, row, column, cell, spanned, items, held, method, section)
    return found


def _role_at(sheet: Sheet, index: int) -> str:
    return sheet.columns[index].role


def _same_above(sheet: Sheet, row: int, cell: TableCell) -> bool:
    """Whether a cell merged over rows was read already and no key of this row differs from the row above."""
    if cell.row == row or row == sheet.heads:
        return False
    named = [column.index for column in sheet.columns if column.role == kinds.ITEM]
    keys = named or [column.index for column in sheet.columns if column.role == kinds.KEY]
    return all(sheet.cells[row][index] is sheet.cells[row - 1][index] for index in keys)


def _spans(sheet: Sheet, row: int, cell: TableCell, key: int) -> bool:
    """Whether a key holds for all rows of a merged value: a stack height beside it holds for one of them only."""
    last = min(cell.row + cell.row_span, len(sheet.cells)) - 1
    return sheet.cells[row][key] is sheet.cells[last][key]


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


def _around(items: list[tuple[Column, Label]], keys: list[tuple[Column, Label]], section: str) -> Around:
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
    sheet: Sheet,
    row: int,
    column: Column,
    cell: TableCell,
    spanned: list[Column],
    items: list[tuple[Column, Label]],
    keys: list[tuple[Column, Label]],
    method: str,
    section: str,
) -> list[Limit]:
    if len(cell.text) > LONGEST:
        return []
    around = _around(items, keys, section)
    item = (
        next((label for _, label in reversed(items) if label.has_unit), items[-1][1])
        if items
        else next((label for _, label in reversed(keys) if label.has_unit or label.op), Label())
    )
    known = bool(around.characteristic)
    head_unit = add_heads(around, common_heads(spanned), item_known=known, row_unit=item.has_unit)
    complete(around, sheet)
    unit, unit_text = unit_of(sheet, row, item, head_unit, around)
    grade = unit is not None and unit.canonical == "grade"
    if unit is not None and around.characteristic:
        around.characteristic = lexicon.completed(around.characteristic, unit.kind)
    read = read_cell(cell.text, sheet.notes, grade=grade)
    place = sheet.place.model_copy(update={"row": row, "column": column.index, "table": sheet.table.number})
    if read.sentence:
        return [
            limit.model_copy(update=_from_row(limit, object_of(around, sheet), method, unit))
            for limit in from_text(
                cell.text,
                object=object_of(around, sheet),
                characteristic=around.characteristic,
                place=place,
                in_cell=True,
            )
        ]
    if not around.characteristic or read.normal is None:
        return []
    found = []
    for one in read.values:
        made = kind_of(sheet, one, around, item, column, row)
        if made is None:
            continue
        op, doubts = made
        name = around.characteristic
        if (
            op is Op.ABSENT
            and len(word := one.value.expression or "") > 2
            and word.startswith("无")
            and word[1:] not in name
        ):
            name = word[1:]  # 具有固有的香味，无异味
        notes = notes_of(sheet, one.marks)
        conditions = [around.condition(), one.condition, *map(short_note, notes)]
        found.append(
            limit_of(
                one.value,
                op=op,
                characteristic=name,
                normal=read.normal,
                place=place,
                text=cell.text,
                unit=unit,
                unit_text=unit_text,
                object=object_of(around, sheet),
                basis=around.basis,
                condition="；".join(part for part in conditions if part),
                method=method_in(method) or method,
                grade=around.grade(),
                modality=one.modality or modality_of(sheet, column, item),
                doubts=doubts,
                footnotes=notes,
            )
        )
    return found


def _from_row(limit: Limit, thing: str, method: str, unit: Unit | None) -> dict[str, object]:
    """What a row adds to a limit read from the text of its cell."""
    update: dict[str, object] = {"object": limit.object or thing or None, "method": limit.method or method or None}
    if limit.unit is None and unit is not None and limit.op not in (*QUALITATIVE, Op.FORMULA, Op.SAMPLING):
        update |= {"unit": unit.canonical, "unit_printed": unit.printed}
    return update


def _plan(
    sheet: Sheet,
    row: int,
    block: list[Column],
    items: list[tuple[Column, Label]],
    keys: list[tuple[Column, Label]],
    method: str,
) -> list[Limit]:
    """A sampling plan (GB 4789.1): n, c, m and M of a row are one limit."""
    around = _around(items, keys, "")
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
            op=Op.SAMPLING,
            plan=SamplingPlan(n=numbers["n"], c=numbers["c"], m=numbers["m"], M=numbers.get("M")),
            object=object_of(around, sheet) or None,
            characteristic=around.characteristic,
            basis=around.basis or None,
            unit=portion or (shown.canonical if shown is not None else None),
            unit_printed=shown.printed if shown is not None else None,
            condition=around.condition() or None,
            method=method or None,
            modality=sheet.modality,
            text=" | ".join(text),
            value_text=" | ".join(text),
            places=(place,),
        )
    ]
