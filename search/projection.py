"""The search index as a part of a generation: documents, lexical index, vectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from graph.kinds import NodeKind
from graph.model import kind_of
from graph.resolve import Changes, Resolved
from search import table, vectors
from search.documents import SCHEMA, document_row
from search.embed import Encoder
from search.embed.cache import EmbeddingCache
from search.lexical import LexicalWriter
from search.table import Documents
from search.vectors import Halves, VectorBuilder

NAME = "index"
FORMAT = 3
_CHUNK = 2_000
STATE = "state.json"


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
        documents = Documents(folder)
        numbers = [
            node.partition(":")[2]
            for node in (*changes.removed, *(one.node.id for one in changes.upserts))
            if kind_of(node) is NodeKind.STANDARD
        ]
        rows = [row for one in changes.upserts if (row := document_row(one)) is not None]
        first = len(documents)
        writer = LexicalWriter(folder / "lexical")
        for number in numbers:
            writer.remove(number)
        for at, row in enumerate(rows):
            writer.add(first + at, row)
        writer.commit()
        documents = documents.append(folder, rows, numbers)
        cache = EmbeddingCache(self._cache_path)
        added = _encode(self._encoder, cache, rows)
        cache.close()
        vectors.append(folder / "vectors", self._encoder.dimension, first, added, documents.alive)
        _write_state(folder, self._encoder, documents)


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
        _write_state(self._folder, self._encoder, table.write(self._folder, self._batches))


def _encode(encoder: Encoder, cache: EmbeddingCache, rows: Sequence[dict[str, Any]]) -> Halves:
    if not rows:
        return np.zeros((0, encoder.dimension), np.float16)
    return cache.encode(encoder, [row["title_zh"] or row["title_en"] for row in rows]).astype(np.float16)


def _write_state(folder: Path, encoder: Encoder, documents: Documents) -> None:
    state = {
        "format": FORMAT,
        "encoder": encoder.name,
        "encoder_version": encoder.version,
        "dimension": encoder.dimension,
        "rows": len(documents),
        "alive": int(documents.alive.sum()),
    }
    (folder / STATE).write_text(json.dumps(state, indent=1), "utf-8")
