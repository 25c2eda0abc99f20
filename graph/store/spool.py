"""Nodes and edges on their way into an engine: one parquet file a kind of node and a kind of edge between two kinds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS, Edge, kind_of
from graph.resolve import Resolved
from graph.store.rows import edge_row, node_row
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS, Column, ColumnType

_CHUNK = 20_000  # rows held in memory before they are written
_ARROW = {
    ColumnType.TEXT: pa.string(), ColumnType.INTEGER: pa.int64(), ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(), ColumnType.DATE: pa.date32(), ColumnType.TEXTS: pa.list_(pa.string()),
}  # fmt: skip
EdgeTable = tuple[EdgeKind, NodeKind, NodeKind]


class Spools:
    """Nodes and edges on their way into the engine, one file a table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        self._nodes = {kind: _Spool(folder / f"{kind}.parquet", columns) for kind, columns in NODE_COLUMNS.items()}
        self._edges: dict[EdgeTable, _Spool] = {
            (kind, a, b): _Spool(folder / f"{kind}-{a}-{b}.parquet", _with_ends(EDGE_COLUMNS[kind]))
            for kind, model in EDGE_KINDS.items()
            for a, b in model.ends
        }

    def add(self, resolved: Resolved) -> None:
        self._nodes[resolved.node.kind].add(node_row(resolved.node))
        for edge in resolved.edges:
            self._edges[table_of(edge)].add(edge_row(edge))

    def nodes(self) -> Iterator[tuple[NodeKind, Path]]:
        """The files of nodes that have any rows."""
        return ((kind, spool.path) for kind, spool in self._nodes.items() if spool.close())

    def edges(self) -> Iterator[tuple[EdgeTable, Path]]:
        return ((table, spool.path) for table, spool in self._edges.items() if spool.close())

    def remove(self) -> None:
        shutil.rmtree(self._folder)


class _Spool:
    """Rows on their way to COPY, as a parquet file."""

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self.path = path
        self._schema = pa.schema([(column.name, _ARROW[column.type]) for column in columns])
        self._rows: list[dict[str, Any]] = []
        self._writer: Any = None

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= _CHUNK:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer = self._writer or pq.ParquetWriter(self.path, self._schema)
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
            self._rows.clear()

    def close(self) -> bool:
        """Whether there were any rows."""
        self._flush()
        if self._writer is None:
            return False
        self._writer.close()
        return True


def _with_ends(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return (Column("start", ColumnType.TEXT), Column("end", ColumnType.TEXT), *columns)


def table_of(edge: Edge) -> EdgeTable:
    ends = kind_of(edge.start), kind_of(edge.end)
    if ends not in edge.ends:
        raise ValueError(f"{edge.kind} may not lead from {edge.start} to {edge.end}")
    return (edge.kind, *ends)
