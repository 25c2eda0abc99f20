"""A table and what continues it on the next page → one table (GB/T 1.1-2020, 9.9.6: 表1（续）).

Columns are matched by the places of their lines, because the part on the next page may lack a line that divides
columns only in some rows. A cell merged over the page break is empty on the next page: the upper one spans it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from graph.document import Cell, Table
from ingest.documents.pdf_cells import PlacedTable

_NEAR = 8.0
_ALIKE = 0.85


def goes_on(before: PlacedTable, after: PlacedTable, *, continued: bool, adjacent: bool = True) -> bool:
    """Whether the second table is the rest of the first; ``continued`` where 续 is printed above it."""
    number = after.table.number
    same_number = number is not None and number == before.table.number
    places = _merged_places(before.xs, after.xs)
    fits = places is not None or len(before.xs) == len(after.xs)
    if continued or same_number:
        return number in (None, before.table.number) and (fits or _same_sides(before, after))
    if not adjacent or number is not None or after.table.caption or after.page != before.table.pages[-1] + 1:
        return False
    return places is not None and (not before.table.notes or _repeated(before.table, after.table) > 0)


def joined(before: PlacedTable, after: PlacedTable) -> PlacedTable:
    """The first table with the rows of the second; a repeated heading is left out."""
    first, second, xs = _aligned(before, after)
    repeated = _repeated(first, second)
    start = _height(first)
    rest = [
        cell.model_copy(update={"row": cell.row - repeated + start, "header": False})
        for cell in second.cells
        if cell.row >= repeated
    ]
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
    return replace(before, table=table, box=after.box, xs=xs, ocr=before.ocr or after.ocr)


def _same_sides(before: PlacedTable, after: PlacedTable) -> bool:
    return abs((before.xs[-1] - before.xs[0]) - (after.xs[-1] - after.xs[0])) < 2.5 * _NEAR


def _merged_places(a: Sequence[float], b: Sequence[float]) -> list[float] | None:
    """Lines of both tables together, where one has all the lines of the other (moved to one left side); else None."""
    shift = a[0] - b[0]
    moved = [x + shift for x in b]
    if abs(moved[-1] - a[-1]) > 1.5 * _NEAR:
        return None
    few, many = (a, moved) if len(a) <= len(moved) else (moved, a)
    if len(few) < 3 and len(many) > 3:
        return None
    if not all(any(abs(x - y) <= _NEAR for y in many) for x in few):
        return None
    return list(many)


def _aligned(before: PlacedTable, after: PlacedTable) -> tuple[Table, Table, tuple[float, ...]]:
    """Both tables on the columns of the one with more of them, or on all lines of both."""
    moved = _by_heading(before, after) or [x + before.xs[0] - after.xs[0] for x in after.xs]
    places = _merged_places(before.xs, moved) or _union(before.xs, moved)
    if len(before.xs) == len(after.xs) and len(places) != len(before.xs):
        return before.table, after.table, before.xs
    return _on(before.table, before.xs, places), _on(after.table, moved, places), tuple(places)


def _by_heading(before: PlacedTable, after: PlacedTable) -> list[float] | None:
    """The lines of the second table moved so that those of its repeated heading lie on the first's."""
    if not _repeated(before.table, after.table):
        return None
    targets, sources = (
        sorted({x for c in t.table.cells if c.header for x in (t.xs[c.column], t.xs[c.column + c.column_span])})
        for t in (before, after)
    )
    if len(targets) != len(sources) or len(targets) < 2:
        return None
    moved = []
    for x in after.xs:
        at = max(i for i in range(len(sources) - 1) if sources[i] <= x or i == 0)
        share = (x - sources[at]) / max(sources[at + 1] - sources[at], 1e-6)
        moved.append(targets[at] + share * (targets[at + 1] - targets[at]))
    return moved


def _union(a: Sequence[float], b: Sequence[float]) -> list[float]:
    out = list(a[:-1])
    out.extend(y for y in b[1:-1] if all(abs(y - x) > _NEAR for x in a))
    return [*sorted(out), max(a[-1], b[-1])]


def _on(table: Table, xs: Sequence[float], places: Sequence[float]) -> Table:
    nearest = [min(range(len(places)), key=lambda i, x=x: abs(places[i] - x)) for x in xs]  # type: ignore[misc]
    nearest[0], nearest[-1] = 0, len(places) - 1
    cells = []
    for cell in table.cells:
        start, end = nearest[cell.column], nearest[min(cell.column + cell.column_span, len(xs) - 1)]
        cells.append(cell.model_copy(update={"column": start, "column_span": max(1, end - start)}))
    return table.model_copy(update={"cells": tuple(cells)})


def _height(table: Table) -> int:
    return max(c.row + c.row_span for c in table.cells)


def _row(table: Table, row: int) -> list[str]:
    return [re.sub(r"\s", "", c.text) for c in table.cells if c.row == row]


def _repeated(first: Table, second: Table) -> int:
    """How many rows of the second repeat the first's heading: all of its rows or none."""
    head = max(first.header_rows, 1)
    if head >= min(_height(first), _height(second)) + 1:
        return 0
    return head if all(_alike(_row(first, row), _row(second, row)) for row in range(head)) else 0


def _alike(a: list[str], b: list[str]) -> bool:
    """Whether two heading rows are the same; recognised ones may differ in a sign (mg/m³, mg/m2)."""
    if len(a) != len(b):
        return False
    return a == b or SequenceMatcher(None, "|".join(a), "|".join(b)).ratio() > _ALIKE


def _grown(cells: list[Cell], rest: list[Cell], start: int) -> list[Cell]:
    kept: list[Cell] = []
    for cell in rest:
        place = (cell.column, cell.column_span)
        above = next(
            (i for i, c in enumerate(cells) if c.row + c.row_span == start and (c.column, c.column_span) == place), None
        )
        if cell.row == start and not cell.text and above is not None and cells[above].text and not cells[above].header:
            cells[above] = cells[above].model_copy(update={"row_span": cells[above].row_span + cell.row_span})
        else:
            kept.append(cell)
    return kept
