"""Patents around standards: ties with their kinds, silences only where several patents are held and none disclosed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from graph.generations import DataFolder
from graph.kinds import EdgeKind
from graph.model import Patent, Standard
from graph.statements import Record
from graph.store.base import GraphReader
from search.network.patents import Ground, TieKind, portfolios, rules, silences, ties
from tests.support import edge, edition, reading, record, say, value

DAY = date(2026, 1, 1)
ROBOT = "标准 工业机器人 安全"
TITLES = ("一种工业机器人控制方法", "工业机器人关节", "工业机器人夹具", "一种茶叶干燥机")
FORCE = (("issued", "2023-01-01"), ("implemented", "2023-06-01"), ("level", "group"))


def never(*_: object) -> bool:
    return False


def unknown(_: Patent, standards: Sequence[Standard]) -> list[float | None]:
    return [None] * len(standards)


def drafted(number: str, *facts: tuple[str, str], by: str = "org:甲公司") -> Record:
    found = edition(number, *FORCE, *facts)
    own = tuple(f for f in found.facts if f.predicate != "title_zh")
    node = f"standard:{number}"
    return record("x", number, *own, value(node, "title_zh", ROBOT), edge(node, EdgeKind.DRAFTED_BY, by, position=1))


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[GraphReader]:
    patents = [
        record("p", f"CN{at}A", value(f"patent:CN{at}A", "title_zh", title),
               edge("org:甲公司", EdgeKind.HOLDS_PATENT, f"patent:CN{at}A"))
        for at, title in enumerate(TITLES)
    ]  # fmt: skip
    folder = DataFolder(tmp_path)
    say(
        folder,
        *patents,
        drafted("T/AA 1-2023"),
        drafted("T/AA 2-2023", ("patents_involved", "true")),
        drafted("T/AA 3-2023"),
        drafted("T/AA 4-2023"),
        drafted("T/AA 5-2023", ("withdrawn_on", "2024-01-01")),
        drafted("T/AA 6-2023", by="org:乙公司"),
        record(
            "t", "ties",
            edge("standard:T/AA 3-2023", EdgeKind.DISCLOSES_PATENT, "patent:CN0A", declaration="D-1"),
            edge("org:丙公司", EdgeKind.DECLARES_FOR, "work:T/AA 4", declaration="D-2"),
            edge("patent:CN1A", EdgeKind.CITES_STANDARD, "work:T/AA 1", place="claims", evidence="按照T/AA 1"),
            edge("standard:T/AA 1-2023", EdgeKind.NEAR_TO, "patent:CN2A", confidence=0.5, evidence="a ｜ b"),
            edge("standard:T/AA 1-2023", EdgeKind.NEAR_TO, "standard:T/AA 6-2023", confidence=0.5),
        ),
    )  # fmt: skip
    with reading(folder) as opened:
        yield opened


def test_ties_keep_their_kind_and_evidence(graph: GraphReader) -> None:
    found = {(one.standard, one.kind): one for one in ties(graph)}
    assert set(found) == {
        ("standard:T/AA 3-2023", TieKind.DISCLOSED), ("work:T/AA 4", TieKind.DECLARED),
        ("work:T/AA 1", TieKind.CITING), ("standard:T/AA 1-2023", TieKind.NEAR),
    }  # fmt: skip
    assert found["work:T/AA 1", TieKind.CITING].evidence == "按照T/AA 1"
    assert found["standard:T/AA 1-2023", TieKind.NEAR].confidence == 0.5
    assert found["work:T/AA 4", TieKind.DECLARED].holder == "org:丙公司"


def test_only_a_standard_without_any_disclosure_is_asked_about(graph: GraphReader) -> None:
    """Not one that states, discloses or has a declaration for its work; not one that ended; not of other drafters."""
    found = silences(graph, DAY, unknown, never)
    assert [one.standard.number for one in found] == ["T/AA 1-2023"]
    assert {(held.patent, held.ground, held.evidence) for held in found[0].held} == {
        (f"patent:CN{at}A", Ground.TERM, "工业机器人") for at in range(3)
    }


def test_a_near_title_counts_as_near_and_a_far_one_not_at_all(graph: GraphReader) -> None:
    def near(cosine: float, patent: str, _: str) -> bool:
        return cosine > 0.7 and "关节" in patent

    found = silences(graph, DAY, lambda _, standards: [0.9] * len(standards), near)
    grounds = {held.patent: held.ground for held in found[0].held}
    assert grounds["patent:CN1A"] is Ground.NEAR
    assert "patent:CN3A" not in grounds  # 茶叶


def test_two_patents_are_not_dense(graph: GraphReader) -> None:
    assert rules().fewest == 3
    assert silences(graph, DAY, unknown, never, among={"standard:T/AA 6-2023"}) == []
    assert silences(graph, date(2022, 1, 1), unknown, never) == []  # none was issued yet


def test_portfolios_say_who_holds_and_who_declares(graph: GraphReader) -> None:
    found = portfolios(graph, ["patent:CN0A", "patent:CN1A"], {"standard:T/AA 1-2023"}, ties(graph))
    assert [(one.holder, len(one.patents), one.drafted, one.declared) for one in found] == [
        ("org:甲公司", 2, ("standard:T/AA 1-2023",), 0), ("org:丙公司", 0, (), 1),
    ]  # fmt: skip
