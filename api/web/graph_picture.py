"""The neighbours of a standard as a small picture: SVG laid out on the server, with links and without scripts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from api.messages import Messages
from api.usecases.show import EdgeView
from api.usecases.standard import RelationGroup
from api.web import links
from graph.kinds import EdgeKind

_DRAWN = (EdgeKind.REPLACES, EdgeKind.REFERENCES, EdgeKind.ADOPTS, EdgeKind.ISSUED_BY, EdgeKind.DRAFTED_BY,
          EdgeKind.UNDER_COMMITTEE, EdgeKind.AMENDS, EdgeKind.DISCLOSES_PATENT)  # fmt: skip
_PER_GROUP = 4
_MOST = 16
WIDTH = 760
_ROW = 46  # height of a neighbour
_LABEL = 14  # characters of a label


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node of the picture, by its place in user units."""

    label: str
    title: str
    address: str
    relation: str
    kind: str
    x: float
    y: float
    left: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """``hidden``: neighbours left out; the tables of the page list them all."""

    neighbours: tuple[Neighbour, ...]
    hidden: int
    height: int


def picture(groups: tuple[RelationGroup, ...], t: Messages) -> Picture:
    """Neighbours around the middle: what it points to on the right, what points to it on the left."""
    sides: dict[bool, list[tuple[RelationGroup, EdgeView]]] = {True: [], False: []}
    seen: set[str] = set()
    for group in groups:
        if group.kind not in _DRAWN:
            continue
        new = [edge for edge in {edge.other: edge for edge in group.edges}.values() if edge.other not in seen]
        seen.update(edge.other for edge in new)
        sides[group.outgoing] += [(group, edge) for edge in new[:_PER_GROUP]]
    tall = max(2, *(min(len(entries), _MOST // 2) for entries in sides.values())) * _ROW
    found: list[Neighbour] = []
    for outgoing, entries in sides.items():
        shown = entries[: _MOST // 2]
        for at, (group, edge) in enumerate(shown):
            height = 2 * (at + 0.5) / len(shown) - 1  # from -1 at the top to 1 at the bottom
            direction = 1 if outgoing else -1
            key = edge.other.partition(":")[2]
            found.append(
                Neighbour(
                    label=key if len(key) <= _LABEL else key[: _LABEL - 1] + "…",
                    title=f"{t(group.key) if t.has(group.key) else group.kind}：{key} {edge.title or ''}".strip(),
                    address=links.url_of(edge.other),
                    relation=t(group.key) if t.has(group.key) else group.kind.value,
                    kind=edge.other.partition(":")[0],
                    x=round(WIDTH / 2 + direction * (110 + 90 * math.sqrt(1 - height * height)), 1),
                    y=round(tall / 2 + height * (tall / 2 - 8), 1),
                    left=not outgoing,
                )
            )
    return Picture(tuple(found), len(seen) - len(found), tall)
