"""The vector index: an HNSW graph over the vectors of a rebuild, and the few added since, searched exactly.

    base.usearch       graph over the base (half precision, cosine), opened as a memory map
    base.vectors       the base as raw half floats, row after row, for exact scores and filtered search
    added.npz          rows and vectors added since the base was built

Files named ``base.*`` are never changed in place: generations share them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from usearch.compiled import MetricKind, ScalarKind
from usearch.index import Index

from search.errors import IndexDamaged
from search.filters import Mask
from search.lexical import Ranked

COMPACT_AT = 20_000  # added vectors are searched one by one; at this number the base is built anew
_EXACT_UNTIL = 30_000  # rows that pass a filter: up to here they are compared one by one
_CONNECTIVITY, _EXPANSION_ADD, _EXPANSION_SEARCH = 16, 128, 128
Halves = NDArray[np.float16]


def _new_index(dimension: int) -> Index:
    return Index(
        ndim=dimension,
        metric=MetricKind.Cos,
        dtype=ScalarKind.F16,
        connectivity=_CONNECTIVITY,
        expansion_add=_EXPANSION_ADD,
        expansion_search=_EXPANSION_SEARCH,
    )


class VectorBuilder:
    """Builds a base; vectors come in row order from 0."""

    def __init__(self, folder: Path, dimension: int) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._index = _new_index(dimension)
        self._raw = (folder / "base.vectors").open("wb")
        self._rows = 0

    def add(self, vectors: Halves) -> None:
        self._raw.write(vectors.tobytes())
        self._index.add(np.arange(self._rows, self._rows + len(vectors), dtype=np.uint64), vectors)
        self._rows += len(vectors)

    def finish(self) -> None:
        self._raw.close()
        self._index.save(str(self._folder / "base.usearch"))
        _save_added(self._folder, np.zeros(0, np.int64), np.zeros((0, self._index.ndim), np.float16))


def append(folder: Path, dimension: int, first_row: int, vectors: Halves, alive: Mask) -> None:
    """Add vectors of new rows to the copy of an index; ``alive`` says which rows of all still count."""
    rows, added = _load_added(folder, dimension)
    rows = np.concatenate([rows, np.arange(first_row, first_row + len(vectors))])
    added = np.concatenate([added, vectors])
    if len(rows) < COMPACT_AT:
        _save_added(folder, rows, added)
        return
    base = np.fromfile(folder / "base.vectors", np.float16).reshape(-1, dimension)
    everything = np.concatenate([base, added])
    for name in ("base.vectors", "base.usearch"):
        (folder / name).unlink()  # the name only: other generations keep the file
    everything.tofile(folder / "base.vectors")
    index = _new_index(dimension)
    live = np.flatnonzero(alive[: len(everything)])
    index.add(live.astype(np.uint64), everything[live])
    index.save(str(folder / "base.usearch"))
    _save_added(folder, np.zeros(0, np.int64), np.zeros((0, dimension), np.float16))


def _load_added(folder: Path, dimension: int) -> tuple[NDArray[np.int64], Halves]:
    with np.load(folder / "added.npz") as file:
        return file["rows"], file["vectors"].reshape(-1, dimension)


def _save_added(folder: Path, rows: NDArray[np.int64], vectors: Halves) -> None:
    np.savez(folder / "added.npz", rows=rows, vectors=vectors)


class VectorReader:
    """Nearest rows by cosine. ``alive``: rows that still count."""

    def __init__(self, folder: Path, dimension: int, alive: Mask) -> None:
        try:
            self._index = _new_index(dimension)  # its search effort is not kept in the file
            self._index.view(str(folder / "base.usearch"))
            raw = folder / "base.vectors"
            rows = raw.stat().st_size // (2 * dimension)
            self._base: Halves = np.zeros((0, dimension), np.float16)
            if rows:  # an empty file cannot be mapped
                self._base = np.memmap(raw, np.float16, "r", shape=(rows, dimension))
            self._added_rows, self._added = _load_added(folder, dimension)
        except (OSError, ValueError, RuntimeError) as error:
            raise IndexDamaged(
                "{folder}: the vector index cannot be read ({error}); run `biaotu publish --rebuild`",
                folder=folder,
                error=error,
            ) from error
        self._alive = alive
        self._live = int(alive[: len(self._base)].sum())
        self._place = {int(row): at for at, row in enumerate(self._added_rows)}

    def search(self, query: NDArray[np.float32], limit: int, allowed: Mask | None = None) -> Ranked:
        """The nearest rows to a unit vector, with their cosines. ``allowed`` narrows the rows."""
        passing = self._alive if allowed is None else self._alive & allowed
        base = len(self._base)
        live = self._live if allowed is None else int(passing[:base].sum())
        found: Ranked = []
        if allowed is not None and live <= _EXACT_UNTIL:
            found += self._exact(np.flatnonzero(passing[:base]), query)
        elif live:
            found += self._approximate(query, limit, passing, live)
        added = [at for at, row in enumerate(self._added_rows) if passing[row]]
        if added:
            scores = self._added[added].astype(np.float32) @ query
            found += zip(self._added_rows[added].tolist(), scores.tolist(), strict=True)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _approximate(self, query: NDArray[np.float32], limit: int, passing: Mask, live: int) -> Ranked:
        """Ask for so many that ``limit`` pass; where that was too few, for more."""
        base = len(self._base)
        want = min(base, limit + base - live, int(1.2 * limit * base / live) + 1)
        while True:
            matches = self._index.search(query.astype(np.float16), want)
            keys = matches.keys.astype(np.int64)
            good = passing[keys]
            if int(good.sum()) >= min(limit, live) or want >= base:
                return list(zip(keys[good].tolist(), (1.0 - matches.distances[good]).tolist(), strict=True))
            want = min(base, want * 4)

    def _exact(self, rows: NDArray[np.int64], query: NDArray[np.float32]) -> Ranked:
        if not len(rows):
            return []
        scores = self._base[rows].astype(np.float32) @ query
        return list(zip(rows.tolist(), scores.tolist(), strict=True))

    def neighbours(self, rows: Sequence[int], limit: int, batch: int = 4096) -> Iterator[tuple[int, int, float]]:
        """(row, other row, cosine) of the nearest ``limit`` live others of each row of the base, for whole analyses."""
        wanted = np.asarray([row for row in rows if row < len(self._base) and self._alive[row]], np.int64)
        for start in range(0, len(wanted), batch):
            part = wanted[start : start + batch]
            found = self._index.search(self._base[part], limit + 1)
            for row, keys, distances in zip(part.tolist(), found.keys, found.distances, strict=True):
                for key, distance in zip(keys.tolist(), distances.tolist(), strict=True):
                    if key != row and key < len(self._base) and self._alive[key]:
                        yield row, int(key), 1.0 - distance

    def cosines(self, query: NDArray[np.float32], rows: Sequence[int]) -> list[float]:
        """Exact cosines of given rows."""
        if not rows:
            return []
        place, added, base = self._place, self._added, self._base
        vectors = np.stack([added[place[row]] if row in place else base[row] for row in rows])
        return [float(score) for score in vectors.astype(np.float32) @ query]
