"""The page of an error: what went wrong, and what to do."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from api.errors import Shown
from api.web.pages import page_language, render


def problem_page(request: Request, line: Shown, detail: str) -> Response:
    return render(
        request, "error.html", line.status, private=True, status_code=line.status,
        title=line.title(page_language(request)), detail=detail, retry=line.status in (429, 503),
        request_id=request.state.request_id,
    )  # fmt: skip
