"""``biaotu compare``: limits of two documents, or pairs of limits in batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.cli import context

if TYPE_CHECKING:
    from datetime import date

    from api.settings import Settings


def run_compare(
    of: Settings,
    files: list[Path],
    against: list[str],
    as_of: str | None,
    jsonl: bool,
    as_json: bool,
    reports: context.Files = context.NO_FILES,
) -> None:
    """Exit code 1 where A violates B."""
    from api.errors import BadRequest

    if jsonl:
        from api.cli.compare_lines import run_compare_lines

        run_compare_lines()
        return
    if against:
        if any(reports):
            raise BadRequest("for a report against standards found in the data use biaotu check")
        _run_against(of, files, against, as_of, as_json)
        return
    if len(files) != 2:
        raise BadRequest("give two documents, A (a draft) and B (the standard)")
    from api.usecases.compare import compare_files

    result = compare_files(files[0], files[1], _day(as_of) or of.day)
    if any(reports):
        from api.reports.of_compare import describe_compare

        context.write_report(describe_compare(context.messages(of), result), reports)
    if as_json:
        context.print_json(result)
    else:
        from api.cli.render_compare import print_comparison

        print_comparison(context.console(), context.messages(of), result)
    if result.counts["violations"]:
        raise typer.Exit(1)


def _run_against(of: Settings, files: list[Path], against: list[str], as_of: str | None, as_json: bool) -> None:
    from api.cli.check import read
    from api.errors import BadRequest
    from api.usecases.compare_against import compare_against
    from api.usecases.library import library

    if len(files) != 1:
        raise BadRequest("give one document with --against")
    day = _day(as_of)
    with library(of.model_copy(update={"on": day}) if day else of) as opened:
        result = compare_against(opened, read(files[0]), against)
    if as_json:
        context.print_json(result)
    else:
        from api.cli.render_findings import print_limits_of

        print_limits_of(context.console(), context.messages(of), result)
    if any(one.severity == "violation" for one in result.findings):
        raise typer.Exit(1)


def _day(given: str | None) -> date | None:
    from api.errors import BadRequest
    from search.compare.strictness import WrongPair, read_date

    try:
        return read_date(given, "--as-of")
    except WrongPair as error:
        raise BadRequest("{error}", error=error) from error
