"""Rows of registers → facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.facts import Fact, check_fact
from graph.kinds import EdgeKind
from graph.statements import Record
from ingest.bodies import committee, organization_id
from ingest.facts import Origin, to_record
from ingest.records import Issue, Row
from ingest.sources import vocabulary
from ingest.sources.registry import RegistryFile

ORIGIN = Origin("ttbz", date(2026, 3, 1), "a.csv", 2)


def _record(folder: Path, **cells: str) -> Record:
    path = folder / "a.tsv"
    path.write_text("\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n", "utf-8")
    (row,) = RegistryFile.open(path).rows()
    assert isinstance(row, Row), row
    record = to_record(row.record, ORIGIN)
    for fact in record.facts:
        check_fact(fact)
    return record


def _edges(record: Record, kind: EdgeKind) -> list[Fact]:
    return [fact for fact in record.facts if fact.predicate == kind]


def test_row_of_the_national_platform(tmp_path: Path) -> None:
    record = _record(
        tmp_path, 标准号="GB 18580—2025", 中文名称="人造板甲醛", 标准状态="即将实施", 发布日期="2025-05-30",
        实施日期="2026-06-01",
        代替国标号="GB 18580-2017", 归口单位="全国人造板标准化技术委员会（SAC/TC 198）", 主管部门="国家林业和草原局",
        起草单位="甲、乙", 国际标准分类号="79.060",
    )  # fmt: skip
    said = {(f.predicate, f.value or f.object) for f in record.facts}
    assert record.key == "GB 18580-2025"
    assert {
        ("title_zh", "人造板甲醛"), ("status_claim", "upcoming"), ("issued", "2025-05-30"),
        ("implemented", "2026-06-01"),
        ("EDITION_OF", "work:GB 18580"), ("REPLACES", "standard:GB 18580-2017"), ("CLASSIFIED_AS", "class:ICS 79.060"),
        ("UNDER_COMMITTEE", "committee:SAC/TC 198"), ("PROPOSED_BY", "org:国家林业和草原局"), ("DRAFTED_BY", "org:乙"),
    } <= said  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "partial"),
    [
        ("GB 1-2000、GB 2-2000", [False, False]),
        ("GB 1-2000（部分代替）、GB 2-2000", [True, False]),
        ("GB 1-2000、GB 2-2000(部分)", [False, True]),
        ("部分代替GB 1-2000、GB 2-2000", [True, True]),
    ],
)
def test_replacement_in_part_belongs_to_its_number(tmp_path: Path, cell: str, partial: list[bool]) -> None:
    record = _record(tmp_path, 标准编号="GB 3-2020", 标准名称="甲", 代替标准=cell)
    replaced = _edges(record, EdgeKind.REPLACES)
    assert [dict(fact.qualifiers)["partial"] for fact in replaced] == partial


def test_what_replaces_a_row_is_a_fact_of_the_new_edition(tmp_path: Path) -> None:
    record = _record(tmp_path, 标准编号="GB 3-2010", 标准名称="甲", 被代替标准="GB 3-2020")
    (fact,) = _edges(record, EdgeKind.REPLACES)
    assert (fact.subject, fact.object) == ("standard:GB 3-2020", "standard:GB 3-2010")


def test_adoption_with_its_degree(tmp_path: Path) -> None:
    record = _record(tmp_path, 标准号="GB/T 19001-2016", 中文名称="甲", 采用国际标准号="ISO 9001:2015", 采用程度="等同")
    (fact,) = _edges(record, EdgeKind.ADOPTS)
    assert (fact.object, dict(fact.qualifiers)) == ("standard:ISO 9001:2015", {"degree": "IDT"})


def test_local_standard_lies_in_its_province(tmp_path: Path) -> None:
    record = _record(tmp_path, 标准编号="DB11/T 187-2023", 标准名称="甲")
    assert [fact.object for fact in _edges(record, EdgeKind.LOCATED_IN)] == ["region:11"]


def test_association_of_a_group_standard_has_its_code(tmp_path: Path) -> None:
    record = _record(tmp_path, 团体名称="中国标准化协会", 标准编号="T/CAS 290-2017", 标准名称="甲")
    (fact,) = [f for f in record.facts if f.predicate == "group_code"]
    assert (fact.subject, fact.value) == ("org:中国标准化协会", "CAS")


def test_amendment_is_a_node_of_its_own(tmp_path: Path) -> None:
    record = _record(tmp_path, 标准编号="GB 1-2010/XG1-2015", 标准名称="甲", 实施日期="2015-05-01")
    assert record.key == "GB 1-2010/XG1-2015"
    assert {f.predicate for f in record.facts if f.subject == "amendment:GB 1-2010/XG1-2015"} == {
        "AMENDS",
        "implemented",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全国标准化原理与方法标准化技术委员会(SAC/TC 286)",
         ("committee:SAC/TC 286", "全国标准化原理与方法标准化技术委员会", "SAC/TC 286")),
        ("某分会（SAC／TC26/SC1）", ("committee:SAC/TC 26/SC 1", "某分会", "SAC/TC 26/SC 1")),
        ("某单位", ("committee:某单位", "某单位", None)),
    ],
)  # fmt: skip
def test_committees(text: str, found: tuple[str, str | None, str | None]) -> None:
    assert committee(text) == found


def test_names_that_differ_in_width_and_spaces_are_one_body() -> None:
    assert organization_id("中国 标准化（北京）协会") == organization_id("中国标准化(北京)协会 ")
    assert organization_id("Intel Corp") == "org:Intel Corp"


def test_vocabulary_says_the_same_every_time() -> None:
    first, second = list(vocabulary.records()), list(vocabulary.records())
    assert [r.digest() for r in first] == [r.digest() for r in second]
    assert len({r.key for r in first}) == len(first)
    for record in first:
        for fact in record.facts:
            check_fact(fact)


def test_row_without_a_number_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("标准编号,标准名称\n,甲\n", "utf-8")
    (issue,) = RegistryFile.open(path).rows()
    assert isinstance(issue, Issue)
    assert issue.rejected
