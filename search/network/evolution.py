"""Two partitions of a network of two days side by side: which communities came, went, grew, joined or divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from search.network.describe import Community

SAME = 0.3  # Jaccard overlap from which two communities are the same one (Greene, Doyle, Cunningham 2010)
_INFLOW = 0.3  # share of a community that makes it a source or a part of another


class Change(StrEnum):
    """What became of a community."""

    NEW = "new"
    GONE = "gone"
    GROWN = "grown"
    SHRUNK = "shrunk"
    STEADY = "steady"
    JOINED = "joined"  # most of several earlier ones
    DIVIDED = "divided"  # several later ones hold parts of it


@dataclass(frozen=True, slots=True)
class Development:
    """A community of the earlier day and its like of the later one; one of them may be missing."""

    change: Change
    before: int | None  # number of the community
    after: int | None
    overlap: float  # Jaccard of the lineages
    size_before: int
    size_after: int
    added: tuple[str, ...] = ()  # lineages that were not in any community of the earlier day
    also: tuple[int, ...] = ()  # further communities that joined into it, or that it was divided into


def developments(before: Sequence[Community], after: Sequence[Community]) -> list[Development]:
    """Compare the top communities of two days, the largest of the later day first."""
    early = [one for one in before if one.parent is None]
    late = [one for one in after if one.parent is None]
    known = {work for one in early for work in one.works}
    home = {work: one.number for one in early for work in one.works}
    shared: Counter[tuple[int, int]] = Counter(
        (home[work], one.number) for one in late for work in one.works if work in home
    )
    sizes = {one.number: len(one.works) for one in early}
    later = {one.number: one for one in late}
    pairs = sorted(
        ((n / (sizes[a] + len(later[b].works) - n), a, b) for (a, b), n in shared.items()),
        key=lambda triple: (-triple[0], triple[1], triple[2]),
    )
    of_late: dict[int, tuple[float, int]] = {}
    taken: set[int] = set()
    for overlap, a, b in pairs:
        if overlap >= SAME and b not in of_late and a not in taken:
            of_late[b] = (overlap, a)
            taken.add(a)
    found = [_later(one, of_late.get(one.number), shared, sizes, known) for one in late]
    into = {a: tuple(sorted(b for (x, b), n in shared.items() if x == a and n >= _INFLOW * sizes[a])) for a in sizes}
    for one in early:
        if one.number not in taken:
            parts = into[one.number]
            change = Change.DIVIDED if len(parts) > 1 else Change.JOINED if parts else Change.GONE
            found.append(
                Development(change, one.number, parts[0] if parts else None, 0.0, len(one.works), 0, (), parts[1:])
            )
    return found


def _later(
    one: Community,
    match: tuple[float, int] | None,
    shared: Counter[tuple[int, int]],
    sizes: dict[int, int],
    known: set[str],
) -> Development:
    added = tuple(work for work in one.works if work not in known)
    size = len(one.works)
    if match is None:
        origin = max(((n, -a) for (a, b), n in shared.items() if b == one.number), default=(0, 0))
        if origin[0] >= _INFLOW * size:  # a part of an earlier one
            parent = -origin[1]
            jaccard = round(origin[0] / (sizes[parent] + size - origin[0]), 3)
            return Development(Change.DIVIDED, parent, one.number, jaccard, sizes[parent], size, added)
        return Development(Change.NEW, None, one.number, 0.0, 0, size, added)
    overlap, before = match
    parts = tuple(
        sorted(b for (a, b), n in shared.items() if a == before and b != one.number and n >= _INFLOW * sizes[a])
    )
    sources = tuple(
        sorted(a for (a, b), n in shared.items() if b == one.number and a != before and n >= _INFLOW * sizes[a])
    )
    if parts:
        return Development(Change.DIVIDED, before, one.number, round(overlap, 3), sizes[before], size, added, parts)
    if sources:
        change = Change.JOINED
    elif size > sizes[before]:
        change = Change.GROWN
    else:
        change = Change.SHRUNK if size < sizes[before] else Change.STEADY
    return Development(change, before, one.number, round(overlap, 3), sizes[before], size, added, sources)
