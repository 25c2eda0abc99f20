"""Findings: what a reviewer has to know of a draft, each with its place, the standards it rests on and its basis.

The sentences, severities and legal or editorial bases are data: ``data/findings/*.csv``, one file a section, columns
``code,severity,zh,en,basis``; ``{name}`` in a sentence is filled from the facts of the finding.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from graph.document import Place

Facts = tuple[tuple[str, object], ...]


class Severity(StrEnum):
    """A violation stops a pipeline (exit code 1), a warning wants an answer, a note is told."""

    VIOLATION = "violation"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``code`` is ``section.rule``; ``quote`` is verbatim in the draft at ``place``."""

    code: str
    facts: Facts = ()
    quote: str = ""
    place: Place | None = None
    standards: tuple[str, ...] = ()  # canonical numbers it rests on

    @property
    def severity(self) -> Severity:
        return Severity(_row(self.code)["severity"])

    @property
    def basis(self) -> str:
        """The law, clause or practice the rule follows."""
        return _row(self.code)["basis"]

    @property
    def zh(self) -> str:
        return _row(self.code)["zh"].format_map(_Filled(self.facts))

    @property
    def en(self) -> str:
        return _row(self.code)["en"].format_map(_Filled(self.facts))


class _Filled(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"〈{key}〉"


def _row(code: str) -> Mapping[str, str]:
    try:
        return _rows()[code]
    except KeyError:
        raise LookupError(f"no row {code!r} in search/compare/data/findings") from None


@cache
def _rows() -> dict[str, Mapping[str, str]]:
    rows: dict[str, Mapping[str, str]] = {}
    for file in (files("search.compare") / "data" / "findings").iterdir():
        if file.name.endswith(".csv"):
            section = file.name.removesuffix(".csv")
            for row in csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")):
                rows[f"{section}.{row['code']}"] = row
    return rows
