"""The statement store: what each source said, one fact a row, in one SQLite file.

A *record* is one row of one source (a line of a registry export, a document); its facts are statements about one or
several subjects. A record seen again unchanged adds nothing; a changed one ends the statements it no longer makes and
adds the new ones, so that the history stays. Nothing is ever overwritten or deleted.

All writes of one batch are one transaction. A crash between batches leaves whole records only; running the same input
again completes it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from graph.carried import HOLDERS, settle
from graph.errors import DataFolderError
from graph.facts import SAME_AS, Fact, Qualifier, check_fact
from graph.kinds import ReviewState

__all__ = [
    "REVIEWER", "SAME_AS", "VOCABULARY", "Fact", "Outcome", "Qualifier", "Record", "Source", "Statement",
    "StatementStore",
]  # fmt: skip

SCHEMA_VERSION = 2
REVIEWER = "reviewer"  # the source whose statements win (see data/resolution.toml)
VOCABULARY = "ontology"  # the source of what biaotu itself ships

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE source(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT, licence TEXT, url TEXT);
CREATE TABLE run(id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, note TEXT NOT NULL);
CREATE TABLE file(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
CREATE TABLE predicate(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE extractor(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE node(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE record(
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, key TEXT NOT NULL, digest BLOB NOT NULL,
  retrieved_on TEXT NOT NULL, file INTEGER REFERENCES file, row INTEGER, provenance TEXT,
  first_run INTEGER NOT NULL REFERENCES run, last_run INTEGER NOT NULL REFERENCES run,
  dated_run INTEGER NOT NULL REFERENCES run, -- in which retrieved_on was last moved
  UNIQUE(source, key));
-- what each file said of a record last: a file that says the same again is no news, also when another file of its
-- source has said otherwise since
CREATE TABLE said(
  record INTEGER NOT NULL REFERENCES record, file INTEGER NOT NULL REFERENCES file, digest BLOB NOT NULL,
  run INTEGER NOT NULL REFERENCES run, PRIMARY KEY(record, file)) WITHOUT ROWID;
CREATE TABLE statement(
  id INTEGER PRIMARY KEY, subject INTEGER NOT NULL REFERENCES node, predicate INTEGER NOT NULL REFERENCES predicate,
  object INTEGER REFERENCES node, value TEXT, qualifiers TEXT, record INTEGER NOT NULL REFERENCES record,
  extractor INTEGER NOT NULL REFERENCES extractor, confidence REAL NOT NULL, place TEXT, span_start INTEGER,
  span_end INTEGER, review TEXT NOT NULL, first_run INTEGER NOT NULL REFERENCES run, ended_run INTEGER REFERENCES run,
  CHECK ((object IS NULL) <> (value IS NULL)));
CREATE INDEX statement_subject ON statement(subject);
CREATE INDEX statement_object ON statement(object) WHERE object IS NOT NULL;
CREATE INDEX statement_record ON statement(record);
CREATE INDEX statement_first_run ON statement(first_run);
CREATE INDEX statement_ended_run ON statement(ended_run) WHERE ended_run IS NOT NULL;
"""
# What reviewers decided, oldest first; nothing is overwritten. Made by the first writer in stores without it.
_DECISIONS = """
CREATE TABLE IF NOT EXISTS decision(
  id INTEGER PRIMARY KEY, item TEXT NOT NULL, decision TEXT NOT NULL, reviewer TEXT NOT NULL, remark TEXT NOT NULL,
  before TEXT NOT NULL, asserted TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run);
CREATE INDEX IF NOT EXISTS decision_item ON decision(item);
"""


class Outcome(StrEnum):
    """What became of a record."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"  # the same record again in one file
    OUTDATED = "outdated"  # other content, taken from the source before what is stored: not stored
    CONFLICT = "conflict"  # the same number again in one file with other content: not stored


@dataclass(frozen=True, slots=True)
class Record:
    """What one row of one source says. ``key`` is unique in the source (for registries the canonical number)."""

    source: str
    key: str
    retrieved_on: date
    facts: tuple[Fact, ...]
    file: str | None = None
    row: int | None = None
    provenance: str | None = None

    def digest(self) -> bytes:
        """The same for the same content, wherever it stands in whatever file."""
        parts = [
            (f.subject, f.predicate, f.value, f.object, f.qualifiers, f.extractor, f.confidence, f.place, f.span,
             f.review.value)
            for f in self.facts
        ]  # fmt: skip
        return hashlib.blake2b(repr((sorted(map(repr, parts)), self.provenance)).encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with everything known of its origin."""

    id: int
    subject: str
    predicate: str
    value: str | None
    object: str | None
    qualifiers: dict[str, Qualifier]
    source: str
    record: str
    provenance: str | None
    retrieved_on: date
    file: str | None
    row: int | None
    extractor: str
    confidence: float
    place: str | None
    span: tuple[int, int] | None
    review: ReviewState
    first_seen: date
    last_seen: date
    live: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher or file that states facts."""

    key: str
    title: str | None = None
    licence: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of a record already."""

    id: int
    digest: bytes
    retrieved_on: str


def _outcome(
    before: _Known, said: tuple[bytes, int] | None, digest: bytes, day: str, run: int
) -> tuple[Outcome, _Known]:
    """What a record is beside the stored one, and what is stored then. ``said``: by the same file, in which run."""
    if said is not None and said[1] == run:
        return (Outcome.REPEATED if said[0] == digest else Outcome.CONFLICT), before
    if digest == before.digest or (said is not None and said[0] == digest):
        return Outcome.UNCHANGED, before
    if day < before.retrieved_on:
        return Outcome.OUTDATED, before
    return Outcome.UPDATED, _Known(before.id, digest, day)


@dataclass(slots=True)
class _Interner:
    """Small tables of names (predicates, extractors, files, sources), kept whole in memory."""

    db: sqlite3.Connection
    table: str
    column: str = "key"
    ids: dict[str, int] = field(default_factory=dict)

    def __call__(self, name: str) -> int:
        if name not in self.ids:
            select = f"SELECT id FROM {self.table} WHERE {self.column} = ?"  # names of this module only
            found = self.db.execute(select, (name,)).fetchone()
            if found is None:
                self.db.execute(f"INSERT INTO {self.table}({self.column}) VALUES (?)", (name,))
                found = self.db.execute(select, (name,)).fetchone()
            self.ids[name] = int(found[0])
        return self.ids[name]


_SELECT = """
SELECT s.id, n.key, p.key, s.value, o.key, s.qualifiers, src.key, r.key, r.provenance, r.retrieved_on, f.path, r.row,
       e.key, s.confidence, s.place, s.span_start, s.span_end, s.review, fr.started, COALESCE(er.started, lr.started),
       s.ended_run IS NULL
FROM statement s JOIN node n ON n.id = s.subject JOIN predicate p ON p.id = s.predicate
LEFT JOIN node o ON o.id = s.object JOIN record r ON r.id = s.record JOIN source src ON src.id = r.source
LEFT JOIN file f ON f.id = r.file JOIN extractor e ON e.id = s.extractor JOIN run fr ON fr.id = s.first_run
LEFT JOIN run er ON er.id = s.ended_run JOIN run lr ON lr.id = r.last_run
"""


def _statement(row: Sequence[object]) -> Statement:
    (sid, subject, predicate, value, obj, qualifiers, source, record, provenance, retrieved, file, line, extractor,
     confidence, place, start, end, review, first, last, live) = row  # fmt: skip
    return Statement(
        id=int(str(sid)), subject=str(subject), predicate=str(predicate), value=_text(value), object=_text(obj),
        qualifiers=json.loads(str(qualifiers)) if qualifiers is not None else {}, source=str(source),
        record=str(record), provenance=_text(provenance), retrieved_on=date.fromisoformat(str(retrieved)),
        file=_text(file), row=None if line is None else int(str(line)), extractor=str(extractor),
        confidence=float(str(confidence)), place=_text(place),
        span=None if start is None or end is None else (int(str(start)), int(str(end))),
        review=ReviewState(str(review)), first_seen=date.fromisoformat(str(first)[:10]),
        last_seen=date.fromisoformat(str(last)[:10]), live=bool(live),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class StatementStore:
    """One SQLite file (WAL). One writer at a time (the data folder's lock sees to it), any number of readers."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        if not write and not path.exists():
            raise DataFolderError(f"{path}: no statements here yet; run `biaotu ingest` first")
        try:
            self.db = sqlite3.connect(
                path if write else f"{path.absolute().as_uri()}?mode=ro", uri=not write, isolation_level=None,
                check_same_thread=False,
            )  # fmt: skip
            if write:
                self.db.execute("PRAGMA journal_mode=WAL")
                self.db.execute("PRAGMA synchronous=NORMAL")
                self._create()
            self.db.execute("PRAGMA cache_size=-65536")
            version = int(self.db.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.DatabaseError as error:
            raise DataFolderError(f"{path}: cannot be opened as a statement store ({error})") from error
        if version != SCHEMA_VERSION:
            raise DataFolderError(f"{path}: statement store of version {version}, this program knows {SCHEMA_VERSION}")
        self._sources = _Interner(self.db, "source")
        self._predicates = _Interner(self.db, "predicate")
        self._extractors = _Interner(self.db, "extractor")
        self._files = _Interner(self.db, "file", "path")

    def _create(self) -> None:
        if int(self.db.execute("PRAGMA user_version").fetchone()[0]) == 0:
            with self.transaction():
                for sql in filter(str.strip, _SCHEMA.split(";")):
                    self.db.execute(sql)
                self.db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        if int(self.db.execute("PRAGMA user_version").fetchone()[0]) == SCHEMA_VERSION:
            with self.transaction():
                for sql in filter(str.strip, _DECISIONS.split(";")):
                    self.db.execute(sql)

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> StatementStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is stored, or nothing. Inside another one it is a part of that."""
        if self.db.in_transaction:
            yield
            return
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            self.db.execute("COMMIT")
        except BaseException as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            for interner in (self._sources, self._predicates, self._extractors, self._files):
                interner.ids.clear()  # names first used in this transaction are gone with it
            if isinstance(error, sqlite3.OperationalError):
                raise DataFolderError(
                    f"{self.path}: cannot write ({error}); free space and run the same again"
                ) from error
            raise

    # --- writing -------------------------------------------------------------------------------------

    def begin_run(self, note: str) -> int:
        """Start a run (one ingest, one review session); everything written until the next belongs to it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.transaction():
            cursor = self.db.execute("INSERT INTO run(started, note) VALUES (?, ?)", (now, note))
        return int(cursor.lastrowid or 0)

    def finish_run(self, run: int) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.transaction():
            self.db.execute("UPDATE run SET finished = ? WHERE id = ?", (now, run))

    def finish_runs(self) -> None:
        """Close all runs: what is published must not grow behind its back."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.transaction():
            self.db.execute("UPDATE run SET finished = ? WHERE finished IS NULL", (now,))

    def _require_open(self, run: int) -> None:
        found = self.db.execute("SELECT finished FROM run WHERE id = ?", (run,)).fetchone()
        if found is None or found[0] is not None:
            state = "was never begun" if found is None else "is finished"
            raise DataFolderError(f"run {run} {state}; begin another one")

    def describe_source(self, source: Source) -> None:
        with self.transaction():
            self._sources(source.key)
            self.db.execute(
                "UPDATE source SET title = ?, licence = ?, url = ? WHERE key = ?",
                (source.title, source.licence, source.url, source.key),
            )

    def apply(self, run: int, records: Sequence[Record]) -> list[Outcome]:
        """Write a batch of records in one transaction; the outcome of each, in order.

        Raises :class:`DataFolderError` when the disk is full; then nothing of the batch is stored.
        """
        with self.transaction():
            return self._apply(run, records)

    def _apply(self, run: int, records: Sequence[Record]) -> list[Outcome]:
        self._require_open(run)
        known = self._known(records)
        said = self._said(known.values())
        outcomes: list[Outcome] = []
        next_id = int(self.db.execute("SELECT COALESCE(MAX(id), 0) FROM record").fetchone()[0])
        new: list[tuple[_Known, Record]] = []
        changed: list[tuple[_Known, Record]] = []
        seen: list[tuple[object, ...]] = []
        sayings: dict[tuple[int, int], tuple[bytes, int]] = {}
        for record in records:
            key, digest, day = (record.source, record.key), record.digest(), record.retrieved_on.isoformat()
            file = self._files(record.file) if record.file else None
            before = known.get(key)
            if before is None:
                next_id += 1
                known[key] = now = _Known(next_id, digest, day)
                new.append((now, record))
                outcome = Outcome.ADDED
            else:
                outcome, now = _outcome(before, said.get((before.id, file)) if file else None, digest, day, run)
                if outcome is Outcome.UPDATED:
                    known[key] = now
                    changed.append((now, record))
                elif outcome is Outcome.UNCHANGED and digest == before.digest:
                    seen.append((run, before.id, file, record.row, day))
            outcomes.append(outcome)
            if file is not None and outcome not in (Outcome.CONFLICT, Outcome.OUTDATED):
                said[now.id, file] = sayings[now.id, file] = (digest, run)
        self.db.executemany(
            "UPDATE record SET last_run = ?1, file = ?3, row = ?4, retrieved_on = MAX(retrieved_on, ?5),"
            " dated_run = CASE WHEN ?5 > retrieved_on THEN ?1 ELSE dated_run END WHERE id = ?2",
            seen,
        )
        self._insert_records(run, new)
        nodes = self._intern(fact for _, record in (*new, *changed) for fact in record.facts)
        self._insert_facts(run, [(now.id, fact) for now, record in new for fact in record.facts], nodes)
        for now, record in changed:
            self._change(run, now, record, nodes)
        self.db.executemany(
            "INSERT OR REPLACE INTO said(record, file, digest, run) VALUES (?,?,?,?)",
            [(*key, *value) for key, value in sayings.items()],
        )
        return outcomes

    def _known(self, records: Sequence[Record]) -> dict[tuple[str, str], _Known]:
        known: dict[tuple[str, str], _Known] = {}
        for source in {record.source for record in records}:
            sid = self._sources(source)
            for keys in _chunks(sorted({r.key for r in records if r.source == source})):
                marks = ",".join("?" * len(keys))
                rows = self.db.execute(
                    f"SELECT key, id, digest, retrieved_on FROM record WHERE source = ? AND key IN ({marks})",
                    (sid, *keys),
                )
                known.update({(source, row[0]): _Known(*row[1:]) for row in rows})
        return known

    def _said(self, known: Iterable[_Known]) -> dict[tuple[int, int], tuple[bytes, int]]:
        said: dict[tuple[int, int], tuple[bytes, int]] = {}
        for chunk in _chunks(sorted(record.id for record in known)):
            marks = ",".join("?" * len(chunk))
            rows = self.db.execute(f"SELECT record, file, digest, run FROM said WHERE record IN ({marks})", chunk)
            said.update({(row[0], row[1]): (row[2], row[3]) for row in rows})
        return said

    def _insert_records(self, run: int, new: list[tuple[_Known, Record]]) -> None:
        self.db.executemany(
            "INSERT INTO record(id, source, key, digest, retrieved_on, file, row, provenance, first_run, last_run,"
            " dated_run) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                (now.id, self._sources(r.source), r.key, now.digest, now.retrieved_on,
                 self._files(r.file) if r.file else None, r.row, r.provenance, run, run, run)
                for now, r in new
            ],
        )  # fmt: skip

    def _intern(self, facts: Iterable[Fact]) -> dict[str, int]:
        """Ids of all nodes named, new ones added. Held for one batch only: memory does not grow with the input."""
        keys = sorted({key for fact in facts for key in (fact.subject, fact.object) if key is not None})
        self.db.executemany("INSERT OR IGNORE INTO node(key) VALUES (?)", [(key,) for key in keys])
        ids: dict[str, int] = {}
        for chunk in _chunks(keys):
            marks = ",".join("?" * len(chunk))
            ids.update(self.db.execute(f"SELECT key, id FROM node WHERE key IN ({marks})", chunk).fetchall())
        return ids

    def _insert_facts(self, run: int, facts: list[tuple[int, Fact]], nodes: dict[str, int]) -> None:
        self._insert_rows(run, (self._row(fact, rid, nodes) for rid, fact in facts))

    def _insert_rows(self, run: int, rows: Iterable[tuple[object, ...]]) -> None:
        self.db.executemany(
            "INSERT INTO statement(subject, predicate, object, value, qualifiers, record, extractor, confidence, place,"
            " span_start, span_end, review, first_run) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [(*row, run) for row in rows],
        )

    def _row(self, fact: Fact, record: int, nodes: dict[str, int]) -> tuple[object, ...]:
        start, end = fact.span or (None, None)
        qualifiers = json.dumps(dict(fact.qualifiers), ensure_ascii=False, sort_keys=True) if fact.qualifiers else None
        return (
            nodes[fact.subject], self._predicates(fact.predicate), nodes[fact.object] if fact.object else None,
            fact.value, qualifiers, record, self._extractors(fact.extractor), fact.confidence, fact.place, start, end,
            fact.review.value,
        )  # fmt: skip

    def _change(self, run: int, now: _Known, record: Record, nodes: dict[str, int]) -> None:
        rid = now.id
        rows = self.db.execute(
            "SELECT id, subject, predicate, object, value, qualifiers, record, extractor, confidence, place,"
            " span_start, span_end, review FROM statement WHERE record = ? AND ended_run IS NULL",
            (rid,),
        ).fetchall()
        before = {tuple(row[1:]): row[0] for row in rows}
        after = dict.fromkeys(self._row(fact, rid, nodes) for fact in record.facts)
        ended, added = settle(before, after, list(map(self._predicates, HOLDERS)), self._predicates("reading"))
        self.db.executemany("UPDATE statement SET ended_run = ? WHERE id = ?", [(run, sid) for sid in ended])
        self._insert_rows(run, added)
        self.db.execute(
            "UPDATE record SET digest = ?1, retrieved_on = ?2, file = ?3, row = ?4, provenance = ?5, last_run = ?6,"
            " dated_run = CASE WHEN ?2 > retrieved_on THEN ?6 ELSE dated_run END WHERE id = ?7",
            (now.digest, now.retrieved_on, self._files(record.file) if record.file else None, record.row,
             record.provenance, run, rid),
        )  # fmt: skip

    def assert_fact(self, run: int, fact: Fact, *, reviewer: str, reason: str) -> int:
        """A reviewer's own statement (a correction, a merge): it wins over all sources until it is ended.

        Returns its id. Raises :class:`InvalidFact` for one that the model does not allow.
        """
        relation = dict(fact.qualifiers).get("relation")  # one edge may stand in several
        key = " ".join(str(part) for part in (fact.subject, fact.predicate, fact.object, relation) if part)
        record = Record(
            REVIEWER, key, datetime.now(UTC).date(), (fact,), provenance=json.dumps(
                {"reviewer": reviewer, "reason": reason}, ensure_ascii=False)
        )  # fmt: skip
        check_fact(fact)
        self.apply(run, [record])
        found = self.db.execute(
            "SELECT s.id FROM statement s JOIN record r ON r.id = s.record WHERE r.source = ? AND r.key = ?"
            " AND s.ended_run IS NULL", (self._sources(REVIEWER), key),
        ).fetchone()  # fmt: skip
        return int(found[0])

    def set_review(self, run: int, states: Mapping[int, ReviewState]) -> None:
        """Give live statements another review state: each ends and goes on as a copy, so that the history stays."""
        with self.transaction():
            self._require_open(run)
            for statement, state in states.items():
                moved = self.db.execute(
                    "INSERT INTO statement(subject, predicate, object, value, qualifiers, record, extractor,"
                    " confidence, place, span_start, span_end, review, first_run) SELECT subject, predicate, object,"
                    " value, qualifiers, record, extractor, confidence, place, span_start, span_end, ?2, ?3"
                    " FROM statement WHERE id = ?1 AND ended_run IS NULL AND review <> ?2",
                    (statement, state.value, run),
                ).rowcount
                if moved:
                    self.db.execute("UPDATE statement SET ended_run = ? WHERE id = ?", (run, statement))

    def forget(self, source: str, record: str) -> None:
        """Let the next reading of a record count as news, whether or not it says the same."""
        with self.transaction():
            where = "(SELECT id FROM record WHERE source = ? AND key = ?)"
            key = (self._sources(source), record)
            self.db.execute(f"UPDATE record SET digest = x'' WHERE id = {where}", key)
            self.db.execute(f"DELETE FROM said WHERE record = {where}", key)

    def end(self, run: int, statement: int) -> None:
        """End a statement (undo a correction or merge); its history stays.

        The record forgets its digest, so that the source may say the same again later.
        """
        with self.transaction():
            self._require_open(run)
            found = self.db.execute("SELECT record FROM statement WHERE id = ? AND ended_run IS NULL", (statement,))
            row = found.fetchone()
            if row is None:
                raise DataFolderError(f"statement {statement} does not exist or has ended already")
            self.db.execute("UPDATE statement SET ended_run = ? WHERE id = ?", (run, statement))
            self.db.execute("UPDATE record SET digest = x'' WHERE id = ?", (row[0],))
            self.db.execute("DELETE FROM said WHERE record = ?", (row[0],))

    # --- reading -------------------------------------------------------------------------------------

    def about(self, subject: str, *, history: bool = False) -> list[Statement]:
        """All statements of a subject, oldest first; with ``history`` the ended ones too."""
        where = "WHERE n.key = ?" + ("" if history else " AND s.ended_run IS NULL")
        return [_statement(row) for row in self.db.execute(f"{_SELECT} {where} ORDER BY s.id", (subject,))]

    def everything(self) -> Iterator[Statement]:
        """All statements, ended ones too, in the order in which they were first said; one at a time."""
        return (_statement(row) for row in self.db.execute(f"{_SELECT} ORDER BY s.id"))

    def stating(self, predicate: str, subjects: Sequence[str]) -> set[str]:
        """Those of the subjects of which some source states this field."""
        found: set[str] = set()
        for chunk in _chunks(subjects):
            marks = ",".join("?" * len(chunk))
            sql = (
                "SELECT DISTINCT n.key FROM statement s JOIN node n ON n.id = s.subject JOIN predicate p ON p.id = "
                f"s.predicate WHERE p.key = ? AND s.ended_run IS NULL AND s.review <> 'rejected' AND n.key IN ({marks})"
            )
            found.update(key for (key,) in self.db.execute(sql, (predicate, *chunk)))
        return found

    def naming(self, obj: str) -> list[Statement]:
        """All live statements whose object this is."""
        rows = self.db.execute(f"{_SELECT} WHERE o.key = ? AND s.ended_run IS NULL ORDER BY s.id", (obj,))
        return [_statement(row) for row in rows]

    def of_record(self, source: str, record: str) -> list[Statement]:
        """All live statements of a record, in the order in which they were made."""
        where = "WHERE src.key = ? AND r.key = ? AND s.ended_run IS NULL"
        return [_statement(row) for row in self.db.execute(f"{_SELECT} {where} ORDER BY s.id", (source, record))]

    def live(self, statements: Sequence[int]) -> list[Statement]:
        """Those of the statements that have not ended."""
        marks = ",".join("?" * len(statements))
        rows = self.db.execute(f"{_SELECT} WHERE s.id IN ({marks}) AND s.ended_run IS NULL ORDER BY s.id", statements)
        return [_statement(row) for row in rows]

    def last_run(self) -> int:
        return int(self.db.execute("SELECT COALESCE(MAX(id), 0) FROM run").fetchone()[0])

    def changed_statements(self, run: int) -> int:
        """How many statements were added, ended or seen with a later date after a run."""
        ask = (
            "SELECT (SELECT COUNT(*) FROM statement WHERE first_run > ?1)"
            " + (SELECT COUNT(*) FROM statement WHERE ended_run > ?1)"
            " + (SELECT COUNT(*) FROM record r JOIN statement s ON s.record = r.id WHERE r.dated_run > ?1"
            " AND s.first_run <= ?1)"
        )
        return int(self.db.execute(ask, (run,)).fetchone()[0])

    def sources(self) -> list[Source]:
        return [Source(*row) for row in self.db.execute("SELECT key, title, licence, url FROM source ORDER BY key")]

    def counts(self) -> dict[str, int]:
        """Numbers of records, live and ended statements."""
        ask = self.db.execute
        return {
            "records": ask("SELECT COUNT(*) FROM record").fetchone()[0],
            "statements": ask("SELECT COUNT(*) FROM statement WHERE ended_run IS NULL").fetchone()[0],
            "ended_statements": ask("SELECT COUNT(*) FROM statement WHERE ended_run IS NOT NULL").fetchone()[0],
        }

    def data_date(self) -> date | None:
        """The newest day on which a source was retrieved; what biaotu and reviewers say does not count."""
        found = self.db.execute(
            "SELECT MAX(r.retrieved_on) FROM record r JOIN source s ON s.id = r.source WHERE s.key NOT IN (?, ?)",
            (REVIEWER, VOCABULARY),
        ).fetchone()[0]
        return date.fromisoformat(found) if found else None


def _chunks(keys: Sequence[T], size: int = 800) -> Iterator[Sequence[T]]:
    for at in range(0, len(keys), size):
        yield keys[at : at + size]
