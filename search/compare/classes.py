"""What an object is 对象类别: classes above it, near it, and the rules whose scope it falls into.

Two relations are told apart in ``data/classes.csv``: ``is_a`` (胶合板 is a kind of 人造板) makes objects
neighbours; ``in_scope`` (房间空气调节器 falls under 用能产品) only says which horizontal standards apply.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from search.compare import tables

Parents = Mapping[str, tuple[str, ...]]


@cache
def _parents(relations: frozenset[str]) -> Parents:
    found: dict[str, list[str]] = {}
    for row in tables.rows("classes"):
        if row["relation"] in relations:
            child, parent = tables.canonical(row["term"]), tables.canonical(row["parent"])
            if child != parent and parent not in found.setdefault(child, []):
                found[child].append(parent)
    return MappingProxyType({child: tuple(parents) for child, parents in found.items()})


IS_A = frozenset({"is_a", "suffix"})
ANY = frozenset({"is_a", "suffix", "in_scope"})


@lru_cache(maxsize=8192)
def ancestors(term: str, relations: frozenset[str] = IS_A) -> Mapping[str, int]:
    """Classes above `term` with their distance (1 = directly above); the term itself is not among them."""
    up = _parents(relations)
    found: dict[str, int] = {}
    layer, depth = [tables.canonical(term)], 0
    while layer and depth < 6:
        depth += 1
        layer = [parent for child in layer for parent in up.get(child, ()) if parent not in found]
        for parent in layer:
            found.setdefault(parent, depth)
    found.pop(tables.canonical(term), None)
    return MappingProxyType(found)


@cache
def known_classes() -> frozenset[str]:
    """All class terms in preferred form."""
    return frozenset(
        tables.canonical(row[key]) for row in tables.rows("classes") for key in ("term", "parent")
    )


@lru_cache(maxsize=8192)
def class_of(name: str) -> str:
    """The longest known class that `name` ends in (免烫男衬衫 → 衬衫), or an empty string."""
    preferred = tables.canonical(name)
    known = known_classes()
    for start in range(len(preferred)):
        tail = tables.canonical(preferred[start:])
        if tail in known and (len(tail) > 1 or start == len(preferred) - 1):
            return tail
    return ""


def is_kind_of(narrow: str, broad: str, relations: frozenset[str] = IS_A) -> int:
    """Steps from `narrow` up to `broad`, 0 when they are one term, -1 when `broad` is not above it."""
    narrow, broad = tables.canonical(narrow), tables.canonical(broad)
    return 0 if narrow == broad else ancestors(narrow, relations).get(broad, -1)


def common_parent(one: str, other: str) -> tuple[str, int]:
    """The nearest class above both with the longer of the two distances; ("", 0) when there is none."""
    ups, others = ancestors(one), ancestors(other)
    shared = [(max(ups[c], others[c]), c) for c in ups if c in others]
    if not shared:
        return "", 0
    steps, name = min(shared)
    return name, steps


@cache
def _composites() -> tuple[tuple[str, str, str], ...]:
    """(modifier, base class, class): 儿童 + 服装 → 儿童服装, from ``data/composites.csv``."""
    return tuple(
        (tables.canonical(row["modifier"]), tables.canonical(row["base"]), tables.canonical(row["class"]))
        for row in tables.rows("composites")
    )


@lru_cache(maxsize=8192)
def composed(head: str, words: frozenset[str]) -> tuple[str, ...]:
    """Classes an object belongs to through a modifier: user, place or purpose with the class of its head."""
    return tuple(
        name for modifier, base, name in _composites() if modifier in words and is_kind_of(head, base) >= 0
    )
