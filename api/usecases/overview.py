"""What the data holds: numbers a kind, standards a field, the organisations with most standards."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pyarrow.compute as pc

from api.usecases.library import Library
from api.usecases.views import View
from graph.kinds import NodeKind
from graph.vocabulary import domains, priority_fields
from search.filters import Filters, State, mask


class FieldRow(View):
    """Standards of one field on a day, by level. ``priority``: one of the six of the policy of 2018."""

    key: str
    zh: str
    en: str
    priority: bool
    total: int
    in_force: int
    upcoming: int
    levels: dict[str, int]


class IssuerRow(View):
    """An organisation and the number of standards it has issued."""

    name: str
    standards: int


class Overview(View):
    """Numbers of the live generation. A standard may belong to several fields."""

    counts: dict[NodeKind, int]
    fields: tuple[FieldRow, ...]
    on: date
    generation: int
    data_date: date | None


def overview(library: Library) -> Overview:
    manifest = library.generation.manifest
    return Overview(
        counts=library.counts.nodes,
        fields=_fields(library),
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
    )


def _fields(library: Library) -> tuple[FieldRow, ...]:
    documents, day = library.index.documents, library.settings.day
    states = [mask(documents, Filters(state=state, on=day)) for state in (State.IN_FORCE, State.UPCOMING)]
    rows = []
    for key, concept in domains().items():
        own = mask(documents, Filters(domains=(key,)))
        levels = Counter(documents["level"].filter(own).to_pylist())
        in_force, upcoming = (int((own & state).sum()) for state in states)
        rows.append(
            FieldRow(
                key=key,
                zh=concept.label_zh,
                en=concept.label_en,
                priority=key in priority_fields(),
                total=int(own.sum()),
                in_force=in_force,
                upcoming=upcoming,
                levels={level: n for level, n in levels.items() if level},
            )
        )
    return tuple(rows)


def issuers(library: Library, part: str = "", *, limit: int = 200) -> tuple[IssuerRow, ...]:
    """Organisations that issue standards, those with most first; ``part``: of the name."""
    alive = library.index.documents.filter(mask(library.index.documents, Filters()))
    counted = pc.value_counts(alive["issuers"].combine_chunks().flatten()).to_pylist()
    found = [IssuerRow(name=one["values"], standards=one["counts"]) for one in counted if part in one["values"]]
    return tuple(sorted(found, key=lambda one: (-one.standards, one.name))[:limit])
