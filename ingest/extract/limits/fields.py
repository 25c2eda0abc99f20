"""What rows, columns and caption say of one cell: object, unit, kind of limit, modality, footnotes."""

from __future__ import annotations

import re

from graph.document import Modality
from graph.limits import BOUNDS, Doubt, Op
from graph.text import normalize
from graph.units import Unit, parse_unit, unit_at
from ingest.extract.limits import columns as kinds
from ingest.extract.limits import lexicon
from ingest.extract.limits.cells import CellValue, is_empty
from ingest.extract.limits.columns import Column
from ingest.extract.limits.heads import Around, is_characteristic
from ingest.extract.limits.labels import Label
from ingest.extract.limits.sheets import SHOULD_WORDS, Sheet

_NOTE_START = re.compile(r"(?<=[。；;\n]) ?(?=[(（][1-9a-h][)）]|注[1-9]|[①-⑳])")
_UPPER = ("最高", "最大", "上限", "不大于", "不高于", "不超过", "至多")
_LOWER = ("最低", "最小", "下限", "不小于", "不低于", "至少")


def common_heads(spanned: list[Column]) -> list[Label]:
    """The heads that hold for all columns a cell spans."""
    if len(spanned) <= 1:
        return list(spanned[0].path) if spanned else []
    texts = [{label.text for label in column.path} for column in spanned]
    return [label for label in spanned[0].path if all(label.text in some for some in texts)]


def complete(around: Around, sheet: Sheet) -> None:
    """What neither row nor column names is taken from the caption."""
    if sheet.caption.grade:
        around.grades.append(sheet.caption.grade)
    if around.characteristic and sheet.caption.measures_extent and not is_characteristic(around.characteristic):
        around.objects.append(around.characteristic)  # the things between which a distance is kept
        around.characteristic = ""
    if not around.characteristic and sheet.caption.characteristic:
        around.characteristic, around.guessed = sheet.caption.characteristic, True


def object_of(around: Around, sheet: Sheet) -> str:
    lead = sheet.caption.object or (sheet.object if not around.objects else "")
    if sheet.object and re.search(r"企业|污染物$|项目$|产品$|设施$", lead) and sheet.object not in lead:
        lead = f"{sheet.object} {lead}"
    parts = [part for part in dict.fromkeys(around.objects) if part and part not in lead]
    if not lead:
        return " ".join(parts)
    return f"{lead}({'，'.join(parts)})" if parts else lead


def unit_of(sheet: Sheet, row: int, item: Label, head: Unit | None, around: Around) -> tuple[Unit | None, str | None]:
    """The unit of a cell: of the row's head, of a unit column, of the column's head, of the caption, in this order."""
    if item.has_unit:
        return item.unit, item.unit_text
    for column in sheet.columns:
        if column.role == kinds.UNIT:
            text = sheet.text(row, column.index).strip()
            if text and not is_empty(text):
                unit = parse_unit(text)
                if unit is not None:
                    return unit, None
                whole = unit_at(normalize(text).text, 0)  # m³/t产品
                rest = normalize(text).text[whole.reading.end :] if whole is not None else ""
                if whole is not None and re.fullmatch(r"[\u4e00-\u9fff()]{1,8}", rest):
                    return whole, None
                return None, "1" if "无量纲" in text else text
    if re.search(r"(?<![A-Za-z])pH|酸碱度", around.characteristic):
        return None, "[pH]"
    if head is not None:
        return head, None
    if "林格曼" in around.characteristic or "黑度" in around.characteristic:
        return None, "林格曼级"
    return sheet.unit, sheet.unit_text


def kind_of(
    sheet: Sheet,
    one: CellValue,
    around: Around,
    item: Label,
    column: Column,
    row: int,
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
    if sheet.op is not None:
        return sheet.op, ()
    own = f"{item.text} {around.characteristic}"
    heads = " ".join(label.name for label in column.path) + sheet.caption.text
    for words in (own, heads):  # 最高允许排放浓度 and 最低去除效率 may be rows of one table
        lower, higher = (any(word in words for word in some) for some in (_LOWER, _UPPER))
        if lower and not higher:
            return Op.GE, (Doubt(field="op", confidence=0.8, reason="the head says 最低 or the like"),)
        if higher and not lower:
            return Op.LE, ()
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


def modality_of(sheet: Sheet, column: Column, item: Label) -> Modality:
    heads = " ".join(label.text for label in (*column.path, item))
    return Modality.SHOULD if any(word in heads for word in SHOULD_WORDS) else sheet.modality


def notes_of(sheet: Sheet, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The footnotes that marks lead to, verbatim."""
    parts = [part for note in sheet.table.notes for part in _NOTE_START.split(note) if part.strip()]
    return tuple(
        part.strip()
        for mark in marks
        for part in parts
        if re.match(rf"[ (注:]{{0,4}}{re.escape(mark)}(?![0-9a-zA-Z])", normalize(part).text)
    )


def short_note(note: str) -> str:
    """What a footnote adds as a condition: 位于珠三角地区9个城市."""
    text = re.sub(r"^[ (注:]{0,4}(?:[0-9a-h①-⑳]|\*{1,3})[)）:：、. ]{0,2}", "", normalize(note).text).strip(" 。")
    return re.sub(r"(?:的[^的，]{0,12})?执行该限值$", "", text)[:60]
