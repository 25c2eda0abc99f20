"""Check of references on a page: a pasted list, or a document or table uploaded. In memory only, as drafts are."""

from __future__ import annotations

import csv
import io

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from api.access.audit import audit
from api.child import run_in_child
from api.desk import Stage, Work
from api.messages import Messages
from api.routes.check import READ_OPTIONS
from api.routes.common import library_of, settings_of
from api.uploads import Uploaded, form_text, multipart, named
from api.usecases.lint import TABLES, LintReport, ToLint, lint, read_content, read_list
from api.web.drafts import LINT, desk_of, waiting
from api.web.find import safe_cell
from api.web.pages import page_language, render
from api.web.visitors import check_form, owner_of
from ingest.documents.reader import SUFFIXES

router = APIRouter(include_in_schema=False)
_FIELDS = 4
_MOST_TEXT = 200_000  # characters


@router.get("/lint", name="page_lint")
def get_lint(request: Request) -> Response:
    return _form(request)


def _form(request: Request, status: int = 200, problem: str | None = None) -> Response:
    return render(
        request, "lint.html", status, private=True, problem=problem, suffixes=",".join((*SUFFIXES, *TABLES)),
        most_mb=settings_of(request).max_upload_mb,
    )  # fmt: skip


@router.post("/lint", name="page_lint_submit")
async def post_lint(request: Request) -> Response:
    sent = await multipart(request, fields=_FIELDS)
    check_form(request, sent)
    file, text = await _file(sent.get("file")), form_text(sent, "list")[:_MOST_TEXT]
    await sent.close()
    t = Messages(page_language(request))
    if file is None and not text:
        return _form(request, 422, t("web.lint_nothing"))
    library, settings = library_of(request), settings_of(request)

    def run(work: Work[object]) -> LintReport:
        what: ToLint
        if file is not None:
            what = run_in_child(
                read_content, settings.work_seconds, work.cancelled, file.name, file.content, READ_OPTIONS
            )
        else:
            what = read_list(t("web.lint_list"), text)
        work.at(Stage.COMPARING)
        with library.use() as opened:
            return lint(opened, what)

    work = desk_of(request).take(owner_of(request), LINT, run)
    return RedirectResponse(f"/lint/{work.id}", 303)


async def _file(given: object) -> Uploaded | None:
    """A document, or a table of numbers. Raises ``HTTPException`` 415."""
    if not isinstance(given, UploadFile) or (not given.filename and not given.size):
        return None
    if (given.filename or "").lower().endswith(TABLES):
        return Uploaded((given.filename or "").replace("\\", "/").rpartition("/")[2], await given.read())
    return Uploaded(named(given), await given.read())


@router.get("/lint/{id}", name="page_lint_report")
def get_report(request: Request, id: str) -> Response:
    work = desk_of(request).of(owner_of(request), LINT, id)
    if not isinstance(work.result, LintReport) or work.stage is not Stage.DONE:
        return waiting(request, work)
    audit(request, "references read", id)
    wanted = request.query_params.get("show", "")
    rows = [
        row for row in work.result.references
        if not wanted or any(one.severity.value == wanted for one in row.findings)
    ]  # fmt: skip
    return render(
        request, "lint_report.html", private=True, report=work.result, rows=rows, wanted=wanted, id=id
    )


@router.get("/lint/{id}/report.{notation}", name="page_lint_file")
def get_file(request: Request, id: str, notation: str) -> Response:
    result = desk_of(request).of(owner_of(request), LINT, id).result
    if notation not in ("json", "csv"):
        raise HTTPException(404)
    if not isinstance(result, LintReport):
        raise HTTPException(409, "还没有完成；not done yet")
    audit(request, f"references taken away as {notation}", id)
    headers = {
        "Content-Disposition": f'attachment; filename="biaotu-lint.{notation}"',
        "Cache-Control": "no-store",
    }
    if notation == "json":
        return Response(result.model_dump_json(indent=1), media_type="application/json", headers=headers)
    content = "\ufeff" + _table(result, Messages(page_language(request)))
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _table(report: LintReport, t: Messages) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([t("lint.references"), t("field.title_zh"), t("web.means"), t("exposure.status"), "", ""])
    for row in report.references:
        standard = row.standard
        shown = (standard.number, t(f"status.{standard.status.status}")) if standard else ("", "")
        for one in row.findings or (None,):
            sentence = "" if one is None else one.zh if t.language == "zh" else one.en
            said = (t(f"severity.{one.severity}") if one else "", sentence)
            writer.writerow([safe_cell(cell) for cell in (row.number, row.title, *shown, *said)])
    return file.getvalue()
