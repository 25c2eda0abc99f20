"""CSV for spreadsheets: UTF-8 with a byte order mark, so that Excel shows hanzi, and safe from formula injection."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import IO, Any

from graph.export.selection import Selection
from graph.kinds import EdgeKind, NodeKind
from graph.store.base import GraphReader
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS

# a cell that starts so is a formula to Excel, LibreOffice or WPS (OWASP, CSV Injection); full width ones too
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Rows = Iterable[tuple[NodeKind | EdgeKind, dict[str, Any]]]


def write_csv(graph: GraphReader, kind: NodeKind | EdgeKind, output: IO[bytes]) -> tuple[int, int]:
    """One kind as one table; numbers of nodes and edges."""
    if isinstance(kind, NodeKind):
        return _table(kind, Selection(nodes=(kind,)).node_rows(graph), output), 0
    return 0, _table(kind, Selection(edges=(kind,)).edge_rows(graph), output)


def write_csv_zip(graph: GraphReader, selection: Selection, output: IO[bytes]) -> tuple[int, int]:
    """A ZIP with a table a kind that has any: ``Standard.csv``, ``DRAFTED_BY.csv`` …; numbers of nodes and edges."""
    totals = []
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for rows in (selection.node_rows(graph), selection.edge_rows(graph)):
            total = 0
            for kind, own in _by_kind(rows):
                with archive.open(f"{kind.value}.csv", "w", force_zip64=True) as file:
                    total += _table(kind, own, file)
            totals.append(total)
    return totals[0], totals[1]


def _by_kind(rows: Rows) -> Iterator[tuple[NodeKind | EdgeKind, Rows]]:
    return groupby(rows, key=lambda row: row[0])


def _table(kind: NodeKind | EdgeKind, rows: Rows, output: IO[bytes]) -> int:
    if isinstance(kind, NodeKind):
        names = [column.name for column in NODE_COLUMNS[kind]]
    else:
        names = ["start", "end", *(column.name for column in EDGE_COLUMNS[kind] if column.name != "kind")]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(names)
    count = 0
    for _, row in rows:
        writer.writerow([_cell(row[name]) for name in names])
        count += 1
        if count % 1000 == 0:
            _flush(buffer, output)
    _flush(buffer, output)
    return count


def _flush(buffer: io.StringIO, output: IO[bytes]) -> None:
    output.write(buffer.getvalue().encode("utf-8"))
    buffer.seek(0)
    buffer.truncate()


def _cell(value: object) -> str:
    """Lists joined by ``; ``; text that would be a formula after an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    text = (
        value.isoformat()
        if isinstance(value, date)
        else "; ".join(map(str, value))
        if isinstance(value, tuple)
        else str(value)
    )
    return f"'{text}" if text.startswith(_FORMULA) else text
