"""An item of review as people see it: where it stands, the words it was read from, what was understood."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from functools import cache

from api.usecases.corrections import relation_of, value_of
from api.usecases.views import View
from graph.document import Place
from graph.facts import SAME_AS
from graph.ids import find
from graph.kinds import ReviewState
from graph.limits import Limit
from graph.review import Decision, Item, ItemKind
from graph.statements import Statement, StatementStore

_PLACE = re.compile(
    r"(?:p\.(?P<page>\d+))? ?(?P<clause>[^ ]*?)(?: ?(?P<table>[表图][^ ]*))?(?: r(?P<row>\d+))?(?: c(?P<column>\d+))?"
)


class State(StrEnum):
    """What became of an item."""

    NONE = "none"
    NEEDED = "needed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


class ReviewItem(View):
    """One fact as it waits for a reviewer. ``understood``: what was made of it, by field; ``version``: changes with the
    fact and with every decision about it. Rows and columns count from 1."""

    id: str
    kind: ItemKind
    standard: str
    page: int | None
    clause: str | None
    table: str | None
    row: int | None
    column: int | None
    text: str
    understood: dict[str, str]
    confidence: float
    doubts: tuple[str, ...]
    state: State
    reviewer: str | None
    remark: str | None
    version: str


class ClauseTexts:
    """Lines of the clauses of a document, to find where a number is named."""

    def __init__(self, store: StatementStore, number: str) -> None:
        self._store, self._number = store, number
        self._clause = cache(self._read)

    def _read(self, clause: str) -> tuple[str, ...]:
        said = self._store.about(f"clause:{self._number}#{clause}")
        return tuple(line for s in said if s.predicate == "text" for line in (s.value or "").splitlines())

    def line(self, clause: str, target: str) -> str:
        """The line that names a document; empty where the clause is not kept."""
        for line in self._clause(clause):
            if any(seen.id.canonical == target or seen.id.work.canonical == target for seen in find(line)):
                return line
        return ""


def view(item: Item, texts: ClauseTexts) -> ReviewItem:
    limit, main = item.limit, item.main
    place = _place(limit.places[0]) if limit is not None and limit.places else _placed(main.place or "")
    understood = _understood(item, limit)
    if limit is not None:
        text = limit.text
    elif item.kind is ItemKind.REFERENCE:
        text = str(main.qualifiers.get("text") or "")
        text = text or texts.line(str(place["clause"] or ""), str(main.object).partition(":")[2])
    elif main.predicate == SAME_AS:
        text = str(main.qualifiers.get("evidence") or "")
    else:
        text = main.value or str(main.object).partition(":")[2]
    return ReviewItem.model_validate({
        "id": item.id, "kind": item.kind, "standard": item.record, **place, "text": text, "understood": understood,
        "confidence": limit.confidence if limit is not None else main.confidence,
        "doubts": [f"{doubt.field}: {doubt.reason}" for doubt in limit.doubts] if limit is not None else [],
        "state": _state(item), "reviewer": item.decided.reviewer if item.decided else None,
        "remark": item.decided.remark if item.decided else None,
        "version": f"{item.fingerprint}/{item.decided.id if item.decided else 0}",
    })  # fmt: skip


def _state(item: Item) -> State:
    if item.decided is not None:
        return {Decision.ACCEPT: State.ACCEPTED, Decision.REJECT: State.REJECTED}.get(item.decided.decision,
                                                                                     State.CORRECTED)  # fmt: skip
    return State.NEEDED if item.needed else State(ReviewState.NONE.value)


def _understood(item: Item, limit: Limit | None) -> dict[str, str]:
    if limit is not None:
        return {
            "value_text": limit.value_text, "object": limit.object or "", "characteristic": limit.characteristic,
            "condition": limit.condition or "", "grade": limit.grade or "", "op": limit.op.value,
            "value": value_of(limit), "unit": limit.unit or "", "modality": limit.modality.value,
        }  # fmt: skip
    shown: Statement = item.corrected[0] if item.corrected else item.main
    if item.kind is ItemKind.REFERENCE:
        return {
            "number": str(shown.object).partition(":")[2],
            "relation": relation_of(shown.predicate, shown.qualifiers).value,
            "all_parts": "yes" if shown.qualifiers.get("all_parts") else "no",
            "degree": str(shown.qualifiers.get("degree") or ""),
        }
    value = shown.value if shown.value is not None else str(shown.object).partition(":")[2]
    if value.startswith("["):
        value = "、".join(map(str, json.loads(value)))
    names = [s.value for s in item.extracted if s.predicate in ("term_zh", "term_en") and s.value]
    about = "" if item.main.subject == f"standard:{item.record}" else item.main.subject.partition(":")[2]
    about = " ".join(names) or about
    return {"about": about, "field": shown.predicate, "value": value}


def _place(place: Place) -> dict[str, int | str | None]:
    return {
        "page": place.page, "clause": place.clause, "table": place.table,
        "row": None if place.row is None else place.row + 1,
        "column": None if place.column is None else place.column + 1,
    }  # fmt: skip


def _placed(text: str) -> dict[str, int | str | None]:
    found = _PLACE.fullmatch(text)
    parts = found.groupdict() if found else {"page": None, "clause": text, "table": None, "row": None, "column": None}
    return {name: int(value) if value and name in ("page", "row", "column") else value or None
            for name, value in parts.items()}  # fmt: skip


def book_row(item: ReviewItem) -> dict[str, str | int | float]:
    cells: dict[str, str | int | float | None] = {
        "id": item.id, "standard": item.standard, "page": item.page, "clause": item.clause, "table": item.table,
        "row": item.row, "column": item.column, "text": item.text, **item.understood, "confidence": item.confidence,
        "doubts": "; ".join(item.doubts), "state": item.state.value, "reviewer": item.reviewer, "version": item.version,
        "kind": item.kind.value,
    }  # fmt: skip
    return {name: value for name, value in cells.items() if value not in (None, "")}
