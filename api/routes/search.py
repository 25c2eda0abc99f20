"""``/search``: standards for words or numbers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.routes.common import KNOWN_PARAMETERS, NOT_MODIFIED, PREFIX, answers, conditional, problems, settings_of
from api.usecases.filters import make_filters
from api.usecases.search import MAX_LIMIT, MAX_QUERY, SearchResultView, search
from graph.ids import Level
from search.filters import State

router = APIRouter(prefix=PREFIX, tags=["standards"], dependencies=[KNOWN_PARAMETERS])

Words = Annotated[
    str,
    Query(
        max_length=MAX_QUERY,
        description="检索词或标准编号，中英文均可。Words or standard numbers, Chinese or English.",
        openapi_examples={
            "zh": {"summary": "中文词 Chinese words", "value": "医用口罩"},
            "en": {"summary": "英文词 English words", "value": "medical face mask"},
            "number": {"summary": "编号 a number", "value": "GB 19083-2023"},
        },
    ),
]
Levels = Annotated[
    list[Level],
    Query(
        description="级别，可重复。Level; may be repeated.",
        openapi_examples={"group": {"summary": "团体标准 group standards", "value": ["group"]}},
    ),
]
Status = Annotated[
    State | None,
    Query(
        description="当日状态；current 为现行或即将实施。State on the day; current: in force or upcoming.",
        openapi_examples={"in_force": {"summary": "现行 in force", "value": "in_force"}},
    ),
]
Issuer = Annotated[
    str | None,
    Query(
        max_length=200,
        description="发布单位名称的一部分。Part of the name of the issuer.",
        openapi_examples={"zh": {"value": "中国标准化协会"}},
    ),
]
Ics = Annotated[
    list[str],
    Query(
        description="ICS 前缀，可重复。Prefix of the ICS code; may be repeated.",
        openapi_examples={"prefix": {"summary": "个体防护设备 protective equipment", "value": ["13.340"]}},
    ),
]
Ccs = Annotated[
    list[str],
    Query(
        description="CCS（中标分类）前缀，可重复。Prefix of the CCS code; may be repeated.",
        openapi_examples={"prefix": {"summary": "医疗器械 medical devices", "value": ["C3"]}},
    ),
]
Fields = Annotated[
    list[str],
    Query(
        description="领域（键或中文名），可重复。Field by key or Chinese name; may be repeated.",
        openapi_examples={"key": {"summary": "智能制造", "value": ["smart-manufacturing"]}},
    ),
]
YearFrom = Annotated[
    int | None,
    Query(
        ge=1900,
        le=2999,
        description="年代号不早于。Year of the edition, from.",
        openapi_examples={"year": {"value": 2018}},
    ),
]
YearTo = Annotated[
    int | None,
    Query(
        ge=1900,
        le=2999,
        description="年代号不晚于。Year of the edition, to.",
        openapi_examples={"year": {"value": 2025}},
    ),
]
Limit = Annotated[
    int,
    Query(ge=1, le=MAX_LIMIT, description="每页条数。Results a page.", openapi_examples={"ten": {"value": 10}}),
]
Cursor = Annotated[
    str | None,
    Query(
        max_length=200,
        description="上一页答复中的 next，原样给回；其他参数不变。`next` of the page before, as it is, with the same "
        "other parameters.",
        openapi_examples={"next": {"value": "WzcsMTAsImM3ZTNlOGE1ZDE1N2M0OTA1OCJd"}},
    ),
]


@router.get(
    "/search",
    name="search",
    summary="检索标准 Search standards",
    description="按词义、词面和编号检索，每个结果给出命中的理由。查询中的编号排在最前，数据中没有的列在 unknown。"
    "结果最多 200 条；`next` 是下一页的标记，数据更新后失效（410）。\n\n"
    "Searches by meaning, by words and by number, and says why each result was found. Numbers in the query come "
    "first; those not in the data are listed under unknown. At most 200 results; `next` is the cursor of the next "
    "page and expires when the data changes (410).",
    response_model=SearchResultView,
    responses={
        **answers("命中的标准，最好的在前。", "Standards found, best first."),
        **NOT_MODIFIED,
        **problems(410, 422),
    },
)
def get_search(
    request: Request,
    response: Response,
    q: Words,
    level: Levels = [],  # noqa: B006 - FastAPI copies defaults
    status: Status = None,
    issuer: Issuer = None,
    ics: Ics = [],  # noqa: B006 - likewise
    ccs: Ccs = [],  # noqa: B006 - likewise
    field: Fields = [],  # noqa: B006 - likewise
    year_from: YearFrom = None,
    year_to: YearTo = None,
    limit: Limit = 10,
    cursor: Cursor = None,
) -> SearchResultView | Response:
    filters = make_filters(
        settings_of(request).day,
        levels=level,
        status=status,
        issuer=issuer,
        ics=ics,
        ccs=ccs,
        fields=field,
        year_from=year_from,
        year_to=year_to,
    )
    return conditional(request, response, lambda library: search(library, q, filters, limit=limit, cursor=cursor))
