"""``biaotu gaps`` on a terminal: the matrix, then the gaps of each kind with their certificates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.messages import Messages
from api.usecases.gaps import FieldGaps, GapsView, GapView, aspect_name, gaps
from api.usecases.library import library

if TYPE_CHECKING:
    from api.settings import Settings


def run_gaps(
    of: Settings, field: str | None, everything: bool, kinds: Sequence[str], limit: int, as_json: bool
) -> None:
    from api.errors import BadRequest

    if (field is None) is not everything:
        raise BadRequest("give one field, or --all for every field")
    with library(of) as opened:
        view = gaps(opened, [field] if field else (), kinds=kinds, limit=limit)
    if as_json:
        context.print_json(view)
    else:
        _print(context.console(), context.messages(of), view)


def _print(console: Console, t: Messages, view: GapsView) -> None:
    for field in view.fields:
        name = field.name_zh if t.language == "zh" else field.name_en
        console.print(Text(f"\n{name}", "bold").append(f"  {t('gaps.standards', n=field.standards)}", "not bold"))
        console.print(_matrix(t, field))
        for kind in field.kinds:
            line = Text(f"\n{t(f'gaps.{kind.kind}')}", "bold").append(f"  {kind.total}", "not bold")
            console.print(line.append(f"  {kind.missing}", "dim"))
            for gap in kind.gaps:
                _print_gap(console, t, gap)
            if kind.total > len(kind.gaps):
                console.print(t("gaps.more", n=kind.total - len(kind.gaps)), style="dim")
    console.print("\n" + t("gaps.searched", n=view.in_data, used=view.in_use, encoder=view.encoder), style="dim")
    key = "cli.data_of"
    console.print(t(key, generation=view.generation, data_date=view.data_date, on=view.on), style="dim")


def _matrix(t: Messages, field: FieldGaps) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("")
    levels = list(field.levels)
    for level in levels:
        name = f"level.{level}"
        table.add_column(t(name) if t.has(name) else level, justify="right")
    counts = {(cell.aspect, cell.level): cell.count for cell in field.matrix}
    for aspect in sorted({cell.aspect for cell in field.matrix}):
        cells = [str(counts.get((aspect, level), "·")) for level in levels]
        table.add_row(aspect_name(t, aspect), *cells)
    return table


def _print_gap(console: Console, t: Messages, gap: GapView) -> None:
    said = gap.finding.zh if t.language == "zh" else gap.finding.en
    console.print(Text(f"  {said}"))
    shown = "  ".join(f"{t(f'gaps.{name}')} {n:,}" for name, n in gap.searched.items())
    console.print(Text(f"      {t('gaps.certificate')}: {shown}", "dim"))
    for one in gap.neighbours:
        near = "" if one.cosine is None else f"  {one.cosine:.2f}"
        reason = one.zh if t.language == "zh" else one.en
        console.print(Text(f"      ≈ {one.number}  {one.title[:60]}{near}  {reason}", "dim"))
