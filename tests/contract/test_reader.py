"""What every projection answers through the store port."""

from __future__ import annotations

from datetime import date
from enum import Enum

import pytest

from graph.ids import InvalidIdentifier
from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS, NODE_KINDS, DraftedBy, Edge, Node, References, Standard
from graph.store.base import Direction, GraphReader
from tests.support import all_edges, all_nodes

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


@pytest.mark.parametrize("direction", list(Direction))
def test_batch_of_each_kind_is_what_all_nodes_have_one_by_one(reader: GraphReader, direction: Direction) -> None:
    """Also nodes that cannot have such an edge at that end: they have none, not those of others."""
    ids = [node.id for kind in NodeKind for node in all_nodes(reader, kind)]
    one_by_one = [edge for node in ids for edge in all_edges(reader, node, direction)]
    for kind in EdgeKind:
        found = reader.edges_of(ids, direction, [kind]).items
        assert sorted(map(repr, found)) == sorted(repr(edge) for edge in one_by_one if edge.kind is kind)


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


def test_edges_are_typed(reader: GraphReader) -> None:
    assert all(type(e) is not Edge for e in all_edges(reader, BUSY, Direction.OUT))
