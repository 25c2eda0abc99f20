"""What an object is 对象类别: its preferred term, the classes above and near it.

Two relations are told apart in ``data/objects/classes.csv``: ``is_a`` (胶合板 is a kind of 人造板) makes objects
neighbours; ``in_scope`` (房间空气调节器 falls under 用能产品) only says which horizontal standards apply.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

Parents = Mapping[str, tuple[str, ...]]
DEPTH = 6  # steps that are climbed
TABLES = frozenset({"classes", "composites", "horizontals", "ics_classes", "synonyms"})  # of ``data/objects``


def normalise(text: str) -> str:
    """Text as the tables write it: NFKC (half-width letters and brackets), no outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of ``data/objects/NAME.csv`` as read-only mappings from column to cell, normalised."""
    text = (files("graph") / "data" / "objects" / f"{name}.csv").read_text("utf-8")
    return tuple(
        MappingProxyType({key: normalise(cell or "") for key, cell in row.items() if key})
        for row in csv.DictReader(text.splitlines())
    )


@cache
def canonical_terms() -> Mapping[str, str]:
    """Variant term → preferred term (同义词 → 标准用语); of repeated terms the first row counts."""
    found: dict[str, str] = {}
    for row in rows("synonyms"):
        found.setdefault(row["term"], row["canonical"])
    return MappingProxyType(found)


def canonical(term: str) -> str:
    """The preferred term for a word of the vocabulary, or the word itself."""
    known = canonical_terms()
    preferred = known.get(term, term)
    return known.get(preferred, preferred)


@cache
def _parents(relations: frozenset[str]) -> Parents:
    found: dict[str, list[str]] = {}
    for row in rows("classes"):
        if row["relation"] in relations:
            child, parent = canonical(row["term"]), canonical(row["parent"])
            if child != parent and parent not in found.setdefault(child, []):
                found[child].append(parent)
    return MappingProxyType({child: tuple(parents) for child, parents in found.items()})


@dataclass(frozen=True, slots=True)
class Above:
    """A class directly above another, and the source that says so."""

    parent: str
    relation: str
    source: str


@cache
def _above() -> Mapping[str, tuple[Above, ...]]:
    found: dict[str, dict[str, Above]] = {}
    for row in rows("classes"):
        child, parent = canonical(row["term"]), canonical(row["parent"])
        if child != parent:
            found.setdefault(child, {}).setdefault(parent, Above(parent, row["relation"], row["source"]))
    return MappingProxyType({child: tuple(parents.values()) for child, parents in found.items()})


def above(term: str) -> tuple[Above, ...]:
    """Classes directly above a class, with their sources."""
    return _above().get(canonical(term), ())


IS_A = frozenset({"is_a", "suffix"})
ANY = frozenset({"is_a", "suffix", "in_scope"})


@lru_cache(maxsize=8192)
def ancestors(term: str, relations: frozenset[str] = IS_A) -> Mapping[str, int]:
    """Classes above `term` with their distance (1 = directly above); the term itself is not among them."""
    up = _parents(relations)
    found: dict[str, int] = {}
    layer, depth = [canonical(term)], 0
    while layer and depth < DEPTH:
        depth += 1
        layer = [parent for child in layer for parent in up.get(child, ()) if parent not in found]
        for parent in layer:
            found.setdefault(parent, depth)
    found.pop(canonical(term), None)
    return MappingProxyType(found)


@cache
def known_classes() -> frozenset[str]:
    """All class terms in preferred form."""
    return frozenset(
        canonical(row[key]) for row in rows("classes") for key in ("term", "parent")
    )


@lru_cache(maxsize=8192)
def class_of(name: str) -> str:
    """The longest known class that `name` ends in (免烫男衬衫 → 衬衫), or an empty string."""
    preferred = canonical(name)
    known = known_classes()
    for start in range(len(preferred)):
        tail = canonical(preferred[start:])
        if tail in known and (len(tail) > 1 or start == len(preferred) - 1):
            return tail
    return ""


def is_kind_of(narrow: str, broad: str, relations: frozenset[str] = IS_A) -> int:
    """Steps from `narrow` up to `broad`, 0 when they are one term, -1 when `broad` is not above it."""
    narrow, broad = canonical(narrow), canonical(broad)
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
    """(modifier, base class, class): 儿童 + 服装 → 儿童服装, from ``data/objects/composites.csv``."""
    return tuple(
        (canonical(row["modifier"]), canonical(row["base"]), canonical(row["class"]))
        for row in rows("composites")
    )


@lru_cache(maxsize=8192)
def composed(head: str, words: frozenset[str]) -> tuple[str, ...]:
    """Classes an object belongs to through a modifier: user, place or purpose with the class of its head."""
    return tuple(
        name for modifier, base, name in _composites() if modifier in words and is_kind_of(head, base) >= 0
    )
