"""Pages on references: a list of numbers checked, who depends on a standard, what a revision changes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.routes.common import library_of
from api.usecases.exposure import DEPTH, exposure
from api.usecases.watch import WatchView
from api.web.pages import render
from api.web.parameters import number, word
from api.web.waiting import ask
from search.compare.exposure import MAX_DEPTH

router = APIRouter(include_in_schema=False)
_PER_PAGE = 50


@router.get("/exposure", name="page_exposure")
def get_exposure(request: Request) -> Response:
    given = word(request, "number")
    if given is None:
        return render(request, "exposure.html", found=None, depth=DEPTH, most=MAX_DEPTH)
    depth = number(request, "depth", DEPTH, 1, MAX_DEPTH)
    page = number(request, "page", 1, 1, 20_000)
    with library_of(request).use() as library:
        found = exposure(library, given, depth=depth, limit=_PER_PAGE, offset=(page - 1) * _PER_PAGE)
    pages = max(1, -(-found.total // _PER_PAGE))
    return render(request, "exposure.html", found=found, depth=depth, most=MAX_DEPTH, page=page, pages=pages)


@router.get("/watch", name="page_watch")
def get_watch(request: Request) -> Response:
    old, new = word(request, "old"), word(request, "new")
    if old is None or new is None:
        return render(request, "watch.html", found=None)
    asked = ask(request, WatchView, "watch", old=old, new=new)
    if asked.answer is None:
        return asked.page
    return render(request, "watch.html", found=asked.answer)
