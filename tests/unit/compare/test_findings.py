"""The table of findings: every row is complete, its sentences can be filled, severities are known."""

from __future__ import annotations

import csv
import string
from importlib.resources import files
from typing import Any

import pytest

from search.compare.findings import Finding, Severity

_FILES = sorted(
    (file for file in (files("search.compare") / "data" / "findings").iterdir() if file.name.endswith(".csv")),
    key=lambda file: file.name,
)


def _names(sentence: str, language: str) -> set[str]:
    """The facts a sentence is filled with; ``{level_zh}`` and ``{level_en}`` are one."""
    names = (name for _, name, _, _ in string.Formatter().parse(sentence) if name)
    return {name.removesuffix(language).removesuffix("_") for name in names}


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)
def test_rows_are_complete(file: Any) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    section = file.name.removesuffix(".csv")
    assert rows
    for row in rows:
        finding = Finding(f"{section}.{row['code']}")
        assert finding.severity in Severity
        assert row["basis"], row["code"]
        names = [_names(row[language], language) for language in ("zh", "en")]
        assert names[0] == names[1], row["code"]
        assert "〈" in finding.zh or not names[0]


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"nowhere\.none"):
        _ = Finding("nowhere.none").zh
