"""Requirements 应 that became recommendations 宜 or permissions 可 against the sentence they follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph.document import Modality
from search.compare.coverage.data import rows
from search.compare.coverage.model import Alignment


@dataclass(frozen=True, slots=True)
class Loosened:
    """A sentence of the draft that asks less than the one it follows; the words that say so."""

    alignment: Alignment
    shall: str
    other: str


@cache
def _modals() -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    return tuple((Modality(row["modality"]), re.compile(row["pattern"])) for row in rows("modals"))


def modals(text: str) -> dict[Modality, str]:
    """Expressions of provisions in a sentence, each with its first word (GB/T 1.1-2020, annex C)."""
    found: dict[Modality, str] = {}
    for modality, pattern in _modals():
        match = pattern.search(text)
        if match is not None:
            found.setdefault(modality, match.group())
    return found


def loosened(alignments: Iterable[Alignment]) -> list[Loosened]:
    """Alignments whose standard requires and whose draft only recommends or allows."""
    found = []
    for one in alignments:
        standard, draft = modals(one.known.text), modals(one.draft.text)
        other = draft.get(Modality.SHOULD) or draft.get(Modality.MAY)
        if Modality.SHALL in standard and Modality.SHALL not in draft and other:
            found.append(Loosened(one, standard[Modality.SHALL], other))
    return found
