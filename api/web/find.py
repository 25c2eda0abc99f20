"""Pages that find: home, search with facets, fields, organisations."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.errors import BadRequest
from api.messages import Messages
from api.routes.common import library_of, settings_of
from api.sentences import say
from api.usecases.filters import make_filters
from api.usecases.health import health
from api.usecases.overview import issuers, overview
from api.usecases.search import MAX_LIMIT, HitView, SearchResultView, search
from api.web import links
from api.web.pages import field_name, page_language, render
from graph.kinds import NodeKind
from search.filters import Filters, State

router = APIRouter(include_in_schema=False)

PER_PAGE = 20
_SHOWN_ON_HOME = (NodeKind.STANDARD, NodeKind.ORGANIZATION, NodeKind.COMMITTEE, NodeKind.CLASSIFICATION,
                  NodeKind.CLAUSE, NodeKind.LIMIT, NodeKind.TERM, NodeKind.PATENT)  # fmt: skip
_FACET_VALUES = 8
_FILTERS = ("level", "status", "field", "issuer", "year_from", "year_to", "ics", "ccs")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: how many of the results have it, and the address with it added or taken away."""

    label: str
    count: int | None
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: tuple[FacetValue, ...]


@router.get("/", name="page_home")
def get_home(request: Request) -> Response:
    with library_of(request).use() as library:
        found, state = overview(library), health(library)
    counts = [(kind, found.counts[kind]) for kind in _SHOWN_ON_HOME if found.counts.get(kind)]
    return render(request, "home.html", counts=counts, health=state)


@router.get("/search", name="page_search")
def get_search(request: Request) -> Response:
    q = request.query_params.get("q", "").strip()
    if not q:
        return render(request, "search.html", q="", result=None, problem=None)
    try:
        filters = _filters(request)
        with library_of(request).use() as library:
            result = search(library, q, filters, limit=MAX_LIMIT)
    except BadRequest as error:
        return render(request, "search.html", 422, q=q, result=None, problem=say(error, page_language(request)))
    page, pages = _page(request), max(1, -(-len(result.hits) // PER_PAGE))
    page = min(page, pages)
    first = (page - 1) * PER_PAGE
    t = Messages(page_language(request))
    return render(
        request, "search.html", q=q, result=result, problem=None, hits=result.hits[first : first + PER_PAGE],
        total=len(result.hits), most=MAX_LIMIT, page=page, pages=pages, first=first + 1,
        facets=_facets(request, t, result), chosen=_chosen(request, t), api_query=_api_query(request),
    )  # fmt: skip


@router.get("/search.csv", name="page_search_csv")
def get_search_csv(request: Request) -> Response:
    """The results as a table for a spreadsheet."""
    with library_of(request).use() as library:
        result = search(library, request.query_params.get("q", ""), _filters(request), limit=MAX_LIMIT)
    t = Messages(page_language(request))
    file = io.StringIO()
    writer = csv.writer(file)
    columns = ("number", "title_zh", "title_en", "level", "nature", "status", "issued", "implemented")
    writer.writerow([*(t(f"field.{name}") for name in columns), t("edge_out.ISSUED_BY"), "ICS", "CCS"])
    for hit in result.hits:
        one = hit.standard
        writer.writerow([
            safe_cell(cell) for cell in (
                one.number, one.title_zh, one.title_en, t(f"level.{one.level}") if one.level else "",
                t(f"nature.{one.nature}") if one.nature else "", t(f"status.{one.status.status}"), one.issued,
                one.implemented, "、".join(one.issuers), ", ".join(one.ics), ", ".join(one.ccs),
            )
        ])  # fmt: skip
    content = "\ufeff" + file.getvalue()  # spreadsheets take UTF-8 for what it is only with this mark
    headers = {"Content-Disposition": 'attachment; filename="biaotu-search.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def safe_cell(value: object) -> str:
    """Texts of strangers that a spreadsheet would run as a formula stay texts."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@router.get("/fields", name="page_fields")
def get_fields(request: Request) -> Response:
    with library_of(request).use() as library:
        found = overview(library)
    return render(request, "fields.html", found=found)


@router.get("/organisations", name="page_organisations")
def get_organisations(request: Request) -> Response:
    part = request.query_params.get("name", "").strip()[:100]
    with library_of(request).use() as library:
        found, of = issuers(library, part), overview(library)
    return render(request, "organisations.html", found=found, part=part, of=of)


def _filters(request: Request) -> Filters:
    """Raises :class:`~api.errors.BadRequest`."""
    given = request.query_params

    def many(name: str) -> list[str]:
        return [value.strip() for value in given.getlist(name) if value.strip()]

    def year(name: str) -> int | None:
        text = given.get(name, "").strip()
        if text and not (text.isdigit() and 1900 <= int(text) <= 2999):
            raise BadRequest("{name} is not a year of four digits: {text}", name=name, text=text[:20])
        return int(text) if text else None

    return make_filters(
        settings_of(request).day, levels=many("level"), status=given.get("status", "").strip() or None,
        issuer=given.get("issuer", "").strip()[:200] or None, ics=many("ics"), ccs=many("ccs"), fields=many("field"),
        year_from=year("year_from"), year_to=year("year_to"),
    )  # fmt: skip


def _page(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 6 else 1


def _facets(request: Request, t: Messages, result: SearchResultView) -> list[Facet]:
    hits = result.hits
    return [
        _facet(request, "level", _count(hits, lambda hit: [hit.standard.level] if hit.standard.level else []),
               lambda key: t(f"level.{key}")),
        _states(request, t, hits),
        _facet(request, "field", _count(hits, lambda hit: hit.standard.domains),
               lambda key: field_name(key, t.language)),
        _facet(request, "issuer", _count(hits, lambda hit: hit.standard.issuers), str, single=True),
        _facet(request, "ics", _count(hits, lambda hit: {code[:2] for code in hit.standard.ics}),
               lambda key: f"ICS {key}"),
        _facet(request, "ccs", _count(hits, lambda hit: {code[:1] for code in hit.standard.ccs}),
               lambda key: f"CCS {key}"),
    ]  # fmt: skip


def _count(hits: Iterable[HitView], of: Callable[[HitView], Iterable[str]]) -> Counter[str]:
    return Counter(str(value) for hit in hits for value in of(hit))


def _facet(
    request: Request, name: str, counts: Counter[str], label: Callable[[str], str], *, single: bool = False
) -> Facet:
    chosen = request.query_params.getlist(name)
    shown = [value for value, _ in counts.most_common(_FACET_VALUES)]
    shown += [value for value in chosen if value and value not in shown]
    path, query = "/search", request.query_params
    return Facet(name, tuple(
        FacetValue(
            label(value) if value in counts or name not in ("level", "field") else value, counts.get(value),
            links.changed(path, query, **{name: None if value in chosen else value}) if single
            else links.toggled(path, query, name, value),
            value in chosen,
        )
        for value in shown
    ))  # fmt: skip


def _states(request: Request, t: Messages, hits: Sequence[HitView]) -> Facet:
    """States on the day; ``current`` and ``ended`` put two of them together."""
    counts = Counter(hit.standard.status.status.value for hit in hits)
    numbers = {
        State.IN_FORCE: counts["in_force"], State.UPCOMING: counts["upcoming"],
        State.CURRENT: counts["in_force"] + counts["upcoming"], State.ENDED: counts["replaced"] + counts["withdrawn"],
    }  # fmt: skip
    now = request.query_params.get("status", "")
    return Facet("status", tuple(
        FacetValue(
            t(f"state.{state}"), number,
            links.changed("/search", request.query_params, status=None if now == state else state.value), now == state,
        )
        for state, number in numbers.items() if number or now == state
    ))  # fmt: skip


def _chosen(request: Request, t: Messages) -> list[FacetValue]:
    """The filters in effect, each with the address without it."""
    query = request.query_params
    labels: dict[str, Callable[[str], str]] = {
        "level": lambda key: t(f"level.{key}") if t.has(f"level.{key}") else key,
        "status": lambda key: t(f"state.{key}") if t.has(f"state.{key}") else key,
        "field": lambda key: field_name(key, t.language),
        "year_from": lambda key: f"{t('web.year_from')} {key}",
        "year_to": lambda key: f"{t('web.year_to')} {key}",
        "ics": lambda key: f"ICS {key}",
        "ccs": lambda key: f"CCS {key}",
    }
    return [
        FacetValue(labels.get(name, str)(value), None, links.toggled("/search", query, name, value), True)
        for name in _FILTERS
        for value in query.getlist(name)
        if value
    ]


def _api_query(request: Request) -> str:
    given = [(name, value) for name, value in request.query_params.multi_items() if name in ("q", *_FILTERS) and value]
    return urlencode(given)
