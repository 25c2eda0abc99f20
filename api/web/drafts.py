"""Draft check and comparison of two documents: a form, live progress, a report. All of it in memory only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date
from typing import cast

from fastapi import APIRouter, HTTPException, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import RedirectResponse, Response

from api.access.audit import audit
from api.child import run_in_child
from api.desk import Desk, Stage, Work
from api.errors import BadRequest
from api.messages import Messages
from api.problems import line_of
from api.refusals import Refusal
from api.reports.excel import write_xlsx
from api.reports.of_check import describe_check
from api.reports.of_compare import describe_compare
from api.reports.word import write_docx
from api.routes.check import READ_OPTIONS
from api.routes.common import library_of, settings_of
from api.routes.compare import compare_uploaded
from api.settings import Language
from api.uploads import form, form_text, multipart, uploaded
from api.usecases.check import SHOWN, CheckReport, check, draft_from
from api.usecases.compare import CompareResult
from api.web.pages import page_language, render
from api.web.visitors import check_form, owner_of
from graph.ids import find
from ingest.documents.draft import read_draft
from ingest.documents.reader import SUFFIXES

router = APIRouter(include_in_schema=False)

CHECK, COMPARE, LINT = "check", "compare", "lint"
_FIELDS = 8
_LOOK = 0.2  # seconds between looks at the work while someone waits
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "json": "application/json",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_VERDICTS = ("violation", "looser", "review", "incomparable", "stricter", "equal", "new")


@router.get("/check", name="page_check")
def get_check(request: Request) -> Response:
    return _check_form(request)


def _check_form(request: Request, status: int = 200, problem: str | None = None, **given: str) -> Response:
    return render(
        request, "check.html", status, private=True, problem=problem, given=given, suffixes=",".join(SUFFIXES),
        most_mb=settings_of(request).max_upload_mb,
    )  # fmt: skip


@router.post("/check", name="page_check_submit")
async def post_check(request: Request) -> Response:
    sent = await multipart(request, fields=_FIELDS)
    check_form(request, sent)
    file = await uploaded(sent, "file")
    title, scope, references = (form_text(sent, name) for name in ("title", "scope", "references"))
    await sent.close()
    if file is None and not title:
        t = Messages(page_language(request))
        return _check_form(request, 422, t("web.check_nothing"), title=title, scope=scope, references=references)
    library, settings = library_of(request), settings_of(request)

    def run(work: Work[object]) -> CheckReport:
        if file is not None:
            draft = run_in_child(
                read_draft, settings.work_seconds, work.cancelled, file.name, file.content, READ_OPTIONS
            )
        else:
            draft = draft_from(title, scope, [one.id.canonical for one in find(references)])
        work.at(Stage.COMPARING)
        with library.use() as opened:
            return check(opened, draft, limit=SHOWN * 4)

    work = desk_of(request).take(owner_of(request), CHECK, run)
    return RedirectResponse(f"/check/{work.id}", 303)


@router.get("/check/{id}", name="page_check_report")
def get_report(request: Request, id: str) -> Response:
    work = desk_of(request).of(owner_of(request), CHECK, id)
    if not isinstance(work.result, CheckReport) or work.stage is not Stage.DONE:
        return waiting(request, work)
    audit(request, "draft report read", id)
    report = work.result
    matches = sum(match.grade != "none" for match in report.matches)
    return render(request, "check_report.html", private=True, report=report, id=id, matches=matches)


@router.get("/compare", name="page_compare")
def get_compare(request: Request) -> Response:
    return _compare_form(request)


def _compare_form(request: Request, status: int = 200, problem: str | None = None) -> Response:
    settings = settings_of(request)
    return render(
        request, "compare.html", status, private=True, problem=problem, suffixes=",".join(SUFFIXES),
        most_mb=settings.max_upload_mb, day=settings.day,
    )  # fmt: skip


@router.post("/compare", name="page_compare_submit")
async def post_compare(request: Request) -> Response:
    sent = await multipart(request, files=2, fields=_FIELDS)
    check_form(request, sent)
    a, b, day = await uploaded(sent, "a"), await uploaded(sent, "b"), form_text(sent, "as_of")
    await sent.close()
    t = Messages(page_language(request))
    if a is None or b is None:
        return _compare_form(request, 422, t("web.compare_nothing"))
    as_of = date_of(day, settings_of(request).day)
    seconds = settings_of(request).work_seconds

    def run(work: Work[object]) -> CompareResult:
        return run_in_child(compare_uploaded, seconds, work.cancelled, a, b, as_of)

    work = desk_of(request).take(owner_of(request), COMPARE, run)
    return RedirectResponse(f"/compare/{work.id}", 303)


def date_of(text: str, default: date) -> date:
    """Raises :class:`~api.errors.BadRequest`."""
    try:
        return date.fromisoformat(text) if text else default
    except ValueError as error:
        raise BadRequest("not a date of the form 2026-06-01: {text!r}", text=text[:20]) from error


@router.get("/compare/{id}", name="page_compare_result")
def get_comparison(request: Request, id: str) -> Response:
    work = desk_of(request).of(owner_of(request), COMPARE, id)
    if not isinstance(work.result, CompareResult) or work.stage is not Stage.DONE:
        return waiting(request, work)
    audit(request, "comparison read", id)
    result = work.result
    wanted = request.query_params.get("show", "")
    rows = [row for row in result.rows if wanted in ("", row.verdict) or (wanted == "violation" and row.violation)
            or (wanted == "review" and row.review)]  # fmt: skip
    counts = [(name, result.counts.get({"violation": "violations"}.get(name, name), 0)) for name in _VERDICTS]
    return render(
        request, "comparison.html", private=True, result=result, rows=rows, wanted=wanted,
        counts=[(name, number) for name, number in counts if number], id=id,
    )  # fmt: skip


@router.post("/{kind}/{id}/end", name="page_work_end")
async def post_end(request: Request, kind: str, id: str) -> Response:
    """Stop the work, and forget it and its result at once."""
    if kind not in (CHECK, COMPARE, LINT):
        raise HTTPException(404)
    check_form(request, await form(request))
    desk = desk_of(request)
    desk.drop(desk.of(owner_of(request), kind, id))
    audit(request, f"{kind} deleted", id)
    return RedirectResponse(f"/{kind}?ended=1", 303)


@router.get("/{kind}/{id}/events", name="page_work_events")
async def get_events(request: Request, kind: str, id: str) -> Response:
    work = desk_of(request).of(owner_of(request), kind, id)
    t = Messages(page_language(request))

    async def events() -> AsyncIterator[ServerSentEvent]:
        said = ""
        while not work.ended and not work.cancelled.is_set():
            if work.stage != said:
                said = work.stage
                yield ServerSentEvent(json.dumps({"text": t(f"web.stage_{said}"), "share": None}), event="progress")
            await asyncio.sleep(_LOOK)
        yield ServerSentEvent(work.stage.value, event="end")

    return EventSourceResponse(events(), headers={"Cache-Control": "no-store"})


@router.get("/check/{id}/report.{notation}", name="page_check_file")
def get_report_file(request: Request, id: str, notation: str) -> Response:
    return _file(request, CHECK, id, notation)


@router.get("/compare/{id}/report.{notation}", name="page_compare_file")
def get_comparison_file(request: Request, id: str, notation: str) -> Response:
    return _file(request, COMPARE, id, notation)


def _file(request: Request, kind: str, id: str, notation: str) -> Response:
    """The result to take away, in the language of the page."""
    result = desk_of(request).of(owner_of(request), kind, id).result
    if notation not in _TYPES:
        raise HTTPException(404)
    if not isinstance(result, CheckReport | CompareResult):
        raise Refusal(409, "not done yet")
    audit(request, f"{kind} taken away as {notation}", id)
    headers = {
        "Content-Disposition": f'attachment; filename="biaotu-{kind}.{notation}"',
        "Cache-Control": "no-store",
    }
    return Response(_written(result, notation, page_language(request)), media_type=_TYPES[notation], headers=headers)


def _written(result: CheckReport | CompareResult, notation: str, language: Language) -> bytes:
    if notation == "json":
        return result.model_dump_json(indent=1).encode()
    t = Messages(language)
    described = describe_check(t, result) if isinstance(result, CheckReport) else describe_compare(t, result)
    return write_docx(described) if notation == "docx" else write_xlsx(described)


def waiting(request: Request, work: Work[object]) -> Response:
    title = None
    if work.error is not None:
        line = line_of(work.error[0])
        title = line.title(page_language(request))
    return render(request, "working.html", private=True, work=work, title=title, again=f"/{work.kind}")


def desk_of(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)
