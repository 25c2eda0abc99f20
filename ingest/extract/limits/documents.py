"""Limits of a whole document: requirement clauses sentence by sentence, and their tables.

Left out are cover, contents, foreword, scope, references, terms, test methods, inspection rules and bibliographies:
their numbers are conditions, steps or counts (GB/T 1.1-2020, clause 8). An informative annex requires nothing;
its tables of limits are read with the modality ``should``.
"""

from __future__ import annotations

import re
from typing import Any

from graph.document import Block, BlockKind, Clause, Document, ElementKind, Modality, Place, Table
from graph.limits import BOUNDS, Doubt, Limit, Op
from graph.text import normalize
from ingest.extract.limits.citing import Cited, cited, sentences_of
from ingest.extract.limits.leads import read_lead, segments
from ingest.extract.limits.masks import lead_mark
from ingest.extract.limits.names import strip_object
from ingest.extract.limits.sentences import from_text
from ingest.extract.limits.tables import from_table
from ingest.extract.limits.validity import period_of

_READ = frozenset(
    {
        ElementKind.GENERAL,
        ElementKind.REQUIREMENTS,
        ElementKind.MARKING,
        ElementKind.ANNEX_NORMATIVE,
        ElementKind.CHAPTER,
        ElementKind.CLASSIFICATION,
    }
)
_OTHER_TITLE = re.compile(
    r"实施|监督|监测|检验规则|判定|试验方法|测定|测量|检测|取样|采样|术语|符号|计算|检验|检查|鉴定|"
    r"培养基|试液|方法|说明|执行范围|样品|制备|仪器|试剂|步骤|折算"
)
_LIMIT_TABLE = re.compile(r"限值|限量|指标|要求|允许|标准值")
_SETS_LIMITS = re.compile(r"限值|限量|最高允许|最低允许|标准值|允许排放")
_NO_HOME = frozenset(
    {ElementKind.COVER, ElementKind.FOREWORD, ElementKind.NORMATIVE_REFERENCES, ElementKind.BIBLIOGRAPHY}
)
_NO_LIMITS = re.compile(
    r"方法标准|测定方法|分析方法|试验方法|修正|符号|换算|对照|记录表|示例|基准含?氧含?量|监测频次|"
    r"取样|采样|抽样|判定|目录|名录|划分"
)
_ITEM = re.compile(r" {0,4}(?:[a-z]|[0-9]{1,2})[)）．.]|——|\(?[0-9]{1,2}[)）]|[①-⑳]")
_OPENS_LIST = re.compile(r"[:：]$|(?:下列|以下)[^。]{0,12}(?:规定|要求|条件)(?:之一)?[:：。]?$")
_TITLE_END = re.compile(
    r"(?:(?:水|大气|空气|噪声|恶臭|环境)?(?:污染物)?(?:综合)?(?:排放|控制|质量|安全|卫生|技术|环境|设计|管理|服务)*)?"
    r"(?:标准|规范|规程|要求|限值|限量|技术条件|通用技术条件|规定|导则|指南|分级)+(?:\(.*\))?$"
)
_NO_OBJECT = re.compile(r"^(?:技术|一般|基本|总体|通用|其他|具体|运行|主要|设计|管理)|内容$|规定$|记录$|总则$|控制$")
_TITLE_TAIL = re.compile(
    r"(?:的)?(?:特别|一般|基本|通用|其他)?(?:控制|技术|排放|管理|性能|安全|质量)?(?:要求|限值|规定|指标|措施|条件)$"
)


def extract_from_document(document: Document) -> list[Limit]:
    """The limits of a document in printed order, each with its place (block, page, clause, table, row, column)."""
    found: list[Limit] = []
    blocks = {block.index: block for block in document.blocks}
    subject = subject_of(document.cover.title_zh or "")
    clauses = _clauses(document.clauses, ())
    provisions = [(clause, titles) for clause, titles in clauses if _provides(clause, titles)]
    for clause, titles in clauses:
        informative = clause.kind is ElementKind.ANNEX_INFORMATIVE
        read = _provides(clause, titles)
        lead = ""
        for index in clause.blocks:
            block = blocks.get(index)
            if block is None or block.kind in (BlockKind.NOTE, BlockKind.FIGURE, BlockKind.FOOTNOTE, BlockKind.FORMULA):
                continue
            above = titles
            if block.table is not None:
                home = clause if read else _home(block.table, clause, provisions, blocks)
                if home is None:
                    continue
                above = titles if read else ()
                texts = [blocks[i].text for i in {*clause.blocks, *home.blocks} if i in blocks]
                limits = _table(block, block.table, clause, subject, texts, informative=informative)
                limits = _dated(limits, texts, block)
            elif informative or not read:
                continue
            else:
                limits, lead = _paragraph(block, clause, lead)
            found += [_finished(limit, block, above) for limit in limits]
    return found


def _provides(clause: Clause, titles: tuple[str, ...]) -> bool:
    """Whether limits are looked for in the clause, by its element and the titles above it."""
    if clause.kind is ElementKind.ANNEX_INFORMATIVE:
        return True
    return clause.kind in _READ and not any(_OTHER_TITLE.search(title) for title in titles)


def _home(
    table: Table, clause: Clause, provisions: list[tuple[Clause, tuple[str, ...]]], blocks: dict[int, Block]
) -> Clause | None:
    """The clause whose provision a table belongs to that was printed elsewhere, with all tables behind the text.

    Only a table whose caption says that it sets limits, and that a clause with requirements cites.
    """
    caption = table.caption or ""
    if clause.kind in _NO_HOME or not _SETS_LIMITS.search(caption) or not table.number:
        return None
    return next(
        (
            one
            for one, _ in provisions
            if one is not clause and sentences_of(table.number, [blocks[i].text for i in one.blocks if i in blocks])
        ),
        None,
    )


def extract_from_table(
    table: Table,
    clause: Clause | None,
    block: Block,
    *,
    modality: Modality = Modality.SHALL,
    subject: str = "",
    told: Cited | None = None,
) -> list[Limit]:
    """The limits of a table of a document; none of tables of methods, corrections and symbols.

    ``subject`` is the object of the document, for tables whose caption and rows name none; ``told`` what the text
    that cites the table says of it.
    """
    title = " ".join(filter(None, (table.caption, clause.title if clause else "")))
    if _NO_LIMITS.search(table.caption or "") or (not table.caption and _OTHER_TITLE.search(title)):
        return []
    place = Place(block=block.index, page=block.page, clause=clause.number if clause else None, table=table.number)
    return from_table(table, place, modality=modality, object=subject, told=told)


def _clauses(clauses: tuple[Clause, ...], titles: tuple[str, ...]) -> list[tuple[Clause, tuple[str, ...]]]:
    """All clauses with the titles above them and their own, outermost first."""
    found: list[tuple[Clause, tuple[str, ...]]] = []
    pending = [(clause, titles) for clause in reversed(clauses)]
    while pending:
        clause, above = pending.pop()
        here = (*above, clause.title)
        found.append((clause, here))
        pending.extend((child, here) for child in reversed(clause.children))
    return found


def _table(
    block: Block, table: Table, clause: Clause, subject: str, texts: list[str], *, informative: bool
) -> list[Limit]:
    if informative and not _LIMIT_TABLE.search(table.caption or ""):
        return []
    told = cited(table.number, texts)
    modality = Modality.SHOULD if informative or told.modality is Modality.SHOULD else Modality.SHALL
    return extract_from_table(table, clause, block, modality=modality, subject=subject, told=told)


def _dated(limits: list[Limit], paragraphs: list[str], block: Block) -> list[Limit]:
    """With the period that the clause gives for the table."""
    period = period_of(paragraphs, block.table.number if block.table is not None else None)
    return limits if period is None else [limit.model_copy(update={"valid": period}) for limit in limits]


def subject_of(title: str) -> str:
    """What a standard is about, by its title: 汽车维修业水污染物排放标准 → 汽车维修业."""
    return _TITLE_END.sub("", title.replace(" ", "")).strip()


def _paragraph(block: Block, clause: Clause, lead: str) -> tuple[list[Limit], str]:
    """The limits of a paragraph, and the words that open a list for the paragraphs after it."""
    text = block.text
    listed = bool(_ITEM.match(text)) or bool(block.number and re.fullmatch(r"[a-z0-9]{1,2}[)）]?", block.number))
    place = Place(block=block.index, page=block.page, clause=clause.number)
    if (
        block.kind is BlockKind.HEADING
        and text.strip().endswith(clause.title)
        and len(clause.title) < 30
        and "。" not in text
    ):
        return [], ""
    # 不应有破损 and the like is workmanship: a requirement, but no limit to compare
    limits = [limit for limit in from_text(text, place=place) if limit.op not in (Op.ABSENT, Op.PROHIBITED)]
    if listed and lead:
        limits = [_under(limit, lead) for limit in limits]
        return limits, lead
    return limits, text if _OPENS_LIST.search(text.strip()) else ""


def _under(limit: Limit, lead: str) -> Limit:
    """A limit of a list item, with the circumstance and the object its opening words name."""
    lead = normalize(lead).text
    parts = segments(lead[lead_mark(lead) :].rstrip(": "))
    told = read_lead(parts[0]) if parts else read_lead("")
    circumstance = (
        parts[0] if re.search(r"[≤≥<>＜＞]|大于|小于|低于|高于|以上|以下|时$|的", parts[0] if parts else "") else ""
    )
    condition = "；".join(part for part in (circumstance, limit.condition) if part)
    thing = limit.object or told.object or (strip_object(parts[0].rsplit("的", 1)[-1]) if parts else "")
    return limit.model_copy(update={"condition": condition or None, "object": thing or None})


_COMPARATOR = re.compile(r"[≤≥<>＜＞≯≮]|[大小高低多少]于|[超达]|至少|以[上下内]")


def _finished(limit: Limit, block: Block, titles: tuple[str, ...]) -> Limit:
    """With the object of the nearest title where the text names none, and marked where it was read by OCR."""
    update: dict[str, Any] = {}
    if limit.object is None:
        for title in reversed(titles):
            name = _TITLE_TAIL.sub("", re.sub(r"^[0-9A-Z. ]+", "", title)).strip()
            if 2 < len(name) <= 24 and not _NO_OBJECT.search(name):
                update["object"] = name
                update["doubts"] = (
                    *limit.doubts,
                    Doubt(field="object", confidence=0.6, reason="taken from the clause's title"),
                )
                break
    if block.ocr:
        update["ocr"] = True
        doubts = [Doubt(field="value", confidence=0.7, reason="read by character recognition")]
        if re.search("m[23]", limit.unit or ""):
            doubts.append(Doubt(field="unit", confidence=0.5, reason="m² and m³ are confused by recognition"))
        if limit.op in BOUNDS and not _COMPARATOR.search(limit.value_text):
            doubts.append(Doubt(field="op", confidence=0.5, reason="a comparator may be lost in recognition"))
        update["doubts"] = (*(update.get("doubts") or limit.doubts), *doubts)
    return limit.model_copy(update=update) if update else limit
