"""Around every request: its id, one log line, security headers, the size limit, and the answer to what nobody expected.

Plain ASGI: nothing is buffered, and no task is cancelled when a client goes away.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Mapping

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import event, where
from api.metrics import IN_FLIGHT, count
from api.problems import of_status, respond
from api.refusals import Refusal
from graph.errors import Said

REQUEST_ID = "X-Request-ID"
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_CLIENT_GONE = 499  # as nginx logs it; nobody receives it

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


class Requests:
    """The outermost layer. A route may set another value for any of :data:`HEADERS`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        given = Headers(scope=scope).get(REQUEST_ID, "")
        request_id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = request_id
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        method = scope["method"]
        inner = {**scope, "state": {**scope.get("state", {}), "request_id": request_id}}
        if method == "HEAD":  # answered as GET; the server leaves out the body
            inner["method"] = "GET"
        IN_FLIGHT.inc()
        try:
            await self._app(inner, receive, send_on)
        except ClientDisconnect:
            status = status or _CLIENT_GONE
        except Exception as error:  # noqa: BLE001 - the edge: a message may quote a draft, so it goes no further
            event("unexpected error", "error", id=request_id, error=type(error).__name__, where=where(error))
            if not status:
                detail = Said("give the request id to the administrator")
                await respond(Request(inner), of_status(500), detail)(inner, receive, send_on)
        finally:
            IN_FLIGHT.dec()
            route, seconds = _template(inner), time.perf_counter() - began
            count(method if method in _METHODS else "other", route, status, seconds)
            event(
                "request",
                id=request_id,
                method=method,
                route=route,
                status=status,
                ms=round(seconds * 1000, 1),
            )


def _template(scope: Mapping[str, object]) -> str | None:
    """The template of the route, never the path: that may hold what was asked."""
    route = scope.get("route")
    template = getattr(route, "path_format", None) or getattr(route, "path", None)
    return template if isinstance(template, str) else None


class BodyLimit:
    """Answers 413 to a body over the limit, without keeping it. ``longer``: limits of single paths, in bytes."""

    def __init__(self, app: ASGIApp, limit: int, longer: Mapping[str, int]) -> None:
        self._app, self._limit, self._longer = app, limit, longer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._longer.get(scope["path"], self._limit)
        headers = Headers(scope=scope)
        declared = headers.get("content-length", "")
        waits = headers.get("expect", "").lower() == "100-continue"
        seen = 0

        async def receive_some() -> Message:
            nonlocal seen
            if not seen and declared.isdigit() and int(declared) > limit:
                if not waits:
                    await _drain(receive, limit * 3)
                raise _too_large(limit)
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                if message.get("more_body"):
                    await _drain(receive, limit * 3)
                raise _too_large(limit)
            return message

        await self._app(scope, receive_some, send)


def _too_large(limit: int) -> Refusal:
    size = f"{limit >> 20} MB" if limit >= 1 << 20 else f"{limit >> 10} KB"
    return Refusal(413, "at most {size} are taken", size=size, headers={"Connection": "close"})


async def _drain(receive: Receive, most: int) -> None:
    """Read on and forget: a client that is still sending does not see an answer before it has sent all."""
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return
