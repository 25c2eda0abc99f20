"""Show: everything known of one standard (or any other node), with the statements behind it."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

from api.usecases.finding import find_node, find_standard
from api.usecases.library import Library
from api.usecases.views import StatusView, View, status_view
from graph.claims import load_rules
from graph.facts import SAME_AS
from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind, NodeKind, ReviewState
from graph.model import Edge, Limit, Node, Standard, Work
from graph.statements import Statement
from graph.status import status_on
from graph.store.base import MAX_PAGE, Direction, GraphReader

PAGE = 100
_QUALIFIERS = ("start", "end", "sources")


class EditionView(View):
    """One edition of the same work."""

    number: str
    title_zh: str | None
    described: bool
    status: StatusView


class EdgeView(View):
    """A relation, seen from the node shown. ``properties``: degree, position, partial, evidence ..."""

    kind: EdgeKind
    other: str
    title: str | None
    properties: dict[str, str | int | float | bool]
    sources: tuple[str, ...]


class EvidenceView(View):
    """One statement: who said it, where, when; ``shown``: whether it is the value above."""

    field: str
    value: str
    source: str
    record: str
    provenance: str | None
    file: str | None
    row: int | None
    retrieved_on: date
    first_seen: date
    last_seen: date
    live: bool
    shown: bool
    trust: int


class NodeView(View):
    """A node with its facts, relations and evidence. ``more``: kinds of relations of which only a page is shown."""

    id: str
    kind: NodeKind
    facts: dict[str, Any]
    status: StatusView | None
    editions: tuple[EditionView, ...]
    outgoing: tuple[EdgeView, ...]
    incoming: tuple[EdgeView, ...]
    more: tuple[EdgeKind, ...]
    evidence: tuple[EvidenceView, ...]
    disagreements: tuple[str, ...]  # fields about which sources differ
    on: date
    generation: int
    data_date: date | None


def show(
    library: Library, what: str, *, history: bool = False, standard: bool = False, kind: NodeKind | None = None
) -> NodeView:
    """``what``: a standard number (an undated one shows the work), a code (USCC, patent number, ICS, CCS, GB/T 4754,
    T/ code, SAC/TC), a name, or a node id such as ``org:中国标准化协会``. With ``standard`` only a number will do,
    with ``kind`` only a node of it.

    Raises :class:`~graph.errors.NotFound`, or :class:`~graph.ids.InvalidIdentifier` for a text that is no number.
    """
    node = find_standard(library, what) if standard else find_node(library, what, kind)
    outgoing, more_out = _edges(library, node.id, Direction.OUT)
    incoming, more_in = _edges(library, node.id, Direction.IN)
    statements = library.statements.about(node.id, history=history)
    facts = node.model_dump(mode="json", exclude={"id", "sources"}, exclude_none=True)
    manifest = library.generation.manifest
    return NodeView(
        id=node.id,
        kind=node.kind,
        facts={k: v for k, v in facts.items() if v != []},
        status=_status(library, node),
        editions=_editions(library, node),
        outgoing=outgoing,
        incoming=incoming,
        more=tuple(sorted({*more_out, *more_in})),
        evidence=tuple(_evidence(node, s) for s in statements),
        disagreements=_disagreements(statements),
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
    )


def _status(library: Library, node: Node) -> StatusView | None:
    if not isinstance(node, Standard):
        return None
    return status_view(status_on(node, library.settings.day), node)


def _editions(library: Library, node: Node) -> tuple[EditionView, ...]:
    try:
        work = parse(node.number).work.canonical if isinstance(node, Standard | Work) else None
    except InvalidIdentifier:
        work = None
    if work is None:
        return ()
    return tuple(
        EditionView(
            number=edition.number,
            title_zh=edition.title_zh or edition.title_en,
            described=edition.described,
            status=status_view(status_on(edition, library.settings.day), edition),
        )
        for edition in reversed(library.graph.editions(work))
    )


def _edges(library: Library, node: str, direction: Direction) -> tuple[tuple[EdgeView, ...], set[EdgeKind]]:
    """A page of each kind, so that many editions of one kind do not hide the others."""
    views: list[EdgeView] = []
    by_kind, more = edges_by_kind(library.graph, node, direction)
    found = [
        (edge.end if direction is Direction.OUT else edge.start, edge) for kind in EdgeKind for edge in by_kind[kind]
    ]
    titles = {other.id: _title(other) for other in library.graph.nodes([other for other, _ in found])}
    for other, edge in found:
        properties = edge.model_dump(mode="json", exclude=set(_QUALIFIERS), exclude_none=True)
        views.append(
            EdgeView(kind=edge.kind, other=other, title=titles.get(other), properties=properties, sources=edge.sources)
        )
    return tuple(views), more


def edges_by_kind(
    graph: GraphReader, node: str, direction: Direction
) -> tuple[dict[EdgeKind, tuple[Edge, ...]], set[EdgeKind]]:
    """The first edges of each kind, and the kinds with more: in one question, where all edges fit into its page."""
    together = graph.edges(node, direction, limit=MAX_PAGE)
    cut = together.items[-1].kind if together.next is not None else None  # they come ordered by kind
    found: dict[EdgeKind, tuple[Edge, ...]] = {}
    more: set[EdgeKind] = set()
    for kind in EdgeKind:
        if cut is not None and kind.value >= cut.value:
            page = graph.edges(node, direction, [kind], limit=PAGE)
            found[kind], rest = page.items, page.next is not None
        else:
            own = tuple(edge for edge in together.items if edge.kind is kind)
            found[kind], rest = own[:PAGE], len(own) > PAGE
        if rest:
            more.add(kind)
    return found, more


def _title(node: Node) -> str | None:
    if isinstance(node, Limit):
        return f"{node.place or ''} {node.characteristic}：{_value_of(node)}".strip()
    for name in ("title_zh", "title_en", "name_zh"):
        if value := getattr(node, name, None):
            return str(value)
    return None


def _value_of(limit: Limit) -> str:
    """The value as printed, from the typed reading where there is one."""
    reading = json.loads(limit.reading) if limit.reading else {}
    return str(reading.get("value_text") or limit.text[:60])


def _evidence(node: Node, statement: Statement) -> EvidenceView:
    shown = statement.live and statement.review is not ReviewState.REJECTED
    value = statement.value if statement.value is not None else statement.object or ""
    if statement.value is not None and (current := getattr(node, statement.predicate, None)) is not None:
        shown = shown and _same(current, statement.value)
    return EvidenceView(
        field=statement.predicate,
        value=value,
        source=statement.source,
        record=statement.record,
        provenance=statement.provenance,
        file=statement.file,
        row=statement.row,
        retrieved_on=statement.retrieved_on,
        first_seen=statement.first_seen,
        last_seen=statement.last_seen,
        live=statement.live,
        shown=shown,
        trust=load_rules().rank(statement.source, statement.provenance),
    )


def _same(current: object, value: str) -> bool:
    if isinstance(current, tuple):
        return value.startswith("[")
    text = current.isoformat() if isinstance(current, date) else str(getattr(current, "value", current))
    return text.lower() == value.lower()


def _disagreements(statements: list[Statement]) -> tuple[str, ...]:
    values: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        rejected = statement.review is ReviewState.REJECTED
        if statement.live and not rejected and statement.value is not None and statement.predicate != SAME_AS:
            values[statement.predicate].add(statement.value)
    return tuple(sorted(name for name, different in values.items() if len(different) > 1))
