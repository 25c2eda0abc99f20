"""What is shown of a standard, the same in every answer."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from api.sentences import say
from graph.document import Place
from graph.errors import Said
from graph.ids import Level, Nature
from graph.kinds import Status
from graph.model import Standard
from graph.status import StatusOn, StatusReason
from search.compare.findings import Finding, Severity
from search.documents import IndexDocument


class View(BaseModel):
    """Base of results: frozen, and of exactly these fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SentenceView(View):
    """A sentence in both languages."""

    zh: str
    en: str


def sentence_view(said: Said) -> SentenceView:
    return SentenceView(zh=say(said, "zh"), en=say(said, "en"))


class StatusView(View):
    """The state of an edition on a day, and the rule that says so."""

    status: Status
    on: date
    reason: StatusReason
    since: date | None = None
    until: date | None = None  # a day to come on which another edition takes its place, or it is withdrawn
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


class FindingView(View):
    """A finding with what a reviewer needs to check it: the sentence, its basis, place and words in the draft."""

    code: str
    severity: Severity
    zh: str
    en: str
    basis: str = ""
    quote: str = ""
    place: Place | None = None
    standards: tuple[str, ...] = ()


def finding_view(finding: Finding) -> FindingView:
    return FindingView(
        code=finding.code,
        severity=finding.severity,
        zh=finding.zh,
        en=finding.en,
        basis=finding.basis,
        quote=finding.quote,
        place=finding.place,
        standards=finding.standards,
    )


def status_view(status: StatusOn, standard: Standard | None = None) -> StatusView:
    """``standard``: the edition itself, for the claim of its source and the end to come."""
    if standard is None:
        return StatusView(status=status.status, on=status.day, reason=status.reason)
    end = standard.in_force_to
    to_come = end if end is not None and end > status.day else None
    return StatusView(
        status=status.status,
        on=status.day,
        reason=status.reason,
        since=status.since,
        until=to_come,
        successor=standard.succeeded_by if to_come else status.successor,
        claim=standard.status_claim,
        claimed_on=standard.status_claimed_on,
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
        status=status_view(status, standard),
        issuers=document.issuers,
        ics=document.ics,
        ccs=document.ccs,
        domains=document.domains,
    )
