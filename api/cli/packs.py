"""``biaotu pack``, ``biaotu complaint``, ``biaotu evidence``: packs to hand on, as files and on a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from api.cli import context
from api.cli.bodies import print_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from api.messages import Messages
    from api.reports.model import Report
    from api.settings import Settings
    from api.usecases.complaint import ComplaintReport, EvidenceRow
    from api.usecases.evidence import EvidenceReport
    from api.usecases.pack_views import PackEntry, PackReport
    from api.usecases.views import FindingView, View

V = TypeVar("V", bound="View")
_STYLE = {"violation": "bold red", "warning": "yellow", "note": "dim"}
_ROWS = 10
_FILES = (".docx", ".pdf", ".txt", ".md", ".html", ".xml")


def run_pack(of: Settings, product: str, limit: int, as_json: bool, files: context.Files) -> None:
    from api.reports.of_pack import describe_pack
    from api.usecases.library import library
    from api.usecases.pack import pack

    with library(of) as opened:
        report = pack(opened, product, limit=limit)
    _give(of, report, describe_pack, print_pack, as_json, files)


def run_complaint(of: Settings, what: str, as_json: bool, files: context.Files) -> None:
    """A file where there is one of that name, else a number. Exit code 1: a limit looser than a mandatory one."""
    from api.cli.check import read
    from api.reports.of_complaint import describe_complaint
    from api.usecases.complaint import complaint_of_number, complaint_of_text
    from api.usecases.library import library

    path = Path(what)
    is_file = path.is_file() or path.suffix.lower() in _FILES  # one that is not there is said to be missing
    with library(of) as opened:
        report = complaint_of_text(opened, read(path)) if is_file else complaint_of_number(opened, what)
    _give(of, report, describe_complaint, print_complaint, as_json, files)
    if report.violates:
        raise typer.Exit(1)


def run_evidence(of: Settings, number: str, as_json: bool, files: context.Files) -> None:
    from api.reports.of_evidence import describe_evidence
    from api.usecases.evidence import evidence
    from api.usecases.library import library

    with library(of) as opened:
        report = evidence(opened, number)
    _give(of, report, describe_evidence, print_evidence, as_json, files)


def _give(
    of: Settings,
    report: V,
    describe: Callable[[Messages, V], Report],
    show: Callable[[Console, Messages, V], None],
    as_json: bool,
    files: context.Files,
) -> None:
    """The same answer as files, for machines, or on the terminal."""
    t = context.messages(of)
    if any(files):
        context.write_report(describe(t, report), files)
    if as_json:
        context.print_json(report)
    else:
        show(context.console(), t, report)


def print_pack(console: Console, t: Messages, report: PackReport) -> None:
    """By part, each standard with what it is good for and its cautions."""
    from search.policy.packs import PARTS

    console.print(f"{t('pack.title')}  {report.product}", style="bold", markup=False)
    if report.classes:
        names = "、".join(one.name for one in report.classes)
        console.print(f"{t('pack.classes')}: {names}", style="dim", markup=False)
    for part in PARTS:
        entries = [one for one in report.entries if one.part == part]
        console.print(f"\n[bold]{t(f'pack.{part}')}[/bold]  {len(entries)}")
        for one in entries:
            _print_entry(console, t, one)
    if report.to_judge:
        console.print(f"\n[bold]{t('pack.to_judge_of', n=report.to_judge_found)}[/bold]")
        for line in report.to_judge[:_ROWS]:
            why = line.why_zh if t.language == "zh" else line.why_en
            console.print(f"  {line.standard.number}  {line.standard.title_zh or ''}", markup=False)
            console.print(f"      {why}", style="dim", markup=False)
    if report.missing:
        console.print("\n" + t("pack.not_in_data", numbers="、".join(report.missing)), style="yellow", markup=False)
    if not report.found:
        console.print("\n" + t("pack.nothing"), style="yellow")
    _foot(console, t, report)


def _print_entry(console: Console, t: Messages, one: PackEntry) -> None:
    zh = t.language == "zh"
    status = t(f"status.{one.standard.status.status}")
    purposes = "、".join(t(f"pack.{name}") for name in one.purposes) or "—"
    console.print(f"  {one.standard.number}  {one.standard.title_zh or one.standard.title_en or ''}  {status}",
                  markup=False)  # fmt: skip
    known = t("pack.entry", purposes=purposes, limits=one.limits_known, methods="、".join(one.methods) or "—")
    console.print(f"      {known}", markup=False)
    console.print(f"      {one.why_zh if zh else one.why_en}", style="dim", markup=False)
    for caution in one.cautions:
        console.print(f"      ! {caution.zh if zh else caution.en}", style=_STYLE[caution.severity], markup=False)


def print_complaint(console: Console, t: Messages, report: ComplaintReport) -> None:
    """The sentence first, then findings, both texts of each suspicion, and what could not be compared."""
    from api.reports.of_complaint import subject_name, verdict

    console.print(subject_name(report.subject), style="bold", markup=False)
    console.print(verdict(t, report), style="bold red" if report.violates else "bold", markup=False)
    console.print(t("complaint.no_accusation") + "\n", style="dim")
    for one in report.findings:
        _print_finding(console, t, one)
    if report.suspected:
        console.print(f"\n[bold]{t('complaint.suspected')}[/bold]")
        _print_rows(console, t, report.suspected)
    if report.incomparable:
        print_table(
            console, t("complaint.incomparable"),
            (t("report.characteristic"), t("report.standards"), t("report.why")),
            ((one.row.characteristic, one.standard.number, "、".join(one.row.missing))
             for one in report.incomparable[:_ROWS]),
        )  # fmt: skip
    _foot(console, t, report)


def _print_finding(console: Console, t: Messages, one: FindingView) -> None:
    text = one.zh if t.language == "zh" else one.en
    console.print(f"{t(f'complaint.{one.severity}')}  {text}", style=_STYLE[one.severity], markup=False)
    if one.basis:
        console.print(f"      {one.basis}", style="dim", markup=False)


def _print_rows(console: Console, t: Messages, rows: tuple[EvidenceRow, ...]) -> None:
    from api.render import limit_value
    from api.reports.words import said, verbatim, where

    for one in rows[:_ROWS]:
        row = one.row
        console.print(f"  {row.object} {row.characteristic}", style="bold", markup=False)
        console.print(f"    A {where(row.a.place)}  {limit_value(t, row.a)}  「{verbatim(row.a)}」", markup=False)
        if row.b is not None:
            status = t(f"status.{one.standard.status.status}")
            place = f"{one.standard.number}（{status}）{where(row.b.place)}"
            console.print(f"    B {place}  {limit_value(t, row.b)}  「{verbatim(row.b)}」", markup=False)
        for step in row.steps[-1:]:
            console.print(f"      {said(t, step)}", style="dim", markup=False)
    if len(rows) > _ROWS:
        console.print(f"  … {len(rows)}", style="dim")


def print_evidence(console: Console, t: Messages, report: EvidenceReport) -> None:
    """Numbers first, then who cites it, what came of it, where it was first, where it is stricter."""
    from api.reports.of_complaint import subject_name
    from api.reports.of_evidence import first_text, relation_word, summary_text

    console.print(subject_name(report.subject), style="bold", markup=False)
    console.print(summary_text(t, report) + "\n", markup=False)
    print_table(
        console, t("evidence.cited_by"),
        (t("field.number"), t("field.title_zh"), t("evidence.relation"), t("report.place")),
        ((one.by.number, one.by.title_zh or "", relation_word(t, one), one.place) for one in report.cited_by[:_ROWS]),
    )  # fmt: skip
    adopts = "、".join(f"{one.number} {one.degree}".strip() for one in report.adopts)
    if adopts:
        console.print(t("evidence.adopts", numbers=adopts), markup=False)
    for change in report.conversions:
        word = t("evidence.stated" if change.stated else "evidence.lead")
        console.print(f"{change.to.number}  {change.to.title_zh or ''}  {word}", markup=False)
    console.print(first_text(t, report) + "\n", markup=False)
    if report.stricter:
        console.print(f"[bold]{t('evidence.strictness')}[/bold]")
        _print_rows(console, t, report.stricter)
    for code in report.remarks:
        console.print(f"! {t(f'evidence.{code}')}", style="yellow", markup=False)
    _foot(console, t, report)


def _foot(console: Console, t: Messages, report: PackReport | ComplaintReport | EvidenceReport) -> None:
    line = t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on)
    console.print("\n" + line, style="dim", markup=False)
