"""Two editions of the data, limit by limit: the same question as for two files, from what the data holds of them."""

from __future__ import annotations

from datetime import date

from api.errors import BadRequest
from api.usecases.against_sources import object_of, stored_source
from api.usecases.cited import edition_meant
from api.usecases.compare import CompareRow, SilentRow, count_rows, row_view, silent_view
from api.usecases.library import Library
from api.usecases.views import StandardSummary, View
from graph.errors import NotFound
from graph.ids import Nature, parse
from graph.kinds import NodeKind
from graph.model import node_id
from search.compare.align import pair_documents


class StoredComparison(View):
    """Limits of edition ``a`` and what answers them in ``b``, as of a day."""

    a: StandardSummary
    b: StandardSummary
    as_of: date
    generation: int
    data_date: date | None
    counts: dict[str, int]
    rows: tuple[CompareRow, ...]
    missing: tuple[SilentRow, ...]


def compare_stored(library: Library, a: str, b: str) -> StoredComparison:
    """Compare two editions by number; an undated number means the edition in force on the day.

    Raises :class:`~graph.errors.NotFound`, :class:`~graph.ids.InvalidIdentifier`, and
    :class:`~api.errors.BadRequest` for one of whose limits the data holds none: that would look like agreement.
    """
    one, other = (_edition(library, number) for number in (a, b))
    given = library.statements.stating("nature", [node_id(NodeKind.STANDARD, each.number) for each in (one, other)])
    source, target = (
        stored_source(library, each, node_id(NodeKind.STANDARD, each.number) in given, object_of(each.title_zh or ""))
        for each in (one, other)
    )
    found = pair_documents(source, target, library.settings.day)
    rows = tuple(map(row_view, found.pairs))
    mandatory = other.nature is Nature.MANDATORY
    missing = tuple(silent_view(silent, mandatory) for silent in found.silent)
    manifest = library.generation.manifest
    return StoredComparison(
        a=one,
        b=other,
        as_of=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        counts=count_rows(rows, missing),
        rows=rows,
        missing=missing,
    )


def _edition(library: Library, number: str) -> StandardSummary:
    found = edition_meant(library, parse(number))
    if found is None:
        raise NotFound(
            "{number}: not in the data of generation {generation}",
            number=number,
            generation=library.generation.manifest.number,
        )
    if not library.limits.counts([found.number]):
        raise BadRequest(
            "the data holds no limits of {number}: ingest its text, or give the text itself", number=found.number
        )
    return found
