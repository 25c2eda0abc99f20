"""The statement store: what each source said, one fact a row, in one SQLite file.

A *record* is one row of one source (a line of a registry export, a document); its facts are statements about one or
several subjects. A record seen again unchanged adds nothing; a changed one ends the statements it no longer makes and
adds the new ones, so that the history stays. Nothing is ever overwritten or deleted.

All writes of one batch are one transaction. A crash between batches leaves whole records only; running the same input
again completes it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from graph.errors import DataFolderError
from graph.facts import Fact, check_fact
from graph.kinds import ReviewState
from graph.statements import schema
from graph.statements.batch import Batch, chunks, names
from graph.statements.reading import SELECT, read_statement
from graph.statements.records import Outcome, Record, Source, Statement

REVIEWER = "reviewer"  # the source whose statements win (see data/resolution.toml)
VOCABULARY = "ontology"  # the source of what biaotu itself ships


class StatementStore:
    """One SQLite file (WAL). One writer at a time (the data folder's lock sees to it), any number of readers."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        if not write and not path.exists():
            raise DataFolderError("{path}: no statements here yet; run `biaotu ingest` first", path=path)
        try:
            self.db = sqlite3.connect(
                path if write else f"{path.absolute().as_uri()}?mode=ro", uri=not write, isolation_level=None,
                check_same_thread=False,
            )  # fmt: skip
            self._names = names(self.db)
            self._batch = Batch(self.db, self._names)
            if write:
                self.db.execute("PRAGMA journal_mode=WAL")
                self.db.execute("PRAGMA synchronous=NORMAL")
                self._bring_up_to_date()
            self.db.execute("PRAGMA cache_size=-65536")
            found = schema.version(self.db)
        except sqlite3.DatabaseError as error:
            raise DataFolderError(
                "{path}: cannot be opened as a statement store ({error})", path=path, error=error
            ) from error
        if found != schema.VERSION:
            self.db.close()
            raise DataFolderError("{path}: {reason}", path=path, reason=schema.why_not(found))

    def _bring_up_to_date(self) -> None:
        """Create what a new store needs, or convert one of an earlier version, in one transaction."""
        with self.transaction():
            for sql in schema.statements_to_current(schema.version(self.db)):
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
            self._names.forget()
            if isinstance(error, sqlite3.OperationalError):
                raise DataFolderError(
                    "{path}: cannot write ({error}); free space and run the same again", path=self.path, error=error
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
            if found is None:
                raise DataFolderError("run {run} was never begun; begin another one", run=run)
            raise DataFolderError("run {run} is finished; begin another one", run=run)

    def describe_source(self, source: Source) -> None:
        with self.transaction():
            self._names.sources(source.key)
            self.db.execute(
                "UPDATE source SET title = ?, licence = ?, url = ? WHERE key = ?",
                (source.title, source.licence, source.url, source.key),
            )

    def apply(self, run: int, records: Sequence[Record]) -> list[Outcome]:
        """Write a batch of records in one transaction; the outcome of each, in order.

        Raises :class:`DataFolderError` when the disk is full; then nothing of the batch is stored.
        """
        with self.transaction():
            self._require_open(run)
            return self._batch.apply(run, records)

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
            " AND s.ended_run IS NULL", (self._names.sources(REVIEWER), key),
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
            key = (self._names.sources(source), record)
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
                raise DataFolderError("statement {statement} does not exist or has ended already", statement=statement)
            self.db.execute("UPDATE statement SET ended_run = ? WHERE id = ?", (run, statement))
            self.db.execute("UPDATE record SET digest = x'' WHERE id = ?", (row[0],))
            self.db.execute("DELETE FROM said WHERE record = ?", (row[0],))

    # --- reading -------------------------------------------------------------------------------------

    def about(self, subject: str, *, history: bool = False) -> list[Statement]:
        """All statements of a subject, oldest first; with ``history`` the ended ones too."""
        where = "WHERE n.key = ?" + ("" if history else " AND s.ended_run IS NULL")
        return [read_statement(row) for row in self.db.execute(f"{SELECT} {where} ORDER BY s.id", (subject,))]

    def everything(self) -> Iterator[Statement]:
        """All statements, ended ones too, in the order in which they were first said; one at a time."""
        return (read_statement(row) for row in self.db.execute(f"{SELECT} ORDER BY s.id"))

    def stating(self, predicate: str, subjects: Sequence[str]) -> set[str]:
        """Those of the subjects of which some source states this field."""
        found: set[str] = set()
        for chunk in chunks(subjects):
            marks = ",".join("?" * len(chunk))
            sql = (
                "SELECT DISTINCT n.key FROM statement s JOIN node n ON n.id = s.subject JOIN predicate p ON p.id = "
                f"s.predicate WHERE p.key = ? AND s.ended_run IS NULL AND s.review <> 'rejected' AND n.key IN ({marks})"
            )
            found.update(key for (key,) in self.db.execute(sql, (predicate, *chunk)))
        return found

    def naming(self, obj: str) -> list[Statement]:
        """All live statements whose object this is."""
        rows = self.db.execute(f"{SELECT} WHERE o.key = ? AND s.ended_run IS NULL ORDER BY s.id", (obj,))
        return [read_statement(row) for row in rows]

    def of_record(self, source: str, record: str) -> list[Statement]:
        """All live statements of a record, in the order in which they were made."""
        where = "WHERE src.key = ? AND r.key = ? AND s.ended_run IS NULL"
        return [read_statement(row) for row in self.db.execute(f"{SELECT} {where} ORDER BY s.id", (source, record))]

    def live(self, statements: Sequence[int]) -> list[Statement]:
        """Those of the statements that have not ended."""
        marks = ",".join("?" * len(statements))
        rows = self.db.execute(f"{SELECT} WHERE s.id IN ({marks}) AND s.ended_run IS NULL ORDER BY s.id", statements)
        return [read_statement(row) for row in rows]

    def last_run(self) -> int:
        return int(self.db.execute("SELECT COALESCE(MAX(id), 0) FROM run").fetchone()[0])

    def changed_statements(self, run: int) -> int:
        """How many statements were added, ended or seen with a later date after a run."""
        ask = (  # CROSS JOIN: the few records first; without statistics all statements would be read
            "SELECT (SELECT COUNT(*) FROM statement WHERE first_run > ?1)"
            " + (SELECT COUNT(*) FROM statement WHERE ended_run > ?1)"
            " + (SELECT COUNT(*) FROM record r CROSS JOIN statement s ON s.record = r.id WHERE r.dated_run > ?1"
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
