"""What every projection answers through the store port."""

from __future__ import annotations

from datetime import date
from enum import Enum

import pytest

from graph.facts import SAME_AS, Fact
from graph.ids import InvalidIdentifier
from graph.kinds import EdgeKind, NodeKind, ReviewState
from graph.model import EDGE_KINDS, NODE_KINDS, DraftedBy, Edge, Node, Organization, References, Replaces, Standard
from graph.store.base import Direction, GraphReader
from tests.contract.conftest import Projected, show
from tests.contract.sample import AWKWARD, everything, full_edges, full_node
from tests.support import all_edges, all_nodes, dump, edge, edition, record, say, value

BUSY = "standard:GB/T 1.1-2020"


def _bare(value: object) -> object:
    """As a store gives it: enums as text."""
    return value.value if isinstance(value, Enum) else value


def _ids(nodes: list[Node]) -> list[str]:
    return [node.id for node in nodes]


# --- nodes ---------------------------------------------------------------------------------------------


def test_node_is_found_by_its_id(reader: GraphReader) -> None:
    node = reader.node(BUSY)
    assert isinstance(node, Standard)
    assert (node.number, node.year, node.implemented) == ("GB/T 1.1-2020", 2020, date(2020, 10, 1))


def test_unknown_node_is_none(reader: GraphReader) -> None:
    assert reader.node("standard:GB/T 404-2020") is None


def test_text_that_is_no_id_is_refused(reader: GraphReader) -> None:
    with pytest.raises(ValueError, match="not a node id"):
        reader.node("GB/T 1.1-2020")


def test_nodes_come_in_the_order_asked_for_without_unknown_ones(reader: GraphReader) -> None:
    wanted = ["org:单位3", BUSY, "standard:GB 404-1999", "work:GB 9", "org:单位1", BUSY]
    assert _ids(reader.nodes(wanted)) == ["org:单位3", BUSY, "work:GB 9", "org:单位1", BUSY]
    assert reader.nodes([]) == []


def test_mentioned_standard_is_a_node_that_is_not_described(reader: GraphReader) -> None:
    node = reader.node("standard:GB 6-2001")
    assert isinstance(node, Standard)
    assert not node.described


@pytest.mark.parametrize("kind", NodeKind)
def test_rows_are_all_nodes_of_a_kind_with_the_fields_asked_for(reader: GraphReader, kind: NodeKind) -> None:
    fields = [name for name in NODE_KINDS[kind].model_fields if name != "id"]
    nodes = all_nodes(reader, kind)
    wanted = [(node.id, *(_bare(getattr(node, name)) for name in fields)) for node in nodes]
    assert sorted(reader.rows(kind, fields), key=str) == sorted(wanted, key=str)
    assert sorted(reader.rows(kind)) == [(node.id,) for node in nodes]


@pytest.mark.parametrize("kind", EdgeKind)
def test_links_are_all_edges_of_a_kind_with_the_fields_asked_for(reader: GraphReader, kind: EdgeKind) -> None:
    fields = [name for name in EDGE_KINDS[kind].model_fields if name not in ("start", "end")]
    edges = [
        edge
        for ends in {start for start, _ in EDGE_KINDS[kind].ends}
        for node in all_nodes(reader, ends)
        for edge in all_edges(reader, node.id, Direction.OUT, [kind])
    ]
    wanted = [(edge.start, edge.end, *(_bare(getattr(edge, name)) for name in fields)) for edge in edges]
    assert sorted(reader.links(kind, fields), key=str) == sorted(wanted, key=str)


def test_bulk_reading_refuses_a_field_the_kind_has_not(reader: GraphReader) -> None:
    with pytest.raises(ValueError, match="Work has no field place"):
        next(iter(reader.rows(NodeKind.WORK, ["place"])))
    with pytest.raises(ValueError, match="EDITION_OF has no field x, y"):
        next(iter(reader.links(EdgeKind.EDITION_OF, ["y", "x"])))


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 1000])
def test_pages_of_nodes_have_no_gaps_or_repeats_at_any_size(reader: GraphReader, limit: int) -> None:
    ids = _ids(all_nodes(reader, NodeKind.STANDARD, limit))
    assert ids == sorted(set(ids))  # code points
    assert len(ids) == reader.counts().nodes[NodeKind.STANDARD]


def test_page_of_exactly_the_rest_has_no_next(reader: GraphReader) -> None:
    whole = reader.page(NodeKind.STANDARD, limit=1000)
    assert whole.next is None
    exact = reader.page(NodeKind.STANDARD, limit=len(whole.items))
    assert (exact.items, exact.next) == (whole.items, None)


def test_page_of_a_kind_without_nodes_is_empty(reader: GraphReader) -> None:
    page = reader.page(NodeKind.PATENT)
    assert (page.items, page.next) == ((), None)


@pytest.mark.parametrize("limit", [0, -1])
def test_page_without_room_is_refused(reader: GraphReader, limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        reader.page(NodeKind.STANDARD, limit=limit)
    with pytest.raises(ValueError, match="limit"):
        reader.edges(BUSY, Direction.OUT, limit=limit)


# --- edges ---------------------------------------------------------------------------------------------


def test_edges_out_are_ordered_by_kind_place_end_and_relation(reader: GraphReader) -> None:
    edges = all_edges(reader, BUSY, Direction.OUT)
    assert all(e.start == BUSY for e in edges)
    assert [e.kind for e in edges] == sorted(e.kind for e in edges)
    drafters = [e for e in edges if isinstance(e, DraftedBy)]
    assert [e.end for e in drafters] == [f"org:单位{n}" for n in reversed(range(25))]
    assert [e.position for e in drafters] == list(range(1, 26))
    classes = [e.end for e in edges if e.kind is EdgeKind.CLASSIFIED_AS]
    assert classes == ["class:ICS 01", "class:ICS 02", "class:ICS 03"]
    relations = [e.relation.value for e in edges if isinstance(e, References)]
    assert relations == ["mention", "normative", "test_method"]


def test_edges_in_are_seen_from_the_other_end(reader: GraphReader) -> None:
    edges = all_edges(reader, "work:GB/T 1.1", Direction.IN)
    assert [(e.start, e.end) for e in edges] == [
        (f"standard:GB/T 1.1-{year}", "work:GB/T 1.1") for year in (2000, 2009, 2020)
    ]
    assert all_edges(reader, "work:GB/T 1.1", Direction.OUT) == []


def test_edges_of_both_directions_are_the_same_edges(reader: GraphReader) -> None:
    nodes = [node for kind in NodeKind for node in all_nodes(reader, kind)]
    out = [e for n in nodes for e in all_edges(reader, n.id, Direction.OUT)]
    into = [e for n in nodes for e in all_edges(reader, n.id, Direction.IN)]
    assert sorted(map(repr, out)) == sorted(map(repr, into))
    assert len(out) == sum(reader.counts().edges.values())


def test_edges_can_be_asked_for_by_kind(reader: GraphReader) -> None:
    wanted = [EdgeKind.EDITION_OF, EdgeKind.REPLACES]
    assert [e.kind for e in all_edges(reader, BUSY, Direction.OUT, wanted)] == wanted
    assert all_edges(reader, BUSY, Direction.OUT, []) == []
    assert all_edges(reader, BUSY, Direction.OUT, [EdgeKind.HOLDS_PATENT]) == []


@pytest.mark.parametrize("limit", [1, 2, 5, 31, 10_000])
@pytest.mark.parametrize("direction", list(Direction))
def test_batch_of_edges_is_what_the_nodes_have_one_by_one(
    reader: GraphReader, direction: Direction, limit: int
) -> None:
    kinds = [EdgeKind.REPLACES, EdgeKind.REFERENCES, EdgeKind.EDITION_OF, EdgeKind.DRAFTED_BY]
    ids = [BUSY, "work:GB/T 1.1", "standard:GB 3-2020", "org:单位3", "standard:GB 404-1999", "work:GB 9", BUSY]
    found: list[Edge] = []
    after = None
    while True:
        page = reader.edges_of(ids, direction, kinds, after=after, limit=limit)
        assert len(page.items) <= limit
        found += page.items
        after = page.next
        if after is None:
            break
    one_by_one = [e for node in dict.fromkeys(ids) for e in all_edges(reader, node, direction, kinds)]
    assert len(found) == len(set(map(repr, found)))
    assert sorted(map(repr, found)) == sorted(map(repr, one_by_one))


def test_batch_keeps_the_order_of_each_node(reader: GraphReader) -> None:
    page = reader.edges_of([BUSY, "standard:GB 3-2020"], Direction.OUT, [EdgeKind.DRAFTED_BY, EdgeKind.REPLACES])
    of_busy = [e for e in page.items if e.start == BUSY]
    assert of_busy == all_edges(reader, BUSY, Direction.OUT, [EdgeKind.DRAFTED_BY, EdgeKind.REPLACES])


def test_batch_of_nothing_is_empty_and_without_room_refused(reader: GraphReader) -> None:
    assert reader.edges_of([], Direction.OUT, [EdgeKind.REPLACES]).items == ()
    assert reader.edges_of([BUSY], Direction.OUT, []).items == ()
    with pytest.raises(ValueError, match="limit"):
        reader.edges_of([BUSY], Direction.OUT, [EdgeKind.REPLACES], limit=0)


@pytest.mark.parametrize("limit", [1, 2, 5, 31])
def test_pages_of_edges_have_no_gaps_or_repeats_at_any_size(reader: GraphReader, limit: int) -> None:
    whole = all_edges(reader, BUSY, Direction.OUT)
    assert len(whole) > 31
    assert all_edges(reader, BUSY, Direction.OUT, limit=limit) == whole


def test_unknown_node_has_no_edges(reader: GraphReader) -> None:
    assert all_edges(reader, "standard:GB 404-1999", Direction.OUT) == []


# --- editions and chains -------------------------------------------------------------------------------


def test_editions_are_listed_oldest_first(reader: GraphReader) -> None:
    assert [s.number for s in reader.editions("GB/T 1.1")] == [f"GB/T 1.1-{y}" for y in (2000, 2009, 2020)]
    assert reader.editions("GB/T 404") == []


def test_chain_of_editions_in_both_directions(reader: GraphReader) -> None:
    assert reader.predecessors("GB/T 1.1-2020") == [("GB/T 1.1-2009", 1), ("GB/T 1.1-2000", 2)]
    assert reader.successors("GB/T 1.1—2000") == [("GB/T 1.1-2009", 1), ("GB/T 1.1-2020", 2)]


def test_several_standards_joined_in_one_and_the_shortest_way_counts(reader: GraphReader) -> None:
    assert reader.predecessors("GB 4-2024") == [("GB 3-2020", 1), ("GB 9-2010", 1), ("GB 10-2010", 2)]
    assert reader.successors("GB 9-2010") == [("GB 3-2020", 1), ("GB 4-2024", 1)]


def test_circle_of_replacements_ends_and_leaves_out_the_start(reader: GraphReader) -> None:
    assert reader.predecessors("GB 5-2001") == [("GB 6-2001", 1), ("GB 7-2001", 2)]


def test_chain_of_an_unknown_number_is_empty_and_of_no_number_refused(reader: GraphReader) -> None:
    assert reader.predecessors("GB 404-1999") == []
    with pytest.raises(InvalidIdentifier):
        reader.successors("16 GB")


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


def test_edges_are_typed(reader: GraphReader) -> None:
    assert all(type(e) is not Edge for e in all_edges(reader, BUSY, Direction.OUT))
