"""What becomes of a record's statements when it is read again: a reviewer's decisions are carried over.

A statement that a reviewer accepted does not end although the new reading no longer makes it; one that was rejected
stays as it is, hidden, and is not stated again by whatever version of an extractor. Equal is what says the same of the
same subject: confidence, extractor, span and place do not count. A limit or a term is several statements on one node,
held by an edge, and a decision is about all of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from graph.kinds import EdgeKind, ReviewState

Row = tuple[object, ...]  # as the store writes it: see SUBJECT ... REVIEW
SUBJECT, PREDICATE, OBJECT, VALUE, QUALIFIERS, REVIEW = 0, 1, 2, 3, 4, 11
HOLDERS = (EdgeKind.HAS_LIMIT, EdgeKind.DEFINES)
DECIDED = (ReviewState.ACCEPTED.value, ReviewState.REJECTED.value)
WHERE = ("place", "text")  # qualifiers that say where something stands and how it is printed, not what
_NOT_UNDERSTOOD = ("places", "doubts", "text", "ocr", "footnotes")  # of a reading


def settle(
    before: Mapping[Row, int], after: Collection[Row], holders: Collection[int], reading: int
) -> tuple[list[int], list[Row]]:
    """The statements to end and the rows to add. ``before``: live rows with their ids; ``holders``: the predicates of
    edges to nodes that are decided about as a whole; ``reading``: the predicate of the typed limit.
    """
    kept = {row for row in before if row[REVIEW] in DECIDED}
    if not kept:
        return [sid for row, sid in before.items() if row not in after], [row for row in after if row not in before]
    released = _released(before, after, holders, reading)
    kept = {row for row in kept if not {row[SUBJECT], row[OBJECT]} & released}
    decided = {_content(row) for row in kept}
    frozen = {row[OBJECT] for row in kept if row[PREDICATE] in holders}
    ended = [
        sid for row, sid in before.items() if row not in after and row not in kept and row[SUBJECT] not in frozen
    ]  # fmt: skip
    added = [
        _for_review(row) if row[SUBJECT] in released else row
        for row in after
        if row not in before and row[SUBJECT] not in frozen and _content(row) not in decided
    ]
    return ended, added


def understood(reading: str) -> str:
    """The meaning of a limit's JSON, without where it stands and how sure the reader was."""
    fields = json.loads(reading)
    return json.dumps({k: v for k, v in fields.items() if k not in _NOT_UNDERSTOOD}, sort_keys=True)


def _released(before: Mapping[Row, int], after: Collection[Row], holders: Collection[int], reading: int) -> set[object]:
    """Rejected limits that are now read as something else: the decision was not about that."""
    nodes = {
        row[OBJECT] for row in before
        if row[PREDICATE] in holders and row[REVIEW] == ReviewState.REJECTED.value
    }  # fmt: skip
    was = {row[SUBJECT]: str(row[VALUE]) for row in before if row[PREDICATE] == reading and row[SUBJECT] in nodes}
    now = {row[SUBJECT]: str(row[VALUE]) for row in after if row[PREDICATE] == reading and row[SUBJECT] in nodes}
    return {node for node, text in now.items() if node not in was or understood(was[node]) != understood(text)}


def _for_review(row: Row) -> Row:
    return (*row[:REVIEW], ReviewState.NEEDED.value, *row[REVIEW + 1 :])


def _content(row: Row) -> Row:
    qualifiers = row[QUALIFIERS]
    if qualifiers is not None:
        named = {k: v for k, v in json.loads(str(qualifiers)).items() if k not in WHERE}
        qualifiers = json.dumps(named, sort_keys=True)
    return (row[SUBJECT], row[PREDICATE], row[OBJECT], row[VALUE], qualifiers)
