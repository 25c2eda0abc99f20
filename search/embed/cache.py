"""Vectors already computed, by encoder version and text. Holds published texts only, never those of drafts."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.embed.base import Encoder, Vectors

_CHUNK = 800


class EmbeddingCache:
    """An SQLite file that may be deleted at any time."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE IF NOT EXISTS vector(key BLOB PRIMARY KEY, half BLOB NOT NULL) WITHOUT ROWID")

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> Vectors:
        """As ``encoder.encode_documents``, computing only what is new; values are those of half precision."""
        keys = [hashlib.blake2b(f"{encoder.version}\0{text}".encode(), digest_size=16).digest() for text in texts]
        known: dict[bytes, bytes] = {}
        for at in range(0, len(keys), _CHUNK):
            chunk = keys[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            known.update(self._db.execute(f"SELECT key, half FROM vector WHERE key IN ({marks})", chunk).fetchall())
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            made = encoder.encode_documents(list(missing.values())).astype(np.float16)
            rows = [(key, vector.tobytes()) for key, vector in zip(missing, made, strict=True)]
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
            self._db.execute("COMMIT")
            known.update(rows)
        halves = np.frombuffer(b"".join(known[key] for key in keys), np.float16)
        return halves.reshape(len(texts), encoder.dimension).astype(np.float32)

    def close(self) -> None:
        self._db.close()
