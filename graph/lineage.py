"""Which data folder a copy of its graph elsewhere came from, and up to where of its history.

A copied folder keeps its lineage; when two copies have gone on apart, their histories differ.
"""

from __future__ import annotations

import hashlib
from uuid import uuid4

from graph.statements import StatementStore


def lineage(store: StatementStore) -> str:
    """The mark of a data folder, given when it is first asked for; the store must be open for writing."""
    with store.transaction():
        store.db.execute("CREATE TABLE IF NOT EXISTS lineage(mark TEXT NOT NULL)")
        row = store.db.execute("SELECT mark FROM lineage").fetchone()
        if row is None:
            row = (uuid4().hex,)
            store.db.execute("INSERT INTO lineage VALUES (?)", row)
    return str(row[0])


def history(store: StatementStore, run: int) -> str:
    """Stands for all runs up to this one, and how much they said."""
    digest = hashlib.blake2b(digest_size=16)
    for row in store.db.execute("SELECT id, started, note FROM run WHERE id <= ? ORDER BY id", (run,)):
        digest.update(repr(tuple(row)).encode())
    (said,) = store.db.execute("SELECT count(*) FROM statement WHERE first_run <= ?", (run,)).fetchone()
    digest.update(str(said).encode())
    return digest.hexdigest()
