"""The tables of the coverage check, read once from ``data/*.csv``: to be read and corrected by standards engineers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph.document import ElementKind


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``data/NAME.csv``."""
    text = (files("search.compare.coverage") / "data" / f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


@cache
def rule(name: str) -> float:
    """A number of ``rules.csv``."""
    return next(float(row["value"]) for row in rows("rules") if row["rule"] == name)


@cache
def uncounted() -> frozenset[ElementKind]:
    """Elements of a document that hold no provisions of its own."""
    return frozenset(ElementKind(row["element"]) for row in rows("elements") if row["counted"] == "no")


@cache
def _boilerplate() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["what"]) for row in rows("boilerplate"))


def boilerplate(wording: str) -> str | None:
    """What stock sentence this is, by its wording (``search.clauses.sentences.normal``); None for any other."""
    return next((what for pattern, what in _boilerplate() if pattern.search(wording)), None)
