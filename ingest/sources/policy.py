"""Policy documents as text: the numbered tasks of 一、…(一)… and where they stand."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.records import Issue, Problem, Row, TaskRecord
from ingest.sources.files import encoding_of

SOURCE = "policy"
_DIGITS = "一二三四五六七八九十"
_CHAPTER = re.compile(rf"^\s*([{_DIGITS}]{{1,3}})、\s*(.{{2,40}}?)[。]?\s*$")
_TASK = re.compile(rf"^\s*[(（]([{_DIGITS}]{{1,3}})[)）]\s*(.+)$")
_SIGNED = re.compile(r"^\s*(\d{4})年(\d{1,2})月(\d{1,2})日\s*$")
_TITLE = re.compile(r"(?:指导意见|意见|通知|规划|方案|办法|行动计划|措施|纲要|规定)[）)]?\s*$")
_STANDARD = re.compile(r"\bICS\b|中国标准文献分类|^\s*\d+(?:\.\d+)*\s+(?:范围|规范性引用文件)", re.MULTILINE)
_HEAD = re.compile(r"^(.{2,16}?)[。：:]")
_NAME = 30  # characters of a task without a heading
_MIN_TASKS = 3
SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Known:
    """A policy document whose tasks have codes of their own."""

    issuer: str
    issued: date
    prefix: str
    title: str


@cache
def known() -> tuple[Known, ...]:
    text = (files("ingest.sources.data") / "policies.csv").read_text("utf-8")
    return tuple(
        Known(row["issuer"], date.fromisoformat(row["issued"]), row["prefix"], row["title"])
        for row in csv.DictReader(text.splitlines())
    )


def is_policy(path: Path) -> bool:
    """Whether a text has chapters 一、 with tasks (一), and nothing of a standard."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        text = path.read_text(encoding_of(path))
    except (OSError, UnicodeDecodeError, UnreadableFile):
        return False  # whoever reads it as a document says why
    lines = text.splitlines()
    tasks = sum(_TASK.match(line) is not None for line in lines)
    chapters = sum(_CHAPTER.match(line) is not None for line in lines)
    return chapters > 0 and tasks >= _MIN_TASKS and _STANDARD.search(text) is None


def rows(path: Path) -> Iterator[Row | Issue]:
    """Every task with its text. Chapters are tasks above them."""
    lines = [(at, line.strip()) for at, line in enumerate(path.read_text(encoding_of(path)).splitlines(), 1)]
    prefix, document = _document(path, [line for _, line in lines])
    chapter = ""
    pending: tuple[int, str, list[str]] | None = None
    seen: set[str] = set()
    for at, line in [*lines, (len(lines) + 1, "一、结束。")]:
        head, task = _CHAPTER.match(line), _TASK.match(line)
        if (head or task or _SIGNED.match(line)) and pending is not None:
            yield _row(pending, document, seen)
            pending = None
        if head and at <= len(lines):
            chapter = f"{prefix}-{_number(head[1])}"
            yield Row(at, TaskRecord(chapter, head[2], document, line, provenance=document))
        elif task and chapter:
            pending = (at, f"{chapter}-{_number(task[1])}", [task[2]])
        elif pending is not None and line and not _SIGNED.match(line) and line not in {one.issuer for one in known()}:
            pending[2].append(line)


def _row(pending: tuple[int, str, list[str]], document: str, seen: set[str]) -> Row | Issue:
    at, code, parts = pending
    text = "\n".join(parts)
    if code in seen:
        return Issue(at, Problem.DUPLICATE_NUMBER, "this number stands in the chapter before", code)
    seen.add(code)
    head = _HEAD.match(text.replace("\n", "。", 1))
    name = head[1] if head else text[:_NAME] + ("…" if len(text) > _NAME else "")
    return Row(at, TaskRecord(code, name, document, text, code.rpartition("-")[0], document))


def _document(path: Path, lines: list[str]) -> tuple[str, str]:
    """Prefix of the codes and title: of a known document by issuer and day, else the name of the file and its title."""
    signed = next((found for line in reversed(lines) if (found := _SIGNED.match(line))), None)
    day = date(*map(int, signed.groups())) if signed else None
    for one in known():
        if one.issued == day and one.issuer in lines[-6:]:
            return one.prefix, one.title
    title = next((line for line in lines[:10] if _TITLE.search(line) and len(line) <= 60), path.stem)
    return re.sub(r"\W+", "-", unicodedata.normalize("NFKC", path.stem)).strip("-").lower(), title


def _number(text: str) -> int:
    """十二 → 12."""
    tens, _, ones = text.partition("十") if "十" in text else ("", "", text)
    value = (_DIGITS.index(tens) + 1 if tens else 1) * 10 if "十" in text else 0
    return value + (_DIGITS.index(ones) + 1 if ones else 0)
