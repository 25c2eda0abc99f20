"""Two fields side by side: objects that both standardise, efforts made twice, interfaces that no standard settles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from search.compare.calibration import Calibration
from search.compare.candidates import Candidate, OverlapQuery
from search.compare.matches import Grade, Reason
from search.compare.overlap import rank_and_grade
from search.network.labels import terms_zh

JOINING = frozenset({"interface", "data", "terminology", "symbols", "classification"})
"""Aspects (GB/T 20000.1-2014, 7) by which standards of two fields fit together."""
SPECIFIC = 0.5  # share of the standards on an object, of all fields, that lie in the two
FEWEST = 2  # standards on each side from which an interface can be missed


@dataclass(frozen=True)
class Piece:
    """One current edition as it is compared."""

    number: str
    title: str
    scope: str
    level: str
    nature: str
    status: str
    fields: frozenset[str]
    aspects: frozenset[str]
    issuers: tuple[str, ...] = ()

    @cached_property
    def objects(self) -> tuple[str, ...]:
        """The objects of its title, and the things they are made up of (机器人, 增材制造)."""
        return tuple(sorted(terms_zh(self.title)))


@dataclass(frozen=True, slots=True)
class SharedObject:
    """An object of standardization that both fields have standards on, those in both fields counted apart."""

    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    both: tuple[str, ...]
    joining: tuple[str, ...]  # of all these, standards of interfaces, data, terms

    @property
    def numbers(self) -> tuple[str, ...]:
        return (*self.both, *self.one, *self.other)

    @property
    def effect(self) -> int:
        """How many standards a coordination would touch."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Twice:
    """Two current standards of different bodies that overlap, by the rules of the draft check (docs/overlap.md)."""

    one: Piece
    other: Piece
    grade: Grade
    rule: str
    reasons: tuple[Reason, ...]
    similarity: float


def shared_objects(pieces: Sequence[Piece], one: str, other: str) -> list[SharedObject]:
    """Objects with standards in both fields, those that concern most standards first.

    ``pieces`` are those of all fields: a word that most other fields use as well (设备, 材料) names no shared object.
    """
    everywhere = Counter(name for piece in pieces for name in piece.objects)
    found: dict[str, dict[str, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for piece in pieces:
        side = "both" if {one, other} <= piece.fields else "one" if one in piece.fields else "other"
        if side == "other" and other not in piece.fields:
            continue
        for name in piece.objects:
            found[name][side].append(piece)
    shared = [
        _shared(name, sides)
        for name, sides in found.items()
        if ("both" in sides or len(sides) > 1) and sum(map(len, sides.values())) >= SPECIFIC * everywhere[name]
    ]
    shared = [one for one in shared if one.effect >= FEWEST and not _within(one, shared)]
    return sorted(shared, key=lambda each: (-each.effect, each.name))


def _within(one: SharedObject, shared: Iterable[SharedObject]) -> bool:
    """Whether a longer name stands for the same standards."""
    return any(one.name in each.name and one.name != each.name and one.numbers == each.numbers for each in shared)


def _shared(name: str, sides: Mapping[str, Sequence[Piece]]) -> SharedObject:
    one, other, both = (
        tuple(sorted(piece.number for piece in sides.get(side, ()))) for side in ("one", "other", "both")
    )
    joining = sorted(piece.number for pieces in sides.values() for piece in pieces if piece.aspects & JOINING)
    return SharedObject(name, one, other, both, tuple(joining))


def missing_interfaces(shared: Iterable[SharedObject]) -> list[SharedObject]:
    """Objects on which both fields have several standards, but none of interfaces, data, terms or classification."""
    return [one for one in shared if not one.joining and len(one.one) >= FEWEST and len(one.other) >= FEWEST]


def made_twice(
    pairs: Iterable[tuple[Piece, Piece, float]], calibration: Calibration, *, least: Grade = "substantial"
) -> list[Twice]:
    """Of pairs near in meaning those that overlap by what titles and scopes say. ``pairs`` come with their cosine.

    Pairs of one body (it may divide its own work as it likes) and pairs with a plan or an ended edition are not asked.
    """
    wanted = {"duplicate", "substantial"} if least == "substantial" else {"duplicate"}
    found = []
    for one, other, cosine in pairs:
        if not one.issuers or not other.issuers or set(one.issuers) & set(other.issuers):
            continue
        query = OverlapQuery(one.title, one.scope)
        (match,) = rank_and_grade(query, [_candidate(other, cosine)], calibration)[:1]
        if match.grade in wanted:
            similarity = round(calibration.similarity(cosine) or 0.0, 3)
            found.append(Twice(one, other, match.grade, match.rule, match.reasons, similarity))
    return sorted(found, key=lambda t: (t.grade != "duplicate", -t.similarity, t.one.number, t.other.number))


def _candidate(piece: Piece, cosine: float) -> Candidate:
    return Candidate(
        number=piece.number,
        title_zh=piece.title,
        scope=piece.scope,
        level=piece.level,
        nature=piece.nature,
        status=piece.status,
        issuer="、".join(piece.issuers),
        cosine=cosine,
    )
