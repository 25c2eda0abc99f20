"""A comparison of two documents on a terminal: violations first, then what is looser, open, stricter, equal, new."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.messages import Messages
from api.render import limit_value
from api.usecases.compare import ComparedDocument, CompareResult, CompareRow, Sentence
from api.usecases.read import LimitView

_ORDER = ("looser", "mixed", "incomparable", "stricter", "equal", "new")
_STYLE = {
    "violation": "bold red",
    "looser": "yellow",
    "mixed": "yellow",
    "incomparable": "magenta",
    "stricter": "green",
    "equal": "cyan",
    "new": "blue",
}


def print_comparison(console: Console, t: Messages, result: CompareResult) -> None:
    """Documents, counts, rows and what only B says."""
    for side, document in (("A", result.a), ("B", result.b)):
        console.print(_head(t, side, document))
        for warning in document.warnings:
            console.print(f"! {warning}", style="yellow", markup=False)
    console.print(t("compare.on", day=result.as_of), style="dim")
    for remark in result.remarks:
        console.print(f"! {_said(t, remark)}", style="yellow", markup=False)
    counts = [f"{t(f'compare.{name}')} {result.counts[name]}" for name in ("violations", *_ORDER, "missing", "review")]
    console.print("  ".join(counts), style="bold")
    print_rows(console, t, result.rows)
    if result.missing:
        binds = "compare.missing_binding" if result.b.mandatory else "compare.missing_title"
        console.print(f"\n{t(binds, n=len(result.missing))}", style="bold")
        table = _table(3)
        for silent in result.missing:
            about = " · ".join(filter(None, (silent.object, silent.condition)))
            table.add_row(f"{silent.characteristic} {limit_value(t, silent.b)}", about, _place(silent.b))
        console.print(table)


def _head(t: Messages, side: str, document: ComparedDocument) -> Text:
    nature = t("nature.mandatory" if document.mandatory else "compare.not_mandatory")
    return Text(f"{side}  ", "dim").append(document.number or document.name, "bold").append(
        f"  {document.title or ''}  {nature}  {t('cli.limits', n=document.limits)}"
    )


def _said(t: Messages, sentence: Sentence) -> str:
    return sentence.zh if t.language == "zh" else sentence.en


def print_rows(console: Console, t: Messages, rows: Sequence[CompareRow]) -> None:
    """A table of rows, then the derivation of those that a person has to look at."""
    if rows:
        console.print(_rows(t, rows))
    for row in _sorted(rows):
        if row.violation or row.review or row.verdict in ("looser", "mixed", "incomparable"):
            _reasons(console, t, row)


def _sorted(rows: Sequence[CompareRow]) -> list[CompareRow]:
    return sorted(rows, key=lambda row: (not row.violation, not row.applies, _ORDER.index(row.verdict.value)))


def _rows(t: Messages, rows: Sequence[CompareRow]) -> Table:
    table = _table(5)
    for row in _sorted(rows):
        style = "dim" if not row.applies else _STYLE["violation" if row.violation else row.verdict.value]
        verdict = t("compare.violation") if row.violation else t(f"compare.{row.verdict.value}")
        if not row.applies:
            verdict += f" {t('compare.not_applying')}"
        about = " · ".join(filter(None, (row.object, row.condition)))
        if row.others:
            about += f" {t('compare.others', n=len(row.others))}"
        other = f"{limit_value(t, row.b)}\n{_place(row.b)}" if row.b else "—"
        table.add_row(
            Text(verdict, style), Text(row.characteristic), Text(f"{limit_value(t, row.a)}\n{_place(row.a)}"),
            Text(other), Text(about),
        )  # fmt: skip
    return table


def _table(columns: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 1))
    for _ in range(columns):
        table.add_column(overflow="fold")
    return table


def _place(limit: LimitView) -> str:
    place = limit.place
    parts = [place.clause, place.table] if place else []
    return " ".join([*filter(None, parts), f"p.{limit.page}" if limit.page else ""]).strip()


def _reasons(console: Console, t: Messages, row: CompareRow) -> None:
    """The derivation of a row that a person has to look at."""
    style = _STYLE["violation" if row.violation else row.verdict.value]
    console.print(Text(f"\n{row.object} {row.characteristic}", style))
    console.print(Text(f"  A {_place(row.a)} “{row.a.sentence}”"))
    if row.b:
        console.print(Text(f"  B {_place(row.b)} “{row.b.sentence}”"))
    for sentence in (*row.notes, *row.steps, *row.cautions, *row.legal):
        source = f" [{sentence.source}]" if sentence.source and sentence in row.legal else ""
        console.print(Text(f"  -\u00a0{_said(t, sentence)}{source}"))
