"""Who looks at a page: a session in a signed cookie, and the proof that a form was sent from our own page."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import FormData

from api.access.principals import Principal
from api.refusals import Refusal

_VISITOR, _CSRF = "visitor", "csrf"


def owner_of(request: Request) -> str:
    """Whose drafts these are: the organisation of a key, else this browser alone."""
    principal = principal_of(request)
    if principal is not None:
        return f"organisation:{principal.organisation}"
    visitor: str = request.session.setdefault(_VISITOR, secrets.token_urlsafe(16))
    return f"visitor:{visitor}"


def principal_of(request: Request) -> Principal | None:
    found: Principal | None = getattr(request.state, "principal", None)
    return found


def csrf_token(request: Request) -> str:
    token: str = request.session.setdefault(_CSRF, secrets.token_urlsafe(16))
    return token


def check_form(request: Request, form: FormData) -> None:
    """Raises ``HTTPException`` 403 for a form that was not sent from one of our pages."""
    given, known = form.get("csrf"), request.session.get(_CSRF)
    origin = request.headers.get("origin")
    foreign = origin not in (None, "null") and urlsplit(origin or "").netloc != request.headers.get("host")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        foreign = True
    if foreign or not isinstance(given, str) or not known or not hmac.compare_digest(given.encode(), known.encode()):
        raise Refusal(
            403, "the form has expired or did not come from this site: open the page again and send it from there"
        )
