"""Classes that a standard sorts objects into, and the one that applies to an object (DOMAIN 6.1, 9.9).

GB 18401 asks of 婴幼儿 products class A, of those next to the skin at least B. The class is read from the words of A's
object by ``data/class_cues.csv``; the class of B stands in its object (A类产品) or grade. Another class than the one
that applies is never compared: B类 would hide a breach of A类.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from search.compare.strictness.alignment import Alignment, Level, aligned
from search.compare.strictness.data import normal, rows


@dataclass(frozen=True, eq=False, slots=True)
class Scheme:
    """One classification: where it is laid down, how its classes are printed, what it sorts."""

    name: str
    works: re.Pattern[str]
    label: re.Pattern[str]
    class_object: re.Pattern[str]  # objects that are a class by their words: 婴幼儿纺织产品
    domain: re.Pattern[str]
    cues: tuple[tuple[re.Pattern[str], str], ...]  # the first that is found decides
    source: str


@cache
def schemes() -> tuple[Scheme, ...]:
    """All schemes of ``data/class_schemes.csv`` with their cues in order of the file."""
    cues: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for row in rows("class_cues"):
        cues.setdefault(row["scheme"], []).append((re.compile(row["cue"]), row["class"]))
    return tuple(
        Scheme(
            row["scheme"], re.compile(row["works"]), re.compile(row["label"]),
            re.compile(row["class_object"]), re.compile(row["domain"]),
            tuple(cues.get(row["scheme"], ())), row["source"],
        )
        for row in rows("class_schemes")
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _class_named(scheme: Scheme, text: str) -> str:
    """The class that a text names (A类产品 → A), or an empty string."""
    match = scheme.label.search(normal(text))
    return match.group(1) if match else ""


@lru_cache(maxsize=16384)
def class_of_object(scheme: Scheme, thing: str) -> str:
    """The class that the words of an object lead to, or an empty string."""
    plain = normal(thing)
    if not scheme.domain.search(plain):
        return ""
    return next((name for cue, name in scheme.cues if cue.search(plain)), "")


def _class_meant(scheme: Scheme, thing: str) -> str:
    return class_of_object(scheme, thing) if scheme.class_object.fullmatch(normal(thing)) else ""


def align_classes(thing: str, grade: str, number: str, other: str, other_grade: str) -> Alignment | None:
    """The alignment through a class scheme when B's limit belongs to one of its classes; else None.

    ``thing`` and ``grade`` are A's, ``other`` and ``other_grade`` B's, ``number`` that of B's standard. It replaces the
    alignment of objects: B's object is the class.
    """
    for scheme in schemes():
        if not scheme.works.search(normal(number)):
            continue
        wanted = _class_named(scheme, other) or _class_named(scheme, other_grade) or _class_meant(scheme, other)
        if not wanted:
            continue
        said = _class_named(scheme, thing) or _class_named(scheme, grade)
        applies = class_of_object(scheme, thing) or said
        facts = (("a", thing), ("b", other), ("class", applies or "—"), ("wanted", wanted), ("scheme", scheme.source))
        if not applies:
            if _class_named(scheme, other_grade) and not _class_named(scheme, other):
                return None
            return aligned("class", Level.DOUBT, "class_unknown", *facts, caution="class_unknown")
        if applies != wanted:
            return aligned("class", Level.DOUBT, "class_differs", *facts, caution="class_mismatch")
        return aligned("class", Level.SAME, "class_mapped", *facts)
    return None
