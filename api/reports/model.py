"""What every report is made of: cover, findings first, tables and evidence after, then method and date of the data.

Texts are plain: a renderer escapes them for its format. A report speaks one language; verbatim texts stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | int | float | Decimal | date | None


class Mark(StrEnum):
    """How a line is set off; the words say the same, colour never stands alone."""

    VIOLATION = "violation"
    WARNING = "warning"
    NOTE = "note"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the cover."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; ``evidence`` names the section where both texts stand."""

    mark: Mark
    grade: str  # the word for the mark: 违规, 警告, 提示
    text: str
    place: str = ""
    quote: str = ""
    standards: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in hanzi, ``number`` for values that are added and sorted as numbers, ``percent`` of them."""

    name: str
    width: int = 12
    number: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with a head. ``marks`` sets rows off; in Excel it is a sheet of its own named ``sheet``."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sheet: str
    marks: tuple[Mark, ...] = ()
    empty: str = ""  # said where there are no rows


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim texts side by side with what is said of them."""

    title: str
    texts: tuple[tuple[str, str], ...]  # whose text with its place, the text
    notes: tuple[str, ...] = ()
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    mark: Mark = Mark.NONE
    strong: bool = False


Block = Paragraph | TableBlock | Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole. ``verdict``: one sentence on the cover; ``method``: how it was made and what was not looked at."""

    title: str
    subject: str
    language: str  # zh or en
    made: date
    verdict: str
    facts: tuple[Fact, ...]
    findings_title: str
    findings: tuple[FindingRow, ...]
    findings_columns: tuple[str, ...]  # severity, finding, place, standards, basis
    no_findings: str
    sections: tuple[Section, ...]
    method_title: str
    method: tuple[str, ...]
    footer: str
    page_words: tuple[str, str] = field(default=("第 ", " 页"))
