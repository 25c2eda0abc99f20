"""An indicator of a policy's task: a count of what, of how many, the standards behind it, its trend."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from search.policy.survey import Edition


@dataclass(frozen=True, slots=True)
class Indicator:
    """``value`` of ``of`` (None: of nothing); ``standards`` are all numbers behind it; ``parts`` a breakdown.

    ``known``: how many editions or ties of the data say anything of this kind; 0 means that nothing can be told, None
    that every record does.
    """

    key: str
    value: int
    of: int | None = None
    standards: tuple[str, ...] = ()
    trend: Mapping[int, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    known: int | None = None

    @property
    def zh(self) -> str:
        return _rows()[self.key]["zh"]

    @property
    def en(self) -> str:
        return _rows()[self.key]["en"]


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    text = (files("search.policy") / "data" / "indicators.csv").read_text("utf-8")
    return {row["key"]: row for row in csv.DictReader(io.StringIO(text))}


def of_editions(
    key: str, chosen: Iterable[Edition], of: int | None = None, parts: Mapping[str, int] | None = None
) -> Indicator:
    """The indicator of some editions, the newest first, with their years as its trend."""
    editions = sorted(chosen, key=lambda one: (one.standard.issued or date.min, one.number), reverse=True)
    trend = Counter(one.year for one in editions if one.year is not None)
    return Indicator(
        key, len(editions), of, tuple(one.number for one in editions), dict(sorted(trend.items())), dict(parts or {})
    )
