"""Properties of identifiers: fixed points, valid spans, no crash, linear work."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import find, parse
from tests.support import calls

CODES = [
    "GB",
    "GB/T",
    "GB/Z",
    "GBZ",
    "GBZ/T",
    "HJ",
    "HJ/T",
    "YY/T",
    "DB11/T",
    "DB4403/T",
    "T/CAS",
    "T/ZSA",
    "Q/CSG",
    "JJF",
]
canonicals = st.builds(
    lambda code, number, part, year: f"{code} {number}{part}-{year}",
    st.sampled_from(CODES),
    st.integers(1, 99999).map(str),
    st.sampled_from(["", ".1", ".12", ".3.4"]),
    st.integers(1950, 2040),
)
iso = st.builds(
    lambda body, number, part, year: f"{body} {number}{part}:{year}",
    st.sampled_from(["ISO", "IEC", "ISO/IEC", "ISO/TS", "IEC TR", "EN", "DIN EN ISO", "CISPR"]),
    st.integers(1, 99999).map(str),
    st.sampled_from(["", "-1", "-4-2"]),
    st.integers(1950, 2040),
)
DASHES = ["-", "—", "–", "－", "--", " — ", "‐", "一"]
PIECES = st.sampled_from(
    [
        "GB",
        "/T",
        "/",
        "T/",
        "Q/",
        "DB",
        "44",
        "ISO",
        " ",
        "\n",
        "-",
        "—",
        "～",
        "、",
        "(",
        "）",
        "，",
        "IDT",
        "2008",
        "93",
        "1.1",
        "5009",
        "XG1",
        "第1号修改单",
        "系列",
        "和",
        "犌犅",
        "HJ",
        "\u200b",
        "：",
        "所有部分",
        "EN",
        "+A1:2012",
        "JJF",
        "号",
        "公告",
    ]
)
soup = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join)


@given(st.one_of(canonicals, iso))
def test_canonical_form_is_a_fixed_point(text: str) -> None:
    standard = parse(text)
    assert standard.canonical == text
    assert [m.id for m in find(text)] == [standard]


@given(canonicals, st.sampled_from(DASHES), st.sampled_from(["", " ", "\u3000", "\u00a0"]))
def test_dashes_and_spaces_do_not_change_the_number(text: str, dash: str, space: str) -> None:
    head, _, year = text.rpartition("-")
    code, _, number = head.partition(" ")
    assert parse(f"{code}{space}{number}{dash}{year}") == parse(text)


@given(canonicals)
def test_full_width_reads_the_same(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" for c in text)
    assert parse(wide) == parse(text)


@given(
    canonicals,
    st.text(alphabet="的按照标准规定执行。，（", max_size=6),
    st.text(alphabet="的规定。，）《", max_size=6),
)
def test_found_between_any_prose(text: str, before: str, after: str) -> None:
    whole = before + text + after
    mention = find(whole)[0]
    assert mention.id.canonical == text
    assert whole[mention.start :].startswith(text)


@given(soup)
@settings(max_examples=200, deadline=None)
def test_find_never_fails_and_its_spans_quote_the_text(text: str) -> None:
    last = -1
    for mention in find(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.start >= last
        last = mention.start
        assert mention.id.canonical


@given(soup)
@settings(max_examples=100, deadline=None)
def test_every_found_number_is_written_in_a_form_that_parses_to_itself(text: str) -> None:
    for mention in find(text):
        canonical = mention.id.canonical
        assert parse(canonical).canonical == canonical


@pytest.mark.parametrize(
    "piece",
    [
        "GB/T ",
        "GB 1.1.",
        "1-",
        "GB 4789.2、4789.3、",
        "GB/T 1-",
        "(GB 1-2008 ",
        "A B / ",
        "T/AA1-1-1-",
        "ISO/IEC/",
        "ISO 1-1-",
        "GB 1-2008(",
        "GB/T 5009.1～",
        "第1号修改单",
        "DB44",
        "EN+A1",
        "GB 1-2008 (ISO 1,",
        "DIN EN ISO ",
        "农业部1号",
        "犌犅/犜1-",
        "\u200bGB",
    ],
)
def test_work_grows_linearly(piece: str) -> None:
    small, large = piece * 50, piece * 400
    ratio = calls(lambda: find(large)) / max(1, calls(lambda: find(small)))
    assert ratio < 8 * 1.6
