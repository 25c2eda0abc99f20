"""A standard as a page shows it: its record, and the limits, clauses and terms read from its text."""

from __future__ import annotations

from collections import defaultdict

from api.usecases.library import Library
from api.usecases.read import LimitView, limit_view
from api.usecases.show import EdgeView, NodeView, show
from api.usecases.views import View
from graph.kinds import EdgeKind
from graph.limits import Limit as Reading
from graph.model import Clause, Limit, Term
from graph.store.base import MAX_PAGE, Direction


class LimitRow(View):
    """A limit of the text. ``reading`` is None for one without a typed reading."""

    id: str
    characteristic: str
    object: str | None
    text: str
    place: str | None
    reading: LimitView | None


class ClauseRow(View):
    number: str
    title: str | None
    text: str | None
    page: int | None


class TermRow(View):
    zh: str
    en: str | None
    definition: str | None


class RelationGroup(View):
    """Relations of one kind in one direction. ``more``: only the first are shown."""

    key: str  # of the catalogue: edge_out.REPLACES
    kind: EdgeKind
    outgoing: bool
    edges: tuple[EdgeView, ...]
    more: bool


class StandardPage(View):
    """Everything a page needs of one standard or work."""

    node: NodeView
    groups: tuple[RelationGroup, ...]
    limits: tuple[LimitRow, ...]
    clauses: tuple[ClauseRow, ...]
    terms: tuple[TermRow, ...]


_IN_TABLES = (EdgeKind.HAS_LIMIT, EdgeKind.HAS_CLAUSE, EdgeKind.DEFINES)  # shown as tables of their own


def standard_page(library: Library, what: str) -> StandardPage:
    """Raises as :func:`~api.usecases.show.show` does."""
    node = show(library, what)
    return StandardPage(
        node=node,
        groups=relation_groups(node, without=_IN_TABLES),
        limits=tuple(_limit(one) for one in _held(library, node, EdgeKind.HAS_LIMIT) if isinstance(one, Limit)),
        clauses=tuple(sorted(
            (ClauseRow(number=one.number, title=one.title_zh, text=one.text, page=one.page)
             for one in _held(library, node, EdgeKind.HAS_CLAUSE) if isinstance(one, Clause)),
            key=lambda row: clause_key(row.number),
        )),
        terms=tuple(
            TermRow(zh=one.term_zh, en=one.term_en, definition=one.definition)
            for one in _held(library, node, EdgeKind.DEFINES) if isinstance(one, Term)
        ),
    )  # fmt: skip


def relation_groups(node: NodeView, *, without: tuple[EdgeKind, ...] = ()) -> tuple[RelationGroup, ...]:
    """Relations by kind and direction, in the order of the model."""
    groups: dict[tuple[str, EdgeKind], list[EdgeView]] = defaultdict(list)
    for side, edges in (("edge_out", node.outgoing), ("edge_in", node.incoming)):
        for edge in edges:
            if edge.kind not in without:
                groups[side, edge.kind].append(edge)
    return tuple(
        RelationGroup(
            key=f"{side}.{kind}", kind=kind, outgoing=side == "edge_out", edges=tuple(edges), more=kind in node.more
        )
        for (side, kind), edges in groups.items()
    )


def _held(library: Library, node: NodeView, kind: EdgeKind) -> list[object]:
    page = library.graph.edges(node.id, Direction.OUT, [kind], limit=MAX_PAGE)
    return list(library.graph.nodes([edge.end for edge in page.items]))


def _limit(node: Limit) -> LimitRow:
    reading = limit_view(Reading.model_validate_json(node.reading)) if node.reading else None
    return LimitRow(
        id=node.id, characteristic=node.characteristic, object=node.object, text=node.text, place=node.place,
        reading=reading,
    )  # fmt: skip


def clause_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Order of clauses: 4.2 before 4.10, annexes (A.1) after the chapters."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in number.split("."))
