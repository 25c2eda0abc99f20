"""What is shown of a standard, the same in every answer."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from graph.ids import Level, Nature
from graph.kinds import Status
from graph.status import StatusOn, StatusReason
from search.documents import IndexDocument


class View(BaseModel):
    """Base of results: frozen, and of exactly these fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StatusView(View):
    """The state of an edition on a day, and the rule that says so."""

    status: Status
    on: date
    reason: StatusReason
    since: date | None = None
    successor: str | None = None
    claim: Status | None = None  # what the source says
    claimed_on: date | None = None


class StandardSummary(View):
    """One edition in a list."""

    number: str
    title_zh: str | None = None
    title_en: str | None = None
    level: Level | None = None
    nature: Nature | None = None
    issued: date | None = None
    implemented: date | None = None
    status: StatusView
    issuers: tuple[str, ...] = ()
    ics: tuple[str, ...] = ()
    ccs: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


def status_view(status: StatusOn, claim: Status | None, claimed_on: date | None) -> StatusView:
    return StatusView(
        status=status.status,
        on=status.day,
        reason=status.reason,
        since=status.since,
        successor=status.successor,
        claim=claim,
        claimed_on=claimed_on,
    )


def summary(document: IndexDocument, status: StatusOn) -> StandardSummary:
    standard = document.standard
    return StandardSummary(
        number=standard.number,
        title_zh=standard.title_zh,
        title_en=standard.title_en,
        level=standard.level,
        nature=standard.nature,
        issued=standard.issued,
        implemented=standard.implemented,
        status=status_view(status, standard.status_claim, standard.status_claimed_on),
        issuers=document.issuers,
        ics=document.ics,
        ccs=document.ccs,
        domains=document.domains,
    )
