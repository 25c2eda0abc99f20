"""Filters of a search, in the two forms the index needs: a query of the lexical index, a mask over the vectors.

Both say the same; a property test holds them together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import tantivy
from numpy.typing import NDArray

from graph.ids import Level, Nature

Mask = NDArray[np.bool_]


class State(StrEnum):
    """States on a day that can be asked for."""

    IN_FORCE = "in_force"
    UPCOMING = "upcoming"
    CURRENT = "current"  # in force or upcoming
    ENDED = "ended"  # replaced or withdrawn


@dataclass(frozen=True, slots=True)
class Filters:
    """All conditions must hold; within one, any of its values. ``issuer`` is a part of the name."""

    levels: tuple[Level, ...] = ()
    natures: tuple[Nature, ...] = ()
    state: State | None = None
    on: date | None = None  # the day of ``state``; required with it
    issuer: str | None = None
    ics: tuple[str, ...] = ()  # prefixes: 13, 13.040, 13.040.40
    ccs: tuple[str, ...] = ()  # prefixes: A, A9, A91
    domains: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None

    def __bool__(self) -> bool:
        return self != Filters()

    def __post_init__(self) -> None:
        if self.state is not None and self.on is None:
            raise ValueError("a filter on the state needs the day it is asked for")


def index_terms(field: str, codes: Iterable[str]) -> list[str]:
    """The prefixes under which a code is found."""
    if field == "ccs":
        return sorted({code[:end] for code in codes for end in range(1, len(code) + 1)})
    terms: set[str] = set()
    for code in codes:
        parts = code.split(".")
        terms |= {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return sorted(terms)


# (state) → conditions (column, comparison): each must hold for the day
_STATE_RANGES: dict[State, tuple[tuple[tuple[str, str], ...], ...]] = {
    State.IN_FORCE: ((("in_force_from", "<="), ("in_force_to_day", ">")),),
    State.UPCOMING: ((("upcoming_from", "<="), ("upcoming_to", ">")),),
    State.CURRENT: (
        (("in_force_from", "<="), ("in_force_to_day", ">")),
        (("upcoming_from", "<="), ("upcoming_to", ">")),
    ),
    State.ENDED: ((("ended_from", "<="),),),
}


def mask(documents: pa.Table, filters: Filters) -> Mask:
    """Which rows pass; rows that are no longer alive do not."""
    result = _bools(documents["alive"])
    for column, wanted in (("level", filters.levels), ("nature", filters.natures)):
        if wanted:
            result &= _bools(pc.is_in(documents[column], pa.array([w.value for w in wanted])))
    for column, prefixes in (("ics", filters.ics), ("ccs", filters.ccs)):
        if prefixes:
            result &= _any(
                documents[column],
                lambda code, column=column, prefixes=prefixes: bool(set(index_terms(column, [code])) & set(prefixes)),
            )
    if filters.domains:
        result &= _any(documents["domains"], set(filters.domains).__contains__)
    if filters.issuer:
        part = filters.issuer
        result &= _any(documents["issuers"], lambda name: part in name)
    years = documents["year"].fill_null(-1).to_numpy()
    if filters.year_from is not None:
        result &= years >= filters.year_from
    if filters.year_to is not None:
        result &= (years <= filters.year_to) & (years >= 0)
    if filters.state is not None and filters.on is not None:
        day, either = filters.on.toordinal(), np.zeros(len(result), bool)
        for ranges in _STATE_RANGES[filters.state]:
            both = np.ones(len(result), bool)
            for column, sign in ranges:
                values = documents[column].to_numpy()
                both &= values <= day if sign == "<=" else values > day
            either |= both
        result &= either
    return result


def _bools(values: Any) -> Mask:
    return np.asarray(
        values.to_numpy(zero_copy_only=False) if isinstance(values, pa.Array) else values.to_numpy()
    ).astype(bool)


def _any(lists: pa.ChunkedArray, passes: Any) -> Mask:
    """Rows of a column of lists in which some value passes; each distinct value is asked about once."""
    result = np.zeros(len(lists), bool)
    at = 0
    for chunk in lists.chunks:
        values = chunk.flatten().dictionary_encode()
        good = np.array([passes(value) for value in values.dictionary.to_pylist()], bool)
        if len(good):
            rows = pc.list_parent_indices(chunk).to_numpy()
            result[at + rows[good[values.indices.to_numpy()]]] = True
        at += len(chunk)
    return result


def lexical_filter(schema: Any, filters: Filters, issuers: Iterable[str]) -> list[tuple[Any, Any]]:
    """Clauses that must hold, without weight. ``issuers``: all names known, for a part of a name."""
    clauses: list[Any] = []

    def terms(field: str, values: Iterable[str]) -> None:
        clauses.append(tantivy.Query.term_set_query(schema, field, list(values)))

    for field, wanted in (("level", filters.levels), ("nature", filters.natures)):
        if wanted:
            terms(field, [value.value for value in wanted])
    for field, values in (("ics", filters.ics), ("ccs", filters.ccs), ("domain", filters.domains)):
        if values:
            terms(field, values)
    if filters.issuer:
        terms("issuer", [name for name in issuers if filters.issuer in name])
    if filters.year_from is not None or filters.year_to is not None:
        clauses.append(_range(schema, "year", filters.year_from or 0, filters.year_to or 9999))
    if filters.state is not None and filters.on is not None:
        day = filters.on.toordinal()
        either = [
            tantivy.Query.boolean_query(
                [
                    (
                        tantivy.Occur.Must,
                        _range(schema, column, None if sign == "<=" else day + 1, day if sign == "<=" else None),
                    )
                    for column, sign in ranges
                ]
            )
            for ranges in _STATE_RANGES[filters.state]
        ]
        clauses.append(tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in either]))
    return [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in clauses]


def _range(schema: Any, field: str, low: int | None, high: int | None) -> Any:
    return tantivy.Query.range_query(schema, field, tantivy.FieldType.Integer, lower_bound=low, upper_bound=high)
