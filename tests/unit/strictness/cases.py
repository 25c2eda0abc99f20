"""Own cases of the strictness comparison by field, each with the reason for its verdict: ``cases.csv``.

A's and B's limit stand as object, characteristic, value (see :func:`limit`) and further fields; the standard of B ends
in ``!`` when it is mandatory; the verdict ends in ``!`` when it is a violation and in ``?`` when it is to be reviewed.
Standards of A are invented, and so are numbers that are all zeros.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

SIGNS = {"≤": "le", "<": "lt", "≥": "ge", ">": "gt", "=": "eq"}
Given = dict[str, object]


@dataclass(frozen=True)
class Case:
    """A pair with what it must give."""

    field: str
    a: Given
    b: Given | None
    standard: str
    verdict: str
    reason: str
    modality: str = ""

    @property
    def expected(self) -> tuple[str, bool, bool]:
        """Verdict, violation, review."""
        return self.verdict.rstrip("!?"), "!" in self.verdict, "?" in self.verdict

    @property
    def pair(self) -> Given:
        """The question of the batch format."""
        number, mandatory = self.standard.rstrip("!"), self.standard.endswith("!")
        b = {"std": number, "mandatory": mandatory, "limit": self.b} if self.b is not None else None
        made: Given = {"a": {"std": "T/EX 001-2026", "level": "group", "limit": self.a}, "b": b}
        return {**made, "as_of": "2026-11-23", **({"modality_a": self.modality} if self.modality else {})}


def limit(thing: str, characteristic: str, value: str, **more: object) -> Given:
    """``≤ 10 mg/kg``, ``[6, 9] [pH]``, ``18 +0.5 -0.2 mm``, ``nd /25g``, ``5 2 100 1000 CFU/g`` (n c m M) …"""
    made: Given = {"object": thing, "characteristic": characteristic, **more}
    if match := re.match(r"^([≤<≥>=]) *(\S+) ?(.*)$", value):
        return {"op": SIGNS[match[1]], "value": match[2], "unit": match[3] or None} | made
    if match := re.match(r"^\[(\S+), (\S+)\] ?(.*)$", value):
        return {"op": "range", "low": match[1], "high": match[2], "unit": match[3] or None} | made
    if match := re.match(r"^(\S+) \+(\S+) -(\S+) (.*)$", value):
        return {"op": "tol", "nominal": match[1], "plus": match[2], "minus": match[3], "unit": match[4]} | made
    if match := re.match(r"^(nd|absent|prohibited) ?(.*)$", value):
        return {"op": "not_detected" if match[1] == "nd" else match[1], "unit": match[2] or None} | made
    if match := re.match(r"^(\d+) (\d+) (\S+) (\S+) (\S+)$", value):
        n, c, m, most, unit = match.groups()
        return {"op": "sampling", "n": n, "c": c, "m": m, "M": None if most == "-" else most, "unit": unit} | made
    if match := re.match(r"^\{(.*)\}$", value):
        return {"op": "in", "values": match[1].split("、")} | made
    return {"op": "formula", "expression": value} | made


def _side(row: dict[str, str], name: str) -> Given | None:
    if not row[f"{name}_characteristic"]:
        return None
    pairs = (pair.partition("=") for pair in row[f"{name}_more"].split("; ") if pair)
    more = {key: value for key, _, value in pairs}
    return limit(row[f"{name}_object"], row[f"{name}_characteristic"], row[f"{name}_value"], **more)


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made = []
    for row in rows:
        a = _side(row, "a")
        assert a is not None
        made.append(
            Case(row["field"], a, _side(row, "b"), row["standard"], row["verdict"], row["reason"], row["modality"])
        )
    return tuple(made)


CASES = read_cases(Path(__file__).with_name("cases.csv"))
