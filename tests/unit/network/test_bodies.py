"""Drafting groups: kinds of bodies by name, collaboration, leaders, firsts, contribution of enterprises, balance."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.generations import DataFolder
from graph.kinds import EdgeKind
from search.network.bodies import (
    Drafted,
    balance,
    body_kind,
    collaborations,
    drafted,
    enterprise_contribution,
    experts,
    first_on,
    leading_bodies,
)
from tests.support import edge, edition, reading, record, say


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("北京全路通信信号研究设计院集团有限公司", "enterprise"),
        ("大众汽车（中国）投资有限公司", "enterprise"),
        ("山东海化集团有限公司小苏打厂", "enterprise"),
        ("中汽研汽车检验中心(广州)有限公司", "testing"),
        ("中国计量科学研究院", "testing"),
        ("中国科学院自动化研究所", "research"),
        ("国网四川省电力公司电力科学研究院", "research"),
        ("北京理工大学长三角研究院（嘉兴）", "university"),
        ("北京大学第三医院", "institution"),
        ("中国公路学会客车分会", "association"),
        ("国家市场监督管理总局", "government"),
        ("公安部第一研究所", "research"),
        ("某某", "unknown"),
        ("", "unknown"),
    ],
)
def test_kind_of_a_body_by_its_name(name: str, kind: str) -> None:
    assert body_kind(name).kind == kind


def one(number: str, day: date | None, *bodies: str, title: str = "甲", people: tuple[str, ...] = ()) -> Drafted:
    return Drafted(number, title, day, day.year if day else None, "group", bodies, people)


GROUP = [
    one("T/A 1-2019", date(2019, 1, 1), "x", "y", title="储能电池", people=("张三", "李四")),
    one("T/A 2-2020", date(2020, 1, 1), "y", "x", "z", title="储能变流器", people=("张三",)),
    one("T/A 3-2018", None, "z", title="储能系统"),
]


def test_collaboration_counts_small_groups_more() -> None:
    found = {(c.a, c.b): c for c in collaborations(GROUP)}
    assert found["x", "y"].weight == pytest.approx(1.5)  # alone together 1, in a group of three 1/2
    assert found["x", "y"].standards == ("T/A 1-2019", "T/A 2-2020")
    assert found["x", "z"].weight == pytest.approx(0.5)
    assert next(iter(collaborations(GROUP))).b == "y"
    assert [c.a for c in collaborations(GROUP, least=2)] == ["x"]


def test_leaders_and_people_with_evidence() -> None:
    bodies = leading_bodies(GROUP)
    assert {b.name: (len(b.standards), b.leading) for b in bodies} == {"x": (2, 1), "y": (2, 1), "z": (2, 1)}
    assert experts(GROUP)[0].name == "张三"
    assert experts(GROUP)[0].standards == ("T/A 1-2019", "T/A 2-2020")


def test_the_first_is_the_earliest_dated_one_and_undated_ones_are_named() -> None:
    first = first_on(GROUP, "储能")
    assert first is not None
    assert (first.standard, first.bodies, first.followed_by, first.undated) == ("T/A 1-2019", ("x", "y"), 1, 1)
    assert first_on(GROUP, "茶叶") is None
    assert first_on([GROUP[2]], "储能") is None


def test_balance_names_the_parties_not_seen() -> None:
    names = {"a": "甲有限公司", "b": "乙大学", "c": "丙质检中心", "d": "丁医院", "e": "某"}
    full = balance(one("T/A 1-2020", None, "a", "b", "c", "d"), names)
    assert (full.missing, full.largest) == ((), 0.25)
    part = balance(one("T/A 1-2020", None, "a", "a", "e"), names)
    assert (part.missing, part.largest, part.unknown) == (("users", "research", "testing"), 1.0, 1)
    nothing = balance(one("T/A 1-2020", None, "e"), names)
    assert (nothing.missing, nothing.largest, nothing.unknown) == ((), 0.0, 1)


def test_contribution_of_enterprises_by_year() -> None:
    names = {"x": "甲有限公司", "y": "乙大学", "z": "丙厂"}
    rows = enterprise_contribution(GROUP, names)
    assert [(r.year, r.standards, r.with_enterprise, r.led_by_enterprise, r.enterprise_share) for r in rows] == [
        (2019, 1, 1, 1, 0.5),
        (2020, 1, 1, 0, 0.667),
    ]


def test_drafting_groups_are_read_in_the_printed_order(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    number = "T/AA 1-2020"
    by = EdgeKind.DRAFTED_BY
    ties = [edge(f"standard:{number}", by, f"org:{name}", position=at) for at, name in enumerate("乙甲", 1)]
    say(data, edition(number, ("issued", "2020-01-01")), edition("T/AA 2-2021"), record("x", "1", *ties))
    with reading(data) as graph:
        found = drafted(graph)
        assert [f.standard for f in drafted(graph, until=date(2019, 1, 1))] == ["T/AA 2-2021"]  # undated: not known
    assert [(f.standard, f.bodies) for f in found] == [(number, ("org:乙", "org:甲")), ("T/AA 2-2021", ())]
