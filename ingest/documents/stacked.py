"""Numbers that stand over each other in one field, beside as many in others, are rows without lines between them.

Older emission standards print ten stack heights in one field and the ten rates beside them (GB 16297-1996, table 1).
Read as one row, every rate would belong to every height.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.document import Cell
from ingest.documents.captions import VALUE

_FEWEST = 3  # two values over each other are two values of one field: 400 over 550⁽¹⁾


def unstacked(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with a row for each of the numbers; other fields beside them span these rows."""
    found = list(cells)
    for row, span, count in sorted(_stacks(found), reverse=True):
        found = _parted(found, row, span, count)
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def _stacks(cells: Sequence[Cell]) -> list[tuple[int, int, int]]:
    """First row, span and number of values of fields that hold as many as another over the same rows."""
    groups: dict[tuple[int, int, int], int] = defaultdict(int)
    for cell in cells:
        if (count := _values(cell)) >= _FEWEST and count >= cell.row_span:
            groups[cell.row, cell.row_span, count] += 1
    found = [key for key, fields in groups.items() if fields > 1]
    rows = [row for row, _, _ in found]
    return [key for key in found if rows.count(key[0]) == 1]


def _values(cell: Cell) -> int:
    """How many numbers the lines of a field are; 0 where one of them is something else."""
    lines = cell.text.split("\n")
    return len(lines) if all(VALUE.match(line) for line in lines) else 0


def _parted(cells: Sequence[Cell], row: int, span: int, count: int) -> list[Cell]:
    more, last = count - span, row + span - 1
    out: list[Cell] = []
    for cell in cells:
        if (cell.row, cell.row_span) == (row, span) and _values(cell) == count:
            lines = cell.text.split("\n")
            out += [cell.model_copy(update={"text": t, "row": row + i, "row_span": 1}) for i, t in enumerate(lines)]
        elif cell.row > last:
            out.append(cell.model_copy(update={"row": cell.row + more}))
        elif cell.row + cell.row_span > last:
            out.append(cell.model_copy(update={"row_span": cell.row_span + more}))
        else:
            out.append(cell)
    return out
