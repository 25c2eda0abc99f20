"""The word lists of the comparison, read once from ``data/*.csv``.

Every list is a table that a standards engineer can read and correct: one row a word, with the source of
the row. Code elsewhere asks for them by name and never spells out a word of its own.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


def normalise(text: str) -> str:
    """Text as the tables write it: NFKC (half-width letters and brackets), no outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of ``data/NAME.csv`` as read-only mappings from column to cell, NFKC-normalised."""
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
def canonical_terms() -> Mapping[str, str]:
    """Variant term → preferred term (同义词 → 标准用语)."""
    return column("synonyms", "term", "canonical")


@cache
def variants_of() -> Mapping[str, tuple[str, ...]]:
    """Preferred term → its variants."""
    found: dict[str, list[str]] = {}
    for term, preferred in canonical_terms().items():
        found.setdefault(preferred, []).append(term)
    return MappingProxyType({term: tuple(others) for term, others in found.items()})


def canonical(term: str) -> str:
    """The preferred term for a word of the vocabulary, or the word itself."""
    known = canonical_terms()
    preferred = known.get(term, term)
    return known.get(preferred, preferred)
