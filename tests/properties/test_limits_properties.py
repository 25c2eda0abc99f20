"""Whatever the text: no invented numbers, spans that hold their value, work linear in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.limits import Limit
from graph.text import normalize
from ingest.extract.limits import Context, extract_from_text
from tests.support import calls

PIECES = st.sampled_from(
    ["甲醛释放量", "铅、镉含量", "pH", "应", "不应大于", "不得超过", "≤", "≥", "＜", "不低于", "宜", "为", "分别",
     "均", "当", "时", "在",
     "处",
     "1.5", "10", "5 000", "10⁴", "5×10^3", "-3.0", "+2.0", "±0.3", "90%",
     "3-4级", "6～9", "18.0±0.3",
     " mg/L", " mg/kg", "℃", "dB（A）",
     "（", "）", "，", "；", "。", "、",
     "：", " | ", "GB/T 3923.1", "2015年1月1日", "表1", "E1级", "一级", "不得检出",
     "标称值的", "以下",
     "以上", "的", "和", "且", "n=5，c=2，m=10，M=100", "以N计", "1:4", "IP54", "\n", "犌犅", "①", "½", "\u200b"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=24).map("".join)
HOSTILE = [
    "(" * 4000, "1" * 4000, "≤" * 4000, "1~" * 2000, "1±" * 2000, "(1±" * 1500, "应" * 4000,
    "在" * 3000 + "1", "A1" * 2000,
    "1.1." * 1500, "、" * 3000 + "≤1", "铅、" * 1000 + "≤1 mg/kg", "≤1 mg/L，" * 400, "10^" * 1500, "标称值的" * 1000,
    "1:" * 1000, "±(" * 1500, "甲醛释放量" * 500 + "≤1", "n=1,c=1,m=1 " * 200, "1-2-" * 1000, "1×" * 2000, "mg/" * 1500,
]  # fmt: skip


def numbers(limit: Limit) -> list[str]:
    return re.findall(r"[0-9]+", normalize(limit.value_text).text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_value_stands_verbatim_at_its_span(text: str) -> None:
    for limit in extract_from_text(text):
        assert limit.value_text
        assert limit.value_text in text.replace("\n", "；") or limit.value_text in text or limit.plan is not None
        place = limit.places[0]
        if "|" not in text and limit.plan is None:
            assert place.start is not None and place.end is not None
            assert text[place.start : place.end] == limit.value_text


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(PIECES, max_size=6), TEXTS)
def test_rows_of_any_shape_are_read_without_error(text: str, header: list[str], caption: str) -> None:
    for limit in extract_from_text(text, Context(tuple(header), caption)):
        assert limit.characteristic


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    extract_from_text(text)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 9999),
    st.integers(1, 3),
    st.sampled_from(["不应大于", "≤", "不得超过"]),
    st.sampled_from(["mg/L", "mg/kg", "%"]),
)
def test_digits_of_the_value_are_those_printed(whole: int, places: int, words: str, unit: str) -> None:
    printed = f"{whole / 10**places:.{places}f}"
    (limit,) = extract_from_text(f"可溶性铅{words}{printed} {unit}。")
    assert str(limit.value) == printed
    assert numbers(limit) == re.findall(r"[0-9]+", printed)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_work_grows_with_the_text_only(text: str) -> None:
    extract_from_text(text)  # loads the tables, fills the caches
    half, whole = calls(lambda: extract_from_text(text[: len(text) // 2])), calls(lambda: extract_from_text(text))
    assert whole < 2.5 * half + 50_000  # twice the text; the rest is one limit more at the end
