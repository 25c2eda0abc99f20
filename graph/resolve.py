"""Statements → the entities and edges that are shown, by rules kept as data (``data/resolution.toml``).

Sources that disagree stay side by side in the statement store; here one value wins and it is known why. Merges
(``SAME_AS``) and corrections of a reviewer are statements too. Nothing here writes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.claims import Claim, Claims, Rules, load_rules, winner
from graph.facts import SAME_AS, decode
from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind, NodeKind, Status
from graph.limits import Limit
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node, kind_of
from graph.statements import StatementStore
from graph.status import Succession, end_of_force
from graph.successions import Successions


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


class Resolver:
    """Reads a statement store; give it one store per publish."""

    def __init__(self, store: StatementStore, rules: Rules | None = None) -> None:
        self._db = store.db
        self._claims = Claims(store.db, rules or load_rules())
        self._successions = Successions(self._claims)
        self._names: dict[int, str] = {}

    # --- what there is -------------------------------------------------------------------------------

    def everything(self) -> Iterator[Resolved]:
        """All shown nodes with their edges, in the order in which they were first named."""
        self._names = dict(self._db.execute("SELECT id, key FROM node"))
        successions = self._successions.of(None)
        objects = {
            self._claims.canonical.get(row[0], row[0])
            for row in self._db.execute(
                "SELECT DISTINCT object FROM statement WHERE object IS NOT NULL AND ended_run IS NULL"
                " AND review <> 'rejected'"
            )
        }
        claims = self._claims.stream(None)
        pending = next(claims, None)
        for node in sorted(self._names):
            own: list[Claim] = []
            while pending is not None and pending[0] <= node:
                if pending[0] == node:
                    own.append(pending[1])
                pending = next(claims, None)
            if node in self._claims.canonical:
                continue
            for alias in self._claims.aliases.get(node, ()):
                own.extend(claim for _, claim in self._claims.stream([alias]))
            if own or node in objects:
                yield self._resolve(node, own, successions.get(node, ()))

    def changes_since(self, run: int) -> Changes:
        """What must be written to a projection that holds everything up to ``run``."""
        touched = self._touched(run)
        names = {**self._claims.names_of(touched)}
        successions = self._successions.of(touched)
        claims: dict[int, list[Claim]] = defaultdict(list)
        canonical, aliases = self._claims.canonical, self._claims.aliases
        for subject, claim in self._claims.stream(sorted(touched | {a for n in touched for a in aliases.get(n, ())})):
            claims[canonical.get(subject, subject)].append(claim)
        objects = {c.object for own in claims.values() for c in own if c.object is not None}
        self._names = {**names, **self._claims.names_of(objects | {canonical.get(o, o) for o in objects})}
        upserts: list[Resolved] = []
        removed: list[str] = []
        for node in sorted(touched):
            if node not in self._claims.canonical and (claims.get(node) or self._claims.is_object(node)):
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
            " UNION SELECT s.subject, s.object, p.key FROM record r CROSS JOIN statement s ON s.record = r.id"
            " JOIN predicate p ON p.id = s.predicate WHERE r.dated_run > ?1 AND s.ended_run IS NULL",
            (run,),
        ).fetchall()
        touched = {node for subject, obj, _ in rows for node in (subject, obj) if node is not None}
        put_together = {node for s, o, predicate in rows if predicate == SAME_AS for node in (s, o)}
        merged = self._claims.merge_groups(put_together)
        touched |= merged | self._claims.related("subject", "object", merged)
        dated = {s for s, _, predicate in rows if predicate in ("implemented", EdgeKind.REPLACES, EdgeKind.EDITION_OF)}
        touched |= self._successions.predecessors(self._claims.with_aliases(dated | merged))
        return touched | {self._claims.canonical[node] for node in touched if node in self._claims.canonical}

    # --- one node --------------------------------------------------------------------------------------

    def _resolve(self, node: int, claims: list[Claim], successors: Iterable[Succession]) -> Resolved:
        own_id = self._names[node]
        model = NODE_KINDS[kind_of(own_id)]
        values: dict[str, Any] = _from_key(own_id)
        by_field: dict[str, list[Claim]] = defaultdict(list)
        by_edge: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.object is None:
                by_field[claim.predicate].append(claim)
            elif claim.predicate != SAME_AS:
                by_edge[claim.predicate].append(claim)
        for name, own in by_field.items():
            best = winner(name, own, self._claims.rules)
            values[name] = decode(model, name, str(best.value))
            if name == "reading" and best.reviewed:
                values[name] = _reviewed(values[name])
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
        edges = [edge for name in sorted(by_edge) for edge in self._resolve_edges(own_id, name, by_edge[name])]
        return Resolved(model.model_validate(values), tuple(edges))

    def _resolve_edges(self, start: str, name: str, claims: list[Claim]) -> list[Edge]:
        if self._claims.rules.edges.get(name, self._claims.rules.edges["default"]) == "best_record":
            best = winner(name, claims, self._claims.rules)
            claims = [claim for claim in claims if claim.record == best.record]
        model = EDGE_KINDS[EdgeKind(name)]
        ends: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            end = self._names[self._claims.canonical.get(int(claim.object or 0), int(claim.object or 0))]
            relation = json.loads(claim.qualifiers).get("relation", "") if claim.qualifiers else ""
            ends[end, relation].append(claim)
        edges: list[Edge] = []
        for (end, _), own in sorted(ends.items()):
            best = winner(name, own, self._claims.rules)
            properties = json.loads(best.qualifiers) if best.qualifiers else {}
            sources = tuple(sorted({claim.source for claim in own}))
            edges.append(model.model_validate({**properties, "start": start, "end": end, "sources": sources}))
        return sorted(edges, key=lambda edge: (getattr(edge, "position", None) or 0, edge.end))


def _reviewed(reading: str) -> str:
    """The typed limit, marked where only a reviewer lets it carry a verdict."""
    limit = Limit.model_validate_json(reading)
    if not limit.awaits_review:
        return reading
    return limit.model_copy(update={"reviewed": True}).model_dump_json(exclude_defaults=True)


def _from_key(name: str) -> dict[str, Any]:
    """What the id of a node says by itself."""
    kind, key = kind_of(name), name.partition(":")[2]
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
