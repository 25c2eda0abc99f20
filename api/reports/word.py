"""A report as a Word document: real headings, repeated table heads, East Asian fonts, A4 with page numbers.

Opens in Word and in WPS: both take the face for hanzi from the attribute ``w:eastAsia`` of a style.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from api.reports.model import Column, Evidence, Mark, Paragraph, Report, Section, TableBlock
from api.reports.text import clean, shown

_BODY, _HEAD, _LATIN = "宋体", "黑体", "Times New Roman"
_COLOURS = {Mark.VIOLATION: RGBColor(0xB0, 0x1C, 0x1C), Mark.WARNING: RGBColor(0x9A, 0x5B, 0x00),
            Mark.NOTE: RGBColor(0x1F, 0x4E, 0x79)}  # fmt: skip
_SHADES = {Mark.VIOLATION: "FBE4E4", Mark.WARNING: "FFF3DC", Mark.NOTE: "E8F0F8"}
_MARGIN, _PAPER = Cm(2.2), (Cm(21.0), Cm(29.7))
_TEXT_WIDTH = 16.6  # cm between the margins
_FINDING_WIDTHS = (1.5, 6.9, 1.9, 2.8, 3.5)


def write_docx(report: Report) -> bytes:
    """The document as bytes; the same report gives the same bytes but for the clock of the zip."""
    document = docx.Document()
    _page(document, report)
    _styles(document)
    _properties(document, report)
    _cover(document, report)
    _findings(document, report)
    for section in report.sections:
        _section(document, section)
    document.add_heading(clean(report.method_title), 1)
    for line in report.method:
        document.add_paragraph(clean(line), style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any, report: Report) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _PAPER
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    header = section.header.paragraphs[0]
    header.text, header.alignment = clean(f"{report.title}  {report.subject}"), WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(clean(f"{report.footer}    {report.page_words[0]}"))
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")
    footer.add_run(report.page_words[1])


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
        run._r.append(element)


def _styles(document: Any) -> None:
    styles = document.styles
    _font(styles["Normal"], _BODY, 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    styles["Normal"].paragraph_format.line_spacing = 1.25
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 10.5)):
        _font(styles[name], _HEAD, size)
        styles[name].font.color.rgb = RGBColor(0, 0, 0)
        styles[name].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _font(styles[name], _BODY, 9)
    _font(styles["List Bullet"], _BODY, 10.5)
    quote = styles.add_style("Verbatim", WD_STYLE_TYPE.PARAGRAPH)
    quote.base_style = styles["Normal"]
    _font(quote, "楷体", 10.5)
    quote.paragraph_format.left_indent = Cm(0.6)
    cell = styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    _font(cell, _BODY, 9)
    cell.paragraph_format.space_after, cell.paragraph_format.line_spacing = Pt(0), 1.0


def _font(style: Any, east_asian: str, size: float) -> None:
    style.font.name, style.font.size = _LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):  # a face of the theme would win over the one named here
            del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:ascii"), _LATIN)
    fonts.set(qn("w:hAnsi"), _LATIN)


def _properties(document: Any, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.subject = clean(report.title), clean(report.subject)
    properties.author, properties.comments = "biaotu 标图", ""
    properties.language = "zh-CN" if report.language == "zh" else "en"
    properties.created = properties.modified = datetime.combine(report.made, time(), UTC)


def _cover(document: Any, report: Report) -> None:
    title = document.add_paragraph(clean(report.title), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subject = document.add_paragraph(style="Normal")
    subject.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = subject.add_run(clean(report.subject))
    run.bold, run.font.size = True, Pt(14)
    table = document.add_table(rows=0, cols=2)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for fact in report.facts:
        cells = table.add_row().cells
        _write(cells[0], fact.name, bold=True)
        _write(cells[1], fact.value)
    _widths(table, (3.6, _TEXT_WIDTH - 3.6))
    document.add_paragraph()
    document.add_paragraph().add_run(clean(report.verdict)).bold = True


def _findings(document: Any, report: Report) -> None:
    document.add_heading(clean(report.findings_title), 1)
    if not report.findings:
        document.add_paragraph(clean(report.no_findings))
        return
    table = _table(document, report.findings_columns)
    for one in report.findings:
        cells = table.add_row().cells
        _write(cells[0], one.grade, bold=True, colour=_COLOURS.get(one.mark))
        _write(cells[1], one.text)
        if one.quote:
            _quote(cells[1], one.quote)
        for cell, text in zip(cells[2:], (one.place, one.standards, one.basis), strict=True):
            _write(cell, text)
        _shade(cells[0], _SHADES.get(one.mark))
    _widths(table, _FINDING_WIDTHS)
    document.add_paragraph()


def _quote(cell: Any, text: str) -> None:
    paragraph = cell.add_paragraph(clean(f"“{text}”"), style="Cell")
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor(0x55, 0x55, 0x55)


def _section(document: Any, section: Section) -> None:
    document.add_heading(clean(section.title), 1)
    for block in section.blocks:
        match block:
            case Paragraph():
                run = document.add_paragraph().add_run(clean(block.text))
                run.bold = block.strong
                if block.mark in _COLOURS:
                    run.font.color.rgb = _COLOURS[block.mark]
            case TableBlock():
                _data_table(document, block)
            case Evidence():
                _evidence(document, block)


def _data_table(document: Any, block: TableBlock) -> None:
    if block.title:
        document.add_heading(clean(block.title), 2)
    if not block.rows:
        document.add_paragraph(clean(block.empty))
        return
    table = _table(document, [column.name for column in block.columns])
    for at, row in enumerate(block.rows):
        cells = table.add_row().cells
        for cell, value, column in zip(cells, row, block.columns, strict=True):
            _write(cell, shown(value, column), right=column.number)
        if block.marks:
            _shade(cells[0], _SHADES.get(block.marks[at]))
    _widths(table, _shares(block.columns))
    document.add_paragraph()


def _shares(columns: Sequence[Column]) -> list[float]:
    total = sum(column.width for column in columns)
    return [_TEXT_WIDTH * column.width / total for column in columns]


def _evidence(document: Any, block: Evidence) -> None:
    document.add_heading(clean(block.title), 3)
    for whose, text in block.texts:
        head = document.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.add_run(clean(whose)).bold = True
        document.add_paragraph(clean(text), style="Verbatim")
    for note in block.notes:
        document.add_paragraph(clean(note))


def _table(document: Any, names: Sequence[str]) -> Any:
    table = document.add_table(rows=1, cols=len(names))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        _write(cell, name, bold=True)
        _shade(cell, "E7E6E6")
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))  # the head is printed again on each page
    return table


def _write(cell: Any, text: str, *, bold: bool = False, right: bool = False, colour: RGBColor | None = None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    run = paragraph.add_run(clean(text))
    run.bold = bold
    if colour is not None:
        run.font.color.rgb = colour
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: Any, colour: str | None) -> None:
    if colour is None:
        return
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _widths(table: Any, widths: Sequence[float]) -> None:
    """Fixed widths, said of the grid and of each cell: Word reads the one, WPS the other. Rows do not break."""
    table.autofit = False
    for column, size in zip(table.columns, widths, strict=True):
        column.width = Cm(size)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, size in zip(row.cells, widths, strict=True):
            cell.width = Cm(size)
