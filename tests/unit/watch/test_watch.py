"""What a revision changes: clauses, limits, references, terms; and the mirror of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.limits import Limit, Op
from graph.model import HasLimit
from graph.model import Limit as LimitNode
from search.compare.align import Source
from search.compare.align.source import locate
from search.compare.strictness import StandardFacts, Verdict
from search.compare.watch import clause_changes, limit_changes, load_edition, reference_changes, term_changes
from search.compare.watch.affected import verdict_changes
from search.compare.watch.model import ClauseText, TermText
from search.compare.watch.texts import diff
from tests.memory_graph import MemoryGraph, standard

DAY = date(2026, 6, 1)


def limit(characteristic: str, value: object, op: Op = Op.LE, obj: str = "胶合板", unit: str = "mg/m3") -> Limit:
    number = Decimal(str(value))
    return Limit(
        object=obj, characteristic=characteristic, op=op, value=number, unit=unit, text=f"{characteristic} {value}",
        value_text=str(value),
    )  # fmt: skip


def source(number: str, *limits: Limit) -> Source:
    return Source(StandardFacts(number, mandatory=True), tuple(locate(one) for one in limits))


OLD = source("GB 1-2017", limit("甲醛释放量", "0.124"), limit("苯", "0.05"), limit("总挥发性有机化合物", "0.5"),
             limit("甲苯", "0.20"))  # fmt: skip
NEW = source("GB 1-2025", limit("甲醛释放量", "0.050"), limit("苯", "0.10"), limit("总挥发性有机化合物", "0.50"),
             limit("二甲苯", "0.20"))  # fmt: skip


def test_limits_of_two_editions() -> None:
    kinds = {(change.new or change.old).characteristic: change.kind  # type: ignore[union-attr]
             for change in limit_changes(OLD, NEW, DAY)}  # fmt: skip
    assert kinds == {
        "甲醛释放量": "stricter", "苯": "looser", "总挥发性有机化合物": "equal", "二甲苯": "new", "甲苯": "removed",
    }  # fmt: skip


_MIRROR = {"stricter": "looser", "looser": "stricter", "new": "removed", "removed": "new"}
_limits = st.lists(
    st.builds(
        limit, st.sampled_from(["甲醛释放量", "苯", "甲苯", "二甲苯", "氨"]),
        st.sampled_from(["0.05", "0.1", "0.5", "2"]),
        st.sampled_from([Op.LE, Op.GE, Op.LT]), st.sampled_from(["胶合板", "纤维板", "地板"]),
        st.sampled_from(["mg/m3", "mg/kg", "ug/m3"]),
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(_limits, _limits)
def test_reversed_editions_swap_stricter_and_looser(old: list[Limit], new: list[Limit]) -> None:
    a, b = source("GB 1-2017", *old), source("GB 1-2025", *new)
    forward = Counter(change.kind for change in limit_changes(a, b, DAY))
    backward = Counter(_MIRROR.get(change.kind, change.kind) for change in limit_changes(b, a, DAY))
    assert forward == backward


@settings(max_examples=40, deadline=None)
@given(_limits)
def test_an_edition_against_itself_changes_nothing(limits: list[Limit]) -> None:
    """Limits that stand once are equal; of two that cannot be told apart nothing is claimed."""
    one = source("GB 1-2017", *limits)
    kinds = {change.kind for change in limit_changes(one, one, DAY)}
    assert kinds <= {"equal", "incomparable"}


def clause(number: str, text: str, title: str = "") -> ClauseText:
    return ClauseText(number, title, text)


CLAUSES_OLD = [
    clause("4.1", "胶合板的甲醛释放量应不大于 0.124 mg/m³，按 GB/T 17657 规定的方法测定。"),
    clause("4.2", "产品应在包装上标明甲醛释放限量等级和执行标准的编号。"),
    clause("4.3", "本条规定了已经不再使用的旧试验装置的维护和校准要求。"),
]
CLAUSES_NEW = [
    clause("4.1", "胶合板的甲醛释放量应不大于 0.050 mg/m³，按 GB/T 17657 规定的方法测定。"),
    clause("5.1", "产品应在包装上标明甲醛释放限量等级和执行标准的编号。"),
    clause("5.2", "生产企业应每半年委托检验一次，检验记录保存三年以上。"),
]


def test_clauses_changed_moved_added_and_removed() -> None:
    changes = clause_changes(CLAUSES_OLD, CLAUSES_NEW)
    found = {(c.kind, c.old and c.old.number, c.new and c.new.number) for c in changes}
    assert found == {
        ("changed", "4.1", "4.1"), ("moved", "4.2", "5.1"), ("added", None, "5.2"), ("removed", "4.3", None),
    }  # fmt: skip


def test_a_change_of_a_number_is_shown_as_one_piece() -> None:
    pieces = diff("不大于 0.124 mg/m³", "不大于 0.050 mg/m³")
    assert [(p.kind, p.text) for p in pieces] == [
        ("equal", "不大于 "), ("delete", "0.124"), ("insert", "0.050"), ("equal", " mg/m³"),
    ]  # fmt: skip


_texts = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3", "4.1", "4.2"]), st.text("甲乙丙丁戊己庚辛", min_size=0, max_size=40)),
    max_size=5, unique_by=lambda pair: pair[0],
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(_texts, _texts)
def test_every_clause_is_told_once_and_texts_can_be_put_together_again(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> None:
    one, other = [clause(*pair) for pair in old], [clause(*pair) for pair in new]
    changes = clause_changes(one, other)
    assert sorted(c.old.number for c in changes if c.old) == sorted(c.number for c in one)
    assert sorted(c.new.number for c in changes if c.new) == sorted(c.number for c in other)
    for change in changes:
        pieces = change.pieces()
        assert "".join(p.text for p in pieces if p.kind != "insert") == (change.old.text if change.old else "")
        assert "".join(p.text for p in pieces if p.kind != "delete") == (change.new.text if change.new else "")
    assert all(c.kind == "unchanged" for c in clause_changes(one, one))


def test_references_and_terms() -> None:
    old = [("GB/T 2-2010", "normative"), ("GB/T 3", "normative"), ("GB/T 4", "test_method")]
    new = [("GB/T 2-2020", "normative"), ("GB/T 4", "test_method"), ("GB/T 5", "normative")]
    assert [(c.kind, c.old, c.new) for c in reference_changes(old, new)] == [
        ("changed", "GB/T 2-2010", "GB/T 2-2020"), ("removed", "GB/T 3", None), ("added", None, "GB/T 5"),
    ]  # fmt: skip
    terms = term_changes(
        [TermText("甲", "第一种。"), TermText("乙", "第二种。"), TermText("丙", "第三种")],
        [TermText("甲", "另一种。"), TermText("丙", "第三种。"), TermText("丁", "第四种。")],
    )
    assert [(c.kind, c.term) for c in terms] == [("added", "丁"), ("removed", "乙"), ("changed", "甲")]


def test_a_group_standard_that_was_stricter_and_no_longer_is() -> None:
    group = source("T/EX 1-2024", limit("甲醛释放量", "0.080"), limit("苯", "0.05"))
    (change,) = [c for c in verdict_changes(group, OLD, NEW, DAY) if c.limit.characteristic == "甲醛释放量"]
    assert (change.before.verdict, change.after.verdict) == (Verdict.STRICTER, Verdict.LOOSER)
    assert change.after.violation
    assert not verdict_changes(group, OLD, OLD, DAY)


def test_an_edition_of_the_graph_has_its_typed_limits() -> None:
    graph = MemoryGraph([standard("GB 1-2017", "人造板", nature="mandatory")])
    one = limit("甲醛释放量", "0.124")
    node = LimitNode(id="limit:GB 1-2017#a", characteristic="甲醛释放量", text="…", reading=one.model_dump_json())
    graph.add(node)
    graph.link(HasLimit(start="standard:GB 1-2017", end=node.id))
    edition = load_edition(graph, graph.known["standard:GB 1-2017"])  # type: ignore[arg-type]
    assert [located.limit for located in edition.source.limits] == [one]
    assert edition.source.facts.mandatory is True and edition.has_text and not edition.clauses


@pytest.mark.parametrize("sides", [(OLD, replace(NEW, limits=())), (replace(OLD, limits=()), NEW)])
def test_a_side_without_limits(sides: tuple[Source, Source]) -> None:
    assert {change.kind for change in limit_changes(*sides, DAY)} in ({"removed"}, {"new"})
