"""The names of a statement store, matched: merges and candidates as statements of the source ``matching``."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.facts import SAME_AS, Fact
from graph.kinds import EdgeKind, NodeKind, ReviewState
from graph.model import node_id
from graph.review import MATCHING
from graph.statements import Record, Source, StatementStore
from ingest.organizations.matching import Body, Judgement, Tier, Verdict, canonical, pairs

EXTRACTOR = "organizations@1"
_FIELDS = ("uscc", "group_code", "aliases", "identifiers")
_READ = f"""
SELECT n.key, p.key, s.value FROM node n LEFT JOIN statement s ON s.subject = n.id AND s.ended_run IS NULL
  AND s.review <> 'rejected'
LEFT JOIN predicate p ON p.id = s.predicate AND p.key IN ({",".join("?" * len(_FIELDS))})
WHERE n.key LIKE 'org:%' ORDER BY n.id
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names with what they are to each other; ``name`` is shown as, or may be, ``other``."""

    name: str
    other: str
    judgement: Judgement


@dataclass(slots=True)
class MatchReport:
    """What was found. ``merged`` by rule; the candidates and contradictions are all listed."""

    names: int = 0
    merged: Counter[str] = field(default_factory=Counter)
    merges: list[Pair] = field(default_factory=list)
    candidates: list[Pair] = field(default_factory=list)
    units: list[Pair] = field(default_factory=list)
    contradictions: list[Pair] = field(default_factory=list)


def bodies(store: StatementStore) -> list[Body]:
    """All organisations named anywhere, with their codes and aliases."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, predicate, value in store.db.execute(_READ, _FIELDS):
        own = found.setdefault(str(key).partition(":")[2], defaultdict(list))
        if predicate is not None and value is not None:
            own[predicate].append(str(value))
    return [_body(name, own) for name, own in found.items()]


def _body(name: str, own: dict[str, list[str]]) -> Body:
    aliases = dict.fromkeys(alias for text in own.get("aliases", ()) for alias in json.loads(text))
    codes = [code for text in own.get("identifiers", ()) for code in json.loads(text)]
    register = dict(code.split(":", 1) for code in codes if ":" in code)
    return Body(name, next(iter(own.get("uscc", ())), None), next(iter(own.get("group_code", ())), None),
                tuple(aliases), register)  # fmt: skip


def match(store: StatementStore) -> MatchReport:
    """Match all names. Nothing is written."""
    everything = bodies(store)
    report = MatchReport(len(everything))
    by_name = {body.name: body for body in everything}
    same: list[Pair] = []
    for a, b, judgement in pairs(everything):
        pair = Pair(a.name, b.name, judgement)
        match judgement.verdict:
            case Verdict.SAME:
                same.append(pair)
            case Verdict.UNIT:
                if a.name[len(b.name) :] not in by_name:  # else two names run together
                    report.units.append(pair)
            case Verdict.CONTRADICTION:
                report.contradictions.append(pair)
            case Verdict.CANDIDATE:
                best = canonical([a, b]).name
                report.candidates.append(Pair(b.name if best == a.name else a.name, best, judgement))
    shown: dict[str, str] = {}
    for group, why in _groups(same):
        best = canonical(by_name[name] for name in group).name
        for name in sorted(set(group) - {best}):
            shown[name] = best
            report.merges.append(Pair(name, best, why[name]))
            report.merged[why[name].rule] += 1
    once: dict[tuple[str, str], Pair] = {}
    for pair in report.candidates:  # about what is shown, each pair once
        name, other = shown.get(pair.name, pair.name), shown.get(pair.other, pair.other)
        key = (min(name, other), max(name, other))
        if name != other and (key not in once or once[key].judgement.score < pair.judgement.score):
            once[key] = Pair(name, other, pair.judgement)
    report.candidates = sorted(once.values(), key=lambda pair: (-pair.judgement.score, pair.name))
    return report


def _groups(same: Sequence[Pair]) -> Iterator[tuple[list[str], dict[str, Judgement]]]:
    """Names that belong together, with the judgement that brought each in."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    why: dict[str, Judgement] = {}
    for pair in sorted(same, key=lambda one: list(Tier).index(one.judgement.tier)):
        for name in (pair.name, pair.other):
            why.setdefault(name, pair.judgement)
        parent[root(pair.name)] = root(pair.other)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in parent:
        groups[root(name)].append(name)
    for _, members in sorted(groups.items()):
        yield members, why


def records(report: MatchReport, day: date) -> Iterator[Record]:
    """One record a finding, so that each can be decided about, and undone, by itself."""
    for pair in report.merges:
        yield _same(pair, day, ReviewState.NONE)
    for pair in report.candidates:
        yield _same(pair, day, ReviewState.NEEDED)
    for pair in report.units:
        qualifiers = (("confidence", pair.judgement.score), ("evidence", pair.name), ("rule", pair.judgement.rule))
        fact = Fact(_node(pair.name), EdgeKind.UNIT_OF, object=_node(pair.other), qualifiers=qualifiers,
                    extractor=EXTRACTOR, confidence=pair.judgement.score)  # fmt: skip
        yield Record(MATCHING, f"{pair.name} < {pair.other}", day, (fact,))


def _same(pair: Pair, day: date, review: ReviewState) -> Record:
    evidence = f"{pair.name} = {pair.other} ({pair.judgement.rule}, {pair.judgement.score:.2f})"
    fact = Fact(_node(pair.name), SAME_AS, object=_node(pair.other), extractor=EXTRACTOR,
                qualifiers=(("evidence", evidence), ("rule", pair.judgement.rule)),
                confidence=round(pair.judgement.score, 2), review=review)  # fmt: skip
    return Record(MATCHING, f"{pair.name} = {pair.other}", day, (fact,))


def _node(name: str) -> str:
    return node_id(NodeKind.ORGANIZATION, name)


def apply(store: StatementStore, run: int, report: MatchReport, day: date) -> int:
    """Write the findings; what is found no longer and was not decided about ends. Returns how many ended."""
    store.describe_source(Source(MATCHING, "组织名称的归并与候选"))
    current = list(records(report, day))
    store.apply(run, current)
    keys = {record.key for record in current}
    rows = store.db.execute(
        "SELECT r.key FROM record r JOIN source q ON q.id = r.source WHERE q.key = ? AND EXISTS (SELECT 1 FROM"
        " statement s WHERE s.record = r.id AND s.ended_run IS NULL) AND NOT EXISTS (SELECT 1 FROM statement s"
        " WHERE s.record = r.id AND s.ended_run IS NULL AND s.review IN ('accepted', 'rejected'))",
        (MATCHING,),
    )
    gone = [str(row[0]) for row in rows if row[0] not in keys]
    store.apply(run, [Record(MATCHING, key, day, ()) for key in gone])
    return len(gone)
