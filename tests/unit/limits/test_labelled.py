"""Labelled excerpts: those of the project, and the shared development set."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.limits import scoring

FLOOR_OWN = 0.97
FLOORS = {"value": 0.95, "value_characteristic_modality": 0.93, "with_object_condition_grade": 0.90}


def test_own_excerpts(root: Path) -> None:
    path = root / "tests/fixtures/limits_own.jsonl"
    assert len(scoring.cases(path)) >= 60
    assert scoring.f1(path) >= FLOOR_OWN


@pytest.mark.shared
def test_shared_development_set(shared: Path, root: Path) -> None:
    filter_ = "from api.cli.extract_limits import run_limits; run_limits()"
    done = subprocess.run(
        [sys.executable, str(shared / "eval/score.py"), "limits", "--json", "--", sys.executable, "-c", filter_],
        capture_output=True, text=True, check=True, cwd=root,
    )  # fmt: skip
    result = json.loads(done.stdout)
    assert {name: result[name]["f1"] for name in FLOORS if result[name]["f1"] < FLOORS[name]} == {}


@pytest.mark.shared
def test_own_names_by_the_shared_scorer(shared: Path, root: Path) -> None:
    path = root / "tests/fixtures/limits_own.jsonl"
    filter_ = "from api.cli.extract_limits import run_limits; run_limits()"
    command = [sys.executable, str(shared / "eval/score.py"), "limits", "--cases", str(path), "--json", "--"]
    done = subprocess.run(
        [*command, sys.executable, "-c", filter_], capture_output=True, text=True, check=True, cwd=root
    )
    assert json.loads(done.stdout)["with_object_condition_grade"]["f1"] >= 0.93
