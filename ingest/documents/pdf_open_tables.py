"""Tables with horizontal lines only (三线表) → grids: columns from the white between texts, rows from base lines.

GB/T 1.1 wants closed frames, but drafts of associations often have three lines: above and below the heading, and below
the body. At least three lines of one length must lie over each other, with two columns and two rows between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.documents.pdf_lines import Line, group_lines, make_line
from ingest.documents.pdf_page import Box, Char
from ingest.documents.pdf_tables import Grid, GridCell

_SAME_END = 6.0
_LEAST_WIDTH = 150.0
_LEAST_GAP = 7.0  # white between columns
_CAPTION = re.compile(r"^续?附?表\s*[A-Z]?[\d.]")


def find_open_grids(rules: Sequence[Box], grids: Sequence[Grid], chars: Sequence[Char]) -> list[Grid]:
    """Tables of horizontal lines that are in none of these grids."""
    lines = sorted((r for r in rules if r.width >= _LEAST_WIDTH and r.height < 3), key=lambda r: r.top)
    free = [r for r in lines if not any(_touches(r, grid.box) for grid in grids)]
    return [grid for group in _stacks(free, chars) if (grid := _grid(group, chars)) is not None]


def _touches(rule: Box, box: Box) -> bool:
    return box.top - 4 <= rule.top <= box.bottom + 4 and rule.x0 < box.x1 and rule.x1 > box.x0


def _stacks(rules: Sequence[Box], chars: Sequence[Char]) -> Iterator[list[Box]]:
    """Lines of one length under each other, taken apart where a caption stands between them."""
    left = list(rules)
    while left:
        first = left[0]
        same = [r for r in left if abs(r.x0 - first.x0) < _SAME_END and abs(r.x1 - first.x1) < _SAME_END]
        left = [r for r in left if r not in same]
        stack: list[Box] = []
        for rule in same:
            if stack and rule.top - stack[-1].top < 3:  # a double line
                continue
            if stack and any(_CAPTION.match(x.text) for x in _between(stack[-1].top, rule.top, first, chars)):
                yield stack
                stack = []
            stack.append(rule)
        yield stack


def _between(top: float, bottom: float, box: Box, chars: Sequence[Char]) -> list[Line]:
    inside = [c for c in chars if top < c.middle < bottom and box.x0 - 2 <= c.x0 <= box.x1 + 2]
    return [line for row in group_lines(inside) if (line := make_line(row)) is not None]


def _grid(stack: list[Box], chars: Sequence[Char]) -> Grid | None:
    if len(stack) < 3:
        return None
    left, right = min(r.x0 for r in stack), max(r.x1 for r in stack)
    inside = [
        c
        for c in chars
        if stack[0].top < c.middle < stack[-1].top and left - 3 <= c.x0 and c.x1 <= right + 3 and not c.text.isspace()
    ]
    gutters = _gutters(inside, left, right)
    if not inside or len(gutters) < 1:
        return None
    xs = [left, *gutters, right]
    ys = [stack[0].top]
    for upper, lower in pairwise(stack):
        ys.extend([*_row_ends(upper.top, lower.top, xs, inside, head=upper is stack[0]), lower.top])
    if len(ys) < 3:
        return None
    cells = [
        GridCell(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1]))
        for r in range(len(ys) - 1)
        for c in range(len(xs) - 1)
    ]
    return Grid(Box(left, ys[0], right, ys[-1]), tuple(xs), tuple(ys), tuple(cells))


def _gutters(inside: Sequence[Char], left: float, right: float) -> list[float]:
    """The middles of the stretches that no sign crosses."""
    found: list[float] = []
    end = left
    for char in sorted(inside, key=lambda c: c.x0):
        if char.x0 - end >= _LEAST_GAP and end > left:
            found.append((end + char.x0) / 2)
        end = max(end, char.x1)
    return [x for x in found if x < right]


def _row_ends(top: float, bottom: float, xs: Sequence[float], inside: Sequence[Char], *, head: bool) -> list[float]:
    """Where rows end between two lines: above each line of text that begins in the first column."""
    own = [c for c in inside if top < c.middle < bottom]
    if head:
        return []
    bases = sorted({round(row[0].base, 1) for row in group_lines(c for c in own if c.x1 <= xs[1] + 1)})
    size = max((c.size for c in own), default=10.0)
    return [base - 1.05 * size for base in bases[1:]]
