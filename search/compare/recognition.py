"""What a draft's object is 对象识别: classes it falls under, each with the way up from a word of the draft.

Words come from the title, the scope, the objects of the limits and, where the cover gives one, the ICS code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph import objects
from search.compare import tables
from search.compare.titles import TitleParts

_IN_SCOPE, _IN_LIMIT, _BY_CODE = 2, 2, 3  # steps that a word counts more when it stands elsewhere than in the title


@dataclass(frozen=True, slots=True)
class Rung:
    """One step up: ``name`` is above the one before, by the clause or classification ``source``."""

    name: str
    relation: str = ""  # is_a, in_scope, composed
    source: str = ""


@dataclass(frozen=True, slots=True)
class ClassPath:
    """How a draft comes to fall under a class. ``seen``: title, scope, limit or ics; the first rung is the word."""

    name: str
    seen: str
    rungs: tuple[Rung, ...]
    steps: int


def recognise(
    draft: TitleParts, limit_objects: Iterable[str] = (), ics: Iterable[str] = ()
) -> Mapping[str, ClassPath]:
    """Classes a draft falls under, the nearest way to each."""
    found: dict[str, ClassPath] = {}

    def climb(term: str, seen: str, start: int) -> None:
        for path in _ways(term, seen, start):
            if path.name not in found or found[path.name].steps > path.steps:
                found[path.name] = path

    for number, one in enumerate(draft.objects):
        climb(one.norm, "title", number)
        climb(one.head, "title", number)
        for name in one.composed:
            climb(name, "title", number)
        for token in one.tokens:
            if token != one.head:
                climb(token, "title", number + 1)
    if draft.subject:
        climb(draft.subject, "title", 1)
    for term in draft.scope_classes:
        climb(term, "scope", _IN_SCOPE)
    for text in dict.fromkeys(limit_objects):
        if head := objects.class_of(text):
            climb(head, "limit", _IN_LIMIT)
    for code in ics:
        for row in tables.rows("ics_classes"):
            if code.replace(" ", "").startswith(row["ics"]):
                climb(row["class"], "ics", _BY_CODE)
    return found


def _ways(term: str, seen: str, start: int) -> Iterable[ClassPath]:
    """The term, where it is a class, and all classes above it by the shortest way."""
    first = objects.canonical(term)
    layer: list[tuple[Rung, ...]] = [(Rung(first),)]
    known = {first}
    if first in objects.known_classes():
        yield ClassPath(first, seen, layer[0], start)
    for depth in range(1, objects.DEPTH + 1):
        above: list[tuple[Rung, ...]] = []
        for rungs in layer:
            for row in objects.above(rungs[-1].name):
                if row.parent not in known:
                    known.add(row.parent)
                    above.append((*rungs, Rung(row.parent, row.relation, row.source)))
        for rungs in above:
            yield ClassPath(rungs[-1].name, seen, rungs, start + depth)
        layer = above
