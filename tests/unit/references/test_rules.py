"""The relation follows from what stands around a number."""

from __future__ import annotations

import pytest

from graph.ids import Degree
from graph.references import EDGES_OF_THEIR_OWN, Relation
from ingest.extract.references import extract_references
from ingest.extract.references.cited_clause import cited_clause
from ingest.extract.references.numbers import listed_numbers
from ingest.extract.references.rules import rules


def _said(text: str, section: str, subject: str | None = None) -> list[tuple[str, str]]:
    return [(one.target, one.relation.value) for one in extract_references(text, section, subject)]


def test_every_rule_names_its_source_and_only_once() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
    assert all(rule.source for rule in rules())


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.examples], ids=lambda rule: rule.name)
def test_examples_of_rules(rule: object) -> None:
    for example in rule.examples:  # type: ignore[attr-defined]
        found = {one.occurrences[0].rule for one in extract_references(example, "terms")}
        assert rule.name in found  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本部分代替GB/T 2423.1—2001。", [("GB/T 2423.1-2001", "replaces")]),
        ("本标准部分代替GB 8978—1996。", [("GB 8978-1996", "replaces_part")]),
        ("本标准代替GB 8978—1996《污水综合排放标准》中医疗机构的部分。", [("GB 8978-1996", "replaces_part")]),
        ("本标准代替GB/T 1—2000，与GB/T 1—2000相比有变化。", [("GB/T 1-2000", "replaces")]),
        ("本标准已被GB/T 2—2020代替。", [("GB/T 2-2020", "mention")]),
        ("自本标准实施之日起，YY 0505—2005作废。", [("YY 0505-2005", "replaces")]),
        ("本标准是对GB 14554—93的第一次修订。", [("GB 14554-1993", "replaces")]),
        ("本标准按照GB/T 1.1—2009给出的规则起草。", [("GB/T 1.1-2009", "drafting_basis")]),
        (
            "本标准非等效采用ISO 2768-1:1989和ISO 2768-2:1989。",
            [("ISO 2768-1:1989", "adopts"), ("ISO 2768-2:1989", "adopts")],
        ),
        (
            "主要技术变化如下：\na) 删除了GB/T 9361；\nb) 增加了GB/T 33132。",
            [("GB/T 9361", "mention"), ("GB/T 33132", "mention")],
        ),
        (
            "所代替标准的历次版本发布情况为：\n——GB/T 5—1981、GB/T 5—1989。",
            [("GB/T 5-1981", "mention"), ("GB/T 5-1989", "mention")],
        ),
        ("GB/T 4728—2005分为13个部分。", [("GB/T 4728-2005", "series")]),
    ],
)
def test_foreword(text: str, expected: list[tuple[str, str]]) -> None:
    assert _said(text, "foreword") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("污染物应符合GB 2762的规定。", "in_text"),
        ("铅按GB 5009.12规定的方法测定。", "test_method"),
        ("水分按GB 5009.3第一法测定。", "test_method"),
        ("试验用水应符合GB/T 6682中三级水的规定。", "in_text"),
        ("包装储运标志按GB/T 191执行。", "in_text"),
        ("6.2.1 耐水色牢度试验\n按GB/T 5713执行。", "test_method"),
        ("其他要求参见GB/T 6388。", "mention"),
        ("数值修约按GB/T 8170执行。", "in_text"),
        ("| 项目 | 检验方法 |\n|---|---|\n| 铅 | GB 5009.12 |", "test_method"),
    ],
)
def test_running_text(text: str, expected: str) -> None:
    assert [relation for _, relation in _said(text, "body")] == [expected]


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("本标准使用翻译法等同采用ISO 1:2000。", Degree.IDT),
        ("本标准使用重新起草法修改采用ISO 1:2000。", Degree.MOD),
        ("本标准等效采用ISO 1:2000。", Degree.MOD),
        ("本标准与ISO 1:2000的一致性程度为非等效。", Degree.NEQ),
        ("本标准对应于ISO 1:2000，一致性程度为修改采用。", Degree.MOD),
    ],
)
def test_degree_of_adoption(text: str, degree: Degree) -> None:
    (one,) = extract_references(text, "foreword")
    assert (one.relation, one.degree) == (Relation.ADOPTS, degree)


def test_adoption_of_a_cited_standard_stays_with_it() -> None:
    (one,) = extract_references("GB/T 23707—2009 地理信息 空间模式(ISO 19107:2003, IDT)", "normative_references")
    assert one.target == "GB/T 23707-2009"
    assert [(other.target, other.degree) for other in one.corresponds] == [("ISO 19107:2003", Degree.IDT)]


def test_adoption_on_a_cover_is_the_subject_s() -> None:
    cover = "GB/T 2—2008/ISO 1：2007\n代替 GB/T 2—2001\n示例\n（ISO 1：2007，IDT）"
    assert _said(cover, "cover") == [("ISO 1:2007", "adopts"), ("GB/T 2-2001", "replaces")]


def test_headings_change_the_element() -> None:
    text = (
        "本文件代替GB/T 1032—2012。\n1 范围\n本文件规定了方法。\n"
        "2 规范性引用文件\nGB/T 755 旋转电机\n3 要求\n应符合GB 2762。"
    )
    assert _said(text, "foreword") == [
        ("GB/T 1032-2012", "replaces"),
        ("GB/T 755", "normative"),
        ("GB 2762", "in_text"),
    ]


def test_own_number_and_page_heads_are_no_references() -> None:
    assert _said("GB/T 5782—2016\n本标准（GB/T 5782）规定了螺栓。\nGB/T 5782—2016", "foreword", "GB/T 5782-2016") == []


def test_number_in_the_title_of_an_entry_is_none_of_its_own() -> None:
    line = "DL/T 860.81 特定通信服务映射 对MMS（ISO 9506-1和ISO 9506-2）及ISO/IEC 8802-3的映射"
    assert _said(line, "normative_references") == [("DL/T 860.81", "normative")]


def test_a_series_stands_for_all_its_parts() -> None:
    (one,) = extract_references("本部分是GB/T 4728—2005的第1部分。", "foreword", "GB/T 4728.1-2018")
    assert (one.relation, one.all_parts, one.dated) == (Relation.SERIES, True, True)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("GB/T 1—2014，5.2，有修改", "5.2"),
        ("GB/T 1—2014，定义3.7", "3.7"),
        ("GB/T 1—2014中9.3.5", "9.3.5"),
        ("GB/T 1—2014附录A", "附录A"),
        ("GB/T 1—2014第一法", "第一法"),
        ("GB/T 1—2014的第5章", "5"),
        ("GB/T 1—2014的规定", None),
    ],
)
def test_cited_clause(text: str, clause: str | None) -> None:
    assert cited_clause(text, len("GB/T 1—2014")) == clause


def test_short_numbers_in_cells() -> None:
    assert [one.id.canonical for one in listed_numbers("| HJ 57 | 二氧化硫的测定 | HJ/T 56 |")] == ["HJ 57", "HJ/T 56"]


def test_edges_and_qualifiers_cover_all_relations() -> None:
    for relation in Relation:
        (one,) = extract_references("应符合GB 2762的规定。", "body")
        changed = one.model_copy(update={"relation": relation})
        assert (changed.qualifier is None) == (relation in EDGES_OF_THEIR_OWN)
        assert changed.edge is not None
