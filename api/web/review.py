"""The review queue: facts read from documents, each beside the words it was read from."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.access.audit import audit
from api.access.gate import Reviewer
from api.access.principals import Scope
from api.refusals import Refusal
from api.review_book import NEW, BookRow, correctable
from api.routes.common import settings_of
from api.uploads import form
from api.usecases.review import decide_rows, review_items
from api.web.pages import render
from api.web.visitors import check_form, principal_of
from graph.errors import NoGeneration
from graph.generations import DataFolder
from graph.review import Decision

router = APIRouter(include_in_schema=False)
PER_PAGE = 50
_OFFERED = tuple(Decision)
_MOST = 500  # characters of a correction


@router.get("/review", name="page_review")
def get_review(request: Request) -> Response:
    number = request.query_params.get("number", "").strip()[:100] or None
    if not DataFolder(settings_of(request).data).exists():
        raise NoGeneration("data: nothing has been ingested here yet; run `biaotu ingest FILES…`")
    found = review_items(settings_of(request), number, needed=number is None).items
    page = request.query_params.get("page", "1")
    at = max(1, int(page)) if page.isdigit() and len(page) < 6 else 1
    pages = max(1, -(-len(found) // PER_PAGE))
    at = min(at, pages)
    principal = principal_of(request)
    return render(
        request, "review.html", items=found[(at - 1) * PER_PAGE : at * PER_PAGE], total=len(found), page=at,
        pages=pages, number=number, correctable=correctable, new=NEW,
        reviewer=principal is not None and principal.scope.includes(Scope.REVIEWER),
    )  # fmt: skip


@router.post("/review", name="page_review_decide")
async def post_review(request: Request, principal: Reviewer) -> Response:
    sent = await form(request)
    check_form(request, sent)
    given = {name: str(sent.get(name) or "").strip() for name in ("id", "version", "decision", "remark", "number")}
    if given["decision"] not in {one.value for one in _OFFERED}:
        raise Refusal(422, "choose accept, correct, reject or withdraw")
    number = given.pop("number")
    if given["decision"] == Decision.CORRECT:
        given |= {name: str(sent[name]).strip()[:_MOST] for name in sent if name.startswith(NEW)}
    row = BookRow("page", 1, {name: text for name, text in given.items() if text})
    result = await to_thread.run_sync(
        lambda: decide_rows(settings_of(request), [row], principal.name, Path("review page"))
    )
    audit(request, f"review {given['decision']}", given["id"])
    back = f"/review?number={quote(number)}&" if number else "/review?"
    said = f"problem={result.problems[0].reason}" if result.problems else "decided=1"
    return RedirectResponse(back + said, 303)
