"""``/check``: a draft against all standards known. Drafts are confidential: they live in memory only."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Body, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.child import run_in_child
from api.errors import BadRequest
from api.refusals import Refusal
from api.routes.common import KNOWN_PARAMETERS, PREFIX, answers, example, library_of, problems, settings_of
from api.uploads import multipart, uploaded
from api.usecases.check import SHOWN, CheckReport, check, draft_from
from ingest.documents.draft import Draft, read_draft
from ingest.documents.options import ReadOptions

router = APIRouter(prefix=PREFIX, tags=["drafts"], dependencies=[KNOWN_PARAMETERS])

MAX_JSON = 1 << 20  # bytes
UPLOAD_PATH = f"{PREFIX}/check/upload"
READ_OPTIONS = ReadOptions(ocr=False)  # recognition of scans takes minutes: not within a request


class CheckRequest(BaseModel):
    """草案的要点 What the check needs of a draft."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = Field(max_length=500, description="标题 title")
    scope: str = Field("", description="范围一章的文字 text of the chapter Scope")
    references: tuple[Annotated[str, Field(max_length=200)], ...] = Field(
        (), max_length=500, description="规范性引用文件的编号 numbers of the normative references"
    )
    number: str | None = Field(None, max_length=100, description="草案编号（如有）number of the draft, if it has one")
    limit: int = Field(SHOWN, ge=1, le=1000, description="列出的标准数 number of standards listed")


Limit = Annotated[
    int,
    Query(
        ge=1,
        le=1000,
        description="列出的标准数。Number of standards listed.",
        openapi_examples={"thirty": {"value": SHOWN}},
    ),
]


def json_only(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Refusal(415, "send JSON (application/json) here, and files to {UPLOAD_PATH}", UPLOAD_PATH=UPLOAD_PATH)


@router.post(
    "/check",
    name="check",
    summary="草案查重（文字）Check a draft given in words",
    description="草案的标题和范围与全部已知标准比较：重叠等级、理由、建议采用、修订还是新制定，以及引用文件是否有效。"
    "草案不保存、不记入日志。\n\n"
    "Compares title and scope with all standards known: grade of overlap, reasons, advice to adopt, revise or draft, "
    "and whether the references hold. The draft is neither stored nor logged.",
    responses={**answers("查重报告。", "The report."), **problems(400, 413, 415, 422)},
    dependencies=[Depends(json_only)],
)
async def post_check(
    request: Request,
    draft: Annotated[
        CheckRequest,
        Body(
            openapi_examples={
                "mask": {"summary": "一份虚构的草案 an invented draft", "value": example("check_request")},
            }
        ),
    ],
) -> CheckReport:
    def read() -> Draft:
        return draft_from(draft.title, draft.scope, draft.references, draft.number)

    return await _check(request, read, draft.limit)


UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "草案文件 the draft: .docx, .pdf, .txt, .md",
                        }
                    },
                },
                "examples": {
                    "docx": {
                        "summary": "curl -F file=@draft.docx",
                        "description": "随附的示例草案 a sample draft: samples/drafts/001-medical-mask.docx",
                        "value": {"file": "001-medical-mask.docx"},
                    }
                },
            }
        },
    }
}


@router.post(
    "/check/upload",
    name="check_upload",
    summary="草案查重（文件）Check a draft given as a file",
    description="上传 .docx、.pdf、.txt 或 .md，自动读出标题、范围和规范性引用文件，再行比较。文件只在内存中读取，"
    "不落盘、不保存、不记入日志；读不到标题时请改用文字。\n\n"
    "Reads title, scope and normative references from a .docx, .pdf, .txt or .md, then compares. The file is read in "
    "memory only: never on disk, not stored, not logged. Where no title is found, give the draft in words.",
    responses={**answers("查重报告。", "The report."), **problems(400, 413, 415, 422)},
    openapi_extra=UPLOAD,
)
async def post_check_upload(request: Request, limit: Limit = SHOWN) -> CheckReport:
    form = await multipart(request)
    file = await uploaded(form, "file")
    await form.close()
    if file is None:
        raise BadRequest("the form holds no file under `file`")
    seconds = settings_of(request).work_seconds
    return await _check(
        request, lambda: run_in_child(read_draft, seconds, None, file.name, file.content, READ_OPTIONS), limit
    )


async def _check(request: Request, read: Callable[[], Draft], limit: int) -> CheckReport:
    shared = library_of(request)

    def run() -> CheckReport:
        draft = read()
        with shared.use() as library:
            return check(library, draft, limit=limit)

    return await to_thread.run_sync(run, limiter=limiter_of(request))


def limiter_of(request: Request) -> CapacityLimiter:
    """A check keeps a core busy for a tenth of a second: few at a time, so that searches still find a thread."""
    state = request.app.state
    if not hasattr(state, "checks"):  # made on the event loop it belongs to
        state.checks = CapacityLimiter(max(2, os.cpu_count() or 2))
    limiter: CapacityLimiter = state.checks
    return limiter
