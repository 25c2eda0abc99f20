"""Decisions of a reviewer, and what a new reading of the document leaves of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.usecases.corrections import follows
from graph.document import Place
from graph.errors import InvalidFact
from graph.facts import Fact
from graph.kinds import EdgeKind, ReviewState
from graph.limits import Doubt, Limit, Op
from graph.resolve import Resolved, Resolver
from graph.review import Decision, Item, ItemKind, decide, documents, history, items
from graph.statements import Outcome, Record, StatementStore
from tests.support import new_store

NUMBER, NODE, LIMIT_NODE = "GB 1-2020", "standard:GB 1-2020", "limit:GB 1-2020#a"
TITLE = Fact(NODE, "title_zh", "测试标准", extractor="structure@1", place="cover")
READ = Limit(
    object="纸", characteristic="甲醛", op=Op.LE, value="0.1", unit="mg/m3", text="甲醛不大于0.1 mg/m³",
    value_text="不大于0.1 mg/m³", places=(Place(block=3, page=2, clause="4.1", start=2, end=12),),
)  # fmt: skip


def reference(relation: str = "normative", place: str = "p.1 2", **more: object) -> Fact:
    said = (("all_parts", False), ("dated", False), ("place", place), ("relation", relation))
    fact = Fact(NODE, EdgeKind.REFERENCES, object="work:GB/T 2", qualifiers=said, extractor="references@1", place=place)
    return dataclasses.replace(fact, **more)


def limit(read: Limit = READ, node: str = LIMIT_NODE, version: int = 1, **more: object) -> list[Fact]:
    said = {"object": read.object, "characteristic": read.characteristic, "text": read.text,
            "reading": read.model_dump_json(exclude_defaults=True)}  # fmt: skip
    extractor = f"limits@{version}"
    facts = [Fact(NODE, EdgeKind.HAS_LIMIT, object=node, extractor=extractor)]
    facts += [Fact(node, name, text, extractor=extractor, place="p.2 4.1") for name, text in said.items() if text]
    return [facts[0], *(dataclasses.replace(fact, **more) for fact in facts[1:])]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StatementStore]:
    with new_store(tmp_path) as opened:
        yield opened


def read(store: StatementStore, *facts: Fact) -> Outcome:
    run = store.begin_run("read")
    (outcome,) = store.apply(run, [Record("document", NUMBER, date(2026, 1, 1), facts, "a.pdf")])
    store.finish_run(run)
    return outcome


def item(store: StatementStore, kind: ItemKind) -> Item:
    return next(one for one in items(store, "document", NUMBER) if one.kind is kind)


def say(store: StatementStore, kind: ItemKind, decision: Decision, correction: Limit | Fact | None = None) -> None:
    run = store.begin_run("review")
    decide(store, run, item(store, kind), decision, reviewer="王", remark="看过", correction=correction)
    store.finish_run(run)


def shown(store: StatementStore) -> dict[str, Resolved]:
    return {one.node.id: one for one in Resolver(store).everything()}


def references(store: StatementStore) -> list[str]:
    return [edge.end for edge in shown(store)[NODE].edges if edge.kind is EdgeKind.REFERENCES]


def printed(sentence: str) -> Fact:
    said = reference()
    return dataclasses.replace(said, qualifiers=tuple(sorted((*said.qualifiers, ("text", sentence)))))


def test_other_words_around_a_rejected_reference_do_not_bring_it_back(store: StatementStore) -> None:
    read(store, printed("应符合GB/T 2。"))
    say(store, ItemKind.REFERENCE, Decision.REJECT)
    read(store, printed("应符合 GB/T 2 的规定。"))
    assert NODE not in shown(store)  # nothing else is said of it


def test_the_work_of_a_corrected_number_is_known_and_stays(store: StatementStore) -> None:
    read(store, reference())
    right = dataclasses.replace(reference(), object="standard:GB/T 3.1-2020", extractor="reviewer")
    run = store.begin_run("review")
    one = item(store, ItemKind.REFERENCE)
    decide(store, run, one, Decision.CORRECT, reviewer="王", correction=right, also=follows(right))
    store.finish_run(run)
    assert references(store) == ["standard:GB/T 3.1-2020"]
    edition = [(e.kind, e.end) for e in shown(store)["standard:GB/T 3.1-2020"].edges]
    assert edition == [(EdgeKind.EDITION_OF, "work:GB/T 3.1")]
    say(store, ItemKind.REFERENCE, Decision.WITHDRAW)
    assert references(store) == ["work:GB/T 2"]


def test_accepted_reference_stays_although_the_new_reading_lacks_it(store: StatementStore) -> None:
    read(store, TITLE, reference())
    say(store, ItemKind.REFERENCE, Decision.ACCEPT)
    assert read(store, TITLE) is Outcome.UPDATED
    assert references(store) == ["work:GB/T 2"]


def test_unreviewed_reference_ends_when_the_new_reading_lacks_it(store: StatementStore) -> None:
    read(store, TITLE, reference())
    read(store, TITLE)
    assert references(store) == []


@pytest.mark.parametrize(
    "again",
    [
        reference(extractor="references@2"),
        reference(confidence=0.5),
        reference(span=(3, 9)),
        reference(place="p.7 2"),
        reference(review=ReviewState.NEEDED),
    ],
    ids=["version", "confidence", "span", "place", "review"],
)
def test_rejected_reference_stays_hidden_when_stated_again(store: StatementStore, again: Fact) -> None:
    read(store, TITLE, reference())
    say(store, ItemKind.REFERENCE, Decision.REJECT)
    assert references(store) == []
    read(store, TITLE, again)
    assert references(store) == []


def test_rejected_relation_says_nothing_of_another_relation(store: StatementStore) -> None:
    read(store, TITLE, reference())
    say(store, ItemKind.REFERENCE, Decision.REJECT)
    read(store, TITLE, reference("mention"))
    assert references(store) == ["work:GB/T 2"]


def test_a_rejection_outlives_readings_that_do_not_state_the_fact(store: StatementStore) -> None:
    read(store, TITLE, reference())
    say(store, ItemKind.REFERENCE, Decision.REJECT)
    read(store, TITLE)
    read(store, TITLE, reference(extractor="references@3"))
    assert references(store) == []


def test_rejected_limit_hides_its_node_also_when_read_at_another_place(store: StatementStore) -> None:
    read(store, TITLE, *limit())
    say(store, ItemKind.LIMIT, Decision.REJECT)
    assert LIMIT_NODE not in shown(store)
    doubts = (Doubt(field="unit", confidence=0.5, reason="?"),)
    moved = READ.model_copy(update={"places": (Place(block=9, page=4),), "doubts": doubts})
    read(store, TITLE, *limit(moved, version=2, confidence=0.5))
    assert LIMIT_NODE not in shown(store)


def test_rejected_limit_comes_back_for_review_when_it_is_understood_differently(store: StatementStore) -> None:
    read(store, TITLE, *limit())
    say(store, ItemKind.LIMIT, Decision.REJECT)
    read(store, TITLE, *limit(READ.model_copy(update={"unit": "mg/L"}), version=2))
    found = item(store, ItemKind.LIMIT)
    assert LIMIT_NODE in shown(store)
    assert found.needed and found.decided is None


def test_accepted_limit_is_frozen(store: StatementStore) -> None:
    read(store, TITLE, *limit())
    say(store, ItemKind.LIMIT, Decision.ACCEPT)
    before = shown(store)[LIMIT_NODE]
    read(store, TITLE, *limit(READ.model_copy(update={"unit": "mg/L"}), version=2))
    assert shown(store)[LIMIT_NODE] == before
    read(store, TITLE)
    assert shown(store)[LIMIT_NODE] == before


def test_corrected_limit_wins_over_every_later_reading(store: StatementStore) -> None:
    read(store, TITLE, *limit())
    right = READ.model_copy(update={"object": None, "characteristic": "甲醛释放量", "unit": "mg/L"})
    say(store, ItemKind.LIMIT, Decision.CORRECT, right)
    for version in (1, 2):
        read(store, TITLE, *limit(version=version, confidence=1 / version))
        node = shown(store)[LIMIT_NODE].node.model_dump()
        assert (node["characteristic"], node["object"]) == ("甲醛释放量", None)
        assert Limit.model_validate_json(node["reading"]) == right


def test_corrected_title_wins(store: StatementStore) -> None:
    read(store, TITLE)
    say(store, ItemKind.FACT, Decision.CORRECT, dataclasses.replace(TITLE, value="对的名称", extractor="reviewer"))
    read(store, dataclasses.replace(TITLE, extractor="structure@2"), reference())
    assert shown(store)[NODE].node.model_dump()["title_zh"] == "对的名称"


def test_every_decision_can_be_taken_back(store: StatementStore) -> None:
    read(store, TITLE, *limit(review=ReviewState.NEEDED))
    before = shown(store)
    for decision in (Decision.ACCEPT, Decision.REJECT, Decision.CORRECT):
        right = READ.model_copy(update={"unit": "mg/L"}) if decision is Decision.CORRECT else None
        say(store, ItemKind.LIMIT, decision, right)
        assert not item(store, ItemKind.LIMIT).needed
        say(store, ItemKind.LIMIT, Decision.WITHDRAW)
        assert shown(store) == before
        assert item(store, ItemKind.LIMIT).needed
    assert len(history(store, item(store, ItemKind.LIMIT))) == 6


def test_after_a_withdrawal_the_next_reading_counts(store: StatementStore) -> None:
    read(store, TITLE, reference())
    say(store, ItemKind.REFERENCE, Decision.ACCEPT)
    read(store, TITLE)
    say(store, ItemKind.REFERENCE, Decision.WITHDRAW)
    assert read(store, TITLE) is Outcome.UPDATED
    assert references(store) == []


def test_a_later_decision_replaces_a_correction(store: StatementStore) -> None:
    read(store, TITLE, *limit())
    say(store, ItemKind.LIMIT, Decision.CORRECT, READ.model_copy(update={"unit": "mg/L"}))
    say(store, ItemKind.LIMIT, Decision.REJECT)
    assert LIMIT_NODE not in shown(store)
    say(store, ItemKind.LIMIT, Decision.ACCEPT)
    assert Limit.model_validate_json(shown(store)[LIMIT_NODE].node.model_dump()["reading"]) == READ


def term(definition: str = "甲") -> list[Fact]:
    node = f"term:{NUMBER}#3.1"
    said = {"term_zh": "纸", "definition": definition}
    return [Fact(NODE, EdgeKind.DEFINES, object=node), *(Fact(node, name, text) for name, text in said.items())]


def test_a_term_is_decided_about_as_a_whole(store: StatementStore) -> None:
    node = f"term:{NUMBER}#3.1"
    read(store, *term())
    assert [len(one.extracted) for one in items(store, "document", NUMBER)] == [3]
    right = Fact(node, "definition", "乙", extractor="reviewer")
    say(store, ItemKind.FACT, Decision.CORRECT, right)
    read(store, *term("丙"), TITLE)
    assert shown(store)[node].node.model_dump()["definition"] == "乙"
    run = store.begin_run("review")
    one = next(one for one in items(store, "document", NUMBER) if one.id == node)
    decide(store, run, one, Decision.REJECT, reviewer="王")
    read(store, *term("丁"))
    assert node not in shown(store)


def test_history_keeps_what_was_said_before(store: StatementStore) -> None:
    read(store, TITLE, reference())
    say(store, ItemKind.REFERENCE, Decision.REJECT)
    said = [s for s in store.about(NODE, history=True) if s.predicate == EdgeKind.REFERENCES]
    assert [(s.live, s.review) for s in said] == [(False, ReviewState.NONE), (True, ReviewState.REJECTED)]
    ((decided),) = history(store, item(store, ItemKind.REFERENCE))
    assert (decided.reviewer, decided.remark, decided.decision) == ("王", "看过", Decision.REJECT)


def test_a_refused_correction_leaves_nothing_behind(store: StatementStore) -> None:
    read(store, TITLE, *limit())
    before = shown(store)
    for wrong in (READ, dataclasses.replace(TITLE, predicate="no_such_field", value="x")):
        with pytest.raises(InvalidFact):
            say(store, ItemKind.LIMIT if wrong is READ else ItemKind.FACT, Decision.CORRECT, wrong)
    with pytest.raises(InvalidFact):
        say(store, ItemKind.LIMIT, Decision.CORRECT)
    assert shown(store) == before
    assert item(store, ItemKind.LIMIT).decided is None and item(store, ItemKind.FACT).decided is None


def test_documents_that_wait_are_found(store: StatementStore) -> None:
    read(store, TITLE, reference())
    assert documents(store) == [("document", NUMBER)] and documents(store, needed=True) == []
    read(store, TITLE, reference(review=ReviewState.NEEDED))
    assert documents(store, needed=True) == [("document", NUMBER)]


@pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.CORRECT])
def test_only_a_reviewed_limit_from_a_picture_may_carry_a_verdict(store: StatementStore, decision: Decision) -> None:
    seen = READ.model_copy(update={"ocr": True})
    right = seen.model_copy(update={"unit": "mg/L"}) if decision is Decision.CORRECT else None
    read(store, TITLE, *limit(seen, review=ReviewState.NEEDED))

    def waits() -> bool:
        return Limit.model_validate_json(shown(store)[LIMIT_NODE].node.model_dump()["reading"]).awaits_review

    assert waits()
    say(store, ItemKind.LIMIT, decision, right)
    assert not waits()
    read(store, TITLE, *limit(seen, version=2, review=ReviewState.NEEDED))  # read again: the decision holds
    assert not waits()
    say(store, ItemKind.LIMIT, Decision.WITHDRAW)
    assert waits()
