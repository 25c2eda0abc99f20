"""``biaotu policy`` and ``biaotu conversion`` on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli import context
from api.cli.bodies import print_table

if TYPE_CHECKING:
    from rich.console import Console

    from api.messages import Messages
    from api.settings import Settings
    from api.usecases.policy import ConversionReport, IndicatorView, PolicyReport

_STYLE = {"yes": "green", "partly": "yellow", "no": "dim"}
_NAMED = 5  # standards of an indicator on the terminal


def run_policy(of: Settings, task: str | None, region: str | None, as_json: bool) -> None:
    from api.usecases.library import library
    from api.usecases.policy import policy

    with library(of) as opened:
        report = policy(opened, region=region, task=task)
    if as_json:
        context.print_json(report)
        return
    print_policy(context.console(), context.messages(of), report, detailed=task is not None)


def run_conversion(
    of: Settings, field: str | None, region: str | None, weights: list[str], limit: int, as_json: bool
) -> None:
    from api.usecases.library import library
    from api.usecases.policy import conversion, parse_weights

    with library(of) as opened:
        report = conversion(opened, field=field, region=region, weights=parse_weights(weights), limit=limit)
    if as_json:
        context.print_json(report)
        return
    print_conversion(context.console(), context.messages(of), report)


def print_policy(console: Console, t: Messages, report: PolicyReport, *, detailed: bool) -> None:
    """Task by task: what can be told, the figures, the limits; of one task the standards too."""
    region = t("policy.in_region", region=report.region.rpartition(":")[2]) if report.region else ""
    console.print(t("policy.title"), style="bold")
    head = t("policy.head", standards=f"{report.standards:,}", groups=f"{report.groups:,}", region=region)
    console.print(head + "\n")
    zh = t.language == "zh"
    for task in report.tasks:
        console.print(f"[bold]{task.clause}  {task.zh if zh else task.en}[/bold]  ", end="")
        console.print(t(f"policy.{task.told}"), style=_STYLE[task.told])
        if detailed:
            console.print(f"      {task.text_zh if zh else task.text_en}")
        for one in task.indicators:
            console.print(f"      {one.zh if zh else one.en}  [bold]{_value(t, one)}[/bold]", soft_wrap=True)
            _print_parts(console, t, one, detailed)
        console.print(f"      {t('policy.limits')}: {task.limits_zh if zh else task.limits_en}", style="dim")
        if task.see:
            console.print(f"      {t('policy.see')}: {'  '.join(task.see)}", style="dim")
        console.print()
    console.print(t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on), style="dim")


def _value(t: Messages, one: IndicatorView) -> str:
    if one.known == 0:
        return t("policy.nothing_known")
    text = f"{one.value:,}"
    if one.of:
        text = t("policy.of", value=text, of=f"{one.of:,}", share=f"{one.value / one.of:.1%}")
    return text if one.known is None else f"{text} {t('policy.known', n=f'{one.known:,}')}"


def _print_parts(console: Console, t: Messages, one: IndicatorView, detailed: bool) -> None:
    if one.parts:
        shown = list(one.parts.items())[: 40 if detailed else 9]
        parts = "  ".join(f"{part_name(t, name)} {n}" for name, n in shown)
        console.print(f"          {parts}", style="dim")
    if detailed and one.trend:
        console.print(f"          {'  '.join(f'{year}: {n}' for year, n in one.trend.items())}", style="dim")
    if detailed and one.standards:
        console.print(f"          {'、'.join(one.standards[:_NAMED])}{' …' if one.value > _NAMED else ''}")


def part_name(t: Messages, key: str) -> str:
    """The name of a part of a breakdown: a field, a field of the record, or a name as it is."""
    from graph.vocabulary import domains

    if concept := domains().get(key):
        return concept.label_zh if t.language == "zh" else concept.label_en
    return t(f"field.{key}") if t.has(f"field.{key}") else key


def print_conversion(console: Console, t: Messages, report: ConversionReport) -> None:
    zh = t.language == "zh"
    console.print(t("policy.conversion"), style="bold")
    console.print(t("policy.considered", n=f"{report.considered:,}") + "\n")
    print_table(
        console,
        None,
        ("", "", t("policy.score"), t("policy.missing")),
        (
            (
                one.number,
                one.title_zh or "—",
                f"{one.score:.2f}",
                "、".join(t(f"criterion.{key}") for key in one.missing),
            )
            for one in report.candidates
        ),
    )
    print_table(
        console,
        t("policy.criteria"),
        ("", t("policy.weight"), "", t("policy.basis")),
        ((t(f"criterion.{c.key}"), f"{c.weight:g}", c.zh if zh else c.en, c.basis) for c in report.criteria),
    )
    console.print(t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on), style="dim")
