"""State of the data: where it comes from, how much there is, and what the last ingest rejected."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from api.usecases.ingest import REJECTS
from api.usecases.library import Library
from api.usecases.views import View


class SourceRow(View):
    """A source, the records it gave, and the days they were retrieved and last confirmed."""

    key: str
    title: str | None
    records: int
    retrieved_on: date | None


class Reject(View):
    """A record or field that was not taken over. ``row`` counts from 1."""

    file: str
    row: int | None
    reason: str
    whole: bool  # the record; else only a field of it
    number: str | None
    field: str | None
    value: str | None
    detail: str | None


class DataStatus(View):
    sources: tuple[SourceRow, ...]
    statements: int
    ended_statements: int
    rejects: tuple[Reject, ...]  # the first of the last ingest
    reasons: dict[str, int]  # of all of the last ingest
    on: date
    generation: int
    data_date: date | None
    published: datetime
    rebuilt: bool
    changed_nodes: int


def data_status(library: Library, *, shown: int = 200) -> DataStatus:
    store, manifest = library.statements, library.generation.manifest
    counts = store.counts()
    rows = store.db.execute(
        "SELECT s.key, s.title, COUNT(r.id), MAX(r.retrieved_on) FROM source s LEFT JOIN record r ON r.source = s.id "
        "GROUP BY s.id ORDER BY COUNT(r.id) DESC, s.key"
    )
    rejects, reasons = _rejects(library.settings.data / REJECTS, shown)
    return DataStatus(
        sources=tuple(
            SourceRow(key=key, title=title, records=n, retrieved_on=date.fromisoformat(day) if day else None)
            for key, title, n, day in rows
        ),
        statements=counts["statements"],
        ended_statements=counts["ended_statements"],
        rejects=rejects,
        reasons=reasons,
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        published=manifest.created,
        rebuilt=manifest.rebuilt,
        changed_nodes=manifest.changed_nodes,
    )


def _rejects(path: Path, shown: int) -> tuple[tuple[Reject, ...], dict[str, int]]:
    first: list[Reject] = []
    reasons: Counter[str] = Counter()
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                found = json.loads(line)
                reasons[str(found["reason"])] += 1
                if len(first) < shown:
                    first.append(_reject(found))
    except FileNotFoundError:  # nothing was ingested here
        return (), {}
    return tuple(first), dict(reasons.most_common())


def _reject(found: dict[str, object]) -> Reject:
    row, said = found.get("row"), {name: found.get(name) for name in ("field", "value", "detail")}
    return Reject(
        file=Path(str(found["file"])).name,
        row=row if isinstance(row, int) else None,
        reason=str(found["reason"]),
        whole=found.get("what") == "record",
        number=None if found.get("number") is None else str(found["number"]),
        **{name: None if value is None else str(value)[:200] for name, value in said.items()},
    )
