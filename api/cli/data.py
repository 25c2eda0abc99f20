"""``biaotu ingest``, ``publish``, ``doctor`` and ``demo`` on a terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.errors import BadRequest
from api.messages import Messages
from api.settings import Settings
from api.usecases.ingest import FileResult, IngestResult, ingest_and_publish
from api.usecases.library import publish
from ingest.runner import IngestOptions
from ingest.sources.columns import load_mapping

if TYPE_CHECKING:
    from api.usecases.doctor import DoctorReport

_HEALTH_STYLE = {"good": "green", "warning": "yellow", "bad": "bold red"}
Steps = Callable[[str, int], None]


@contextmanager
def _progress() -> Iterator[tuple[Callable[[Path, int], None], Steps]]:
    """Two callbacks that move one line on standard error; silent where that is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=context.console(error=True), transient=True) as bar:
        task = bar.add_task("…", total=None)
        yield (
            lambda path, rows: bar.update(task, description=path.name, completed=rows),
            lambda step, done: bar.update(task, description=step, completed=done),
        )


def run_ingest(
    files: list[Path], source: str | None, retrieved: str | None, mapping: Path | None, as_json: bool
) -> None:
    of = context.settings()
    options = IngestOptions(source, _day(retrieved), load_mapping(mapping) if mapping else None)
    with _progress() as (by_file, by_step):
        result = ingest_and_publish(of, files, options, file_progress=by_file, progress=by_step)
    if as_json:
        context.print_json(result)
    else:
        print_ingest(context.console(), context.messages(of), result)
        _tell_followers(of)
    if result.failed:
        raise typer.Exit(2)


def _tell_followers(of: Settings) -> None:
    """One line where something that is followed has changed."""
    from api.usecases.follow import FILE_NAME, alerts
    from api.usecases.library import library

    if (of.data / FILE_NAME).exists():
        with library(of) as opened:
            waiting = len(alerts(opened, keep=False))
        if waiting:
            context.console().print(context.messages(of)("follow.waiting", n=waiting), style="yellow")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadRequest("--retrieved {text}: expected a day like 2026-10-31", text=text) from error


def print_ingest(console: Console, t: Messages, result: IngestResult) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(t("cli.file"), overflow="fold")
    for name in ("rows", "added", "updated", "unchanged", "repeated", "rejected", "left_out"):
        table.add_column(t(f"cli.{name}"), justify="right")
    for file in result.files:
        if file.error:
            continue
        table.add_row(
            f"{Path(file.path).name} ({file.source})",
            *(
                f"{n:,}"
                for n in (
                    file.rows,
                    file.added,
                    file.updated,
                    file.unchanged,
                    file.repeated,
                    sum(file.rejected.values()),
                    sum(file.left_out.values()),
                )
            ),
        )
    if table.row_count:
        console.print(table)
    for file in result.files:
        _print_remarks(console, t, file)
    if result.skipped:
        names = "、".join(Path(name).name for name in result.skipped[:5]) + (" …" if len(result.skipped) > 5 else "")
        console.print(t("cli.skipped", n=len(result.skipped), names=names), style="dim")
    if result.rejects:
        console.print(t("cli.rejects_at", path=result.rejects), style="dim")
    print_published(console, t, result.generation, result.changed_nodes, result.rebuilt)


def _print_remarks(console: Console, t: Messages, file: FileResult) -> None:
    if file.error:
        console.print(Text(f"✗ {getattr(file.error, t.language)}", "red"))
    reasons = [
        f"{t(f'problem.{reason}')} {number:,}"
        for counts in (file.rejected, file.left_out)
        for reason, number in counts.items()
    ]
    if reasons:
        console.print(f"  {Path(file.path).name}: {', '.join(reasons)}", style="dim")
    for warning in file.warnings[:3]:
        console.print(f"  {Path(file.path).name}: {warning}", style="yellow")
    if file.unmapped_columns:
        console.print(
            f"  {Path(file.path).name}: " + t("cli.unmapped", columns="、".join(file.unmapped_columns)), style="yellow"
        )


def print_published(console: Console, t: Messages, generation: int, changed: int, rebuilt: bool) -> None:
    if changed:
        how = t("cli.rebuilt") if rebuilt else t("cli.changed")
        console.print(t("cli.published", generation=generation, how=how, n=f"{changed:,}"))
    else:
        console.print(t("cli.nothing_changed", generation=generation))


def run_publish(rebuild: bool, to: str | None, as_json: bool) -> None:
    of = context.settings()
    if to is not None:
        _publish_to(of, to, rebuild, as_json)
        return
    with _progress() as (_, by_step):
        done = publish(of, rebuild=rebuild, progress=by_step)
    if as_json:
        sys.stdout.write(done.manifest.model_dump_json(indent=2) + "\n")
        return
    print_published(context.console(), context.messages(of), done.manifest.number, done.changed_nodes, done.rebuilt)


def _publish_to(of: Settings, uri: str | None, repair: bool, as_json: bool) -> None:
    from api.usecases.server import publish_to

    with _progress() as (_, by_step):
        done = publish_to(of, uri, repair=repair, progress=by_step)
    if as_json:
        context.print_json(done)
        return
    console, t = context.console(), context.messages(of)
    if done.nodes or done.edges or done.resumed:
        key = "cli.server_rebuilt" if done.rebuilt else "cli.server_changed"
        console.print(t(key, uri=done.uri, n=done.generation, nodes=f"{done.nodes:,}", edges=f"{done.edges:,}"))
        if done.resumed:
            console.print(t("cli.server_resumed", n=f"{done.resumed:,}"), style="dim")
    else:
        console.print(t("cli.server_same", uri=done.uri, n=done.generation))


def run_doctor(as_json: bool, repair: bool) -> None:
    from api.usecases.doctor import doctor

    of = context.settings()
    if repair:
        _publish_to(of, None, True, False)
    report = doctor(of)
    if as_json:
        context.print_json(report)
    else:
        _print_findings(context.console(), context.messages(of), report)
    if not report.healthy:
        raise typer.Exit(3)


def _print_findings(console: Console, t: Messages, report: DoctorReport) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for finding in report.findings:
        detail = Text(finding.detail)
        if finding.advice:
            detail.append(f"\n→ {finding.advice}", "yellow")
        table.add_row(Text(t(f"cli.{finding.health}"), _HEALTH_STYLE[finding.health]), finding.what, detail)
    console.print(table)


def run_demo() -> None:
    from api.cli.render_check import print_report
    from api.usecases.demo import demo, samples

    of = context.settings()
    console, t = context.console(), context.messages(of)
    with _progress() as (_, by_step):
        result, draft, report = demo(of, by_step)
    standards = sum(file.rows for file in result.files if Path(file.path).parent.name == "registry")
    others = result.total("rows") - standards
    console.print(t("cli.demo_intro", n=f"{standards:,}", others=f"{others:,}", draft=draft.name), style="bold")
    print_ingest(console, t, result)
    print_report(console, t, report, everything=False, features=False)
    console.print(t("cli.try_next"), style="bold")
    program, folder = _program(), _near(samples() / "drafts")
    for arguments in (
        "search 工业机器人 安全 --status in_force",
        "show 'GB/T 1.1'",
        f"check {folder / '002-display-wastewater.pdf'}",
        f"check {folder / '003-cleanroom-robot.txt'}",
        "--help",
    ):
        console.print(f"  {program} {arguments}", soft_wrap=True)


def _program() -> str:
    """How this program is called from here: by its name, or by its place when it is not on the path."""
    called = Path(sys.argv[0])
    return "biaotu" if shutil.which("biaotu") or called.name != "biaotu" else str(_near(called))


def _near(path: Path) -> Path:
    """The path from the working folder where it lies below it."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path
