"""What clauses say about tables and objects: which table applies to whom from when, and what is treated alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from graph.document import Document
from search.compare.align.model import Analogy
from search.compare.strictness.data import normal

_DATE = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_FROM = re.compile(rf"(?:自|从){_DATE}(?:起|开始)")
_UNTIL = re.compile(rf"(?:至|到)?{_DATE}(?:止|前|以前|之前)")
_APPLY = re.compile(r"(?:应当?)?(?:执行|适用|符合|满足)(?:本(?:标准|文件))?(表[A-Z]?\.?\d+).*$")
_LEAD = re.compile(r"^[A-Z]?\d*(?:\.\d+)*\s*(?=\D)")
_ANALOGY = re.compile(
    r"(?:使用|以|采用)?([^,，。;；]+?)(?:等(?:燃料)?)?(?:为燃料)?的[^,，。;；]*?[,，]?参照(?:本(?:标准|文件)中?)?([^,，。;；]+?)的?"
    r"(?:大气|水)?(?:污染物)?(?:排放)?(?:控制)?(?:要求|限值|规定)执行"
)


@dataclass(frozen=True, slots=True)
class Application:
    """A clause that applies a table to objects: 在用锅炉自2020年7月1日起执行表2."""

    subject: str
    table: str
    start: date | None
    end: date | None
    text: str


def applications_of(document: Document) -> tuple[Application, ...]:
    """All clauses that say from when a table applies to whom; a later table for the same objects ends the earlier."""
    found: list[Application] = []
    for text in _sentences(document):
        here = _applications(text)
        for position, one in enumerate(here):
            later = [other.start for other in here[position + 1 :] if other.subject == one.subject and other.start]
            end = one.end or (min(later) - timedelta(days=1) if later else None)
            found.append(Application(one.subject, one.table, one.start, end, one.text))
    return tuple(found)


def _applications(text: str) -> list[Application]:
    found: list[Application] = []
    subject, start, end = "", None, None
    for piece in re.split("[,;，；]", _LEAD.sub("", normal(text))):
        if begun := _FROM.search(piece):
            start = _day(begun)
        if ended := _UNTIL.search(_FROM.sub("", piece)):
            end = _day(ended)
        applied = _APPLY.search(piece)
        said = _UNTIL.sub("", _FROM.sub("", piece[: applied.start()] if applied else piece)).strip("，,、的")
        said = re.sub(r"^自本(?:标准|文件)实施之日起", "", said)
        subject = said or subject
        if applied and subject:
            found.append(Application(subject, applied.group(1), start, end, text))
            start, end = None, None
    return found


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def analogies_of(document: Document) -> tuple[Analogy, ...]:
    """What the document treats as something else."""
    found = []
    for text in _sentences(document):
        for match in _ANALOGY.finditer(normal(text)):
            things = tuple(piece for piece in re.split("[、和及或]", match[1].removesuffix("等")) if len(piece) >= 2)
            found.append(Analogy(things, match[2], text.strip()))
    return tuple(found)


def _sentences(document: Document) -> list[str]:
    texts = (block.text for block in document.blocks if block.table is None)
    return [piece for text in texts for piece in text.split("。") if piece.strip()]
