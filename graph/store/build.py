"""Builds the embedded graph of a generation: everything by COPY, or a few changed nodes into a copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ladybug

from graph.kinds import NodeKind
from graph.model import EDGE_KINDS, kind_of
from graph.resolve import Changes, Resolved
from graph.store import cypher
from graph.store.embedded import FILE_NAME
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS, fingerprint
from graph.store.spool import EdgeTable, Spools


class GraphProjection:
    """The graph file as one part of a generation."""

    name = "graph"

    @property
    def version(self) -> str:
        return f"1/{fingerprint()}"

    def builder(self, folder: Path) -> GraphBuilder:
        """Start a graph from nothing in an empty folder."""
        return GraphBuilder(folder)

    def update(self, folder: Path, changes: Changes) -> None:
        """Apply changed nodes to the copy of a graph file in ``folder``, in one transaction."""
        spools = Spools(folder / "spool")
        for one in changes.upserts:
            spools.add(one)
        upserts = ids_by_kind(one.node.id for one in changes.upserts)
        with _connection(folder) as connection:
            connection.execute("BEGIN TRANSACTION")
            for kind, ids in ids_by_kind(changes.removed).items():
                connection.execute(cypher.remove_nodes(kind), {"ids": ids})
            for kind, ids in upserts.items():
                connection.execute(cypher.clear_edges(kind), {"ids": ids})
            for kind, path in spools.nodes():
                # rows of a parameter have no types where a value is null; those of a file have
                sets = ", ".join(f"n.{c.name} = {c.name}" for c in NODE_COLUMNS[kind] if c.name != "id")
                connection.execute(f"LOAD FROM '{_quoted(path)}' MERGE (n:{kind.value} {{id: id}}) SET {sets}")
            for table, path in spools.edges():
                connection.execute(_copy_edges(table, path))
            connection.execute("COMMIT")
        spools.remove()


class GraphBuilder:
    """Takes nodes with their edges and loads them by COPY at the end; holds some chunks of rows only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spools = Spools(folder / "spool")

    def add(self, resolved: Resolved) -> None:
        self._spools.add(resolved)

    def finish(self) -> None:
        with _connection(self._folder) as connection:
            _create_tables(connection)
            for kind, path in self._spools.nodes():
                connection.execute(f"COPY {kind.value} FROM '{_quoted(path)}'")
            for table, path in self._spools.edges():
                connection.execute(_copy_edges(table, path))
        self._spools.remove()


def _copy_edges(table: EdgeTable, path: Path) -> str:
    kind, a, b = table
    ends = f" (from='{a.value}', to='{b.value}')" if len(EDGE_KINDS[kind].ends) > 1 else ""
    return f"COPY {kind.value} FROM '{_quoted(path)}'{ends}"


def ids_by_kind(ids: Iterable[str]) -> dict[NodeKind, list[str]]:
    found: dict[NodeKind, list[str]] = {}
    for one in ids:
        found.setdefault(kind_of(one), []).append(one)
    return found


def _create_tables(connection: Any) -> None:
    for kind, columns in NODE_COLUMNS.items():
        fields = ", ".join(f"`{c.name}` {c.type.value}" + (" PRIMARY KEY" if c.name == "id" else "") for c in columns)
        connection.execute(f"CREATE NODE TABLE {kind.value}({fields})")
    for edge_kind, columns in EDGE_COLUMNS.items():
        ends = ", ".join(f"FROM {a.value} TO {b.value}" for a, b in EDGE_KINDS[edge_kind].ends)
        fields = ", ".join(f"`{c.name}` {c.type.value}" for c in columns)
        connection.execute(f"CREATE REL TABLE {edge_kind.value}({ends}, {fields})")


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace("'", "\\'")


@contextmanager
def _connection(folder: Path) -> Iterator[Any]:
    database = ladybug.Database(folder / FILE_NAME, buffer_pool_size=512 * 2**20)
    connection = ladybug.Connection(database)
    try:
        yield connection
    finally:
        connection.close()
        database.close()
