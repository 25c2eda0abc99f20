"""A text cut into sentences, each with the element and the list it stands in.

Elements change with headings (GB/T 1.1-2020, table 3); a list goes on while items follow each other: technical
changes, the history of editions (8.3), the parts of a series, corresponding documents. Lines of chapter 2, of the
bibliography and of a cover stand alone; elsewhere a line broken by layout is joined with the next one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ingest.extract.references.fold import fold

BY_LINE = frozenset(("normative_references", "bibliography", "cover"))
FRONT = frozenset(("cover", "foreword", "introduction"))
_ALIASES = {
    "requirements": "body", "classification": "body", "general": "body", "inspection": "body", "marking": "body",
    "chapter": "body", "annex_normative": "body", "annex_informative": "body", "annex": "body", "index": "contents",
    "references": "normative_references", "preface": "foreword", "title_page": "cover", "test_method": "test_methods",
    "definitions": "terms", "": "body",
}  # fmt: skip

_HEADING = re.compile(
    r"#{0,6} *(?:第 *[一二三四五六七八九十0-9]{1,3} *章|(?P<number>[0-9]{1,2})(?:\.[0-9]{1,2})*[.、]?|附 *录 *[A-Z])? *"
    r"(?P<title>[\u3400-\u9fff、:和与 ]{2,30}?)(?: *[A-Za-z][A-Za-z ,&'-]{2,60})?$"
)
_LEAD_HEADING = re.compile(r"#{0,6} *2 *(规范性引用文件|引用标准) *(?=下列|本标准|本文件|本部分|凡是)")
_CLAUSE_LINE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3} {0,4}[\u3400-\u9fff]")
_ITEM = re.compile(r"(?:[-•·●◆]{1,6}|[a-z]{1,2}[).]|[0-9]{1,2}[)]|\([0-9a-z一二三四五六七八九十]{1,3}\)|[①-⑳])")
_OPENS_LINE = re.compile(
    r"[-•·●◆#|\[]|[a-z]{1,2}[).]|[0-9]{1,2}(?:[.][0-9]{1,2})*[).、 ]|本(?:标准|文件|部分|规范|规程|指导性)|"
    r"注[0-9]{0,2}:|附录|表[0-9A-Z]|图[0-9A-Z]|第.{1,3}[章条]|\([0-9a-z]{1,2}\)"
)
_HEADER_ONLY = re.compile(r"[A-Za-z]{1,8}(?:/[A-Za-z]{1,12})? ?[0-9]{0,4}/? ?[0-9.]{1,12} ?(?:[-: ]{1,3} ?[0-9]{2,4})?")
_OPEN_CODE = re.compile(r"[A-Z]{2,4}[0-9]{0,4}(?:/[TZ]?)? *$|/ *$")
_STOP = re.compile(r"[。;!?]|(?<=[\u3400-\u9fff)])\.(?=\s|$)")
_METHOD_CLAUSE = re.compile(
    r"[ #]{0,8}(?:[0-9]{1,2}|[A-Z])(?:\.[0-9]{1,3}){1,5} *[^,;。:\n]{0,16}"
    r"(?:试验|(?<!出厂)(?<!型式)(?<!交收)检验|检测|测定|测试|测量|方法|采样|取样)(?!规则|项目|报告|员|机构|室)"
)
_NUMBERED = re.compile(r"[ #]{0,8}(?:[0-9]{1,2}|[A-Z])(?:\.[0-9]{1,3}){1,5}(?![0-9])")
_TABLE_LINE = re.compile(r"\||.+ {2,}\| {2,}.+|.*\t.*\t")


class State(StrEnum):
    """The list a sentence stands in."""

    NONE = "none"
    CHANGES = "changes"  # 主要技术变化
    HISTORY = "history"  # 历次版本
    SERIES = "series"  # 分为以下部分
    CORRESPONDENCE = "correspondence"  # 对应关系
    TABLE = "table"


_OPENERS = (
    (State.HISTORY, re.compile(r"历次版本|版本(?:的)?(?:历次)?发布情况|历史版本|版本变迁")),
    (
        State.CORRESPONDENCE,
        re.compile(r"(?:一致性)?对应(?:关系)?的?(?:我国|国家|国内|国际)?(?:文件|标准)?(?:如下|有|为|:)"),
    ),
    (
        State.SERIES,
        re.compile(r"(?:分为|由|包括|包含|已?发布了?|拟由|共有?)[^。;]{0,14}?(?:部分|标准|文件)(?:组成|构成)?[:;]?$"),
    ),
    (
        State.CHANGES,
        re.compile(
            r"(?:变化|差异|区别|修订(?:的)?内容|修改(?:的)?内容|改动|不同之处|变动|修改)[^。;]{0,12}(?:如下|为|:|是|有|包括|表现)"
            r"|做了(?:如下|下列|以下)[^。;]{0,8}(?:修改|改动)"
        ),
    ),
)
_CLOSES_HISTORY = re.compile(
    r"本(?:标准|文件|部分|规范)(?:由|按|使用|等同|修改|附录|起草|主要|负责|代替|与)|请注意|主要起草|附录"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``start`` and ``end`` in the text; ``header`` is the head row of its table."""

    start: int
    end: int
    section: str
    state: State
    note: bool = False
    header: str = ""


def section_name(section: str | None) -> str:
    """The element as the cue rules name it; unknown names read like a chapter of the body."""
    name = (section or "").strip().lower()
    return _ALIASES.get(name, name)


@cache
def _titles() -> dict[str, str]:
    text = (files("ingest.extract.data") / "headings.csv").read_text("utf-8")
    return {row["title"]: row["section"] for row in csv.DictReader(text.splitlines())}


def heading_section(line: str, current: str) -> str | None:
    """The element a line opens, or None when it is no heading. ``line`` is folded."""
    if _LEAD_HEADING.match(line):
        return "normative_references"
    if current == "cover" and _CLAUSE_LINE.match(line):
        return "body"
    found = _HEADING.fullmatch(line)
    if found is None or len(line) > 90:
        return None
    title = re.sub(r"\s", "", found["title"])
    known = _titles().get(title)
    if known is not None:
        return known
    numbered = found["number"] is not None and "." not in line.split(" ")[0].rstrip(".")
    if not numbered or current == "cover" or not 1 <= int(found["number"]) <= 30:
        return None
    return "test_methods" if re.search(r"方法|试验|检验$|测定|测量|监测", title) else "body"


def sentences(text: str, section: str) -> Iterator[Sentence]:
    """All sentences of ``text``, which begins in ``section``."""
    state, header, methods = State.NONE, "", False
    for paragraph in _paragraphs(text, section):
        start, end, section_here, line_kind = paragraph
        folded = fold(text[start:end])
        if line_kind == "heading":
            state, methods = State.NONE, False
            yield Sentence(start, end, section_here, state)
            continue
        if line_kind == "table":
            header = header or folded
            yield Sentence(start, end, section_here, State.TABLE, header=header)
            continue
        header = ""
        note = re.match(r"注[0-9]{0,2}:|注 ?[0-9]{0,2} ", folded) is not None
        if _NUMBERED.match(folded):
            methods = _METHOD_CLAUSE.match(folded) is not None
        if section_here == "body" and methods:
            section_here = "test_methods"
        at, lead = 0, "line"
        while at < len(folded):
            stop = _STOP.search(folded, at) if section_here not in BY_LINE else None
            stop_at = stop.end() if stop else len(folded)
            piece = folded[at:stop_at].strip()
            state = _next_state(state, lead, piece)
            if piece:
                yield Sentence(start + at, start + stop_at, section_here, state, note)
            state = _opened(state, piece)
            lead = "semi" if stop and stop.group() == ";" else "period"
            at = stop_at


def _next_state(state: State, lead: str, piece: str) -> State:
    if state is State.NONE or lead == "semi" or not piece:
        return state
    if state is State.HISTORY:
        return State.NONE if _CLOSES_HISTORY.match(piece) else state
    return state if _ITEM.match(piece) else State.NONE


def _opened(state: State, piece: str) -> State:
    compact = re.sub(r"\s", "", piece)
    for opened, pattern in _OPENERS:
        if pattern.search(compact[-240:]):
            if opened is State.SERIES and state is State.CHANGES:
                continue
            return opened
    return state


def _paragraphs(text: str, section: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, section, kind) of lines joined where layout broke them."""
    pending: tuple[int, int] | None = None
    at = 0
    for raw in text.splitlines(keepends=True):
        start, end = at, at + len(raw)
        at = end
        line = fold(raw).strip()
        if not line:
            if pending:
                yield (*pending, section, "text")
                pending = None
            continue
        before = fold(text[pending[0] : pending[1]]).rstrip() if pending and pending[1] - pending[0] < 4000 else ""
        if pending and _joins(before, line, section):
            pending = (pending[0], end)
            continue
        if pending:
            yield (*pending, section, "text")
            pending = None
        opened = heading_section(line, section)
        if opened is not None:
            section = opened
            yield (start, end, section, "heading")
        elif _TABLE_LINE.match(line) and section not in ("normative_references", "bibliography"):
            yield (start, end, section, "table")
        else:
            pending = (start, end)
    if pending:
        yield (*pending, section, "text")


def _joins(before: str, line: str, section: str) -> bool:
    """True where a line goes on from the one before it."""
    if not before:
        return False
    if _OPEN_CODE.search(before[-12:]):
        return True
    if section in BY_LINE or len(before) < 18:
        return False
    last = before.rsplit("\n", 1)[-1]
    if before[-1] in "。;:!?" or _HEADER_ONLY.fullmatch(line) or _HEADER_ONLY.fullmatch(last):
        return False
    return not (_OPENS_LINE.match(line) or _TABLE_LINE.match(line) or heading_section(line, section))
