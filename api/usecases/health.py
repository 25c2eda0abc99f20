"""Health: which program answers, from which data."""

from __future__ import annotations

import importlib.metadata
from datetime import date, datetime
from typing import Literal

from api.usecases.library import Library
from api.usecases.views import View
from graph.generations import DataFolder


class HealthView(View):
    """``generation``: the one that answers; ``published``: the newest, opened by one of the next requests."""

    status: Literal["ok"] = "ok"
    version: str
    generation: int
    published: int | None
    created: datetime
    data_date: date | None
    encoder: str
    standards: int  # editions that search and check know


def health(library: Library) -> HealthView:
    """State of an open library."""
    manifest = library.generation.manifest
    return HealthView(
        version=importlib.metadata.version("biaotu"),
        generation=manifest.number,
        published=DataFolder(library.settings.data).current_number(),
        created=manifest.created,
        data_date=manifest.data_date,
        encoder=library.encoder.version,
        standards=len(library.index),
    )
