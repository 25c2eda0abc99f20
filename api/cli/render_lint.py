"""The check of references on a terminal: what is wrong first, then how many hold."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from api.cli.render import status_text
from api.messages import Messages
from api.usecases.cited import ReferenceView
from api.usecases.lint import LintReport
from api.usecases.views import FindingView
from graph.document import Place
from search.compare.findings import Severity

STYLE = {Severity.VIOLATION: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def print_lint(console: Console, t: Messages, report: LintReport) -> None:
    console.print(Text(report.subject or report.name, "bold"))
    counts = "  ".join(f"{t(f'lint.{name}')} {n}" for name, n in report.counts.items())
    console.print(counts, markup=False)
    order = {severity: at for at, severity in enumerate(Severity)}
    rows = [(order[one.severity], at, view, one) for at, view in enumerate(report.references) for one in view.findings]
    shown = -1
    for _, at, view, finding in sorted(rows, key=lambda row: row[:2]):
        if finding.code == "lint.not_in_data":
            continue
        if at != shown:
            console.print(_head(t, view))
        shown = at
        print_finding(console, t, finding)
    for finding in report.findings:
        print_finding(console, t, finding)
    unknown = [v.number for v in report.references if any(f.code == "lint.not_in_data" for f in v.findings)]
    if unknown:
        console.print(t("cli.unknown_number", numbers="、".join(unknown)), style="dim", markup=False)
    key = "cli.data_of"
    console.print(t(key, generation=report.generation, data_date=report.data_date, on=report.on), style="dim")


def _head(t: Messages, view: ReferenceView) -> Text:
    line = Text(f"\n{view.number}", "bold")
    if view.standard is not None:
        name = "" if view.standard.number == view.number else f" → {view.standard.number}"
        line.append(f"{name}  {view.standard.title_zh or view.standard.title_en or ''}  ", "not bold")
        line.append_text(status_text(t, view.standard.status))
    line.append(f"  {t(f'relation.{view.relation}')}  {place_of(view.place)}", "dim")
    return line


def print_finding(console: Console, t: Messages, finding: FindingView) -> None:
    line = Text("  ").append(t(f"severity.{finding.severity}"), STYLE[finding.severity])
    line.append("  " + (finding.zh if t.language == "zh" else finding.en))
    if finding.basis:
        line.append(f"  [{finding.basis}]", "dim")
    console.print(line)


def place_of(place: Place | None) -> str:
    """Page, clause, table of a place."""
    if place is None:
        return ""
    return " ".join(filter(None, (f"p.{place.page}" if place.page else "", place.clause or "", place.table or "")))
