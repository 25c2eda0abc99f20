"""Tables of patents, bodies, classes and declarations: which kind a file is, and its rows by field.

The kinds and their column names are data (``data/kinds.toml``, ``data/kinds.csv``); a mapping file goes before them.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ingest.records import Issue, Problem
from ingest.sources.columns import IGNORED, normal
from ingest.sources.files import BadRow, Cell, RawRow, read_rows
from ingest.sources.values import clean

T = TypeVar("T")
_LOOK = 200  # rows looked at: objects of JSON name only the fields they have


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of table is recognised: of each group of fields one must be there, of ``absent`` none."""

    name: str
    required: tuple[frozenset[str], ...]
    absent: frozenset[str]
    aliases: dict[str, str]

    def fits(self, columns: set[str]) -> bool:
        have = {self.aliases[one] for one in columns if one in self.aliases}
        return all(group & have for group in self.required) and not self.absent & have


@cache
def kinds() -> tuple[Kind, ...]:
    """In the order in which they are tried."""
    folder = files("ingest.sources.data")
    aliases: dict[str, dict[str, str]] = {}
    for row in csv.DictReader((folder / "kinds.csv").read_text("utf-8").splitlines()):
        aliases.setdefault(row["kind"], {})[normal(row["alias"])] = row["field"]
    table = tomllib.loads((folder / "kinds.toml").read_text("utf-8"))["kind"]
    return tuple(
        Kind(one["name"], tuple(map(frozenset, one["required"])), frozenset(one.get("absent", ())),
             aliases[one["name"]])
        for one in table
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by field; several columns of one field are put together where they are lists, else the first counts."""

    place: int
    fields: dict[str, Cell]

    def text(self, name: str) -> str:
        return clean(self.fields.get(name, ""))

    def cell(self, name: str) -> Cell:
        return self.fields.get(name, "")


@dataclass(slots=True)
class Table:
    """A file recognised as a table of one kind. ``unmapped``: columns without a meaning that held something."""

    path: Path
    kind: str
    _aliases: dict[str, str]
    unmapped: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[Cells | Issue]:
        """Every row by field, or why it cannot be read."""
        for raw in read_rows(self.path):
            if isinstance(raw, BadRow):
                yield Issue(raw.place, Problem(raw.reason), raw.detail)
                continue
            fields: dict[str, Cell] = {}
            for name, cell in raw.cells.items():
                meaning = self._aliases.get(normal(name))
                if meaning is None and cell:
                    self.unmapped[name] = self.unmapped.get(name, 0) + 1
                elif meaning not in (None, IGNORED) and cell:
                    fields.setdefault(str(meaning), cell)
            yield Cells(raw.place, fields)


def recognise_table(path: Path, mapping: dict[str, str] | None = None) -> Table | None:
    """The table a file is, or None where it is a registry of standards or unknown.

    Raises :class:`~ingest.errors.UnreadableFile`.
    """
    columns = {normal(name) for row in islice(read_rows(path), _LOOK) if isinstance(row, RawRow) for name in row.cells}
    own = {normal(name): meaning for name, meaning in (mapping or {}).items()}
    for kind in kinds():
        known = {**kind.aliases, **own}
        if Kind(kind.name, kind.required, kind.absent, known).fits(columns):
            return Table(path, kind.name, known)
    return None


def known_fields() -> frozenset[str]:
    """All fields a mapping file may name for these tables."""
    return frozenset(meaning for kind in kinds() for meaning in kind.aliases.values())


class Reader:
    """Helps a source to read one row: what cannot be used is noted, the rest goes on."""

    def __init__(self, cells: Cells, key: str) -> None:
        self.cells, self.key = cells, key
        self.issues: list[Issue] = []

    def leave_out(self, name: str, problem: Problem, detail: str, value: str | None = None) -> None:
        shown = (value if value is not None else self.cells.text(name))[:200]
        self.issues.append(Issue(self.cells.place, problem, detail, self.key, name, shown, rejected=False))

    def attempt(self, name: str, read: Callable[[str], T], problem: Problem = Problem.BAD_VALUE) -> T | None:
        """What ``read`` makes of the cell; None, and a note, where it raises ``ValueError``."""
        try:
            return read(self.cells.text(name))
        except ValueError as error:
            self.leave_out(name, problem, str(error))
            return None
