"""Filters from words a person gives; a wrong word is named with those that exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from api.errors import BadRequest
from graph.ids import Level
from graph.vocabulary import domains
from search.filters import Filters, State

E = TypeVar("E", bound=StrEnum)


def make_filters(
    day: date,
    *,
    levels: Sequence[str] | None = None,
    status: str | None = None,
    issuer: str | None = None,
    ics: Sequence[str] | None = None,
    ccs: Sequence[str] | None = None,
    fields: Sequence[str] | None = None,
    year_from: int | None = None,
    year_to: int | None = None,
) -> Filters:
    """Raises :class:`~api.errors.BadRequest`. Fields go by key (``smart-manufacturing``) or Chinese name."""
    return Filters(
        levels=tuple(_one(Level, level, "level") for level in levels or ()),
        state=_one(State, status, "status") if status else None,
        on=day if status else None,
        issuer=issuer or None,
        ics=tuple(ics or ()),
        ccs=tuple(code.upper() for code in ccs or ()),
        domains=tuple(field_key(field) for field in fields or ()),
        year_from=year_from,
        year_to=year_to,
    )


def field_key(words: str) -> str:
    """The key of a field or sector by key or Chinese name. Raises :class:`~api.errors.BadRequest`."""
    keys = {concept.label_zh: key for key, concept in domains().items()} | {key: key for key in domains()}
    if words not in keys:
        known = "、".join(f"{c.label_zh} {key}" for key, c in domains().items())
        raise BadRequest("no field {words!r}; known fields: {known}", words=words, known=known)
    return keys[words]


def _one(kind: type[E], word: str, name: str) -> E:
    try:
        return kind(word)
    except ValueError as error:
        raise BadRequest(
            "{name}={word!r} is not known; known: {known}", name=name, word=word, known=", ".join(_words(kind))
        ) from error


def _words(kind: Iterable[StrEnum]) -> list[str]:
    return [member.value for member in kind]
