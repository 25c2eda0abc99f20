"""Findings, the standards that apply, and the limits against theirs, on a terminal: what is grave first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.render import status_text
from api.cli.render_compare import print_rows
from api.messages import Messages
from api.usecases.check import CheckReport
from api.usecases.check_applicable import ApplicableView
from api.usecases.check_limits import AgainstView, LimitsSection
from api.usecases.compare_against import AgainstResult
from api.usecases.views import FindingView

SEVERITY_STYLE = {"violation": "bold red", "warning": "yellow", "note": "cyan"}
_NOTES_SHOWN = 12
_RECOMMENDED_SHOWN = 6


def print_findings(console: Console, t: Messages, findings: Sequence[FindingView], *, everything: bool = False) -> None:
    """All violations and warnings; of the notes the first, unless everything is asked for."""
    if not findings:
        return
    counts = {name: sum(one.severity == name for one in findings) for name in SEVERITY_STYLE}
    head = Text(f"\n{t('check.findings')}", "bold")
    for name, style in SEVERITY_STYLE.items():
        head.append(f"  {t(f'check.{name}')} {counts[name]}", style if counts[name] else "dim")
    console.print(head)
    notes = 0
    for one in findings:
        notes += one.severity == "note"
        if notes > _NOTES_SHOWN and not everything:
            console.print(t("check.more_notes", n=counts["note"] - _NOTES_SHOWN), style="dim")
            break
        _print_finding(console, t, one)


def _print_finding(console: Console, t: Messages, one: FindingView) -> None:
    line = Text(f"{t(f'check.{one.severity}')} ", SEVERITY_STYLE[one.severity])
    line.append(one.zh if t.language == "zh" else one.en)
    console.print(line)
    place = one.place
    parts = (place.clause, place.table, f"p.{place.page}" if place.page else "") if place else ()
    where = " ".join(filter(None, parts))
    said = f"{where} “{one.quote}”" if one.quote else where
    for text in filter(None, (said, f"{t('check.basis')} {one.basis}" if one.basis else "")):
        console.print(Padding(Text(text, "dim"), (0, 0, 0, 6)))


def print_applicable(console: Console, t: Messages, report: CheckReport, *, everything: bool) -> None:
    """Standards that apply, each with its reason chain."""
    section = report.applicable
    if section is None or not (section.mandatory or section.unmarked or section.recommended):
        return
    console.print(f"\n{t('check.applicable')}", style="bold")
    for one in (*section.mandatory, *section.unmarked):
        if one.sure or everything:
            _print_applicable(console, t, one)
    unsure = sum(not one.sure for one in (*section.mandatory, *section.unmarked))
    if unsure and not everything:
        console.print(t("check.unsure", n=unsure), style="dim")
    shown = section.recommended if everything else section.recommended[:_RECOMMENDED_SHOWN]
    for one in shown:
        _print_applicable(console, t, one)
    if len(shown) < section.recommended_found:
        console.print(t("check.more_recommended", n=section.recommended_found - len(shown)), style="dim")
    for one in section.excluded:
        console.print(Text(f"{t('check.excluded')} {one.number}  “{one.evidence}”", "dim"))


def _print_applicable(console: Console, t: Messages, one: ApplicableView) -> None:
    style = "bold" if one.nature == "mandatory" else ""
    line = Text(f"{t(f'nature.{one.nature}')}  ", "red" if one.nature == "mandatory" else "dim")
    line.append(one.number, style)
    if one.standard is None:
        line.append(f"  {t('cli.not_in_data')}", "dim")
    else:
        line.append(f"  {one.standard.title_zh or one.standard.title_en or ''}  ")
        line.append_text(status_text(t, one.standard.status))
    if one.cited:
        line.append(f"  {t('check.cited')}", "green")
    if one.amendments:
        line.append(f"  {t('check.amended', numbers='、'.join(one.amendments))}", "yellow")
    console.print(line)
    way = " → ".join(rung.name for rung in one.path)
    reason = f"{way}  {t(f'check.rule_{one.rule}')} “{one.evidence}”" if way else t(f"check.rule_{one.rule}")
    console.print(Padding(Text(reason, "dim"), (0, 0, 0, 6)))


def print_limits_of(console: Console, t: Messages, result: AgainstResult) -> None:
    """The answer of ``compare A --against``."""
    console.print(Text(f"A  {result.number or ''}  {result.title}", "bold"))
    print_findings(console, t, result.findings)
    print_limits(console, t, result.limits)
    console.print(t("compare.on", day=result.as_of), style="dim")


def print_limits(console: Console, t: Messages, section: LimitsSection | None, *, everything: bool = False) -> None:
    """Limits of the draft against each standard, rows with proof; what was left out."""
    if section is None:
        return
    console.print(
        f"\n{t('check.limits', n=section.limits, standards=len(section.against), known=f'{section.limits_in_data:,}')}",
        style="bold",
    )
    for view in section.against:
        if view.established or everything:
            print_against(console, t, view)
    similar = sum(not view.established for view in section.against)
    if similar and not everything:
        console.print(t("check.similar", n=similar), style="dim")
    if section.new:
        names = "、".join(dict.fromkeys(one.characteristic for one in section.new))
        console.print(t("check.new", n=len(section.new), names=names), style="blue")
    print_left_out(console, t, section)


def print_left_out(console: Console, t: Messages, section: LimitsSection) -> None:
    """Standards that may concern the draft and were not compared, with the reason."""
    if not section.left_out:
        return
    console.print(t("check.left_out"), style="bold")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 1))
    for one in section.left_out:
        table.add_row(one.number, one.title or "", t(f"check.why_{one.why}"))
    console.print(table)


def print_against(console: Console, t: Messages, view: AgainstView) -> None:
    standard = view.standard
    head = Text(f"\n{standard.number}", "bold").append(f"  {standard.title_zh or standard.title_en or ''}  ")
    head.append_text(status_text(t, standard.status))
    head.append(f"  {'、'.join(t(f'check.reason_{one}') for one in view.reasons)}", "dim")
    console.print(head)
    print_rows(console, t, view.rows)
    if view.missing:
        names = "、".join(dict.fromkeys(one.characteristic for one in view.missing))
        console.print(t("check.silent", n=len(view.missing), names=names), style="dim")
