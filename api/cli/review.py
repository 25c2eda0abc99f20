"""``biaotu review``: what waits for a reviewer, sheets out, decisions in."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.errors import BadRequest
from api.messages import Messages
from api.usecases.review import ImportResult, RowProblem, export_review, import_review, review_items
from api.usecases.review_views import ReviewItem
from graph.review import Decision


def run_list(number: str | None, needed: bool, as_json: bool) -> None:
    of = context.settings()
    if number is None and not needed:
        raise BadRequest("give the number of a document, or --needed")
    found = review_items(of, number, needed=needed)
    if as_json:
        context.print_json(found)
        return
    t, console = context.messages(of), context.console()
    if not found.items:
        console.print(t("review.nothing_waits"))
        return
    for standard, own in groupby(found.items, key=lambda item: item.standard):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title=standard, title_justify="left")
        for name in ("clause", "value_text", "characteristic", "doubts", "state"):
            table.add_column(t(f"review.{name}"), overflow="fold", no_wrap=name in ("clause", "state"))
        for item in own:
            table.add_row(*map(Text, _line(t, item)))
        console.print(table)
    console.print(t("review.waiting", n=f"{len(found.items):,}"), style="dim")


def _line(t: Messages, item: ReviewItem) -> tuple[str, ...]:
    said = item.understood
    place = " ".join(filter(None, (item.clause, item.table, f"p.{item.page}" if item.page else None)))
    what = said.get("value_text") or said.get("number") or said.get("value", "")
    about = said.get("characteristic") or (
        t(f"relation.{said['relation']}") if "relation" in said else _field(t, said.get("field", "")))  # fmt: skip
    state = t("review.corrected_state" if item.state == "corrected" else f"review.{item.state}")
    return place, what[:40], about[:40], "; ".join(item.doubts)[:60], state


def _field(t: Messages, name: str) -> str:
    return next((t(f"{group}.{name}") for group in ("field", "edge_out") if t.has(f"{group}.{name}")), name)


def run_export(what: str, out: Path | None, all_needed: bool) -> None:
    """``biaotu review export NUMBER OUT`` or ``biaotu review export --all-needed OUT``."""
    if all_needed == (out is not None):
        raise BadRequest("usage: biaotu review export NUMBER OUT.xlsx, or: biaotu review export --all-needed OUT.xlsx")
    of = context.settings()
    t = context.messages(of)
    done = export_review(of, None if all_needed else what, out or Path(what))
    counts = {kind.value: f"{n:,}" for kind, n in done.rows.items()}
    context.console().print(t("review.exported", path=done.path, **counts))


def run_import(file: Path, reviewer: str, as_json: bool) -> None:
    of = context.settings()
    result = import_review(of, file, reviewer)
    if as_json:
        context.print_json(result)
    else:
        _print_import(context.messages(of), result)
    if result.problems:
        raise typer.Exit(1)


def _print_import(t: Messages, result: ImportResult) -> None:
    from api.cli.data import print_published

    console = context.console()
    counts = {one.value: result.decided.get(one, 0) for one in Decision}
    console.print(t("review.imported", reviewer=result.reviewer, unchanged=result.unchanged, undecided=result.undecided,
                    **counts))  # fmt: skip
    for problem in result.problems:
        console.print(Text(f"✗ {_problem(t, problem)}", "red"), soft_wrap=True)
    print_published(console, t, result.generation, result.changed_nodes, result.rebuilt)


def _problem(t: Messages, problem: RowProblem) -> str:
    reason = t(f"review.{problem.reason}") + (f"（{problem.detail}）" if problem.detail else "")
    return t("review.problem", sheet=problem.sheet, row=problem.row, reason=f"{problem.id} {reason}")
