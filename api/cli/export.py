"""``biaotu export``, ``validate`` and ``sparql`` on a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.errors import BadRequest
from api.settings import Settings
from api.usecases.export import (
    ExportFormat,
    ValidationView,
    export,
    format_of,
    sparql,
    validate_file,
    whole_file,
)
from api.usecases.library import library

_SHOWN = 50  # problems on a terminal


def run_export(
    of: Settings, name: str | None, kinds: tuple[str, ...], output: Path | None, shown: bool, validate: bool,
    as_json: bool,
) -> None:  # fmt: skip
    file = None if output is None or str(output) == "-" else output
    notation = format_of(name, file)
    if file is None:
        if validate or as_json:
            raise BadRequest("--validate and --json need a file: -o FILE")
        if sys.stdout.isatty() and notation is ExportFormat.CSV and len(kinds) != 1:
            raise BadRequest("a ZIP is not for a terminal: -o FILE.zip")
        with library(of) as opened:
            export(opened, notation, sys.stdout.buffer, kinds, said=not shown, archive=len(kinds) != 1)
        return
    with library(of) as opened, whole_file(file) as stream:
        archive = file.suffix.lower() == ".zip"
        view = export(opened, notation, stream, kinds, said=not shown, archive=archive)
    view = view.model_copy(update={"file": str(file)})
    if as_json:
        context.print_json(view)
    else:
        numbers = {key: f"{getattr(view, key):,}" for key in ("nodes", "edges", "statements")}
        context.console().print(context.messages(of)("cli.exported", n=view.generation, file=file, **numbers))
    if validate:
        _report(of, validate_file(file), as_json=False)


def run_validate(of: Settings, file: Path, as_json: bool) -> None:
    _report(of, validate_file(file), as_json)


def _report(of: Settings, view: ValidationView, as_json: bool) -> None:
    if as_json:
        context.print_json(view)
    else:
        console, t = context.console(), context.messages(of)
        for problem in view.problems[:_SHOWN]:
            bad = problem.severity == "violation"
            line = Text("✗ " if bad else "• ", "red" if bad else "yellow")
            where = " ".join(part for part in (problem.node, problem.path) if part)
            message = problem.message_zh if of.language == "zh" else problem.message_en
            console.print(
                line.append(where, "bold").append(f": {message}" + (f" ({problem.value})" if problem.value else ""))
            )
        if len(view.problems) > _SHOWN:
            console.print(f"… +{len(view.problems) - _SHOWN}", style="dim")
        violations = sum(problem.severity == "violation" for problem in view.problems)
        key = "cli.rdf_invalid" if violations else "cli.rdf_warnings" if view.problems else "cli.rdf_valid"
        console.print(t(key, file=view.file, n=violations or len(view.problems)))
    if not view.valid:
        raise typer.Exit(1)


def run_sparql(of: Settings, query: str, limit: int, as_json: bool) -> None:
    text = _query(query)
    with library(of) as opened:
        view = sparql(opened, text, limit)
    if as_json:
        context.print_json(view)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in view.columns:
        table.add_column(column, overflow="fold")
    for row in view.rows:
        table.add_row(*(Text(cell or "") for cell in row))
    console = context.console()
    console.print(table)
    if view.more:
        console.print(context.messages(of)("cli.rows_more"), style="dim")


def _query(query: str) -> str:
    """The query itself, or the content of the file it names."""
    if "{" in query:  # every query has a group, no sensible file name does
        return query
    try:
        return Path(query).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest("{query}: neither a query nor a readable file ({error})", query=query, error=error) from error
