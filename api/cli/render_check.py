"""A check report on a terminal: the verdict first, then the standards with reasons, then the citations."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from api.cli.render import status_text, title_of
from api.cli.render_coverage import print_advice, print_coverage
from api.cli.render_findings import print_applicable, print_findings, print_limits
from api.messages import Messages
from api.usecases.check import CheckReport, MatchView, ReferenceView

GRADE_STYLE = {"duplicate": "bold red", "substantial": "bold yellow", "related": "cyan", "none": "dim"}
_RELATED_SHOWN = 8


def print_report(console: Console, t: Messages, report: CheckReport, *, everything: bool, features: bool) -> None:
    overall = report.overall
    head = Text()
    head.append(f"{t('cli.draft')}  ", "bold")
    head.append(f"{report.draft.title}\n")
    head.append(f"{t('cli.verdict')}  ", "bold")
    head.append(t(f"grade.{overall.grade}"), GRADE_STYLE[overall.grade])
    head.append(f"    {t('cli.advice')}  ", "bold")
    head.append((report.advice.zh if t.language == "zh" else report.advice.en) + "\n")
    head.append(overall.zh if t.language == "zh" else overall.en)
    console.print(Panel(head, border_style=GRADE_STYLE[overall.grade].split()[-1]))
    print_advice(console, t, report.advice)
    for note in report.draft.notes:
        console.print(f"! {t(f'note.{note}')}", style="yellow")
    print_findings(console, t, report.findings, everything=everything)
    _print_matches(console, t, report, everything, features)
    print_coverage(console, t, report.coverage, everything=everything)
    print_applicable(console, t, report, everything=everything)
    print_limits(console, t, report.limits, everything=everything)
    _print_references(console, t, report)
    if not report.calibrated:
        console.print(f"! {t('cli.uncalibrated', encoder=report.encoder)}", style="yellow")
    console.print(
        t("cli.searched", standards=f"{report.standards:,}", considered=report.considered, encoder=report.encoder)
        + "\n"
        + t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on)
        + " "
        + t("cli.confidential"),
        style="dim",
    )


def _print_matches(console: Console, t: Messages, report: CheckReport, everything: bool, features: bool) -> None:
    graded = [match for match in report.matches if match.grade != "none"]
    close = [match for match in graded if match.grade != "related"]
    related = [match for match in graded if match.grade == "related"]
    shown = close + (related if everything else related[: max(3, _RELATED_SHOWN - len(close))])
    if not shown:
        console.print(t("cli.none_found") + "\n")
        return
    console.print(f"\n{t('cli.matches')}", style="bold")
    for match in shown:
        _print_match(console, t, match, features)
    if len(shown) < len(graded):
        console.print(t("cli.more_matches", n=len(graded) - len(shown)), style="dim")
    console.print()


def _print_match(console: Console, t: Messages, match: MatchView, features: bool) -> None:
    line = Text()
    line.append(
        f"{t(f'grade.{match.grade}'):　<4}" if t.language == "zh" else f"{t(f'grade.{match.grade}'):<12}",
        GRADE_STYLE[match.grade],
    )
    line.append(f" {match.standard.number}", "bold")
    line.append(f"  {title_of(match.standard)}  ")
    line.append_text(status_text(t, match.standard.status))
    if match.standard.issuers:
        line.append(f"  {'、'.join(match.standard.issuers)}", "dim")
    console.print(line)
    for reason in match.reasons:
        sign, style = ("＝", "green") if reason.same else ("≠", "yellow")
        sentence = reason.zh if t.language == "zh" else reason.en
        console.print(Padding(Text.assemble((f"{sign} ", style), sentence), (0, 0, 0, 6)))
    if match.editions:
        console.print(f"      {t('cli.other_editions', numbers='、'.join(match.editions))}", style="dim")
    if features:
        parts = "  ".join(f"{f.name} {f.value:g}×{f.weight:g}" for f in match.features if f.value)
        console.print(f"      {match.rule}  {match.score:.2f} = {parts}", style="dim")


def _print_references(console: Console, t: Messages, report: CheckReport) -> None:
    if not report.references:
        return
    table = Table(title=t("cli.reference_check"), title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column(t("field.number"), overflow="fold", max_width=20)
    table.add_column(t("field.title_zh"), overflow="fold")
    table.add_column(t("field.status"), overflow="fold")
    for cited in report.references:
        table.add_row(*_reference(t, cited))
    console.print(table)
    console.print()


def _reference(t: Messages, cited: ReferenceView) -> tuple[str, str, Text]:
    if cited.parts is not None:
        known = t("cli.parts", n=cited.parts) if cited.parts else t("cli.not_in_data")
        return cited.number, t("cli.all_parts"), Text(known, "" if cited.parts else "dim")
    if cited.standard is None:
        return cited.number, "", Text(t("cli.not_in_data"), "dim")
    status = status_text(t, cited.standard.status, reason=True)
    for number in cited.upcoming:
        if number != cited.standard.status.successor:
            status.append("\n" + t("cli.upcoming", number=number), "blue")
    number = cited.number if cited.dated else f"{cited.number}\n→ {cited.standard.number}"
    return number, title_of(cited.standard), status
