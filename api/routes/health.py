"""``/health``: is the service there, and from which data does it answer?"""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.routes.common import KNOWN_PARAMETERS, PREFIX, answers, library_of, problems
from api.usecases.health import HealthView, health

router = APIRouter(prefix=PREFIX, tags=["service"], dependencies=[KNOWN_PARAMETERS])


@router.get(
    "/health",
    name="health",
    summary="服务与数据的状态 State of service and data",
    description="服务在运行时给出所用的数据（第几代、数据日期、编码器）；没有数据时答 503。\n\n"
    "While the service runs: the data it answers from (generation, date, encoder); 503 while there is none.",
    responses={**answers("服务可用。", "The service answers."), **problems(422)},
)
def get_health(request: Request) -> HealthView:
    with library_of(request).use() as library:
        return health(library)
