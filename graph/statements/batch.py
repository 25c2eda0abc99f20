"""Writing a batch of records: which are new, changed, or say nothing new, and what ends with a changed one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from graph.carried import HOLDERS, settle
from graph.facts import Fact
from graph.statements.records import Outcome, Record

T = TypeVar("T")


@dataclass(slots=True)
class Interner:
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


@dataclass(frozen=True, slots=True)
class Names:
    """The small tables of names of a store."""

    sources: Interner
    predicates: Interner
    extractors: Interner
    files: Interner

    def forget(self) -> None:
        """Names first used in a transaction that was undone are gone with it."""
        for interner in (self.sources, self.predicates, self.extractors, self.files):
            interner.ids.clear()


def names(db: sqlite3.Connection) -> Names:
    """The names of an open store."""
    return Names(
        Interner(db, "source"), Interner(db, "predicate"), Interner(db, "extractor"), Interner(db, "file", "path")
    )


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


class Batch:
    """Writes batches of records inside a transaction of the store."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self.db = db
        self._names = names

    def apply(self, run: int, records: Sequence[Record]) -> list[Outcome]:
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
            file = self._names.files(record.file) if record.file else None
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
            sid = self._names.sources(source)
            for keys in chunks(sorted({r.key for r in records if r.source == source})):
                marks = ",".join("?" * len(keys))
                rows = self.db.execute(
                    f"SELECT key, id, digest, retrieved_on FROM record WHERE source = ? AND key IN ({marks})",
                    (sid, *keys),
                )
                known.update({(source, row[0]): _Known(*row[1:]) for row in rows})
        return known

    def _said(self, known: Iterable[_Known]) -> dict[tuple[int, int], tuple[bytes, int]]:
        said: dict[tuple[int, int], tuple[bytes, int]] = {}
        for chunk in chunks(sorted(record.id for record in known)):
            marks = ",".join("?" * len(chunk))
            rows = self.db.execute(f"SELECT record, file, digest, run FROM said WHERE record IN ({marks})", chunk)
            said.update({(row[0], row[1]): (row[2], row[3]) for row in rows})
        return said

    def _insert_records(self, run: int, new: list[tuple[_Known, Record]]) -> None:
        self.db.executemany(
            "INSERT INTO record(id, source, key, digest, retrieved_on, file, row, provenance, first_run, last_run,"
            " dated_run) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                (now.id, self._names.sources(r.source), r.key, now.digest, now.retrieved_on,
                 self._names.files(r.file) if r.file else None, r.row, r.provenance, run, run, run)
                for now, r in new
            ],
        )  # fmt: skip

    def _intern(self, facts: Iterable[Fact]) -> dict[str, int]:
        """Ids of all nodes named, new ones added. Held for one batch only: memory does not grow with the input."""
        keys = sorted({key for fact in facts for key in (fact.subject, fact.object) if key is not None})
        self.db.executemany("INSERT OR IGNORE INTO node(key) VALUES (?)", [(key,) for key in keys])
        ids: dict[str, int] = {}
        for chunk in chunks(keys):
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
            nodes[fact.subject], self._names.predicates(fact.predicate), nodes[fact.object] if fact.object else None,
            fact.value, qualifiers, record, self._names.extractors(fact.extractor), fact.confidence, fact.place, start,
            end, fact.review.value,
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
        predicate = self._names.predicates
        ended, added = settle(before, after, list(map(predicate, HOLDERS)), predicate("reading"))
        self.db.executemany("UPDATE statement SET ended_run = ? WHERE id = ?", [(run, sid) for sid in ended])
        self._insert_rows(run, added)
        self.db.execute(
            "UPDATE record SET digest = ?1, retrieved_on = ?2, file = ?3, row = ?4, provenance = ?5, last_run = ?6,"
            " dated_run = CASE WHEN ?2 > retrieved_on THEN ?6 ELSE dated_run END WHERE id = ?7",
            (now.digest, now.retrieved_on, self._names.files(record.file) if record.file else None, record.row,
             record.provenance, run, rid),
        )  # fmt: skip


def chunks(keys: Sequence[T], size: int = 800) -> Iterator[Sequence[T]]:
    for at in range(0, len(keys), size):
        yield keys[at : at + size]
