"""The structured document: what a reader of any format makes of a standard, shared by ingest and search.

Two steps lead to it. A *reader* (docx, pdf, html, text, NISO STS) yields :class:`Block` after :class:`Block` in reading
order: paragraphs and tables as printed, each with its page. The *structure* step (``ingest/documents/structure.py``)
finds in them the elements of GB/T 1.1-2020 and of older and engineering styles, and makes the tree of clauses. Facts
extracted later carry a :class:`Place`, so that a reviewer can look each one up.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BlockKind(StrEnum):
    """What a block is, as far as its layout says."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # a numbered or styled title of a chapter or clause
    TABLE = "table"
    NOTE = "note"  # 注
    FOOTNOTE = "footnote"  # 脚注
    FORMULA = "formula"  # kept as text
    FIGURE = "figure"  # its caption


class Cell(_Frozen):
    """A cell of a table; ``row`` and ``column`` from 0, spans from 1. A merged cell stands once, at its first place."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


class Table(_Frozen):
    """A table as printed. ``number`` is 表1, 表A.2; ``unit`` what stands above it (单位为毫克每升)."""

    number: str | None = None
    caption: str | None = None
    unit: str | None = None
    header_rows: int = 1
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()  # notes and footnotes under the table
    pages: tuple[int, ...] = ()  # several where it is continued

    def grid(self) -> list[list[str]]:
        """Rows of texts, merged cells repeated over what they span."""
        height = max((cell.row + cell.row_span for cell in self.cells), default=0)
        width = max((cell.column + cell.column_span for cell in self.cells), default=0)
        rows = [[""] * width for _ in range(height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows[row][column] = cell.text
        return rows


class Block(_Frozen):
    """One paragraph or table in reading order.

    ``text`` is the printed text, for a table its cells joined by tabs and line ends; ``number`` the number of the
    clause or list item where the format keeps it apart (Word's automatic numbering); ``style`` the name the format
    gives; ``ocr`` marks text from character recognition: its facts need review.
    """

    index: int
    kind: BlockKind
    text: str
    page: int | None = None  # from 1
    number: str | None = None
    level: int | None = None  # of a heading, from 1
    style: str | None = None
    table: Table | None = None
    ocr: bool = False


class RepairKind(StrEnum):
    """Why a printed text differs from the text layer."""

    GLYPHS = "glyphs"  # Latin glyphs stored as rare hanzi (犌犅/犜 for GB/T)
    PRIVATE_USE = "private_use"  # decimal points and hyphens in the private use area
    SYMBOLS = "symbols"  # symbol fonts: ≤ stored as another sign
    SPACES = "spaces"
    OCR = "ocr"
    ALIGNED = "aligned"  # a table without lines, made of words that stand in columns


class Repair(_Frozen):
    """A change of a text layer, so that a value can still be traced to what the file holds."""

    kind: RepairKind
    page: int | None
    before: str
    after: str
    count: int = 1


class ElementKind(StrEnum):
    """Elements of a standards document (GB/T 1.1-2020, clause 6.1 and table 3)."""

    COVER = "cover"  # 封面
    CONTENTS = "contents"  # 目次
    FOREWORD = "foreword"  # 前言
    INTRODUCTION = "introduction"  # 引言
    SCOPE = "scope"  # 范围
    NORMATIVE_REFERENCES = "normative_references"  # 规范性引用文件
    TERMS = "terms"  # 术语和定义
    SYMBOLS = "symbols"  # 符号和缩略语
    CLASSIFICATION = "classification"  # 分类、编码、系统构成
    GENERAL = "general"  # 总则、总体要求、基本规定
    REQUIREMENTS = "requirements"  # 要求, 排放限值 ...
    TEST_METHODS = "test_methods"  # 试验方法、检验方法、测定
    INSPECTION = "inspection"  # 检验规则
    MARKING = "marking"  # 标志、包装、运输、贮存
    ANNEX_NORMATIVE = "annex_normative"  # 附录（规范性）
    ANNEX_INFORMATIVE = "annex_informative"  # 附录（资料性）
    BIBLIOGRAPHY = "bibliography"  # 参考文献
    INDEX = "index"  # 索引
    EXPLANATION = "explanation"  # 条文说明 (engineering standards)
    CHAPTER = "chapter"  # any other


class Modality(StrEnum):
    """Expressions of provisions (GB/T 1.1-2020, annex C; old forms 必须, 不得, 严禁 count as shall)."""

    SHALL = "shall"  # 应、不应
    SHOULD = "should"  # 宜、不宜
    MAY = "may"  # 可、不必
    CAN = "can"  # 能、不能
    STATEMENT = "statement"


class Clause(_Frozen):
    """A chapter, clause, annex or unnumbered element, with its blocks and the clauses below it."""

    number: str | None  # 4.2.1, A.1; None for 前言 and the like
    title: str
    kind: ElementKind
    depth: int  # 0 for chapters, annexes and unnumbered elements
    blocks: tuple[int, ...] = ()  # indexes of its own blocks, without those of clauses below
    children: tuple[Clause, ...] = ()


class Cover(_Frozen):
    """What the cover says (GB/T 1.1-2020, 8.1); texts as printed, canonical numbers are made later."""

    number: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    ics: tuple[str, ...] = ()
    ccs: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    issued: str | None = None
    implemented: str | None = None
    issuers: tuple[str, ...] = ()
    stage: str | None = None  # 征求意见稿, 报批稿 ...


class Place(_Frozen):
    """Where a fact stands. ``start`` and ``end`` are characters of the block's text (of the cell's, in a table)."""

    block: int
    page: int | None = None
    clause: str | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None


class Document(_Frozen):
    """A document read as a whole."""

    name: str
    media_type: str
    pages: int | None = None
    cover: Cover = Cover()
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    ocr_pages: tuple[int, ...] = ()

    def walk(self) -> list[Clause]:
        """All clauses, in printed order."""
        found: list[Clause] = []
        pending = list(reversed(self.clauses))
        while pending:
            clause = pending.pop()
            found.append(clause)
            pending.extend(reversed(clause.children))
        return found

    def clause_of(self, block: int) -> Clause | None:
        """The clause whose own block this is."""
        return next((clause for clause in self.walk() if block in clause.blocks), None)
