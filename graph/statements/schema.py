"""The tables of the statement store, and how a store of an earlier version becomes one of this.

Statements are the truth: they cannot be derived again from anything else, so a store is converted, never thrown away.
"""

from __future__ import annotations

import sqlite3

from graph.errors import Said

VERSION = 2

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
# What finds the records of the last runs among all; made by the first writer in stores without it.
_INDEXES = """
CREATE INDEX IF NOT EXISTS record_dated_run ON record(dated_run);
"""
# from which version → what to do, in order; each ends in the next version
_CONVERSIONS = {
    1: """
ALTER TABLE record ADD COLUMN dated_run INTEGER NOT NULL DEFAULT 0;
UPDATE record SET dated_run = last_run;
CREATE TABLE said(
  record INTEGER NOT NULL REFERENCES record, file INTEGER NOT NULL REFERENCES file, digest BLOB NOT NULL,
  run INTEGER NOT NULL REFERENCES run, PRIMARY KEY(record, file)) WITHOUT ROWID;
INSERT INTO said SELECT id, file, digest, last_run FROM record WHERE file IS NOT NULL;
"""
}


def version(db: sqlite3.Connection) -> int:
    """The version of an open store; 0 for an empty file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def statements_to_current(found: int) -> list[str]:
    """SQL that brings a store of version ``found`` to this one; nothing for a version it cannot come from."""
    if found == 0:
        return [*_split(_SCHEMA), *_split(_DECISIONS), *_split(_INDEXES), f"PRAGMA user_version={VERSION}"]
    if found > VERSION:
        return []
    steps = [sql for one in range(found, VERSION) for sql in _split(_CONVERSIONS[one])]
    return [*steps, *_split(_DECISIONS), *_split(_INDEXES), f"PRAGMA user_version={VERSION}"]


def why_not(found: int) -> Said:
    """What to say of a store that is not of this version."""
    if found > VERSION:
        return Said(
            "its statements are of a newer biaotu (version {found}, this one knows {version}); update biaotu",
            found=found,
            version=VERSION,
        )
    return Said(
        "its statements were written by an earlier biaotu (version {found}, now {version}); "
        "run `biaotu publish` once, which converts them and keeps all of them",
        found=found,
        version=VERSION,
    )


def _split(sql: str) -> list[str]:
    return [one for one in sql.split(";") if one.strip()]
