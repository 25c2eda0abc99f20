"""The page of an error: what went wrong, and what to do."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from api.errors import Shown
from api.problems import told
from api.web.pages import page_language, render
from graph.errors import Said


def problem_page(request: Request, line: Shown, what: Exception | Said) -> Response:
    language = page_language(request)
    return render(
        request, "error.html", line.status, private=True, status_code=line.status,
        title=line.title(language), detail=told(request, what, language), retry=line.status in (429, 503),
        request_id=request.state.request_id,
    )  # fmt: skip
