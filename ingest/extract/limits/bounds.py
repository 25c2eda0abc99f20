"""Two bounds of one quantity are a range."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.limits import BOUNDS, Op
from ingest.extract.limits.value import Value

_BETWEEN_BOUNDS = re.compile(r"[ ,，]{0,2}(?:且|并且|并|但|同时|和|及|,|，)?[ ]?(?:应|均应|亦|也)?[ ]?")


def merge_bounds(text: str, values: list[Value]) -> list[Value]:
    """不小于6.5且不大于8.5, ≥27.6 kPa但＜76.6 kPa: two bounds of one quantity are a range."""
    out: list[Value] = []
    for value in values:
        if out and _makes_range(text, out[-1], value):
            first = out[-1]
            low, high = (first, value) if first.op in (Op.GE, Op.GT) else (value, first)
            out[-1] = replace(
                first,
                end=value.end,
                op=Op.RANGE,
                value=None,
                low=low.value,
                high=high.value,
                low_closed=low.op is Op.GE,
                high_closed=high.op is Op.LE,
                unit=value.unit or first.unit,
            )
        else:
            out.append(value)
    return out


def _makes_range(text: str, first: Value, second: Value) -> bool:
    if first.value is None or second.value is None or first.op not in BOUNDS or second.op not in BOUNDS:
        return False
    if (first.op in (Op.GE, Op.GT)) == (second.op in (Op.GE, Op.GT)) or first.suffix or second.suffix:
        return False
    low, high = (first, second) if first.op in (Op.GE, Op.GT) else (second, first)
    if low.value is None or high.value is None or low.value > high.value:
        return False
    if first.unit is not None and second.unit is not None and first.unit.canonical != second.unit.canonical:
        return False
    return _BETWEEN_BOUNDS.fullmatch(text[first.end : second.start]) is not None
