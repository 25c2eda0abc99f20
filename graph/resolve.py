"""Statements → the entities and edges that are shown, by rules kept as data (``data/resolution.toml``).

Sources that disagree stay side by side in the statement store; here one value wins and it is known why. Merges
(``SAME_AS``) and corrections of a reviewer are statements too. Nothing here writes.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from graph.facts import SAME_AS, decode
from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind, NodeKind, ReviewState, Status
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node, kind_of
from graph.statements import REVIEWER, StatementStore
from graph.status import Succession, end_of_force


@dataclass(frozen=True, slots=True)
class SourceTrust:
    """One line of the table of sources."""

    prefix: str
    rank: int
    why_zh: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of ``data/resolution.toml``."""

    sources: tuple[SourceTrust, ...]
    fields: dict[str, tuple[str, ...]]
    edges: dict[str, str]
    _trust: dict[str, SourceTrust] = field(default_factory=dict)

    def trust(self, source: str) -> SourceTrust:
        """The line for a source: the longest prefix of its key."""
        if source not in self._trust:
            matching = [s for s in self.sources if source.startswith(s.prefix)]
            self._trust[source] = max(matching, key=lambda s: len(s.prefix))
        return self._trust[source]


@cache
def load_rules() -> Rules:
    """The rules as installed."""
    table = tomllib.loads((files("graph.data") / "resolution.toml").read_text("utf-8"))
    return Rules(
        tuple(SourceTrust(**row) for row in table["source"]),
        {name: tuple(order) for name, order in table["fields"].items()},
        dict(table["edges"]),
    )


@dataclass(frozen=True, slots=True)
class Resolved:
    """A node as shown, with the edges that start at it."""

    node: Node
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a small ingest changed: nodes to write anew (with all their edges) and ids to remove."""

    upserts: tuple[Resolved, ...]
    removed: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.upserts) + len(self.removed)


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


_CLAIMS = """
SELECT s.subject, s.id, p.key, s.value, s.object, s.qualifiers, s.record, src.key, r.retrieved_on, s.confidence,
       s.review
FROM statement s JOIN predicate p ON p.id = s.predicate JOIN record r ON r.id = s.record
JOIN source src ON src.id = r.source
WHERE s.ended_run IS NULL AND s.review <> 'rejected'
"""

Order = tuple[Any, ...]
_RESTARTED = ("T/", "Q/")  # codes under which serials are given again
_LOCAL = re.compile(r"DB[A-Z]?\d")  # DB32/T 4194-2021 and -2022 are two subjects
_YEAR = re.compile(r"[-:](\d{4})(?:[+/].*)?$")


def preference(claim: Claim, order: Sequence[str], rules: Rules) -> Order:
    """Sort key of a claim: the greatest wins; the older record, then statement, settles ties, so that runs repeat."""
    keys: dict[str, Any] = {
        "rank": rules.trust(claim.source).rank,
        "retrieved_on": claim.retrieved_on,
        "confidence": claim.confidence,
    }
    reviewed = claim.source == REVIEWER or claim.review == ReviewState.ACCEPTED.value
    return (reviewed, *(keys[name] for name in order), -claim.record, -claim.id)


def winner(name: str, claims: Sequence[Claim], rules: Rules) -> Claim:
    """The statement whose value is shown for a field."""
    if len(claims) == 1:
        return claims[0]
    order = rules.fields.get(name, rules.fields["default"])
    return max(claims, key=lambda claim: preference(claim, order, rules))


class Resolver:
    """Reads a statement store; give it one store per publish."""

    def __init__(self, store: StatementStore, rules: Rules | None = None) -> None:
        self._db: sqlite3.Connection = store.db
        self._rules = rules or load_rules()
        self._canonical = self._load_merges()
        self._aliases: dict[int, list[int]] = defaultdict(list)
        for alias, canonical in self._canonical.items():
            self._aliases[canonical].append(alias)
        self._names: dict[int, str] = {}

    # --- what there is -------------------------------------------------------------------------------

    def everything(self) -> Iterator[Resolved]:
        """All shown nodes with their edges, in the order in which they were first named."""
        self._names = dict(self._db.execute("SELECT id, key FROM node"))
        successions = self._successions(None)
        objects = {
            self._canonical.get(row[0], row[0])
            for row in self._db.execute(
                "SELECT DISTINCT object FROM statement WHERE object IS NOT NULL AND ended_run IS NULL"
                " AND review <> 'rejected'"
            )
        }
        claims = self._stream(None)
        pending = next(claims, None)
        for node in sorted(self._names):
            own: list[Claim] = []
            while pending is not None and pending[0] <= node:
                if pending[0] == node:
                    own.append(pending[1])
                pending = next(claims, None)
            if node in self._canonical:
                continue
            for alias in self._aliases.get(node, ()):
                own.extend(claim for _, claim in self._stream([alias]))
            if own or node in objects:
                yield self._resolve(node, own, successions.get(node, ()))

    def changes_since(self, run: int) -> Changes:
        """What must be written to a projection that holds everything up to ``run``."""
        touched = self._touched(run)
        names = {**self._names_of(touched)}
        successions = self._successions(touched)
        claims: dict[int, list[Claim]] = defaultdict(list)
        for subject, claim in self._stream(sorted(touched | {a for n in touched for a in self._aliases.get(n, ())})):
            claims[self._canonical.get(subject, subject)].append(claim)
        objects = {c.object for own in claims.values() for c in own if c.object is not None}
        self._names = {**names, **self._names_of(objects | {self._canonical.get(o, o) for o in objects})}
        upserts: list[Resolved] = []
        removed: list[str] = []
        for node in sorted(touched):
            if node not in self._canonical and (claims.get(node) or self._is_object(node)):
                upserts.append(self._resolve(node, claims.get(node, []), successions.get(node, ())))
            else:
                removed.append(names[node])
        return Changes(tuple(upserts), tuple(removed))

    def _touched(self, run: int) -> set[int]:
        """Nodes whose shown form may differ from what it was after ``run``."""
        rows = self._db.execute(
            "SELECT s.subject, s.object, p.key FROM statement s JOIN predicate p ON p.id = s.predicate"
            " WHERE s.first_run > ?1 UNION SELECT s.subject, s.object, p.key FROM statement s"
            " JOIN predicate p ON p.id = s.predicate WHERE s.ended_run > ?1"
            " UNION SELECT s.subject, s.object, p.key FROM record r JOIN statement s ON s.record = r.id"
            " JOIN predicate p ON p.id = s.predicate WHERE r.dated_run > ?1 AND s.ended_run IS NULL",
            (run,),
        ).fetchall()
        touched = {node for subject, obj, _ in rows for node in (subject, obj) if node is not None}
        merged = self._merge_groups({node for s, o, predicate in rows if predicate == SAME_AS for node in (s, o)})
        touched |= merged | self._related("subject", "object", merged)
        dated = {s for s, _, predicate in rows if predicate in ("implemented", EdgeKind.REPLACES, EdgeKind.EDITION_OF)}
        touched |= self._predecessors(self._with_aliases(dated | merged))
        return touched | {self._canonical[node] for node in touched if node in self._canonical}

    def _merge_groups(self, nodes: set[int]) -> set[int]:
        """All nodes that were ever put together with one of these, through any chain of merges."""
        found, todo = set(nodes), set(nodes)
        while todo:
            todo = self._related("subject", "object", todo, SAME_AS) | self._related("object", "subject", todo, SAME_AS)
            todo -= found
            found |= todo
        return found

    def _related(self, wanted: str, given: str, nodes: set[int], predicate: str | None = None) -> set[int]:
        """The other ends of all statements, live or ended; ``wanted`` and ``given`` are subject or object."""
        only = " AND predicate = (SELECT id FROM predicate WHERE key = ?)" if predicate else ""
        found: set[int] = set()
        for chunk in _chunks(sorted(nodes)):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT DISTINCT {wanted} FROM statement WHERE {given} IN ({marks}) AND object IS NOT NULL{only}"
            found.update(row[0] for row in self._db.execute(sql, (*chunk, *([predicate] if predicate else []))))
        return found

    def _with_aliases(self, nodes: Iterable[int]) -> set[int]:
        """The nodes, what they are shown as, and all that is shown as the same."""
        shown = {self._canonical.get(node, node) for node in nodes}
        return shown.union(*(self._aliases.get(node, ()) for node in shown), nodes)

    def _predecessors(self, nodes: set[int]) -> set[int]:
        """Editions whose end of force may depend on these: those they replace, and those of the same works."""
        works = self._with_aliases(self._related("object", "subject", nodes, EdgeKind.EDITION_OF))
        return self._related("object", "subject", nodes, EdgeKind.REPLACES) | self._related(
            "subject", "object", works, EdgeKind.EDITION_OF
        )

    def _is_object(self, node: int) -> bool:
        for one in (node, *self._aliases.get(node, ())):
            found = self._db.execute(
                "SELECT 1 FROM statement WHERE object = ? AND ended_run IS NULL AND review <> 'rejected' LIMIT 1",
                (one,),
            ).fetchone()
            if found:
                return True
        return False

    # --- reading -------------------------------------------------------------------------------------

    def _load_merges(self) -> dict[int, int]:
        """alias → canonical, chains followed; candidates that wait for a reviewer merge nothing.

        Of two merges of a node the later counts; a circle is cut at its smallest node.
        """
        rows = self._db.execute(
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

    def _names_of(self, nodes: set[int]) -> dict[int, str]:
        names: dict[int, str] = {}
        for chunk in _chunks(sorted(nodes)):
            marks = ",".join("?" * len(chunk))
            names.update(self._db.execute(f"SELECT id, key FROM node WHERE id IN ({marks})", chunk).fetchall())
        return names

    def _stream(
        self, nodes: Sequence[int] | None, *predicates: str, column: str = "subject"
    ) -> Iterator[tuple[int, Claim]]:
        """Live claims with their subjects, of all nodes or of those that are their subject (or object)."""
        only = f" AND p.key IN ({','.join('?' * len(predicates))})" if predicates else ""
        if nodes is None:
            for row in self._db.execute(f"{_CLAIMS}{only} ORDER BY s.subject, s.id", predicates):
                yield row[0], Claim(*row[1:])
            return
        for chunk in _chunks(nodes):
            marks = ",".join("?" * len(chunk))
            sql = f"{_CLAIMS}{only} AND s.{column} IN ({marks}) ORDER BY s.subject, s.id"
            for row in self._db.execute(sql, (*predicates, *chunk)).fetchall():
                yield row[0], Claim(*row[1:])

    # --- what follows from several nodes ---------------------------------------------------------------

    def _successions(self, nodes: set[int] | None) -> dict[int, list[Succession]]:
        """For each edition the later ones that may end it: by 代替, or a later edition of the same number.

        Associations and enterprises start their serials anew: with them the same number with another year is
        often another standard (T/CAAM 0006-2020, -2022, -2025), so only 代替 counts.
        """
        explicit = self._ends("REPLACES", None if nodes is None else self._with_aliases(nodes), by_object=True)
        works = self._ends("EDITION_OF", None if nodes is None else self._with_aliases(nodes), by_object=False)
        siblings = self._ends(
            "EDITION_OF",
            None if nodes is None else self._with_aliases(work for _, work in works),
            by_object=True,
        )
        involved = {edition for edition, _ in (*explicit, *works, *siblings)}
        names = self._names if nodes is None else self._names_of(involved)
        begins = self._implemented(None if nodes is None else self._with_aliases(involved))
        editions: dict[int, list[int]] = defaultdict(list)
        for edition, work in siblings:
            editions[work].append(edition)
        found: dict[int, list[Succession]] = defaultdict(list)
        for (new, old), claims in explicit.items():
            qualifiers = winner("REPLACES", claims, self._rules).qualifiers
            partial = bool(qualifiers) and bool(json.loads(str(qualifiers)).get("partial"))
            if new == old:
                continue
            found[old].append(Succession(_key(names[new]), begins.get(new), True, partial))
        for edition, work in works:
            number = _key(names[edition])
            if number.startswith(_RESTARTED):
                continue
            for other in editions[work]:
                if _year(names[other]) > _year(number) > 0:
                    doubtful = _LOCAL.match(number) is not None
                    found[edition].append(Succession(_key(names[other]), begins.get(other), False, doubtful=doubtful))
        return found

    def _ends(
        self, predicate: str, nodes: Iterable[int] | None, *, by_object: bool
    ) -> dict[tuple[int, int], list[Claim]]:
        """Claims of one kind of edge by the two ends as shown."""
        found: dict[tuple[int, int], list[Claim]] = defaultdict(list)
        column = "object" if by_object else "subject"
        for subject, claim in self._stream(None if nodes is None else sorted(nodes), predicate, column=column):
            obj = int(claim.object or 0)
            found[self._canonical.get(subject, subject), self._canonical.get(obj, obj)].append(claim)
        return found

    def _implemented(self, nodes: Iterable[int] | None) -> dict[int, date]:
        claims: dict[int, list[Claim]] = defaultdict(list)
        for subject, claim in self._stream(None if nodes is None else sorted(nodes), "implemented"):
            claims[self._canonical.get(subject, subject)].append(claim)
        return {
            node: date.fromisoformat(str(winner("implemented", own, self._rules).value)) for node, own in claims.items()
        }

    # --- one node --------------------------------------------------------------------------------------

    def _resolve(self, node: int, claims: list[Claim], successors: Iterable[Succession]) -> Resolved:
        key = self._names[node]
        model = NODE_KINDS[kind_of(key)]
        values: dict[str, Any] = _from_key(key)
        by_field: dict[str, list[Claim]] = defaultdict(list)
        by_edge: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.object is None:
                by_field[claim.predicate].append(claim)
            elif claim.predicate != SAME_AS:
                by_edge[claim.predicate].append(claim)
        for name, own in by_field.items():
            best = winner(name, own, self._rules)
            values[name] = decode(model, name, str(best.value))
            if name == "status_claim":
                values["status_claimed_on"] = date.fromisoformat(best.retrieved_on)
        if model.kind is NodeKind.STANDARD:
            claim_value = values.get("status_claim")
            values["described"] = "title_zh" in by_field or "title_en" in by_field
            values["in_force_to"], values["succeeded_by"] = end_of_force(
                Status(claim_value) if claim_value else None, values.get("status_claimed_on"),
                date.fromisoformat(values["withdrawn_on"]) if values.get("withdrawn_on") else None, successors,
            )  # fmt: skip
        values["sources"] = tuple(sorted({claim.source for claim in claims}))
        edges = [edge for name in sorted(by_edge) for edge in self._resolve_edges(key, name, by_edge[name])]
        return Resolved(model.model_validate(values), tuple(edges))

    def _resolve_edges(self, start: str, name: str, claims: list[Claim]) -> list[Edge]:
        if self._rules.edges.get(name, self._rules.edges["default"]) == "best_record":
            best = winner(name, claims, self._rules)
            claims = [claim for claim in claims if claim.record == best.record]
        model = EDGE_KINDS[EdgeKind(name)]
        ends: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            end = self._names[self._canonical.get(int(claim.object or 0), int(claim.object or 0))]
            relation = json.loads(claim.qualifiers).get("relation", "") if claim.qualifiers else ""
            ends[end, relation].append(claim)
        edges: list[Edge] = []
        for (end, _), own in sorted(ends.items()):
            best = winner(name, own, self._rules)
            properties = json.loads(best.qualifiers) if best.qualifiers else {}
            sources = tuple(sorted({claim.source for claim in own}))
            edges.append(model.model_validate({**properties, "start": start, "end": end, "sources": sources}))
        return sorted(edges, key=lambda edge: (getattr(edge, "position", None) or 0, edge.end))


def _chunks(nodes: Sequence[int], size: int = 800) -> Iterator[Sequence[int]]:
    for at in range(0, len(nodes), size):
        yield nodes[at : at + size]


def _key(name: str) -> str:
    return name.partition(":")[2]


def _year(name: str) -> int:
    """The year of an edition as its canonical number ends: ``-2020``, ``:2008``, ``:2008+A1:2012``; 0 without one."""
    found = _YEAR.search(name)
    return int(found[1]) if found else 0


def _from_key(name: str) -> dict[str, Any]:
    """What the id of a node says by itself."""
    kind, key = kind_of(name), _key(name)
    values: dict[str, Any] = {"id": name}
    match kind:
        case NodeKind.STANDARD | NodeKind.WORK:
            values["number"] = key
            try:
                number = parse(key)
            except InvalidIdentifier:
                return values
            values["level"] = number.level
            if kind is NodeKind.STANDARD:
                values |= {"nature": number.nature, "year": number.year}
        case NodeKind.AMENDMENT | NodeKind.CLAUSE | NodeKind.PATENT:
            values["number"] = key
        case NodeKind.CLASSIFICATION:
            values["scheme"], _, values["code"] = key.partition(" ")
        case NodeKind.ORGANIZATION | NodeKind.COMMITTEE | NodeKind.OBJECT_CLASS:
            values["name_zh"] = key
        case NodeKind.INDUSTRY | NodeKind.DOMAIN | NodeKind.ASPECT | NodeKind.REGION | NodeKind.POLICY_TASK:
            values |= {"code": key, "name_zh": key}
            if kind in (NodeKind.DOMAIN, NodeKind.ASPECT):
                values["name_en"] = key
        case NodeKind.TERM:
            values["term_zh"] = key
        case NodeKind.LIMIT:
            values |= {"characteristic": key, "text": key}
    return values
