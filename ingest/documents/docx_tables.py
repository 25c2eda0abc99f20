"""Tables of Word: grid spans, vertical merges, nested tables, heading rows (ECMA-376, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from graph.document import Cell
from ingest.documents.docx_numbering import W

_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag")
_MOST_COLUMNS = 400
TextOf = Callable[[etree._Element], str]


def read_table(table: etree._Element, text_of: TextOf) -> tuple[tuple[Cell, ...], int | None]:
    """Cells of ``w:tbl`` and its marked heading rows (None where none is marked).

    ``text_of`` gives the text of a cell; it is called once a cell, in reading order, since automatic numbers count on.
    """
    cells: list[Cell] = []
    open_at: dict[int, int] = {}  # column → index of the cell that may be continued below
    heads = 0
    row = 0
    for line in _children(table, f"{W}tr"):
        properties = line.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        column = _number(properties, "gridBefore") if properties is not None else 0
        is_head = properties is not None and _on(properties.find(f"{W}tblHeader"))
        heads += is_head and heads == row
        below: dict[int, int] = {}
        for cell in _children(line, f"{W}tc"):
            if column >= _MOST_COLUMNS:
                break
            column = _place(cell, row, column, is_head, cells, open_at, below, text_of)
        open_at = below
        row += 1
    return tuple(cells), heads or None


def _place(
    cell: etree._Element,
    row: int,
    column: int,
    is_head: bool,
    cells: list[Cell],
    open_at: dict[int, int],
    below: dict[int, int],
    text_of: TextOf,
) -> int:
    """Add the cell, or let the one above go on; the next free column."""
    properties = cell.find(f"{W}tcPr")
    span = max(1, min(_number(properties, "gridSpan"), _MOST_COLUMNS)) if properties is not None else 1
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    sideways = properties.find(f"{W}hMerge") if properties is not None else None
    if sideways is not None and sideways.get(f"{W}val") != "restart" and cells and cells[-1].row == row:
        cells[-1] = cells[-1].model_copy(update={"column_span": cells[-1].column_span + span})
        return column + span
    goes_on = merge is not None and merge.get(f"{W}val") in (None, "continue") and column in open_at
    if goes_on:
        at = open_at[column]
        above = cells[at]
        extra = text_of(cell)
        text = f"{above.text}\n{extra}" if extra else above.text
        cells[at] = above.model_copy(update={"row_span": row - above.row + 1, "text": text})
        below[column] = at
        return column + span
    if merge is not None:
        below[column] = len(cells)
    cells.append(Cell(text=text_of(cell), row=row, column=column, column_span=span, header=is_head))
    return column + span


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with this tag, also within content controls and insertions."""
    pending = list(reversed(element))
    while pending:
        child = pending.pop()
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            pending.extend(reversed(child))


def _number(properties: etree._Element | None, name: str) -> int:
    child = properties.find(f"{W}{name}") if properties is not None else None
    try:
        return max(0, int(child.get(f"{W}val") or 0)) if child is not None else 0
    except ValueError:
        return 0


def _on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val") not in ("0", "false", "off")
