"""Search: a question in words or numbers → standards, each with the reason why it was found."""

from __future__ import annotations

from datetime import date

from api.errors import BadRequest
from api.usecases.library import Library
from api.usecases.paging import read_cursor, write_cursor
from api.usecases.views import StandardSummary, View, summary
from search.filters import Filters
from search.index import DEPTH

MAX_LIMIT = 200
MAX_QUERY = 2_000  # characters


class FieldMatchView(View):
    """A field with words of the query; ``spans`` are places in ``text``."""

    field: str
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class HitView(View):
    """One standard found. ``exact``: its number stands in the query. Ranks count from 1 in each retriever."""

    standard: StandardSummary
    score: float
    exact: bool
    lexical_rank: int | None
    vector_rank: int | None
    cosine: float | None
    matches: tuple[FieldMatchView, ...]


class SearchResultView(View):
    """Hits best first. ``unknown``: numbers in the query that the data does not hold.

    ``next``: cursor of the next page. The best 200 are ranked with one another (the depth of the retrievers), so the
    pages end there.
    """

    query: str
    on: date
    generation: int
    data_date: date | None
    hits: tuple[HitView, ...]
    numbers: tuple[str, ...]
    unknown: tuple[str, ...]
    next: str | None


def search(
    library: Library,
    query: str,
    filters: Filters | None = None,
    *,
    limit: int = 10,
    offset: int = 0,
    cursor: str | None = None,
) -> SearchResultView:
    """A page from ``offset``, or from a ``cursor`` that the page before gave.

    Raises :class:`~api.errors.BadRequest` for an empty or too long query, or an impossible page,
    and :class:`~api.errors.CursorExpired` for a cursor of data that has been replaced.
    """
    if not query.strip():
        raise BadRequest("give some words or a number to search for")
    if len(query) > MAX_QUERY:
        raise BadRequest(
            "the query has {length:,} characters, at most {most:,} are read", length=len(query), most=MAX_QUERY
        )
    if not 1 <= limit <= MAX_LIMIT or not 0 <= offset <= 10_000:
        raise BadRequest("limit is 1 to {most}, offset 0 to 10000", most=MAX_LIMIT)
    filters, manifest = filters or Filters(), library.generation.manifest
    if cursor is not None:
        offset = read_cursor(cursor, manifest.number, query, filters)
        limit = max(1, min(limit, DEPTH - offset))
    probe = 1 if offset + limit < DEPTH else 0  # one hit more tells whether there is a next page
    found = library.index.search(query, on=library.settings.day, filters=filters, limit=limit + probe, offset=offset)
    more = bool(probe) and len(found.hits) > limit
    return SearchResultView(
        query=query,
        on=found.on,
        generation=manifest.number,
        data_date=manifest.data_date,
        numbers=found.numbers,
        unknown=found.unknown,
        next=write_cursor(manifest.number, offset + limit, query, filters) if more else None,
        hits=tuple(
            HitView(
                standard=summary(hit.document, hit.status),
                score=round(hit.score, 6),
                exact=hit.exact,
                lexical_rank=hit.lexical_rank,
                vector_rank=hit.vector_rank,
                cosine=None if hit.cosine is None else round(hit.cosine, 4),
                matches=tuple(
                    FieldMatchView(field=m.field, text=m.text, words=m.words, spans=m.spans) for m in hit.matches
                ),
            )
            for hit in found.hits[:limit]
        ),
    )
