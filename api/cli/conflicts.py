"""``biaotu conflicts`` on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from api.cli import context
from api.messages import Messages
from api.render import limit_value
from api.usecases.conflicts import ConflictsView, LimitConflictView, TermConflictView, conflicts
from api.usecases.library import library
from api.usecases.read import LimitView

if TYPE_CHECKING:
    from api.settings import Settings


def run_conflicts(of: Settings, field: str | None, limit: int, as_json: bool) -> None:
    with library(of) as opened:
        view = conflicts(opened, field, limit=limit)
    if as_json:
        context.print_json(view)
    else:
        _print(context.console(), context.messages(of), view)


def _print(console: Console, t: Messages, view: ConflictsView) -> None:
    if view.limits:
        console.print(t("conflicts.limit_conflicts", n=view.total_limits), style="bold")
    for limit in view.limits:
        _print_limit(console, t, limit)
    if view.terms:
        console.print("\n" + t("conflicts.term_conflicts", n=view.total_terms), style="bold")
    for term in view.terms:
        _print_term(console, t, term)
    hidden = view.total_limits + view.total_terms - len(view.limits) - len(view.terms)
    if hidden:
        console.print(t("conflicts.more", n=hidden), style="dim")
    if not view.limits and not view.terms:
        console.print(t("conflicts.none"))
    if view.truncated:
        console.print(t("conflicts.truncated"), style="yellow")
    counts = {"pairs": view.pairs, "limits": view.with_limits, "terms": view.with_terms}
    console.print(t("conflicts.searched", **counts), style="dim")
    key = "cli.data_of"
    console.print(t(key, generation=view.generation, data_date=view.data_date, on=view.on), style="dim")


def _print_limit(console: Console, t: Messages, one: LimitConflictView) -> None:
    said = t("conflicts.exclusive" if one.exclusive else "conflicts.differs")
    console.print(Text(f"\n{one.limit_a.characteristic}  ", "bold").append(said, "red" if one.exclusive else "yellow"))
    for number, title, limit in ((one.a, one.title_a, one.limit_a), (one.b, one.title_b, one.limit_b)):
        console.print(Text(f"  {number} {title or ''}  {_place(limit)}  {limit_value(t, limit)}"))
        console.print(Text(f"      “{limit.sentence}”", "dim"))
    for step in one.steps:
        console.print(Text(f"  - {step.zh if t.language == 'zh' else step.en}", "dim"))
    console.print(Text(f"  {_bond(t, one.citing)}", "dim"))


def _print_term(console: Console, t: Messages, one: TermConflictView) -> None:
    console.print(Text(f"\n{one.term}  ", "bold").append(_bond(t, one.citing), "dim"))
    console.print(Text(f"  {one.a}  {one.definition_a}"))
    console.print(Text(f"  {one.b}  {one.definition_b}"))


def _bond(t: Messages, citing: tuple[str, ...]) -> str:
    return f"{t('conflicts.cited_by')} {'、'.join(citing)}" if citing else t("conflicts.same_class")


def _place(limit: LimitView) -> str:
    place = limit.place
    return " ".join(filter(None, (place.clause, place.table))) if place else ""
