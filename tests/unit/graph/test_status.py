"""The state of an edition on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kinds import Status
from graph.model import Standard
from graph.status import StatusReason, Succession, end_of_force, status_on

D = date.fromisoformat


def _standard(**days: Any) -> Standard:
    fields = {k: D(v) if type(v) is str and k not in ("succeeded_by", "number") else v for k, v in days.items()}
    number = fields.pop("number", "GB 18580-2017")
    return Standard(id=f"standard:{number}", number=number, **fields)


# GB 18580-2025 replaces the edition of 2017 from 2026-06-01
OLD = _standard(
    issued="2017-04-22", implemented="2018-05-01", in_force_to="2026-06-01", succeeded_by="GB 18580-2025",
    status_claim=Status.IN_FORCE, status_claimed_on="2026-07-10",
)  # fmt: skip
NEW = _standard(
    number="GB 18580-2025", issued="2025-05-30", implemented="2026-06-01",
    status_claim=Status.UPCOMING, status_claimed_on="2026-07-10",
)  # fmt: skip
CLAIM_ONLY = _standard(status_claim=Status.IN_FORCE, status_claimed_on="2026-07-10")
ENDED = _standard(implemented="2001-01-01", status_claim=Status.WITHDRAWN, status_claimed_on="2026-07-10")
WITHDRAWN = _standard(
    implemented="2001-01-01", withdrawn_on="2017-03-23", in_force_to="2017-03-23",
    status_claim=Status.WITHDRAWN, status_claimed_on="2026-07-10",
)  # fmt: skip

R = StatusReason


@pytest.mark.parametrize(
    ("standard", "day", "status", "reason", "since"),
    [
        (OLD, "2017-04-21", Status.PLANNED, R.BEFORE_ISSUE, "2017-04-22"),
        (OLD, "2017-04-22", Status.UPCOMING, R.BEFORE_IMPLEMENTATION, "2018-05-01"),
        (OLD, "2018-05-01", Status.IN_FORCE, R.IMPLEMENTED, "2018-05-01"),
        (OLD, "2026-05-31", Status.IN_FORCE, R.IMPLEMENTED, "2018-05-01"),
        (OLD, "2026-06-01", Status.REPLACED, R.SUCCESSOR_IN_EFFECT, "2026-06-01"),
        (NEW, "2026-05-31", Status.UPCOMING, R.BEFORE_IMPLEMENTATION, "2026-06-01"),
        (NEW, "2026-06-01", Status.IN_FORCE, R.IMPLEMENTED, "2026-06-01"),  # though the source still says 即将实施
        (NEW, "2026-11-23", Status.IN_FORCE, R.IMPLEMENTED, "2026-06-01"),
        (WITHDRAWN, "2017-03-22", Status.IN_FORCE, R.IMPLEMENTED, "2001-01-01"),
        (WITHDRAWN, "2017-03-23", Status.WITHDRAWN, R.WITHDRAWAL_DATE, "2017-03-23"),
        (ENDED, "2026-07-10", Status.WITHDRAWN, R.CLAIMED_ENDED, "2026-07-10"),
        (ENDED, "2026-07-09", Status.UNKNOWN, R.ENDED_ON_UNKNOWN_DAY, "2026-07-10"),
        (ENDED, "2000-12-31", Status.UPCOMING, R.BEFORE_IMPLEMENTATION, "2001-01-01"),
        (CLAIM_ONLY, "2020-01-01", Status.IN_FORCE, R.CLAIMED, "2026-07-10"),
        (_standard(issued="2020-01-01"), "2019-12-31", Status.PLANNED, R.BEFORE_ISSUE, "2020-01-01"),
        (_standard(issued="2020-01-01"), "2020-01-01", Status.UNKNOWN, R.NO_FACTS, None),
        (_standard(), "2020-01-01", Status.UNKNOWN, R.NO_FACTS, None),
        (_standard(status_claim=Status.PLANNED, status_claimed_on="2026-01-01"), "2026-01-01", Status.PLANNED,
         R.CLAIMED, "2026-01-01"),
        (_standard(issued="1999-03-01", in_force_to="2005-01-01", status_claim=Status.REPLACED), "2000-01-01",
         Status.UNKNOWN, R.BEGAN_ON_UNKNOWN_DAY, "1999-03-01"),
        (_standard(status_claim=Status.WITHDRAWN), "2026-01-01", Status.WITHDRAWN, R.CLAIMED_ENDED, None),
    ],
)  # fmt: skip
def test_status_on_a_day(standard: Standard, day: str, status: Status, reason: StatusReason, since: str | None) -> None:
    found = status_on(standard, D(day))
    assert (found.status, found.reason, found.day) == (status, reason, D(day))
    assert found.since == (None if since is None else D(since))


def test_every_reason_is_reached_by_the_table_above() -> None:
    table = test_status_on_a_day.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {row[3] for row in table} == set(StatusReason)


def test_replaced_edition_names_its_successor() -> None:
    assert status_on(OLD, D("2026-06-01")).successor == "GB 18580-2025"
    assert status_on(OLD, D("2026-05-31")).successor is None


def _next(number: str, day: str | None, *, explicit: bool = True, **more: bool) -> Succession:
    return Succession(number, None if day is None else D(day), explicit, **more)


@pytest.mark.parametrize(
    ("claim", "claimed", "withdrawn", "successors", "end", "by"),
    [
        (None, None, None, [], None, None),
        (None, None, "2017-03-23", [], "2017-03-23", None),
        (None, None, None, [_next("B", "2026-06-01")], "2026-06-01", "B"),
        (None, None, None, [_next("B", None)], None, None),  # it is not known when the new one takes effect
        (None, None, None, [_next("B", "2026-06-01", partial=True)], None, None),
        (None, None, None, [_next("B", "2026-06-01", partial=True), _next("C", "2027-01-01")], "2027-01-01", "C"),
        (None, None, None, [_next("C", "2027-01-01"), _next("B", "2026-06-01")], "2026-06-01", "B"),
        (None, None, None, [_next("A", "2026-06-01", explicit=False), _next("B", "2026-06-01")], "2026-06-01", "B"),
        (None, None, "2026-05-01", [_next("B", "2026-06-01")], "2026-05-01", None),
        (None, None, "2026-06-01", [_next("B", "2026-06-01")], "2026-06-01", "B"),
        # a registry that lags says 现行 after the successor took effect
        (Status.IN_FORCE, "2026-07-10", None, [_next("B", "2026-06-01")], "2026-06-01", "B"),
        (Status.IN_FORCE, "2026-07-10", None, [_next("B", "2026-06-01", explicit=False)], "2026-06-01", "B"),
        (Status.IN_FORCE, "2026-05-10", None, [_next("B", "2026-06-01", explicit=False)], "2026-06-01", "B"),
        # only where the number alone proves little does the claim count
        (Status.IN_FORCE, "2026-07-10", None, [_next("B", "2026-06-01", explicit=False, doubtful=True)], None, None),
        (Status.WITHDRAWN, "2026-07-10", None, [_next("B", "2026-06-01", explicit=False, doubtful=True)],
         "2026-06-01", "B"),
    ],
)  # fmt: skip
def test_end_of_force(
    claim: Status | None, claimed: str | None, withdrawn: str | None, successors: list[Succession], end: str | None,
    by: str | None,
) -> None:  # fmt: skip
    found = end_of_force(claim, D(claimed) if claimed else None, D(withdrawn) if withdrawn else None, successors)
    assert found == (D(end) if end else None, by)


@given(
    begins=st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=2, max_size=6, unique=True),
    claims=st.lists(st.sampled_from([None, *Status]), min_size=6, max_size=6),
    claimed=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    offset=st.integers(-1, 1),
)
def test_periods_of_fully_replaced_editions_never_overlap(
    begins: list[date], claims: list[Status | None], claimed: date, offset: int
) -> None:
    begins.sort()
    editions: list[Standard] = []
    for at, begin in enumerate(begins):
        later = [Succession(f"GB 1-{n}", day, n == at + 1) for n, day in enumerate(begins) if n > at]
        end, by = end_of_force(claims[at], claimed, None, later)
        editions.append(
            _standard(number=f"GB 1-{at}", implemented=begin, in_force_to=end, succeeded_by=by,
                      status_claim=claims[at], status_claimed_on=claimed)
        )  # fmt: skip
    for day in (begin + timedelta(days=offset) for begin in begins):
        in_force = [s.number for s in editions if status_on(s, day).status is Status.IN_FORCE]
        assert len(in_force) <= 1
