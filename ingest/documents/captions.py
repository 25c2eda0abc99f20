"""What stands around and at the head of tables in every format: captions, units, notes, heading rows.

GB/T 1.1-2020, 9.9: 表1 with its title above the table, （续） on the next page, 单位为毫克每升 right above the frame;
older standards and files made from them print caption and unit as the first rows inside the frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.document import Cell

CAPTION = re.compile(
    r"^(?P<before>续)?(?P<what>附?表)\s*(?P<number>[A-Z]?\s?[.．]?\s?\d+(?:[.．\-—－]\d+)*)\s*(?P<after>[（(]?\s*(?:续表?|续完|完)\s*[)）]?)?\s*(?P<rest>.*)$"
)
UNIT = re.compile(
    r"^(?:[（(]\s*(?:计量)?单位\s*(?:[:：为]|均为)\s*(?P<inside>.+?)\s*[)）]|(?:计量)?单位\s*(?:[:：为]|均为)\s*(?P<unit>.+?))$"
)
NOTE_START = re.compile(
    r"^(?:注\s*\d*\s*[:：、.]|说明\s*[:：]|注\d*\s|注$|[（(⁽]?[\d¹²³⁴-⁹]{1,2}[)）⁾](?=\D)|[①-⑳]|[ᵃᵇᶜᵈᵉᶠᵍ]|[a-h][)）]?\s|[*＊※△])"
)
VALUE = re.compile(r"^[≤≥<>＜＞±~～－—\-]?\s*[\d.]+|^[-—－/]$|不得检出")
_EMPTY_UNIT = re.compile(r"单位[:：]?")
_BRACKETS = re.compile(r"[（(][^（）()]{2,20}[)）]")


def title_rows(cells: Sequence[Cell]) -> tuple[tuple[Cell, ...], list[str]]:
    """The cells below rows that hold only caption, unit or a remark in brackets, and the texts of these rows."""
    width = max((c.column + c.column_span for c in cells), default=0)
    height = max((c.row + c.row_span for c in cells), default=0)
    texts: list[str] = []
    while width > 1 and height - len(texts) > 2:
        row = [c for c in cells if c.row == len(texts) and c.text.strip()]
        if any(c.row_span > 1 for c in row) or len(row) > 2:
            break
        text = re.sub(r"(?<=[:：])\s*[:：]", "", "".join(dict.fromkeys(c.text.strip() for c in row)))
        spans = len(row) == 1 and (row[0].column_span == width or width > 2)
        if not (
            UNIT.match(text)
            or _EMPTY_UNIT.fullmatch(text)
            or (spans and (CAPTION.match(text) or _BRACKETS.fullmatch(text)))
        ):
            break
        texts.append(text)
    gone = len(texts)
    rest = tuple(c.model_copy(update={"row": c.row - gone}) for c in cells if c.row >= gone)
    return rest, [text for text in texts if not _EMPTY_UNIT.fullmatch(text)]


_AVERAGED = re.compile(r"\s*\d{1,2}\s*(?:小时|h|分钟|min|日|d)\s*(?:算术)?(?:平均|均值)")


def _is_value(text: str) -> bool:
    """Whether a cell holds a value; 1小时均值 over a column says how its values are averaged."""
    return bool(VALUE.match(text)) and not _AVERAGED.match(text)


def header_rows(cells: Sequence[Cell]) -> int:
    """How many rows head the columns: the first, what its cells span, and what lies under a spanning cell."""
    first = [c for c in cells if c.row == 0]
    height = max((c.row + c.row_span for c in cells), default=0)
    width = max((c.column + c.column_span for c in cells), default=0)
    if height <= 1 or not first:
        return min(height, 1)
    texts = [c for c in first if c.text]
    if len(texts) > 1 and sum(_is_value(c.text) for c in texts) * 2 > len(texts) - 1 >= 1:
        return 0  # a table without a heading: its first row already holds values
    head = 1
    grown = True
    while grown and head < height:
        grown = False
        for cell in cells:
            if cell.row >= head or cell.column_span == width:
                continue
            reach = cell.row + cell.row_span
            beside_label = cell.column > 0 or cell.column_span > 1
            if cell.column_span > 1 and cell.text and reach == head and _divided(cells, head, cell):
                reach = head + 1
                if sum(c.row_span > 1 and c.row < head < c.row + c.row_span for c in cells) >= 2:
                    head, grown = reach, True  # other headings stand beside it over both rows
                    break
            elif cell.row_span > 1 and not beside_label and reach > 3:
                reach = cell.row + 1  # the first label of a body that has no heading
            if reach > head and reach < height and _reads_like_heading(cells, head):
                head, grown = reach, True
    return head


def _divided(cells: Sequence[Cell], row: int, over: Cell) -> bool:
    """Whether the cells below a spanning heading divide it into its columns."""
    below = [c for c in cells if c.row == row and over.column <= c.column < over.column + over.column_span]
    return len(below) > 1


def _reads_like_heading(cells: Sequence[Cell], row: int) -> bool:
    texts = [c.text for c in cells if c.row == row and c.text]
    return not texts or sum(map(_is_value, texts)) * 2 < len(texts)
