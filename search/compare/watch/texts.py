"""Clauses of two editions side by side: unchanged, changed, moved, added, removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process

from search.compare.thresholds import threshold
from search.compare.watch.model import ClauseText

Kind = Literal["unchanged", "changed", "moved", "added", "removed"]
_BLANK = re.compile(r"\s+")
_TEXT = 1_500  # characters of a clause that are compared for likeness
_SHORT = 12  # characters below which likeness proves nothing between different numbers


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is in both (``equal``), only in the old (``delete``) or only in the new one (``insert``)."""

    kind: Literal["equal", "delete", "insert"]
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of a clause.

    ``moved``: under another number; its text may have changed too (``likeness`` below 100).
    """

    kind: Kind
    old: ClauseText | None
    new: ClauseText | None
    likeness: float = 0.0

    def pieces(self) -> tuple[Piece, ...]:
        """The texts word against word."""
        old, new = (one.text if one else "" for one in (self.old, self.new))
        return diff(old, new)


def clause_changes(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> tuple[ClauseChange, ...]:
    """Clauses of both editions, each once, in the order of the new edition, removed ones last.

    Clauses of one number stay together where their texts or titles are alike; what is left is matched by text alone,
    the likest first.
    """
    likeness = _matrix(old, new)
    pairs: dict[int, int] = {}
    by_number = {clause.number: at for at, clause in enumerate(old)}
    for at, clause in enumerate(new):
        was = by_number.get(clause.number)
        if was is not None and (likeness[was, at] >= threshold("clause_same") or same_title(old[was], clause)):
            pairs[at] = was
    taken = set(pairs.values())
    rows = [at for at in range(len(old)) if at not in taken and len(_plain(old[at])) >= _SHORT]
    columns = [at for at in range(len(new)) if at not in pairs and len(_plain(new[at])) >= _SHORT]
    if rows and columns:
        rest = likeness[np.ix_(rows, columns)]
        order = np.argwhere(rest >= threshold("clause_moved"))
        for row, column in sorted(order.tolist(), key=lambda rc: (-rest[rc[0], rc[1]], rows[rc[0]], columns[rc[1]])):
            if columns[column] not in pairs and rows[row] not in taken:
                pairs[columns[column]] = rows[row]
                taken.add(rows[row])
    changes = [_change(old[pairs[at]], clause, float(likeness[pairs[at], at])) if at in pairs
               else ClauseChange("added", None, clause) for at, clause in enumerate(new)]  # fmt: skip
    changes += [ClauseChange("removed", clause, None) for at, clause in enumerate(old) if at not in taken]
    return tuple(changes)


def _change(old: ClauseText, new: ClauseText, likeness: float) -> ClauseChange:
    if old.number != new.number:
        return ClauseChange("moved", old, new, likeness)
    same = _plain(old) == _plain(new)
    return ClauseChange("unchanged" if same else "changed", old, new, 100.0 if same else min(likeness, 99.9))


def _matrix(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    if not old or not new:
        return np.zeros((len(old), len(new)), np.float32)
    texts = [[_plain(clause)[:_TEXT] for clause in side] for side in (old, new)]
    return np.asarray(process.cdist(texts[0], texts[1], scorer=fuzz.ratio, dtype=np.float32), np.float32)


def text_likeness(old: ClauseText, new: ClauseText) -> float:
    """0 to 100, of the texts without their numbers."""
    return float(fuzz.ratio(_plain(old)[:_TEXT], _plain(new)[:_TEXT]))


def same_title(old: ClauseText, new: ClauseText) -> bool:
    return bool(old.title) and old.title == new.title


def _plain(clause: ClauseText) -> str:
    """The text without its number, blanks and differences of width."""
    text = _BLANK.sub("", unicodedata.normalize("NFKC", clause.text or clause.title))
    return text.removeprefix(clause.number)


def diff(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts piece by piece; a piece is a number, a word or one character of hanzi."""
    one, other = (re.findall(r"[A-Za-z]+|\d+(?:\.\d+)*|\s+|.", text) for text in (old, new))
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("equal", "".join(one[a:b])))
            continue
        if b > a:
            found.append(Piece("delete", "".join(one[a:b])))
        if d > c:
            found.append(Piece("insert", "".join(other[c:d])))
    return tuple(found)
