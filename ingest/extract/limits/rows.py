"""Limits of a sentence, or of a table row given as text (``a | b | c``) with the heads of its columns."""

from __future__ import annotations

from dataclasses import dataclass

from graph.document import Cell, Place, Table
from graph.limits import Limit
from ingest.extract.limits.sentences import from_text
from ingest.extract.limits.tables import from_table


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a text: the heads of the columns of a row, from left to right, and the table's caption."""

    table_header: tuple[str, ...] = ()
    caption: str = ""


def extract_from_text(text: str, context: Context | None = None) -> list[Limit]:
    """The limits of a sentence, a paragraph, or a table row whose cells are separated by ``|``.

    Places have block 0; in a row they name row and column, and their offsets are those of the cell's text.
    """
    context = context or Context()
    if "|" not in text and not context.table_header:
        return from_text(text)
    row = [cell.strip() for cell in text.split("|")]
    cells = [Cell(text=head, row=0, column=column, header=True) for column, head in enumerate(context.table_header)]
    top = 1 if cells else 0
    cells += [Cell(text=cell, row=top, column=column) for column, cell in enumerate(row)]
    table = Table(caption=context.caption or None, header_rows=top, cells=tuple(cells))
    return from_table(table, Place(block=0))
