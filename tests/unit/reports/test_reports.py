"""The three renderers: what is in the report is in the file, and hostile texts stay texts."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree, html

from api.errors import BadRequest
from api.reports import Column, Evidence, Fact, FindingRow, Mark, Paragraph, Report, Section, TableBlock
from api.reports.excel import write_xlsx
from api.reports.files import Wanted, write_files
from api.reports.page import write_html
from api.reports.text import clean, width
from api.reports.word import write_docx

HOSTILE = ("=HYPERLINK(\"http://example.org\",\"x\")", "+1+1", "@SUM(A1)", "<script>alert(1)</script>", "a\x00b\x0b",
           "http://example.org/", "{{ 7*7 }}", "'; DROP TABLE x;--")  # fmt: skip


def report(*rows: tuple[str, float]) -> Report:
    columns = (Column("项目", 10), Column("占草案", 6, number=True, percent=True))
    return Report(
        title="标准草案检查报告", subject="锅炉 <园区>", language="zh", made=date(2026, 11, 24),
        verdict="建议: 修订", facts=(Fact("草案", "锅炉"),), findings_title="核对结果",
        findings=(
            FindingRow(Mark.VIOLATION, "违规", "低于强制性标准", "4.1 p.3", "不应大于90", "GB 13271-2014", "第21条"),
        ),
        findings_columns=("级别", "发现", "位置", "相关标准", "依据"), no_findings="没有。",
        sections=(Section("对照", (Paragraph("说明", strong=True), TableBlock("表", columns, rows, "对照[1]/比例"),
                                   Evidence("照抄", (("草案 4.1", "原文一"), ("GB 1", "原文二")), ("相同",)))),),
        method_title="方法", method=("逐句对照。",), footer="标图",
    )  # fmt: skip


def xml(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def test_word_has_real_headings_and_repeats_table_heads() -> None:
    document = docx.Document(io.BytesIO(write_docx(report(("a", 0.5), ("b", 0.25)))))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["核对结果", "对照", "表", "照抄", "方法"]
    findings, table = document.tables[1:3]
    assert [cell.text for cell in table.rows[0].cells] == ["项目", "占草案"]
    assert [cell.text for cell in table.rows[1].cells] == ["a", "50.0%"]
    assert findings.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert findings.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert "“不应大于90”" in findings.rows[1].cells[1].text


def test_word_names_faces_for_hanzi_and_the_paper() -> None:
    content = write_docx(report())
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    for name, face in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Title", "黑体"), ("Cell", "宋体")):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == face, name
        assert not [one for one in fonts.attrib if one.endswith("Theme")], name
    footer = section.footer._element
    assert [one.text.strip() for one in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    body = xml(content, "word/document.xml")
    assert not [one for one in body.iter(qn("w:br")) if one.get(qn("w:type")) == "page"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    made = report((text, 0.5))
    table = docx.Document(io.BytesIO(write_docx(made))).tables[2]
    assert table.rows[1].cells[0].text == clean(text)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(made)))
    cell = book["对照 1  比例"]["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value.replace("_x000B_", "") == clean(text)
    page = html.fromstring(write_html(made))
    assert page.xpath("//script") == []
    assert clean(text) in [one.text_content() for one in page.xpath("//td")]


def test_excel_is_ready_to_filter_and_counts_with_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report(("很长的中文项目名称在这里", 0.5)))))
    assert book.sheetnames[:2] == ["标准草案检查报告", "核对结果"]
    sheet = book["对照 1  比例"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:B2"
    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.5, "0.0%")
    assert sheet.column_dimensions["A"].width >= width("很长的中文项目名称在这里")
    assert [cell.value for cell in book["核对结果"][2]][:2] == ["违规", "低于强制性标准"]
    assert [row[2].value for row in book["对照"].iter_rows(min_row=2)] == ["原文一", "原文二"]


def test_page_loads_nothing_and_is_in_its_language() -> None:
    page = html.fromstring(write_html(report(("a", 0.5))))
    assert page.get("lang") == "zh-CN"
    assert page.xpath("//link | //img | //script | //*[@src]") == []
    assert page.xpath("//p[@class='subject']/text()") == ["锅炉 <园区>"]
    assert page.xpath("//tr[@class='violation']/td[1]/text()") == ["违规"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="nowhere"):
        write_files(report(), Wanted(html=tmp_path / "nowhere" / "r.html"))
    wanted = Wanted(tmp_path / "r.docx", tmp_path / "r.xlsx", tmp_path / "r.html")
    written = write_files(report(), wanted)
    assert [path.name for path in written] == ["r.docx", "r.xlsx", "r.html"]
