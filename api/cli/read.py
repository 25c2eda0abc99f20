"""``biaotu read``: what was understood of a document, on a terminal, as JSON or as an annotated page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.messages import Messages
from api.render import limit_value as shown
from api.usecases.read import ReadResult, read
from graph.document import ElementKind

if TYPE_CHECKING:
    from api.settings import Settings


def run_read(of: Settings, file: Path, html: Path | None, as_json: bool) -> None:
    result = read(file)
    t = context.messages(of)
    if html is not None:
        from api.web.reading import page

        html.write_text(page(result, t), "utf-8")
        context.console(error=True).print(t("cli.written", path=html))
    if as_json:
        context.print_json(result)
    elif html is None:
        _print(context.console(), t, result)


def _print(console: Console, t: Messages, result: ReadResult) -> None:
    cover = result.cover
    console.print(
        Text(cover.number or "—", "bold").append(f"  {cover.title_zh or ''}").append(f"  {cover.title_en or ''}", "dim")
    )
    facts = [f"{t(f'field.{name}')} {value}" for name in ("issued", "implemented") if (value := getattr(cover, name))]
    facts += ["、".join(cover.issuers)] if cover.issuers else []
    console.print("  ".join(facts), style="dim")
    for warning in result.warnings:
        console.print(f"! {warning}", style="yellow")
    console.print(f"\n{t('cli.clauses')}", style="bold")
    for clause in result.clauses:
        if clause.depth <= 1 and clause.kind is not ElementKind.COVER:
            page = f"  p.{clause.page}" if clause.page else ""
            console.print(Text(f"  {'  ' * clause.depth}{clause.number or ''} {clause.title}").append(page, "dim"))
    _print_bodies(console, t, result)
    if result.terms:
        console.print(f"\n{t('cli.terms', n=len(result.terms))}", style="bold")
        table = _table()
        for term in result.terms:
            names = " ".join(filter(None, (term.zh, term.en)))
            table.add_row(
                term.number or "", names, term.definition[:60], f"p.{term.place.page}" if term.place.page else ""
            )
        console.print(table)
    if result.changes:
        console.print(f"\n{t('cli.technical_changes', n=len(result.changes))}", style="bold")
        for change in result.changes:
            console.print(Text(f"  {change.label or '—'} {change.text}"))
    console.print(f"\n{t('cli.references', n=len(result.references))}", style="bold")
    groups: dict[str, list[str]] = {}
    for one in result.references:
        groups.setdefault(t(f"relation.{one.relation}"), []).append(
            one.canonical + ("（所有部分）" if one.all_parts else "")
        )
    table = _table()
    for relation, numbers in groups.items():
        table.add_row(relation, "、".join(numbers))
    console.print(table)
    console.print(f"\n{t('cli.limits', n=len(result.limits))}", style="bold")
    table = _table()
    for limit in result.limits:
        about = " · ".join(filter(None, (limit.object, limit.condition, limit.grade)))
        place = " ".join(filter(None, (limit.place.clause, limit.place.table) if limit.place else ()))
        table.add_row(place + (f" p.{limit.page}" if limit.page else ""), limit.characteristic, shown(t, limit), about)
    console.print(table)


def _table() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column(style="dim", no_wrap=True)
    for _ in range(3):
        table.add_column(overflow="fold")
    return table


def _print_bodies(console: Console, t: Messages, result: ReadResult) -> None:
    """Proposers, committees, drafting bodies and people in printed order; what is said of patents."""
    table = _table()
    for name in ("proposers", "committees", "organizations", "drafters"):
        if named := getattr(result.bodies, name):
            shown = (one.name + (f" ({one.code})" if one.code else "") for one in named)
            table.add_row(t(f"bodies.{name}"), "、".join(shown))
    for statement in result.patents:
        table.add_row(t("bodies.patents"), f"{t(f'patents.{statement.kind}')}：{statement.text}")
    if table.row_count:
        console.print(f"\n{t('bodies.title')}", style="bold")
        console.print(table)
