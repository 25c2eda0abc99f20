"""NISO STS XML."""

from __future__ import annotations

import pytest

from graph.document import BlockKind, Document, ElementKind
from ingest.documents.reader import read_document
from ingest.documents.sts import read_blocks
from ingest.errors import UnreadableFile
from ingest.extract.references import references_of
from ingest.extract.terms import terms_of

_STANDARD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE standard PUBLIC "-//NISO//DTD NISO STS Extended 1.0//EN" "NISO-STS-extended-1-mathml3.dtd">
<standard xmlns:mml="http://www.w3.org/1998/Math/MathML">
<front><nat-meta><std-ref>GB/T 8888—2024</std-ref><title-wrap xml:lang="zh"><full>测试 技术规范</full></title-wrap>
<ics>13.060</ics><std-xref type="revises"><std-ref>GB/T 8888—2015</std-ref></std-xref>
<release-date>2024-01-01</release-date></nat-meta>
<sec sec-type="foreword"><title>前言</title>
<p>本文件等同采用<std><std-ref>ISO 1234:2020</std-ref></std>。</p></sec></front>
<body><sec sec-type="scope"><label>1</label><title>范围</title><p>本文件规定了
要求。</p></sec>
<sec><label>2</label><title>规范性引用文件</title><ref-list content-type="norm-refs">
<ref><std><std-ref>GB/T 191</std-ref>　<title>包装储运图示标志</title></std></ref></ref-list></sec>
<sec><label>3</label><title>术语和定义</title><term-sec><label>3.1</label><termEntry>
<langSet xml:lang="zh"><definition>通过标准化活动制定的文件。</definition><source>GB/T 20000.1—2014，5.3</source>
<tig><term>标准</term></tig></langSet><langSet xml:lang="en"><tig><term>standard</term></tig></langSet></termEntry>
</term-sec></sec>
<sec><label>4</label><title>要求</title><sec><label>4.1</label><p>m<sup>2</sup>应：</p>
<list list-type="alpha-lower"><list-item><p>第一；</p></list-item>
<list-item><p>第二<mml:math><mml:mfrac><mml:mi>a</mml:mi><mml:mi>b</mml:mi></mml:mfrac></mml:math>。</p></list-item></list>
<table-wrap><label>表1</label><caption><title>限值</title></caption>
<table><thead><tr><th>项目</th><th colspan="2">限值&nbsp;mg</th></tr></thead>
<tbody><tr><td>铅</td><td>0.5</td><td>1</td></tr></tbody></table>
<table-wrap-foot><p>注：干基</p></table-wrap-foot></table-wrap></sec></sec></body>
<back><app-group><app><label>附录A</label><annex-type>（规范性）</annex-type><title>方法</title>
<sec><label>A.1</label><title>概述</title><p>按GB 5009.12测定。</p></sec></app></app-group>
<ref-list><title>参考文献</title><ref><label>[1]</label><std><std-ref>ISO 9000</std-ref></std></ref></ref-list></back>
</standard>
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document("a.xml", _STANDARD.encode())


def test_front_matter_is_the_cover(document: Document) -> None:
    assert document.cover.number == "GB/T 8888—2024"
    assert document.cover.title_zh == "测试 技术规范"
    assert document.cover.replaces == ("GB/T 8888—2015",)


def test_sections_keep_their_labels(document: Document) -> None:
    chapters = [(clause.number, clause.kind) for clause in document.walk() if clause.depth == 0][1:]
    assert chapters == [
        (None, ElementKind.FOREWORD),
        ("1", ElementKind.SCOPE),
        ("2", ElementKind.NORMATIVE_REFERENCES),
        ("3", ElementKind.TERMS),
        ("4", ElementKind.REQUIREMENTS),
        ("附录A", ElementKind.ANNEX_NORMATIVE),
        (None, ElementKind.BIBLIOGRAPHY),
    ]


def test_line_ends_of_the_file_are_no_text(document: Document) -> None:
    assert any(block.text == "本文件规定了要求。" for block in document.blocks)


def test_lists_tables_and_formulas(document: Document) -> None:
    assert [(b.number, b.text) for b in document.blocks if b.number in ("a)", "b)")] == [
        ("a)", "第一；"),
        ("b)", "第二a/b。"),
    ]
    (table,) = (block.table for block in document.blocks if block.kind is BlockKind.TABLE)
    assert table is not None
    assert (table.number, table.caption, table.notes) == ("表1", "限值", ("注：干基",))
    assert table.grid() == [["项目", "限值 mg", "限值 mg"], ["铅", "0.5", "1"]]


def test_terms_and_references(document: Document) -> None:
    (term,) = terms_of(document)
    assert (term.number, term.zh, term.en) == ("3.1", "标准", "standard")
    assert [(one.target, one.relation.value) for one in references_of(document)] == [
        ("GB/T 8888-2015", "replaces"),
        ("ISO 1234:2020", "adopts"),
        ("GB/T 191", "normative"),
        ("GB/T 20000.1-2014", "term_source"),
        ("GB 5009.12", "test_method"),
        ("ISO 9000", "bibliography"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<!DOCTYPE s [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><standard>&c;</standard>', "entities"),
        ('<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]><standard>&a;</standard>', "entities"),
        ("<standard><p>", "damaged"),
        ("<svg/>", "another kind"),
    ],
)
def test_dangerous_and_foreign_xml_is_refused(content: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_blocks("a.xml", f'<?xml version="1.0"?>{content}'.encode())


def test_deep_nesting_is_refused() -> None:
    deep = "<sec>" * 900 + "<p>x</p>" + "</sec>" * 900
    with pytest.raises(UnreadableFile, match="nested"):
        read_blocks("a.xml", f"<standard><body>{deep}</body></standard>".encode())
