"""The state of an edition on a day, derived from dates, with the claim of the source as a second voice.

A registry lags: rows say 即将实施 after their own implementation date, and 现行 after a successor took
effect. So the dates decide where there are dates (compare by 实施日期, not 发布日期), the claim where there
are none, and the reason is given with the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.kinds import Status
from graph.model import Standard

ENDED = (Status.WITHDRAWN, Status.REPLACED)


class StatusReason(StrEnum):
    """The rule that gave a status."""

    BEFORE_ISSUE = "before_issue"  # the day lies before the publication
    BEFORE_IMPLEMENTATION = "before_implementation"
    SUCCESSOR_IN_EFFECT = "successor_in_effect"
    WITHDRAWAL_DATE = "withdrawal_date"
    CLAIMED_ENDED = "claimed_ended"  # the source says it has ended; on which day is not known
    ENDED_ON_UNKNOWN_DAY = "ended_on_unknown_day"  # the day asked for lies before that claim
    BEGAN_ON_UNKNOWN_DAY = "began_on_unknown_day"
    IMPLEMENTED = "implemented"
    CLAIMED = "claimed"  # no dates: what the source says
    NO_FACTS = "no_facts"


@dataclass(frozen=True, slots=True)
class StatusOn:
    """A status, the day it holds for, the rule and the day or number the rule rests on."""

    status: Status
    day: date
    reason: StatusReason
    since: date | None = None
    successor: str | None = None


def status_on(standard: Standard, day: date) -> StatusOn:
    """The state of ``standard`` on ``day``."""
    claim, end, begin = standard.status_claim, standard.in_force_to, standard.implemented
    if end is not None and day >= end:
        if standard.withdrawn_on == end and standard.succeeded_by is None:
            return StatusOn(Status.WITHDRAWN, day, StatusReason.WITHDRAWAL_DATE, end)
        return StatusOn(Status.REPLACED, day, StatusReason.SUCCESSOR_IN_EFFECT, end, standard.succeeded_by)
    if begin is not None and day < begin:
        if standard.issued is not None and day < standard.issued:
            return StatusOn(Status.PLANNED, day, StatusReason.BEFORE_ISSUE, standard.issued)
        return StatusOn(Status.UPCOMING, day, StatusReason.BEFORE_IMPLEMENTATION, begin)
    if claim in ENDED and end is None:
        if standard.status_claimed_on is None or day >= standard.status_claimed_on:
            return StatusOn(claim, day, StatusReason.CLAIMED_ENDED, standard.status_claimed_on)
        return StatusOn(Status.UNKNOWN, day, StatusReason.ENDED_ON_UNKNOWN_DAY, standard.status_claimed_on)
    if begin is not None:
        return StatusOn(Status.IN_FORCE, day, StatusReason.IMPLEMENTED, begin)
    if standard.issued is not None and day < standard.issued:
        return StatusOn(Status.PLANNED, day, StatusReason.BEFORE_ISSUE, standard.issued)
    if claim in ENDED:  # the day of its end is known and lies ahead
        return StatusOn(Status.UNKNOWN, day, StatusReason.BEGAN_ON_UNKNOWN_DAY, standard.issued)
    if claim is not None:
        return StatusOn(claim, day, StatusReason.CLAIMED, standard.status_claimed_on)
    return StatusOn(Status.UNKNOWN, day, StatusReason.NO_FACTS)


@dataclass(frozen=True, slots=True)
class Succession:
    """A later edition that may end this one.

    ``explicit``: a source says 代替; else only the number is the same. ``doubtful``: bodies of this level have
    given one serial to two subjects, so that the number alone proves little.
    """

    number: str
    implemented: date | None
    explicit: bool
    partial: bool = False
    doubtful: bool = False


def end_of_force(
    claim: Status | None, claimed_on: date | None, withdrawn_on: date | None, successors: Iterable[Succession]
) -> tuple[date | None, str | None]:
    """The first day on which an edition no longer applies, and the number that ends it.

    A new edition ends the old one on its implementation day, unless it replaces it only in part (部分代替).
    A source that still calls the old one 现行 after that day lags; it counts only against a doubtful succession.
    """
    ends: list[tuple[date, bool, str]] = []
    for successor in successors:
        begin = successor.implemented
        if begin is None or successor.partial:
            continue
        outlived = claim is Status.IN_FORCE and claimed_on is not None and claimed_on >= begin
        if not (successor.doubtful and outlived):
            ends.append((begin, not successor.explicit, successor.number))
    if ends:
        begin, _, number = min(ends)
        if withdrawn_on is None or begin <= withdrawn_on:
            return begin, number
    return withdrawn_on, None
