"""Numbers over each other in the fields of one row."""

from __future__ import annotations

from graph.document import Cell, Table
from ingest.documents.stacked import unstacked


def grid(*cells: Cell) -> list[list[str]]:
    return Table(header_rows=0, cells=tuple(unstacked(cells))).grid()


def cell(text: str, row: int, column: int, rows: int = 1) -> Cell:
    return Cell(text=text, row=row, column=column, row_span=rows)


def test_heights_and_their_rates_become_rows() -> None:
    found = grid(
        cell("二氧化硫", 0, 0, 2), cell("1200（生产）", 0, 1), cell("700（使用）", 1, 1),
        cell("15\n20\n30", 0, 2, 2), cell("1.6\n2.6\n8.8", 0, 3, 2), cell("0.50", 0, 4, 2), cell("苯", 2, 0),
        cell("12", 2, 1), cell("15", 2, 2), cell("0.5", 2, 3), cell("0.4", 2, 4),
    )  # fmt: skip
    assert found == [
        ["二氧化硫", "1200（生产）", "15", "1.6", "0.50"],
        ["二氧化硫", "700（使用）", "20", "2.6", "0.50"],
        ["二氧化硫", "700（使用）", "30", "8.8", "0.50"],
        ["苯", "12", "15", "0.5", "0.4"],
    ]


def test_what_does_not_pair_stays_together() -> None:
    two = (cell("400\n550", 0, 0), cell("1\n2", 0, 1))
    unequal = (cell("15\n20\n30", 0, 0), cell("1.6\n2.6", 0, 1))
    words = (cell("甲\n乙\n丙", 0, 0), cell("1\n2\n3", 0, 1))
    for cells in (two, unequal, words):
        assert unstacked(cells) == list(cells)
