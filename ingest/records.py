"""What a registry says of one standard, typed; and what could not be used of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.ids import Adoption, StandardId
from graph.kinds import ReferenceRelation, Status


@dataclass(frozen=True, slots=True)
class Replaced:
    """A standard named in a column 代替 or 被代替; ``partial`` where the cell says 部分代替."""

    id: StandardId
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A document referred to, as a registry lists it."""

    id: StandardId
    relation: ReferenceRelation = ReferenceRelation.NORMATIVE


@dataclass(frozen=True, slots=True)
class StandardRecord:
    """One row of a registry. ``id`` is an edition, or an amendment of one (then ``id.amendments`` names it)."""

    id: StandardId
    title_zh: str | None = None
    title_en: str | None = None
    status: Status | None = None
    nature: str | None = None
    issued: date | None = None
    implemented: date | None = None
    withdrawn_on: date | None = None
    first_issued: date | None = None
    reviewed_on: date | None = None
    plan_number: str | None = None
    record_number: str | None = None
    category: str | None = None
    scope: str | None = None
    main_content: str | None = None
    pages: int | None = None
    patents_involved: bool | None = None
    text_access: str | None = None
    url: str | None = None
    keywords: tuple[str, ...] = ()
    drafters: tuple[str, ...] = ()
    drafting_orgs: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    proposers: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    ics: tuple[str, ...] = ()
    ccs: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    replaces: tuple[Replaced, ...] = ()
    replaced_by: tuple[Replaced, ...] = ()
    adopts: tuple[Adoption, ...] = ()
    references: tuple[Reference, ...] = ()
    provenance: str | None = None
    retrieved_on: date | None = None


class Problem(StrEnum):
    """Why a record was rejected, or a field of it left out."""

    UNREADABLE_ROW = "unreadable_row"
    TOO_MANY_CELLS = "too_many_cells"
    CELL_TOO_LONG = "cell_too_long"
    NO_NUMBER = "no_number"
    INVALID_NUMBER = "invalid_number"
    UNDATED_NUMBER = "undated_number"
    NO_TITLE = "no_title"
    DUPLICATE_NUMBER = "duplicate_number"
    OUTDATED = "outdated"
    IMPOSSIBLE_DATE = "impossible_date"
    DATE_AGAINST_NUMBER = "date_against_number"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    UNKNOWN_STATUS = "unknown_status"
    BAD_VALUE = "bad_value"
    NO_IDENTIFIER = "no_identifier"
    NUMBER_NEEDS_REVIEW = "number_needs_review"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something of a row that was not stored. ``rejected``: the whole row; else only ``field`` was left out."""

    place: int
    problem: Problem
    detail: str
    number: str | None = None
    field: str | None = None
    value: str | None = None
    rejected: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A record with its place in the file and what was left out of it."""

    place: int
    record: StandardRecord
    issues: tuple[Issue, ...] = ()
