"""``biaotu organizations`` on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.messages import Messages
from api.usecases.organizations import OrganizationMatches, PairView, match_organizations


def run_organizations(dry_run: bool, limit: int, as_json: bool) -> None:
    of = context.settings()
    result = match_organizations(of, dry_run=dry_run, limit=limit)
    if as_json:
        context.print_json(result)
    else:
        _print(context.console(), context.messages(of), result, dry_run)


def _print(console: Console, t: Messages, result: OrganizationMatches, dry_run: bool) -> None:
    merged = sum(result.merged.values())
    console.print(t("organizations.summary", names=result.names, merged=merged, candidates=result.candidate_count,
                    units=result.unit_count, contradictions=len(result.contradictions)))  # fmt: skip
    _table(console, t("organizations.contradictions"), result.contradictions, "bold red")
    _table(console, t("organizations.merges"), result.merges, "green")
    _table(console, t("organizations.candidates"), result.candidates, "yellow")
    _table(console, t("organizations.units"), result.units, "blue")
    console.print(t("organizations.dry_run" if dry_run else "organizations.next"), style="dim")


def _table(console: Console, title: str, found: tuple[PairView, ...], style: str) -> None:
    if not found:
        return
    console.print(f"\n{title}", style=style)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    table.add_column(style="dim", no_wrap=True)
    for one in found:
        table.add_row(Text(one.name), Text(one.other), f"{one.rule} {one.score:.2f}")
    console.print(table)
