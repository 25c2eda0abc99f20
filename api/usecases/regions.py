"""Which editions a question is about: those of a field, of a region, of Zhongguancun."""

from __future__ import annotations

from collections import defaultdict

from api.errors import BadRequest
from api.usecases.filters import field_key
from graph.kinds import EdgeKind, NodeKind
from graph.model import kind_of, node_id
from graph.store.base import GraphReader

ZHONGGUANCUN = "中关村"  # no administrative region: bodies are told by their names


def keys(graph: GraphReader, field: str | None, region: str | None) -> tuple[str | None, str | None]:
    """Key of a field and id of a region, from words. Raises :class:`~api.errors.BadRequest`."""
    return field_key(field) if field else None, find_region(graph, region) if region else None


def editions_among(
    graph: GraphReader, field: str | None, region: str | None
) -> tuple[str | None, str | None, frozenset[str] | None]:
    """Key of a field, id of a region, and the editions of both (None: all), from words.

    Raises :class:`~api.errors.BadRequest`.
    """
    key, place = keys(graph, field, region)
    return key, place, among(graph, key, place)


def among(graph: GraphReader, field: str | None, region: str | None) -> frozenset[str] | None:
    """The editions of a field and a region; None: all."""
    chosen: frozenset[str] | None = None
    if field is not None:
        domain = node_id(NodeKind.DOMAIN, field)
        chosen = frozenset(start for start, end in graph.links(EdgeKind.IN_DOMAIN) if end == domain)
    if region is not None:
        inside = standards_of_region(graph, region)
        chosen = inside if chosen is None else chosen & inside
    return chosen


def find_region(graph: GraphReader, words: str) -> str:
    """The id of a region by code or name; 中关村 is told by the names of bodies.

    Raises :class:`~api.errors.BadRequest` with those that exist.
    """
    if words == ZHONGGUANCUN:
        return ZHONGGUANCUN
    names = {}
    for node, code, name in graph.rows(NodeKind.REGION, ("code", "name_zh")):
        names[code] = names[name] = node
    for form in (words, f"{words}市", f"{words}省"):
        if form in names:
            return str(names[form])
    known = "、".join(sorted(name for name in names if not name.isascii())[:40])
    raise BadRequest("no region {words!r} in the data; known: {known}", words=words, known=known)


def standards_of_region(graph: GraphReader, region: str) -> frozenset[str]:
    """Editions located in a region or a part of it, or issued or drafted by a body there."""
    if region == ZHONGGUANCUN:
        located = {
            node for node, name in graph.rows(NodeKind.ORGANIZATION, ("name_zh",)) if ZHONGGUANCUN in (name or "")
        }
        return _with_bodies(graph, located)
    narrower: dict[str, set[str]] = defaultdict(set)
    for start, end in graph.links(EdgeKind.BROADER):
        if kind_of(start) is NodeKind.REGION:
            narrower[end].add(start)
    inside, pending = {region}, [region]
    while pending:
        fresh = narrower[pending.pop()] - inside
        inside |= fresh
        pending += fresh
    located = {start for start, end in graph.links(EdgeKind.LOCATED_IN) if end in inside}
    return _with_bodies(graph, located)


def _with_bodies(graph: GraphReader, located: set[str]) -> frozenset[str]:
    """Editions among some nodes, and those issued or drafted by bodies among them."""
    by_bodies = (
        start
        for kind in (EdgeKind.ISSUED_BY, EdgeKind.DRAFTED_BY)
        for start, body in graph.links(kind)
        if body in located
    )
    return frozenset(node for node in (*located, *by_bodies) if kind_of(node) is NodeKind.STANDARD)
