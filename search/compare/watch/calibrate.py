"""Set the thresholds of clauses and definitions from pairs labelled by reading.

    python -m search.compare.watch.calibrate tests/fixtures/clause_pairs.jsonl tests/fixtures/definition_pairs.jsonl

Clauses: ``{"old": {number, title, text}, "new": …, "same": one provision, revised}``; pairs under one number set
``clause_same``, others ``clause_moved``. Definitions: ``{"definition_a", "title_a", …, "differ": who cites both has to
say which is meant}``. Each threshold is the one with the best F0.5 (a false alarm weighs twice a
miss), the highest of several. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.compare.meanings import likeness, same_values
from search.compare.watch.model import ClauseText
from search.compare.watch.texts import same_title, text_likeness

_VALUES = range(30, 100)


@dataclass(frozen=True, slots=True)
class Measured:
    """A threshold with what it does to the pairs: right and wrong positives, positives missed."""

    threshold: int
    pairs: int
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f_half(self) -> float:
        """F0.5: a false alarm weighs twice a miss."""
        return 1.25 * self.right / max(1.25 * self.right + self.wrong + 0.25 * self.missed, 1)


def clauses(rows: Sequence[dict[str, Any]], *, one_number: bool) -> Measured:
    """Which clauses are one provision, by their likeness (or title, under one number)."""
    seen = []
    for row in rows:
        old, new = (ClauseText(side["number"], side["title"], side["text"]) for side in (row["old"], row["new"]))
        if (old.number == new.number) is one_number:
            seen.append((100.0 if one_number and same_title(old, new) else text_likeness(old, new), row["same"]))
    return max((_measure(value, [(like >= value, same) for like, same in seen]) for value in _VALUES), key=_best)


def definitions(rows: Sequence[dict[str, Any]]) -> Measured:
    """Which definitions differ: other values, or too little alike."""
    seen = []
    for row in rows:
        one, other, titles = row["definition_a"], row["definition_b"], (row["title_a"], row["title_b"])
        seen.append((likeness(one, other, titles) if same_values(one, other) else -1.0, row["differ"]))
    return max((_measure(value, [(like < value, differ) for like, differ in seen]) for value in _VALUES), key=_best)


def _measure(value: int, judged: Sequence[tuple[bool, bool]]) -> Measured:
    right = sum(said and true for said, true in judged)
    wrong = sum(said and not true for said, true in judged)
    return Measured(value, len(judged), right, wrong, sum(true and not said for said, true in judged))


def _best(one: Measured) -> tuple[float, int]:
    return round(one.f_half, 9), one.threshold


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def calibrated(clause_pairs: Path, definition_pairs: Path) -> dict[str, Measured]:
    """By name of the threshold in ``data/thresholds.csv``."""
    pairs = read(clause_pairs)
    return {
        "clause_same": clauses(pairs, one_number=True),
        "clause_moved": clauses(pairs, one_number=False),
        "definition_same": definitions(read(definition_pairs)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m search.compare.watch.calibrate")
    parser.add_argument("clauses", type=Path)
    parser.add_argument("definitions", type=Path)
    given = parser.parse_args()
    for name, one in calibrated(given.clauses, given.definitions).items():
        figures = {"threshold": one.threshold, "pairs": one.pairs, "precision": round(one.precision, 2),
                   "recall": round(one.recall, 2), "right": one.right, "wrong": one.wrong,
                   "missed": one.missed}  # fmt: skip
        sys.stdout.write(json.dumps({"name": name, **figures}) + "\n")


if __name__ == "__main__":
    main()
