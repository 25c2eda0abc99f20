"""What a source says of one standard, patent, body, class or task, typed; and what could not be used of it."""

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

    @property
    def title(self) -> str:
        return self.title_zh or self.title_en or ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A standard whose number stands in a text; ``place``: title, abstract, claims, description."""

    id: StandardId
    place: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PatentRecord:
    """One publication of a patent. ``classes``: scheme and symbol, such as ``("IPC", "H04L9/32")``."""

    number: str
    title_zh: str | None = None
    title_en: str | None = None
    abstract: str | None = None
    category: str | None = None
    application_number: str | None = None
    filed: date | None = None
    published: date | None = None
    inventors: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    cites: tuple[Citation, ...] = ()
    url: str | None = None
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.title_zh or self.title_en or ""


@dataclass(frozen=True, slots=True)
class DeclarationRecord:
    """A holder's declaration for standards; ``patents``: number and the clauses it is said to read on."""

    key: str
    standards: tuple[StandardId, ...]
    declared_on: date | None = None
    holder: str | None = None
    patents: tuple[tuple[str, str | None], ...] = ()
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """A body as a register lists it. ``name`` is its node; ``region`` a GB/T 2260 code."""

    name: str
    name_en: str | None = None
    uscc: str | None = None
    group_code: str | None = None
    category: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    region: str | None = None
    parent: str | None = None
    industry: str | None = None
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class CommitteeRecord:
    """A technical committee. ``code`` like ``SAC/TC 286/SC 1`` or ``ISO/TC 215``; without one the name is the key."""

    code: str | None
    name_zh: str | None = None
    name_en: str | None = None
    secretariat: str | None = None
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.name_zh or self.name_en or self.code or ""


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """A class of ICS, CCS, IPC, SEI …; ``industries``: codes of GB/T 4754 and whether only a part is meant."""

    scheme: str
    code: str
    name_zh: str | None = None
    name_en: str | None = None
    parent: str | None = None
    industries: tuple[tuple[str, bool], ...] = ()
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.name_zh or self.name_en or ""


@dataclass(frozen=True, slots=True)
class IndustryRecord:
    """A class of GB/T 4754."""

    code: str
    name_zh: str
    parent: str | None = None
    definition: str | None = None
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.name_zh


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A numbered task of a policy document."""

    code: str
    name_zh: str
    document: str
    text: str
    parent: str | None = None
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.name_zh


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft for comment without a number: no edition, but its bodies are facts."""

    title: str
    bodies: tuple[str, ...] = ()
    provenance: str | None = None
    retrieved_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClassifiedRecord:
    """A standard, with or without year, as a classification of others sees it (I40KG): classes and neighbours."""

    id: StandardId
    title_en: str | None = None
    classes: tuple[tuple[str, str], ...] = ()
    related: tuple[StandardId, ...] = ()
    provenance: str | None = None
    retrieved_on: date | None = None

    @property
    def title(self) -> str:
        return self.title_en or self.id.canonical


AnyRecord = (
    StandardRecord | PatentRecord | DeclarationRecord | OrganizationRecord | CommitteeRecord | ClassRecord
    | IndustryRecord | TaskRecord | DraftRecord | ClassifiedRecord
)  # fmt: skip


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
    NO_NAME = "no_name"
    WRONG_CHECKSUM = "wrong_checksum"
    SHARED_USCC = "shared_uscc"
    UNKNOWN_PARENT = "unknown_parent"
    CYCLE = "cycle"
    NO_EDITION = "no_edition"
    NICKNAME = "nickname"


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
    record: AnyRecord
    issues: tuple[Issue, ...] = ()
