"""The standards a draft cites, as they stand on the day."""

from __future__ import annotations

from datetime import date

from api.usecases.library import Library
from api.usecases.views import StandardSummary, View, summary
from graph.ids import StandardId
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import node_id
from graph.status import status_on
from graph.store.base import MAX_PAGE, Direction
from search.documents import IndexDocument


class ReferenceView(View):
    """A document the draft cites, as it stands on the day: that edition, or the one an undated number means.

    ``standard`` is None where the data does not hold it; ``parts``: number of parts known of a reference to all parts;
    ``upcoming``: later editions already published.
    """

    number: str
    dated: bool
    standard: StandardSummary | None = None
    parts: int | None = None
    upcoming: tuple[str, ...] = ()


_APPLIES = {Status.IN_FORCE: 3, Status.UNKNOWN: 2, Status.UPCOMING: 1}  # what an undated reference means, best first


def cited_view(library: Library, cited: StandardId) -> ReferenceView:
    """A dated reference is that edition, an undated one the edition in force on the day (GB/T 1.1-2020, 8.6)."""
    index, day = library.index, library.settings.day
    editions = index.rows(index.rows_of_works([cited.work.canonical]))
    if cited.all_parts:
        work = node_id(NodeKind.WORK, cited.work.canonical)
        parts = library.graph.edges(work, Direction.IN, [EdgeKind.PART_OF], limit=MAX_PAGE)
        return ReferenceView(number=cited.canonical, dated=cited.dated, parts=len(parts.items))
    upcoming = [one for one in editions if status_on(one.standard, day).status is Status.UPCOMING]
    named = [one for one in editions if not cited.dated or one.standard.number == cited.canonical]
    best = max(named, key=lambda one: _fitness(one, day), default=None)
    return ReferenceView(
        number=cited.canonical,
        dated=cited.dated,
        standard=None if best is None else summary(best, status_on(best.standard, day)),
        upcoming=tuple(one.standard.number for one in upcoming if best is None or one is not best),
    )


def _fitness(document: IndexDocument, day: date) -> tuple[int, int]:
    return _APPLIES.get(status_on(document.standard, day).status, 0), document.standard.year or 0
