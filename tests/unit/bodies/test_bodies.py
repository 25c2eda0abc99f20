"""Proposers, committees, drafting organisations and drafters of forewords of several styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents.reader import read_document
from ingest.extract.bodies import Bodies, bodies_of
from tests.extract_support import foreword, standard


def _names(found: Bodies, field: str) -> list[str]:
    return [one.name for one in getattr(found, field)]


def test_foreword_of_the_2020_style() -> None:
    found = bodies_of(standard())
    assert _names(found, "proposers") == ["中国电子技术标准化研究院"]
    assert [(one.name, one.code) for one in found.committees] == [("全国信息技术标准化技术委员会", "SAC/TC 28/SC 41")]
    assert _names(found, "organizations") == [
        "中国电子技术标准化研究院",
        "北京某某科技有限公司",
        "上海某某（集团）有限公司",
    ]
    assert _names(found, "drafters") == ["张三", "李四", "王五", "欧阳修"]


def test_names_stand_where_their_place_says() -> None:
    document = standard()
    for one in (*bodies_of(document).organizations, *bodies_of(document).drafters):
        text = document.blocks[one.place.block].text[one.place.start : one.place.end]
        assert text.replace(" ", "") == one.name


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        (["本标准由A市生态环境局提出并归口。"], "proposers", ["A市生态环境局"]),
        (["本标准由A市生态环境局提出并归口。"], "committees", ["A市生态环境局"]),
        (["本标准由环境保护部科技标准司组织制订。"], "proposers", ["环境保护部科技标准司"]),
        (
            ["本标准负责起草单位：甲研究院。", "本标准参加起草单位：乙公司、丙大学。"],
            "organizations",
            ["甲研究院", "乙公司", "丙大学"],
        ),
        (["本标准由甲研究院负责起草，乙公司、丙大学参加起草。"], "organizations", ["甲研究院", "乙公司", "丙大学"]),
        (
            ["本标准主要起草单位：甲中心、乙监测站本标准主要起草人：赵一、钱二。"],
            "organizations",
            ["甲中心", "乙监测站"],
        ),
        (
            ["主编单位：甲设计院", "参编单位：乙公司", "主要起草人：赵一 钱二 孙 三 欧阳修"],
            "organizations",
            ["甲设计院", "乙公司"],
        ),
        (
            ["主编单位：甲设计院", "参编单位：乙公司", "主要起草人：赵一 钱二 孙 三 欧阳修"],
            "drafters",
            ["赵一", "钱二", "孙三", "欧阳修"],
        ),
        (
            ["本标准起草单位：甲公司、乙公司（原丙厂、丁厂）、戊研究所等。"],
            "organizations",
            ["甲公司", "乙公司（原丙厂、丁厂）", "戊研究所"],
        ),
        (["本标准环境保护部2008年7月17日批准。"], "approvers", ["环境保护部"]),
        (["本文件由省级人民政府批准提前实施。"], "approvers", []),
    ],
)
def test_other_styles(lines: list[str], field: str, expected: list[str]) -> None:
    assert _names(bodies_of(foreword(*lines)), field) == expected


@pytest.mark.shared
def test_drafters_of_a_real_standard(shared: Path) -> None:
    path = shared / "data" / "pdf" / "DB-44-765-2019.pdf"
    found = bodies_of(read_document(path.name, path.read_bytes()))
    assert _names(found, "organizations") == ["广东省环境科学研究院", "广东省环境监测中心"]
    assert _names(found, "drafters") == ["赵秀颖", "廖程浩", "张晖", "张永波", "唐喜斌", "白莉", "刘志阳", "韩昊"]
    assert _names(found, "proposers") == ["广东省生态环境厅"]
