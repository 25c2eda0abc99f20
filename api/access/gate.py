"""Before a request reaches a route: whose it is, whether it may come in, and whether it comes too often.

``access = "open"`` (the default, for a loopback address): everyone reads, only keys write. ``access = "keys"``: nothing
but signing in, health and the files of pages is answered without a key.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.keys import Keys
from api.access.principals import Principal
from api.access.principals import Scope as Allowed
from api.errors import BadKey, shown
from api.problems import of_status, respond, wants_page
from api.refusals import Refusal
from api.settings import Settings
from graph.errors import Said

SESSION_KEY = "key"
_OPEN = ("/signin", "/signout", "/oidc", "/assets/", "/api/v1/health", "/metrics")


class Gate:
    """Sets ``request.state.principal``; answers 401 and 429."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._keys = Keys(settings.data)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rate = parse(f"{settings.rate}/minute") if settings.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        path = request.url.path
        try:
            principal = self._principal(request)
        except BadKey as error:
            await respond(request, shown(error), error)(scope, receive, send)
            return
        scope.setdefault("state", {})["principal"] = principal
        if self._rate is not None and not path.startswith("/assets/"):
            who = principal.id if principal else (scope.get("client") or ("?",))[0]
            if not self._limiter.hit(self._rate, str(who)):
                refused = Said("at most {rate} requests a minute", rate=self._settings.rate)
                await respond(request, of_status(429), refused, headers={"Retry-After": "60"})(scope, receive, send)
                return
        if principal is None and self._settings.access == "keys" and not path.startswith(_OPEN):
            if wants_page(request):
                await RedirectResponse(f"/signin?next={_next(request)}", 303)(scope, receive, send)
                return
            refused = Said("this service wants a key: Authorization: Bearer bt_…; `biaotu keys add` makes one")
            headers = {"WWW-Authenticate": "Bearer"}
            await respond(request, of_status(401), refused, headers=headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _principal(self, request: Request) -> Principal | None:
        scheme, _, given = Headers(scope=request.scope).get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._keys.principal(given)
        session = request.scope.get("session", {})
        return self._keys.by_id(session[SESSION_KEY]) if SESSION_KEY in session else None


def _next(request: Request) -> str:
    return quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="")


def _requires(scope: Allowed) -> Any:
    """A dependency: the principal of a request that holds a scope. ``HTTPException`` 401 or 403."""

    def check(request: Request) -> Principal:
        principal: Principal | None = request.state.principal
        if principal is None:
            raise Refusal(
                401,
                "this needs a key: sign in, or give Authorization: Bearer bt_…",
                headers={"WWW-Authenticate": "Bearer"},
            )
        if not principal.scope.includes(scope):
            raise Refusal(403, "this needs a key of scope {scope}", scope=scope)
        return principal

    return Depends(check)


Reviewer = Annotated[Principal, _requires(Allowed.REVIEWER)]
Admin = Annotated[Principal, _requires(Allowed.ADMIN)]
