"""The map of clusters: laid out on the server by igraph, drawn as SVG with links, without scripts.

Kamada and Kawai from a fixed start, without chance: the same clusters always lie in the same place. Places are then
spread over the frame (half by value, half by rank) and what overlaps is pushed apart, so that every label can be read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from api.settings import Language
from api.usecases.clusters import ClustersReport, ClusterView

WIDTH, HEIGHT = 1200, 760  # user units
_MOST = 36  # clusters drawn: the largest
_LINES = 1  # lines a cluster, of the strongest ties
_MARGIN = 80
_LABEL = 11  # characters of hanzi in a label
_PUSHES = 600
_LINE = 15  # height of a label


@dataclass(frozen=True, slots=True)
class Spot:
    """A cluster on the map. ``wide``: half the width its label takes."""

    cluster: ClusterView
    label: str
    x: float
    y: float
    radius: float
    wide: float


@dataclass(frozen=True, slots=True)
class Line:
    """Ties between two clusters; ``thick`` 1 to 4."""

    x1: float
    y1: float
    x2: float
    y2: float
    thick: int


@dataclass(frozen=True, slots=True)
class Map:
    """``hidden``: clusters too small to be drawn; the table lists them."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    hidden: int


def drawn(report: ClustersReport, language: Language) -> Map:
    """The clusters of the top level by place, and the strongest ties between them."""
    top = sorted((one for one in report.clusters if one.parent is None), key=lambda one: one.number)
    shown = top[:_MOST]
    if not shown:
        return Map((), (), 0)
    position = {one.number: at for at, one in enumerate(shown)}
    ties = [
        (position[one.one], position[one.other], one.weight)
        for one in report.between
        if one.one in position and one.other in position
    ]
    largest = max(one.standards for one in shown)
    radii = [8 + 26 * math.sqrt(one.standards / largest) for one in shown]
    labels = [_label(one, language) for one in shown]
    wide = [_width(label) / 2 for label in labels]
    places = _apart(_fitted(_layout(len(shown), ties)), radii, wide)
    spots = tuple(
        Spot(one, label, round(x, 1), round(y, 1), round(radius, 1), half)
        for one, label, (x, y), radius, half in zip(shown, labels, places, radii, wide, strict=True)
    )
    return Map(spots, _lines(spots, ties), len(top) - len(shown))


def _layout(count: int, ties: list[tuple[int, int, float]]) -> list[tuple[float, float]]:
    import igraph

    start = [(math.cos(2 * math.pi * at / count), math.sin(2 * math.pi * at / count)) for at in range(count)]
    if count < 3:
        return start
    graph = igraph.Graph(count, [(a, b) for a, b, _ in ties])
    strongest = max((weight for _, _, weight in ties), default=1.0)
    lengths = [1 + math.log(strongest / weight) for _, _, weight in ties] or None  # strongly tied: near
    return [(x, y) for x, y in graph.layout_kamada_kawai(weights=lengths, seed=start)]


def _fitted(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    xs, ys = _spread([x for x, _ in places]), _spread([y for _, y in places])
    return [
        (_MARGIN + x * (WIDTH - 2 * _MARGIN), _MARGIN + y * (HEIGHT - 2 * _MARGIN))
        for x, y in zip(xs, ys, strict=True)
    ]


def _spread(values: list[float]) -> list[float]:
    """From 0 to 1, half by value and half by rank."""
    least, span = min(values), (max(values) - min(values)) or 1.0
    rank = {at: place for place, at in enumerate(sorted(range(len(values)), key=lambda at: (values[at], at)))}
    last = max(1, len(values) - 1)
    return [((value - least) / span + rank[at] / last) / 2 for at, value in enumerate(values)]


def _apart(places: list[tuple[float, float]], radii: list[float], wide: list[float]) -> list[tuple[float, float]]:
    """Boxes of circle and label pushed apart along the shorter way, within the frame."""
    now = [list(place) for place in places]
    half_x = [max(radius, half) + 4 for radius, half in zip(radii, wide, strict=True)]
    half_y = [radius + _LINE / 2 + 4 for radius in radii]
    for _ in range(_PUSHES):
        moved = False
        for a in range(len(now)):
            for b in range(a + 1, len(now)):
                dx, dy = now[b][0] - now[a][0], now[b][1] - now[a][1]
                over_x, over_y = half_x[a] + half_x[b] - abs(dx), half_y[a] + half_y[b] - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis, over, way = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
                step = over / 2 if way >= 0 else -over / 2
                now[a][axis] -= step
                now[b][axis] += step
        for at, place in enumerate(now):
            place[0] = min(max(place[0], half_x[at]), WIDTH - half_x[at])
            place[1] = min(max(place[1], half_y[at]), HEIGHT - half_y[at])
        if not moved:
            break
    return [(x, y) for x, y in now]


def _lines(spots: tuple[Spot, ...], ties: list[tuple[int, int, float]]) -> tuple[Line, ...]:
    strongest = max((weight for _, _, weight in ties), default=1.0)
    used = [0] * len(spots)
    lines = []
    for a, b, weight in sorted(ties, key=lambda tie: -tie[2]):
        if used[a] >= _LINES and used[b] >= _LINES:
            continue
        used[a] += 1
        used[b] += 1
        thick = 1 + round(3 * math.sqrt(weight / strongest))
        lines.append(Line(spots[a].x, spots[a].y, spots[b].x, spots[b].y, thick))
    return tuple(lines)


def _label(one: ClusterView, language: Language) -> str:
    text = (one.label_zh if language == "zh" else one.label_en) or one.label_zh or one.label_en or str(one.number)
    short, used = "", 0.0
    for sign in text:
        used += 1 if ord(sign) > 0x2E7F else 0.55
        if used > _LABEL:
            return short + "…"
        short += sign
    return short


def _width(label: str) -> float:
    """About the width of a text of 12 units in height."""
    return sum(12.0 if ord(sign) > 0x2E7F else 6.8 for sign in label)
