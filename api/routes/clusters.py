"""``/clusters``: communities of standards, organisations and topics, and how they change."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.routes.common import KNOWN_PARAMETERS, NOT_MODIFIED, PREFIX, answers, conditional, problems
from api.usecases.clusters import SAMPLES, SEED, ClustersReport, clusters

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
