"""Thresholds of the analyses: ``data/thresholds.csv``, each with its meaning and where it was measured."""

from __future__ import annotations

from functools import cache

from search.compare import tables


@cache
def threshold(name: str) -> float:
    """A value by name; ``LookupError`` for a name the table lacks."""
    value = tables.column("thresholds", "name", "value").get(name)
    if value is None:
        raise LookupError(f"no row {name!r} in search/compare/data/thresholds.csv")
    return float(value)
