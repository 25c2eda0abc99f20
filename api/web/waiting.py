"""Long questions on pages: the answer, or a page that waits for it and shows it when it is there."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from concurrent.futures import wait
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from api.analyst import Analyst
from api.messages import Messages
from api.routes.common import library_of
from api.usecases.views import View
from api.web.pages import page_language, render

router = APIRouter(include_in_schema=False)
V = TypeVar("V", bound=View)
_PATIENCE = 2.0  # seconds that the first who asks waits before being shown a page of waiting
_LOOK = 0.3  # seconds


@dataclass(frozen=True, slots=True)
class Answered(Generic[V]):
    """What is shown: the answer, or the page of waiting."""

    answer: V | None
    waiting: Response | None

    @property
    def page(self) -> Response:
        """The page of waiting, where there is no answer."""
        assert self.waiting is not None
        return self.waiting


def ask(request: Request, model: type[V], name: str, **arguments: object) -> Answered[V]:
    """Raises what the question raises of :data:`api.errors.KNOWN`."""
    with library_of(request).use() as library:
        asked = _analyst(request).ask(library, name, arguments)
    if asked.first:
        wait([asked.future], _PATIENCE)
    if asked.future.done():
        answer = asked.future.result()
        assert isinstance(answer, model)
        return Answered(answer, None)
    t = Messages(page_language(request))
    page = render(
        request, "computing.html", 202, id=asked.id, so_far=_said(t, asked.since), name=t(f"web.analysis_{name}")
    )
    page.headers["Cache-Control"] = "no-store"
    return Answered(None, page)


@router.get("/analyses/{id}/events", name="page_analysis_events")
async def get_events(request: Request, id: str) -> Response:
    asked, t = _analyst(request).under_way(id), Messages(page_language(request))

    async def events() -> AsyncIterator[ServerSentEvent]:
        while not asked.future.done():
            yield ServerSentEvent(json.dumps({"text": _said(t, asked.since), "share": None}), event="progress")
            await asyncio.sleep(_LOOK)
        yield ServerSentEvent("done", event="end")

    return EventSourceResponse(events(), headers={"Cache-Control": "no-store"})


def _said(t: Messages, since: float) -> str:
    return t("web.computing_for", seconds=int(time.monotonic() - since))


def _analyst(request: Request) -> Analyst:
    return cast(Analyst, request.app.state.analyst)
