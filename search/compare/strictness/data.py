"""The tables of the strictness comparison, read once from ``data/*.csv``; every row names its source."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

_DASHES = re.compile(r"[—–‐‑−―－]")
_BLANK = re.compile(r"\s+")


@lru_cache(maxsize=32768)
def normal(text: str) -> str:
    """A name as the tables write it: half-width (Ⅲ→III), one kind of dash, no blanks."""
    return _BLANK.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of ``data/NAME.csv``, cells stripped."""
    text = (files(__package__ or __name__.rpartition(".")[0]) / "data" / f"{name}.csv").read_text("utf-8")
    return tuple(
        MappingProxyType({key: (cell or "").strip() for key, cell in row.items() if key})
        for row in csv.DictReader(text.splitlines())
    )


@cache
def index(name: str, key: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a table by one column; of repeated keys the first row counts."""
    found: dict[str, Mapping[str, str]] = {}
    for row in rows(name):
        found.setdefault(row[key], row)
    return MappingProxyType(found)
