"""The search index as a part of a generation: documents, lexical index, vectors."""

from __future__ import annotations

import json
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
from search.documents import SCHEMA, document_row
from search.embed import Encoder
from search.embed.cache import EmbeddingCache
from search.lexical import LexicalWriter
from search.vectors import Halves, VectorBuilder

NAME = "index"
FORMAT = 3
_CHUNK = 2_000
DOCUMENTS, STATE = "documents.arrow", "state.json"


class IndexProjection:
    """Builds and updates the index with one encoder; vectors come from the cache where they are known."""

    name = NAME

    def __init__(self, encoder: Encoder, cache_path: Path) -> None:
        self._encoder = encoder
        self._cache_path = cache_path

    @property
    def version(self) -> str:
        return f"{FORMAT}/{self._encoder.version}"

    def builder(self, folder: Path) -> IndexBuilder:
        return IndexBuilder(folder, self._encoder, EmbeddingCache(self._cache_path))

    def update(self, folder: Path, changes: Changes) -> None:
        """Rows of changed standards are marked dead and written anew at the end."""
        table = read_documents(folder)
        numbers = [
            node.partition(":")[2]
            for node in (*changes.removed, *(one.node.id for one in changes.upserts))
            if kind_of(node) is NodeKind.STANDARD
        ]
        rows = [row for one in changes.upserts if (row := document_row(one)) is not None]
        gone = pc.is_in(table["number"], pa.array(numbers, pa.string()))
        table = table.set_column(0, SCHEMA.field(0), pc.and_(table["alive"], pc.invert(gone)))
        first = table.num_rows
        writer = LexicalWriter(folder / "lexical")
        for number in numbers:
            writer.remove(number)
        for at, row in enumerate(rows):
            writer.add(first + at, row)
        writer.commit()
        table = pa.concat_tables([table, pa.Table.from_pylist(rows, SCHEMA)])
        cache = EmbeddingCache(self._cache_path)
        added = _encode(self._encoder, cache, rows)
        cache.close()
        alive = np.asarray(table["alive"].to_numpy(), bool)
        vectors.append(folder / "vectors", self._encoder.dimension, first, added, alive)
        _write_documents(folder, table)
        _write_state(folder, self._encoder, table)


class IndexBuilder:
    """Takes resolved standards and holds some thousand of them at a time."""

    def __init__(self, folder: Path, encoder: Encoder, cache: EmbeddingCache) -> None:
        self._folder, self._encoder, self._cache = folder, encoder, cache
        self._lexical = LexicalWriter(folder / "lexical")
        self._vectors = VectorBuilder(folder / "vectors", encoder.dimension)
        self._batches: list[pa.RecordBatch] = []
        self._pending: list[dict[str, Any]] = []
        self._rows = 0

    def add(self, resolved: Resolved) -> None:
        if (row := document_row(resolved)) is not None:
            self._pending.append(row)
            if len(self._pending) >= _CHUNK:
                self._flush()

    def _flush(self) -> None:
        if not self._pending:
            return
        for at, row in enumerate(self._pending):
            self._lexical.add(self._rows + at, row)
        self._vectors.add(_encode(self._encoder, self._cache, self._pending))
        self._batches.append(pa.RecordBatch.from_pylist(self._pending, SCHEMA))
        self._rows += len(self._pending)
        self._pending.clear()

    def finish(self) -> None:
        self._flush()
        self._cache.close()
        self._lexical.commit()
        self._vectors.finish()
        table = pa.Table.from_batches(self._batches, SCHEMA)
        _write_documents(self._folder, table)
        _write_state(self._folder, self._encoder, table)


def _encode(encoder: Encoder, cache: EmbeddingCache, rows: Sequence[dict[str, Any]]) -> Halves:
    if not rows:
        return np.zeros((0, encoder.dimension), np.float16)
    return cache.encode(encoder, [row["title_zh"] or row["title_en"] for row in rows]).astype(np.float16)


def read_documents(folder: Path) -> pa.Table:
    """The documents table, memory-mapped."""
    with pa.memory_map(str(folder / DOCUMENTS)) as source:
        return pa.ipc.open_file(source).read_all()


def _write_documents(folder: Path, table: pa.Table) -> None:
    temporary = folder / f"{DOCUMENTS}.new"
    with pa.OSFile(str(temporary), "wb") as sink, pa.ipc.new_file(sink, SCHEMA) as writer:
        writer.write_table(table.combine_chunks())
    temporary.replace(folder / DOCUMENTS)


def _write_state(folder: Path, encoder: Encoder, table: pa.Table) -> None:
    state = {
        "format": FORMAT,
        "encoder": encoder.name,
        "encoder_version": encoder.version,
        "dimension": encoder.dimension,
        "rows": table.num_rows,
        "alive": int(np.asarray(table["alive"].to_numpy()).sum()),
    }
    (folder / STATE).write_text(json.dumps(state, indent=1), "utf-8")
