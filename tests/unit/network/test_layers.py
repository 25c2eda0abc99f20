"""The network of a day from a graph: lineages as nodes, each tie once, broad bodies left out, later editions unseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.generations import DataFolder
from graph.kinds import EdgeKind
from graph.statements import Record
from search.network.layers import build, layer_weights
from search.network.model import Layer, Network
from tests.support import edge, edition, reading, record, say

DAY = date(2026, 1, 1)


def _said(folder: Path, *records: Record) -> DataFolder:
    data = DataFolder(folder)
    say(data, *records)
    return data


def pairs(network: Network, layer: Layer) -> set[tuple[str, str]]:
    ties = network.ties[layer]
    return {
        (network.nodes[a].partition(":")[2], network.nodes[b].partition(":")[2])
        for a, b in zip(ties.source, ties.target, strict=True)
    }


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    texts = [
        edition("GB 1-2010", ("issued", "2010-05-01")),
        edition("GB 1-2020", ("issued", "2020-05-01"), ("title_zh", "甲")),
        edition("T/AA 2-2021", ("issued", "2021-01-01")),
        edition("T/AA 3-2027", ("issued", "2027-01-01")),
    ]
    ties = record(
        "x",
        "ties",
        edge("standard:T/AA 2-2021", EdgeKind.REFERENCES, "standard:GB 1-2010", relation="normative", dated=True),
        edge("standard:T/AA 2-2021", EdgeKind.REFERENCES, "work:GB 1", relation="bibliography"),
        edge("standard:GB 1-2020", EdgeKind.REPLACES, "standard:GB 1-2010"),
        edge("standard:T/AA 2-2021", EdgeKind.DRAFTED_BY, "org:甲所"),
        edge("standard:GB 1-2010", EdgeKind.DRAFTED_BY, "org:甲所"),
        edge("patent:CN1A", EdgeKind.CITES_STANDARD, "work:GB 1"),
        edge("org:乙司", EdgeKind.HOLDS_PATENT, "patent:CN1A"),
        edge("org:乙司", EdgeKind.HOLDS_PATENT, "patent:CN2A"),
    )
    return _said(tmp_path, *texts, ties)


def test_editions_are_one_lineage_shown_by_the_newest_of_the_day(data: DataFolder) -> None:
    with reading(data) as graph:
        now, then = build(graph, DAY), build(graph, date(2015, 1, 1))
    assert {work: one.edition for work, one in now.members.items()} == {
        "work:GB 1": "GB 1-2020",
        "work:T/AA 2": "T/AA 2-2021",
    }
    assert now.members["work:GB 1"].first_year == 2010
    assert [one.edition for one in then.members.values()] == ["GB 1-2010"]
    assert then.members["work:GB 1"].first_year == 2010


def test_a_tie_is_one_however_often_it_is_said(data: DataFolder) -> None:
    with reading(data) as graph:
        network = build(graph, DAY)
    assert pairs(network, Layer.CITATION) == {("GB 1", "T/AA 2")}
    assert network.ties[Layer.CITATION].weight.tolist() == [1.0]
    assert pairs(network, Layer.DRAFTING) == {("甲所", "GB 1"), ("甲所", "T/AA 2")}


def test_patents_are_tied_with_their_holders_only_where_they_touch_a_standard(data: DataFolder) -> None:
    with reading(data) as graph:
        network = build(graph, DAY)
    assert pairs(network, Layer.PATENT) == {("CN1A", "GB 1"), ("乙司", "CN1A")}
    assert "patent:CN2A" not in network.nodes


def test_only_the_editions_asked_for(data: DataFolder) -> None:
    with reading(data) as graph:
        network = build(graph, DAY, among=frozenset({"standard:T/AA 2-2021"}))
    assert list(network.members) == ["work:T/AA 2"]
    assert not len(network.ties[Layer.CITATION])


def test_the_semantic_layer_is_asked_with_the_editions_shown(data: DataFolder) -> None:
    asked: list[str] = []

    def near(numbers: object) -> list[tuple[str, str, float]]:
        asked.extend(numbers)  # type: ignore[arg-type]
        return [("T/AA 2-2021", "GB 1-2020", 0.5)]

    with reading(data) as graph:
        network = build(graph, DAY, near=near)
    assert asked == ["GB 1-2020", "T/AA 2-2021"]
    assert pairs(network, Layer.NEARNESS) == {("GB 1", "T/AA 2")}
    assert network.ties[Layer.NEARNESS].weight.tolist() == [0.5]


def test_bodies_tied_to_too_many_are_left_out_and_named(tmp_path: Path) -> None:
    numbers = [f"T/AA {n}-2020" for n in range(1, 61)]
    issued = [edge(f"standard:{number}", EdgeKind.ISSUED_BY, "org:大") for number in numbers]
    small = [edge(f"standard:{number}", EdgeKind.ISSUED_BY, "org:小") for number in numbers[:3]]
    data = _said(tmp_path, *map(edition, numbers), record("x", "issued", *issued, *small))
    with reading(data) as graph:
        network = build(graph, DAY)
    assert network.left_out == ("org:大",)
    assert pairs(network, Layer.ISSUER) == {("小", f"T/AA {n}") for n in (1, 2, 3)}


def test_an_empty_graph_is_an_empty_network(tmp_path: Path) -> None:
    data = _said(tmp_path, record("x", "1"))
    with reading(data) as graph:
        network = build(graph, DAY)
    assert network.nodes == ()
    assert network.tie_count == 0


def test_every_layer_has_a_weight() -> None:
    assert set(layer_weights()) == set(Layer)
