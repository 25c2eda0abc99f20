"""Identifiers held against the registries and labelled cases of the development data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.ids import InvalidIdentifier, parse
from ingest.extract.identifiers import extract_identifiers

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
REGISTRIES = (
    "data/cn/standards.jsonl",
    "data/cn/standards_extra.jsonl",
    "data/cn/group_standards.jsonl",
    "data/cn/metrology.jsonl",
    "data/cn/drafters.jsonl",
    "data/other/iso.jsonl",
)
# numbers of no known code, or damaged beyond repair; each was looked at
UNREADABLE = {
    "B46/T 359-2015",
    "DSB/B32 01-2019",
    "SITSI/CH 001-1996",
    "T/YQADA T1403YQADA001-2017",
}

pytestmark = pytest.mark.shared


def _rows(path: str) -> Iterator[dict[str, object]]:
    with (SHARED / path).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@pytest.mark.parametrize("path", REGISTRIES)
def test_every_registry_number_parses_to_a_fixed_point(path: str) -> None:
    unread = []
    for row in _rows(path):
        number = row.get("number")
        if not isinstance(number, str):
            continue
        try:
            standard = parse(number)
        except InvalidIdentifier:
            unread.append(number)
            continue
        assert parse(standard.canonical).canonical == standard.canonical, number
    assert set(unread) <= UNREADABLE


def test_labelled_cases_are_answered_exactly() -> None:
    wrong = []
    for case in _rows("eval/identifiers.jsonl"):
        text, expect = case["input"], case["expect"]
        assert isinstance(text, str) and isinstance(expect, list)
        got = [
            (r["canonical"], r["amendments"], [a["canonical"] for a in r["adopts"]], r["level"], r["nature"])
            for r in (found.to_dict() for found in extract_identifiers(text))
        ]
        want = [
            (e["canonical"], e["amendments"], [a["canonical"] for a in e["adopts"]], e["level"], e["nature"])
            for e in expect
        ]
        if got != want:
            wrong.append((text, got, want))
    assert wrong == []
