"""``biaotu watch`` on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.messages import Messages
from api.render import limit_value
from api.usecases.library import library
from api.usecases.read import LimitView
from api.usecases.watch import AffectedView, ClauseChangeView, WatchView, watch

if TYPE_CHECKING:
    from api.settings import Settings

_STYLE = {
    "stricter": "green", "looser": "red", "mixed": "yellow", "incomparable": "magenta", "new": "blue", "added": "blue",
    "removed": "yellow", "changed": "yellow", "moved": "cyan",
}  # fmt: skip
_LIMITS = ("looser", "stricter", "mixed", "new", "removed", "incomparable", "equal")
_SHOWN = 160  # characters of a clause


def run_watch(of: Settings, old: str, new: str, everything: bool, as_json: bool) -> None:
    with library(of) as opened:
        view = watch(opened, old, new, everything=everything, files=True)
    if as_json:
        context.print_json(view)
    else:
        _print(context.console(), context.messages(of), view)


def _print(console: Console, t: Messages, view: WatchView) -> None:
    for name, side in (("watch.old", view.old), ("watch.new_edition", view.new)):
        facts = t("watch.read", clauses=side.clauses, limits=side.limits, references=side.references, terms=side.terms)
        console.print(Text(f"{t(name)}  ", "dim").append(side.number, "bold").append(f"  {side.title}  {facts}"))
    for note in view.notes:
        console.print(f"! {t(f'watch.{note}')}", style="yellow", markup=False)
    for group, counts in view.counts.items():
        if counts:
            shown = "  ".join(f"{t(f'watch.{kind}')} {n}" for kind, n in counts.items())
            console.print(f"{t(f'watch.{group}')}: {shown}", style="bold", markup=False)
    _print_limits(console, t, view)
    for clause in view.clauses:
        console.print(_clause(t, clause))
    for reference in view.references:
        what = " → ".join(filter(None, (reference.old, reference.new)))
        line = Text(f"{t('watch.' + reference.kind)} ", _STYLE[reference.kind])
        console.print(line.append(f"{t('relation.' + reference.relation)}  {what}", "default"))
    for term in view.terms:
        line = Text(f"{t('watch.' + term.kind)} ", _STYLE[term.kind]).append(f"{term.term}", "bold default")
        console.print(line.append(f"\n    - {term.old or '—'}\n    + {term.new or '—'}", "not bold default"))
    console.print("\n" + t("watch.affected", n=len(view.affected), compared=view.compared), style="bold")
    for one in view.affected:
        _print_affected(console, t, one)
    key = "cli.data_of"
    console.print(t(key, generation=view.generation, data_date=view.data_date, on=view.on), style="dim")


def _print_limits(console: Console, t: Messages, view: WatchView) -> None:
    if not view.limits:
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 1))
    for _ in range(5):
        table.add_column(overflow="fold")
    for one in sorted(view.limits, key=lambda change: _LIMITS.index(change.kind)):
        about = " · ".join(filter(None, (one.object, one.condition)))
        table.add_row(
            Text(t(f"watch.{one.kind}"), _STYLE.get(one.kind, "")), Text(one.characteristic),
            Text(_value(t, one.old)), Text(_value(t, one.new)), Text(about),
        )  # fmt: skip
    console.print(table)


def _value(t: Messages, limit: LimitView | None) -> str:
    return limit_value(t, limit) if limit else "—"


def _clause(t: Messages, one: ClauseChangeView) -> Text:
    number = one.new_number or one.old_number or ""
    if one.kind == "moved":
        number = f"{one.old_number} → {one.new_number}"
    line = Text(f"{t('watch.' + one.kind)} ", _STYLE.get(one.kind, "dim"))
    line.append(f"{number} {one.title}", "bold default")
    if not one.pieces:
        text = (one.new_text if one.kind == "added" else one.old_text) or ""
        return line.append(f"\n    {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}", "not bold default")
    line.append("\n    ")
    for piece in one.pieces:
        style = {"equal": "not bold default", "delete": "red strike", "insert": "green underline"}[piece.kind]
        text = piece.text
        if piece.kind == "equal" and len(text) > 40:
            text = f"{text[:16]} … {text[-16:]}"
        mark = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}[piece.kind]
        line.append(mark.format(text), style)
    return line


def _print_affected(console: Console, t: Messages, one: AffectedView) -> None:
    line = Text(one.number, "bold").append(f"  {one.title_zh or ''}", "not bold")
    if one.dependent is not None:
        line.append("  " + t("exposure.undated" if one.dependent.follows else "exposure.dated"), "cyan")
        hop = one.dependent.hops[0]
        name = f"relation.{hop.relation}"
        line.append(f"  {t(name) if t.has(name) else hop.relation} {hop.place or ''}", "dim")
    console.print(line)
    for change in one.verdicts:
        text = Text(f"    {change.limit.characteristic} {limit_value(t, change.limit)}  ")
        text.append(f"{t(f'watch.{change.before}')} → ")
        text.append(t(f"watch.{change.after}"), _STYLE.get(change.after, ""))
        if change.violates:
            text.append(f"  {t('compare.violation')}", "bold red")
        console.print(text)
