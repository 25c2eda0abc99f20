"""Exports and crawls of the registries of standards (national, industry, local, group): rows → typed records.

The four platforms and the common crawls differ in column names only; ``data/columns.csv`` says which is which. A row
without a usable number or title is rejected; a field that cannot be right is left out and reported, the row kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from graph.ids import Adoption, Degree, InvalidIdentifier, Mention, StandardId, find, parse
from ingest.errors import UnreadableFile
from ingest.records import Issue, Problem, Reference, Replaced, Row, StandardRecord
from ingest.sources import values
from ingest.sources.columns import Columns, Platform, map_columns, recognise
from ingest.sources.files import BadRow, Cell, RawRow, read_rows

T = TypeVar("T")
_PARTIAL = re.compile(r"部分代替|部分替代|代替部分|\(部分\)|（部分）|部分内容")
_SIGNS = "、；;，,\n"
_YEARS_OFF = 2  # a standard is issued in the year of its number, seldom one off; more is another standard's date
_DEGREES = (
    ("IDT", Degree.IDT), ("等同", Degree.IDT), ("MOD", Degree.MOD), ("修改", Degree.MOD), ("EQV", Degree.MOD),
    ("等效", Degree.MOD), ("NEQ", Degree.NEQ), ("非等效", Degree.NEQ), ("REF", Degree.NEQ), ("参考", Degree.NEQ),
)  # fmt: skip


@dataclass(slots=True)
class RegistryFile:
    """One file of a registry, opened: its columns are known before the first row is asked for.

    ``mapping`` goes before the table of column names. Raises :class:`UnreadableFile` when no column holds the number.
    """

    path: Path
    columns: Columns
    platform: Platform | None
    unmapped: dict[str, int] = field(default_factory=dict)  # column → rows in which it held something
    _mapping: dict[str, str] | None = None

    @classmethod
    def open(cls, path: Path, mapping: dict[str, str] | None = None) -> RegistryFile:
        names: dict[str, None] = {}
        for count, row in enumerate(read_rows(path)):
            if isinstance(row, RawRow):
                names.update(dict.fromkeys(row.cells))
            if count >= 200:  # JSON objects name only the fields they have
                break
        if not names:
            raise UnreadableFile("{path}: no rows under the column names; nothing to ingest", path=path)
        columns = map_columns(names, mapping)
        if "number" not in columns:
            raise UnreadableFile(
                "{path}: no column holds the number of the standard; columns are {columns}. Name it in a "
                'mapping file ([columns] "列名" = "number") and give --mapping',
                path=path,
                columns=", ".join(names)[:300],
            )
        return cls(path, columns, recognise(names), {}, mapping)

    def rows(self) -> Iterator[Row | Issue]:
        """Every row of the file, as a record or as the reason why it is none."""
        for raw in read_rows(self.path):
            if isinstance(raw, BadRow):
                yield Issue(raw.place, Problem(raw.reason), raw.detail)
                continue
            cells: dict[str, Cell] = {}
            for name, cell in raw.cells.items():
                meaning = self._meaning(name)
                if meaning is None:
                    if cell:
                        self.unmapped[name] = self.unmapped.get(name, 0) + 1
                elif cell:
                    cells[meaning] = cell
            yield _read(raw.place, cells)

    def _meaning(self, name: str) -> str | None:
        if name in self.columns.mapped:
            return self.columns.mapped[name]
        if name not in self.unmapped and name not in self.columns.unmapped:  # first seen in a later row
            late = map_columns([*self.columns.mapped, name], self._mapping)
            self.columns = Columns({**self.columns.mapped, **late.mapped}, (*self.columns.unmapped, *late.unmapped))
            return self.columns.mapped.get(name, "ignored" if name not in late.unmapped else None)
        return None


def _read(place: int, cells: dict[str, Cell]) -> Row | Issue:
    number = values.clean(cells.get("number", ""))
    if not number:
        return Issue(place, Problem.NO_NUMBER, "the row names no standard")
    try:
        identifier = parse(number)
    except InvalidIdentifier as error:
        return Issue(place, Problem.INVALID_NUMBER, str(error), number)
    if not identifier.dated:
        return Issue(place, Problem.UNDATED_NUMBER, "a number without a year names no edition", number)
    reader = _RowReader(place, identifier, cells)
    record = reader.record()
    if record.title_zh is None and record.title_en is None and not identifier.amendments:
        return Issue(place, Problem.NO_TITLE, "the row has no title", number)
    return Row(place, record, tuple(reader.issues))


class _RowReader:
    def __init__(self, place: int, identifier: StandardId, cells: dict[str, Cell]) -> None:
        self._place, self._id, self._cells = place, identifier, cells
        self.issues: list[Issue] = []

    def _text(self, name: str) -> str:
        return values.clean(self._cells.get(name, ""))

    def _leave_out(self, name: str, problem: Problem, detail: str, value: str | None = None) -> None:
        shown = (value if value is not None else self._text(name))[:200]
        self.issues.append(Issue(self._place, problem, detail, self._id.canonical, name, shown, rejected=False))

    def _try(self, name: str, read: Callable[[str], T], problem: Problem, empty: T) -> T:
        try:
            return read(self._text(name))
        except ValueError as error:
            self._leave_out(name, problem, str(error))
            return empty

    def _date(self, name: str) -> date | None:
        return self._try(name, values.parse_date, Problem.IMPOSSIBLE_DATE, None)

    def _codes(self, name: str, read: Callable[[Cell], tuple[str, ...]]) -> tuple[str, ...]:
        try:
            return read(self._cells.get(name, ""))
        except ValueError as error:
            self._leave_out(name, Problem.BAD_VALUE, str(error))
            return ()

    def record(self) -> StandardRecord:
        issued, implemented = self._dates()
        if self._id.needs_review:
            self._leave_out("number", Problem.NUMBER_NEEDS_REVIEW, "; ".join(self._id.notes), self._id.canonical)
        return StandardRecord(
            id=self._id,
            title_zh=self._text("title_zh") or None,
            title_en=self._text("title_en") or None,
            status=self._try("status", values.parse_status, Problem.UNKNOWN_STATUS, None),
            nature=_nature(self._text("nature")),
            issued=issued,
            implemented=implemented,
            withdrawn_on=self._date("withdrawn_on"),
            first_issued=self._date("first_issued"),
            reviewed_on=self._date("reviewed_on"),
            plan_number=self._text("plan_number") or None,
            record_number=self._text("record_number") or None,
            category=self._text("category") or None,
            scope=self._text("scope") or None,
            main_content=self._text("main_content") or None,
            pages=self._try("pages", values.parse_pages, Problem.BAD_VALUE, None),
            patents_involved=self._try("patents_involved", values.parse_bool, Problem.BAD_VALUE, None),
            text_access=self._text("text_access") or None,
            url=self._text("url") or None,
            keywords=values.split(self._cells.get("keywords", "")),
            drafters=values.split(self._cells.get("drafters", "")),
            drafting_orgs=values.split(self._cells.get("drafting_orgs", "")),
            issuers=self._bodies("issuer"),
            proposers=self._bodies("proposer"),
            committees=values.split(self._cells.get("committee", "")),
            ics=self._codes("ics", values.parse_ics),
            ccs=self._codes("ccs", values.parse_ccs),
            industries=values.split(self._cells.get("industry", "")),
            replaces=self._replaced("replaces"),
            replaced_by=self._replaced("replaced_by"),
            adopts=self._adopts(),
            references=tuple(Reference(one.id) for one, _ in self._mentions("references")),
            provenance=self._text("provenance") or None,
            retrieved_on=self._date("retrieved_on"),
        )

    def _dates(self) -> tuple[date | None, date | None]:
        issued, implemented = self._date("issued"), self._date("implemented")
        year = self._id.year or 0
        if issued is not None and abs(issued.year - year) > _YEARS_OFF:
            self._leave_out("issued", Problem.DATE_AGAINST_NUMBER, f"the number says {year}")
            issued = None
        if implemented is not None and implemented.year < year - _YEARS_OFF:
            self._leave_out("implemented", Problem.DATE_AGAINST_NUMBER, f"the number says {year}")
            implemented = None
        if issued is not None and implemented is not None and implemented < issued:
            self._leave_out("implemented", Problem.DATES_OUT_OF_ORDER, f"implemented before it was issued ({issued})")
            implemented = None
        return issued, implemented

    def _bodies(self, name: str) -> tuple[str, ...]:
        """Authorities are also joined by spaces: 国家市场监督管理总局 国家标准化管理委员会."""
        return tuple(
            dict.fromkeys(
                part
                for body in values.split(self._cells.get(name, ""))
                for part in (re.split(r"(?<=[局部会院厅]) (?=[国中])", body) if not body.isascii() else [body])
            )
        )

    def _mentions(self, name: str) -> Iterator[tuple[Mention, str]]:
        """The numbers in a cell other than the row's own, each with the text it was found in."""
        cell = self._cells.get(name, "")
        for text in cell if isinstance(cell, tuple) else (cell,):
            mentions = find(text) if text else []
            yield from ((one, text) for one in mentions if one.id.canonical != self._id.canonical)
            if not mentions and values.clean(text):
                self._leave_out(name, Problem.NO_IDENTIFIER, "no standard number in it", values.clean(text))

    def _replaced(self, name: str) -> tuple[Replaced, ...]:
        return tuple(dict.fromkeys(Replaced(one.id, _in_part(one, text)) for one, text in self._mentions(name)))

    def _adopts(self) -> tuple[Adoption, ...]:
        cell, stated = self._cells.get("adopts", ""), _degree(self._text("adopts_degree"))
        if not cell:
            return self._id.adopts
        adoptions = list(self._id.adopts)
        for text in cell if isinstance(cell, tuple) else (cell,):
            mentions = find(text)
            for at, mention in enumerate(mentions):
                end = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
                adoptions.append(Adoption(mention.id, _degree(text[mention.end : end]) or stated or Degree.UNKNOWN))
            if not mentions and values.clean(text):
                self._leave_out("adopts", Problem.NO_IDENTIFIER, "no standard number in it", values.clean(text))
        return tuple({adoption.target.canonical: adoption for adoption in adoptions}.values())


def _in_part(mention: Mention, text: str) -> bool:
    """Whether 部分代替 is said of this number: at the head of the cell, or between the signs around the number."""
    if _PARTIAL.match(text.strip()):
        return True
    start = max(text.rfind(sign, 0, mention.start) for sign in _SIGNS) + 1
    ends = [at for sign in _SIGNS if (at := text.find(sign, mention.end)) >= 0]
    return _PARTIAL.search(text[start : min(ends, default=len(text))]) is not None


def _degree(text: str) -> Degree | None:
    upper = text.upper()
    if "非等效" in upper:
        return Degree.NEQ
    return next((degree for word, degree in _DEGREES if word in upper), None)


def _nature(text: str) -> str | None:
    return {"强制": "mandatory", "推荐": "recommended", "指导": "guidance"}.get(text[:2])
