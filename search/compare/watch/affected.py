"""For whom a revision matters: who cites the old edition, and whose limits stand otherwise to the new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.kinds import EdgeKind
from graph.limits import Limit
from graph.model import Standard
from graph.store.base import Direction, GraphReader
from search.compare.align import Source, pair_documents
from search.compare.align.source import locate
from search.compare.exposure import Dependent
from search.compare.registry import ENDED, edges_of, standards_of
from search.compare.strictness import Comparison, Verdict
from search.compare.watch.model import Edition, facts_of, limits_of

_MOST = 300  # standards whose limits are compared


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A limit of another standard, against the old and the new edition."""

    limit: Limit
    before: Comparison
    after: Comparison


@dataclass(frozen=True, slots=True)
class Affected:
    """A standard that a revision touches; ``dependent`` None: only its limits on the same objects connect it."""

    standard: Standard
    dependent: Dependent | None
    verdicts: tuple[VerdictChange, ...] = ()


def affected(
    reader: GraphReader, old: Edition, new: Edition, dependents: Sequence[Dependent], day: date
) -> tuple[tuple[Affected, ...], int]:
    """Dependents in use and other standards of the same classes whose verdicts change; and how many were compared."""
    using = {one.standard.id: one for one in dependents if one.status.status not in ENDED}
    others = _same_classes(reader, (f"standard:{old.number}", f"standard:{new.number}"))
    ids = list(dict.fromkeys((*using, *others)))
    limits = {key: own for key, own in limits_of(reader, ids).items() if own}
    standards = standards_of(reader, {*using, *limits})
    changes: dict[str, tuple[VerdictChange, ...]] = {}
    compared = sorted(limits)[:_MOST]
    for key in compared:
        source = Source(facts_of(standards[key]), tuple(locate(limit) for limit in limits[key]))
        changes[key] = verdict_changes(source, old.source, new.source, day)
    found = [Affected(standards[key], one, changes.get(key, ())) for key, one in using.items() if key in standards]
    found += [Affected(standards[key], None, changes[key]) for key in compared if key not in using and changes[key]]
    return tuple(sorted(found, key=lambda one: (one.dependent is None, one.standard.number))), len(compared)


def _same_classes(reader: GraphReader, ids: Iterable[str]) -> list[str]:
    """Other standards with limits in an ICS class of these."""
    classes = {
        edge.end
        for edge in edges_of(reader, ids, Direction.OUT, [EdgeKind.CLASSIFIED_AS])
        if edge.end.startswith("class:ICS ")
    }
    members = {edge.start for edge in edges_of(reader, classes, Direction.IN, [EdgeKind.CLASSIFIED_AS])} - set(ids)
    with_limits = {edge.start for edge in edges_of(reader, members, Direction.OUT, [EdgeKind.HAS_LIMIT])}
    return sorted(with_limits)


def verdict_changes(source: Source, old: Source, new: Source, day: date) -> tuple[VerdictChange, ...]:
    """Limits of a standard whose verdict, or violation, is another one against the new edition."""
    before, after = (
        {id(pair.a.limit): pair.comparison for pair in reversed(pair_documents(source, side, day).pairs)}
        for side in (old, new)
    )
    found = []
    for one in source.limits:
        was, now = before.get(id(one.limit)), after.get(id(one.limit))
        if was is None or now is None or (was.verdict, was.violation) == (now.verdict, now.violation):
            continue
        if {was.verdict, now.verdict} <= {Verdict.INCOMPARABLE, Verdict.NEW}:
            continue  # nothing that could be told before or can be told now
        found.append(VerdictChange(one.limit, was, now))
    return tuple(found)
