"""Exposure: who depends on a standard, directly and through others, with the chain of citations to each."""

from __future__ import annotations

from datetime import date

from api.errors import BadRequest
from api.usecases.library import Library
from api.usecases.views import StatusView, View, status_view
from graph.ids import Level
from graph.kinds import EdgeKind
from graph.model import Standard
from graph.status import StatusOn, status_on
from search.compare.exposure import MAX_DEPTH, Dependent, Exposure
from search.compare.exposure import exposure as compute

MAX_LIMIT = 1_000
DEPTH = 5


class EditionRef(View):
    """An edition by number, title and state on the day."""

    number: str
    title_zh: str | None
    status: StatusView


class HopView(View):
    """One step of a chain: ``citing`` cites ``cited``; ``strong``: it carries a change on."""

    citing: str
    cited: str
    relation: str
    dated: bool
    strong: bool
    place: str | None = None


class DependentView(View):
    """A standard that depends on the one asked for.

    ``hops``: from it to that one. ``follows``: its citation will mean a new edition.
    """

    number: str
    title_zh: str | None
    level: Level | None
    status: StatusView
    issuers: tuple[str, ...]
    depth: int
    strong: bool
    follows: bool
    hops: tuple[HopView, ...]


class ExposureView(View):
    """Dependents on a page, strong chains first. ``counts`` are of all: by depth, level, issuer, field, status, dating.

    ``applying``: the edition that undated citations mean on the day. ``references``: where nobody is found,
    the number of citations in the data: with none, that says nothing.
    """

    number: str
    on: date
    generation: int
    data_date: date | None
    editions: tuple[EditionRef, ...]
    applying: str | None
    total: int
    truncated: bool
    counts: dict[str, dict[str, int]]
    references: int | None
    dependents: tuple[DependentView, ...]
    next_offset: int | None


def exposure(library: Library, number: str, *, depth: int = DEPTH, limit: int = 50, offset: int = 0) -> ExposureView:
    """A page of dependents.

    Raises :class:`~graph.errors.NotFound`, :class:`~graph.ids.InvalidIdentifier`, :class:`~api.errors.BadRequest`.
    """
    if not 1 <= depth <= MAX_DEPTH:
        raise BadRequest("depth is 1 to {most}", most=MAX_DEPTH)
    if not 1 <= limit <= MAX_LIMIT or offset < 0:
        raise BadRequest("limit is 1 to {most}, offset at least 0", most=MAX_LIMIT)
    found = compute(library.graph, number, library.settings.day, depth=depth)
    manifest = library.generation.manifest
    return ExposureView(
        number=found.number,
        on=found.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        editions=tuple(edition_ref(one, status_on(one, found.day)) for one in found.editions),
        applying=found.applying.number if found.applying else None,
        total=len(found.dependents),
        truncated=found.truncated,
        counts=found.counts(),
        references=None if found.dependents else _citations(library),
        dependents=tuple(dependent_view(one, found) for one in found.dependents[offset : offset + limit]),
        next_offset=offset + limit if offset + limit < len(found.dependents) else None,
    )


def _citations(library: Library) -> int:
    edges = library.graph.counts().edges
    return edges.get(EdgeKind.REFERENCES, 0) + edges.get(EdgeKind.ADOPTS, 0)


def edition_ref(standard: Standard, status: StatusOn) -> EditionRef:
    title = standard.title_zh or standard.title_en
    return EditionRef(number=standard.number, title_zh=title, status=status_view(status, standard))


def dependent_view(one: Dependent, found: Exposure) -> DependentView:
    standard = one.standard
    return DependentView(
        number=standard.number,
        title_zh=standard.title_zh or standard.title_en,
        level=standard.level,
        status=status_view(one.status, standard),
        issuers=found.issuers.get(standard.id, ()),
        depth=one.depth,
        strong=one.strong,
        follows=one.follows,
        hops=tuple(
            HopView(citing=h.citing, cited=h.cited, relation=h.relation, dated=h.dated, strong=h.strong, place=h.place)
            for h in one.hops
        ),
    )
