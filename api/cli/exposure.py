"""``biaotu exposure`` on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from api.cli import context
from api.cli.render import status_text
from api.messages import Messages
from api.usecases.exposure import DependentView, ExposureView, exposure
from api.usecases.library import library

if TYPE_CHECKING:
    from api.settings import Settings

_GROUPS = ("strength", "dating", "depth", "level", "status", "field", "issuer")
_MOST = 8


def run_exposure(of: Settings, number: str, depth: int, limit: int, offset: int, as_json: bool) -> None:
    with library(of) as opened:
        view = exposure(opened, number, depth=depth, limit=limit, offset=offset)
    if as_json:
        context.print_json(view)
    else:
        _print(context.console(), context.messages(of), view)


def _print(console: Console, t: Messages, view: ExposureView) -> None:
    for edition in view.editions:
        line = Text(edition.number, "bold").append(f"  {edition.title_zh or ''}  ", "not bold")
        console.print(line.append_text(status_text(t, edition.status, reason=True)))
    if view.applying:
        console.print(t("exposure.applying", number=view.applying), style="dim", markup=False)
    console.print(t("exposure.total", n=view.total), style="bold")
    if view.truncated:
        console.print(t("exposure.truncated"), style="yellow")
    for group in _GROUPS:
        counts = list(view.counts[group].items())
        if counts:
            shown = "  ".join(f"{_word(t, group, name)} {n}" for name, n in counts[:_MOST])
            more = "  …" if len(counts) > _MOST else ""
            console.print(f"  {t(f'exposure.{group}')}: {shown}{more}", style="dim", markup=False)
    for one in view.dependents:
        _print_one(console, t, one)
    if view.next_offset is not None:
        console.print(t("exposure.next", offset=view.next_offset), style="dim")
    if not view.total:
        console.print(t("exposure.none", n=view.references), style="yellow", markup=False)
    key = "cli.data_of"
    console.print(t(key, generation=view.generation, data_date=view.data_date, on=view.on), style="dim")


def _word(t: Messages, group: str, name: str) -> str:
    key = f"exposure.{name}" if group in ("strength", "dating") else f"{group}.{name}"
    return t(key) if t.has(key) else name


def _print_one(console: Console, t: Messages, one: DependentView) -> None:
    line = Text("\n").append(one.number, "bold").append(f"  {one.title_zh or ''}  ")
    line.append_text(status_text(t, one.status))
    line.append("  " + t("exposure.undated" if one.follows else "exposure.dated"), "cyan" if one.follows else "dim")
    console.print(line)
    chain = Text("    ", "dim")
    for hop in one.hops:
        place = f" {hop.place}" if hop.place else ""
        relation = t(f"relation.{hop.relation}") if t.has(f"relation.{hop.relation}") else hop.relation
        chain.append(f"{relation}{place} → {hop.cited}  ")
    console.print(chain)
