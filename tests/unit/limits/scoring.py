"""A small scorer of labelled limits for tests: values exactly, names loosely."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.extract.limits import Context, extract_from_text, to_row


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def answers(case: dict[str, Any]) -> list[dict[str, Any]]:
    context = case.get("context") or {}
    found = extract_from_text(
        case["text"], Context(tuple(context.get("table_header") or ()), context.get("caption") or "")
    )
    return [to_row(limit) for limit in found]


def key(limit: dict[str, Any]) -> tuple[object, ...]:
    """Kind, numbers and modality of a limit; qualitative kinds count as one."""
    op = limit["op"]
    if op in ("absent", "not_detected", "prohibited"):
        return ("none", limit["modality"])
    numbers = tuple(limit.get(name) for name in ("value", "low", "high", "nominal", "plus", "minus", "n", "c"))
    return (
        op,
        *(float(n) if isinstance(n, int | float) else n for n in numbers),
        limit.get("unit") or "",
        limit["modality"],
    )


def f1(path: Path) -> float:
    """F1 of value, unit and modality over a file of cases."""
    right = given = wanted = 0
    for case in cases(path):
        want, have = [key(x) for x in case["expect"]], [key(x) for x in answers(case)]
        wanted, given = wanted + len(want), given + len(have)
        for one in want:
            if one in have:
                have.remove(one)
                right += 1
    return 2 * right / (given + wanted)
