"""``biaotu search`` and ``biaotu show`` on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli import context
from api.cli.render import status_text, title_of
from api.messages import Messages
from api.usecases.library import library
from api.usecases.search import FieldMatchView, HitView, SearchResultView, search
from api.usecases.show import PAGE, EdgeView, NodeView, show
from graph.kinds import NodeKind
from search.filters import Filters

if TYPE_CHECKING:
    from api.settings import Settings

_EDGES_SHOWN = 12


def run_search(of: Settings, query: str, filters: Filters, limit: int, offset: int, as_json: bool) -> None:
    with library(of) as opened:
        result = search(opened, query, filters, limit=limit, offset=offset)
    if as_json:
        context.print_json(result)
    else:
        _print_hits(context.console(), context.messages(of), result)


def _print_hits(console: Console, t: Messages, result: SearchResultView) -> None:
    for hit in result.hits:
        console.print(_hit_line(t, hit))
        for match in hit.matches:
            if match.field != "title_zh":
                console.print(Text("    ").append_text(_highlighted(match)))
        console.print(Text(f"    {_why(t, hit)}", "dim"))
    if result.unknown:
        console.print(t("cli.unknown_number", numbers="、".join(result.unknown)), style="yellow")
    if not result.hits:
        console.print(t("cli.no_hits"))
    console.print(t("cli.data_of", generation=result.generation, data_date=result.data_date, on=result.on), style="dim")


def _hit_line(t: Messages, hit: HitView) -> Text:
    line = Text()
    line.append(hit.standard.number, "bold")
    line.append("  ")
    titles = [match for match in hit.matches if match.field == "title_zh"]
    line.append_text(_highlighted(titles[0]) if titles else Text(title_of(hit.standard)))
    line.append("  ")
    line.append_text(status_text(t, hit.standard.status))
    if hit.standard.issuers:
        line.append(f"  {'、'.join(hit.standard.issuers)}", "dim")
    return line


def _highlighted(match: FieldMatchView) -> Text:
    text = Text(match.text)
    for start, end in match.spans:
        text.stylize("bold yellow", start, end)
    return text


def _why(t: Messages, hit: HitView) -> str:
    if hit.exact:
        return f"{t('cli.why')}: {t('cli.by_number')}"
    words = "、".join(dict.fromkeys(word for match in hit.matches for word in match.words))
    ranks = t("cli.ranks", lexical=hit.lexical_rank or "—", vector=hit.vector_rank or "—")
    return f"{t('cli.why')}: {words + '；' if words else ''}{ranks}"


def run_show(of: Settings, what: str, history: bool, as_json: bool, rows: int = _EDGES_SHOWN) -> None:
    with library(of) as opened:
        view = show(opened, what, history=history)
    if as_json:
        context.print_json(view)
    else:
        _print_node(context.console(), context.messages(of), view, rows)


def _print_node(console: Console, t: Messages, view: NodeView, rows: int) -> None:
    facts = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    if view.facts.get("described") is False:
        facts.add_row("", t("cli.not_described"))
    for name, value in view.facts.items():
        if name not in ("described", "status_claimed_on", "status_claim"):
            label = "publication_number" if (name, view.kind) == ("number", NodeKind.PATENT) else name
            facts.add_row(t(f"field.{label}") if t.has(f"field.{label}") else name, _value(t, name, value))
    if view.status is not None:
        facts.add_row(t("field.status"), status_text(t, view.status, reason=True))
    console.print(facts)
    if view.editions:
        console.print(f"\n{t('cli.editions')}", style="bold")
        for edition in view.editions:
            line = Text(f"  {edition.number}  ", "bold" if edition.number == view.facts.get("number") else "")
            line.append_text(status_text(t, edition.status, reason=True))
            console.print(line)
    _print_edges(console, t, view, rows)
    if view.disagreements:
        fields = "、".join(t(f"field.{name}") if t.has(f"field.{name}") else name for name in view.disagreements)
        console.print(f"\n{t('cli.disagree', fields=fields)}", style="yellow")
    _print_evidence(console, t, view)
    console.print(
        "\n"
        + t(
            "cli.data_of",
            generation=view.generation,
            data_date=view.data_date,
            on=view.on,
        ),
        style="dim",
    )


def _value(t: Messages, name: str, value: object) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    key = f"{name}.{value}"
    return t(key) if t.has(key) else str(value)


def _print_edges(console: Console, t: Messages, view: NodeView, rows: int) -> None:
    groups: dict[str, list[EdgeView]] = {}
    for side, on_side in (("edge_out", view.outgoing), ("edge_in", view.incoming)):
        for edge in on_side:
            groups.setdefault(f"{side}.{edge.kind}", []).append(edge)
    if not groups:
        return
    console.print(f"\n{t('cli.relations')}", style="bold")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for key, edges in groups.items():
        by_place = key.endswith(("HAS_LIMIT", "HAS_CLAUSE"))  # their keys say nothing to a reader
        if by_place:
            edges = sorted(edges, key=lambda edge: edge.title or "")
        lines = [edge.title or "" if by_place else _edge(t, edge) for edge in edges[:rows]]
        if len(edges) > rows:
            count = f"{PAGE}+" if edges[0].kind in view.more else str(len(edges))
            lines.append(f"… {t('cli.more', n=rows)} / {count}")
        table.add_row(t(key) if t.has(key) else key, "\n".join(lines))
    console.print(table)


def _edge(t: Messages, edge: EdgeView) -> str:
    key = edge.other.partition(":")[2]
    title = f"  {edge.title}" if edge.title and edge.title != key else ""
    notes = [str(edge.properties[name]) for name in ("degree", "evidence") if edge.properties.get(name)]
    if edge.properties.get("partial"):
        notes.append(t("relation.replaces_part"))
    if relation := edge.properties.get("relation"):
        notes.append(t(f"relation.{relation}"))
    note = f"（{'，'.join(notes)}）" if notes else ""
    return f"{key}{title}{note}"


def _print_evidence(console: Console, t: Messages, view: NodeView) -> None:
    """Each value once, with the numbers of the sources that state it; the sources below."""
    values: dict[tuple[str, str, str], list[int]] = {}
    sources: dict[str, int] = {}
    for line in view.evidence:
        if not line.field.islower():
            continue  # relations carry their sources themselves
        source = f"{line.source} {line.retrieved_on}" + (f" · {line.provenance}" if line.provenance else "")
        number = sources.setdefault(source, len(sources) + 1)
        style = "" if line.shown else "dim strike" if not line.live else "yellow"
        numbers = values.setdefault((line.field, line.value, style), [])
        if number not in numbers:
            numbers.append(number)
    if not values:
        return
    console.print(f"\n{t('cli.evidence')}", style="bold")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim")
    for (field, value, style), numbers in values.items():
        name = t(f"field.{field}") if t.has(f"field.{field}") else field
        shown = _value(t, "status" if field == "status_claim" else field, value)
        table.add_row(name, Text(shown if len(shown) <= 80 else shown[:79] + "…", style), f"[{_list(numbers)}]")
    console.print(table, markup=False)
    for source, number in sources.items():
        console.print(Text(f"[{number}] {source}", "dim"))


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
