"""The demonstration: the bundled sample of real standards, and an invented draft checked against it."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

from api.settings import Settings
from api.usecases.check import CheckReport, check
from api.usecases.ingest import IngestResult, ingest_and_publish
from api.usecases.library import library
from graph.generations import Progress
from ingest.documents.draft import read_draft
from ingest.runner import IngestOptions

SAMPLE_DAY = date(2026, 11, 23)  # on which the sample was put together (samples/PROVENANCE.md)
SOURCE = "samples"
DRAFT = "001-medical-mask.docx"


def samples() -> Path:
    """Folder of the bundled sample."""
    return Path(str(files("samples") / "registry")).parent


def demo(settings: Settings, progress: Progress = lambda step, done: None) -> tuple[IngestResult, Path, CheckReport]:
    """Ingest the sample (nothing to do the second time), check the example draft."""
    options = IngestOptions(source=SOURCE, retrieved_on=SAMPLE_DAY)
    ingested = ingest_and_publish(settings, [samples() / "registry", samples() / "graph"], options, progress=progress)
    draft = samples() / "drafts" / DRAFT
    with library(settings) as opened:
        return ingested, draft, check(opened, read_draft(draft.name, draft.read_bytes()))
