"""The embedded projection: one Ladybug file in a generation, read-only once published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import DataFolderError
from graph.store.reader import CypherReader
from graph.store.rows import read_field

FILE_NAME = "graph.lbug"
_BUFFER = 256 * 2**20  # bytes; the engine's own default is 80 % of the machine


class EmbeddedReader(CypherReader):
    """Reads one published graph file. Any number of processes may."""

    def __init__(self, folder: Path, *, buffer_bytes: int = _BUFFER) -> None:
        try:
            self._database = ladybug.Database(folder / FILE_NAME, read_only=True, buffer_pool_size=buffer_bytes)
            self._connection = ladybug.Connection(self._database)
        except RuntimeError as error:
            raise DataFolderError(
                "{path}: cannot be opened as a graph ({error})", path=folder / FILE_NAME, error=error
            ) from error

    def ask(self, query: str, /, **parameters: Any) -> list[dict[str, Any]]:
        result = self._connection.execute(query, parameters)
        if isinstance(result, list):  # several statements; the queries of this program are single ones
            raise DataFolderError("a query gave several results")
        with result:
            rows: Any = result.rows_as_dict()
            return list(rows)

    def _stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        result = self._connection.execute(query)
        if isinstance(result, list):
            raise DataFolderError("a query gave several results")
        with result:
            while result.has_next():
                yield tuple(map(read_field, result.get_next()))

    def close(self) -> None:
        self._connection.close()
        self._database.close()
