"""``biaotu lint``: the references of a document or a list, or lists in batch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.cli import context

if TYPE_CHECKING:
    from api.settings import Settings
    from api.usecases.library import Library


def run_lint(of: Settings, file: Path | None, as_list: bool, jsonl: bool, as_json: bool) -> None:
    """Exit code 1 where a reference is invalid."""
    from api.errors import BadRequest
    from api.usecases.library import library
    from api.usecases.lint import lint, read_file, read_list

    if jsonl:
        from api.cli.batch import run_lines

        with library(of) as opened:
            run_lines(lambda question: _answer(opened, question))
        return
    if file is None:
        raise BadRequest("give a document or a list, or - for standard input")
    if str(file) == "-":
        what = read_list("-", sys.stdin.buffer.read().decode("utf-8-sig", "replace"))
    else:
        what = read_file(file, as_list=as_list)
    with library(of) as opened:
        report = lint(opened, what)
    if as_json:
        context.print_json(report)
    else:
        from api.cli.render_lint import print_lint

        print_lint(context.console(), context.messages(of), report)
    if report.invalid:
        raise typer.Exit(1)


def _answer(library: Library, question: dict[str, Any]) -> dict[str, Any]:
    """``{id, number, title?}``, ``{id, numbers: […]}`` or ``{id, text}`` → ``{id, counts, references}``."""
    from api.cli.batch import text_of
    from api.errors import BadRequest
    from api.usecases.lint import ToLint, citations_from, lint, read_list

    if "text" in question:
        what = read_list("-", text_of(question, "text"))
    else:
        numbers = question.get("numbers", [question["number"]] if "number" in question else None)
        if not isinstance(numbers, list) or not all(isinstance(one, str) for one in numbers):
            raise BadRequest("expected 'number', a list of texts under 'numbers', or 'text'")
        title = text_of(question, "title", "") if "number" in question else ""
        what = ToLint("-", citations_from((one, title) for one in numbers))
    report = lint(library, what).model_dump(mode="json", include={"counts", "references"})
    return dict(report)
