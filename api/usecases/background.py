"""What can be done in the background: each takes the settings, its arguments, and whom to tell how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel

from api.settings import Settings
from api.usecases.ingest import IngestResult, ingest_and_publish
from api.usecases.library import publish
from api.usecases.views import View
from ingest.runner import IngestOptions

Told = Callable[[str, int], None]


class JobKind(StrEnum):
    INGEST = "ingest"
    REINDEX = "reindex"


class Reindexed(View):
    """A generation built anew from the statements."""

    generation: int
    changed_nodes: int


def ingest(settings: Settings, folder: str, source: str, retrieved: str, told: Told) -> IngestResult:
    """Ingest the files of a folder and publish; ``source`` and ``retrieved`` may be empty."""
    options = IngestOptions(
        source=source or None, retrieved_on=date.fromisoformat(retrieved) if retrieved else settings.day
    )
    return ingest_and_publish(
        settings, [Path(folder)], options, file_progress=lambda path, rows: told(f"file {Path(path).name}", rows),
        progress=told,
    )  # fmt: skip


def reindex(settings: Settings, told: Told) -> Reindexed:
    done = publish(settings, rebuild=True, progress=told)
    return Reindexed(generation=done.manifest.number, changed_nodes=done.changed_nodes)


KINDS: dict[JobKind, Callable[..., BaseModel]] = {JobKind.INGEST: ingest, JobKind.REINDEX: reindex}
