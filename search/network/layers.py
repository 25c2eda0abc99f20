"""The graph of a generation → the network of a day: lineages, bodies and patents, and the ties between them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np

from graph.ids import Level
from graph.kinds import EdgeKind, NodeKind
from graph.store.base import GraphReader
from search.network.model import Layer, Member, Network, Ties

LARGE_SHARE = 0.05  # a body tied to more of all lineages than this tells no topic: 国家标准化管理委员会
Near = Callable[[Sequence[str]], Iterable[tuple[str, str, float]]]
"""Numbers of editions → pairs of them that say nearly the same, with a similarity from 0 to 1."""

Pairs = dict[tuple[str, str], float]

_BODIES = {
    Layer.DRAFTING: EdgeKind.DRAFTED_BY,
    Layer.COMMITTEE: EdgeKind.UNDER_COMMITTEE,
    Layer.ISSUER: EdgeKind.ISSUED_BY,
}
_FIELDS = ("number", "title_zh", "title_en", "level", "year", "issued", "described")


@cache
def layer_weights() -> Mapping[Layer, float]:
    """How much each layer counts, from ``data/layers.csv``."""
    text = (files("search.network") / "data" / "layers.csv").read_text("utf-8")
    return MappingProxyType({Layer(row["layer"]): float(row["weight"]) for row in csv.DictReader(io.StringIO(text))})


def build(graph: GraphReader, day: date, *, among: frozenset[str] | None = None, near: Near | None = None) -> Network:
    """The network of the lineages published by ``day``.

    ``among``: ids of the editions to look at, all when None. ``near``: the semantic layer, none when None.
    """
    work_of: dict[str, str] = dict(graph.links(EdgeKind.EDITION_OF))
    members = _members(graph, work_of, day, among)
    pairs: dict[Layer, Pairs] = {layer: {} for layer in Layer}
    _cite(graph, work_of, members, pairs[Layer.CITATION])
    left_out: list[str] = []
    for layer, kind in _BODIES.items():
        left_out += _join(graph.links(kind), work_of, members, pairs[layer])
    _patents(graph, work_of, members, pairs[Layer.PATENT])
    if near is not None:
        edition = {member.edition: work for work, member in members.items()}
        for a, b, similarity in near(sorted(edition)):
            pairs[Layer.NEARNESS][_pair(edition[a], edition[b])] = similarity
    return _network(members, pairs, tuple(dict.fromkeys(left_out)))


def _members(
    graph: GraphReader, work_of: Mapping[str, str], day: date, among: frozenset[str] | None
) -> dict[str, Member]:
    newest: dict[str, tuple[tuple[date, int], tuple[Any, ...]]] = {}
    first: dict[str, int] = {}
    for node, *values in graph.rows(NodeKind.STANDARD, _FIELDS):
        number, _, _, _, year, issued, described = values
        work = work_of.get(node)
        if work is None or not described or (among is not None and node not in among):
            continue
        age = (issued or date(year or 1, 1, 1), year or 0)
        if age[0] > day:
            continue
        if year is not None:
            first[work] = min(first.get(work, year), year)
        if work not in newest or (age, number) > (newest[work][0], newest[work][1][0]):
            newest[work] = (age, tuple(values))
    return {work: _member(work, values, first.get(work)) for work, (_, values) in newest.items()}


def _member(work: str, values: tuple[Any, ...], first_year: int | None) -> Member:
    number, title_zh, title_en, level, _, issued, _ = values
    return Member(
        work=work.partition(":")[2],
        edition=number,
        title_zh=title_zh,
        title_en=title_en,
        level=Level(level) if level else None,
        issued=issued,
        first_year=first_year,
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _cite(graph: GraphReader, work_of: Mapping[str, str], members: Mapping[str, Member], pairs: Pairs) -> None:
    """References, adoptions and replacements between lineages, however often said, are one tie."""
    for kind in (EdgeKind.REFERENCES, EdgeKind.ADOPTS, EdgeKind.REPLACES):
        for start, end in graph.links(kind):
            a, b = work_of.get(start, start), work_of.get(end, end)
            if a != b and a in members and b in members:
                pairs[_pair(a, b)] = 1


def _join(
    links: Iterator[tuple[Any, ...]],
    work_of: Mapping[str, str],
    members: Mapping[str, Member],
    pairs: Pairs,
) -> list[str]:
    """Ties of lineages to bodies. A body of k lineages gives each tie 1/ln(e+k-1); too large ones are left out."""
    of_body: dict[str, set[str]] = defaultdict(set)
    for start, body in links:
        work = work_of.get(start, "")
        if work in members:
            of_body[body].add(work)
    bound = max(50.0, LARGE_SHARE * len(members))
    for body, works in of_body.items():
        if len(works) <= bound:
            weight = float(1 / np.log(np.e + len(works) - 1))
            for work in works:
                pairs[_pair(work, body)] = weight
    return sorted(body for body, works in of_body.items() if len(works) > bound)


def _patents(graph: GraphReader, work_of: Mapping[str, str], members: Mapping[str, Member], pairs: Pairs) -> None:
    """Patents that a lineage discloses or that cite it, bodies that declared some for it, holders of those patents."""
    links = [
        *graph.links(EdgeKind.DISCLOSES_PATENT),
        *((standard, patent) for patent, standard in graph.links(EdgeKind.CITES_STANDARD)),
        *((standard, holder) for holder, standard in graph.links(EdgeKind.DECLARES_FOR)),
    ]
    tied: set[str] = set()
    for start, node in links:
        work = work_of.get(start, start)
        if work in members:
            pairs[_pair(work, node)] = 1
            tied.add(node)
    for holder, patent in graph.links(EdgeKind.HOLDS_PATENT):
        if patent in tied:
            pairs[_pair(holder, patent)] = 1


def _network(members: Mapping[str, Member], pairs: Mapping[Layer, Pairs], left_out: tuple[str, ...]) -> Network:
    nodes = tuple(sorted({*members, *(node for ties in pairs.values() for pair in ties for node in pair)}))
    place = {node: at for at, node in enumerate(nodes)}
    ties = {}
    for layer, weights in pairs.items():
        ordered = sorted(weights.items())
        ties[layer] = Ties(
            source=np.array([place[a] for (a, _), _ in ordered], np.int32),
            target=np.array([place[b] for (_, b), _ in ordered], np.int32),
            weight=np.array([weight for _, weight in ordered], np.float32),
        )
    return Network(nodes, MappingProxyType(dict(members)), MappingProxyType(ties), left_out, MappingProxyType(place))
