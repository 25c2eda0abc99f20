"""Word documents: what stands on the page is what is read."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from graph.document import Block, BlockKind, Table
from ingest.documents.docx import read_blocks
from ingest.documents.docx_counting import counted
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from tests.unit.documents.docx_samples import Sample, with_part


def _blocks(sample: Sample) -> tuple[Block, ...]:
    return read_blocks("a.docx", sample.bytes()).blocks


def _numbers(sample: Sample) -> list[tuple[str | None, str]]:
    return [(block.number, block.text) for block in _blocks(sample)]


def _table(sample: Sample) -> Table:
    (table,) = (block.table for block in _blocks(sample) if block.table is not None)
    return table


def test_multilevel_numbers_count_and_restart() -> None:
    sample = Sample()
    sample.numbering(90, [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")])
    for text, level in (
        ("范围", 0),
        ("要求", 0),
        ("外观", 1),
        ("颜色", 2),
        ("光泽", 2),
        ("性能", 1),
        ("硬度", 2),
        ("试验", 0),
        ("甲", 1),
    ):
        sample.paragraph(text, 90, level)
    assert [number for number, _ in _numbers(sample)] == ["1", "2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1", "3", "3.1"]


def test_number_comes_from_a_linked_style() -> None:
    sample = Sample()
    sample.numbering(90, [("decimal", "%1"), ("decimal", "%1.%2")], styles={0: "Heading1", 1: "Heading2"})
    for level in (1, 2):
        style = sample.document.styles[f"Heading {level}"].element
        style.get_or_add_pPr().insert(0, parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    for text, level in (("范围", 1), ("要求", 1), ("外观", 2)):
        sample.document.add_heading(text, level)
    assert [(b.number, b.level, b.kind) for b in _blocks(sample)] == [
        ("1", 1, BlockKind.HEADING),
        ("2", 1, BlockKind.HEADING),
        ("2.1", 2, BlockKind.HEADING),
    ]


def test_list_begins_anew_where_its_start_is_overridden() -> None:
    sample = Sample()
    sample.numbering(91, [("lowerLetter", "%1)"), ("decimal", "%2)")])
    sample.use(92, 91, start=1)
    for text, num, level in (("甲", 91, 0), ("乙", 91, 0), ("丙", 91, 1), ("丁", 92, 0), ("戊", 92, 0)):
        sample.paragraph(text, num, level)
    assert [number for number, _ in _numbers(sample)] == ["a)", "b)", "1)", "a)", "b)"]


def test_number_zero_takes_a_style_number_away() -> None:
    sample = Sample()
    sample.numbering(90, [("decimal", "%1")])
    sample.paragraph("甲", 90)
    sample.paragraph("乙", 0)
    assert _numbers(sample) == [("1", "甲"), (None, "乙")]


def test_label_of_an_annex_or_table_belongs_to_the_text() -> None:
    sample = Sample()
    sample.numbering(90, [("upperLetter", "附　录　%1"), ("decimal", "%1.%2")])
    sample.numbering(91, [("decimal", "表%1")])
    sample.paragraph("", 90).add_run("\n（规范性）\n试验方法")
    sample.paragraph("概述", 90, 1)
    sample.paragraph("限值", 91)
    assert _numbers(sample) == [
        (None, "附录A（规范性）"),
        (None, "试验方法"),
        ("A.1", "概述"),
        (None, "表1 限值"),
    ]


@pytest.mark.parametrize(
    ("count", "form", "expected"),
    [
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (3, "decimalEnclosedCircle", "③"),
        (7, "decimalZero", "07"),
        (2, "ideographTraditional", "乙"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (5, "unheardOf", "5"),
    ],
)
def test_formats_of_numbers(count: int, form: str, expected: str) -> None:
    assert counted(count, form) == expected


def test_raised_and_lowered_text() -> None:
    sample = Sample()
    paragraph = sample.paragraph("10")
    for text, raised in (
        ("-6", True),
        (" m", None),
        ("2", True),
        ("，CO", None),
        ("2", False),
        ("，值", None),
        ("a", True),
    ):
        run = paragraph.add_run(text)
        run.font.superscript = raised is True
        if raised is False:
            run.font.subscript = True
    assert _blocks(sample)[0].text == "10⁻⁶ m²，CO₂，值^a"


def test_merged_cells_caption_unit_and_notes() -> None:
    sample = Sample()
    sample.paragraph("表1　性能指标")
    sample.paragraph("单位为毫克每千克")
    table = sample.document.add_table(4, 4)
    cell = table.cell
    cell(0, 0).merge(cell(1, 0)).text = "项目"
    cell(0, 1).merge(cell(0, 3)).text = "限值"
    for column, text in ((1, "A类"), (2, "B类"), (3, "C类")):
        cell(1, column).text = text
    cell(2, 0).text = "甲醛"
    cell(2, 1).merge(cell(2, 2)).text = "≤ 20"
    cell(2, 3).text = "≤ 75"
    cell(3, 0).merge(cell(3, 3)).text = "注：A类为婴幼儿用品。"
    found = _table(sample)
    assert (found.number, found.caption, found.unit, found.header_rows) == ("表1", "性能指标", "毫克每千克", 2)
    assert found.grid() == [
        ["项目", "限值", "限值", "限值"],
        ["项目", "A类", "B类", "C类"],
        ["甲醛", "≤ 20", "≤ 20", "≤ 75"],
    ]
    assert [(c.row_span, c.column_span) for c in found.cells[:2]] == [(2, 1), (1, 3)]
    assert found.notes == ("注：A类为婴幼儿用品。",)


def test_automatic_numbers_within_cells() -> None:
    sample = Sample()
    sample.numbering(90, [("decimal", "%1")])
    table = sample.document.add_table(2, 2)
    for row, text in enumerate(("铅", "镉")):
        paragraph = table.cell(row, 0).paragraphs[0]
        properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(properties))
        table.cell(row, 1).text = text
    assert _table(sample).grid() == [["1", "铅"], ["2", "镉"]]


def test_revisions_are_read_as_accepted() -> None:
    sample = Sample()
    paragraph = sample.paragraph("应为")
    sample.xml(
        paragraph,
        '<w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>走</w:t></w:r></w:moveFrom>',
    )
    first = sample.paragraph("上半")
    first._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="4" w:author="x"/></w:rPr>'))
    sample.paragraph("下半")
    assert [block.text for block in _blocks(sample)] == ["应为新", "上半下半"]


def test_hidden_text_fields_symbols_and_breaks() -> None:
    sample = Sample()
    sample.xml(
        sample.paragraph(""),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>值</w:t></w:r>"
        '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r><w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t></w:r>',
    )
    assert _blocks(sample)[0].text == "值≤5-6"


def test_text_boxes_stand_before_their_anchor() -> None:
    sample = Sample()
    box = "<w:p><w:r><w:t>GB/T 1—2020</w:t></w:r></w:p>"
    sample.xml(
        sample.paragraph("正文"),
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{box}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    )
    assert [block.text for block in _blocks(sample)] == ["GB/T 1—2020", "正文"]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    sample = Sample()
    sample.xml(sample.paragraph("限值"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    inner = "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>暂行。</w:t></w:r></w:p>"
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2">{inner}</w:footnote></w:footnotes>'
    blocks = read_blocks("a.docx", with_part(sample.bytes(), "word/footnotes.xml", notes.encode())).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.PARAGRAPH, "限值¹⁾"),
        (BlockKind.FOOTNOTE, "¹⁾ 暂行。"),
    ]


def test_formulas_as_one_line() -> None:
    sample = Sample()
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    sample.xml(
        sample.paragraph("ρ="),
        f"<m:oMath {math}><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>c</m:t></m:r>"
        "</m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>",
    )
    assert _blocks(sample)[0].text == "ρ=(a+b)/c²"


def test_structure_follows_automatic_numbers() -> None:
    sample = Sample()
    sample.numbering(90, [("decimal", "%1"), ("decimal", "%1.%2")])
    for text, level in (("范围", 0), ("规范性引用文件", 0), ("要求", 0), ("外观", 1)):
        sample.paragraph(text, 90, level)
        sample.paragraph(f"{text}的内容。")
    document = read_document("a.docx", sample.bytes())
    assert [clause.number for clause in document.walk() if clause.number] == ["1", "2", "3", "3.1"]


def test_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (300 * 2**20))
    with pytest.raises(UnreadableFile, match="unpacks to"):
        read_blocks("a.docx", out.getvalue())


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><w:document/>', "declares entities"),
        (b"<w:document", "is damaged"),
    ],
)
def test_bad_parts_are_refused(part: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_blocks("a.docx", with_part(Sample().bytes(), "word/document.xml", part))


def test_other_archives_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(UnreadableFile, match=r"word/document\.xml"):
        read_blocks("a.docx", out.getvalue())
    with pytest.raises(UnreadableFile, match="damaged"):
        read_blocks("a.docx", b"PK\x03\x04 cut off")
