"""Signing in to the pages by an API key, and out again."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.access.audit import audit
from api.access.gate import SESSION_KEY
from api.access.keys import Keys
from api.errors import BadKey
from api.routes.common import settings_of
from api.sentences import say
from api.uploads import form
from api.web.pages import page_language, render
from api.web.visitors import check_form

router = APIRouter(include_in_schema=False)


@router.get("/signin", name="page_signin")
def get_signin(request: Request) -> Response:
    return render(request, "signin.html", private=True, problem=None, after=_after(request.query_params.get("next")))


@router.post("/signin", name="page_signin_submit")
async def post_signin(request: Request) -> Response:
    sent = await form(request)
    check_form(request, sent)
    after = _after(str(sent.get("next", "")))
    try:
        principal = Keys(settings_of(request).data).principal(str(sent.get("key", "")))
    except BadKey as error:
        return render(
            request, "signin.html", 401, private=True, problem=say(error, page_language(request)), after=after
        )
    request.session.clear()  # a session from before signing in is nobody's afterwards
    request.session[SESSION_KEY] = principal.id.partition(":")[2]
    request.state.principal = principal
    audit(request, "signed in", principal.id)
    return RedirectResponse(after, 303)


@router.post("/signout", name="page_signout")
async def post_signout(request: Request) -> Response:
    check_form(request, await form(request))
    request.session.clear()
    return RedirectResponse("/", 303)


@router.get("/account", name="page_account")
def get_account(request: Request) -> Response:
    if request.state.principal is None:
        return RedirectResponse("/signin?next=/account", 303)
    return render(request, "account.html", private=True)


def _after(path: str | None) -> str:
    """Where to go after signing in: an address of this site, never another's."""
    ours = path and path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if path and ours and path.isprintable() else "/"
