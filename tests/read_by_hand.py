"""Documents read from beginning to end by hand (tests/fixtures/documents_read.jsonl): counts of what was found.

A limit counts where characteristic (one name within the other), comparator, value and unit agree; it is in its place
where object, condition and grade name what ``at`` lists. ``repeats``: a value merged over columns may be told for each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph.limits import Limit
from graph.text import normalize
from ingest.documents.reader import read_document
from ingest.extract.everything import extract

CASES = Path(__file__).parent / "fixtures" / "documents_read.jsonl"


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind of fact: how many are in the document, how many were read, how many of these are right."""

    wanted: int
    read: int
    right: int
    in_place: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def count(case: dict[str, Any], data: Path) -> dict[str, Count]:
    path = data / case["document"]
    found = extract(read_document(path.name, path.read_bytes()))
    references = [[one.target, one.relation.value] for one in found.references]
    terms = [term.zh for term in found.terms]
    return {
        "references": _sets(case["references"], references),
        "terms": _sets(case["terms"], terms),
        "limits": _limits(case, list(found.limits)),
    }


def _sets(wanted: list[Any], read: list[Any]) -> Count:
    return Count(len(wanted), len(read), sum(one in read for one in wanted))


def _limits(case: dict[str, Any], read: list[Limit]) -> Count:
    left = list(read)
    right = in_place = 0
    for wanted in sorted(case["limits"], key=lambda one: -len(str(one["at"]))):
        fits = [limit for limit in left if _is(wanted, limit)]
        placed = [limit for limit in fits if _stands(wanted, limit)]
        if not fits:
            continue
        right += 1
        in_place += bool(placed)
        gone = (placed or fits) if wanted.get("repeats") else (placed or fits)[:1]
        left = [limit for limit in left if limit not in gone]
    extra = [limit for limit in left if not any(_is(one, limit) for one in case["optional"])]
    return Count(len(case["limits"]), right + len(extra), right, in_place)


def _is(wanted: dict[str, Any], limit: Limit) -> bool:
    table = limit.places[0].table if limit.places else None
    return (
        (wanted["op"] in ("", limit.op.value))
        and (wanted["unit"] == "" or wanted["unit"] == limit.unit)
        and _value(limit) == wanted["value"]
        and (wanted["characteristic"] in limit.characteristic or limit.characteristic in wanted["characteristic"])
        and wanted.get("table", table) == table
    )


def _value(limit: Limit) -> str:
    if limit.low is not None or limit.high is not None:
        return f"{_plain(limit.low)}~{_plain(limit.high)}"
    return limit.expression if limit.expression is not None else _plain(limit.value)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


def _stands(wanted: dict[str, Any], limit: Limit) -> bool:
    said = " ".join(filter(None, (limit.object, limit.condition, limit.grade, limit.characteristic)))
    names = wanted["at"] if isinstance(wanted["at"], list) else [wanted["at"]]
    return all(normalize(name).text.replace(" ", "") in said.replace(" ", "") for name in names)
