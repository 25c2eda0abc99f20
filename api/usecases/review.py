"""Review of extracted facts: what waits, sheets out for a reviewer, decisions in from the sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from api.errors import BadRequest
from api.review_book import SHEETS, BookRow, read_book, write_book
from api.sentences import say
from api.settings import Settings
from api.usecases.corrections import WrongValue, corrected_fact, corrected_limit, corrected_reference, follows
from api.usecases.library import projections
from api.usecases.review_views import ClauseTexts, ReviewItem, book_row, view
from api.usecases.views import View
from graph.errors import InvalidFact, NotFound, Said
from graph.facts import Fact
from graph.generations import DataFolder, Progress
from graph.ids import InvalidIdentifier, parse
from graph.limits import Limit
from graph.review import Decision, Item, ItemKind, decide, documents, items
from graph.statements import StatementStore
from search.embed import load_encoder


class ReviewList(View):
    """What waits for review, or all there is of one document."""

    items: tuple[ReviewItem, ...]


class RowProblem(View):
    """A row of a sheet that was not taken over."""

    sheet: str
    row: int
    id: str
    reason: str  # unknown_id, repeated, stale, no_decision, nothing_to_correct, wrong_value, wrong_decision
    detail: str


class ExportResult(View):
    """Where the sheets were written, and how many rows of each kind."""

    path: str
    rows: dict[ItemKind, int]


class ImportResult(View):
    """What became of every row: decided now, decided so before, without a decision, or refused with a reason."""

    path: str
    reviewer: str
    decided: dict[Decision, int]
    unchanged: int
    undecided: int
    problems: tuple[RowProblem, ...]
    generation: int
    changed_nodes: int
    rebuilt: bool


class _Refused(Exception):
    """A row that cannot be taken over: reason and detail."""


def review_items(settings: Settings, number: str | None = None, *, needed: bool = False) -> ReviewList:
    """The facts of a document, or of all; with ``needed`` only those that wait.

    Raises :class:`~graph.errors.NotFound` for a number no document was read of.
    """
    with DataFolder(settings.data).statements() as store:
        return ReviewList(items=tuple(_views(store, number, needed)))


def export_review(settings: Settings, number: str | None, out: Path) -> ExportResult:
    """Write the sheets: all facts of one document, or those of all documents that wait for review."""
    found = review_items(settings, number, needed=number is None)
    rows = [book_row(item) for item in found.items]
    try:
        write_book(out, rows, settings.language)
    except OSError as error:
        raise BadRequest("{out}: {error}", out=out, error=error) from error
    return ExportResult(path=str(out), rows={kind: sum(i.kind is kind for i in found.items) for kind in SHEETS})


def import_review(
    settings: Settings, path: Path, reviewer: str, *, progress: Progress = lambda step, done: None
) -> ImportResult:
    """Take over the decisions of a sheet and publish. A row that is refused does not hold up the others."""
    if not reviewer.strip():
        raise BadRequest("--reviewer: the name of the reviewer is empty")
    return decide_rows(settings, read_book(path), reviewer, path, progress=progress)


def decide_rows(
    settings: Settings, rows: Sequence[BookRow], reviewer: str, path: Path,
    *, progress: Progress = lambda step, done: None,
) -> ImportResult:  # fmt: skip
    """Take over decisions, of whatever sheet or page (``path`` names it), and publish."""
    folder, encoder = DataFolder(settings.data), load_encoder(settings.encoder)
    decided: Counter[Decision] = Counter()
    problems: list[RowProblem] = []
    outcomes: Counter[str] = Counter()
    with folder.writer(f"biaotu review import {path}") as store:
        known = _Known(store)
        run = store.begin_run(f"review of {path.name} by {reviewer}")
        for row in rows:
            try:
                done = _take_over(store, run, known, row, reviewer)
            except _Refused as error:
                reason, detail = error.args[0], say(error.args[1], settings.language)
                key = row.cell("id")
                problems.append(RowProblem(sheet=row.sheet, row=row.row, id=key, reason=reason, detail=detail))
                continue
            decided.update([done] if isinstance(done, Decision) else [])
            outcomes.update([done] if isinstance(done, str) and not isinstance(done, Decision) else [])
        published = folder.publish(store, projections(settings, encoder), progress=progress)
    return ImportResult(
        path=str(path), reviewer=reviewer, decided=dict(decided), unchanged=outcomes["unchanged"],
        undecided=outcomes["undecided"], problems=tuple(problems), generation=published.manifest.number,
        changed_nodes=published.changed_nodes, rebuilt=published.rebuilt,
    )  # fmt: skip


class _Known:
    """Items by id, each given out once; the items of a document are read when its first row comes."""

    def __init__(self, store: StatementStore) -> None:
        self._store = store
        self._documents: dict[str, dict[str, list[Item]]] = {}
        self._given: set[str] = set()

    def items(self, key: str) -> list[Item]:
        """Several where a text was read under more than one source."""
        if key in self._given:
            raise _Refused("repeated", Said(""))
        number = key.partition(":")[2].rpartition("#")[0]
        if number not in self._documents:
            of: dict[str, list[Item]] = {}
            for source, record in documents(self._store, number=number):
                for item in items(self._store, source, record):
                    of.setdefault(item.id, []).append(item)
            self._documents[number] = of
        self._given.add(key)
        return self._documents[number].get(key, [])


def _take_over(store: StatementStore, run: int, known: _Known, row: BookRow, reviewer: str) -> Decision | str:
    changes, text = row.changes(), row.cell("decision")
    if not text:
        if changes:
            raise _Refused("no_decision", Said("{text}", text="、".join(changes)))
        return "undecided"
    if row.decision is None:
        raise _Refused("wrong_decision", Said("{text}", text=text))
    if changes and row.decision is not Decision.CORRECT:
        raise _Refused("no_decision", Said("{text}", text="、".join(changes)))
    outcomes: list[Decision | str | _Refused] = []
    for item in known.items(row.cell("id")):
        try:
            outcomes.append(_decide(store, run, item, row, row.decision, reviewer))
        except _Refused as error:
            outcomes.append(error)
    for outcome in sorted(outcomes, key=lambda one: (isinstance(one, _Refused), not isinstance(one, Decision))):
        if isinstance(outcome, _Refused):
            raise outcome
        return outcome
    raise _Refused("unknown_id", Said(""))


def _decide(
    store: StatementStore, run: int, item: Item, row: BookRow, decision: Decision, reviewer: str
) -> Decision | str:
    correction = _correction(item, row.changes()) if decision is Decision.CORRECT else None
    if _is_so_already(item, row, correction):
        return "unchanged"
    fingerprint, _, seen = row.cell("version").partition("/")
    if fingerprint != item.fingerprint:
        raise _Refused("stale", Said(""))
    last = item.decided
    if last is not None and str(last.id) != seen and last.reviewer != reviewer:
        raise _Refused("stale", Said("{name} {day}", name=last.reviewer, day=last.on))
    try:
        also = follows(correction) if isinstance(correction, Fact) else []
        decide(
            store, run, item, decision, reviewer=reviewer, remark=row.cell("remark"), correction=correction, also=also
        )
    except InvalidFact as error:
        raise _Refused("wrong_value", error) from error
    return decision


def _is_so_already(item: Item, row: BookRow, correction: Limit | Fact | None) -> bool:
    if row.decision is Decision.WITHDRAW:
        return item.decided is None
    if item.decided is None or item.decided.decision is not row.decision or item.decided.remark != row.cell("remark"):
        return False
    if isinstance(correction, Limit):
        return item.limit == correction
    if correction is not None:
        return any((s.predicate, s.value, s.object, s.qualifiers) == (correction.predicate, correction.value,
                   correction.object, dict(correction.qualifiers)) for s in item.corrected)  # fmt: skip
    return True


def _correction(item: Item, changes: Mapping[str, str]) -> Limit | Fact:
    if not changes:
        raise _Refused("nothing_to_correct", Said(""))
    try:
        if item.kind is ItemKind.REFERENCE:
            return corrected_reference(item, changes)
        if item.kind is ItemKind.FACT:
            return corrected_fact(item, changes["value"])
        if item.limit is None:
            raise _Refused("wrong_value", Said("no typed reading"))
        return corrected_limit(item.limit, changes)
    except (WrongValue, InvalidIdentifier, InvalidFact) as error:
        raise _Refused("wrong_value", error) from error


def _views(store: StatementStore, number: str | None, needed: bool) -> Iterator[ReviewItem]:
    canonical = parse(number).canonical if number is not None else None
    found = documents(store, number=canonical, needed=needed)
    if canonical is not None and not found and not documents(store, number=canonical):
        raise NotFound(
            "{number}: no document of this number was read; run `biaotu ingest FILE` first", number=canonical
        )
    for source, record in found:
        texts = ClauseTexts(store, record)
        for item in items(store, source, record):
            if not needed or item.needed:
                yield view(item, texts)
