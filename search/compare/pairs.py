"""Pairs of registered standards whose relation is known without labels, to calibrate an encoder on.

Editions of one work say the same thing in other words; parts of a series are near; a method and a product
standard of one object are near; standards under one CCS class are neighbours; random pairs are unrelated.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from search.compare.candidates import Candidate
from search.compare.editions import work_of
from search.compare.titles import analyse

RELATIONS = ("editions", "parts", "method_and_product", "same_ccs", "random")
_PART = re.compile(r"\.\d+$")


@dataclass(frozen=True, slots=True)
class TitlePair:
    """Two titles and how the standards behind them are related."""

    relation: str
    one: str
    other: str


def _grouped(
    records: Sequence[Candidate], key: Callable[[Candidate], Hashable | None]
) -> list[list[Candidate]]:
    groups: dict[Hashable, list[Candidate]] = {}
    for record in records:
        found = key(record)
        if found:
            groups.setdefault(found, []).append(record)
    return [group for group in groups.values() if len(group) > 1]


def _draw(
    relation: str, groups: list[list[Candidate]], limit: int, chance: random.Random,
    fits: Callable[[Candidate, Candidate], bool],
) -> list[TitlePair]:  # fmt: skip
    found: list[TitlePair] = []
    for group in chance.sample(groups, len(groups)):
        one, other = chance.sample(group, 2)
        if one.title_zh != other.title_zh and fits(one, other):
            found.append(TitlePair(relation, one.title_zh, other.title_zh))
        if len(found) == limit:
            break
    return found


def known_pairs(records: Sequence[Candidate], limit: int = 400, seed: int = 20260101) -> list[TitlePair]:
    """Up to `limit` pairs a relation; titles of a pair always differ; the same seed gives the same pairs."""
    chance = random.Random(seed)
    works = {r.number: work_of(r.number) for r in records}

    def other_work(one: Candidate, other: Candidate) -> bool:
        return works[one.number] != works[other.number]

    def method_and_product(one: Candidate, other: Candidate) -> bool:
        return {analyse(one.title_zh).kind, analyse(other.title_zh).kind} == {"method", "product"}

    base = _grouped(records, lambda r: _PART.sub("", works[r.number]) if _PART.search(works[r.number]) else None)
    objects = _grouped(records, lambda r: "".join(o.norm for o in analyse(r.title_zh).objects) or None)
    groups = {
        "editions": (_grouped(records, lambda r: works[r.number]), lambda one, other: True),
        "parts": (base, other_work),
        "method_and_product": (objects, method_and_product),
        "same_ccs": (_grouped(records, lambda r: r.ccs[:3] or None) * 6, other_work),
        "random": ([list(records)] * (limit * 2), other_work),
    }
    return [
        pair
        for relation in RELATIONS
        for pair in _draw(relation, groups[relation][0], limit, chance, groups[relation][1])
    ]
