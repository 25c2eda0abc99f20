"""What every projection keeps and shows of what was said, through publishes, merges, corrections and removals."""

from __future__ import annotations

from datetime import date

import pytest

from graph.facts import SAME_AS, Fact
from graph.kinds import EdgeKind, NodeKind, ReviewState
from graph.model import Organization, Replaces, Standard
from graph.store.base import Direction, GraphReader
from tests.contract.conftest import Projected, show
from tests.contract.sample import AWKWARD, everything, full_edges, full_node
from tests.support import all_edges, dump, edge, edition, record, say, value

# --- everything kept -----------------------------------------------------------------------------------


def test_every_kind_of_node_and_edge_comes_back_with_all_its_properties(projected: Projected) -> None:
    reader = show(projected, *everything())
    for kind in NodeKind:
        full = full_node(kind)
        assert reader.node(full.id) == full
    edges = list(full_edges())
    for one in edges:
        assert one in all_edges(reader, one.start, Direction.OUT, [one.kind])
        assert one in all_edges(reader, one.end, Direction.IN, [one.kind])
    assert sum(reader.counts().edges.values()) == len(edges)
    assert set(reader.counts().edges) == set(EdgeKind)
    assert set(reader.counts().nodes) == set(NodeKind)


def test_every_kind_is_kept_by_an_update_too(projected: Projected) -> None:
    show(projected, edition("GB 99-2010"))
    updated = dump(show(projected, *everything()))
    projected.publish(rebuild=True)
    assert dump(projected.reader()) == updated
    reader = projected.reader()
    assert all(reader.node(full_node(kind).id) == full_node(kind) for kind in NodeKind)


@pytest.mark.parametrize("text", [AWKWARD, "", " ", "\0", "a\0b", "￿", "\u2028", "'); DROP TABLE x; --", "𠀀" * 5000])
def test_text_comes_back_as_it_was_said(projected: Projected, text: str) -> None:
    reader = show(projected, edition("GB 1-2010", ("scope", text)))
    node = reader.node("standard:GB 1-2010")
    assert isinstance(node, Standard)
    assert node.scope == text
    reader = show(projected, edition("GB 1-2010", ("scope", text), ("category", text)))  # as an update
    node = reader.node("standard:GB 1-2010")
    assert isinstance(node, Standard)
    assert (node.scope, node.category) == (text, text)


def test_empty_lists_and_absent_values(projected: Projected) -> None:
    reader = show(projected, edition("GB 1-2010", ("drafters", "[]"), ("keywords", '["", "x"]')))
    node = reader.node("standard:GB 1-2010")
    assert isinstance(node, Standard)
    assert (node.drafters, node.keywords, node.pages, node.issued) == ((), ("", "x"), None, None)
    reader = show(projected, edition("GB 1-2010"))  # a value that is no longer said is gone
    node = reader.node("standard:GB 1-2010")
    assert isinstance(node, Standard)
    assert node.keywords == ()


def test_counts_leave_out_kinds_without_any(projected: Projected) -> None:
    counts = show(projected, edition("GB 1-2010")).counts()
    assert counts.nodes == {NodeKind.WORK: 1, NodeKind.STANDARD: 1}
    assert counts.edges == {EdgeKind.EDITION_OF: 1}


# --- merges, corrections, rejections -------------------------------------------------------------------


def _assert(projected: Projected, fact: Fact) -> GraphReader:
    with projected.data.writer("review") as store:
        store.assert_fact(store.begin_run("review"), fact, reviewer="r", reason="known")
    projected.publish()
    return projected.reader()


def _end(projected: Projected, subject: str) -> GraphReader:
    with projected.data.writer("review") as store:
        (statement,) = [s for s in store.about(subject) if s.source == "reviewer"]
        store.end(store.begin_run("undo"), statement.id)
    projected.publish()
    return projected.reader()


DRAFT = record(
    "ttbz", "draft",
    edge("standard:T/A 1-2020", EdgeKind.DRAFTED_BY, "org:甲公司", position=1),
    edge("standard:T/A 1-2020", EdgeKind.DRAFTED_BY, "org:甲有限公司", position=2),
    edge("standard:T/A 2-2020", EdgeKind.DRAFTED_BY, "org:甲", position=1),
    value("org:甲公司", "group_code", "A"), value("org:甲有限公司", "uscc", "X"),
)  # fmt: skip


def _drafters(reader: GraphReader, number: str) -> list[str]:
    return [e.end for e in all_edges(reader, f"standard:{number}", Direction.OUT, [EdgeKind.DRAFTED_BY])]


def test_merged_organisations_are_shown_as_one_and_a_merge_can_be_undone(projected: Projected) -> None:
    before = dump(show(projected, DRAFT))
    reader = _assert(projected, Fact("org:甲公司", SAME_AS, object="org:甲有限公司"))
    assert reader.node("org:甲公司") is None
    one = reader.node("org:甲有限公司")
    assert isinstance(one, Organization)
    assert (one.group_code, one.uscc) == ("A", "X")
    assert _drafters(reader, "T/A 1-2020") == ["org:甲有限公司"]
    assert dump(_end(projected, "org:甲公司")) == before


def test_chain_of_merges_is_followed_and_its_middle_can_be_undone(projected: Projected) -> None:
    show(projected, DRAFT)
    _assert(projected, Fact("org:甲", SAME_AS, object="org:甲公司"))
    reader = _assert(projected, Fact("org:甲公司", SAME_AS, object="org:甲有限公司"))
    assert _drafters(reader, "T/A 2-2020") == ["org:甲有限公司"]
    reader = _end(projected, "org:甲公司")
    assert _drafters(reader, "T/A 2-2020") == ["org:甲公司"]
    assert _drafters(reader, "T/A 1-2020") == ["org:甲公司", "org:甲有限公司"]


def test_correction_wins_over_the_best_source_until_it_is_undone(projected: Projected) -> None:
    before = dump(show(projected, edition("GB 1-2010", ("implemented", "2010-05-01"))))
    reader = _assert(projected, Fact("standard:GB 1-2010", "implemented", "2011-05-01"))
    node = reader.node("standard:GB 1-2010")
    assert isinstance(node, Standard)
    assert node.implemented == date(2011, 5, 1)
    assert node.sources == ("reviewer", "std.samr")
    assert dump(_end(projected, "standard:GB 1-2010")) == before


def test_corrected_replacement_in_part_no_longer_ends_the_old_edition(projected: Projected) -> None:
    new, old = "standard:GB 2-2020", "standard:GB 1-2010"
    records = [edition("GB 1-2010"), edition("GB 2-2020", ("implemented", "2020-05-01"))]
    reader = show(projected, *records, record("std.samr", "r", edge(new, EdgeKind.REPLACES, old, partial=False)))
    shown = reader.node(old)
    assert isinstance(shown, Standard)
    assert (shown.in_force_to, shown.succeeded_by) == (date(2020, 5, 1), "GB 2-2020")
    reader = _assert(projected, edge(new, EdgeKind.REPLACES, old, partial=True))
    (one,) = all_edges(reader, new, Direction.OUT, [EdgeKind.REPLACES])
    assert isinstance(one, Replaces)
    assert one.partial
    shown = reader.node(old)
    assert isinstance(shown, Standard)
    assert (shown.in_force_to, shown.succeeded_by) == (None, None)


def test_rejected_statements_are_not_shown(projected: Projected) -> None:
    reject = ReviewState.REJECTED
    reader = show(
        projected,
        record(
            "document", "d", value("standard:GB 1-2010", "title_zh", "对"),
            value("standard:GB 1-2010", "scope", "错", review=reject),
            Fact("standard:GB 1-2010", EdgeKind.REFERENCES, object="standard:GB 2-2010", review=reject),
        ),
    )  # fmt: skip
    node = reader.node("standard:GB 1-2010")
    assert isinstance(node, Standard)
    assert (node.title_zh, node.scope) == ("对", None)
    assert all_edges(reader, "standard:GB 1-2010", Direction.OUT) == []
    assert reader.node("standard:GB 2-2010") is None


def test_node_that_nothing_says_any_more_is_gone(projected: Projected) -> None:
    show(projected, edition("GB 1-2010"), record("x", "k", edge("standard:GB 1-2010", EdgeKind.ISSUED_BY, "org:甲")))
    reader = show(projected, record("x", "k"))
    assert reader.node("org:甲") is None
    assert all_edges(reader, "standard:GB 1-2010", Direction.OUT, [EdgeKind.ISSUED_BY]) == []


def test_drafters_of_two_sources_are_not_mixed(projected: Projected) -> None:
    subject = "standard:T/A 1-2020"
    records = [
        record(
            source, "k", *(edge(subject, EdgeKind.DRAFTED_BY, f"org:{n}", position=i) for i, n in enumerate(names, 1))
        )
        for source, names in (("film", "丁丙"), ("ttbz", "甲乙"))
    ]
    assert _drafters(show(projected, *records), "T/A 1-2020") == ["org:甲", "org:乙"]


def test_edge_said_by_two_sources_is_one_edge_with_both(projected: Projected) -> None:
    fact = edge("standard:GB 1-2010", EdgeKind.ISSUED_BY, "org:甲")
    reader = show(projected, record("film", "k", fact), record("std.samr", "k", fact))
    (one,) = all_edges(reader, "standard:GB 1-2010", Direction.OUT)
    assert one.sources == ("film", "std.samr")


def test_reader_keeps_its_answers_while_others_publish(projected: Projected) -> None:
    reader = show(projected, edition("GB 1-2010"))
    before = dump(reader)
    say(projected.data, edition("GB 1-2010", ("scope", "新")), edition("GB 2-2010"), publish=False)
    projected.publish()
    assert dump(reader) == before
    assert dump(projected.reader()) != before
