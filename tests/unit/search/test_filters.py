"""The two forms of a filter, a lexical query and a mask, say the same; so do periods and the status of a day."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import Level, Nature
from graph.kinds import Status
from graph.model import Standard
from graph.periods import periods
from graph.status import status_on
from search.filters import Filters, State, lexical_filter, mask

days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
maybe_days = st.none() | days


@st.composite
def standards(draw):
    return Standard(
        id="standard:X 1-2000",
        number="X 1-2000",
        status_claim=draw(st.none() | st.sampled_from(list(Status))),
        status_claimed_on=draw(maybe_days),
        issued=draw(maybe_days),
        implemented=draw(maybe_days),
        in_force_to=draw(maybe_days),
    )


@given(standards(), days)
@settings(max_examples=500)
def test_periods_agree_with_the_status_of_every_day(standard, day):
    when, now = periods(standard), day.toordinal()
    status = status_on(standard, day).status
    assert (when.in_force[0] <= now < when.in_force[1]) == (status is Status.IN_FORCE)
    assert (when.ended_from <= now) == (status in (Status.REPLACED, Status.WITHDRAWN))
    assert (when.upcoming[0] <= now < when.upcoming[1]) == (status is Status.UPCOMING)


filters = st.builds(
    Filters,
    levels=st.lists(st.sampled_from(list(Level)), max_size=2).map(tuple),
    natures=st.lists(st.sampled_from(list(Nature)), max_size=2).map(tuple),
    state=st.none() | st.sampled_from(list(State)),
    on=st.dates(date(2000, 1, 1), date(2028, 1, 1)),
    issuer=st.none() | st.sampled_from(["北京", "国家", "协会"]),
    ics=st.lists(st.sampled_from(["11", "13.040", "25.040.30", "99"]), max_size=2).map(tuple),
    ccs=st.lists(st.sampled_from(["A", "C3", "J28"]), max_size=2).map(tuple),
    domains=st.lists(st.sampled_from(["smart-manufacturing", "biomedicine", "sports"]), max_size=1).map(tuple),
    year_from=st.none() | st.integers(1985, 2026),
    year_to=st.none() | st.integers(1985, 2026),
)


@given(chosen=filters)
@settings(max_examples=60, deadline=None)
def test_lexical_query_and_mask_pass_the_same_standards(sample_settings, chosen):
    from api.usecases.library import library

    with library(sample_settings) as opened:
        index = opened.index
        issuers = [name for names in index.documents["issuers"].to_pylist() for name in names]
        must = lexical_filter(index.lexical_reader.schema, chosen, set(issuers))
        passing = mask(index.documents, chosen)
        everything = "标准 技术 要求 规范 方法 第 部分 a t 1 的"
        unfiltered = {row for row, _ in index.lexical_reader.search(everything, 5000)}
        found = {row for row, _ in index.lexical_reader.search(everything, 5000, must)}
        assert found == {int(row) for row in np.flatnonzero(passing)} & unfiltered


def test_a_filter_on_the_state_needs_its_day():
    with pytest.raises(ValueError, match="day"):
        Filters(state=State.IN_FORCE)


def test_state_follows_the_day(sample):
    day = date(2026, 12, 1)  # YY 0469-2023 takes effect, YY 0469-2011 ends
    for on, number in ((day - timedelta(1), "YY 0469-2011"), (day, "YY 0469-2023")):
        found = sample.index.search("医用外科口罩", on=on, filters=Filters(state=State.IN_FORCE, on=on), limit=5)
        assert number in [hit.document.standard.number for hit in found.hits]
        assert all(hit.status.status is Status.IN_FORCE for hit in found.hits)
