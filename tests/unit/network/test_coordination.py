"""Two fields side by side: shared objects, overlaps of different bodies, missing interfaces, bridges."""

from __future__ import annotations

import numpy as np
import pytest

from search.compare.calibration import load_calibration
from search.network.bridges import bridges
from search.network.coordination import Piece, made_twice, missing_interfaces, shared_objects
from search.network.model import Layer, Network, Ties

WEIGHTS = dict.fromkeys(Layer, 1.0)


def piece(number: str, title: str, *fields: str, aspects: tuple[str, ...] = (), issuer: str = "甲协会") -> Piece:
    return Piece(
        number=number,
        title=title,
        scope="",
        level="group",
        nature="",
        status="in_force",
        fields=frozenset(fields),
        aspects=frozenset(aspects),
        issuers=(issuer,),
    )


ROBOTS = [
    piece("T/A 1-2020", "康复机器人 安全要求", "maker"),
    piece("T/A 2-2020", "焊接机器人 验收规范", "maker"),
    piece("T/B 3-2020", "手术机器人 试验方法", "medicine"),
    piece("T/B 4-2020", "护理机器人 通用技术条件", "medicine"),
    piece("T/B 5-2020", "护理机器人 安全要求", "medicine", "maker"),
]


def test_shared_objects_are_counted_by_side() -> None:
    (robots,) = (one for one in shared_objects(ROBOTS, "maker", "medicine") if one.name == "机器人")
    assert robots.one == ("T/A 1-2020", "T/A 2-2020")
    assert robots.other == ("T/B 3-2020", "T/B 4-2020")
    assert robots.both == ("T/B 5-2020",)
    assert robots.effect == 5


def test_words_of_many_fields_are_no_shared_objects() -> None:
    elsewhere = [piece(f"T/C {n}-2020", "水下机器人 检测", "sea") for n in range(6)]
    assert "机器人" not in {one.name for one in shared_objects([*ROBOTS, *elsewhere], "maker", "medicine")}


def test_an_interface_is_missing_where_both_have_several_and_none_joins_them() -> None:
    missing = missing_interfaces(shared_objects(ROBOTS, "maker", "medicine"))
    assert "机器人" in {one.name for one in missing}
    joined = [*ROBOTS, piece("T/A 6-2021", "机器人 数据接口", "maker", aspects=("interface",))]
    assert "机器人" not in {one.name for one in missing_interfaces(shared_objects(joined, "maker", "medicine"))}


def test_a_field_without_standards_shares_nothing() -> None:
    assert shared_objects(ROBOTS, "maker", "nowhere") == []
    assert shared_objects([], "maker", "medicine") == []


def test_efforts_made_twice_are_overlaps_of_different_bodies() -> None:
    calibration = load_calibration("usem3")
    one = piece("T/A 1-2020", "护理机器人 安全要求", "maker")
    same = piece("T/B 1-2021", "护理机器人 安全要求", "medicine", issuer="乙协会")
    own = piece("T/A 9-2021", "护理机器人 安全要求", "medicine")
    other = piece("T/B 2-2021", "蔬菜 贮藏技术规程", "medicine", issuer="乙协会")
    found = made_twice([(one, same, 0.99), (one, own, 0.99), (one, other, 0.1)], calibration)
    assert [(t.one.number, t.other.number) for t in found] == [("T/A 1-2020", "T/B 1-2021")]
    assert found[0].grade in ("duplicate", "substantial")
    assert found[0].reasons


def network(pairs: list[tuple[int, int]], size: int) -> Network:
    nodes = tuple(f"work:{number}" for number in range(size))
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    ties = Ties(ends[:, 0], ends[:, 1], np.ones(len(ends), np.float32))
    return Network(nodes, {}, {Layer.CITATION: ties}, (), {node: at for at, node in enumerate(nodes)})


def test_the_node_that_all_ways_pass_is_the_bridge() -> None:
    # 0 and 1 lead over 2 to 3 and 4; 5 is tied to 0 only
    chain = network([(0, 2), (1, 2), (2, 3), (2, 4), (0, 5)], 6)
    found = bridges(chain, WEIGHTS, {"work:0", "work:1"}, {"work:3", "work:4"})
    assert found[0].node == "work:2"
    assert found[0].share == pytest.approx(1.0)
    assert [one.node for one in found] == ["work:2"]


def test_no_way_leads_over_nodes_left_out_nor_across_nothing() -> None:
    chain = network([(0, 2), (1, 2), (2, 3), (2, 4)], 5)
    assert bridges(chain, WEIGHTS, {"work:0"}, {"work:3"}, leave_out={"work:2"}) == []
    assert bridges(network([], 3), WEIGHTS, {"work:0"}, {"work:1"}) == []
    assert bridges(chain, WEIGHTS, set(), {"work:3"}) == []
