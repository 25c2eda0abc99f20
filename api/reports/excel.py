"""A report as an Excel workbook: a sheet of cover and findings, one for each table; texts are never formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from api.reports.model import Column, Evidence, Mark, Report, TableBlock, Value
from api.reports.text import clean, shown, width

_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME, _LONGEST_CELL = 31, 32_767
_NARROW, _WIDE = 8, 60
_SHADES = {Mark.VIOLATION: "#FBE4E4", Mark.WARNING: "#FFF3DC", Mark.NOTE: "#E8F0F8"}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(report: Report) -> bytes:
    """The workbook as bytes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": clean(report.title), "subject": clean(report.subject), "author": "biaotu 标图",
                             "created": datetime.combine(report.made, time(), UTC)})  # fmt: skip
        sheets = _Sheets(book)
        sheets.cover(report)
        sheets.table(_findings(report))
        for section in report.sections:
            for block in section.blocks:
                if isinstance(block, TableBlock):
                    sheets.table(block)
            evidence = [block for block in section.blocks if isinstance(block, Evidence)]
            if evidence:
                sheets.table(_evidence(section.title, evidence, report.language))
    return stream.getvalue()


def _findings(report: Report) -> TableBlock:
    severity, finding, place, standards, basis = report.findings_columns
    quote = "原文" if report.language == "zh" else "verbatim"
    return TableBlock(
        title="",
        columns=(Column(severity, 5), Column(finding, 30), Column(place, 8), Column(quote, 24), Column(standards, 12),
                 Column(basis, 20)),
        rows=tuple((one.grade, one.text, one.place, one.quote, one.standards, one.basis) for one in report.findings),
        sheet=report.findings_title, marks=tuple(one.mark for one in report.findings), empty=report.no_findings,
    )  # fmt: skip


def _evidence(title: str, blocks: Sequence[Evidence], language: str) -> TableBlock:
    """Each pair of texts in a row."""
    names = ("依据", "出处", "原文", "说明") if language == "zh" else ("evidence", "place", "verbatim", "notes")
    rows = tuple(
        (block.title, whose, text, "\n".join(block.notes) if at == 0 else "")
        for block in blocks
        for at, (whose, text) in enumerate(block.texts)
    )
    columns = tuple(Column(name, size) for name, size in zip(names, (18, 18, 30, 24), strict=True))
    return TableBlock("", columns, rows, title)


class _Sheets:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._names: set[str] = set()
        base = {"valign": "top", "font_name": "宋体", "font_size": 10, "text_wrap": True, "border": 1,
                "border_color": "#BFBFBF"}  # fmt: skip
        self._base = base
        self._head = book.add_format(base | {"bold": True, "bg_color": "#E7E6E6", "font_name": "黑体"})
        self._formats: dict[tuple[str, Mark], Any] = {}

    def cover(self, report: Report) -> None:
        sheet = self._sheet(report.title)
        strong = self._book.add_format({"bold": True, "font_size": 14, "font_name": "黑体"})
        sheet.write_string(0, 0, clean(report.title), strong)
        sheet.write_string(1, 0, clean(report.subject), strong)
        text = self._format("text", Mark.NONE)
        lines = [(fact.name, fact.value) for fact in report.facts]
        lines += [("", report.verdict), *((report.method_title if at == 0 else "", line) for at, line in
                                          enumerate(report.method))]  # fmt: skip
        for at, (name, value) in enumerate(lines, 3):
            sheet.write_string(at, 0, clean(name), self._head)
            sheet.write_string(at, 1, clean(value), text)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 90)

    def table(self, block: TableBlock) -> None:
        sheet = self._sheet(block.sheet)
        for at, column in enumerate(block.columns):
            sheet.write_string(0, at, clean(column.name), self._head)
        if not block.rows:
            sheet.write_string(1, 0, clean(block.empty))
        for line, row in enumerate(block.rows, 1):
            mark = block.marks[line - 1] if block.marks else Mark.NONE
            for at, (value, column) in enumerate(zip(row, block.columns, strict=True)):
                self._cell(sheet, line, at, value, column, mark)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(block.rows)), len(block.columns) - 1)
        for at, column in enumerate(block.columns):
            texts = [column.name, *(shown(row[at], column) for row in block.rows)]
            sheet.set_column(at, at, _width(texts))

    def _cell(self, sheet: Any, line: int, at: int, value: Value, column: Column, mark: Mark) -> None:
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            sheet.write_number(line, at, value, self._format("percent" if column.percent else "number", mark))
        elif isinstance(value, date):
            sheet.write_datetime(line, at, datetime.combine(value, time()), self._format("date", mark))
        else:
            text = "" if value is None else clean(str(value))[:_LONGEST_CELL]
            sheet.write_string(line, at, text, self._format("text", mark))

    def _format(self, kind: str, mark: Mark) -> Any:
        if (kind, mark) not in self._formats:
            looks = {"text": {}, "number": {"num_format": "General"}, "percent": {"num_format": "0.0%"},
                     "date": {"num_format": "yyyy-mm-dd"}}[kind]  # fmt: skip
            shade = {"bg_color": _SHADES[mark]} if mark in _SHADES else {}
            self._formats[kind, mark] = self._book.add_format(self._base | looks | shade)
        return self._formats[kind, mark]

    def _sheet(self, wanted: str) -> Any:
        """A sheet with a name Excel takes, and none has yet (case does not tell them apart)."""
        base = _NAME.sub(" ", clean(wanted)).strip()[:_LONGEST_NAME] or "1"
        name, number = base, 2
        while name.casefold() in self._names:
            tail = f" {number}"
            name, number = base[: _LONGEST_NAME - len(tail)] + tail, number + 1
        self._names.add(name.casefold())
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet


def _width(texts: Iterable[str]) -> int:
    return min(_WIDE, max(_NARROW, max(map(width, texts)) + 2))
