"""What a reviewer says of extracted facts: accept, reject, correct, and take it back.

An *item* is what one decision is about: a limit or a term with all its statements, a reference, or another fact of a
document.
A decision gives its statements another review state (each ends and goes on as a copy, so that the history stays) and,
for a correction, adds a statement of the reviewer's own, which wins. :mod:`graph.carried` keeps decisions when the
document is read again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.carried import DECIDED, HOLDERS, WHERE, understood
from graph.errors import InvalidFact
from graph.facts import Fact
from graph.kinds import EdgeKind, NodeKind, ReviewState
from graph.limits import Limit
from graph.model import kind_of
from graph.statements import Statement, StatementStore

SOURCES = "document"  # keys of sources whose facts were read from texts begin so
MATCHING = "matching"  # the source of what was found about names of organisations: merges and candidates
_MAIN = ("reading", "definition", "term_zh")
REFERENCE_EDGES = (EdgeKind.REFERENCES, EdgeKind.REPLACES, EdgeKind.ADOPTS)
_NOT_REVIEWED = ("number@1",)  # what follows from a number alone
_PREFIXES = ("limit", "term", "reference", "fact")  # of the ids of items
_STRUCTURE = (EdgeKind.HAS_CLAUSE, EdgeKind.EDITION_OF, EdgeKind.PART_OF, EdgeKind.LOCATED_IN)


class Decision(StrEnum):
    """What a reviewer decides about an item."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    WITHDRAW = "withdraw"  # as if nothing had been decided


class ItemKind(StrEnum):
    """Which sheet an item stands on."""

    LIMIT = "limit"
    REFERENCE = "reference"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as stored. ``before``: the review state it replaced; ``asserted``: the reviewer's statements."""

    id: int
    decision: Decision
    reviewer: str
    remark: str
    on: str
    before: ReviewState
    asserted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What one decision is about. ``extracted``: statements of the document; ``corrected``: of the reviewer."""

    id: str
    kind: ItemKind
    source: str
    record: str
    extracted: tuple[Statement, ...]
    corrected: tuple[Statement, ...] = ()
    decided: Decided | None = None

    @property
    def main(self) -> Statement:
        """The statement that says most of it: the reading of a limit, the definition of a term, else the first."""
        return next((s for name in _MAIN for s in self.extracted if s.predicate == name), self.extracted[0])

    @property
    def shown(self) -> Statement:
        """The same as it is shown: the reviewer's where there is one."""
        return next((s for s in self.corrected if s.predicate == "reading"), (*self.corrected, self.main)[0])

    @property
    def needed(self) -> bool:
        return any(s.review is ReviewState.NEEDED for s in self.extracted)

    @property
    def fingerprint(self) -> str:
        """Another one when the document is understood differently; decisions and places do not change it."""
        said = sorted(
            repr((s.subject, s.predicate, understood(s.value) if s.predicate == "reading" and s.value else s.value,
                  s.object, _said(s))) for s in self.extracted if s.predicate != "place"
        )  # fmt: skip
        return hashlib.blake2b(repr(said).encode(), digest_size=6).hexdigest()

    @property
    def limit(self) -> Limit | None:
        """The typed limit as shown: the reviewer's where there is one."""
        return self._limit((*self.extracted, *self.corrected))

    @property
    def read_limit(self) -> Limit | None:
        """The typed limit as the document was read."""
        return self._limit(self.extracted)

    def _limit(self, statements: Sequence[Statement]) -> Limit | None:
        readings = [s.value for s in statements if s.predicate == "reading" and s.value]
        return Limit.model_validate_json(readings[-1]) if readings else None


def documents(store: StatementStore, *, needed: bool = False, number: str | None = None) -> list[tuple[str, str]]:
    """Source and key of the documents read; with ``needed`` only those with facts that wait for a reviewer."""
    waiting = " AND EXISTS (SELECT 1 FROM statement s WHERE s.record = r.id AND s.ended_run IS NULL AND s.review = ?)"
    sql = "SELECT q.key, r.key FROM record r JOIN source q ON q.id = r.source WHERE (q.key IN (?, ?) OR q.key LIKE ?)"
    parameters: list[str] = [SOURCES, MATCHING, f"{SOURCES}:%"]
    if number is not None:
        sql, parameters = f"{sql} AND r.key = ?", [*parameters, number]
    if needed:
        sql, parameters = sql + waiting, [*parameters, ReviewState.NEEDED.value]
    return [(str(row[0]), str(row[1])) for row in store.db.execute(f"{sql} ORDER BY r.key, q.key", parameters)]


def items(store: StatementStore, source: str, record: str) -> list[Item]:
    """All that can be decided about a document: its limits, references and other facts, in printed order."""
    statements = store.of_record(source, record)
    held = {s.object: s.predicate for s in statements if s.predicate in HOLDERS}
    groups: dict[tuple[ItemKind, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        node = statement.object if statement.predicate in HOLDERS else statement.subject
        if node in held:
            kind = ItemKind.LIMIT if held[node] == EdgeKind.HAS_LIMIT else ItemKind.FACT
            groups[kind, str(node)].append(statement)
        elif statement.predicate in REFERENCE_EDGES:
            groups[ItemKind.REFERENCE, _content_id("reference", statement)].append(statement)
        elif _is_reviewed(statement):
            groups[ItemKind.FACT, _content_id("fact", statement)].append(statement)
    decisions = _decisions(store, source, record)
    found = [_item(store, kind, key, source, record, own, decisions) for (kind, key), own in groups.items()]
    return sorted(found, key=_printed)


def _printed(item: Item) -> tuple[object, ...]:
    """Limits, references, other facts; each in printed order as far as their places tell."""
    places = item.read_limit.places if item.read_limit is not None else ()
    if places:
        at: tuple[object, ...] = tuple(-1 if n is None else n for n in
                                       (places[0].block, places[0].row, places[0].column, places[0].start))  # fmt: skip
        return (tuple(ItemKind).index(item.kind), at, item.id)
    numbers = [int(n) for n in re.findall(r"\d+", item.main.place or "")]
    return (tuple(ItemKind).index(item.kind), (*numbers, *(item.main.span or ())), item.main.predicate, item.id)


def _is_reviewed(statement: Statement) -> bool:
    if statement.predicate in _STRUCTURE or statement.extractor in _NOT_REVIEWED:
        return False
    if kind_of(statement.subject) is NodeKind.CLAUSE:  # the text itself: only where characters were recognised
        return statement.review is not ReviewState.NONE
    return True


def _content_id(prefix: str, statement: Statement) -> str:
    """The number of the document and a digest of what is said; the place does not count."""
    mark = repr((statement.source, statement.subject, statement.predicate, statement.value, statement.object,
                 _said(statement)))  # fmt: skip
    return f"{prefix}:{statement.record}#{hashlib.blake2b(mark.encode(), digest_size=6).hexdigest()}"


def _said(statement: Statement) -> list[tuple[str, object]]:
    """The qualifiers that say what, not where and in which words."""
    return sorted((name, value) for name, value in statement.qualifiers.items() if name not in WHERE)


def _item(
    store: StatementStore, kind: ItemKind, key: str, source: str, record: str, own: list[Statement],
    decisions: dict[str, Decided],
) -> Item:  # fmt: skip
    decided = decisions.get(_key(source, key))
    if decided is not None and (
        decided.decision is Decision.WITHDRAW or not any(s.review.value in DECIDED for s in own)
    ):  # the latter: read as something else since
        decided = None
    corrected = tuple(store.live(decided.asserted)) if decided is not None and decided.asserted else ()
    return Item(key, kind, source, record, tuple(own), corrected, decided)


def _key(source: str, item: str) -> str:
    return f"{source} {item}"


def _decisions(store: StatementStore, source: str, record: str) -> dict[str, Decided]:
    """The last decision of each item of a document."""
    if store.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'decision'").fetchone() is None:
        return {}  # of a store to which no writer has come since there are decisions
    rows = store.db.execute(
        "SELECT d.item, d.id, d.decision, d.reviewer, d.remark, r.started, d.before, d.asserted FROM decision d"
        f" JOIN run r ON r.id = d.run WHERE {' OR '.join(['d.item BETWEEN ? AND ?'] * len(_PREFIXES))} ORDER BY d.id",
        [_key(source, f"{prefix}:{record}#{end}") for prefix in _PREFIXES for end in ("", "\uffff")],
    )
    return {
        str(item): Decided(did, Decision(decision), reviewer, remark, str(started)[:10], ReviewState(before),
                           tuple(json.loads(asserted)))
        for item, did, decision, reviewer, remark, started, before, asserted in rows
    }  # fmt: skip


def history(store: StatementStore, item: Item) -> list[Decided]:
    """All decisions about an item, oldest first."""
    rows = store.db.execute(
        "SELECT d.id, d.decision, d.reviewer, d.remark, r.started, d.before, d.asserted FROM decision d"
        " JOIN run r ON r.id = d.run WHERE d.item = ? ORDER BY d.id",
        (_key(item.source, item.id),),
    )
    return [
        Decided(did, Decision(decision), reviewer, remark, str(started)[:10], ReviewState(before),
                tuple(json.loads(asserted)))
        for did, decision, reviewer, remark, started, before, asserted in rows
    ]  # fmt: skip


def decide(
    store: StatementStore, run: int, item: Item, decision: Decision, *, reviewer: str, remark: str = "",
    correction: Limit | Fact | None = None, also: Sequence[Fact] = (),
) -> None:  # fmt: skip
    """Store a decision, in one transaction; it replaces an earlier one about the item.

    ``correction``: the whole limit as it should be, or the reference or fact that should stand instead; ``also``: what
    follows from the number written there (its work, its series), which stays true when the decision is withdrawn.
    Raises :class:`InvalidFact` for a correction the model does not allow, or that changes nothing.
    """
    if (correction is not None) != (decision is Decision.CORRECT):
        raise InvalidFact("{fact}: a correction, and nothing else, comes with what should stand instead", fact=item.id)
    before = item.decided.before if item.decided is not None else (
        ReviewState.NEEDED if item.needed else ReviewState.NONE)  # fmt: skip
    facts = list(_facts(item, correction)) if correction is not None else []
    with store.transaction():
        for statement in item.corrected:
            store.end(run, statement.id)
        store.set_review(run, {s.id: _state(item, s, decision, facts, before, correction) for s in item.extracted})
        reason = remark or "correction of an extracted fact"
        asserted = [store.assert_fact(run, fact, reviewer=reviewer, reason=reason) for fact in facts]
        for fact in also:
            store.assert_fact(run, fact, reviewer=reviewer, reason=reason)
        if decision is Decision.WITHDRAW:
            store.forget(item.source, item.record)
        store.db.execute(
            "INSERT INTO decision(item, decision, reviewer, remark, before, asserted, run) VALUES (?,?,?,?,?,?,?)",
            (_key(item.source, item.id), decision.value, reviewer, remark, before.value, json.dumps(asserted), run),
        )


def _state(
    item: Item, statement: Statement, decision: Decision, facts: Sequence[Fact], before: ReviewState,
    correction: Limit | Fact | None,
) -> ReviewState:  # fmt: skip
    match decision:
        case Decision.ACCEPT:
            return ReviewState.ACCEPTED
        case Decision.REJECT:
            return ReviewState.REJECTED
        case Decision.WITHDRAW:
            return ReviewState.NONE if statement.predicate in HOLDERS else before
    if item.kind is not ItemKind.LIMIT:
        wrong = statement.predicate == item.main.predicate
        return ReviewState.REJECTED if wrong else ReviewState.ACCEPTED
    cleared = statement.predicate == "object" and isinstance(correction, Limit) and correction.object is None
    wrong = cleared or any(fact.predicate == statement.predicate for fact in facts)
    return ReviewState.REJECTED if wrong else ReviewState.ACCEPTED


def _facts(item: Item, correction: Limit | Fact) -> Iterator[Fact]:
    """The reviewer's statements: of a limit the fields that differ."""
    if isinstance(correction, Fact):
        said = item.main
        if (correction.value, correction.object, dict(correction.qualifiers)) == (
            said.value, said.object, said.qualifiers
        ):  # fmt: skip
            raise InvalidFact("{fact}: the correction says what was read", fact=item.id)
        yield correction
        return
    read = item.read_limit
    if read == correction:
        raise InvalidFact("{fact}: the correction says what was read", fact=item.id)
    node = item.main.subject
    if correction.object is not None and (read is None or read.object != correction.object):
        yield Fact(node, "object", correction.object, extractor="reviewer")
    if read is None or read.characteristic != correction.characteristic:
        yield Fact(node, "characteristic", correction.characteristic, extractor="reviewer")
    yield Fact(node, "reading", correction.model_dump_json(exclude_defaults=True), extractor="reviewer")
