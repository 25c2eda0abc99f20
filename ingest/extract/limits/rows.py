"""A table row given as text (``a | b | c``) with the heads of its columns: a table of one row."""

from __future__ import annotations

from graph.document import Cell, Place, Table
from graph.limits import Limit
from ingest.extract.limits.tables import from_table


def from_row(text: str, header: tuple[str, ...] = (), caption: str = "") -> list[Limit]:
    """The limits of one row. Offsets in their places are those of the cell's text."""
    row = [cell.strip() for cell in text.split("|")]
    cells = [Cell(text=head, row=0, column=column, header=True) for column, head in enumerate(header)]
    top = 1 if header else 0
    cells += [Cell(text=cell, row=top, column=column) for column, cell in enumerate(row)]
    table = Table(caption=caption or None, header_rows=top, cells=tuple(cells))
    return from_table(table, Place(block=0))
