"""The list of technical changes in a foreword (GB/T 1.1-2020, 8.3 d): added, changed, removed, and where."""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from graph.document import Document, ElementKind, Place
from graph.ids import find
from ingest.extract.passages import Passage, passages


class ChangeKind(StrEnum):
    """What was done to the document."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MERGED = "merged"
    MOVED = "moved"
    OTHER = "other"


class Change(BaseModel):
    """One item: ``clause`` of this edition, ``old_clause`` of the old one, ``against`` the document compared with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ChangeKind
    label: str | None  # a), 1), ——
    text: str
    clause: str | None = None
    old_clause: str | None = None
    against: str | None = None
    place: Place


_OPENS = re.compile(
    r"(?:变化|差异|区别|修订(?:的)?内容|修改(?:的)?内容|改动|变动|不同之处|技术性?修改)"
    r"[^。；;\n]{0,14}?(?:如下|为|包括|有|是|表现)?\s*[:：；;]|"
    r"作了?(?:以下|如下|下列)[^。；;\n]{0,10}(?:修改|改动|修订)\s*[:：]"
)
_ITEM = re.compile(
    r"\s*(?P<label>[-—–]{1,4}|[•·●◆]|[a-z]{1,2}\s?[)）.](?![a-z])|\d{1,2}\s?[)）.、](?!\d)|[（(][0-9a-z]{1,2}[)）]|[①-⑳])"
    r"\s*(?P<text>[^\s].*)",
    re.DOTALL,
)
_PIECE = re.compile(r"[^；;\n]+[；;\n]?")
_MARK_INSIDE = re.compile(r"(?<=[；;。:：])\s*(?=(?:[a-z]\s?[)）]|\d{1,2}\s?[)）]|[—–]{1,3}))")
_CITED = re.compile(
    r"[（(]\s*(?P<inside>(?:见|参见)[^（）()]{1,120}|[^（）()A-Za-z]{0,40}(?:章|条|版|附录)[^（）()]{0,60}|"
    r"(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3}){1,5})\s*[)）]"
)
_OLD = re.compile(
    r"(?:(?:19|20)\d{2}\s*年?版(?:本)?|原(?:标准|版|文件)|上一?版|旧版|前版)\s*(?:的|中)?\s*(?P<clause>[^，,；;）)]{1,30})"
)
_NEW_CLAUSE = re.compile(
    r"(?:第\s*\d{1,2}\s*章|附录\s*[A-Z](?:\.\d+)*|表\s*[A-Z]?\.?\d+|图\s*[A-Z]?\.?\d+|(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3})*)"
    r"(?:\s*[、和～~至-]\s*(?:第\s*\d{1,2}\s*章|附录\s*[A-Z](?:\.\d+)*|表\s*[A-Z]?\.?\d+|(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3})*))*"
)
_CLOSES = re.compile(r"\s*(?:本(?:标准|文件|部分|规范)|请注意|附录|起草|主要起草)")


def changes_of(document: Document) -> list[Change]:
    """The items of all lists of changes of the foreword, in printed order."""
    return [one for text in passages(document, ElementKind.FOREWORD) for one in read_changes(text)]


def read_changes(text: Passage) -> list[Change]:
    """The items of a passage."""
    found: list[Change] = []
    at = 0
    while (opening := _OPENS.search(text.text, at)) is not None:
        against = _against(text.text, opening.start())
        at = opening.end()
        for start, end in _items(text.text, at):
            found.append(_change(text, start, end, against))
            at = end
    return found


def _against(text: str, before: int) -> str | None:
    """The document compared with: the last number named in the sentence that opens the list."""
    lead = text[max(0, before - 300) : before]
    lead = lead[max(lead.rfind("。"), lead.rfind("\n")) + 1 :]
    numbers = find(lead)
    return numbers[-1].id.canonical if numbers else None


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """Places of items: while each begins with a mark, or, in running text, up to the end of the sentence."""
    items: list[tuple[int, int]] = []
    marked = _ITEM.match(text, start) is not None
    at = start
    while at < len(text):
        end = _end(text, at)
        piece = text[at:end]
        if not piece.strip():
            at = end
            continue
        if (marked and _ITEM.match(piece) is None and not _goes_on(text, at)) or (not marked and _CLOSES.match(piece)):
            break
        if marked and _ITEM.match(piece) is None:
            items[-1] = (items[-1][0], end) if items else (at, end)
        else:
            items.append((at, end))
        if not marked and piece.rstrip().endswith("。"):
            break
        at = end
    return items


def _goes_on(text: str, at: int) -> bool:
    """A piece after a semicolon within a line belongs to the item before it."""
    return at > 0 and text[at - 1] in "；;" and "\n" not in text[at : at + 1] and not _CLOSES.match(text, at)


def _end(text: str, at: int) -> int:
    """The end of the item that begins here: a semicolon, line end or full stop, or the mark of the next one."""
    stop = re.compile(r"[；;\n]|。").search(text, at + 1)
    end = stop.end() if stop else len(text)
    inside = _MARK_INSIDE.search(text, at + 2, end)
    return inside.end() if inside else end


def _change(text: Passage, start: int, end: int, against: str | None) -> Change:
    said = text.text[start:end].strip()
    match = _ITEM.match(said)
    label, body = (match["label"].replace(" ", ""), match["text"]) if match else (None, said)
    if label is not None and set(label) <= set("-—–"):
        label = "——"
    body = body.strip().rstrip("；;。")
    clause, old = _cited(body)
    lead = len(text.text[start:end]) - len(text.text[start:end].lstrip())
    return Change(
        kind=_kind(body), label=label, text=body, clause=clause, old_clause=old, against=against,
        place=text.place(start + lead, start + lead + len(said)),
    )  # fmt: skip


def _cited(body: str) -> tuple[str | None, str | None]:
    """Clauses in the bracket at the end: ``（见4.2，2012年版的4.1）``."""
    brackets = list(_CITED.finditer(body))
    if not brackets:
        return None, None
    inside = brackets[-1]["inside"]
    old = _OLD.search(inside)
    rest = inside[: old.start()] + inside[old.end() :] if old else inside
    rest = re.sub(r"本(?:版|文件|标准|部分)(?:的|中)?", "", rest)
    new = _NEW_CLAUSE.search(rest)
    before = _NEW_CLAUSE.search(old["clause"]) if old else None
    return _tidy(new.group() if new else None), _tidy(before.group() if before else None)


def _tidy(clause: str | None) -> str | None:
    return re.sub(r"\s|第|章", "", clause) if clause else None


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], ChangeKind], ...]:
    rows = csv.DictReader((files("ingest.extract.data") / "changes.csv").read_text("utf-8").splitlines())
    return tuple((re.compile(row["pattern"]), ChangeKind(row["kind"])) for row in rows)


def _kind(body: str) -> ChangeKind:
    """By the verb that comes first; the table breaks ties."""
    hits = [(match.start(), rank, kind) for rank, (p, kind) in enumerate(_kinds()) if (match := p.search(body))]
    return min(hits, default=(0, 0, ChangeKind.OTHER))[2]
