"""``biaotu bridges``: two fields side by side on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli import context
from api.cli.bodies import print_table

if TYPE_CHECKING:
    from rich.console import Console

    from api.messages import Messages
    from api.settings import Settings
    from api.usecases.bridges import BridgesReport


def run_bridges(of: Settings, one: str | None, other: str | None, limit: int, as_json: bool) -> None:
    from api.usecases.bridges import bridging
    from api.usecases.library import library

    with library(of) as opened:
        report = bridging(opened, one, other, limit=limit)
    if as_json:
        context.print_json(report)
        return
    t, console = context.messages(of), context.console()
    if report.one is None:
        print_overview(console, t, report, limit)
    else:
        print_pair(console, t, report)
    console.print(t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on), style="dim")


def field_name(t: Messages, key: str | None) -> str:
    from graph.vocabulary import domains

    concept = domains()[key or ""]
    return concept.label_zh if t.language == "zh" else concept.label_en


def print_overview(console: Console, t: Messages, report: BridgesReport, limit: int) -> None:
    """The pairs of fields that share most objects first."""
    print_table(
        console,
        t("bridging.overview"),
        ("", "", *(t(f"bridging.{head}") for head in ("both", "shared_objects", "cited_across", "bodies_in_both"))),
        (
            (
                field_name(t, pair.one),
                field_name(t, pair.other),
                str(pair.both),
                str(pair.shared_objects),
                str(pair.cited_across),
                str(pair.bodies_in_both),
            )
            for pair in report.pairs[:limit]
        ),
    )
    if report.pairs:
        console.print(t("bridging.try", one=report.pairs[0].one, other=report.pairs[0].other))


def print_pair(console: Console, t: Messages, report: BridgesReport) -> None:
    """The work list first, then what it rests on."""
    one, other = field_name(t, report.one), field_name(t, report.other)
    console.print(t("bridging.title", one=one, other=other), style="bold")
    head = t(
        "bridging.head",
        one=one,
        other=other,
        a=report.standards_one,
        b=report.standards_other,
        both=report.standards_both,
    )
    console.print(head + "\n")
    for remark in report.remarks:
        console.print(f"! {t(f'bridging.{remark}')}\n", style="yellow")
    print_table(
        console,
        t("bridging.tasks"),
        ("", t("bridging.object"), t("bridging.effect"), t("bridging.bodies")),
        (
            (t(f"bridging.{task.kind}"), task.subject, str(task.effect), "、".join(task.bodies[:4]))
            for task in report.tasks
        ),
    )
    print_table(
        console,
        t("bridging.shared", n=report.shared_total),
        (t("bridging.object"), one, other, t("bridging.both"), t("bridging.joining")),
        (
            (
                s.name,
                str(len(s.one)),
                str(len(s.other)),
                str(len(s.both)),
                "、".join(s.joining[:2]) or t("bridging.none"),
            )
            for s in report.shared
        ),
    )
    if report.twice_total:
        console.print(t("bridging.twice", n=report.twice_total, compared=report.compared), style="bold")
    for pair in report.twice:
        console.print(f"  {t(f'grade.{pair.grade}')}  {pair.one.number} {pair.one.title}", soft_wrap=True)
        console.print(f"        {pair.other.number} {pair.other.title}", soft_wrap=True)
        for reason in pair.reasons[:2]:
            console.print(f"        {'＝' if reason.same else '≠'} {reason.zh if t.language == 'zh' else reason.en}",
                          style="dim", soft_wrap=True)  # fmt: skip
    print_table(
        console,
        "\n" + t("bridging.bridges") if report.twice_total else t("bridging.bridges"),
        ("", ""),
        ((f"{bridge.share:.1%}", bridge.name) for bridge in report.bridges[:10]),
    )
