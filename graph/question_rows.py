"""Rows that the questions of :mod:`graph.questions` answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.kinds import EdgeKind


@dataclass(frozen=True, slots=True)
class StandardRow:
    id: str
    number: str
    title: str | None
    issued: date | None
    implemented: date | None


@dataclass(frozen=True, slots=True)
class RoleRow(StandardRow):
    """``role``: how the organisation took part."""

    role: EdgeKind


@dataclass(frozen=True, slots=True)
class EndedRow(StandardRow):
    """A cited edition that no longer applies since ``ended``, and the number of the one that ended it."""

    ended: date
    successor: str | None


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    id: str
    number: str
    issued: date | None
    implemented: date | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A node ``steps`` references away; ``via``: the node of the step before, the first in order."""

    id: str
    steps: int
    via: str


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """The other end of an adoption; ``degree`` is IDT, MOD or NEQ (which is a correspondence only)."""

    other: str
    degree: str | None


@dataclass(frozen=True, slots=True)
class BodyRow:
    """An organisation or committee. ``number``: of standards that lead to it, where the question counts."""

    id: str
    name: str | None
    number: int


@dataclass(frozen=True, slots=True)
class DrafterRow:
    """``position`` in the printed order from 1; 0 where it is not known."""

    id: str
    name: str | None
    position: int


@dataclass(frozen=True, slots=True)
class PatentRow:
    id: str
    number: str
    title: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """``key``: the id of what is counted."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class YearRow:
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class FieldAspectRow:
    field: str
    aspect: str
    number: int


@dataclass(frozen=True, slots=True)
class TermRow:
    id: str
    term: str
    term_en: str | None
    definition: str | None
    number: str


@dataclass(frozen=True, slots=True)
class LimitRow:
    id: str
    number: str
    object: str | None
    characteristic: str
    text: str
    place: str | None


@dataclass(frozen=True, slots=True)
class OverlapRow:
    other: str
    grade: str | None
    rule: str | None
    evidence: str | None
