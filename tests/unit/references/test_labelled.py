"""References against labelled excerpts of real standards, target by target and relation by relation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.references import Reference
from ingest.extract.references import extract_references

Label = dict[str, object]


def _cases(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _own() -> list[dict[str, object]]:
    return _cases(Path(__file__).parents[2] / "fixtures" / "references_own.jsonl")


def _readings(label: Label) -> list[tuple[object, ...]]:
    others = label.get("accept", [])
    assert isinstance(others, list)
    return [_key({**label, **other}) for other in ({}, *others)]


def _key(label: Label) -> tuple[object, ...]:
    degree = label.get("degree") if label["relation"] == "adopts" else None
    return label["canonical"], label["all_parts"], label["relation"], degree


def _said(one: Reference) -> tuple[object, ...]:
    return one.target, one.all_parts, one.relation.value, one.degree.value if one.degree else None


def _wrong(case: dict[str, object]) -> list[object]:
    labels = case["expect"]
    assert isinstance(labels, list)
    found = [_said(one) for one in extract_references(str(case["text"]), str(case["section"]), case.get("subject"))]  # type: ignore[arg-type]
    missed = [label for label in labels if not label.get("optional") and not set(_readings(label)) & set(found)]
    wanted = {reading for label in labels for reading in _readings(label)}
    return [*missed, *(one for one in found if one not in wanted)]


def test_there_are_enough_own_cases() -> None:
    cases = _own()
    assert len(cases) >= 40
    assert len({case["source"] for case in cases}) >= 20


@pytest.mark.parametrize("case", _own(), ids=lambda case: str(case["id"]))
def test_own_case(case: dict[str, object]) -> None:
    assert _wrong(case) == []


@pytest.mark.shared
def test_development_cases(shared: Path) -> None:
    cases = _cases(shared / "eval" / "references.jsonl")
    assert {case["id"]: wrong for case in cases if (wrong := _wrong(case))} == {}
