"""The word lists of the comparison, read once from ``data/*.csv``.

Every list is a table that a standards engineer can read and correct: one row a word, with the source of
the row. Code elsewhere asks for them by name and never spells out a word of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from graph import objects
from graph.objects import canonical, canonical_terms, normalise

__all__ = ["canonical", "canonical_terms", "column", "normalise", "rows", "variants_of"]


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of a table, NFKC-normalised; those about objects stand in ``graph/data/objects``."""
    if name in objects.TABLES:
        return objects.rows(name)
    text = (files("search.compare") / "data" / f"{name}.csv").read_text("utf-8")
    return tuple(
        MappingProxyType({key: normalise(cell or "") for key, cell in row.items() if key})
        for row in csv.DictReader(text.splitlines())
    )


@cache
def column(name: str, key: str, value: str) -> Mapping[str, str]:
    """A table as a mapping from one column to another; of repeated keys the first row counts."""
    found: dict[str, str] = {}
    for row in rows(name):
        found.setdefault(row[key], row[value])
    return MappingProxyType(found)


@cache
def variants_of() -> Mapping[str, tuple[str, ...]]:
    """Preferred term → its variants."""
    found: dict[str, list[str]] = {}
    for term, preferred in canonical_terms().items():
        found.setdefault(preferred, []).append(term)
    return MappingProxyType({term: tuple(others) for term, others in found.items()})
