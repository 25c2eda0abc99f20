"""``biaotu bodies``: drafting bodies and people on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli import context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from api.messages import Messages
    from api.settings import Settings
    from api.usecases.bodies import BodiesReport


def run_bodies(
    of: Settings, topic: str | None, field: str | None, region: str | None, limit: int, as_json: bool
) -> None:
    from api.usecases.bodies import bodies
    from api.usecases.library import library

    with library(of) as opened:
        report = bodies(opened, topic=topic, field=field, region=region, limit=limit)
    if as_json:
        context.print_json(report)
        return
    print_bodies(context.console(), context.messages(of), report)


def print_bodies(console: Console, t: Messages, report: BodiesReport) -> None:
    """What the answer rests on first; then the first, leaders, collaborations, people, enterprises, balance."""
    console.print(t("drafting.title"), style="bold")
    head = t(
        "drafting.head",
        standards=f"{report.standards:,}",
        with_bodies=f"{report.with_bodies:,}",
        with_people=f"{report.with_people:,}",
    )
    console.print(head + "\n")
    for remark in report.remarks:
        console.print(f"! {t(f'drafting.{remark}')}\n", style="yellow")
    if first := report.first:
        text = t("drafting.first", standard=first.standard, title=first.title, issued=first.issued, n=first.followed_by)
        console.print(text, style="bold")
        console.print(f"      {'、'.join((*first.bodies, *first.people)) or t('drafting.first_unknown')}")
        if first.undated:
            console.print(f"      {t('drafting.first_undated', n=first.undated)}", style="dim")
        console.print()
    print_table(
        console,
        t("drafting.leaders"),
        ("", t("drafting.kind"), t("drafting.count"), t("drafting.leading")),
        ((one.name, t(f"body_kind.{one.kind}"), str(one.standards), str(one.leading)) for one in report.leaders),
    )
    print_table(
        console,
        t("drafting.together"),
        ("", "", t("drafting.count"), t("drafting.weight")),
        ((one.a, one.b, str(one.standards), f"{one.weight:.2f}") for one in report.collaborations[:10]),
    )
    print_table(
        console,
        t("drafting.experts"),
        ("", t("drafting.count"), ""),
        ((one.name, str(one.standards), "、".join(one.evidence[:3])) for one in report.experts[:10]),
    )
    print_table(
        console,
        t("drafting.contribution"),
        tuple(t(f"drafting.{head}") for head in ("year", "count", "with_enterprise", "led", "share")),
        (
            (
                str(one.year),
                str(one.standards),
                str(one.with_enterprise),
                str(one.led_by_enterprise),
                f"{one.enterprise_share:.0%}",
            )
            for one in report.contribution[-8:]
        ),
    )
    if report.balances or report.balanced:
        console.print(t("drafting.balance", balanced=report.balanced), style="bold")
    print_table(
        console,
        None,
        ("", "", t("drafting.missing")),
        ((b.standard, b.title, "、".join(t(f"party.{party}") for party in b.missing)) for b in report.balances[:10]),
    )
    console.print(
        t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on), style="dim"
    )


def print_table(console: Console, title: str | None, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A table without lines; nothing where there are no rows."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    if table.row_count:
        console.print(table)
        console.print()
