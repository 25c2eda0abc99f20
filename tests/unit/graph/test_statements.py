"""The statement store: history, repeated input, several files, undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.errors import DataFolderError, InvalidFact
from graph.facts import SAME_AS, Fact
from graph.generations import DataFolder
from graph.kinds import EdgeKind
from graph.resolve import Resolver
from graph.statements import Outcome, Record, Source, StatementStore
from tests.support import DAY, edge, edition, new_store, publish, record, say, statements_of, value

N = "standard:GB 1-2010"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StatementStore]:
    with new_store(tmp_path) as one:
        yield one


def _apply(store: StatementStore, *records: Record) -> list[Outcome]:
    run = store.begin_run("test")
    outcomes = store.apply(run, records)
    store.finish_run(run)
    return outcomes


def _titles(store: StatementStore, *, history: bool = False) -> list[str | None]:
    return [s.value for s in store.about(N, history=history) if s.predicate == "title_zh"]


def _titled(title: str, *, file: str | None = None, on: date = DAY, source: str = "ttbz") -> Record:
    return record(source, "GB 1-2010", value(N, "title_zh", title), file=file, on=on)


def test_same_input_twice_changes_no_statement_and_publishes_nothing(data: DataFolder) -> None:
    records = [edition("GB 1-2010", ("issued", "2010-01-01")), edition("GB 2-2010")]
    assert say(data, *records) == [Outcome.ADDED, Outcome.ADDED]
    before, number = statements_of(data, N), data.current_number()
    assert say(data, *records) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert statements_of(data, N) == before
    assert data.current_number() == number
    assert publish(data).changed_nodes == 0


def test_order_of_facts_and_place_in_the_file_do_not_count(store: StatementStore) -> None:
    facts = value(N, "title_zh", "甲"), value(N, "scope", "乙")
    _apply(store, Record("ttbz", "k", DAY, facts, "a.csv", 1))
    assert _apply(store, Record("ttbz", "k", DAY, facts[::-1], "b.csv", 7)) == [Outcome.UNCHANGED]
    (first, *_) = store.about(N)
    assert (first.file, first.row) == ("b.csv", 7)


def test_changed_record_ends_what_it_no_longer_says_and_keeps_the_rest(store: StatementStore) -> None:
    _apply(store, record("ttbz", "k", value(N, "title_zh", "旧"), value(N, "scope", "同")))
    assert _apply(store, record("ttbz", "k", value(N, "title_zh", "新"), value(N, "scope", "同"))) == [Outcome.UPDATED]
    live, whole = store.about(N), store.about(N, history=True)
    assert [(s.predicate, s.value) for s in live] == [("scope", "同"), ("title_zh", "新")]
    assert [(s.value, s.live) for s in whole] == [("旧", False), ("同", True), ("新", True)]
    assert store.counts() == {"records": 1, "statements": 2, "ended_statements": 1}


def test_first_and_last_seen_follow_the_runs(store: StatementStore) -> None:
    for day, title in (("2026-01-01", "旧"), ("2026-02-01", "新"), ("2026-03-01", "新")):
        run = store.begin_run("test")
        store.db.execute("UPDATE run SET started = ? WHERE id = ?", (f"{day}T08:00:00+00:00", run))
        store.apply(run, [record("ttbz", "k", value(N, "title_zh", title), value(N, "scope", "同"))])
    seen = {s.value: (s.first_seen.isoformat(), s.last_seen.isoformat()) for s in store.about(N, history=True)}
    assert seen == {
        "旧": ("2026-01-01", "2026-02-01"),
        "新": ("2026-02-01", "2026-03-01"),
        "同": ("2026-01-01", "2026-03-01"),
    }


def test_same_number_twice_in_one_file(store: StatementStore) -> None:
    outcomes = _apply(store, *(_titled(t, file="a.csv") for t in ("甲", "甲", "乙")))
    assert outcomes == [Outcome.ADDED, Outcome.REPEATED, Outcome.CONFLICT]
    assert _titles(store, history=True) == ["甲"]


def test_conflict_is_seen_across_batches_of_one_run(store: StatementStore) -> None:
    run = store.begin_run("test")
    outcomes = [*store.apply(run, [_titled("甲", file="a.csv")]), *store.apply(run, [_titled("乙", file="a.csv")])]
    assert outcomes == [Outcome.ADDED, Outcome.CONFLICT]


def test_conflict_in_a_file_that_agreed_with_another_before(store: StatementStore) -> None:
    _apply(store, _titled("甲", file="a.csv"), _titled("乙", file="b.csv"))
    outcomes = _apply(store, _titled("甲", file="a.csv"), _titled("丙", file="a.csv"))
    assert outcomes == [Outcome.UNCHANGED, Outcome.CONFLICT]
    assert _titles(store) == ["乙"]


def test_second_file_of_a_source_updates_and_both_again_change_nothing(store: StatementStore) -> None:
    both = [_titled("甲", file="a.csv"), _titled("乙", file="b.csv")]
    assert _apply(store, *both) == [Outcome.ADDED, Outcome.UPDATED]
    assert _titles(store) == ["乙"]
    for _ in range(2):
        before = store.last_run()
        assert _apply(store, *both) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
        assert store.changed_statements(before) == 0
    assert _titles(store) == ["乙"]
    assert _apply(store, _titled("丙", file="a.csv"), both[1]) == [Outcome.UPDATED, Outcome.UNCHANGED]
    assert _titles(store) == ["丙"]
    assert _apply(store, both[0]) == [Outcome.UPDATED]  # back to what it said at first is a change as well


def test_older_export_does_not_undo_a_newer_one(store: StatementStore) -> None:
    new, old = date(2026, 5, 1), date(2025, 5, 1)
    _apply(store, _titled("新", file="new.csv", on=new))
    assert _apply(store, _titled("旧", file="old.csv", on=old)) == [Outcome.OUTDATED]
    assert _titles(store, history=True) == ["新"]
    (statement,) = store.about(N)
    assert statement.retrieved_on == new


def test_seen_again_later_moves_the_date_but_never_back(store: StatementStore) -> None:
    days = [date(2026, 5, 1), date(2026, 6, 1), date(2026, 4, 1)]
    for day in days:
        _apply(store, _titled("甲", file=f"{day}.csv", on=day))
    (statement,) = store.about(N)
    assert statement.retrieved_on == days[1]


def test_failed_batch_stores_nothing_and_the_next_one_is_whole(store: StatementStore) -> None:
    run = store.begin_run("test")
    broken = record("new-source", "k", Fact(N, "new_predicate", "x"), Fact(N, "neither"))
    with pytest.raises(sqlite3.IntegrityError):
        store.apply(run, [broken])
    assert store.counts()["records"] == 0
    store.apply(run, [record("new-source", "k", Fact(N, "new_predicate", "x"), Fact(N, "other", "y"))])
    assert [(s.source, s.predicate, s.value) for s in store.about(N)] == [
        ("new-source", "new_predicate", "x"),
        ("new-source", "other", "y"),
    ]


def test_published_run_takes_nothing_more(data: DataFolder) -> None:
    from graph.store.build import GraphProjection

    with data.writer("test") as store:
        run = store.begin_run("test")
        store.apply(run, [edition("GB 1-2010")])
        data.publish(store, [GraphProjection()])
        with pytest.raises(DataFolderError, match="finished"):
            store.apply(run, [edition("GB 2-2010")])
        with pytest.raises(DataFolderError, match="never begun"):
            store.apply(99, [edition("GB 2-2010")])


def test_two_corrections_of_a_field_in_one_session_the_later_counts(store: StatementStore) -> None:
    run = store.begin_run("review")
    for title in ("甲", "乙"):
        store.assert_fact(run, Fact(N, "title_zh", title), reviewer="张", reason="误")
    assert _titles(store) == ["乙"]


def test_correction_can_be_undone_and_made_again(store: StatementStore) -> None:
    for _ in range(2):
        run = store.begin_run("review")
        store.assert_fact(run, Fact(N, "title_zh", "甲"), reviewer="张", reason="误")
        (statement,) = store.about(N)
        assert statement.provenance == '{"reviewer": "张", "reason": "误"}'
        store.end(store.begin_run("undo"), statement.id)
        assert store.about(N) == []
        with pytest.raises(DataFolderError, match="ended already"):
            store.end(store.begin_run("undo"), statement.id)


@pytest.mark.parametrize(
    "fact",
    [
        Fact(N, "no_such_field", "x"),
        Fact(N, "in_force_to", "2020-01-01"),
        Fact(N, "implemented", "2020-02-30"),
        Fact(N, "status_claim", "现行"),
        Fact(N, "drafters", "张三"),
        Fact(N, "pages", "many"),
        Fact("GB 1-2010", "title_zh", "x"),
        Fact(N, "title_zh"),
        Fact(N, "title_zh", "x", object="org:甲"),
        Fact(N, SAME_AS, object=N),
        Fact(N, SAME_AS, object="work:GB 1"),
        Fact(N, EdgeKind.DRAFTED_BY, object="work:GB 1"),
        Fact(N, "LOVES", object="org:甲"),
        edge(N, EdgeKind.REPLACES, "standard:GB 1-2000", partial="perhaps"),
        edge(N, EdgeKind.REPLACES, "standard:GB 1-2000", place="3"),
    ],
    ids=lambda fact: f"{fact.predicate}-{fact.value or fact.object}",
)
def test_correction_that_could_not_be_shown_is_refused(store: StatementStore, fact: Fact) -> None:
    with pytest.raises(InvalidFact):
        store.assert_fact(store.begin_run("review"), fact, reviewer="张", reason="误")
    assert store.counts()["records"] == 0


def test_statement_knows_everything_of_its_origin(store: StatementStore) -> None:
    fact = Fact(N, "scope", "范围", None, (), "scope@2", 0.8, "1 范围", (10, 20))
    _apply(store, Record("document", "d", DAY, (fact,), "标准.pdf", 3, "公开文本"))
    (s,) = store.about(N)
    assert (s.source, s.record, s.file, s.row, s.provenance) == ("document", "d", "标准.pdf", 3, "公开文本")
    assert (s.extractor, s.confidence, s.place, s.span) == ("scope@2", 0.8, "1 范围", (10, 20))
    assert (s.retrieved_on, s.live) == (DAY, True)


def test_statements_are_found_from_their_object(store: StatementStore) -> None:
    _apply(store, record("ttbz", "k", edge(N, EdgeKind.ISSUED_BY, "org:甲")))
    (s,) = store.naming("org:甲")
    assert (s.subject, s.predicate) == (N, "ISSUED_BY")


def test_data_date_is_that_of_the_sources(store: StatementStore) -> None:
    assert store.data_date() is None
    _apply(store, _titled("甲", on=date(2026, 5, 1)), _titled("甲", on=date(2026, 4, 1), source="film"))
    store.assert_fact(store.begin_run("review"), Fact(N, "title_zh", "乙"), reviewer="张", reason="误")
    assert store.data_date() == date(2026, 5, 1)


def test_sources_are_described(store: StatementStore) -> None:
    store.describe_source(Source("film", "电影标准登记", "CC BY 4.0"))
    assert store.sources() == [Source("film", "电影标准登记", "CC BY 4.0", None)]


def test_missing_foreign_and_newer_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="no statements here yet"):
        StatementStore(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("this is no database" * 100)
    with pytest.raises(DataFolderError, match="cannot be opened as a statement store"):
        StatementStore(tmp_path / "text.db", write=True)
    with sqlite3.connect(tmp_path / "new.db") as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    for write in (False, True):
        with pytest.raises(DataFolderError, match=r"newer biaotu \(version 99, this one knows \d+\); update biaotu"):
            StatementStore(tmp_path / "new.db", write=write)


def _as_version_1(path: Path) -> None:
    """What version 1 lacked: what each file said last, and the run that moved the day of a record."""
    db = sqlite3.connect(path, isolation_level=None)
    for sql in ("DROP TABLE said", "DROP TABLE decision", "DROP INDEX record_dated_run",
                "ALTER TABLE record DROP COLUMN dated_run",
                "PRAGMA user_version=1"):  # fmt: skip
        db.execute(sql)
    db.close()


def test_a_store_of_version_1_is_converted_and_keeps_everything(tmp_path: Path) -> None:
    one = record("std.samr", "GB 1-2010", value("standard:GB 1-2010", "title_zh", "甲"), file="a.csv")
    with new_store(tmp_path) as store:
        store.apply(store.begin_run("first"), [one])
        before = [(s.subject, s.predicate, s.value, s.live) for s in store.about("standard:GB 1-2010", history=True)]
        store.finish_runs()
    path = tmp_path / "statements.db"
    _as_version_1(path)
    with pytest.raises(DataFolderError, match=r"earlier biaotu \(version 1, now 2\); run `biaotu publish` once"):
        StatementStore(path)
    with StatementStore(path, write=True) as store:
        after = [(s.subject, s.predicate, s.value, s.live) for s in store.about("standard:GB 1-2010", history=True)]
        assert after == before
        assert store.apply(store.begin_run("again"), [one]) == [Outcome.UNCHANGED]
        changed = record("std.samr", "GB 1-2010", value("standard:GB 1-2010", "title_zh", "乙"), file="b.csv")
        assert store.apply(store.begin_run("changed"), [changed]) == [Outcome.UPDATED]
    with StatementStore(path) as store:
        assert [s.value for s in store.about("standard:GB 1-2010")] == ["乙"]


def test_looking_for_changes_reads_the_changed_records_only(tmp_path: Path) -> None:
    with StatementStore(tmp_path / "statements.db", write=True) as store:
        asked: list[str] = []
        store.db.set_trace_callback(asked.append)
        store.changed_statements(1)
        Resolver(store).changes_since(1)
        store.db.set_trace_callback(None)
        by_record = [ask for ask in asked if "dated_run >" in ask]
        plans = ["; ".join(row[3] for row in store.db.execute(f"EXPLAIN QUERY PLAN {ask}")) for ask in by_record]
    assert len(plans) == 2
    for plan in plans:
        assert "SEARCH r USING" in plan
        assert "record_dated_run" in plan
        assert "SCAN s" not in plan
