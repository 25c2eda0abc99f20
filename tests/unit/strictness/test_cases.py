"""The strictness comparison on own cases by field."""

from __future__ import annotations

import pytest

from api.cli.compare_lines import compare_pair
from tests.unit.strictness.cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.field}-{CASES.index(case)}")
def test_verdict_of_a_pair_in_its_field(case: Case) -> None:
    answer = compare_pair(case.pair)
    verdict, violation, review = case.expected
    got = answer["verdict"], answer["violation"], answer["review"]
    if verdict == "incomparable":
        assert answer["missing"] or answer["verdict"] != verdict, answer["reasons_en"]
    assert got[:2] == (verdict, violation), (case.reason, answer["reasons_en"])
    assert not review or answer["review"], (case.reason, answer["reasons_en"])
