"""``biaotu patents`` on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli import context
from api.cli.bodies import print_table

if TYPE_CHECKING:
    from rich.console import Console

    from api.messages import Messages
    from api.settings import Settings
    from api.usecases.patents_views import PatentsReport, StandardPatents, TieView

_TIES = 5  # of a standard on the terminal


def run_patents(
    of: Settings, number: str | None, field: str | None, region: str | None, topic: str | None, cluster: int | None,
    limit: int, as_json: bool,
) -> None:  # fmt: skip
    from api.usecases.library import library
    from api.usecases.patents import patents

    with library(of) as opened:
        report = patents(opened, number, field=field, region=region, topic=topic, cluster=cluster, limit=limit)
    if as_json:
        context.print_json(report)
        return
    print_patents(context.console(), context.messages(of), report)


def print_patents(console: Console, t: Messages, report: PatentsReport) -> None:
    """What the answer rests on, ties surest first, silences to ask about, holders."""
    console.print(t("patents.title"), style="bold")
    console.print(t("patents.head", n=f"{report.looked_at:,}", **{k: f"{v:,}" for k, v in report.known.items()}))
    for remark in report.remarks:
        console.print(f"! {t(f'patents.{remark}')}", style="yellow", markup=False)
    counted = "  ".join(f"{t(f'patents.{kind}')} {n}" for kind, n in report.counts.items())
    console.print(counted + "\n", style="bold", markup=False)
    for one in report.standards:
        _print_standard(console, t, one)
    if not report.standards:
        console.print(t("patents.no_ties"), markup=False)
    console.print(f"\n[bold]{t('patents.silent', n=report.silent_found)}[/bold]")
    for silence in report.silent:
        console.print(f"{silence.standard.number}  {silence.standard.title_zh or ''}", markup=False)
        console.print(f"      {silence.zh if t.language == 'zh' else silence.en}", markup=False)
        for held in silence.held[:_TIES]:
            ground = t(f"patents.ground_{held.ground}")
            line = f"{held.body}  {held.patent.number} {held.patent.title or ''}  {ground} {held.evidence}"
            console.print(f"      · {line}", style="dim", markup=False)
    print_table(
        console,
        t("patents.portfolios"),
        (t("patents.holder"), t("patents.held"), t("patents.declarations"), t("patents.drafted_count"), ""),
        (
            (one.holder, str(one.patents), str(one.declarations), str(one.drafted),
             "、".join(p.title or p.number for p in one.examples[:2]))
            for one in report.portfolios[:15]
        ),
    )  # fmt: skip
    line = t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on)
    console.print(line, style="dim", markup=False)


def _print_standard(console: Console, t: Messages, one: StandardPatents) -> None:
    title = (one.standard.title_zh or one.standard.title_en or "") if one.standard else t("cli.not_in_data")
    stated = "" if one.stated is None else t("patents.stated" if one.stated else "patents.none")
    console.print(f"{one.number}  {title}  {stated}".rstrip(), markup=False)
    for tie in one.ties[:_TIES]:
        _print_tie(console, t, tie)
    if len(one.ties) > _TIES:
        console.print(f"      … {len(one.ties)}", style="dim")


def _print_tie(console: Console, t: Messages, tie: TieView) -> None:
    patent = f"{tie.patent.number} {tie.patent.title or ''}" if tie.patent else tie.declared_by or ""
    style = "yellow" if tie.candidate else None
    console.print(f"      {t(f'patents.{tie.kind}')}  {patent}".rstrip(), style=style, markup=False)
    if tie.candidate:
        sure = f"{tie.confidence:.0%}" if tie.confidence is not None else "—"
        console.print(f"        {t('patents.candidate', confidence=sure)}", style="dim", markup=False)
        console.print(f"        {' ｜ '.join(tie.passages)}", style="dim", markup=False)
    elif tie.evidence or tie.place or tie.on:
        parts = " ".join(str(part) for part in (tie.on, tie.place, tie.evidence) if part)
        console.print(f"        {parts}", style="dim", markup=False)
