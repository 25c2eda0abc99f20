"""Blocks → cover, elements, clauses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document import Block, BlockKind, Cell, Clause, Document, ElementKind, Table
from ingest.documents.raw import RawDocument
from ingest.documents.structure import build


def document(*texts: str | Block) -> Document:
    blocks = [
        text if isinstance(text, Block) else Block(index=i, kind=BlockKind.PARAGRAPH, text=text, page=1)
        for i, text in enumerate(texts)
    ]
    return build("sample", RawDocument(blocks=tuple(blocks), media_type="text/plain"))


def styled(text: str, style: str = "centred-heavy") -> Block:
    return Block(index=0, kind=BlockKind.PARAGRAPH, text=text, page=1, style=style)


def table(number: str = "表1") -> Block:
    cells = (Cell(text="项目", row=0, column=0), Cell(text="限值", row=0, column=1))
    return Block(index=0, kind=BlockKind.TABLE, text="项目\t限值", table=Table(number=number, cells=cells))


def by_number(found: Document) -> dict[str | None, Clause]:
    return {clause.number: clause for clause in found.walk()}


MODERN = (
    "ICS 13.040.40",
    "CCS Z 60",
    "团 体 标 准",
    "T/EX 12—2024",
    "代替 T/EX 12—2019",
    styled("工业涂装 第2部分：", "title"),
    styled("挥发性有机物限量", "title"),
    styled("Industrial coating — Part 2:", "title"),
    styled("Limits of volatile organic compounds", "title"),
    "（征求意见稿）",
    "2024-03-01发布 2024-06-01实施",
    "某某行业协会 发布",
    "目　次",
    "前言…………………………………………………Ⅱ",
    "1 范围………………………………………………1",
    "2 规范性引用文件…………………………………1",
    "附录A（规范性） 采样方法……………………5",
    "前　言",
    "本文件按照GB/T 1.1—2020的规定起草。",
    "引　言",
    "0.5 mg/L是常见的限值。",
    styled("工业涂装 第2部分：挥发性有机物限量", "title"),
    "1 范围",
    "本文件规定了工业涂装的挥发性有机物限量。",
    "2 规范性引用文件",
    "GB/T 16157 固定污染源排气中颗粒物测定",
    "3 术语和定义",
    "3.1",
    "涂装 coating",
    "将涂料涂于基底表面的过程。",
    "[来源：GB/T 8264—2008，2.1，有修改]",
    "4 要求",
    "4.1 一般要求",
    "4.1.1 应符合表1的规定。",
    table(),
    "2.5 mg/m³的限值自2025年起执行。",
    "4.1.2 企业应建立台账，期限不少于3年。",
    "a) 记录原辅材料；",
    "4.2 特别要求",
    "5 试验方法",
    "按附录A的规定。",
    "6 检验规则",
    "检验分为型式检验和出厂检验。",
    "7 标志、包装、运输和贮存",
    "7.1 产品应有标志。",
    styled("附录A"),
    styled("（规范性）"),
    styled("采样方法"),
    "A.1 采样",
    "A.1.1 应使用气袋。",
    styled("参考文献"),
    "[1] GB/T 1.1—2020 标准化工作导则",
)


def test_the_cover_is_read() -> None:
    cover = document(*MODERN).cover
    assert cover.number == "T/EX 12—2024"
    assert cover.title_zh == "工业涂装 第2部分：挥发性有机物限量"
    assert cover.title_en == "Industrial coating — Part 2: Limits of volatile organic compounds"
    assert (cover.ics, cover.ccs) == (("13.040.40",), ("Z60",))
    assert cover.replaces == ("T/EX 12—2019",)
    assert (cover.issued, cover.implemented) == ("2024-03-01", "2024-06-01")
    assert cover.issuers == ("某某行业协会",)
    assert cover.stage == "征求意见稿"


def test_elements_of_gbt_1_1_2020() -> None:
    found = document(*MODERN)
    assert [(c.number, c.kind) for c in found.clauses] == [
        (None, ElementKind.COVER),
        (None, ElementKind.FOREWORD),
        (None, ElementKind.INTRODUCTION),
        ("1", ElementKind.SCOPE),
        ("2", ElementKind.NORMATIVE_REFERENCES),
        ("3", ElementKind.TERMS),
        ("4", ElementKind.REQUIREMENTS),
        ("5", ElementKind.TEST_METHODS),
        ("6", ElementKind.INSPECTION),
        ("7", ElementKind.MARKING),
        ("附录A", ElementKind.ANNEX_NORMATIVE),
        (None, ElementKind.BIBLIOGRAPHY),
    ]


def test_clauses_nest_and_a_quantity_opens_none() -> None:
    clauses = by_number(document(*MODERN))
    assert [c.number for c in clauses["4"].children] == ["4.1", "4.2"]
    assert [c.number for c in clauses["4.1"].children] == ["4.1.1", "4.1.2"]
    assert clauses["4.1"].title == "一般要求"
    assert clauses["4.1.1"].title == ""
    assert clauses["4.1.1"].depth == 2
    assert len(clauses["4.1.1"].blocks) == 3  # its sentence, the table, and the sentence that begins with 2.5
    assert len(clauses["4.1.2"].blocks) == 2  # with its list item


def test_a_term_takes_the_line_below_its_number_as_title() -> None:
    assert by_number(document(*MODERN))["3.1"].title == "涂装 coating"


def test_annex_clauses_carry_the_annex() -> None:
    annex = by_number(document(*MODERN))["附录A"]
    assert annex.title == "采样方法"
    assert [c.number for c in annex.children] == ["A.1"]
    assert annex.children[0].children[0].number == "A.1.1"
    assert annex.children[0].kind is ElementKind.ANNEX_NORMATIVE


def test_the_contents_page_is_dropped() -> None:
    texts = [block.text for block in document(*MODERN).blocks]
    assert not any("……" in text for text in texts)
    assert "目　次" not in texts


def test_a_table_belongs_to_the_clause_before_it() -> None:
    found = document(*MODERN)
    (at,) = [block.index for block in found.blocks if block.table is not None]
    clause = found.clause_of(at)
    assert clause is not None
    assert clause.number == "4.1.1"


def test_headings_get_their_level() -> None:
    levels = {b.text: b.level for b in document(*MODERN).blocks if b.kind is BlockKind.HEADING}
    assert levels["4 要求"] == 1
    assert levels["4.1 一般要求"] == 2
    assert "4.1.1 应符合表1的规定。" not in levels


def test_engineering_standard() -> None:
    found = document(
        "1 总则",
        "1.0.1 为规范公共建筑设计，制定本标准。",
        "1.0.2 本标准适用于新建公共建筑。",
        "2 术语",
        "2.0.1 公共建筑 public building",
        "供公众使用的建筑。",
        "3 基本规定",
        "3.1 一般规定",
        "3.1.1 建筑严禁采用。",
        styled("本标准用词说明"),
        "表示很严格：必须、严禁。",
        styled("引用标准名录"),
        "1 《建筑设计防火规范》GB 50016",
        styled("条文说明"),
        "1 总则",
        "1.0.1 本条说明制定目的。",
    )
    kinds = [(c.number, c.kind) for c in found.clauses]
    assert kinds[:3] == [("1", ElementKind.GENERAL), ("2", ElementKind.TERMS), ("3", ElementKind.GENERAL)]
    assert [c.number for c in found.clauses[0].children] == ["1.0.1", "1.0.2"]
    assert kinds[-1] == (None, ElementKind.EXPLANATION)
    assert kinds[-2] == (None, ElementKind.NORMATIVE_REFERENCES)
    assert found.clauses[-1].children[0].children[0].number == "1.0.1"


def test_standard_of_the_1993_style() -> None:
    found = document(
        "中华人民共和国国家标准",
        "GB 9078—1996",
        "工业炉窑大气污染物排放标准",
        "1 主题内容与适用范围",
        "1.1 主题内容",
        "本标准规定了排放限值。",
        "2 引用标准",
        "GB 3095 环境空气质量标准",
        "3 定义",
        "附 录 A",
        "测定方法",
        "（补充件）",
        "A1 采样",
        "附加说明：",
        "本标准由国家环境保护局提出。",
    )
    kinds = {c.number: c.kind for c in found.clauses}
    assert kinds["1"] is ElementKind.SCOPE
    assert kinds["2"] is ElementKind.NORMATIVE_REFERENCES
    assert kinds["3"] is ElementKind.TERMS
    assert found.cover.number == "GB 9078—1996"


def test_the_foreword_tells_the_kind_of_an_annex() -> None:
    found = document(
        "前言",
        "本标准的附录A为规范性附录，附录B为资料性附录。",
        "1 范围",
        "本标准规定了限值。",
        styled("附录A"),
        styled("采样"),
        "A.1 应采样。",
        styled("附录B"),
        styled("示例"),
        "B.1 示例。",
    )
    kinds = by_number(found)
    assert kinds["附录A"].kind is ElementKind.ANNEX_NORMATIVE
    assert kinds["B.1"].kind is ElementKind.ANNEX_INFORMATIVE


def test_a_sentence_about_an_annex_is_no_annex() -> None:
    found = document("1 范围", "附录A给出了采样方法", "附录B规定了限值。", "2 要求", "应符合。")
    assert [c.number for c in found.clauses] == ["1", "2"]


def test_a_missing_number_does_not_end_the_sequence() -> None:
    found = document("1 范围", "2 要求", "2.1 甲应合格。", "2.3 丙应合格。", "2.4 丁应合格。", "3 检验规则")
    assert [c.number for c in found.clauses[1].children] == ["2.1", "2.3", "2.4"]


def test_numbers_kept_apart_by_the_format_count() -> None:
    found = document(
        Block(index=0, kind=BlockKind.HEADING, text="范围", number="1", level=1),
        Block(index=1, kind=BlockKind.PARAGRAPH, text="本文件规定了限值。"),
        Block(index=2, kind=BlockKind.HEADING, text="要求", number="2", level=1),
        Block(index=3, kind=BlockKind.PARAGRAPH, text="产品应合格。", number="2.1"),
    )
    assert [(c.number, c.title) for c in found.walk()] == [("1", "范围"), ("2", "要求"), ("2.1", "")]


_HEADINGS = ("1 范围", "2 规范性引用文件", "3 术语和定义", "3.1", "4.1 应符合", "4.1.2", "第一章 总则", "1.0.1 为了")
_ELEMENTS = ("附录A", "附录B（资料性）", "A.1 采样", "目次", "前言", "引言", "参考文献", "条文说明")
_PIECES = st.sampled_from((*_HEADINGS, *_ELEMENTS, "……1", "GB/T 1.1—2020", "ICS 13", "代替", "99.999", "0", "）", ""))
_TEXTS = st.one_of(_PIECES, st.text(max_size=30), st.tuples(_PIECES, st.text(max_size=10)).map("".join))
_BLOCKS = st.builds(
    Block,
    index=st.just(0),
    kind=st.sampled_from([k for k in BlockKind if k is not BlockKind.TABLE]),
    text=_TEXTS,
    page=st.one_of(st.none(), st.integers(1, 9)),
    number=st.one_of(st.none(), st.sampled_from(["1", "2.1", "A.1", "a)", "—", "9.9.9.9.9.9.9.9"])),
    level=st.one_of(st.none(), st.integers(1, 9)),
    style=st.sampled_from([None, "title", "centred", "heavy", "Heading 1", "toc 1"]),
)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.one_of(_BLOCKS, st.just(table())), max_size=40))
def test_every_block_is_in_exactly_one_clause(blocks: list[Block]) -> None:
    found = build("any", RawDocument(blocks=tuple(blocks), media_type="text/plain"))
    own = sorted(i for clause in found.walk() for i in clause.blocks)
    assert own == list(range(len(found.blocks)))
    assert [block.index for block in found.blocks] == own
    for clause in found.walk():
        assert list(clause.blocks) == sorted(clause.blocks)
        assert all(child.depth == clause.depth + 1 for child in clause.children)
    assert Document.model_validate_json(found.model_dump_json()) == found


def test_a_clause_whose_number_the_format_keeps_apart_is_not_the_title_of_its_annex() -> None:
    found = document(
        "1 范围",
        "本文件规定了要求。",
        styled("附录A"),
        styled("（规范性）"),
        styled("试验方法"),
        Block(index=0, kind=BlockKind.HEADING, text="原理", number="A.1", level=2),
        "试样在规定条件下放置。",
    )
    annex = by_number(found)["附录A"]
    assert annex.title == "试验方法"
    assert [(c.number, c.title) for c in annex.children] == [("A.1", "原理")]


@pytest.mark.parametrize(
    "line",
    [
        "GB 18401—2010 国家纺织产品基本安全技术规范",
        "GB 18401—2010《国家纺织产品基本安全技术规范》",
        "国家纺织产品基本安全技术规范（GB 18401—2010）",
        "GB 18401—2010　国家纺织产品基本安全技术规范",
    ],
)
def test_number_and_title_in_one_line_are_both_read(line: str) -> None:
    cover = document(line, "1 范围", "本标准规定了纺织产品的基本安全技术要求。").cover
    assert (cover.number, cover.title_zh) == ("GB 18401—2010", "国家纺织产品基本安全技术规范")


@pytest.mark.parametrize(
    "other", ["代替 GB 18401—2003 国家纺织产品基本安全技术规范", "GB/T 1.1和GB/T 20000.2的有关规定适用"]
)
def test_a_line_that_names_other_standards_gives_no_title(other: str) -> None:
    cover = document("GB 18401—2010", other, "纺织产品安全要求", "1 范围", "本标准规定了要求。").cover
    assert (cover.number, cover.title_zh) == ("GB 18401—2010", "纺织产品安全要求")
