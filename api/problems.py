"""Errors over HTTP: problem details (RFC 9457), all from the table of :mod:`api.errors` and the few HTTP adds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import cast, get_args
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.errors import KNOWN, Shown, lines, shown
from api.refusals import Refusal
from api.sentences import say
from api.settings import Language, Settings
from graph.errors import Said

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:biaotu:problem:"
_RETRY_AFTER = "5"  # seconds

# What only HTTP knows; every other line is in api.errors. The number before the status is an exit code, unused here.
_HTTP: dict[int, Shown] = {
    400: Shown("bad_body", 2, 400, "请求内容无法解析", "the body cannot be parsed"),
    401: Shown("unauthorized", 2, 401, "需要登录", "sign in first"),
    403: Shown("forbidden", 2, 403, "没有权限", "not allowed"),
    404: Shown("no_route", 2, 404, "没有这个地址", "no such address"),
    405: Shown("method_not_allowed", 2, 405, "这个地址不支持该方法", "method not allowed here"),
    413: Shown("too_large", 2, 413, "请求内容过大", "the body is too large"),
    415: Shown("unsupported_type", 2, 415, "不支持的内容类型", "unsupported type of content"),
    422: Shown("invalid_request", 2, 422, "请求的字段不对", "fields of the request are wrong"),
    429: Shown("too_many", 2, 429, "请求过于频繁", "too many requests"),
    500: Shown("internal", 3, 500, "服务内部错误", "internal error"),
}


# Errors of settings are none of a request: raised by one they are our fault, and pydantic's quote their input.
_ANSWERED = [kind for kind in KNOWN if not issubclass(kind, (ValidationError, tomllib.TOMLDecodeError))]


class FieldError(BaseModel):
    """One field of the request that is wrong. ``field``: where, as ``query.limit`` or ``body.title``."""

    model_config = ConfigDict(frozen=True)
    field: str
    code: str
    message: str


class Problem(BaseModel):
    """问题详情 Problem details (RFC 9457)."""

    model_config = ConfigDict(frozen=True)
    type: str = Field(description="问题种类的标识 identifies the kind of problem: urn:biaotu:problem:CODE")
    title: str = Field(description="问题种类（按 lang 或 Accept-Language）kind of problem, in the language asked for")
    status: int = Field(description="HTTP 状态码 status")
    detail: str = Field(description="这一次的原因和办法 what is wrong this time, and what to do")
    code: str = Field(description="供程序判断的代码 code for programs")
    instance: str = Field(description="请求的路径 path of the request")
    request_id: str = Field(description="请求编号，日志中可查 id of the request, as in the log and in X-Request-ID")
    errors: tuple[FieldError, ...] | None = Field(None, description="有错的字段 fields that are wrong (422)")


def of_status(status: int) -> Shown:
    """The line of an HTTP error that has no exception of its own."""
    if status in _HTTP:
        return _HTTP[status]
    phrase = HTTPStatus(status).phrase
    return Shown(re.sub(r"\W+", "_", phrase.lower()), 2, status, phrase, phrase)


def line_of(code: str) -> Shown:
    """The line of a code of the table of errors."""
    return next((line for line in lines() if line.code == code), _HTTP[500])


def language_of(request: Request) -> Language:
    """``lang`` of the query, else the language liked best of Accept-Language, else that of the settings."""
    asked = request.query_params.get("lang")
    if asked in get_args(Language):
        return cast(Language, asked)
    weighed: list[tuple[float, int, Language]] = []
    for at, part in enumerate(request.headers.get("accept-language", "").split(",")):
        found = re.fullmatch(r"\s*(zh|en)\b[\w-]*\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*", part, re.IGNORECASE)
        if found and float(found[2] or 1):
            weighed.append((-float(found[2] or 1), at, cast(Language, found[1].lower())))
    return min(weighed)[2] if weighed else cast(Settings, request.app.state.settings).language


def respond(
    request: Request,
    line: Shown,
    what: Exception | Said,
    errors: Sequence[FieldError] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem as the answer to a request: a page where a person asked for one."""
    language = language_of(request)
    problem = Problem(
        type=TYPE + line.code,
        title=line.title(language),
        status=line.status,
        detail=told(request, what, language),
        code=line.code,
        instance=quote(request.url.path),
        request_id=request.state.request_id,
        errors=tuple(errors) or None,
    )
    more = {"Content-Language": {"zh": "zh-CN", "en": "en"}[language], "Vary": "Accept-Language"}
    if line.status == HTTPStatus.SERVICE_UNAVAILABLE:
        more["Retry-After"] = _RETRY_AFTER
    if wants_page(request):
        page = cast(ProblemPage, request.app.state.problem_page)(request, line, what)
        page.headers.update({**(headers or {}), **more, "Vary": "Accept-Language, Cookie"})
        return page
    content = problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, line.status, {**(headers or {}), **more}, MEDIA_TYPE)


def told(request: Request, what: Exception | Said, language: Language) -> str:
    """The sentence of an error, without the paths of the server: they are no one's business."""
    return say(what, language).replace(str(cast(Settings, request.app.state.settings).data), "data")


def wants_page(request: Request) -> bool:
    """Whether a browser asked for an address that is none of the API."""
    path = request.url.path
    return not path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def register(app: FastAPI) -> None:
    """Handlers of every error a route may raise; what is left is answered by :mod:`api.middleware`."""
    for kind in _ANSWERED:
        app.add_exception_handler(kind, cast(Handler, _known))
    app.add_exception_handler(RequestValidationError, cast(Handler, _invalid))
    app.add_exception_handler(HTTPException, cast(Handler, _http))


Handler = Callable[[Request, Exception], Awaitable[Response]]
ProblemPage = Callable[[Request, Shown, Exception | Said], Response]


async def _known(request: Request, error: Exception) -> Response:
    return respond(request, shown(error), error)


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        at = found[0]["loc"][-1]
        reason = found[0].get("ctx", {}).get("error", "")
        return respond(
            request, of_status(400), Said("the body is no JSON: {reason} at character {at}", at=at, reason=reason)
        )
    errors = [FieldError(field=_place(one["loc"]), code=one["type"], message=one["msg"]) for one in found]
    names = "、".join(dict.fromkeys(one.field for one in errors))
    return respond(request, of_status(422), Said("wrong fields: {names}", names=names), errors)


def _place(loc: Sequence[int | str]) -> str:
    return ".".join(str(part)[:100] for part in loc)


async def _http(request: Request, error: HTTPException) -> Response:
    line = of_status(error.status_code)
    what = error.said if isinstance(error, Refusal) else Said(error.detail)
    if error.status_code in (404, 405) and error.detail == HTTPStatus(error.status_code).phrase:
        what = Said("see /docs for all addresses and methods")
    return respond(request, line, what, headers=dict(error.headers or {}))
