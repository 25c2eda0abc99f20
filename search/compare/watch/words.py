"""References and terms of two editions side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from search.compare.registry import work_id
from search.compare.watch.model import TermText

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """``changed``: another edition of the same standard, or dated instead of undated."""

    kind: Kind
    relation: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class TermChange:
    kind: Kind
    term: str
    old: TermText | None
    new: TermText | None


def reference_changes(
    old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> tuple[ReferenceChange, ...]:
    """What is cited otherwise than before, by relation and work."""
    before, after = ({(relation, work_id(number)): number for number, relation in sorted(set(side))}
                     for side in (old, new))  # fmt: skip
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was != now:
            kind: Kind = "added" if was is None else "removed" if now is None else "changed"
            found.append(ReferenceChange(kind, key[0], was, now))
    return tuple(found)


def term_changes(old: Iterable[TermText], new: Iterable[TermText]) -> tuple[TermChange, ...]:
    """Terms added, removed, and those whose definition changed at all."""
    before, after = ({term.zh: term for term in side} for side in (old, new))
    found = []
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            found.append(TermChange("added" if was is None else "removed", name, was, now))
        elif _plain(was.definition) != _plain(now.definition):
            found.append(TermChange("changed", name, was, now))
    return tuple(found)


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
