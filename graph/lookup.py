"""Nodes by what people call them: names, aliases, codes, as the statements say; merges followed."""

from __future__ import annotations

from collections.abc import Sequence

from graph.facts import SAME_AS
from graph.statements import StatementStore

_LIVE = "s.ended_run IS NULL AND s.review <> 'rejected'"
_MERGED = f"""
SELECT o.key FROM statement s JOIN node n ON n.id = s.subject JOIN node o ON o.id = s.object
JOIN predicate p ON p.id = s.predicate WHERE n.key = ? AND p.key = ? AND {_LIVE} AND s.review <> 'needed'
ORDER BY s.id DESC LIMIT 1
"""
_CHAIN = 20  # merges of merges


def shown_as(store: StatementStore, node: str) -> str:
    """The node under which one is shown: itself, or what it was merged with."""
    for _ in range(_CHAIN):
        row = store.db.execute(_MERGED, (node, SAME_AS)).fetchone()
        if row is None or row[0] == node:
            return node
        node = str(row[0])
    return node


def with_value(store: StatementStore, predicates: Sequence[str], value: str, limit: int = 20) -> list[str]:
    """Nodes of which a source says this value in one of these fields, as shown; of lists one of the items."""
    marks = ",".join("?" * len(predicates))
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = store.db.execute(
        f"SELECT DISTINCT n.key FROM predicate p JOIN statement s ON s.predicate = p.id JOIN node n ON n.id = s.subject"
        f" WHERE p.key IN ({marks}) AND {_LIVE} AND (s.value = ? OR (s.value LIKE '[%' AND s.value LIKE ? ESCAPE '\\'))"
        " ORDER BY n.id LIMIT ?",
        (*predicates, value, f'%"{escaped}"%', limit),
    )
    return list(dict.fromkeys(shown_as(store, str(row[0])) for row in rows))


def named_like(store: StatementStore, prefixes: Sequence[str], text: str, limit: int = 8) -> list[str]:
    """Nodes of these kinds whose key holds the text, the shortest first: for hints and lists."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    kinds = " OR ".join("key LIKE ?" for _ in prefixes)
    rows = store.db.execute(
        f"SELECT key FROM node WHERE ({kinds}) AND key LIKE ? ESCAPE '\\' ORDER BY length(key), key LIMIT ?",
        (*(f"{prefix}:%" for prefix in prefixes), f"%{escaped}%", limit),
    )
    return list(dict.fromkeys(shown_as(store, str(row[0])) for row in rows))
