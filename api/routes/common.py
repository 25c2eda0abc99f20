"""What routes share: the library of the service, conditional answers, parameters, the documentation of problems."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Query, Request, Response

from api.errors import BadRequest, CursorExpired, Shown, shown
from api.problems import MEDIA_TYPE, TYPE, FieldError, Problem, of_status
from api.sentences import say
from api.settings import Language, Settings
from api.shared import SharedLibrary
from api.usecases.library import Library
from graph.errors import NoGeneration, NotFound, Said

T = TypeVar("T")
PREFIX = "/api/v1"


def settings_of(request: Request) -> Settings:
    return cast(Settings, request.app.state.settings)


def library_of(request: Request) -> SharedLibrary:
    return cast(SharedLibrary, request.app.state.library)


def conditional(request: Request, response: Response, ask: Callable[[Library], T]) -> T | Response:
    """The answer of the live generation, or 304 when the client holds it already (If-None-Match)."""
    with library_of(request).use() as library:
        tag = _tag(request, library)
        headers = {"ETag": tag, "Cache-Control": "no-cache"}  # keep it, but ask each time whether it still holds
        if tag in (one.strip() for one in request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=304, headers=headers)
        answer = ask(library)
    response.headers.update(headers)
    return answer


def _tag(request: Request, library: Library) -> str:
    """Weak, since the same answer may be sent compressed or not."""
    manifest = library.generation.manifest
    depends_on = (
        importlib.metadata.version("biaotu"),
        manifest.number,
        manifest.created.isoformat(),
        library.encoder.version,
        library.settings.day.isoformat(),
        request.url.path,
        request.url.query,
    )
    return f'W/"{manifest.number}-{hashlib.blake2b(repr(depends_on).encode(), digest_size=9).hexdigest()}"'


# --- parameters ----------------------------------------------------------------------------------------


async def known_parameters(
    request: Request,
    lang: Annotated[  # noqa: ARG001 - read where a problem is written
        Language | None,
        Query(
            description="错误标题的语言；不给则按 Accept-Language。Language of the titles of problems; "
            "without it that of Accept-Language.",
            openapi_examples={"en": {"value": "en"}},
        ),
    ] = None,
) -> None:
    """Refuses a parameter that the operation does not have: a filter with a misspelt name must not find everything."""
    known = _parameters(request)
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        names = "、".join(name[:100] for name in unknown)
        raise BadRequest(
            "unknown parameters {names}; known parameters: {known}", names=names, known=", ".join(sorted(known))
        )


def _parameters(request: Request) -> set[str]:
    for path in request.app.openapi()["paths"].values():
        for method, operation in path.items():
            if operation["operationId"] == request.scope["route"].name and method == request.method.lower():
                return {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    return set()


KNOWN_PARAMETERS = Depends(known_parameters)


# --- documentation -------------------------------------------------------------------------------------


@cache
def example(name: str) -> Any:
    """A real answer, from ``examples/NAME.json``."""
    return json.loads((files("api.routes") / "examples" / f"{name}.json").read_text("utf-8"))


def answers(zh: str, en: str) -> dict[int | str, dict[str, Any]]:
    """Documentation of a good answer; its example has the name of the operation."""
    return {200: {"description": f"{zh} {en}"}}


NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "与客户端已有的相同（If-None-Match）。The same as the client already holds."}
}

_NUMBER = Said(
    "{number}: not in the data of generation {generation}; the data holds {known}",
    number="GB/T 1.1-2019",
    generation=7,
    known="GB/T 1.1-2009、GB/T 1.1-2020",
)
_EXAMPLES: dict[int, tuple[tuple[Shown, Said, tuple[FieldError, ...]], ...]] = {
    400: (
        (of_status(400), Said("the body is no JSON: {reason} at character {at}", at=12, reason="Expecting value"), ()),
    ),
    404: ((shown(NotFound()), _NUMBER, ()),),
    410: (
        (
            shown(CursorExpired()),
            Said(
                "the data has changed to generation {generation} since that page: start again without cursor",
                generation=8,
            ),
            (),
        ),
    ),
    413: ((of_status(413), Said("at most {size} are taken", size="20 MB"), ()),),
    415: (
        (
            of_status(415),
            Said("{kind} is not read; documents are read as {known}", kind=".doc", known=".txt, .md, .docx, .pdf"),
            (),
        ),
    ),
    422: (
        (
            of_status(422),
            Said("wrong fields: {names}", names="query.limit"),
            (FieldError(field="query.limit", code="int_parsing", message="Input should be a valid integer"),),
        ),
        (
            shown(BadRequest()),
            Said(
                "unknown parameters {names}; known parameters: {known}", names="levels", known="ccs, cursor, field, ics"
            ),
            (),
        ),
    ),
    500: ((of_status(500), Said("give the request id to the administrator"), ()),),
    503: (
        (
            shown(NoGeneration()),
            Said("{path}: nothing has been published here yet; run `biaotu ingest FILES…`", path="data"),
            (),
        ),
    ),
}
_DESCRIPTIONS = {
    400: "请求内容无法解析 The body cannot be parsed",
    404: "数据中没有 Not in the data",
    410: "翻页标记已失效：数据已更新 The cursor has expired: the data has changed",
    413: "请求内容过大 The body is too large",
    415: "不支持的内容类型 Unsupported type of content",
    422: "参数或内容不对 Wrong parameters or content",
    500: "服务内部错误 Internal error",
    503: "暂不可用：没有数据或数据损坏 Not available: no data, or damaged data",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Documentation of the problems an operation may answer with; 500 and 503 any may."""
    return {status: _problem(status) for status in (*statuses, 500, 503)}


def _problem(status: int) -> dict[str, Any]:
    shown_examples = {
        line.code: {
            "summary": f"{line.title_zh} {line.title_en}",
            "value": Problem(
                type=TYPE + line.code,
                title=line.title_zh,
                status=status,
                detail=say(what, "zh"),
                code=line.code,
                instance=f"{PREFIX}/…",
                request_id="4f6c0f2c9d3b4b0e8a7f3f0f6f0f2a11",
                errors=errors or None,
            ).model_dump(mode="json", exclude_none=True),
        }
        for line, what, errors in _EXAMPLES[status]
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": _DESCRIPTIONS[status],
        "content": {MEDIA_TYPE: {"schema": schema, "examples": shown_examples}},
    }
