"""A limit from a picture, or in doubt about its value or unit, carries no verdict before a reviewer has seen it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from graph.document import Document, Place
from graph.limits import Doubt, Limit, Op
from search.compare.align import Source, pair_documents, source_of
from search.compare.strictness import Side, StandardFacts, Verdict, compare, from_limit, read_side
from search.compare.watch.limits import limit_changes

A, B = StandardFacts("T/EX 1-2026"), StandardFacts("GB 13271-2014", mandatory=True)
DAY = date(2026, 11, 23)
MARKS: dict[str, dict[str, Any]] = {
    "recognised": {"ocr": True},
    "value": {"doubts": (Doubt(field="value", confidence=0.6, reason="a superscript seems to be lost"),)},
    "unit": {"doubts": (Doubt(field="unit", confidence=0.5, reason="not in the table of units"),)},
}


def limit(value: str, **more: Any) -> Limit:
    return Limit(
        object="燃煤锅炉", characteristic="颗粒物", op=Op.LE, value=Decimal(value), unit="mg/m3", text=value,
        value_text=value, places=(Place(block=0, clause="4.1", table="表1", row=1, column=1),), **more,
    )  # fmt: skip


def side(facts: StandardFacts, one: Limit) -> Side:
    return Side(facts, from_limit(one))


def source(facts: StandardFacts, one: Limit) -> Source:
    return source_of(facts, Document(name="x", media_type="text/plain", blocks=(), clauses=()), [one])


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("of", ["a", "b"])
@pytest.mark.parametrize(("value", "would"), [("30", "严于"), ("50", "一致"), ("80", "宽于")])
def test_no_verdict_before_review(value: str, would: str, of: str, mark: str) -> None:
    a, b = (limit(number, **(MARKS[mark] if name == of else {})) for name, number in (("a", value), ("b", "50")))
    found = compare(side(A, a), side(B, b), as_of=DAY)
    assert (found.verdict, found.violation, found.warning) == (Verdict.INCOMPARABLE, False, False)
    assert found.review
    assert "review" in found.missing
    assert not found.legal
    assert any(would in step.zh for step in found.steps if step.rule.startswith("would"))


@pytest.mark.parametrize("mark", MARKS)
def test_a_reviewed_limit_is_judged(mark: str) -> None:
    found = compare(side(A, limit("80")), side(B, limit("50", **MARKS[mark], reviewed=True)), as_of=DAY)
    assert (found.verdict, found.violation) == (Verdict.LOOSER, True)


def test_another_doubt_does_not_hold_a_verdict_back() -> None:
    doubts = (Doubt(field="object", confidence=0.6, reason="taken from the clause's title"),)
    assert compare(side(A, limit("30", doubts=doubts)), side(B, limit("50"))).verdict is Verdict.STRICTER


def test_documents_side_by_side_hold_back_too() -> None:
    (pair,) = pair_documents(source(A, limit("80")), source(B, limit("50", ocr=True)), DAY).pairs
    assert (pair.comparison.verdict, pair.comparison.violation, pair.comparison.review) == (
        Verdict.INCOMPARABLE,
        False,
        True,
    )
    assert pair.b is not None  # both texts stand side by side for the reviewer


def test_of_two_editions_nothing_is_said_of_an_unreviewed_limit() -> None:
    old, new = source(B, limit("50", ocr=True)), source(StandardFacts("GB 13271-2030", mandatory=True), limit("30"))
    assert [change.kind for change in limit_changes(old, new, DAY)] == ["incomparable"]


def test_the_batch_format_may_say_that_a_limit_was_recognised() -> None:
    said = {"characteristic": "甲醛", "op": "le", "value": 1, "unit": "mg/m3"}
    b = read_side({"std": "GB 1-2020", "mandatory": True, "limit": said}, "b")
    for ocr, verdict in ((True, Verdict.INCOMPARABLE), (False, Verdict.EQUAL)):
        a = read_side({"std": "T/EX 1-2026", "limit": {**said, "ocr": ocr}}, "a")
        assert compare(a, b).verdict is verdict
