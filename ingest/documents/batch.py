"""Many documents in several processes: each is read, its facts are extracted, and the record comes back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from graph.errors import Said
from graph.statements import Record
from ingest.documents.facts import SOURCE, document_record
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from ingest.extract.everything import extract
from ingest.facts import Origin
from ingest.records import Issue


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What became of one file: its record, or why there is none; ``warnings`` of the reader."""

    path: Path
    record: Record | None = None
    issue: Issue | None = None
    refused: Said | None = None
    warnings: tuple[str, ...] = ()


def read_record(path: Path, source: str = SOURCE, retrieved_on: date | None = None) -> DocumentResult:
    """Read one document and state its facts."""
    try:
        content = path.read_bytes()
        document = read_document(path.name, content)
    except OSError as error:
        return DocumentResult(path, refused=Said("{path}: {error}", path=path, error=error))
    except UnreadableFile as error:
        return DocumentResult(path, refused=error.said)
    day = retrieved_on or datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    made = document_record(document, extract(document), Origin(source, day, str(path)))
    if isinstance(made, Issue):
        return DocumentResult(path, issue=made, warnings=document.warnings)
    return DocumentResult(path, made, warnings=document.warnings)


def read_records(
    paths: Sequence[Path], source: str = SOURCE, retrieved_on: date | None = None, *, processes: int | None = None
) -> Iterator[DocumentResult]:
    """Read documents side by side, in the order given. One document, or one processor, needs no pool."""
    count = min(processes or os.cpu_count() or 1, len(paths))
    if count <= 1:
        for path in paths:
            yield read_record(path, source, retrieved_on)
        return
    with ProcessPoolExecutor(count) as pool:
        waiting = [pool.submit(read_record, path, source, retrieved_on) for path in paths]
        for future in waiting:
            yield future.result()
