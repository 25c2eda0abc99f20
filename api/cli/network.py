"""``biaotu clusters``: communities of standards, bodies and topics on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli import context

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from api.messages import Messages
    from api.settings import Settings
    from api.usecases.clusters import ClustersReport, ClusterView

_SHOWN = 15
_YEARS = 5


def run_clusters(
    of: Settings,
    field: str | None,
    region: str | None,
    compare: str | None,
    resolution: float,
    samples: int,
    seed: int,
    everything: bool,
    as_json: bool,
) -> None:
    from api.usecases.clusters import clusters
    from api.usecases.library import library

    with library(of) as opened:
        report = clusters(
            opened,
            field=field,
            region=region,
            compare_with=_day(compare),
            resolution=resolution,
            samples=samples,
            seed=seed,
            members=everything and as_json,
        )
    if as_json:
        context.print_json(report)
        return
    print_clusters(context.console(), context.messages(of), report, everything=everything)


def _day(given: str | None) -> date | None:
    from datetime import date

    from api.errors import BadRequest

    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise BadRequest("a day is written 2020-01-31, not {given!r}", given=given) from error


def print_clusters(console: Console, t: Messages, report: ClustersReport, *, everything: bool) -> None:
    """The largest clusters first, those inside one after it, then what is not listed and how it was computed."""
    joint = "，" if t.language == "zh" else ", "
    ties = joint.join(f"{t(f'layer.{layer}')} {n:,}" for layer, n in report.ties.items() if n) or "0"
    console.print(t("clusters.title"), style="bold")
    console.print(
        t("clusters.head", standards=f"{report.standards:,}", nodes=f"{report.nodes:,}", ties=ties) + "\n",
        soft_wrap=True,
    )
    for remark in report.remarks:
        console.print(f"! {t(f'clusters.{remark}')}", style="yellow")
    top = [one for one in report.clusters if one.parent is None]
    if not top:
        console.print(t("clusters.none"))
    for one in top if everything else top[:_SHOWN]:
        _print_cluster(console, t, one, report)
        if everything:
            for inner in report.clusters:
                if inner.parent == one.number:
                    console.print(f"      {_head(t, inner)}", style="dim", soft_wrap=True)
    if len(top) > _SHOWN and not everything:
        console.print(t("clusters.more", n=len(top) - _SHOWN), style="dim")
    _print_developments(console, t, report)
    _print_foot(console, t, report)


def _colon(t: Messages) -> str:
    return "：" if t.language == "zh" else ": "


def _head(t: Messages, one: ClusterView) -> str:
    label = one.label_zh if t.language == "zh" or not one.label_en else one.label_en
    stability = "–" if one.stability is None else f"{one.stability:.2f}"
    return (
        f"{one.number}  {label or '—'}  {t('clusters.size')} {one.standards}  {t('clusters.bodies')} "
        f"{one.organizations}  {t('clusters.stability')} {stability}"
    )


def _print_cluster(console: Console, t: Messages, one: ClusterView, report: ClustersReport) -> None:
    from rich.text import Text

    console.print(Text(_head(t, one), "bold" if one.stable else ""))
    for standard in one.key_standards[:3]:
        console.print(f"      {standard.number}  {standard.title_zh or '—'}", soft_wrap=True)
    if one.key_organizations:
        names = "、".join(body.name for body in one.key_organizations[:4])
        console.print(f"      {t('clusters.key_bodies')}{_colon(t)}{names}", style="cyan", soft_wrap=True)
    years = range(report.on.year - _YEARS + 1, report.on.year + 1)
    trend = "  ".join(f"{year}: {one.trend.get(year, 0)}" for year in years)
    console.print(f"      {t('clusters.trend')}{_colon(t)}{trend}\n", style="dim")


def _print_developments(console: Console, t: Messages, report: ClustersReport) -> None:
    if report.compared_with is None:
        return
    console.print(f"\n{t('clusters.developments', date=report.compared_with)}", style="bold")
    for one in report.developments[:40]:
        label = one.label_zh if t.language == "zh" or not one.label_en else one.label_en
        console.print(
            f"  {t(f'change.{one.change}'):<4}  {one.size_before} → {one.size_after}  {label}", soft_wrap=True
        )


def _print_foot(console: Console, t: Messages, report: ClustersReport) -> None:
    if any(not one.stable for one in report.clusters):
        console.print(t("clusters.unstable"), style="dim")
    if report.left_out:
        console.print(t("clusters.left_out", names="、".join(report.left_out[:8])), style="dim", soft_wrap=True)
    console.print(
        t("clusters.rest", small=report.small, small_standards=report.small_standards, untied=report.untied)
        + "\n"
        + t(
            "clusters.modularity",
            modularity=report.modularity,
            samples=report.samples,
            seed=report.seed,
            resolution=report.resolution,
        )
        + "\n"
        + t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on),
        style="dim",
    )
