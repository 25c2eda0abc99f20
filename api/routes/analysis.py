"""``/clusters``, ``/bridges``, ``/bodies``: what the network of standards says to analysts and researchers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.routes.common import KNOWN_PARAMETERS, NOT_MODIFIED, PREFIX, answers, conditional, problems
from api.usecases.bodies import BodiesReport, bodies
from api.usecases.bridges import BridgesReport, bridging
from api.usecases.clusters import SAMPLES, SEED, ClustersReport, clusters
from api.usecases.policy import ConversionReport, PolicyReport, conversion, parse_weights, policy

router = APIRouter(prefix=PREFIX, tags=["analysis"], dependencies=[KNOWN_PARAMETERS])

_FIELD = Query(
    description="领域：标识或名称。Field, by key or Chinese name.",
    openapi_examples={"biomedicine": {"value": "biomedicine"}},
)
_REGION = Query(
    description="地区：名称或代码。Region, by name or code.", openapi_examples={"beijing": {"value": "北京市"}}
)
_COMPARE = Query(
    description="与这一天的聚类相比。Compare with the clusters of this day.",
    openapi_examples={"day": {"value": "2020-01-01"}},
)
_RESOLUTION = Query(
    gt=0, le=100, description="分辨率，越大聚类越小。The higher, the smaller the clusters.",
    openapi_examples={"one": {"value": 1.0}},
)  # fmt: skip
_SAMPLES = Query(
    ge=0, le=20, description="稳定度的抽样次数。Samples for the stability.", openapi_examples={"five": {"value": 5}}
)
_SEED = Query(ge=0, le=2**31 - 1, description="随机种子。Seed.", openapi_examples={"one": {"value": 1}})


@router.get(
    "/clusters",
    name="clusters",
    summary="标准、机构与主题的聚类 Clusters of standards, organisations and topics",
    description="由引用、共同起草、技术委员会、发布团体、语义相近和专利六层关系得出的社群，"
    "附主题词、核心标准、主要机构、逐年趋势和稳定度；可限定领域和地区，可与较早的日期相比。"
    "大数据上首次计算需数分钟，之后直接给出。\n\n"
    "Communities over six layers of ties (citation, drafting, committee, issuer, meaning, patents), each with terms, "
    "key standards, key bodies, trend and stability; by field and region, compared with an earlier day. The first "
    "answer takes minutes on large data and is then kept.",
    response_model=ClustersReport,
    responses={
        **answers("聚类，大的在前。", "Clusters, the largest first."),
        **NOT_MODIFIED,
        **problems(422),
    },
)
def get_clusters(
    request: Request,
    response: Response,
    field: Annotated[str | None, _FIELD] = None,
    region: Annotated[str | None, _REGION] = None,
    compare: Annotated[date | None, _COMPARE] = None,
    resolution: Annotated[float, _RESOLUTION] = 1.0,
    samples: Annotated[int, _SAMPLES] = SAMPLES,
    seed: Annotated[int, _SEED] = SEED,
) -> ClustersReport | Response:
    return conditional(
        request,
        response,
        lambda library: clusters(
            library,
            field=field,
            region=region,
            compare_with=compare,
            resolution=resolution,
            samples=samples,
            seed=seed,
        ),
    )


_ONE = Query(description="领域：标识或名称。A field.", openapi_examples={"one": {"value": "smart-manufacturing"}})
_OTHER = Query(description="另一领域。The other field.", openapi_examples={"other": {"value": "biomedicine"}})
_LIMIT = Query(ge=1, le=200, description="每表条数。Rows a table.", openapi_examples={"ten": {"value": 10}})
_TOPIC = Query(
    min_length=2, max_length=50, description="主题词。A topic.", openapi_examples={"topic": {"value": "工业互联网"}}
)


@router.get(
    "/bridges",
    name="bridges",
    summary="跨领域协同 Coordination between fields",
    description="两个领域的共同对象、不同机构的重叠标准、缺少的接口标准、连接两个领域的标准和机构，"
    "以及按影响排序、写明应参与机构的工作清单；不给领域时给出各对领域的概览。\n\n"
    "For two fields: shared objects, overlapping standards of different bodies, missing interface standards, what lies "
    "between them, and a work list by effect with the bodies to bring together; without fields an overview of pairs.",
    response_model=BridgesReport,
    responses={
        **answers("两个领域，或概览。", "Two fields, or the overview."),
        **NOT_MODIFIED,
        **problems(422),
    },
)
def get_bridges(
    request: Request,
    response: Response,
    one: Annotated[str | None, _ONE] = None,
    other: Annotated[str | None, _OTHER] = None,
    limit: Annotated[int, _LIMIT] = 30,
) -> BridgesReport | Response:
    return conditional(request, response, lambda library: bridging(library, one, other, limit=limit))


@router.get(
    "/bodies",
    name="bodies",
    summary="起草单位和起草人 Drafting bodies and people",
    description="主要起草单位、合作关系、最早的标准、署名起草人、企业参与、起草组各方；可限定主题、领域、地区。"
    "没有起草单位的标准不作推断。\n\n"
    "Leading bodies, who drafts with whom, the earliest standard, people named, the part of enterprises, parties of "
    "drafting groups; by topic, field and region. Nothing is inferred where drafting bodies are not known.",
    response_model=BodiesReport,
    responses={
        **answers("单位和人，附作为证据的标准编号。", "Bodies and people, with the standards as evidence."),
        **NOT_MODIFIED,
        **problems(422),
    },
)
def get_bodies(
    request: Request,
    response: Response,
    topic: Annotated[str | None, _TOPIC] = None,
    field: Annotated[str | None, _FIELD] = None,
    region: Annotated[str | None, _REGION] = None,
    limit: Annotated[int, _LIMIT] = 20,
) -> BodiesReport | Response:
    return conditional(
        request, response, lambda library: bodies(library, topic=topic, field=field, region=region, limit=limit)
    )

_TASK = Query(description="任务：条号或标识。A task.", openapi_examples={"task": {"value": "二(二)"}})
_WEIGHTS = Query(
    alias="weight",
    description="改变权重，如 cited=5。Another weight, e.g. cited=5.",
    openapi_examples={"cited": {"value": ["cited=5"]}},
)


@router.get(
    "/policy",
    name="policy",
    summary="政策任务 Policy tasks",
    description="数据对《关于发展壮大团体标准的指导意见》每项任务能说明什么（数量、清单、趋势）和不能说明什么。\n\n"
    "What the data says to each task of the 2018 guidance on group standards (counts, lists, trends) and what not.",
    response_model=PolicyReport,
    responses={
        **answers("各项任务。", "The tasks."),
        **NOT_MODIFIED,
        **problems(422),
    },
)
def get_policy(
    request: Request,
    response: Response,
    task: Annotated[str | None, _TASK] = None,
    region: Annotated[str | None, _REGION] = None,
) -> PolicyReport | Response:
    return conditional(request, response, lambda library: policy(library, region=region, task=task))


@router.get(
    "/conversion",
    name="conversion",
    summary="团体标准转化排序 Group standards fit for conversion",
    description="适合转为地方或国家标准的团体标准：每项条件的值、依据和缺项，权重可改。\n\n"
    "Group standards fit to become local or national ones: each criterion with its value, basis and what is missing; "
    "weights can be changed.",
    response_model=ConversionReport,
    responses={
        **answers("排序和条件。", "Ranking and criteria."),
        **NOT_MODIFIED,
        **problems(422),
    },
)
def get_conversion(
    request: Request,
    response: Response,
    field: Annotated[str | None, _FIELD] = None,
    region: Annotated[str | None, _REGION] = None,
    weights: Annotated[list[str] | None, _WEIGHTS] = None,
    limit: Annotated[int, _LIMIT] = 50,
) -> ConversionReport | Response:
    return conditional(
        request,
        response,
        lambda library: conversion(
            library, field=field, region=region, weights=parse_weights(weights or []), limit=limit
        ),
    )
