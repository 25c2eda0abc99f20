"""Tables of patents, bodies, classes and declarations: recognised by their columns, bad rows with their reason."""

import json
from collections import Counter
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.records import (
    ClassifiedRecord,
    ClassRecord,
    CommitteeRecord,
    DeclarationRecord,
    DraftRecord,
    IndustryRecord,
    Issue,
    OrganizationRecord,
    PatentRecord,
    Problem,
    Row,
    StandardRecord,
    TaskRecord,
)
from ingest.sources.organizations import parse_uscc, region_of
from ingest.sources.patents import parse_number
from ingest.sources.recognise import holds_rows, open_rows


def read(path: Path, text: str) -> list[Row | Issue]:
    path.write_text(text, "utf-8")
    assert holds_rows(path)
    return list(open_rows(path).rows)


def problems(found: list[Row | Issue]) -> list[Problem]:
    return [one.problem for row in found for one in ([row] if isinstance(row, Issue) else row.issues)]


CNIPA = """公开（公告）号,专利名称,申请（专利权）人,发明人,申请日,公开（公告）日,IPC分类号,主权项
CN 101025382 A,一种检测方法,某大学；某公司,张三；李四,2007.01.30,20070829,G01M11/00; H04N5/335,按GB/T 2423.1-2008的方法
X1,坏号,,,,,,
CN101025383A,,,,,,,
CN101025384A,日期不对,王五,王五,2007-13-01,,XX,
"""


def test_cnipa_export(tmp_path: Path) -> None:
    first, bad, untitled, last = read(tmp_path / "a.csv", CNIPA)
    assert isinstance(first, Row)
    assert isinstance(first.record, PatentRecord)
    assert first.record.number == "CN101025382A"
    assert first.record.holders == ("某大学", "某公司")
    assert first.record.classes == (("IPC", "G01M11/00"), ("IPC", "H04N5/335"))
    assert [(one.id.canonical, one.place) for one in first.record.cites] == [("GB/T 2423.1-2008", "claims")]
    assert isinstance(bad, Issue)
    assert bad.problem is Problem.INVALID_NUMBER
    assert isinstance(untitled, Issue)
    assert untitled.problem is Problem.NO_TITLE
    assert problems([last]) == [Problem.IMPOSSIBLE_DATE, Problem.BAD_VALUE]


def test_google_patents_objects(tmp_path: Path) -> None:
    item = {
        "publication_number": "CN-101025382-A", "kind_code": "A",
        "title_localized": [{"text": "Measuring method", "language": "en"}, {"text": "测量方法", "language": "zh"}],
        "assignee_harmonized": [{"name": "UNIV BEIJING", "country_code": "CN"}],
        "publication_date": 20070829, "filing_date": 0, "ipc": [{"code": "G01M11/00"}],
    }  # fmt: skip
    (row,) = read(tmp_path / "a.jsonl", json.dumps(item, ensure_ascii=False) + "\n")
    assert isinstance(row, Row)
    assert isinstance(row.record, PatentRecord)
    assert (row.record.title_zh, row.record.title_en) == ("测量方法", "Measuring method")
    assert (row.record.holders, row.record.filed, row.issues) == (("UNIV BEIJING",), None, ())


@pytest.mark.parametrize("text", ["CN101025382A", "CN-101025382-A", "cn 101025382 a", "ＣＮ101025382Ａ"])
def test_publication_numbers_in_their_forms(text: str) -> None:
    assert parse_number(text) == "CN101025382A"


def test_a_nickname_is_read_as_what_it_means(tmp_path: Path) -> None:
    (row,) = read(tmp_path / "a.csv", "公开号,专利名称\nCN114257655A,一种基于5G通信的IEC104规约处理方法和装置\n")
    assert isinstance(row, Row)
    assert isinstance(row.record, PatentRecord)
    assert [one.id.canonical for one in row.record.cites] == ["IEC 60870-5-104"]
    assert problems([row]) == [Problem.NICKNAME]


ORGANIZATIONS = """机构名称,统一社会信用代码,团体代号,所在地
甲公司,91350100M000100Y43,T/ABC,北京市
乙公司,91350100M000100Y43,,
丙公司,91350100M000100Y44,坏 码,火星
,,,北京
"""


def test_organizations_with_one_code_and_with_a_wrong_one(tmp_path: Path) -> None:
    first, second, third, nameless = read(tmp_path / "a.csv", ORGANIZATIONS)
    assert isinstance(first, Row)
    assert isinstance(first.record, OrganizationRecord)
    assert (first.record.uscc, first.record.group_code, first.record.region) == ("91350100M000100Y43", "ABC", "11")
    assert problems([second]) == [Problem.SHARED_USCC]
    assert isinstance(second, Row)
    assert isinstance(second.record, OrganizationRecord)
    assert second.record.uscc == "91350100M000100Y43", "both claims are kept"
    assert problems([third]) == [Problem.WRONG_CHECKSUM, Problem.BAD_VALUE, Problem.BAD_VALUE]
    assert isinstance(third, Row), "the body itself is kept"
    assert problems([nameless]) == [Problem.NO_NAME]


def test_uscc_in_full_width_is_read_and_a_wrong_check_sign_is_named() -> None:
    assert parse_uscc("９１３５０１００Ｍ０００１００Ｙ４３") == "91350100M000100Y43"
    with pytest.raises(ValueError, match="no valid unified social credit code"):
        parse_uscc("91350100M000100Y44")


def test_regions_are_provinces_not_single_signs() -> None:
    assert region_of("云南") == "53"
    assert region_of("内蒙古自治区呼和浩特") == "15"
    assert region_of("新乡市") is None


def test_committees_with_their_secretariat(tmp_path: Path) -> None:
    text = "TC编号,委员会名称,秘书处承担单位\nTC286,全国标准化原理与方法标准化技术委员会,中国标准化研究院\n"
    (row,) = read(tmp_path / "a.csv", text)
    assert isinstance(row, Row)
    assert isinstance(row.record, CommitteeRecord)
    assert (row.record.code, row.record.secretariat) == ("SAC/TC 286", "中国标准化研究院")


def test_classes_whose_parents_go_in_a_circle_or_are_missing(tmp_path: Path) -> None:
    text = "code,title_en,parent\n01,Generalities,02\n02,Services,01\n03.020,Groups,99\n04,Own,04\n"
    found = read(tmp_path / "ics.csv", text)
    assert problems(found) == [Problem.CYCLE, Problem.CYCLE, Problem.UNKNOWN_PARENT, Problem.CYCLE]
    assert all(
        isinstance(row, Row) and isinstance(row.record, ClassRecord) and row.record.parent is None for row in found
    )


def test_a_table_of_classes_of_no_known_scheme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="分类法"):
        read(tmp_path / "a.csv", "分类号,类目名称\nZZZ-1,甲\n")


def test_strategic_industries_in_part(tmp_path: Path) -> None:
    head = "代码,战略性新兴产业分类名称,国民经济行业代码（2017）,国民经济行业名称\n"
    text = head + "1.1.1,网络设备制造,3921,通信系统\n,,3919*,其他\n"
    (row,) = read(tmp_path / "a.csv", text)
    assert isinstance(row, Row)
    assert isinstance(row.record, ClassRecord)
    assert row.record.industries == (("3921", False), ("3919", True))


def test_industries_and_declarations_and_drafts(tmp_path: Path) -> None:
    (row,) = read(tmp_path / "i.csv", "行业代码,行业名称,上级代码,门类\nA,农、林、牧、渔业,,A\n")
    assert isinstance(row, Row)
    assert isinstance(row.record, IndustryRecord)
    good, bad = read(
        tmp_path / "d.csv",
        "声明编号,涉及标准,专利权人,涉及专利\nD-1,ETSI TS 102 361-1,Motorola,US7203207；坏\nD-2,work item X,,\n",
    )
    assert isinstance(good, Row)
    assert isinstance(good.record, DeclarationRecord)
    assert good.record.patents == (("US7203207", None),)
    assert problems([good, bad]) == [Problem.INVALID_NUMBER, Problem.NO_IDENTIFIER]
    (draft,) = read(tmp_path / "g.csv", "名称,阶段,起草单位\n某规范,征求意见稿,甲公司、乙公司\n")
    assert isinstance(draft, Row)
    assert draft.record == DraftRecord("某规范", ("甲公司", "乙公司"))
    assert problems([draft]) == [Problem.NO_EDITION]


ISO = (
    '{"id":1,"deliverableType":"IS","reference":"ISO 9001:2015","title":{"en":"Quality management systems"},'
    '"publicationDate":"2015-09-15","icsCode":["03.120.10"],"ownerCommittee":"ISO/TC 176/SC 2","currentStage":9092,'
    '"replaces":[2,3],"replacedBy":null,"pages":{"en":29},"scope":{"en":"<p>Specifies <b>requirements</b>.</p>"}}\n'
    '{"id":2,"reference":"ISO 9001:2008","title":{"en":"Quality"},"ownerCommittee":"ISO/TC 176/SC 2",'
    '"currentStage":9599}\n'
)


def test_iso_open_data_names_documents_by_id(tmp_path: Path) -> None:
    first, second = read(tmp_path / "iso.jsonl", ISO)
    assert isinstance(first, Row)
    assert isinstance(first.record, StandardRecord)
    assert [one.id.canonical for one in first.record.replaces] == ["ISO 9001:2008"]
    assert (first.record.scope, first.record.status) == ("Specifies requirements .", "in_force")
    assert problems([first]) == [Problem.NO_IDENTIFIER], "id 3 is not in the file"
    assert isinstance(second, Row)
    assert isinstance(second.record, StandardRecord)
    assert second.record.status == "withdrawn"


RELATON = """---
id: ISO1-2022
title:
- {type: main, content: Standard reference temperature, language: en}
docid:
- {id: 'ISO 1:2022', type: ISO, primary: true}
date: {type: published, value: '2022-01-10'}
contributor: {organization: {name: International Organization for Standardization, abbreviation: ISO}, role: publisher}
docstatus: {stage: '60', substage: '60'}
relation: {type: obsoletes, bibitem: {formattedref: {content: 'ISO 1:2016'}}}
editorialgroup: {technical_committee: {number: '213'}}
ics: {code: '17.040.30'}
"""


def test_relaton_yaml_and_xml_say_the_same(tmp_path: Path) -> None:
    (row,) = read(tmp_path / "a.yaml", RELATON)
    xml = (
        '<bibdata type="standard"><title language="en" type="main">Standard reference temperature</title>'
        '<docidentifier type="ISO" primary="true">ISO 1:2022</docidentifier><date type="published"><on>2022-01-10</on>'
        '</date><contributor><role type="publisher"/><organization><name>x</name><subdivision><name>ISO/TC 213</name>'
        "</subdivision><abbreviation>ISO</abbreviation></organization></contributor><status><stage>60</stage>"
        '<substage>60</substage></status><relation type="obsoletes"><bibitem><docidentifier>ISO 1:2016</docidentifier>'
        "</bibitem></relation><ext><ics><code>17.040.30</code></ics></ext></bibdata>"
    )
    (same,) = read(tmp_path / "a.xml", xml)
    assert isinstance(row, Row)
    assert isinstance(same, Row)
    assert row.record == same.record
    assert isinstance(row.record, StandardRecord)
    assert (row.record.committees, row.record.issuers, row.record.status) == (("ISO/TC 213",), ("ISO",), "in_force")


@pytest.mark.parametrize(("name", "text"), [
    ("a.yaml", "a: [1, 2"), ("a.yaml", "- 1\n- 2\n"), ("a.ttl", "@prefix a: <http://x/> . a:b a:c"),
    ("a.ttl", "<http://x/a> <http://x/b> <http://x/c> ."),
])  # fmt: skip
def test_malformed_yaml_and_turtle_are_refused_as_a_whole(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path / name, text)


def test_i40kg_turtle(tmp_path: Path) -> None:
    text = """@prefix sto: <https://w3id.org/i40/sto#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
sto:IEC_61131 a sto:Standard ; rdfs:label "IEC 61131"@en ; sto:hasClassification sto:RamiStation ; sto:relatedTo sto:X .
sto:X a sto:Standard ; rdfs:label "IEC 61499"@en . sto:MathML a sto:Standard ; rdfs:label "MathML"@en .
sto:RamiStation a sto:StandardClassification ; rdfs:label "Station"@en .
"""
    found = read(tmp_path / "a.ttl", text)
    assert Counter(type(one.record) if isinstance(one, Row) else one.problem for one in found) == {
        ClassifiedRecord: 2, ClassRecord: 1, Problem.NO_IDENTIFIER: 1,
    }  # fmt: skip


POLICY = """关于促进某某的指导意见
一、总体要求
(一)指导思想
认真贯彻。
(二)基本原则。市场主导。
二、主要任务
(一) 支持专利融入团体标准。
(一) 重复的编号。
(十二) 探索转化机制。
2026年1月2日
"""


def test_policy_documents_by_their_numbers(tmp_path: Path) -> None:
    found = read(tmp_path / "zhengce.txt", POLICY)
    tasks = [one.record for one in found if isinstance(one, Row) and isinstance(one.record, TaskRecord)]
    assert [one.code for one in tasks] == [
        "zhengce-1", "zhengce-1-1", "zhengce-1-2", "zhengce-2", "zhengce-2-1", "zhengce-2-12",
    ]  # fmt: skip
    assert tasks[1].name_zh == "指导思想"
    assert tasks[0].document == "关于促进某某的指导意见"
    assert problems(found) == [Problem.DUPLICATE_NUMBER]


def test_ror_dump(tmp_path: Path) -> None:
    item = {"id": "https://ror.org/03cve4549", "types": ["education"], "names": [
        {"value": "Tsinghua University", "lang": "en", "types": ["ror_display"]},
        {"value": "清华大学", "lang": "zh", "types": ["label"]}, {"value": "THU", "types": ["acronym"]}]}  # fmt: skip
    (row,) = read(tmp_path / "ror.json", json.dumps([item], ensure_ascii=False))
    assert isinstance(row, Row)
    assert isinstance(row.record, OrganizationRecord)
    assert (row.record.name, row.record.name_en) == ("清华大学", "Tsinghua University")
    assert (row.record.aliases, row.record.identifiers) == (("THU",), ("ror:03cve4549",))
