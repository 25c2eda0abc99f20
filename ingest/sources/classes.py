"""Classifications as tables: ICS, CCS, IPC, strategic emerging industries, GB/T 4754; and declarations of patents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from graph.ids import InvalidIdentifier, StandardId, find, parse
from ingest.errors import UnreadableFile
from ingest.records import ClassRecord, DeclarationRecord, DraftRecord, IndustryRecord, Issue, Problem, Row
from ingest.sources.patents import parse_day, parse_number
from ingest.sources.tables import Cells, Reader, Table
from ingest.sources.values import clean, split

_SCHEMES = (
    ("ICS", re.compile(r"\d{2}(?:\.\d{3}(?:\.\d{2})?)?")),
    ("CCS", re.compile(r"[A-Z]\d{2}(?:/\d{2})?|[A-Z]")),
    ("IPC", re.compile(r"[A-H](?:\d{2}(?:[A-Z](?:\d{1,4}(?:/\d{2,6})?)?)?)?")),
)
_SEI = re.compile(r"\d(?:\.\d{1,2})*")
_INDUSTRY = re.compile(r"[A-T]|\d{2,4}")
_IN_CELL = re.compile(r"(\d{2,4})(\*?)")


def rows(table: Table) -> Iterator[Row | Issue]:
    """The rows of a table of one of the kinds of this module."""
    match table.kind:
        case "industry":
            yield from _tree(_industries(table))
        case "strategic_industry":
            yield from _tree(_strategic(table))
        case "class":
            yield from _tree(_classes(table))
        case "declaration":
            yield from _each(table, _declaration)
        case "draft":
            yield from _each(table, _draft)


def _each(table: Table, read: Callable[[Cells], Row | Issue]) -> Iterator[Row | Issue]:
    for cells in table.rows():
        yield cells if isinstance(cells, Issue) else read(cells)


def _tree(items: Iterator[Row | Issue]) -> Iterator[Row | Issue]:
    """The rows with what is wrong of their parents: unknown ones are kept out, a circle is cut where it closes."""
    everything = list(items)
    parents = {
        row.record.code: row.record.parent
        for row in everything
        if isinstance(row, Row) and isinstance(row.record, ClassRecord | IndustryRecord)
    }
    for row in everything:
        if isinstance(row, Row) and isinstance(row.record, ClassRecord | IndustryRecord) and row.record.parent:
            problem = _of_parent(row.record.code, row.record.parent, parents)
            if problem is not None:
                kind, detail = problem
                issue = Issue(row.place, kind, detail, row.record.code, "parent", row.record.parent, rejected=False)
                row = Row(row.place, replace(row.record, parent=None), (*row.issues, issue))
        yield row


def _of_parent(code: str, parent: str, parents: dict[str, str | None]) -> tuple[Problem, str] | None:
    if parent not in parents:
        return Problem.UNKNOWN_PARENT, f"{parent} is no class of this table"
    seen: list[str] = [code]
    at: str | None = parent
    while at is not None:
        if at == code:
            return Problem.CYCLE, f"the classes above go in a circle: {' → '.join([*seen, code])}"
        if at in seen:
            return None  # a circle further up, noted at its own classes
        seen.append(at)
        at = parents.get(at)
    return None


def _industries(table: Table) -> Iterator[Row | Issue]:
    for cells in table.rows():
        if isinstance(cells, Issue):
            yield cells
            continue
        code, name = cells.text("code"), cells.text("name")
        if not _INDUSTRY.fullmatch(code):
            yield Issue(cells.place, Problem.INVALID_NUMBER, "no code of GB/T 4754 like C or 2710", code)
        elif not name:
            yield Issue(cells.place, Problem.NO_NAME, "the class has no name", code)
        else:
            yield Row(cells.place, IndustryRecord(code, name, cells.text("parent") or None,
                                                  cells.text("definition") or None, _provenance(cells)))  # fmt: skip


def _strategic(table: Table) -> Iterator[Row | Issue]:
    """战略性新兴产业分类: a code of industry with ``*`` is meant in part; rows without own code belong to the last."""
    code = ""
    pending: ClassRecord | None = None
    at = 0
    for cells in table.rows():
        if isinstance(cells, Issue):
            yield cells
            continue
        own = cells.text("code")
        industries = tuple((one, bool(star)) for one, star in _IN_CELL.findall(cells.text("industries")))
        if own and not _SEI.fullmatch(own):
            yield Issue(cells.place, Problem.INVALID_NUMBER, "no code like 1.2.3", own)
        elif own and own != code:
            if pending is not None:
                yield Row(at, pending)
            code, at = own, cells.place
            parent = own.rpartition(".")[0] or None
            pending = ClassRecord("SEI", own, cells.text("name") or None, None, parent, industries, _provenance(cells))
        elif pending is not None:
            pending = replace(pending, industries=(*pending.industries, *industries))
        else:
            yield Issue(cells.place, Problem.NO_NUMBER, "the row belongs to no class")
    if pending is not None:
        yield Row(at, pending)


def _classes(table: Table) -> Iterator[Row | Issue]:
    items = list(table.rows())
    scheme = _scheme([cells for cells in items if isinstance(cells, Cells)], str(table.path))
    pattern = dict(_SCHEMES).get(scheme)
    for cells in items:
        if isinstance(cells, Issue):
            yield cells
            continue
        code = cells.text("code").upper()
        zh, en = cells.text("name_zh"), cells.text("name_en")
        if not code or (pattern is not None and not pattern.fullmatch(code)):
            yield Issue(cells.place, Problem.INVALID_NUMBER, f"no code of {scheme}", code)
        elif not zh and not en:
            yield Issue(cells.place, Problem.NO_NAME, "the class has no name", code)
        else:
            yield Row(cells.place, ClassRecord(scheme, code, zh or None, en or None, cells.text("parent") or None, (),
                                               _provenance(cells)))  # fmt: skip


def _scheme(items: Sequence[Cells], path: str) -> str:
    """The scheme a column names, else the only one whose form most codes have."""
    named = {cells.text("scheme") for cells in items} - {""}
    if len(named) == 1:
        return named.pop()
    codes = [cells.text("code").upper() for cells in items]
    shares = [(sum(pattern.fullmatch(code) is not None for code in codes), name) for name, pattern in _SCHEMES]
    most, scheme = max(shares, key=lambda one: one[0], default=(0, ""))
    if not codes or most * 10 < len(codes) * 9:
        raise UnreadableFile(
            "{path}: a table of classes of no known scheme; add a column 分类法 with ICS, CCS, IPC or your own name",
            path=path,
        )
    return scheme


def _declaration(cells: Cells) -> Row | Issue:
    key = cells.text("declaration")
    if not key:
        return Issue(cells.place, Problem.NO_NUMBER, "the declaration has no number")
    reader = Reader(cells, key)
    standards: dict[str, StandardId] = {}
    cell = cells.cell("standards")
    for text in cell if isinstance(cell, tuple) else split(cell):
        try:
            identifier = parse(text)
        except InvalidIdentifier:
            mentions = find(text)
            if not mentions:
                reader.leave_out("standards", Problem.NO_IDENTIFIER, "no standard number in it", text)
                continue
            identifier = mentions[0].id
        standards[identifier.canonical] = identifier
    if not standards:
        return Issue(cells.place, Problem.NO_IDENTIFIER, "the declaration names no standard number", key,
                     value=cells.text("standards"))  # fmt: skip
    sections = _sections(cells.text("sections"))
    patents: list[tuple[str, str | None]] = []
    for text in split(cells.cell("patents")):
        try:
            patents.append((parse_number(text), sections.get(text)))
        except ValueError as error:
            reader.leave_out("patents", Problem.INVALID_NUMBER, str(error), text)
    day = reader.attempt("declared_on", parse_day, Problem.IMPOSSIBLE_DATE)
    record = DeclarationRecord(key, tuple(standards.values()), day if isinstance(day, date) else None,
                               cells.text("holder") or None, tuple(patents), _provenance(cells))  # fmt: skip
    return Row(cells.place, record, tuple(reader.issues))


def _sections(text: str) -> dict[str, str]:
    """Patent → clauses, where the cell is an object."""
    try:
        found = json.loads(text) if text.startswith("{") else {}
    except ValueError:
        found = {}
    return {str(patent): str(clauses) for patent, clauses in found.items()}


def _draft(cells: Cells) -> Row | Issue:
    title = cells.text("title")
    if not title:
        return Issue(cells.place, Problem.NO_TITLE, "the draft has no title")
    detail = "a draft without a number is no edition: its bodies are kept, the text can be ingested as a document"
    note = Issue(cells.place, Problem.NO_EDITION, detail, title, "title", cells.text("stage"), rejected=False)
    return Row(cells.place, DraftRecord(title, split(cells.cell("bodies")), _provenance(cells)), (note,))


def _provenance(cells: Cells) -> str | None:
    return clean(cells.cell("provenance")) or None
