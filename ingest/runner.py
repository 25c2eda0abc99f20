"""Runs an ingest: files → records → statements, with every record accounted for.

Batches are written in one transaction each. Killed at any moment, the same call again completes the work: what is
stored already is found unchanged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TextIO, TypeVar

from graph.errors import Said
from graph.statements import Outcome, Record, StatementStore
from ingest.documents.batch import DocumentResult, read_records
from ingest.documents.facts import SOURCE
from ingest.documents.reader import SUFFIXES as DOCUMENTS
from ingest.errors import UnreadableFile
from ingest.facts import Origin
from ingest.records import Issue, Problem, Row
from ingest.sources import vocabulary
from ingest.sources.recognise import SUFFIXES, holds_rows, open_rows
from ingest.statements import state

T = TypeVar("T")
BATCH = 2_000
_NOT_STORED = {Outcome.CONFLICT: Problem.DUPLICATE_NUMBER, Outcome.OUTDATED: Problem.OUTDATED}
_DETAIL = {
    Problem.DUPLICATE_NUMBER: "this number stands in the file before with other content; the first was kept",
    Problem.OUTDATED: "taken from this source on an earlier day than what is stored; the newer was kept",
}
Progress = Callable[[Path, int], None]  # (file, rows read so far)


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """``source``: key under which the facts are kept (default: the platform, or the name of the file).

    ``retrieved_on``: the day the data was taken from its source (default: the day the file was last changed; a column
    数据日期 goes before both). ``mapping``: column name → field.
    """

    source: str | None = None
    retrieved_on: date | None = None
    mapping: dict[str, str] | None = None


@dataclass(slots=True)
class FileReport:
    """What became of one file."""

    path: str
    source: str | None = None
    rows: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)  # reason → records
    left_out: Counter[str] = field(default_factory=Counter)  # reason → fields
    unmapped_columns: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()  # of a document: what could not be read of it
    refused: Said | None = None  # why the file as a whole was not read

    @property
    def error(self) -> str | None:
        return None if self.refused is None else str(self.refused)


@dataclass(slots=True)
class IngestReport:
    """What became of everything; ``skipped`` are files of a folder that hold no rows."""

    run: int
    files: list[FileReport] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def total(self, outcome: Outcome) -> int:
        return sum(file.outcomes[outcome] for file in self.files)

    @property
    def rejected(self) -> int:
        return sum(sum(file.rejected.values()) for file in self.files)

    @property
    def changed(self) -> int:
        return self.total(Outcome.ADDED) + self.total(Outcome.UPDATED)


def collect_files(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Files of rows below the paths, and the other files of folders that were passed over.

    Raises :class:`UnreadableFile` for a path that does not exist.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UnreadableFile("{path}: no such file or folder", path=path)
        if not path.is_dir():
            files.append(path)
            continue
        for one in sorted(p for p in path.rglob("*") if p.is_file()):
            (files if one.suffix.lower() in (*SUFFIXES, *DOCUMENTS) else skipped).append(one)
    return files, skipped


def ingest(
    paths: Sequence[Path], store: StatementStore, run: int, rejects: TextIO, options: IngestOptions | None = None,
    progress: Progress = lambda path, rows: None,
) -> IngestReport:  # fmt: skip
    """Ingest files and folders into the statements of a run; lines of what was not stored go to ``rejects``.

    A file that cannot be read as a whole is reported with its error and does not stop the others.
    """
    options = options or IngestOptions()
    report = IngestReport(run)
    files, skipped = collect_files(paths)
    report.skipped = [str(path) for path in skipped]
    _apply_vocabulary(store, run)
    documents = [path for path in files if path.suffix.lower() in DOCUMENTS and not holds_rows(path)]
    for path in files:
        if path in documents:
            continue
        file = FileReport(str(path))
        report.files.append(file)
        try:
            _ingest_file(path, store, run, rejects, options, file, progress)
        except UnreadableFile as error:
            file.refused = error.said
            _write(rejects, path, Issue(0, Problem.UNREADABLE_ROW, str(error)))
    for result in read_records(documents, _document_source(options), options.retrieved_on):
        report.files.append(_ingest_document(result, store, run, rejects))
        progress(result.path, len(report.files))
    return report


def _document_source(options: IngestOptions) -> str:
    """Apart from a registry of the same name: a text and a row may speak of one edition."""
    return f"{SOURCE}:{options.source}" if options.source else SOURCE


def _ingest_document(result: DocumentResult, store: StatementStore, run: int, rejects: TextIO) -> FileReport:
    file = FileReport(str(result.path), warnings=result.warnings, refused=result.refused)
    if result.refused is not None:
        _write(rejects, result.path, Issue(0, Problem.UNREADABLE_ROW, str(result.refused)))
        return file
    file.rows = 1
    if result.issue is not None:
        file.rejected[result.issue.problem.value] += 1
        _write(rejects, result.path, result.issue)
    if result.record is not None:
        file.source = result.record.source
        (outcome,) = store.apply(run, [result.record])
        file.outcomes[outcome] += 1
    return file


def _apply_vocabulary(store: StatementStore, run: int) -> None:
    for batch in _batches(vocabulary.records()):
        store.apply(run, batch)


def _ingest_file(
    path: Path, store: StatementStore, run: int, rejects: TextIO, options: IngestOptions, report: FileReport,
    progress: Progress,
) -> None:  # fmt: skip
    opened = open_rows(path, options.source, options.mapping)
    report.source = opened.source.key
    store.describe_source(opened.source)
    changed_on = datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    retrieved_on = options.retrieved_on or changed_on
    for batch in _batches(opened.rows):
        records: list[tuple[Row, Record]] = []
        for row in batch:
            report.rows += 1
            for issue in (row,) if isinstance(row, Issue) else row.issues:
                (report.rejected if issue.rejected else report.left_out)[issue.problem.value] += 1
                _write(rejects, path, issue)
            if isinstance(row, Row):
                records.append((row, state(row.record, Origin(opened.source.key, retrieved_on, str(path), row.place))))
        for (row, record), outcome in zip(records, store.apply(run, [r for _, r in records]), strict=True):
            report.outcomes[outcome] += 1
            if (problem := _NOT_STORED.get(outcome)) is not None:
                report.rejected[problem.value] += 1
                issue = Issue(row.place, problem, _DETAIL[problem], record.key, "title_zh", row.record.title)
                _write(rejects, path, issue)
        progress(path, report.rows)
    report.unmapped_columns = opened.unmapped()


def _write(rejects: TextIO, path: Path, issue: Issue) -> None:
    line = {
        "file": str(path), "row": issue.place, "what": "record" if issue.rejected else "field", "reason": issue.problem,
        "number": issue.number, "field": issue.field, "value": issue.value, "detail": issue.detail,
    }  # fmt: skip
    rejects.write(json.dumps({k: v for k, v in line.items() if v is not None}, ensure_ascii=False) + "\n")


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
