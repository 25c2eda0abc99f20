"""Statements on patents: the notice every foreword carries, against a real disclosure (GB/T 20003.1-2014)."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from graph.document import Document, ElementKind, Place
from ingest.extract.passages import Passage, passages


class PatentStatementKind(StrEnum):
    """What a statement says (GB/T 1.1-2020, 8.3 f and annex D; GB/T 20003.1-2014, 5)."""

    NOTICE = "notice"  # 请注意本文件的某些内容可能涉及专利: said whether or not there is one
    DISCLOSURE = "disclosure"  # a patent is named or its licence declared
    NONE = "none"  # 本文件不涉及专利


class NamedPatent(BaseModel):
    """A patent as printed; any part may be missing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str | None = None
    title: str | None = None
    holder: str | None = None


class PatentStatement(BaseModel):
    """A statement with its place; ``clauses`` are the clauses it concerns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: PatentStatementKind
    text: str
    place: Place
    patents: tuple[NamedPatent, ...] = ()
    clauses: tuple[str, ...] = ()


_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?:ZL\s?\d{4}\s?\d\s?\d{7}(?:\.[\dXx])?|ZL\s?\d{8}(?:\.[\dXx])?|"
    r"CN\s?\d{7,9}\s?[A-CUSY]\d?(?![0-9])|"
    r"PCT/[A-Z]{2}\d{4}/\d{6}|(?:US|EP|JP|WO)\s?\d{6,11}\s?[AB]\d|(?:19|20)\d{2}[1-38]\d{7}\.[\dXx])"
)
_NOTICE = re.compile(r"(?:某些|部分|有些)?内容[^。\n]{0,6}可能(?:会)?涉及(?:到)?专利")
_DECLINED = re.compile(r"不(?:应)?(?:承担|负责?)(?:识别|鉴别)[^。\n]{0,10}专利")
_DISCLOSED = re.compile(
    r"提请注意[^。\n]{0,40}声明符合[^。\n]{0,80}专利|专利(?:持有人|权人)[^。\n]{0,40}(?:承诺|声明|同意|已向|愿意|姓名|名称|[:：])|"
    r"(?:涉及|包含|使用)[^。\n]{0,20}(?:以下|下列|如下)[^。\n]{0,10}专利|专利(?:号|名称|申请号)\s*[:：为]|"
    r"必要专利[^。\n]{0,20}(?:许可|声明)"
)
_NONE = re.compile(r"(?:不|未|没有)(?:涉及|包含|识别到?|发现|含有)[^。\n]{0,16}专利(?!的责任)")
_TITLE = re.compile(
    r"专利(?:名称)?\s*[:：]\s*[《“\"]?(?P<a>[^。；;，,\n《》“”\"]{4,60})|"
    r"[《“\"](?P<b>[^《》“”\"\n]{4,60})[》”\"]\s*[（(]?\s*(?:发明|实用新型|外观设计)?专利|"
    r"专利[“《\"](?P<c>[^《》“”\"\n]{4,60})[”》\"]"
)
_HOLDER = re.compile(
    r"专利(?:权人|持有人)(?:姓名|名称|/单位)?\s*(?:[:：]|为|是)\s*(?P<name>[^。；;，,\n]{2,50}?)(?=[。；;，,\n]|\s*地址|$)"
)
_CLAUSES = re.compile(
    r"(?:涉及(?:到)?|与|本文件(?:的)?|本标准(?:的)?)\s*"
    r"(?P<clauses>(?:第?\s*(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3}){0,5}\s*[章条]?\s*[、和及,，与]?\s*){1,8})"
    r"(?=[^\d]{0,40}专利|中|内容|相关)"
)
_ONE_CLAUSE = re.compile(r"(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3})*")
_FRONT = (ElementKind.FOREWORD, ElementKind.INTRODUCTION)
_OTHERS = tuple(kind for kind in ElementKind if kind not in (*_FRONT, ElementKind.CONTENTS))


def patents_of(document: Document) -> list[PatentStatement]:
    """Statements of the foreword and introduction; elsewhere only where a patent number stands."""
    found = [one for text in passages(document, *_FRONT) for one in read_patents(text)]
    for text in passages(document, *_OTHERS):
        if "专利" in text.text and _NUMBER.search(text.text):
            found += [one for one in read_patents(text) if one.kind is PatentStatementKind.DISCLOSURE]
    return found


def read_patents(text: Passage) -> list[PatentStatement]:
    """The statements of a passage: sentences on patents that follow each other are one."""
    found: list[PatentStatement] = []
    for start, end in _runs(text.text):
        said = text.text[start:end]
        kind = _kind(said)
        if kind is not None:
            patents = _named(said) if kind is PatentStatementKind.DISCLOSURE else ()
            clauses = _clauses(said) if kind is PatentStatementKind.DISCLOSURE else ()
            found.append(
                PatentStatement(
                    kind=kind, text=said.strip(), place=text.place(start, end), patents=patents, clauses=clauses
                )
            )
    return found


def _runs(text: str) -> list[tuple[int, int]]:
    """Stretches of neighbouring sentences that speak of patents or their holders."""
    runs: list[tuple[int, int]] = []
    for sentence in re.finditer(r"[^。\n]+[。\n]?", text):
        said = sentence.group()
        own = "专利" in said or _NUMBER.search(said) is not None
        follows = bool(runs) and runs[-1][1] == sentence.start() and re.match(r"\s*(?:地址|联系|电话|邮箱|电子)", said)
        if own and runs and runs[-1][1] == sentence.start():
            runs[-1] = (runs[-1][0], sentence.end())
        elif own:
            runs.append((sentence.start(), sentence.end()))
        elif follows:
            runs[-1] = (runs[-1][0], sentence.end())
    return runs


def _kind(said: str) -> PatentStatementKind | None:
    if _DISCLOSED.search(said) or _NUMBER.search(said):
        return PatentStatementKind.DISCLOSURE
    if _NOTICE.search(said) or _DECLINED.search(said):
        return PatentStatementKind.NOTICE
    return PatentStatementKind.NONE if _NONE.search(said) else None


def _named(said: str) -> tuple[NamedPatent, ...]:
    """Patents by number, each with the title and holder nearest to it."""
    numbers = list(_NUMBER.finditer(said))
    titles = [(m.start(), m["a"] or m["b"] or m["c"]) for m in _TITLE.finditer(said)]
    titles = [(at, title) for at, title in titles if not _NUMBER.search(title)]
    holders = [(m.start(), m["name"].strip()) for m in _HOLDER.finditer(said)]
    if not numbers:
        most = max(len(titles), len(holders))
        return tuple(
            NamedPatent(
                title=titles[i][1] if i < len(titles) else None, holder=holders[i][1] if i < len(holders) else None
            )
            for i in range(most)
        )
    return tuple(
        NamedPatent(
            number=re.sub(r"\s", "", one.group()).upper(), title=_nearest(titles, one.start()),
            holder=_nearest(holders, one.start()),
        )
        for one in numbers
    )  # fmt: skip


def _nearest(found: list[tuple[int, str]], at: int) -> str | None:
    return min(found, key=lambda one: abs(one[0] - at))[1] if found else None


def _clauses(said: str) -> tuple[str, ...]:
    found = [one for match in _CLAUSES.finditer(said) for one in _ONE_CLAUSE.findall(match["clauses"])]
    return tuple(dict.fromkeys(found))
