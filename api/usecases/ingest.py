"""Ingest files and make them visible: what was said is stored first, then a generation is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from api.settings import Settings
from api.usecases.library import projections
from api.usecases.views import SentenceView, sentence_view
from graph.generations import DataFolder, Progress
from graph.statements import Outcome
from ingest.runner import FileReport, IngestOptions, IngestReport, ingest
from ingest.runner import Progress as FileProgress
from search.embed import load_encoder

REJECTS = "rejects.jsonl"


class FileResult(BaseModel):
    """What became of one file. ``rejected`` and ``left_out``: reason → number of records, of single fields."""

    model_config = ConfigDict(frozen=True)
    path: str
    source: str | None
    rows: int
    added: int
    updated: int
    unchanged: int
    repeated: int
    rejected: dict[str, int]
    left_out: dict[str, int]
    unmapped_columns: tuple[str, ...]
    warnings: tuple[str, ...]
    error: SentenceView | None


class IngestResult(BaseModel):
    """What an ingest did; every row read is added, updated, unchanged, repeated or rejected."""

    model_config = ConfigDict(frozen=True)
    files: tuple[FileResult, ...]
    skipped: tuple[str, ...]
    generation: int
    changed_nodes: int
    rebuilt: bool
    rejects: str | None

    @property
    def failed(self) -> bool:
        """Whether nothing could be read."""
        return bool(self.files) and all(file.error for file in self.files)

    def total(self, name: str) -> int:
        values = [getattr(file, name) for file in self.files]
        return sum(sum(value.values()) if isinstance(value, dict) else value for value in values)


def ingest_and_publish(
    settings: Settings,
    paths: Sequence[Path],
    options: IngestOptions | None = None,
    *,
    file_progress: FileProgress = lambda path, rows: None,
    progress: Progress = lambda step, done: None,
) -> IngestResult:
    """Ingest, then publish. Rejected rows and left-out fields stand in ``rejects.jsonl`` of the data folder."""
    folder, encoder = DataFolder(settings.data), load_encoder(settings.encoder)
    with folder.writer(f"biaotu ingest {' '.join(map(str, paths))}"[:200]) as store:
        run = store.begin_run("ingest " + " ".join(map(str, paths)))
        rejects = settings.data / REJECTS
        temporary = rejects.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            report = ingest(paths, store, run, file, options, file_progress)
        temporary.replace(rejects)
        store.finish_run(run)
        published = folder.publish(store, projections(settings, encoder), progress=progress)
    return _result(report, published.manifest.number, published.changed_nodes, published.rebuilt, rejects)


def _result(report: IngestReport, generation: int, changed: int, rebuilt: bool, rejects: Path) -> IngestResult:
    return IngestResult(
        files=tuple(map(_file, report.files)),
        skipped=tuple(report.skipped),
        generation=generation,
        changed_nodes=changed,
        rebuilt=rebuilt,
        rejects=str(rejects) if rejects.stat().st_size else None,
    )


def _file(report: FileReport) -> FileResult:
    def counted(reasons: Counter[str]) -> dict[str, int]:
        return dict(sorted(reasons.items(), key=lambda item: -item[1]))

    return FileResult(
        path=report.path,
        source=report.source,
        rows=report.rows,
        added=report.outcomes[Outcome.ADDED],
        updated=report.outcomes[Outcome.UPDATED],
        unchanged=report.outcomes[Outcome.UNCHANGED],
        repeated=report.outcomes[Outcome.REPEATED],
        rejected=counted(report.rejected),
        left_out=counted(report.left_out),
        unmapped_columns=report.unmapped_columns,
        warnings=report.warnings,
        error=None if report.refused is None else sentence_view(report.refused),
    )
