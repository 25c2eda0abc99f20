"""The periods in which an edition is upcoming, in force, ended: what a filter on a day compares.

The same rules as :func:`graph.status.status_on`, turned around; a test holds both together.
"""

from dataclasses import dataclass
from datetime import date

from graph.kinds import Status
from graph.model import Standard
from graph.status import ENDED

BEGINNING = 0  # before all days
NEVER = date.max.toordinal() + 1  # after all days


@dataclass(frozen=True, slots=True)
class Periods:
    """Half-open ranges of day ordinals (``date.toordinal``); empty where start >= end."""

    upcoming: tuple[int, int]
    in_force: tuple[int, int]
    ended_from: int


_NONE = (NEVER, NEVER)


def periods(standard: Standard) -> Periods:
    """All three periods of an edition."""
    begin, claim = standard.implemented, standard.status_claim
    end = standard.in_force_to.toordinal() if standard.in_force_to else NEVER
    issued = standard.issued.toordinal() if standard.issued else BEGINNING
    if begin is not None:
        start = begin.toordinal()
        upcoming = (issued, min(start, end))
        if claim in ENDED and standard.in_force_to is None:
            since = standard.status_claimed_on.toordinal() if standard.status_claimed_on else BEGINNING
            return Periods(upcoming, _NONE, max(since, start))
        return Periods(upcoming, (start, end), end)
    if claim in ENDED:
        if standard.in_force_to is not None:
            return Periods(_NONE, _NONE, end)
        since = standard.status_claimed_on.toordinal() if standard.status_claimed_on else BEGINNING
        return Periods(_NONE, _NONE, since)
    return Periods(
        (issued, end) if claim is Status.UPCOMING else _NONE, (issued, end) if claim is Status.IN_FORCE else _NONE, end
    )
