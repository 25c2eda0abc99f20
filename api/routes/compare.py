"""``/compare``: two documents limit by limit. Both may be drafts: they live in memory only."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request

from api.child import run_in_child
from api.errors import BadRequest
from api.routes.check import READ_OPTIONS
from api.routes.common import KNOWN_PARAMETERS, PREFIX, answers, problems, settings_of
from api.uploads import Uploaded, multipart, uploaded
from api.usecases.compare import CompareResult, compare_documents
from ingest.documents.reader import read_document

router = APIRouter(prefix=PREFIX, tags=["drafts"], dependencies=[KNOWN_PARAMETERS])

PATH = f"{PREFIX}/compare"
AsOf = Annotated[
    date | None,
    Query(
        description="比较日期，默认当日。Day of the comparison; default: today.",
        openapi_examples={"day": {"value": "2026-06-01"}},
    ),
]
_FILE = {"type": "string", "format": "binary"}
_UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["a", "b"],
                    "properties": {
                        "a": {**_FILE, "description": "草案或标准 A the draft or standard A"},
                        "b": {**_FILE, "description": "对照标准 B the reference standard B"},
                    },
                },
                "examples": {
                    "files": {
                        "summary": "curl -F a=@draft.docx -F b=@reference.pdf",
                        "description": "两份文件 two documents",
                        "value": {"a": "draft.docx", "b": "reference.pdf"},
                    }
                },
            }
        },
    }
}


def compare_uploaded(a: Uploaded, b: Uploaded, as_of: date) -> CompareResult:
    """Runs in a process of its own."""
    one, other = (read_document(file.name, file.content, READ_OPTIONS) for file in (a, b))
    return compare_documents(one, other, as_of)


@router.post(
    "/compare",
    name="compare",
    summary="逐项比较两份文件的限值 Compare two documents limit by limit",
    description="A 的每一项限值与 B 中对应的限值比较：严于、等同、宽于、有严有宽、不可比或新增，附推导和依据；"
    "B 有而 A 未提的另列。文件只在内存中处理。\n\n"
    "Each limit of A against the one that answers it in B: stricter, equal, looser, mixed, incomparable or new, with "
    "the derivation, both texts and the legal basis; what only B says is listed too. Files are kept in memory only.",
    responses={**answers("比较结果。", "The comparison."), **problems(400, 413, 415, 422)},
    openapi_extra=_UPLOAD,
)
async def post_compare(request: Request, as_of: AsOf = None) -> CompareResult:
    form = await multipart(request, files=2)
    a, b = await uploaded(form, "a"), await uploaded(form, "b")
    await form.close()
    if a is None or b is None:
        raise BadRequest("the form holds no files under `a` and `b`")
    settings = settings_of(request)
    return await to_thread.run_sync(
        lambda: run_in_child(compare_uploaded, settings.work_seconds, None, a, b, as_of or settings.day)
    )
