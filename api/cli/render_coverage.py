"""Coverage of a draft on a terminal: the share, the standards it stands in, sentences side by side, what is new."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.messages import Messages
from api.usecases.check_advice import AdviceView
from api.usecases.check_coverage import AlignedView, CoverageView, ShareView
from search.compare.coverage import Closeness

_STANDARDS, _SENTENCES, _NEW = 5, 4, 8


def print_advice(console: Console, t: Messages, advice: AdviceView) -> None:
    """The facts behind the advice, one a line; the first stands in the head already."""
    for fact in advice.facts[1:]:
        console.print(f"· {fact.zh if t.language == 'zh' else fact.en}", style="dim", markup=False)


def print_coverage(console: Console, t: Messages, coverage: CoverageView | None, *, everything: bool) -> None:
    if coverage is None or not coverage.enough:
        return
    over = coverage.share > coverage.limit
    console.print(f"\n{t('coverage.title')}", style="bold")
    console.print(
        t("coverage.share", share=f"{coverage.share:.1%}", limit=f"{coverage.limit:.0%}",
          common=f"{coverage.common:.1%}", new=f"{coverage.new_share:.1%}"),
        style="bold yellow" if over else "",
    )  # fmt: skip
    shown = coverage.standards if everything else coverage.standards[:_STANDARDS]
    if shown:
        console.print(_shares(t, shown))
    for one in shown if everything else shown[:1]:
        for aligned in one.aligned if everything else _telling(one):
            _print_aligned(console, t, aligned)
    if coverage.new:
        new = coverage.new if everything else coverage.new[:_NEW]
        names = "、".join(f"{one.clause or ''} {one.title or one.text[:16]}".strip() for one in new)
        more = "" if len(new) == len(coverage.new) else " …"
        console.print(t("coverage.new", n=len(coverage.new), clauses=names + more), markup=False)


def _telling(one: ShareView) -> list[AlignedView]:
    """Adapted and translated sentences say more than copies; the order of the draft is kept."""
    changed = [x for x in one.aligned if x.closeness is not Closeness.COPIED]
    return (changed or list(one.aligned))[:_SENTENCES]


def _shares(t: Messages, shares: tuple[ShareView, ...]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(t("field.number"), overflow="fold")
    table.add_column(t("coverage.part"), justify="right")
    for kind in Closeness:
        table.add_column(t(f"coverage.{kind}"), justify="right")
    table.add_column("")
    for one in shares:
        kinds = [str(one.sentences[kind]) if kind in one.sentences else "" for kind in Closeness]
        remark = t("coverage.own") if one.own else t("coverage.ended") if one.ended else ""
        table.add_row(one.number, f"{one.share:.1%}", *kinds, Text(remark, "dim"))
    return table


def _print_aligned(console: Console, t: Messages, one: AlignedView) -> None:
    values = f"  {t('coverage.values_differ')}" if one.values_differ else ""
    console.print(f"  {t(f'coverage.{one.closeness}')}{values}", style="cyan")
    console.print(f"    {t('cli.draft')} {one.place.clause or ''}: {one.draft}", markup=False)
    console.print(f"    {one.number} {one.clause}: {one.text}", style="dim", markup=False)
