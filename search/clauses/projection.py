"""The clause index as a part of a generation: sentences, wordings, vectors of sentences, terms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.kinds import NodeKind
from graph.model import kind_of
from graph.resolve import Changes, Resolved
from search import vectors
from search.clauses import table as tables
from search.clauses.wordings import WordingWriter
from search.embed import Encoder
from search.embed.cache import EmbeddingCache
from search.vectors import Halves, VectorBuilder

NAME = "clauses"
FORMAT = 3
_CHUNK = 2_000
_KINDS = (NodeKind.CLAUSE, NodeKind.TERM)


class ClauseProjection:
    """Builds and updates the clause index with one encoder; vectors come from the cache where they are known."""

    name = NAME

    def __init__(self, encoder: Encoder, cache_path: Path) -> None:
        self._encoder, self._cache_path = encoder, cache_path

    @property
    def version(self) -> str:
        return f"{FORMAT}/{self._encoder.version}"

    def builder(self, folder: Path) -> ClauseBuilder:
        return ClauseBuilder(folder, self._encoder, EmbeddingCache(self._cache_path))

    def update(self, folder: Path, changes: Changes) -> None:
        """Rows of changed clauses and terms are marked dead and written anew at the end."""
        touched = (*changes.removed, *(one.node.id for one in changes.upserts))
        gone = pa.array([node.partition(":")[2] for node in touched if kind_of(node) in _KINDS], pa.string())
        if not len(gone):
            return
        made = [tables.rows_of(one.node) for one in changes.upserts]
        self._update_terms(folder, gone, [row for _, rows in made for row in rows])
        self._update_sentences(folder, gone, [row for rows, _ in made for row in rows])

    def _update_terms(self, folder: Path, gone: pa.Array, rows: list[dict[str, Any]]) -> None:
        kept = _without(tables.read(folder / tables.TERMS), gone)
        tables.write(folder / tables.TERMS, pa.concat_tables([kept, pa.Table.from_pylist(rows, tables.TERM_SCHEMA)]))

    def _update_sentences(self, folder: Path, gone: pa.Array, rows: list[dict[str, Any]]) -> None:
        table = _without(tables.read(folder / tables.SENTENCES), gone)
        writer = WordingWriter(folder / "wordings")
        for node in gone.to_pylist():
            writer.remove(node)
        for at, row in enumerate(rows):
            writer.add(table.num_rows + at, row["node"], row["text"])
        writer.commit()
        first = _vectors_in(table)
        cache = EmbeddingCache(self._cache_path)
        added = _number_and_encode(self._encoder, cache, rows, first)
        cache.close()
        table = pa.concat_tables([table, pa.Table.from_pylist(rows, tables.SENTENCE_SCHEMA)])
        alive = np.asarray(table["alive"].to_numpy(), bool)[np.asarray(table["vector"].to_numpy()) >= 0]
        vectors.append(folder / "vectors", self._encoder.dimension, first, added, alive)
        tables.write(folder / tables.SENTENCES, table)


class ClauseBuilder:
    """Takes resolved nodes of all kinds; holds some thousand sentences at a time."""

    def __init__(self, folder: Path, encoder: Encoder, cache: EmbeddingCache) -> None:
        self._folder, self._encoder, self._cache = folder, encoder, cache
        self._wordings = WordingWriter(folder / "wordings")
        self._vectors = VectorBuilder(folder / "vectors", encoder.dimension)
        self._batches: list[pa.RecordBatch] = []
        self._pending: list[dict[str, Any]] = []
        self._terms: list[dict[str, Any]] = []
        self._rows, self._encoded = 0, 0

    def add(self, resolved: Resolved) -> None:
        found, terms = tables.rows_of(resolved.node)
        self._pending += found
        self._terms += terms
        if len(self._pending) >= _CHUNK:
            self._flush()

    def _flush(self) -> None:
        if not self._pending:
            return
        for at, row in enumerate(self._pending):
            self._wordings.add(self._rows + at, row["node"], row["text"])
        made = _number_and_encode(self._encoder, self._cache, self._pending, self._encoded)
        self._vectors.add(made)
        self._encoded += len(made)
        self._batches.append(pa.RecordBatch.from_pylist(self._pending, tables.SENTENCE_SCHEMA))
        self._rows += len(self._pending)
        self._pending = []

    def finish(self) -> None:
        self._flush()
        self._cache.close()
        self._wordings.commit()
        self._vectors.finish()
        tables.write(self._folder / tables.SENTENCES, pa.Table.from_batches(self._batches, tables.SENTENCE_SCHEMA))
        tables.write(self._folder / tables.TERMS, pa.Table.from_pylist(self._terms, tables.TERM_SCHEMA))


def _without(table: pa.Table, gone: pa.Array) -> pa.Table:
    alive = pc.and_(table["alive"], pc.invert(pc.is_in(table["node"], gone)))
    return table.set_column(0, table.schema.field(0), alive)


def _vectors_in(table: pa.Table) -> int:
    return int((np.asarray(table["vector"].to_numpy()) >= 0).sum())


def _number_and_encode(
    encoder: Encoder, cache: EmbeddingCache, rows: Sequence[dict[str, Any]], first: int
) -> Halves:
    """Vectors of the sentences that are no table rows; their places are written into the rows."""
    wanted = [row for row in rows if not row["row"]]
    for at, row in enumerate(wanted):
        row["vector"] = first + at
    if not wanted:
        return np.zeros((0, encoder.dimension), np.float16)
    return cache.encode(encoder, [row["text"] for row in wanted]).astype(np.float16)
