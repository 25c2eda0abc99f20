"""Aligning grades: 优等品, 一级, A类, 037级 (DOMAIN 6.1, 9.9).

A grade that only names its own value (E1, 037级, 能效2级) restricts nothing. A grade of quality or a class sorts the
objects, so another one is not compared.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from search.compare.strictness.alignment import Alignment, Level, aligned
from search.compare.strictness.data import normal, rows


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["kind"]) for row in rows("grades"))


@lru_cache(maxsize=4096)
def kind_of_grade(grade: str) -> str:
    """``value`` names its own value, ``quality`` ranks products, ``class`` sorts them."""
    plain = normal(grade)
    return next((kind for pattern, kind in _kinds() if pattern.fullmatch(plain)), "class")


@lru_cache(maxsize=8192)
def align_grades(a: str, b: str, efficiency: bool) -> Alignment | None:
    """The alignment of two grades; ``efficiency``: B's grades are those of an energy or water efficiency."""
    one, other = normal(a), normal(b)
    if not one and not other:
        return None
    facts = (("a", a or "—"), ("b", b or "—"))
    if one == other:
        return aligned("grade", Level.SAME, "grade_same", *facts)
    kinds = [kind_of_grade(grade) if grade else "" for grade in (a, b)]
    if efficiency or all(kind in ("", "value") for kind in kinds):
        return aligned("grade", Level.NOTED, "grade_names_value", *facts, caution="grade_names_value")
    if not other:
        return aligned("grade", Level.NOTED, "grade_narrows", *facts, caution="grade_only_in_a")
    if not one:
        level = Level.NOTED if kinds[1] == "quality" else Level.DOUBT
        return aligned("grade", level, "grade_only_in_b", *facts, caution="grade_only_in_b")
    level = Level.DOUBT if "quality" in kinds or "value" in kinds else Level.APART
    return aligned("grade", level, "grade_differs", *facts, caution="grade_mismatch")
