"""The scope (范围): what a document lays down, to what it applies, to what not (GB/T 1.1-2020, 8.5)."""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from graph.document import Document, ElementKind, Place
from ingest.extract.passages import Passage, passages


class DocumentType(StrEnum):
    """Kinds of documents by function (GB/T 1.1-2020, 4.2; GB/T 20001)."""

    SPECIFICATION = "specification"  # 规范
    PROCEDURE = "procedure"  # 规程
    GUIDE = "guide"  # 指南
    TEST_METHOD = "test_method"  # 试验方法
    TERMINOLOGY = "terminology"  # 术语
    CLASSIFICATION = "classification"  # 分类、编码
    SYMBOL = "symbol"  # 符号
    EVALUATION = "evaluation"  # 评价


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScopePart(_Frozen):
    """One statement of the scope; ``verb`` as printed (规定, 适用于), ``text`` verbatim."""

    verb: str
    content: str
    text: str
    place: Place


class Scope(_Frozen):
    """``lays_down`` 规定了, ``applies`` 适用于, ``not_applies`` 不适用于; the rest is in ``text`` only."""

    text: str
    lays_down: tuple[ScopePart, ...] = ()
    applies: tuple[ScopePart, ...] = ()
    not_applies: tuple[ScopePart, ...] = ()
    type: DocumentType | None = None
    rule: str | None = None


_SELF = r"(?:本(?:标准|文件|部分|规范|规程|导则|指南|指导性技术文件|技术文件|技术要求)|[木]标准)"
_LAYS_DOWN = re.compile(
    _SELF
    + r"(?:(?!适用|执行)[^。；;]){0,40}?"
    + r"(?P<verb>规定|确立|描述|提供|给出|界定|建立|明确|提出|阐述|说明|确定|制定|统一)(?!的)了?"
    + r"(?P<content>[^。；;]+)"
)
_APPLIES = re.compile(
    r"(?P<not>不(?:应|宜)?)?(?P<verb>(?:也|还|同样|主要|亦)?适用于?)(?!范围)(?P<content>[^。；;]*?)"
    r"(?=[。；;\n]|$|[，,](?:但|也|且|而)?(?:同时)?(?:不|也|亦|还)?适用)"
)
_APPLIES_EN = re.compile(
    r"(?P<not>\b(?:is|are|does|do) not )?\b(?P<verb>(?:is |are )?appl(?:ies|y|icable) to)(?P<content>[^.;]+)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]?")


def scope_of(document: Document) -> Scope | None:
    """The scope of a document; None where no chapter is one."""
    found = passages(document, ElementKind.SCOPE)
    if not found:
        found = [one for one in passages(document, ElementKind.GENERAL)[:6] if _APPLIES.search(one.text)]
    return read_scope(found) if found else None


def read_scope(found: list[Passage]) -> Scope:
    """The scope in these passages."""
    lays_down: list[ScopePart] = []
    applies: list[ScopePart] = []
    not_applies: list[ScopePart] = []
    for one in found:
        for said in _SENTENCE.finditer(one.text):
            match = _LAYS_DOWN.search(said.group())
            if match is not None and "适用" not in said.group()[: match.start("verb")]:
                lays_down.append(_part(one, said, match))
            for match in (*_APPLIES.finditer(said.group()), *_APPLIES_EN.finditer(said.group())):
                part = _part(one, said, match)
                if not part.content:
                    part = part.model_copy(update={"content": _listed(one.text, said.start() + match.end())})
                (not_applies if match["not"] else applies).append(part)
    kind, rule = _type("。".join(part.text for part in lays_down))
    return Scope(
        text="\n".join(_body(one) for one in found).strip(), lays_down=tuple(lays_down), applies=tuple(applies),
        not_applies=tuple(not_applies), type=kind, rule=rule,
    )  # fmt: skip


def _listed(text: str, at: int) -> str:
    """The items of a list after ``不适用于：``."""
    items = re.match(r"\s*(?:(?:[a-z0-9]{1,2}[)）.]|[-—–]{1,3})[^\n]*\n?){1,40}", text[at : at + 4000])
    return items.group().strip() if items else ""


def _body(one: Passage) -> str:
    return re.sub(r"^[\d.]{0,6}[ \t\u3000]{0,8}(?:适用)?范围[ \t\u3000]{0,8}\n", "", one.text.strip())


def _part(one: Passage, said: re.Match[str], match: re.Match[str]) -> ScopePart:
    start, end = said.start() + match.start(), said.start() + match.end()
    verb = (match["not"] or "") + match["verb"] if "not" in match.groupdict() else match["verb"]
    return ScopePart(
        verb=verb, content=match["content"].strip(" ，,。；;：:\n"), text=one.text[start:end].strip(),
        place=one.place(start, end),
    )  # fmt: skip


@cache
def _types() -> tuple[tuple[re.Pattern[str], DocumentType, str], ...]:
    rows = csv.DictReader((files("ingest.extract.data") / "document_types.csv").read_text("utf-8").splitlines())
    return tuple((re.compile(row["pattern"]), DocumentType(row["type"]), row["pattern"]) for row in rows)


def _type(text: str) -> tuple[DocumentType | None, str | None]:
    """The type by the verb of the first statement (GB/T 1.1-2020, 8.5.3)."""
    return next(((kind, rule) for pattern, kind, rule in _types() if pattern.search(text)), (None, None))
