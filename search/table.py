"""The documents of an index: those of the last rebuild, those added since, and which rows no longer count.

    base.documents.arrow    rows of the last rebuild, mapped into memory; never changed in place, shared by generations
    added.documents.arrow   rows added since, after the base
    dead.npy                rows of both that were removed or written anew
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from search.documents import SCHEMA
from search.filters import Mask

_BASE, _ADDED, _DEAD = "base.documents.arrow", "added.documents.arrow", "dead.npy"
MERGE_AT = 20_000  # added rows at which a new base is written


class Documents:
    """Reads the documents of one index. Raises ``OSError`` or ``pa.ArrowInvalid`` for files that are not as written."""

    def __init__(self, folder: Path) -> None:
        self._base, self._added = _read(folder / _BASE), _read(folder / _ADDED)
        self._dead: NDArray[np.int64] = np.load(folder / _DEAD)
        table = pa.concat_tables([self._base, self._added])
        self.alive: Mask = np.ones(table.num_rows, bool)
        self.alive[self._dead] = False
        self.table: pa.Table = table.set_column(0, SCHEMA.field(0), pa.array(self.alive))

    def __len__(self) -> int:
        return len(self.alive)

    def take(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Rows as dictionaries, in this order. From each part by itself: Arrow would join both as a whole first."""
        first = self._base.num_rows
        found = {
            row: values
            for part, own, start in (
                (self._base, sorted({row for row in rows if row < first}), 0),
                (self._added, sorted({row for row in rows if row >= first}), first),
            )
            if own
            for row, values in zip(
                own, part.take(pa.array([row - start for row in own], pa.int64())).to_pylist(), strict=True
            )
        }
        return [found[row] for row in rows]

    def issuers(self) -> list[str]:
        """All names of issuers, each once."""
        return [str(name) for name in pc.list_flatten(self.table["issuers"]).unique().to_pylist()]

    def append(self, folder: Path, rows: list[dict[str, Any]], numbers: Sequence[str]) -> Documents:
        """Write the copy of an index in ``folder``: rows of ``numbers`` are dead, ``rows`` come at the end."""
        gone = pc.is_in(self.table["number"], pa.array(numbers, pa.string())).to_numpy()
        dead = np.union1d(self._dead, np.flatnonzero(gone))
        added = pa.concat_tables([self._added, pa.Table.from_pylist(rows, SCHEMA)])
        if added.num_rows >= MERGE_AT:
            _write(folder / _BASE, pa.concat_tables([self._base, added]))
            added = added.slice(0, 0)
        _write(folder / _ADDED, added)
        np.save(folder / _DEAD, dead)
        return Documents(folder)


def write(folder: Path, batches: Sequence[pa.RecordBatch]) -> Documents:
    """Documents of a rebuild."""
    _write(folder / _BASE, pa.Table.from_batches(batches, SCHEMA))
    _write(folder / _ADDED, pa.Table.from_batches([], SCHEMA))
    np.save(folder / _DEAD, np.zeros(0, np.int64))
    return Documents(folder)


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _write(path: Path, table: pa.Table) -> None:
    temporary = path.with_name(f"{path.name}.new")
    with pa.OSFile(str(temporary), "wb") as sink, pa.ipc.new_file(sink, SCHEMA) as writer:
        writer.write_table(table.combine_chunks())
    temporary.replace(path)  # another file under the name: other generations keep the old one
