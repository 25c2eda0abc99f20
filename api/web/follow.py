"""Watch lists: what is followed, what changed, adding and removing. Everyone who reads sees the one list of the data
folder; changing it needs a key, as every writing does.
"""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.access.audit import audit
from api.access.gate import Reviewer
from api.access.principals import Scope
from api.errors import BadRequest
from api.routes.common import library_of
from api.uploads import form
from api.usecases.follow import Kind, alerts, follow, followed, unfollow
from api.web.pages import render
from api.web.visitors import check_form, principal_of

router = APIRouter(include_in_schema=False)
_MOST_WORDS = 200


@router.get("/follows", name="page_follows")
def get_follows(request: Request) -> Response:
    with library_of(request).use() as library:
        found, changed = followed(library), alerts(library, keep=False)
    principal = principal_of(request)
    return render(
        request, "follows.html", follows=found.follows, alerts=changed, kinds=tuple(Kind),
        may=principal is not None and principal.scope.includes(Scope.REVIEWER),
    )  # fmt: skip


@router.post("/follows", name="page_follow")
async def post_follow(request: Request, _: Reviewer) -> Response:
    sent = await form(request)
    check_form(request, sent)
    kind, words = str(sent.get("kind") or ""), str(sent.get("words") or "").strip()[:_MOST_WORDS]
    if kind not in set(Kind):
        raise BadRequest("{kind!r} cannot be followed; known kinds: {known}", kind=kind[:20], known=", ".join(Kind))

    def add() -> int:
        with library_of(request).use() as library:
            return follow(library, Kind(kind), words).id

    audit(request, "followed", str(await to_thread.run_sync(add)))
    return RedirectResponse("/follows", 303)


@router.post("/follows/seen", name="page_follows_seen")
async def post_seen(request: Request, _: Reviewer) -> Response:
    """What changed is taken as seen."""
    check_form(request, await form(request))

    def see() -> None:
        with library_of(request).use() as library:
            alerts(library)

    await to_thread.run_sync(see)
    audit(request, "alerts seen", "follows")
    return RedirectResponse("/follows", 303)


@router.post("/follows/{id}/remove", name="page_unfollow")
async def post_unfollow(request: Request, id: int, _: Reviewer) -> Response:
    check_form(request, await form(request))

    def remove() -> None:
        with library_of(request).use() as library:
            unfollow(library, id)

    await to_thread.run_sync(remove)
    audit(request, "unfollowed", str(id))
    return RedirectResponse("/follows", 303)
