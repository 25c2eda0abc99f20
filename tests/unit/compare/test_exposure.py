"""Who depends on a standard, by which chain."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.kinds import EdgeKind, Status
from search.compare.exposure import exposure
from tests.memory_graph import DAY, MemoryGraph, cites, edge, standard


def _graph() -> MemoryGraph:
    nodes = [
        standard("GB 1-2010", in_force_to=date(2020, 1, 1), succeeded_by="GB 1-2020", status_claim=Status.REPLACED),
        standard("GB 1-2020"), standard("T/A 1-2021"), standard("T/A 2-2021"), standard("T/A 3-2021"),
        standard("T/A 4-2015", status_claim=Status.REPLACED, in_force_to=date(2022, 1, 1)), standard("T/A 4-2022"),
        standard("T/A 5-2022"), standard("T/A 6-2022"), standard("GB/T 9-2001"),
    ]  # fmt: skip
    links = [
        cites("T/A 1-2021", "GB 1"), cites("T/A 2-2021", "GB 1-2010"), cites("T/A 3-2021", "T/A 1"),
        cites("T/A 4-2015", "GB 1-2020"), cites("T/A 5-2022", "T/A 4"),  # means T/A 4-2022, which does not cite
        cites("T/A 6-2022", "GB 1-2020", "bibliography"), cites("T/A 5-2022", "T/A 6"),
        edge(EdgeKind.ADOPTS, "GB/T 9-2001", "GB 1-2020", degree="NEQ"),
    ]  # fmt: skip
    return MemoryGraph(nodes, links)


def test_chains_are_dated_or_follow_and_end_where_they_are_weak() -> None:
    found = exposure(_graph(), "GB 1", DAY)
    chains = {d.standard.number: (d.depth, d.strong, d.follows) for d in found.dependents}
    assert chains == {
        "T/A 1-2021": (1, True, True), "T/A 2-2021": (1, True, False), "T/A 3-2021": (2, True, True),
        "T/A 4-2015": (1, True, False), "T/A 6-2022": (1, False, False), "GB/T 9-2001": (1, False, False),
    }  # fmt: skip
    assert found.applying is not None and found.applying.number == "GB 1-2020"
    third = next(d for d in found.dependents if d.standard.number == "T/A 3-2021")
    assert [(hop.citing, hop.cited) for hop in third.hops] == [("T/A 3-2021", "T/A 1"), ("T/A 1-2021", "GB 1")]


def test_an_edition_has_its_own_dated_citations() -> None:
    numbers = {d.standard.number for d in exposure(_graph(), "GB 1-2010", DAY).dependents}
    assert "T/A 2-2021" in numbers and "T/A 4-2015" not in numbers


def test_all_parts_reach_each_part() -> None:
    graph = MemoryGraph(
        [standard("GB/T 7.1-2001"), standard("T/A 1-2020"), standard("T/A 2-2020")],
        [edge(EdgeKind.PART_OF, "work:GB/T 7.1", "work:GB/T 7"), cites("T/A 1-2020", "GB/T 7", all_parts=True),
         cites("T/A 2-2020", "GB/T 7")],
    )  # fmt: skip
    assert [d.standard.number for d in exposure(graph, "GB/T 7.1-2001", DAY).dependents] == ["T/A 1-2020"]


def test_circles_end_and_the_standard_itself_does_not_depend_on_itself() -> None:
    graph = MemoryGraph(
        [standard(f"GB/T {n}-2020") for n in (1, 2, 3)],
        [cites("GB/T 2-2020", "GB/T 1"), cites("GB/T 3-2020", "GB/T 2"), cites("GB/T 1-2020", "GB/T 3"),
         cites("GB/T 1-2020", "GB/T 1-2020")],
    )  # fmt: skip
    found = exposure(graph, "GB/T 1-2020", DAY, depth=10)
    assert [(d.standard.number, d.depth) for d in found.dependents] == [("GB/T 2-2020", 1), ("GB/T 3-2020", 2)]


def test_an_unknown_number_and_a_graph_without_edges() -> None:
    with pytest.raises(NotFound):
        exposure(_graph(), "GB 404-2020", DAY)
    with pytest.raises(NotFound):
        exposure(MemoryGraph(), "GB 404", DAY)
    empty = exposure(MemoryGraph([standard("GB 5-2020")]), "GB 5-2020", DAY)
    assert empty.dependents == () and empty.counts()["level"] == {}


def test_more_than_is_followed_is_said() -> None:
    graph = MemoryGraph([standard("GB 1-2020")], [cites(f"T/A {n}-2020", "GB 1") for n in range(1, 8)])
    found = exposure(graph, "GB 1", DAY, most=3)
    assert found.truncated and len(found.dependents) == 3
    assert not exposure(graph, "GB 1", DAY).truncated


numbers, kinds = st.integers(1, 8), st.sampled_from(["normative", "mention"])
pairs = st.lists(st.tuples(numbers, numbers, st.booleans(), kinds))


@settings(max_examples=60, deadline=None)
@given(pairs, st.tuples(st.integers(1, 8), st.integers(1, 8), st.booleans(), st.just("normative")))
def test_one_citation_more_takes_no_dependent_away(
    links: list[tuple[int, int, bool, str]], more: tuple[int, int, bool, str]
) -> None:
    """Exposure is monotone, in the dependents, in their strength and in their depth."""

    def dependents(chosen: list[tuple[int, int, bool, str]]) -> dict[str, tuple[bool, int]]:
        edges = [
            cites(f"GB/T {a}-2020", f"GB/T {b}{'-2020' if dated else ''}", kind) for a, b, dated, kind in chosen
        ]
        graph = MemoryGraph([standard(f"GB/T {n}-2020") for n in range(1, 9)], edges)
        found = exposure(graph, "GB/T 1", DAY, depth=10).dependents
        return {one.standard.number: (one.strong, one.depth) for one in found}

    before, after = dependents(links), dependents([*links, more])
    assert before.keys() <= after.keys()
    for number, (strong, depth) in before.items():
        assert after[number][0] >= strong
        if after[number][0] == strong:
            assert after[number][1] <= depth
