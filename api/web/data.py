"""State of the data, what was rejected, and the background jobs of administrators."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from typing import Any, cast

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from api.access.audit import audit
from api.access.gate import Admin
from api.access.principals import Scope
from api.jobs import Job, Jobs, incoming
from api.messages import Messages
from api.refusals import Refusal
from api.routes.common import library_of, settings_of
from api.uploads import form, multipart
from api.usecases.background import JobKind
from api.usecases.data_status import data_status
from api.web.drafts import date_of
from api.web.pages import page_language, render
from api.web.visitors import check_form, principal_of
from ingest.documents.reader import SUFFIXES as DOCUMENTS
from ingest.sources.files import TABLES

router = APIRouter(include_in_schema=False)
_LOOK = 0.3  # seconds
_ACCEPTED = (*TABLES, *DOCUMENTS)


@router.get("/data", name="page_data")
def get_data(request: Request) -> Response:
    with library_of(request).use() as library:
        found = data_status(library)
    principal = principal_of(request)
    admin = principal is not None and principal.scope.includes(Scope.ADMIN)
    return render(
        request, "data.html", found=found, admin=admin, jobs=_jobs(request).all()[:20] if admin else (),
        accepted=",".join(_ACCEPTED), day=settings_of(request).day, most_mb=settings_of(request).max_upload_mb,
    )  # fmt: skip


@router.post("/data/ingest", name="page_data_ingest")
async def post_ingest(request: Request, principal: Admin) -> Response:
    sent = await multipart(request, fields=4)
    check_form(request, sent)
    file = sent.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Refusal(422, "no file was chosen")
    suffix = "." + file.filename.rpartition(".")[2].lower()
    if suffix not in _ACCEPTED:
        raise Refusal(
            415, "{kind} is not read; files are read as {known}", kind=suffix[:20], known=", ".join(_ACCEPTED)
        )
    retrieved = str(date_of(str(sent.get("retrieved") or ""), settings_of(request).day))
    folder = incoming(settings_of(request), secrets.token_hex(8))
    content = await file.read()
    await sent.close()

    def keep() -> None:
        folder.mkdir(parents=True)
        (folder / f"upload{suffix}").write_bytes(content)  # the sender's name is no path of ours

    await to_thread.run_sync(keep)
    job = _jobs(request).submit(
        JobKind.INGEST, (str(folder), str(sent.get("source") or "").strip()[:100], retrieved), principal.id
    )
    audit(request, "ingest begun", job.id)
    return RedirectResponse(f"/data/jobs/{job.id}", 303)


@router.post("/data/reindex", name="page_data_reindex")
async def post_reindex(request: Request, principal: Admin) -> Response:
    check_form(request, await form(request))
    job = _jobs(request).submit(JobKind.REINDEX, (), principal.id)
    audit(request, "rebuild begun", job.id)
    return RedirectResponse(f"/data/jobs/{job.id}", 303)


@router.get("/data/jobs/{id}", name="page_job")
def get_job(request: Request, id: str, _: Admin) -> Response:
    job = _jobs(request).one(id)
    return render(request, "job.html", private=True, job=job, step=_step(Messages(page_language(request)), job))


@router.post("/data/jobs/{id}/{act}", name="page_job_act")
async def post_job(request: Request, id: str, act: str, _: Admin) -> Response:
    check_form(request, await form(request))
    acts = {"cancel": _jobs(request).cancel, "retry": _jobs(request).retry}
    if act not in acts:
        raise HTTPException(404)
    await to_thread.run_sync(acts[act], id)
    audit(request, f"job {act}", id)
    return RedirectResponse(f"/data/jobs/{id}", 303)


@router.get("/data/jobs/{id}/events", name="page_job_events")
async def get_job_events(request: Request, id: str, _: Admin) -> Response:
    jobs, t = _jobs(request), Messages(page_language(request))
    jobs.one(id)

    async def events() -> AsyncIterator[ServerSentEvent]:
        said: tuple[Any, ...] = ()
        while not (job := await to_thread.run_sync(jobs.one, id)).over:
            if said != (job.state, job.step, job.done):
                said = (job.state, job.step, job.done)
                yield ServerSentEvent(json.dumps({"text": _step(t, job), "share": None}), event="progress")
            await asyncio.sleep(_LOOK)
        yield ServerSentEvent(job.state.value, event="end")

    return EventSourceResponse(events(), headers={"Cache-Control": "no-store"})


def _step(t: Messages, job: Job) -> str:
    if not job.step:
        return t(f"job.{job.state}")
    name, _, rest = job.step.partition(" ")
    said = t(f"job.step_{name}") if t.has(f"job.step_{name}") else name
    return f"{said} {rest} {job.done:,}".replace("  ", " ")


def _jobs(request: Request) -> Jobs:
    return cast(Jobs, request.app.state.jobs)
