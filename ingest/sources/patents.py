"""Patents from tables: CNIPA-style exports, Google Patents and Lens exports, crawls. XML is :mod:`.patent_xml`."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from graph.ids import find
from ingest.records import Citation, Issue, PatentRecord, Problem, Row
from ingest.sources.files import Cell
from ingest.sources.tables import Cells, Reader, Table
from ingest.sources.values import clean, split

_NUMBER = re.compile(r"([A-Z]{2})[-\s]?(\d{4,13}|[A-Z]?\d{4,12})(?:[-\s.]?([A-Z]\d?))?(?:\s*\d*)?")
_SYMBOL = re.compile(r"[A-HY]\d{2}(?:[A-Z](?:\s*\d{1,4}/\d{2,6})?)?(?![A-Z0-9/])")  # G06, H04L, H04L 9/32
_HAN = re.compile(r"[\u3400-\u9fff]")
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{2}|\d(?=\D))[-/.月]?(\d{1,2})日?")
_AROUND = 60  # characters of a passage on each side of a number
_MAX_ABSTRACT = 5_000
PLACES = ("title", "abstract", "claims", "description")


def rows(table: Table) -> Iterator[Row | Issue]:
    """Every patent of a table, or why it is none."""
    for cells in table.rows():
        yield cells if isinstance(cells, Issue) else _read(cells)


def _read(cells: Cells) -> Row | Issue:
    text = cells.text("publication_number")
    if not text:
        return Issue(cells.place, Problem.NO_NUMBER, "the row names no publication number")
    try:
        number = parse_number(text)
    except ValueError as error:
        return Issue(cells.place, Problem.INVALID_NUMBER, str(error), text[:80])
    reader = Reader(cells, number)
    zh, en = _titles(cells)
    if not zh and not en:
        return Issue(cells.place, Problem.NO_TITLE, "the row has no title", number)
    abstract = localized(cells.cell("abstract"))
    texts = (
        ("title", " ".join(filter(None, (zh, en)))), ("abstract", abstract),
        ("claims", localized(cells.cell("claims"))), ("description", localized(cells.cell("description"))),
    )  # fmt: skip
    cites, issues = citations(cells.place, number, texts)
    record = PatentRecord(
        number=number,
        title_zh=zh or None,
        title_en=en or None,
        abstract=abstract[:_MAX_ABSTRACT] or None,
        category=category(cells.text("category")),
        application_number=cells.text("application_number") or None,
        filed=_day(reader, "filed"),
        published=_day(reader, "published"),
        inventors=names(cells.cell("inventors")),
        holders=names(cells.cell("holders")),
        classes=tuple(
            (scheme, symbol) for scheme in ("IPC", "CPC") for symbol in _symbols(reader, scheme.lower())
        ),
        cites=cites,
        url=cells.text("url") or None,
        provenance=cells.text("provenance") or None,
        retrieved_on=_day(reader, "retrieved_on"),
    )  # fmt: skip
    return Row(cells.place, record, (*reader.issues, *issues))


def parse_number(text: str) -> str:
    """``CN101025382A``: office, digits, kind code (WIPO ST.16). ``CN-101025382-A`` and spaces are read too.

    Raises ``ValueError`` for a text that is no publication number.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise ValueError(f"{text[:60]!r} is no publication number; expected a form like CN101025382A")
    return "".join(part or "" for part in found.groups())


def parse_day(text: str) -> date | None:
    """A day as patent offices write it: 2010-07-07, 2010.07.07, 20100707. 0 and an empty text are none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in ("", "0"):
        return None
    found = _DATE.match(plain)
    if found is None:
        raise ValueError("not a date; expected a form like 2020-01-31 or 20200131")
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise ValueError(f"no such day ({error})") from error


def _day(reader: Reader, name: str) -> date | None:
    value = reader.attempt(name, parse_day, Problem.IMPOSSIBLE_DATE)
    return value if isinstance(value, date) else None


def _titles(cells: Cells) -> tuple[str, str]:
    """By the script of the text, whatever the column is called."""
    zh = en = ""
    for name in ("title_zh", "title_en"):
        for text in _texts(cells.cell(name)):
            if _HAN.search(text):
                zh = zh or text
            else:
                en = en or text
    return zh, en


def localized(cell: Cell) -> str:
    """The text of a cell; of several languages the Chinese one first (Google Patents: ``*_localized``)."""
    texts = _texts(cell)
    return next((text for text in texts if _HAN.search(text)), texts[0] if texts else "")


def names(cell: Cell) -> tuple[str, ...]:
    """Persons or bodies, in order: a list, or one text with separators; ``name`` of an object (Google Patents)."""
    if isinstance(cell, tuple):
        return tuple(dict.fromkeys(filter(None, map(clean, _texts(cell)))))
    parts = re.split(r"\s*;;\s*|\s*;\s+", cell) if ";" in cell and not _HAN.search(cell) else split(cell)
    return tuple(dict.fromkeys(filter(None, map(clean, parts))))


def _texts(cell: Cell) -> list[str]:
    """Plain texts of a cell; of objects their ``text``, ``name`` or ``code``."""
    found: list[str] = []
    for one in cell if isinstance(cell, tuple) else (cell,):
        if one.startswith(("{", "[")):
            try:
                item = json.loads(one)
            except ValueError:
                item = None  # a title in brackets
            if isinstance(item, list):
                found += _texts(tuple(json.dumps(part, ensure_ascii=False) if isinstance(part, dict) else str(part)
                                      for part in item))  # fmt: skip
                continue
            if isinstance(item, dict):
                one = next((str(item[key]) for key in ("text", "name", "code") if item.get(key)), "")
        if text := clean(one):
            found.append(text)
    return found


def _symbols(reader: Reader, name: str) -> tuple[str, ...]:
    found: list[str] = []
    for text in _texts(reader.cells.cell(name)):
        for part in re.split(r"[;；,，、|]+", text):
            symbol = class_symbol(part)
            if symbol is not None:
                found.append(symbol)
            elif part.strip():
                reader.leave_out(name, Problem.BAD_VALUE, "no IPC or CPC symbol like H04L9/32", part.strip())
    return tuple(dict.fromkeys(found))


def class_symbol(text: str) -> str | None:
    """``H04L9/32`` from ``H04L 9/32 (2006.01)I``; None where there is none."""
    found = _SYMBOL.match(unicodedata.normalize("NFKC", text).strip().upper())
    return re.sub(r"\s", "", found.group()) if found else None


def category(text: str) -> str | None:
    """The kind of publication in Chinese; a kind code (WIPO ST.16) of CN is spelt out."""
    spelt = {"A": "发明公布", "B": "发明授权", "C": "发明授权", "U": "实用新型", "Y": "实用新型", "S": "外观设计"}
    return spelt.get(text[:1].upper(), text) if text and text.isascii() and len(text) <= 2 else text or None


@cache
def _nicknames() -> dict[str, tuple[str, str]]:
    """Number as written → (the number meant, where that is said)."""
    text = (files("ingest.sources.data") / "nicknames.csv").read_text("utf-8")
    return {row["written"]: (row["meant"], row["source"]) for row in csv.DictReader(text.splitlines())}


def citations(place: int, number: str, texts: Iterable[tuple[str, str]]) -> tuple[tuple[Citation, ...], list[Issue]]:
    """The standards whose numbers stand in the texts of a patent, each with the passage; each once a place.

    A trade name that looks like a number (``IEC104`` for IEC 60870-5-104) is replaced by what it means, and noted.
    """
    from graph.ids import parse

    found: dict[tuple[str, str], Citation] = {}
    issues: list[Issue] = []
    for where, text in texts:
        for mention in find(text) if text else ():
            identifier = mention.id
            passage = clean(text[max(0, mention.start - _AROUND) : mention.end + _AROUND])
            if (nickname := _nicknames().get(identifier.canonical)) is not None:
                meant, why = nickname
                issues.append(Issue(place, Problem.NICKNAME, f"read as {meant} ({why})", number, where,
                                    text[mention.start : mention.end], rejected=False))  # fmt: skip
                identifier = parse(meant)
            if identifier.needs_review:
                issues.append(Issue(place, Problem.NUMBER_NEEDS_REVIEW, "; ".join(identifier.notes), number, where,
                                    passage, rejected=False))  # fmt: skip
                continue
            found.setdefault((identifier.canonical, where), Citation(identifier, where, passage))
    return tuple(found.values()), issues
