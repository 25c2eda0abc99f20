"""Analyses over the whole graph: ``/lint``, ``/exposure``, ``/watch``, ``/gaps``, ``/conflicts``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.routes.check import json_only
from api.routes.common import (
    KNOWN_PARAMETERS,
    NOT_MODIFIED,
    PREFIX,
    answers,
    conditional,
    example,
    library_of,
    problems,
)
from api.usecases.conflicts import ConflictsView, conflicts
from api.usecases.exposure import DEPTH, MAX_LIMIT, ExposureView, exposure
from api.usecases.gaps import GapsView, gaps
from api.usecases.lint import LintReport, ToLint, citations_from, lint
from api.usecases.watch import WatchView, watch
from search.compare.exposure import MAX_DEPTH
from search.compare.gaps import GapKind

router = APIRouter(prefix=PREFIX, tags=["analysis"], dependencies=[KNOWN_PARAMETERS])


class CitedNumber(BaseModel):
    """一个引用的编号 One number that is cited."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    number: str = Field(max_length=200, description="编号 number")
    title: str = Field("", max_length=300, description="名称（如有）title, where there is one")


class LintRequest(BaseModel):
    """要检查的编号 Numbers to check."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    references: tuple[CitedNumber, ...] = Field(min_length=1, max_length=5_000, description="引用的编号 numbers cited")


@router.post(
    "/lint",
    name="lint",
    summary="检查引用是否有效 Check references",
    description="逐个编号检查：当日状态、代替与拆分、性质代号、名称是否相符、是否在数据中。不保存、不记入日志。"
    "草案全文的引用见 /check/upload 的 references。\n\n"
    "Checks each number: its state on the day, successors and splits, the code of its nature, whether the title "
    "belongs to it, whether the data holds it. Nothing is stored or logged. For a whole draft see /check/upload.",
    responses={**answers("每个引用及其问题。", "Each reference with what is wrong."), **problems(400, 413, 415, 422)},
    dependencies=[Depends(json_only)],
)
def post_lint(
    request: Request,
    given: Annotated[
        LintRequest,
        Body(openapi_examples={"three": {"summary": "几个编号 some numbers", "value": example("lint_request")}}),
    ],
) -> LintReport:
    what = ToLint("-", citations_from((one.number, one.title) for one in given.references))
    with library_of(request).use() as library:
        return lint(library, what)


Number = Annotated[
    str,
    Query(
        max_length=200,
        description="标准编号，可不带年代号。Number, with or without year.",
        openapi_examples={"dated": {"summary": "一个版本 one edition", "value": "GB/T 1.1-2020"}},
    ),
]
Depth = Annotated[
    int,
    Query(ge=1, le=MAX_DEPTH, description="最多步数。Steps at most.", openapi_examples={"five": {"value": DEPTH}}),
]
Limit = Annotated[
    int,
    Query(ge=1, le=MAX_LIMIT, description="每页条数。Results a page.", openapi_examples={"fifty": {"value": 50}}),
]
Offset = Annotated[
    int,
    Query(
        ge=0,
        le=1_000_000,
        description="从第几条起，即上一页的 next_offset。Skip this many: `next_offset` of the page before.",
        openapi_examples={"second": {"summary": "第二页 second page", "value": 50}},
    ),
]


@router.get(
    "/exposure",
    name="exposure",
    summary="谁依赖一个标准 Who depends on a standard",
    description="沿引用和采用关系，直接或间接依赖它的标准，各附引用链。注日期的引用仍指原版本，不注日期的随新版。\n\n"
    "Standards that depend on it directly or through others, by citation and adoption, each with the chain. Dated "
    "citations stay with their edition, undated ones follow a new one.",
    response_model=ExposureView,
    responses={**answers("依赖它的标准。", "The dependents."), **NOT_MODIFIED, **problems(404, 422)},
)
def get_exposure(
    request: Request, response: Response, number: Number, depth: Depth = DEPTH, limit: Limit = 50, offset: Offset = 0
) -> ExposureView | Response:
    return conditional(
        request, response, lambda library: exposure(library, number, depth=depth, limit=limit, offset=offset)
    )


def _edition(zh: str, en: str, value: str) -> object:
    return Query(
        max_length=200,
        description=f"{zh}的编号，带年代号。Number of the {en} edition, with its year.",
        openapi_examples={"dated": {"value": value}},
    )


@router.get(
    "/watch",
    name="watch",
    summary="修订的影响 What a revision changes",
    description="数据中两个版本的限值、条文、引用、术语的变化，引用旧版的标准，以及限值结论随之变化的标准。"
    "文件请用命令行 `biaotu watch`。\n\n"
    "Changes of limits, clauses, references and terms between two editions in the data, who cites the old one, and "
    "whose limits stand otherwise to the new one. For files use the command line.",
    response_model=WatchView,
    responses={**answers("两个版本的变化。", "What changed."), **NOT_MODIFIED, **problems(404, 422)},
)
def get_watch(
    request: Request,
    response: Response,
    old: Annotated[str, _edition("旧版", "old", "GB/T 1.1-2009")],
    new: Annotated[str, _edition("新版", "new", "GB/T 1.1-2020")],
) -> WatchView | Response:
    return conditional(request, response, lambda library: watch(library, old, new))


Fields = Annotated[
    list[str],
    Query(
        min_length=1,
        max_length=15,
        description="领域（键或名称），可重复。Field by key or name; may be repeated.",
        openapi_examples={"key": {"summary": "智能制造", "value": ["smart-manufacturing"]}},
    ),
]
Kinds = Annotated[
    list[GapKind],
    Query(
        description="只看这类空白，可重复。Only gaps of this kind; may be repeated.",
        openapi_examples={"thin": {"summary": "薄弱的类别 thin cells", "value": ["thin_cell"]}},
    ),
]
Shown = Annotated[
    int,
    Query(
        ge=0, le=100, description="每类列出几条。Gaps shown of each kind.", openapi_examples={"ten": {"value": 10}}
    ),
]


@router.get(
    "/gaps",
    name="gaps",
    summary="领域的标准空白 Gaps of a field",
    description="领域 × 标准类型 × 级别的矩阵与各类空白；每条附查证记录：查了什么、最接近的是什么、为什么不能填补。\n\n"
    "Matrix of aspect and level, and gaps by kind, each with a certificate: what was searched, what came nearest and "
    "why it does not fill the gap.",
    response_model=GapsView,
    responses={**answers("矩阵和空白。", "Matrix and gaps."), **NOT_MODIFIED, **problems(422)},
)
def get_gaps(
    request: Request, response: Response, field: Fields, kind: Kinds = [], limit: Shown = 10  # noqa: B006
) -> GapsView | Response:
    return conditional(request, response, lambda library: gaps(library, field, kinds=kind, limit=limit))


Field_ = Annotated[
    str | None,
    Query(
        max_length=100,
        description="领域（键或名称）；不给则全部。Field by key or name; all without.",
        openapi_examples={"key": {"summary": "绿色制造", "value": "green-manufacturing"}},
    ),
]


@router.get(
    "/conflicts",
    name="conflicts",
    summary="相互矛盾的标准 Standards that contradict each other",
    description="同一对象没有同时满足两者的限值、被同一标准引用而要求不同的限值、定义不同的术语，均附原文和推导。\n\n"
    "Limits of one object that no value meets both, different limits that one standard requires together, terms "
    "defined differently, with verbatim texts and derivation.",
    response_model=ConflictsView,
    responses={**answers("冲突。", "Conflicts."), **NOT_MODIFIED, **problems(422)},
)
def get_conflicts(
    request: Request, response: Response, field: Field_ = None, limit: Limit = 50
) -> ConflictsView | Response:
    return conditional(request, response, lambda library: conflicts(library, field, limit=limit))
