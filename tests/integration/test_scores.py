"""The labelled cases: extraction keeps at least the agreed scores."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BIAOTU = [sys.executable, "-m", "api.cli.main"]
LINES = [
    ("identifiers", {"exact": 0.99}),
    ("references", {"exact": 0.95, "target": 0.98}),
    ("limits", {"value": 0.92, "value_characteristic_modality": 0.88, "with_object_condition_grade": 0.75}),
]
DOCUMENTS = [
    ("references", {"references": 0.97, "with_relation": 0.95}),
    ("limits", {"limits": 0.80, "in_place": 0.70}),
]


def score(root: Path, *arguments: str | Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def below(found: dict[str, Any], floors: dict[str, float]) -> dict[str, tuple[float, float]]:
    return {name: (found[name]["f1"], floor) for name, floor in floors.items() if found[name]["f1"] < floor}


@pytest.mark.shared
@pytest.mark.parametrize(("what", "floors"), LINES, ids=[name for name, _ in LINES])
def test_extraction_from_texts(root: Path, shared: Path, what: str, floors: dict[str, float]) -> None:
    found = score(root, shared / "eval" / "score.py", what, "--json", "--", *BIAOTU, "extract", what)
    assert found["unanswered"] == 0
    assert below(found, floors) == {}


@pytest.mark.shared
@pytest.mark.parametrize(("what", "floors"), DOCUMENTS, ids=[name for name, _ in DOCUMENTS])
def test_extraction_from_documents(root: Path, shared: Path, what: str, floors: dict[str, float]) -> None:
    found = score(root, shared / "eval" / "score_documents.py", what, "--json", "--", *BIAOTU, "read", "--json")
    assert below(found, floors) == {}
