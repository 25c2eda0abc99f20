"""A draft read for the overlap check: number, title, scope, normative references (GB/T 1.1-2020, 8.1, 8.5, 8.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from graph.ids import StandardId, find
from ingest.documents.lines import compact, read_lines

_SCOPE = re.compile(r"^(?:1\.?|第一章|一、)?(?:适用范围|范围|主题内容与适用范围)$")
_REFERENCES = re.compile(r"^(?:2\.?|第二章|二、)?(?:规范性引用文件|引用标准|引用文件)$")
_CHAPTER = re.compile(r"^(?:[2-9]|1\d)\.?[\u3400-\u9fff]{2,20}$|^附录[A-Z]|^参考文献$")
_FRONT = re.compile(r"^(?:前言|目次|目录|引言|ICS|CCS|.{0,8}(?:国家标准|行业标准|地方标准|团体标准|企业标准)$)")
_NOT_A_TITLE = re.compile(
    r"发布|实施|征求意见|送审稿|报批稿|草案|^代替|^备案号|^【|^\d+$|^[(（]|公司|协会|学会|委员会$|部$|局$|总局$|"
    r"中华人民共和国|本电子版|^[A-Z]\d{2}$"
)
_COVER_LINES = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """What the check needs of a draft. Empty where the text does not say; ``notes`` says what was not found."""

    title: str
    scope: str
    references: tuple[StandardId, ...] = ()
    number: str | None = None
    notes: tuple[str, ...] = ()


def read_draft(name: str, content: bytes) -> Draft:
    """Read a draft from a file. Raises :class:`~ingest.errors.UnreadableFile`."""
    return parse_draft(read_lines(name, content))


def parse_draft(lines: list[str]) -> Draft:
    """Read a draft from its lines."""
    start = _heading(lines, _SCOPE)
    title = _title(lines, start)
    scope = _section(lines, start) if start is not None else ""
    at = _heading(lines, _REFERENCES)
    references = [m.id for line in lines[at + 1 : _end(lines, at)] for m in find(line)[:1]] if at is not None else []
    missing = (("no_title", not title), ("no_scope", not scope), ("no_references", at is None))
    notes = [code for code, is_missing in missing if is_missing]
    return Draft(title, scope, tuple(dict.fromkeys(references)), _number(lines[:_COVER_LINES]), tuple(notes))


def _heading(lines: list[str], pattern: re.Pattern[str]) -> int | None:
    """The last line that is this heading: before it there may be one in the table of contents."""
    found = [at for at, line in enumerate(lines) if pattern.match(compact(line))]
    return found[-1] if found else None


def _end(lines: list[str], start: int) -> int:
    for at in range(start + 1, len(lines)):
        text = compact(lines[at])
        if _CHAPTER.match(text) or _REFERENCES.match(text):
            return at
    return len(lines)


def _section(lines: list[str], start: int) -> str:
    return "".join(lines[start + 1 : _end(lines, start)])


def _title(lines: list[str], scope_at: int | None) -> str:
    """The line of the cover that stands again above chapter 1; else the first of the cover that reads like a title."""
    cover_end = next((at for at, line in enumerate(lines) if compact(line) in ("前言", "目次", "目录")), _COVER_LINES)
    cover = [line for line in lines[:cover_end] if _reads_like_title(line)]
    if scope_at is not None:
        above = [line for line in lines[max(0, scope_at - 3) : scope_at] if _reads_like_title(line)]
        known = {compact(line) for line in cover} | {compact(a + b) for a, b in pairwise(cover)}
        again = [line for line in above if compact(line) in known]
        if again:
            return _spaced(" ".join(again))
        if not cover and above:
            return _spaced(above[-1])
    return _spaced(cover[0]) if cover else ""


def _reads_like_title(line: str) -> bool:
    text = compact(line)
    hanzi = len(re.findall(r"[\u3400-\u9fff]", text))
    numbered = find(line)
    return (
        hanzi >= 2
        and len(text) <= 80
        and hanzi * 2 >= len(text)
        and not _FRONT.match(text)
        and not _NOT_A_TITLE.search(text)
        and not (numbered and numbered[0].start == 0)
        and not text.endswith(("。", "；", "："))
    )


def _spaced(text: str) -> str:
    return re.sub(r"[\s\u3000]+", " ", text).strip()


def _number(cover: list[str]) -> str | None:
    for line in cover:
        for mention in find(line):
            if mention.start <= 2 and not line.strip().startswith(("代替", "部分代替")):
                return mention.id.canonical
    return None
