"""What statements claim of the nodes as they are shown: merges followed, rules read from ``data/resolution.toml``."""

from __future__ import annotations

import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from graph.facts import SAME_AS
from graph.kinds import ReviewState
from graph.statements import REVIEWER, read_by_ocr


@dataclass(frozen=True, slots=True)
class SourceTrust:
    """One line of the table of sources. ``text``: its facts were read from texts, not from a register."""

    prefix: str
    rank: int
    why_zh: str
    why_en: str
    text: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of ``data/resolution.toml``."""

    sources: tuple[SourceTrust, ...]
    fields: dict[str, tuple[str, ...]]
    edges: dict[str, str]
    ocr_rank: int  # what is read by character recognition ranks no higher, whatever its source
    _trust: dict[str, SourceTrust] = field(default_factory=dict)

    def trust(self, source: str) -> SourceTrust:
        """The line for a source: the longest prefix of its key."""
        if source not in self._trust:
            matching = [s for s in self.sources if source.startswith(s.prefix)]
            self._trust[source] = max(matching, key=lambda s: len(s.prefix))
        return self._trust[source]

    def rank(self, source: str, provenance: str | None) -> int:
        """Rank of what a record of a source says."""
        rank = self.trust(source).rank
        return min(rank, self.ocr_rank) if read_by_ocr(provenance) else rank


@cache
def load_rules() -> Rules:
    """The rules as installed."""
    table = tomllib.loads((files("graph.data") / "resolution.toml").read_text("utf-8"))
    return Rules(
        tuple(SourceTrust(**row) for row in table["source"]),
        {name: tuple(order) for name, order in table["fields"].items()},
        dict(table["edges"]),
        table["ocr"]["rank"],
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as resolution needs it."""

    id: int
    predicate: str
    value: str | None
    object: int | None
    qualifiers: str | None
    record: int
    source: str
    retrieved_on: str
    confidence: float
    review: str
    provenance: str | None = None

    @property
    def reviewed(self) -> bool:
        """A reviewer said it, or accepted it."""
        return self.source == REVIEWER or self.review == ReviewState.ACCEPTED.value


_CLAIMS = """
SELECT s.subject, s.id, p.key, s.value, s.object, s.qualifiers, s.record, src.key, r.retrieved_on, s.confidence,
       s.review, r.provenance
FROM statement s JOIN predicate p ON p.id = s.predicate JOIN record r ON r.id = s.record
JOIN source src ON src.id = r.source
WHERE s.ended_run IS NULL AND s.review <> 'rejected'
"""

Order = tuple[Any, ...]


def preference(claim: Claim, order: Sequence[str], rules: Rules) -> Order:
    """Sort key of a claim: the greatest wins; the older record, then statement, settles ties, so that runs repeat."""
    keys: dict[str, Any] = {
        "register": not rules.trust(claim.source).text,
        "rank": rules.rank(claim.source, claim.provenance),
        "retrieved_on": claim.retrieved_on,
        "confidence": claim.confidence,
    }
    return (claim.reviewed, *(keys[name] for name in order), -claim.record, -claim.id)


def winner(name: str, claims: Sequence[Claim], rules: Rules) -> Claim:
    """The statement whose value is shown for a field."""
    if len(claims) == 1:
        return claims[0]
    order = rules.fields.get(name, rules.fields["default"])
    return max(claims, key=lambda claim: preference(claim, order, rules))


class Claims:
    """Reads the live claims of a statement store; ``canonical`` tells what a merged node is shown as."""

    def __init__(self, db: sqlite3.Connection, rules: Rules) -> None:
        self.db = db
        self.rules = rules
        self.canonical = self._load_merges()
        self.aliases: dict[int, list[int]] = defaultdict(list)
        for alias, canonical in self.canonical.items():
            self.aliases[canonical].append(alias)

    def _load_merges(self) -> dict[int, int]:
        """alias → canonical, chains followed; candidates that wait for a reviewer merge nothing.

        Of two merges of a node the later counts; a circle is cut at its smallest node.
        """
        rows = self.db.execute(
            "SELECT s.subject, s.object FROM statement s JOIN predicate p ON p.id = s.predicate"
            " WHERE p.key = ? AND s.ended_run IS NULL AND s.review NOT IN ('rejected', 'needed') ORDER BY s.id",
            (SAME_AS,),
        )
        step = dict(rows.fetchall())
        merges: dict[int, int] = {}
        for alias in step:
            chain = [alias]
            while chain[-1] in step and step[chain[-1]] not in chain:
                chain.append(step[chain[-1]])
            back = step.get(chain[-1])
            last = chain[-1] if back is None else min(chain[chain.index(back) :])
            if last != alias:
                merges[alias] = last
        return merges

    def names_of(self, nodes: set[int] | None) -> dict[int, str]:
        """Ids of nodes by their number in the store; of all for None."""
        if nodes is None:
            return dict(self.db.execute("SELECT id, key FROM node"))
        names: dict[int, str] = {}
        for chunk in chunks(sorted(nodes)):
            marks = ",".join("?" * len(chunk))
            names.update(self.db.execute(f"SELECT id, key FROM node WHERE id IN ({marks})", chunk).fetchall())
        return names

    def stream(
        self, nodes: Sequence[int] | None, *predicates: str, column: str = "subject"
    ) -> Iterator[tuple[int, Claim]]:
        """Live claims with their subjects, of all nodes or of those that are their subject (or object)."""
        only = f" AND p.key IN ({','.join('?' * len(predicates))})" if predicates else ""
        if nodes is None:
            for row in self.db.execute(f"{_CLAIMS}{only} ORDER BY s.subject, s.id", predicates):
                yield row[0], Claim(*row[1:])
            return
        for chunk in chunks(nodes):
            marks = ",".join("?" * len(chunk))
            sql = f"{_CLAIMS}{only} AND s.{column} IN ({marks}) ORDER BY s.subject, s.id"
            for row in self.db.execute(sql, (*predicates, *chunk)).fetchall():
                yield row[0], Claim(*row[1:])

    def related(self, wanted: str, given: str, nodes: set[int], predicate: str | None = None) -> set[int]:
        """The other ends of all statements, live or ended; ``wanted`` and ``given`` are subject or object."""
        only = " AND predicate = (SELECT id FROM predicate WHERE key = ?)" if predicate else ""
        found: set[int] = set()
        for chunk in chunks(sorted(nodes)):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT DISTINCT {wanted} FROM statement WHERE {given} IN ({marks}) AND object IS NOT NULL{only}"
            found.update(row[0] for row in self.db.execute(sql, (*chunk, *([predicate] if predicate else []))))
        return found

    def with_aliases(self, nodes: Iterable[int]) -> set[int]:
        """The nodes, what they are shown as, and all that is shown as the same."""
        shown = {self.canonical.get(node, node) for node in nodes}
        return shown.union(*(self.aliases.get(node, ()) for node in shown), nodes)

    def merge_groups(self, nodes: set[int]) -> set[int]:
        """All nodes that were ever put together with one of these, through any chain of merges."""
        found, todo = set(nodes), set(nodes)
        while todo:
            todo = self.related("subject", "object", todo, SAME_AS) | self.related("object", "subject", todo, SAME_AS)
            todo -= found
            found |= todo
        return found

    def is_object(self, node: int) -> bool:
        for one in (node, *self.aliases.get(node, ())):
            found = self.db.execute(
                "SELECT 1 FROM statement WHERE object = ? AND ended_run IS NULL AND review <> 'rejected' LIMIT 1",
                (one,),
            ).fetchone()
            if found:
                return True
        return False

    def ends(
        self, predicate: str, nodes: Iterable[int] | None, *, by_object: bool
    ) -> dict[tuple[int, int], list[Claim]]:
        """Claims of one kind of edge by the two ends as shown."""
        found: dict[tuple[int, int], list[Claim]] = defaultdict(list)
        column = "object" if by_object else "subject"
        for subject, claim in self.stream(None if nodes is None else sorted(nodes), predicate, column=column):
            obj = int(claim.object or 0)
            found[self.canonical.get(subject, subject), self.canonical.get(obj, obj)].append(claim)
        return found


def chunks(nodes: Sequence[int], size: int = 800) -> Iterator[Sequence[int]]:
    for at in range(0, len(nodes), size):
        yield nodes[at : at + size]
