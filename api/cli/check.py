"""``biaotu check``: a draft against all standards known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.cli import context
from api.cli.batch import run_lines, text_of

if TYPE_CHECKING:
    from api.settings import Settings
    from ingest.documents.draft import Draft


def run_check(
    of: Settings,
    draft: Path | None,
    title: str | None,
    scope: str,
    everything: bool,
    features: bool,
    jsonl: bool,
    as_json: bool,
    files: context.Files = context.NO_FILES,
) -> None:
    """Exit code 1 where the draft violates a mandatory standard."""
    from api.errors import BadRequest
    from api.usecases.check import check, draft_from
    from api.usecases.library import library

    if jsonl:
        _run_batch(of)
        return
    if (draft is None) == (title is None):
        raise BadRequest("give a draft file, or --title with --scope")
    with library(of) as opened:
        wanted = draft_from(title, scope) if title is not None else read(draft)
        report = check(opened, wanted, limit=1000 if everything else 30)
    if any(files):
        from api.reports.of_check import describe_check

        context.write_report(describe_check(context.messages(of), report), files)
    if as_json:
        context.print_json(report)
    else:
        from api.cli.render_check import print_report

        print_report(context.console(), context.messages(of), report, everything=everything, features=features)
    if any(one.severity == "violation" for one in report.findings):
        raise typer.Exit(1)


def read(path: Path | None) -> Draft:
    """A draft from a file. Raises :class:`~ingest.errors.UnreadableFile`."""
    from ingest.documents.draft import read_draft
    from ingest.errors import UnreadableFile

    assert path is not None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("{path}: {error}", path=path, error=error) from error
    return read_draft(path.name, content)


def _run_batch(of: Settings) -> None:
    """``{id, title, scope, references?}`` → ``{id, overall, advice, matches: [{number, grade, …}]}``."""
    from api.errors import BadRequest
    from api.usecases.check import check, draft_from
    from api.usecases.library import library

    with library(of) as opened:

        def answer(question: dict[str, Any]) -> dict[str, Any]:
            references = question.get("references") or []
            if not isinstance(references, list) or not all(isinstance(one, str) for one in references):
                raise BadRequest("expected a list of texts under 'references'")
            draft = draft_from(text_of(question, "title"), text_of(question, "scope", ""), references)
            report = check(opened, draft)
            overall = report.overall
            return {
                "overall": overall.grade,
                "advice": overall.advice,
                "reason": {"zh": overall.zh, "en": overall.en},
                "decided_by": overall.decided_by,
                "matches": [
                    {
                        "number": match.standard.number,
                        "title": match.standard.title_zh or match.standard.title_en,
                        "grade": match.grade,
                        "score": match.score,
                        "status": match.standard.status.status,
                        "rule": match.rule,
                        "reasons": [r.zh for r in match.reasons],
                    }
                    for match in report.matches
                ],
            }

        run_lines(answer)
