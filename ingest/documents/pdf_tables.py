"""Ruling lines of a page → grids of cells with spans.

The lines are joined where they run on, gathered into groups that cross, and the places where they stand make a grid;
neighbouring fields of the grid with no line between them are one merged cell. Tables open at the sides (开口表), as
GB/T 1.1 forbids and older standards love, are closed at the ends of their horizontal lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents.pdf_page import Box

_SNAP = 3.0  # lines nearer than this are one
_JOIN = 4.0  # gaps of a line up to this are drawn through
_TOUCH = 4.5
_NARROWEST = 7.0  # a column; lines nearer than this are one line drawn in two places
_LEAST_SIDE = 20.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: ``at`` is its y (horizontal) or x (vertical), from ``start`` to ``end`` along the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A field of a grid, possibly merged: first row and column, spans, and where it stands on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page; ``xs`` and ``ys`` are the places of its lines."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def find_grids(rules: Iterable[Box]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom. A frame with a single field is no table."""
    horizontal, vertical = _lines(rules)
    grids = [grid for group in _groups(horizontal, vertical) if (grid := _grid(*group)) is not None]
    grids = [g for g in grids if not any(_inside(g.box, other.box) for other in grids if other is not g)]
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _lines(rules: Iterable[Box]) -> tuple[list[Rule], list[Rule]]:
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for box in rules:
        if box.width >= box.height:
            horizontal.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
        else:
            vertical.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))
    return _joined(horizontal), _joined(vertical)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Pieces at one place joined into lines."""
    out: list[Rule] = []
    for band in _bands(sorted(rules, key=lambda r: r.at)):
        at = sum(r.at * (r.end - r.start) for r in band) / max(sum(r.end - r.start for r in band), 1e-6)
        start = end = None
        for rule in sorted(band, key=lambda r: r.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _JOIN:
                end = max(end, rule.end)
            else:
                out.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            out.append(Rule(at, start, end))
    return [rule for rule in out if rule.end - rule.start >= 6]


def _bands(rules: Sequence[Rule]) -> list[list[Rule]]:
    bands: list[list[Rule]] = []
    for rule in rules:
        if bands and rule.at - bands[-1][0].at <= _SNAP:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    return bands


def _groups(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch belong to one table."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical):
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                parent[root(i)] = root(len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical):
        groups.setdefault(root(len(horizontal) + j), ([], []))[1].append(v)
    return list(groups.values())


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    if len(horizontal) < 2 or not vertical:
        return None
    left, right = min(h.start for h in horizontal), max(h.end for h in horizontal)
    top, bottom = min(h.at for h in horizontal), max(h.at for h in horizontal)
    if right - left < _LEAST_SIDE or bottom - top < 8:
        return None
    xs = _places([*(v.at for v in vertical), left, right], _NARROWEST)
    ys = _places([h.at for h in horizontal], _TOUCH)
    if len(xs) < 3 and len(ys) < 3:
        return None
    cells = _cells(xs, ys, horizontal, vertical)
    if len(cells) < 2 or len(cells) < 0.2 * min(len(xs), len(ys)):
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), tuple(cells))


def _places(values: Iterable[float], nearest: float) -> list[float]:
    places: list[list[float]] = []
    for value in sorted(values):
        if places and value - places[-1][0] <= nearest:
            places[-1].append(value)
        else:
            places.append([value])
    return [sum(group) / len(group) for group in places]


def _cells(xs: list[float], ys: list[float], horizontal: list[Rule], vertical: list[Rule]) -> list[GridCell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    wall = [
        [_covered(vertical, xs[c + 1], ys[r], ys[r + 1], _NARROWEST) for c in range(columns - 1)] for r in range(rows)
    ]  # at the right of the field
    floor = [
        [_covered(horizontal, ys[r + 1], xs[c], xs[c + 1], _TOUCH) for c in range(columns)] for r in range(rows - 1)
    ]  # below the field
    taken = [[False] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            width = 1
            while c + width < columns and not taken[r][c + width] and not wall[r][c + width - 1]:
                width += 1
            height = 1
            while r + height < rows and _goes_down(r + height, c, width, wall, floor, taken):
                height += 1
            for rr in range(r, r + height):
                for cc in range(c, c + width):
                    taken[rr][cc] = True
            cells.append(GridCell(r, c, height, width, Box(xs[c], ys[r], xs[c + width], ys[r + height])))
    return cells


def _goes_down(
    row: int, column: int, width: int, wall: list[list[bool]], floor: list[list[bool]], taken: list[list[bool]]
) -> bool:
    fields = range(column, column + width)
    return not any(floor[row - 1][c] or taken[row][c] for c in fields) and not any(
        wall[row][c] for c in list(fields)[:-1]
    )


def _covered(rules: list[Rule], at: float, start: float, end: float, nearest: float) -> bool:
    """Whether a line at this place covers most of this stretch."""
    covered = sum(
        max(0.0, min(end, rule.end + 1) - max(start, rule.start - 1)) for rule in rules if abs(rule.at - at) <= nearest
    )
    return covered >= 0.6 * (end - start)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - 1
        and inner.x1 <= outer.x1 + 1
        and inner.top >= outer.top - 1
        and inner.bottom <= outer.bottom + 1
        and (inner.width, inner.height) != (outer.width, outer.height)
    )
