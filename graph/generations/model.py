"""What a generation is made of: its parts, its manifest, and the handle of an open one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Protocol

from pydantic import BaseModel, ConfigDict

from graph.generations.files import FileMark, marks
from graph.resolve import Changes, Resolved

FORMAT = 1  # of the data folder


class Builder(Protocol):
    """A part of a generation being built from nothing."""

    def add(self, resolved: Resolved) -> None: ...

    def finish(self) -> None: ...


class Projection(Protocol):
    """A part of a generation: the graph file, the search index."""

    @property
    def name(self) -> str:
        """Name of its folder in the generation."""

    @property
    def version(self) -> str:
        """Format, schema, encoder: another one means a rebuild."""

    def builder(self, folder: Path) -> Builder: ...

    def update(self, folder: Path, changes: Changes) -> None:
        """Apply changes to a copy of the last generation's part."""


class Manifest(BaseModel):
    """What a generation was made from and of."""

    model_config = ConfigDict(frozen=True)
    format: int
    number: int
    created: datetime
    run: int  # the last run of the statement store it holds
    data_date: date | None
    rebuilt: bool  # False: changes applied to the generation before
    changed_nodes: int
    projections: dict[str, str]
    files: dict[str, FileMark]


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation; close it to let it be removed when it is old."""

    path: Path
    manifest: Manifest
    _lease: IO[bytes]

    def part(self, name: str) -> Path:
        """Folder of one projection."""
        return self.path / name

    def close(self) -> None:
        self._lease.close()

    def damaged(self) -> list[str]:
        """Files that are not as published."""
        now = marks(self.path)
        return sorted(name for name, mark in self.manifest.files.items() if now.get(name) != mark)


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did. ``changed_nodes`` is 0 when the live generation already held everything."""

    manifest: Manifest
    changed_nodes: int
    rebuilt: bool
