"""SPARQL 1.1 queries over the graph as RDF: in memory, or in a folder that can be opened again.

The shown graph is the default graph; what a source said is asked for with ``GRAPH ?source { … }``. Nothing
but the data is read: ``SERVICE`` would let a query reach other machines and is refused, as are updates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from graph.errors import RdfError
from graph.rdf.terms import PREFIXES, Iris

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")  # SPARQL 1.1, 19.2: read before all else
# The word with a name after it, wherever it stands: attacks play on telling strings and comments apart.
_GAP = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE = re.compile(rf"service{_GAP}(?:silent{_GAP})?(?:<|\?|\$|[\w.\-]*:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a query; IRIs under the base are shown as node ids, other values as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    more: bool = False  # there are further rows


class Sparql:
    """RDF to be asked. Close the file of an export first; one writer at a time for a folder."""

    def __init__(self, folder: Path | None = None, iris: Iris | None = None) -> None:
        """:param folder: where the index is kept; in memory without."""
        self._iris = iris or Iris()
        self._store = Store() if folder is None else Store(str(folder))

    @classmethod
    def opened(cls, folder: Path, iris: Iris | None = None) -> Sparql:
        """The index in a folder, for reading only: any number of processes may."""
        self = cls.__new__(cls)
        self._iris = iris or Iris()
        try:
            self._store = Store.read_only(str(folder))
        except OSError as error:
            raise RdfError(
                "{folder}: cannot be opened as an index ({error}); remove it and ask again", folder=folder, error=error
            ) from error
        return self

    def add(self, quads: Iterable[Quad]) -> None:
        """Take in quads of a :class:`graph.rdf.Writer`; many in one call, for each call sorts anew."""
        self._store.bulk_extend(quads)

    def __len__(self) -> int:
        return len(self._store)

    def ask(self, query: str, limit: int = 1000) -> Table:
        """The first ``limit`` rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or the answer of an ASK.

        A query is not stopped while it runs: give one of a stranger to a process that can be ended.

        :raises RdfError: when the query is wrong (with its place), an update, or reaches for other machines.
        """
        query = _without_escapes(query)
        if _SERVICE.search(query):
            raise RdfError("SERVICE is not allowed, not even in a text: a query reads only this graph")
        kinds = ("standard", "work", "org", "source", "domain", "aspect")
        prefixes = PREFIXES | {name: f"{self._iris.base}{name}/" for name in kinds}
        try:
            answer = self._store.query(query, prefixes=prefixes)
            if isinstance(answer, QueryBoolean):
                return Table(("answer",), ((str(bool(answer)).lower(),),))
            if isinstance(answer, QuerySolutions):
                columns = tuple(variable.value for variable in answer.variables)
                rows: Iterator[Iterable[object]] = (tuple(row[name] for name in columns) for row in answer)
            else:
                columns = ("subject", "predicate", "object")
                rows = ((t.subject, t.predicate, t.object) for t in answer)
            found = [tuple(self._text(cell) for cell in row) for row in islice(rows, limit + 1)]
        except (SyntaxError, OSError, ValueError) as error:
            raise RdfError("SPARQL: {error}", error=error) from error
        return Table(columns, tuple(found[:limit]), len(found) > limit)

    def _text(self, cell: object) -> str | None:
        if cell is None:
            return None
        if isinstance(cell, NamedNode):
            if cell.value.startswith(self._iris.base):
                return ":".join(self._iris.split(cell.value))
            return unquote(cell.value)
        return cell.value if isinstance(cell, Literal) else str(cell)


def _without_escapes(query: str) -> str:
    """The query as it will be understood, so that no word hides behind ``\\u0053``."""
    while (plain := _ESCAPE.sub(_character, query)) != query:
        query = plain
    return query


def _character(escape: re.Match[str]) -> str:
    try:
        return chr(int(escape[1] or escape[2], 16))
    except (ValueError, OverflowError) as error:
        raise RdfError("SPARQL: {text} is no character", text=escape[0]) from error
