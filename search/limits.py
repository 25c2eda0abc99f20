"""The index of limits of a generation: by standard, by what is measured, by nearness of meaning.

One SQLite file. A question for one quantity reads the rows of that quantity, never all rows; names and objects are kept
once each with their vectors, so that a nearest name is found among thousands of names, not among all limits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from graph.document import Block, BlockKind, Clause, Cover, Document, ElementKind
from graph.kinds import NodeKind
from graph.limits import Limit
from graph.model import Clause as ClauseNode
from graph.model import Limit as LimitNode
from graph.model import kind_of
from graph.resolve import Changes, Resolved
from search.compare.strictness.quantities import read_quantity
from search.embed import Encoder
from search.embed.base import Vectors
from search.embed.cache import EmbeddingCache
from search.errors import IndexDamaged

NAME = "limits"
FORMAT = 1
FILE = "limits.db"
_BATCH = 5_000
_CHUNK = 800  # parameters of one statement
_TABLES = """
CREATE TABLE measured(id TEXT PRIMARY KEY, standard TEXT, core TEXT, object TEXT, reading TEXT) WITHOUT ROWID;
CREATE TABLE clause(id TEXT PRIMARY KEY, standard TEXT, number TEXT, title TEXT, text TEXT) WITHOUT ROWID;
CREATE TABLE word(text TEXT PRIMARY KEY, half BLOB) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX measured_standard ON measured(standard);
CREATE INDEX measured_core ON measured(core, standard, object);
CREATE INDEX clause_standard ON clause(standard);
"""


@dataclass(frozen=True, slots=True)
class Similar:
    """A standard whose limits resemble those asked for: mean nearness of each, and how many found one."""

    standard: str
    score: float
    found: int


class LimitProjection:
    """Builds and updates the index of limits."""

    name = NAME

    def __init__(self, encoder: Encoder, cache_path: Path) -> None:
        self._encoder, self._cache_path = encoder, cache_path

    @property
    def version(self) -> str:
        return f"{FORMAT}/{self._encoder.version}"

    def builder(self, folder: Path) -> LimitBuilder:
        return LimitBuilder(folder, self._encoder, self._cache_path)

    def update(self, folder: Path, changes: Changes) -> None:
        """Rows of changed limits and clauses are written anew."""
        writer = LimitBuilder(folder, self._encoder, self._cache_path, new=False)
        writer.remove([*changes.removed, *(one.node.id for one in changes.upserts)])
        for one in changes.upserts:
            writer.add(one)
        writer.finish()


class LimitBuilder:
    """Takes resolved nodes, keeps limits and clauses."""

    def __init__(self, folder: Path, encoder: Encoder, cache_path: Path, *, new: bool = True) -> None:
        self._encoder, self._cache_path, self._new = encoder, cache_path, new
        self._db = sqlite3.connect(folder / FILE, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF" if new else "PRAGMA journal_mode=MEMORY")
        if new:
            self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._limits: list[tuple[str, ...]] = []
        self._clauses: list[tuple[str | None, ...]] = []

    def add(self, resolved: Resolved) -> None:
        node = resolved.node
        if isinstance(node, LimitNode) and node.reading:
            limit = Limit.model_validate_json(node.reading)
            self._limits.append((node.id, _standard(node.id), core_of(limit), limit.object or "", node.reading))
        elif isinstance(node, ClauseNode):
            self._clauses.append((node.id, _standard(node.id), node.number, node.title_zh, node.text))
        if len(self._limits) + len(self._clauses) >= _BATCH:
            self._flush()

    def remove(self, ids: Iterable[str]) -> None:
        for one in ids:
            if kind_of(one) is NodeKind.LIMIT:
                self._db.execute("DELETE FROM measured WHERE id = ?", (one,))
            elif kind_of(one) is NodeKind.CLAUSE:
                self._db.execute("DELETE FROM clause WHERE id = ?", (one,))

    def _flush(self) -> None:
        self._db.executemany("INSERT OR REPLACE INTO measured VALUES (?, ?, ?, ?, ?)", self._limits)
        self._db.executemany("INSERT OR REPLACE INTO clause VALUES (?, ?, ?, ?, ?)", self._clauses)
        self._limits.clear()
        self._clauses.clear()

    def finish(self) -> None:
        """Indexes, and vectors of names and objects that have none yet."""
        self._flush()
        if self._new:
            for statement in filter(None, map(str.strip, _INDEXES.split(";"))):
                self._db.execute(statement)
        missing = [
            text
            for (text,) in self._db.execute(
                "SELECT core FROM measured WHERE core <> '' UNION SELECT object FROM measured WHERE object <> ''"
                " EXCEPT SELECT text FROM word"
            )
        ]
        cache = EmbeddingCache(self._cache_path)
        for chunk in _chunks(missing, _BATCH):
            halves = cache.encode(self._encoder, chunk).astype(np.float16)
            rows = [(text, half.tobytes()) for text, half in zip(chunk, halves, strict=True)]
            self._db.executemany("INSERT OR REPLACE INTO word VALUES (?, ?)", rows)
        cache.close()
        self._db.execute("COMMIT")
        self._db.close()


def core_of(limit: Limit) -> str:
    """What a limit measures, by its core name: the key under which limits of one quantity stand together."""
    return core_name(limit.characteristic, limit.basis or "")


def core_name(characteristic: str, basis: str = "") -> str:
    """The core of a printed name: 颗粒物排放浓度 is 颗粒物."""
    return read_quantity(characteristic, basis).core


def _standard(node: str) -> str:
    return node.partition(":")[2].partition("#")[0]


def _chunks(items: Sequence[str], size: int = _CHUNK) -> Iterator[Sequence[str]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


class LimitIndex:
    """Reads the index of one published generation."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        try:
            self._db = sqlite3.connect(f"file:{folder / FILE}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            (self._size,) = self._db.execute("SELECT count(*) FROM measured").fetchone()
        except sqlite3.Error as error:
            raise IndexDamaged(
                "{path}: {error}; run `biaotu publish --rebuild`", path=folder / FILE, error=error
            ) from error

    def __len__(self) -> int:
        return int(self._size)

    def close(self) -> None:
        self._db.close()

    def counts(self, standards: Sequence[str]) -> dict[str, int]:
        """Numbers of limits of standards; those without any are left out."""
        found: dict[str, int] = {}
        for chunk in _chunks(standards):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT standard, count(*) FROM measured WHERE standard IN ({marks}) GROUP BY standard"
            found.update(self._db.execute(sql, tuple(chunk)))
        return found

    def limits(self, standard: str) -> tuple[Limit, ...]:
        """All limits of an edition, in the order of their places."""
        rows = self._db.execute("SELECT reading FROM measured WHERE standard = ? ORDER BY id", (standard,))
        found = [Limit.model_validate_json(reading) for (reading,) in rows]
        return tuple(sorted(found, key=_order))

    def document(self, standard: str, title: str | None) -> Document:
        """What is kept of the text of an edition, as a document: titles of clauses and their sentences."""
        blocks: list[Block] = []
        clauses: list[Clause] = []
        sql = "SELECT number, title, text FROM clause WHERE standard = ? ORDER BY id"
        for number, heading, text in self._db.execute(sql, (standard,)):
            clauses.append(Clause(number=number, title=heading or "", kind=ElementKind.CHAPTER, depth=0))
            prose = "\n".join(line for line in (text or "").split("\n") if "\t" not in line)  # tables stand with tabs
            blocks.append(Block(index=-1 - len(blocks), kind=BlockKind.PARAGRAPH, text=prose))
        return Document(
            name=standard, media_type="application/x-biaotu", cover=Cover(number=standard, title_zh=title),
            blocks=tuple(blocks), clauses=tuple(clauses),
        )  # fmt: skip

    def similar(self, asked: Iterable[tuple[str, str]], *, floor: float, limit: int) -> list[Similar]:
        """Standards whose limits are near the pairs of core name and object asked for, best first.

        ``floor``: smallest cosine between names; an object that either side leaves unsaid counts as neither near nor
        far. Texts asked for are encoded but not kept.
        """
        pairs = list(dict.fromkeys(asked))
        if not pairs or not self._words:
            return []
        wanted = list(dict.fromkeys(text for pair in pairs for text in pair if text))
        near = dict(zip(wanted, self._encoder.encode_queries(wanted) @ self._vectors.T, strict=True))
        totals: dict[str, tuple[float, int]] = {}
        for core, thing in pairs:
            best: dict[str, float] = {}
            for name, closeness in self._names(core, near[core], floor):
                for standard, other in self._by_core(name):
                    at = self._words.get(other)
                    alike = float(near[thing][at]) if thing and at is not None else _UNSAID
                    best[standard] = max(best.get(standard, 0.0), closeness * max(alike, 0.0))
            for standard, score in best.items():
                total, count = totals.get(standard, (0.0, 0))
                totals[standard] = (total + score, count + 1)
        ranked = sorted(totals.items(), key=lambda one: (-one[1][0], one[0]))[:limit]
        return [Similar(standard, total / len(pairs), count) for standard, (total, count) in ranked]

    def _names(self, core: str, near: Vectors, floor: float) -> list[tuple[str, float]]:
        """Core names of the index that may mean the one asked for, itself first."""
        rows = np.flatnonzero(near >= floor)
        rows = rows[np.argsort(-near[rows])][:_NEAREST]
        found = [(self._texts[row], float(near[row])) for row in rows if self._texts[row] != core]
        return [(core, 1.0), *found]

    def _by_core(self, core: str) -> list[tuple[str, str]]:
        sql = "SELECT DISTINCT standard, object FROM measured WHERE core = ? LIMIT ?"
        return self._db.execute(sql, (core, _PER_NAME)).fetchall()

    @cached_property
    def _rows(self) -> list[tuple[str, bytes]]:
        return self._db.execute("SELECT text, half FROM word ORDER BY text").fetchall()

    @cached_property
    def _texts(self) -> list[str]:
        return [text for text, _ in self._rows]

    @cached_property
    def _words(self) -> dict[str, int]:
        return {text: at for at, text in enumerate(self._texts)}

    @cached_property
    def _vectors(self) -> Vectors:
        halves = np.frombuffer(b"".join(half for _, half in self._rows), np.float16)
        return halves.reshape(len(self._rows), self._encoder.dimension).astype(np.float32)


_UNSAID = 0.5  # nearness of objects of which one is not said
_NEAREST = 3  # other names of one quantity that are tried
_PER_NAME = 5_000  # rows of one name


def _order(limit: Limit) -> tuple[int, int, int, int]:
    place = limit.places[0] if limit.places else None
    if place is None:
        return (0, 0, 0, 0)
    return (place.block, place.row or 0, place.column or 0, place.start or 0)
