"""A changed copy of a generation answers as a rebuild from the statements does, whatever came before."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.facts import SAME_AS, Fact
from graph.generations import DataFolder
from graph.kinds import EdgeKind, ReviewState, Status
from graph.resolve import Resolver
from graph.statements import Record, StatementStore
from graph.store.build import GraphProjection
from tests.support import dump_live, new_store

WORKS = ("GB/T 1", "GB 1", "T/CAS 290", "ISO 9001")
YEARS = (2000, 2008, 2016, 2024)
NUMBERS = [f"{work}{':' if work.startswith('ISO') else '-'}{year}" for work in WORKS for year in YEARS]
STANDARDS = [f"standard:{number}" for number in NUMBERS]
WORK_OF = {f"standard:{n}": f"work:{n[:-5]}" for n in NUMBERS}
ORGS = [f"org:{name}" for name in ("甲", "乙", "丙", "丁", "戊")]
SOURCES = ("std.samr", "ttbz", "file:a", "film")
FILES = (None, "a.csv", "b.csv")


def _day(rng: random.Random, low: int = 2000, high: int = 2028) -> date:
    return date(low, 1, 1) + timedelta(days=rng.randrange((high - low) * 365))


def _facts(rng: random.Random, subject: str) -> list[Fact]:
    facts = [Fact(subject, EdgeKind.EDITION_OF, object=WORK_OF[subject])] if rng.random() < 0.9 else []
    for name in ("title_zh", "scope"):
        if rng.random() < 0.6:
            facts.append(Fact(subject, name, f"{name}{rng.randrange(3)}", confidence=rng.choice([0.5, 1.0])))
    for name in ("issued", "implemented", "withdrawn_on"):
        if rng.random() < 0.5:
            facts.append(Fact(subject, name, _day(rng).isoformat()))
    if rng.random() < 0.6:
        facts.append(Fact(subject, "status_claim", rng.choice(list(Status)).value))
    if rng.random() < 0.3:
        facts.append(Fact(subject, "drafters", rng.choice(["[]", '["张三"]', '["张三", "李四"]'])))
    for position, org in enumerate(rng.sample(ORGS, rng.randrange(4)), 1):
        facts.append(Fact(subject, EdgeKind.DRAFTED_BY, object=org, qualifiers=(("position", position),)))
    for old in rng.sample(STANDARDS, rng.randrange(3)):
        partial = ("partial", rng.random() < 0.3)
        ends = (subject, old) if rng.random() < 0.8 else (old, subject)  # 代替, or 被代替
        facts.append(Fact(ends[0], EdgeKind.REPLACES, object=ends[1], qualifiers=(partial,)))
    if rng.random() < 0.3:  # without a year
        facts.append(Fact(subject, EdgeKind.REPLACES, object=rng.choice(list(WORK_OF.values()))))
    for target in rng.sample([*STANDARDS, *WORK_OF.values()], rng.randrange(3)):
        relation = ("relation", rng.choice(["normative", "in_text", "mention"]))
        facts.append(Fact(subject, EdgeKind.REFERENCES, object=target, qualifiers=(relation,)))
    if rng.random() < 0.4:
        facts += [Fact(org, "group_code", f"C{rng.randrange(3)}") for org in rng.sample(ORGS, 2)]
    if facts and rng.random() < 0.1:
        at = rng.randrange(len(facts))
        facts[at] = replace(facts[at], review=rng.choice(list(ReviewState)))
    return list(dict.fromkeys(facts))


@dataclass
class Machine:
    """Random operations on one statement store; each is a run, or a part of one."""

    store: StatementStore
    rng: random.Random
    log: list[str] = field(default_factory=list)

    def step(self) -> None:
        operations: list[tuple[int, Callable[[int], str]]] = [
            (6, self._ingest), (3, self._merge), (3, self._correct), (3, self._undo), (1, self._see_again),
            (3, self._review),
        ]  # fmt: skip
        weights = [weight for weight, _ in operations]
        run = self.store.begin_run("test")
        for _ in range(self.rng.choice([1, 1, 2, 4])):
            ((_, operation),) = self.rng.choices(operations, weights)
            self.log.append(operation(run))
        self.store.finish_run(run)

    def _ingest(self, run: int) -> str:
        source, file, on = self.rng.choice(SOURCES), self.rng.choice(FILES), _day(self.rng, 2024, 2026)
        keys = self.rng.sample(STANDARDS, self.rng.randrange(1, 5))
        records = [Record(source, key, on, tuple(_facts(self.rng, key)), file) for key in keys]
        return f"ingest {source} {file} {on} {keys} {self.store.apply(run, records)}"

    def _merge(self, run: int) -> str:
        kind = self.rng.choice([ORGS, ORGS, STANDARDS, sorted(set(WORK_OF.values()))])
        a, b = self.rng.sample(kind, 2)
        self.store.assert_fact(run, Fact(a, SAME_AS, object=b), reviewer="r", reason="same")
        return f"merge {a} → {b}"

    def _correct(self, run: int) -> str:
        subject = self.rng.choice(STANDARDS)
        fact = self.rng.choice([
            Fact(subject, "title_zh", f"corrected{self.rng.randrange(3)}"),
            Fact(subject, "implemented", _day(self.rng).isoformat()),
            Fact(subject, "status_claim", self.rng.choice(list(Status)).value),
            Fact(subject, EdgeKind.REPLACES, object=self.rng.choice(STANDARDS),
                 qualifiers=(("partial", self.rng.random() < 0.5),)),
        ])  # fmt: skip
        self.store.assert_fact(run, fact, reviewer="r", reason="wrong")
        return f"correct {fact}"

    def _undo(self, run: int) -> str:
        live = self.store.db.execute(
            "SELECT s.id FROM statement s JOIN record r ON r.id = s.record JOIN source q ON q.id = r.source"
            " WHERE s.ended_run IS NULL AND (q.key = 'reviewer' OR ?) ORDER BY s.id",
            (self.rng.random() < 0.2,),
        ).fetchall()
        if not live:
            return "nothing to undo"
        statement = self.rng.choice(live)[0]
        self.store.end(run, statement)
        return f"end {statement}"

    def _review(self, run: int) -> str:
        """A reviewer accepts, rejects, or takes it back; the next reading of the record carries it on."""
        live = self.store.db.execute("SELECT id FROM statement WHERE ended_run IS NULL ORDER BY id").fetchall()
        chosen = self.rng.sample([row[0] for row in live], min(len(live), self.rng.choice([1, 2, 5])))
        states = {sid: self.rng.choice(list(ReviewState)) for sid in chosen}
        self.store.set_review(run, states)
        if self.rng.random() < 0.3 and live:
            self.store.forget(self.rng.choice(SOURCES), self.rng.choice(STANDARDS))
        return f"review {states}"

    def _see_again(self, run: int) -> str:
        """A source is taken again on a later day, unchanged."""
        source = self.rng.choice(SOURCES)
        on = _day(self.rng, 2026, 2027)
        live: dict[str, list[Fact]] = {}
        for subject in STANDARDS:
            for s in self.store.about(subject):
                if s.source == source:
                    live.setdefault(s.record, []).append(
                        Fact(s.subject, s.predicate, s.value, s.object, tuple(sorted(s.qualifiers.items())),
                             s.extractor, s.confidence, s.place, s.span, s.review)
                    )  # fmt: skip
        records = [Record(source, key, on, tuple(facts), "a.csv") for key, facts in live.items()]
        return f"again {source} {on} {self.store.apply(run, records)}"


Shown = dict[str, tuple[str, list[str]]]


def _rebuilt(store: StatementStore) -> Shown:
    return {
        one.node.id: (one.node.model_dump_json(), [e.model_dump_json() for e in one.edges])
        for one in Resolver(store).everything()
    }


def _updated(store: StatementStore, run: int, shown: Shown) -> Shown:
    changes = Resolver(store).changes_since(run)
    now = {key: what for key, what in shown.items() if key not in changes.removed}
    for one in changes.upserts:
        now[one.node.id] = (one.node.model_dump_json(), [e.model_dump_json() for e in one.edges])
    return now


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_changes_applied_to_what_was_shown_give_what_a_rebuild_shows(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    with new_store(tmp_path_factory.mktemp("store")) as store:
        store.db.execute("PRAGMA synchronous=OFF")
        machine = Machine(store, random.Random(seed))
        shown: Shown = {}
        for _ in range(25):
            before = store.last_run()
            machine.step()
            shown = _updated(store, before, shown)
            rebuilt = _rebuilt(store)
            assert sorted(shown) == sorted(rebuilt), "\n".join(machine.log)
            for key, what in rebuilt.items():
                assert shown[key] == what, "\n".join([key, *machine.log])


def test_updated_generation_answers_as_a_rebuilt_one(tmp_path: Path) -> None:
    live = DataFolder(tmp_path / "live")
    rng = random.Random(1)
    updates = 0
    for step in range(36):
        with live.writer("test") as store:
            store.db.execute("PRAGMA synchronous=OFF")
            Machine(store, rng).step()
            published = live.publish(store, [GraphProjection()])
            updates += not published.rebuilt and published.changed_nodes > 0
            if step % 6 == 5:
                updated = dump_live(live)
                live.publish(store, [GraphProjection()], rebuild=True)
                assert dump_live(live) == updated
    assert updates > 25
