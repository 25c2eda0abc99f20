"""``biaotu link`` on a terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from api.cli import context
from api.usecases.links import link


def run_link(dry_run: bool, limit: int, as_json: bool) -> None:
    of = context.settings()
    result = link(of, dry_run=dry_run, limit=limit)
    if as_json:
        context.print_json(result)
        return
    console, t = context.console(), context.messages(of)
    for kind, found in result.found.items():
        console.print(t(f"links.{kind}", compared=result.compared.get(kind, 0), found=found))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(2):
        table.add_column(overflow="fold")
    table.add_column(style="dim", no_wrap=True)
    for one in result.links:
        ends = Text(f"{one.standard.partition(':')[2]}\n{one.other.partition(':')[2]}", "bold")
        table.add_row(ends, Text(one.evidence.replace(" ｜ ", "\n")), f"{one.confidence:.2f}")
    console.print(table)
    console.print(t("links.dry_run" if dry_run else "links.stored"), style="dim")
