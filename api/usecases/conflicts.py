"""Conflicts: limits that contradict each other, terms defined differently, with the standards that need both."""

from __future__ import annotations

from datetime import date

from api.errors import BadRequest
from api.usecases.compare import Sentence, derivation
from api.usecases.gaps import field_key
from api.usecases.library import Library
from api.usecases.read import LimitView, limit_view
from api.usecases.views import View
from search.compare.conflicts import LimitConflict, TermConflict
from search.compare.conflicts import conflicts as compute
from search.compare.strictness import Verdict

MAX_LIMIT = 1_000


class LimitConflictView(View):
    """Two limits of one object. ``verdict`` of ``a`` against ``b``; ``exclusive``: no value meets both."""

    a: str
    b: str
    title_a: str | None
    title_b: str | None
    limit_a: LimitView
    limit_b: LimitView
    verdict: Verdict
    exclusive: bool
    citing: tuple[str, ...]
    bond: str
    steps: tuple[Sentence, ...]


class TermConflictView(View):
    """One term with two definitions, verbatim."""

    a: str
    b: str
    term: str
    definition_a: str
    definition_b: str
    citing: tuple[str, ...]
    bond: str


class ConflictsView(View):
    """``total_limits`` and ``total_terms``: all found; ``pairs``: pairs of standards compared."""

    field: str | None
    on: date
    generation: int
    data_date: date | None
    with_limits: int
    with_terms: int
    pairs: int
    truncated: bool
    total_limits: int
    total_terms: int
    limits: tuple[LimitConflictView, ...]
    terms: tuple[TermConflictView, ...]


def conflicts(library: Library, field: str | None = None, *, limit: int = 50) -> ConflictsView:
    """Conflicts of a field, or of all. Raises :class:`~api.errors.BadRequest` for an unknown field."""
    if not 1 <= limit <= MAX_LIMIT:
        raise BadRequest("limit is 1 to {most}", most=MAX_LIMIT)
    key = field_key(field) if field is not None else None
    found = compute(library.graph, library.settings.day, field=key)
    manifest = library.generation.manifest
    return ConflictsView(
        field=key,
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        with_limits=found.with_limits,
        with_terms=found.with_terms,
        pairs=found.pairs,
        truncated=found.truncated,
        total_limits=len(found.limits),
        total_terms=len(found.terms),
        limits=tuple(map(_limit, found.limits[:limit])),
        terms=tuple(map(_term, found.terms[:limit])),
    )


def _limit(one: LimitConflict) -> LimitConflictView:
    return LimitConflictView(
        a=one.a.number, b=one.b.number, title_a=one.a.title_zh, title_b=one.b.title_zh,
        limit_a=limit_view(one.limit_a), limit_b=limit_view(one.limit_b), verdict=one.comparison.verdict,
        exclusive=one.exclusive, citing=one.citing, bond=one.bond, steps=derivation(one.comparison)["steps"],
    )  # fmt: skip


def _term(one: TermConflict) -> TermConflictView:
    return TermConflictView(
        a=one.a.number, b=one.b.number, term=one.term, definition_a=one.definition_a, definition_b=one.definition_b,
        citing=one.citing, bond=one.bond,
    )  # fmt: skip
