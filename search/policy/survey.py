"""All editions of a generation with what policy questions ask of each: read once from the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from graph.ids import Level
from graph.kinds import EdgeKind, NodeKind, ReferenceRelation, Status
from graph.model import Standard
from graph.status import status_on
from graph.store.base import GraphReader

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Edition:
    """One described edition with its ties; bodies, fields and classes by node id."""

    standard: Standard
    work: str | None
    status: Status
    fields: tuple[str, ...]
    aspects: tuple[str, ...]
    issuers: tuple[str, ...]
    drafters: tuple[str, ...]
    regions: frozenset[str]
    classes: tuple[str, ...]

    @property
    def number(self) -> str:
        return self.standard.number

    @property
    def year(self) -> int | None:
        issued = self.standard.issued
        return issued.year if issued is not None else self.standard.year

    @property
    def current(self) -> bool:
        return self.status in (Status.IN_FORCE, Status.UPCOMING)


@dataclass(frozen=True, slots=True)
class Citation:
    """An edition that cites a work or an edition of it."""

    citing: str  # node id
    work: str
    dated: bool
    relation: str


@dataclass(frozen=True)
class Survey:
    """The data on a day, asked about once and used by every indicator."""

    graph: GraphReader
    day: date
    editions: tuple[Edition, ...]
    names: Mapping[str, str]  # of bodies, by node id

    @cached_property
    def groups(self) -> tuple[Edition, ...]:
        """Current group standards."""
        return tuple(one for one in self.editions if one.standard.level is Level.GROUP and one.current)

    @cached_property
    def by_node(self) -> Mapping[str, Edition]:
        return {one.standard.id: one for one in self.editions}

    @cached_property
    def citations(self) -> Mapping[str, tuple[Citation, ...]]:
        """Who cites a work, normatively or in its text; lists of literature are no use of a standard."""
        literature = ReferenceRelation.BIBLIOGRAPHY.value
        found: dict[str, list[Citation]] = defaultdict(list)
        work_of = self.work_of
        for start, end, relation, dated in self.graph.links(EdgeKind.REFERENCES, ("relation", "dated")):
            work = work_of.get(end, end)
            if relation != literature and start in self.by_node and work_of.get(start) != work:
                found[work].append(Citation(start, work, bool(dated), relation or ""))
        return {work: tuple(sorted(each, key=lambda c: c.citing)) for work, each in found.items()}

    @cached_property
    def work_of(self) -> Mapping[str, str]:
        return dict(self.graph.links(EdgeKind.EDITION_OF))

    def ends(self, kind: EdgeKind) -> Mapping[str, tuple[str, ...]]:
        """The ends of the edges of a kind, by their start."""
        return ends(self.graph, kind)


def ends(graph: GraphReader, kind: EdgeKind) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in graph.links(kind):
        found[start].append(end)
    return {start: tuple(sorted(each)) for start, each in found.items()}


def _in_printed_order(graph: GraphReader) -> Mapping[str, tuple[str, ...]]:
    """Drafting bodies by edition; the first leads."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for start, body, position in graph.links(EdgeKind.DRAFTED_BY, ("position",)):
        found[start].append((position or 0, body))
    return {start: tuple(body for _, body in sorted(each)) for start, each in found.items()}


def survey(graph: GraphReader, day: date, *, among: Collection[str] | None = None) -> Survey:
    """``among``: ids of the editions to look at, all when None."""
    work_of: dict[str, str] = dict(graph.links(EdgeKind.EDITION_OF))
    ties: dict[EdgeKind, Mapping[str, tuple[str, ...]]] = {
        kind: ends(graph, kind)
        for kind in (
            EdgeKind.IN_DOMAIN,
            EdgeKind.ON_ASPECT,
            EdgeKind.ISSUED_BY,
            EdgeKind.LOCATED_IN,
            EdgeKind.CLASSIFIED_AS,
        )
    }
    ties[EdgeKind.DRAFTED_BY] = _in_printed_order(graph)
    names = {
        node: zh or en or node.partition(":")[2]
        for node, zh, en in graph.rows(NodeKind.ORGANIZATION, ("name_zh", "name_en"))
    }
    editions = tuple(
        _edition(standard, work_of.get(standard.id), day, ties)
        for standard in _standards(graph)
        if standard.described and (among is None or standard.id in among)
    )
    return Survey(graph, day, editions, names)


def _standards(graph: GraphReader) -> list[Standard]:
    found: list[Standard] = []
    after: str | None = None
    while True:
        page = graph.page(NodeKind.STANDARD, after=after, limit=_PAGE)
        found += [node for node in page.items if isinstance(node, Standard)]
        if page.next is None:
            return found
        after = page.next


def _edition(standard: Standard, work: str | None, day: date, ties: Mapping[EdgeKind, Mapping[str, Any]]) -> Edition:
    def of(kind: EdgeKind) -> tuple[str, ...]:
        return tuple(ties[kind].get(standard.id, ()))

    drafters = of(EdgeKind.DRAFTED_BY)
    issuers = of(EdgeKind.ISSUED_BY)
    located = ties[EdgeKind.LOCATED_IN]
    regions = {region for node in (standard.id, *issuers, *drafters) for region in located.get(node, ())}
    return Edition(
        standard=standard,
        work=work,
        status=status_on(standard, day).status,
        fields=of(EdgeKind.IN_DOMAIN),
        aspects=of(EdgeKind.ON_ASPECT),
        issuers=issuers,
        drafters=drafters,
        regions=frozenset(regions),
        classes=of(EdgeKind.CLASSIFIED_AS),
    )
