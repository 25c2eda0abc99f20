"""Cells of registers → typed values."""

from __future__ import annotations

from datetime import date

import pytest

from graph.kinds import Status
from ingest.sources import values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-03-31", (2020, 3, 31)), ("2020年3月31日", (2020, 3, 31)), ("2020/3/31", (2020, 3, 31)),
        ("2020.03.31", (2020, 3, 31)), ("20200331", (2020, 3, 31)), ("２０２０－０３－３１", (2020, 3, 31)),
        ("2020-03-31 00:00:00", (2020, 3, 31)), ("2020-03-31T08:00:00Z", (2020, 3, 31)), ("2020-02-29", (2020, 2, 29)),
    ],
)  # fmt: skip
def test_forms_of_a_day(text: str, day: tuple[int, int, int]) -> None:
    assert values.parse_date(text) == date(*day)


@pytest.mark.parametrize("text", ["2021-02-29", "2020-00-10", "1899-01-01", "2200-01-01", "2020", "43921", "现行"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|year"):
        values.parse_date(text)


@pytest.mark.parametrize(
    ("word", "status"),
    [("现行", Status.IN_FORCE), ("即将实施", Status.UPCOMING), ("废止", Status.WITHDRAWN), ("被代替", Status.REPLACED),
     ("现行（复审确认）", Status.IN_FORCE), ("Published", Status.IN_FORCE), ("", None), ("有更新版", None)],
)  # fmt: skip
def test_words_for_a_status(word: str, status: Status | None) -> None:
    assert values.parse_status(word) is status


def test_unknown_word_for_a_status_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown status word"):
        values.parse_status("半现行")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲、乙；丙;丁,戊\n己", ("甲", "乙", "丙", "丁", "戊", "己")),
        ("中港金邦（北京、上海）公司、乙", ("中港金邦（北京、上海）公司", "乙")),
        ("甲（没有关上\n乙", ("甲（没有关上", "乙")),
        ("甲、甲、 乙 ", ("甲", "乙")),
        ("、；", ()), ("", ()), ("无", ()), (("甲", "", "乙。"), ("甲", "乙")),
    ],
)  # fmt: skip
def test_lists_of_names(cell: str | tuple[str, ...], names: tuple[str, ...]) -> None:
    assert values.split(cell) == names


@pytest.mark.parametrize("text", ["", " ", "-", "—", "/", "无", "暂无", "NULL", "\u3000", "\0", "\ufeff"])
def test_words_for_nothing_are_nothing(text: str) -> None:
    assert values.clean(text) == ""


def test_codes_of_classes() -> None:
    assert values.parse_ics("13.040.40；01.120") == ("13.040.40", "01.120")
    assert values.parse_ccs("Ａ00, Z10") == ("A00", "Z10")
    with pytest.raises(ValueError, match=r"13\.40 is not an ICS code"):
        values.parse_ics("13.40")
    with pytest.raises(ValueError, match="09 is not a CCS code"):
        values.parse_ccs("Z00/09")
