"""Limits of two editions side by side: stricter, looser, equal, new, removed, or not comparable and why.

Each edition is aligned with the other (:mod:`search.compare.align`), in both directions. Two limits are one that was
revised only where each is the best answer to the other; a verdict counts only where both directions agree. So the
answer for (new, old) is the mirror of that for (old, new), and nothing is called stricter on one reading alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.limits import Limit
from search.compare.align import Located, Pair, Source, pair_documents
from search.compare.strictness import Comparison, Verdict

Kind = Literal["stricter", "looser", "equal", "mixed", "incomparable", "new", "removed"]


@dataclass(frozen=True, slots=True)
class LimitChange:
    """What became of a limit. ``comparison`` is of the new against the old one; None where there is only one."""

    kind: Kind
    old: Limit | None
    new: Limit | None
    comparison: Comparison | None = None
    object: str = ""
    condition: str = ""


def limit_changes(old: Source, new: Source, day: date) -> tuple[LimitChange, ...]:
    """The limits of both editions, each once."""
    forward = _best(pair_documents(new, old, day).pairs)
    backward = _best(pair_documents(old, new, day).pairs)
    changes: list[LimitChange] = []
    matched: set[int] = set()
    for one in _own(new):
        pair = forward.get(id(one.limit))
        if pair is None or pair.b is None:
            continue
        back = backward.get(id(pair.b.limit))
        if back is not None and back.b is not None and back.b.limit is one.limit:
            matched |= {id(one.limit), id(pair.b.limit)}
            changes.append(_changed(pair, back))
    changes += [_alone(one, forward, "new") for one in _own(new) if id(one.limit) not in matched]
    changes += [_alone(one, backward, "removed") for one in _own(old) if id(one.limit) not in matched]
    return tuple(changes)


def _own(source: Source) -> list[Located]:
    return [one for one in source.limits if not one.derived]


def _best(pairs: tuple[Pair, ...]) -> dict[int, Pair]:
    """The first answer of each limit; of a limit with several parts there is none that is the whole."""
    found: dict[int, Pair] = {}
    several: set[int] = set()
    for pair in pairs:
        key = id(pair.a.limit)
        if pair.a.derived:
            continue
        if key in found:
            several.add(key)
        found[key] = pair
    return {key: pair for key, pair in found.items() if key not in several}


def _changed(pair: Pair, back: Pair) -> LimitChange:
    verdict = pair.comparison.verdict
    agreed = verdict if back.comparison.verdict is verdict.mirrored else Verdict.INCOMPARABLE
    old = pair.b.limit if pair.b is not None else None
    return LimitChange(agreed.value, old, pair.a.limit, pair.comparison, pair.object, pair.condition)


def _alone(one: Located, answers: dict[int, Pair], kind: Literal["new", "removed"]) -> LimitChange:
    """New or removed only where nothing on the other side may be the same limit."""
    pair = answers.get(id(one.limit))
    sure = pair is not None and pair.comparison.verdict is Verdict.NEW
    old, new = (None, one.limit) if kind == "new" else (one.limit, None)
    return LimitChange(kind if sure else "incomparable", old, new, None, one.shown, one.condition)
