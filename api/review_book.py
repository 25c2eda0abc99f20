"""The workbook of a review: one sheet a kind of fact, decisions chosen from a list; written, and read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from api.messages import Messages
from api.settings import Language
from graph.document import Modality
from graph.ids import Degree
from graph.limits import Op
from graph.references import Relation
from graph.review import Decision, ItemKind
from ingest.documents.archive import Package
from ingest.errors import UnreadableFile

Cells = Mapping[str, str | int | float]
MAX_CELL = 32_000  # characters a cell may hold
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_FOUND = ("id", "standard", "page", "clause", "table", "row", "column", "text")
_SAID = ("confidence", "doubts", "state", "reviewer", "decision")
_UNDERSTOOD = {
    ItemKind.LIMIT: ("value_text", "object", "characteristic", "condition", "grade", "op", "value", "unit", "modality"),
    ItemKind.REFERENCE: ("number", "relation", "all_parts", "degree"),
    ItemKind.FACT: ("about", "field", "value"),
}
_CORRECTED = {
    ItemKind.LIMIT: _UNDERSTOOD[ItemKind.LIMIT][1:],
    ItemKind.REFERENCE: _UNDERSTOOD[ItemKind.REFERENCE],
    ItemKind.FACT: ("value",),
}
NEW = "new_"  # before the key of a column for a correction
SHEETS = tuple(ItemKind)
_CHOICES: dict[str, tuple[tuple[str, ...], str]] = {  # column → codes, group of their texts
    "op": (tuple(op.value for op in Op), "op"),
    "modality": (tuple(one.value for one in Modality), "modality"),
    "relation": (tuple(one.value for one in Relation), "relation"),
    "all_parts": (("yes", "no"), "review"),
    "degree": (tuple(one.value for one in Degree), ""),
    "decision": (tuple(one.value for one in Decision), "review"),
}
_WIDTHS = {"id": 16, "standard": 18, "text": 60, "page": 6, "row": 6, "column": 6, "table": 8, "clause": 10,
           "doubts": 36, "characteristic": 24, "object": 24, "condition": 24, "number": 22, "remark": 30, "value": 18,
           "version": 8, "value_text": 16}  # fmt: skip
_CORRECTION = PatternFill("solid", fgColor="FFF8E1")
_HEAD = PatternFill("solid", fgColor="E3ECF7")


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row as a reviewer left it; ``cells`` by the keys of the columns."""

    sheet: str
    row: int
    cells: Mapping[str, str]

    def cell(self, key: str) -> str:
        return self.cells.get(key, "")

    @property
    def decision(self) -> Decision | None:
        """The decision chosen; None for a text that is none."""
        code = _code("decision", self.cell("decision"))
        return Decision(code) if code in {one.value for one in Decision} else None

    def changes(self) -> dict[str, str]:
        """Corrected fields by name, lists as codes."""
        return {
            key.removeprefix(NEW): _code(key.removeprefix(NEW), text)
            for key, text in self.cells.items()
            if key.startswith(NEW) and text
        }


def correctable(kind: ItemKind) -> tuple[str, ...]:
    """Names of the fields a reviewer may correct."""
    return _CORRECTED[kind]


def columns(kind: ItemKind) -> tuple[str, ...]:
    """Keys of the columns of a sheet, from left to right."""
    corrections = tuple(NEW + name for name in _CORRECTED[kind])
    return (*_FOUND, *_UNDERSTOOD[kind], *_SAID, *corrections, "remark", "version")


def write_book(path: Path, rows: Sequence[Cells], language: Language) -> None:
    """Write a workbook; each row names its sheet by its cell ``kind``."""
    t = Messages(language)
    book = Workbook()
    readme = book.worksheets[0]
    readme.title = t("review.readme")
    readme.column_dimensions["A"].width = 110
    for name in ("sheet", "accept", "reject", "correct", "withdraw", "empty", "import"):
        readme.append([t(f"review.about_{name}")])
        readme.cell(readme.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    ranges = {name: _list(lists, at, _texts(t, name)) for at, name in enumerate(_CHOICES, 1)}
    for kind in SHEETS:
        sheet = book.create_sheet(t(f"review.{kind.value}"))
        _fill(sheet, kind, [row for row in rows if row.get("kind") == kind.value], t, ranges)
    book.move_sheet(lists, len(SHEETS))
    book.save(path)


def _texts(t: Messages, name: str) -> list[str]:
    codes, group = _CHOICES[name]
    return [t(f"{group}.{code}") if group else code for code in codes]


def _list(sheet: Worksheet, column: int, texts: Sequence[str]) -> str:
    for row, text in enumerate(texts, 1):
        _set(sheet, row, column, text)
    letter = get_column_letter(column)
    return f"lists!${letter}$1:${letter}${len(texts)}"


def _fill(sheet: Worksheet, kind: ItemKind, rows: Sequence[Cells], t: Messages, ranges: Mapping[str, str]) -> None:
    keys = columns(kind)
    for at, key in enumerate(keys, 1):
        _set(sheet, 1, at, _header(t, key))
        head = sheet.cell(1, at)
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(key.removeprefix(NEW), 12)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(keys))}{max(len(rows), 1) + 1}"
    for number, row in enumerate(rows, 2):
        for at, key in enumerate(keys, 1):
            if key in row:
                _set(sheet, number, at, _shown(t, key, row[key]))
            cell = sheet.cell(number, at)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if key.startswith(NEW) or key in ("decision", "remark"):
                cell.fill = _CORRECTION
    for at, key in enumerate(keys, 1):
        source = ranges.get("decision" if key == "decision" else key.removeprefix(NEW) if key.startswith(NEW) else "")
        if source is not None and rows:
            choice = DataValidation("list", formula1=f"={source}", allow_blank=True, error=t("review.wrong_cell"))
            sheet.add_data_validation(choice)
            choice.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{len(rows) + 1}")


def _set(sheet: Worksheet, row: int, column: int, value: str | int | float) -> None:
    """A text is a text, also where it begins like a formula: it comes from documents of strangers."""
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_CELL] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _header(t: Messages, key: str) -> str:
    if key.startswith(NEW):
        return t("review.corrected", name=t(f"review.{key.removeprefix(NEW)}"))
    return t(f"review.{key}")


def _shown(t: Messages, key: str, value: str | int | float) -> str | int | float:
    if key == "state":
        return t("review.corrected_state" if value == "corrected" else f"review.{value}")
    if key == "field":
        return next((t(f"{group}.{value}") for group in ("field", "edge_out") if t.has(f"{group}.{value}")), value)
    if key in _CHOICES and _CHOICES[key][1]:
        return t(f"{_CHOICES[key][1]}.{value}")
    return value


@cache
def _codes(name: str) -> dict[str, str]:
    """Text of either language → code."""
    codes, _ = _CHOICES[name]
    found = {code: code for code in codes}
    for language in _LANGUAGES:
        found |= dict(zip(_texts(Messages(language), name), codes, strict=True))
    return found


def _code(name: str, text: str) -> str:
    return _codes(name).get(text, text) if name in _CHOICES else text


def read_book(path: Path) -> list[BookRow]:
    """All rows of the sheets of a review, of either language. Raises :class:`~ingest.errors.UnreadableFile`."""
    try:
        book = _open(path)
    except OSError as error:
        raise UnreadableFile("{path}: {error}", path=path, error=error) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(
            "{path}: no workbook of a review ({error}); export it anew", path=path, error=error
        ) from error
    found: list[BookRow] = []
    known = 0
    for sheet in book.worksheets:
        kind = _kind(sheet.title)
        if kind is not None:
            known += 1
            found.extend(_rows(path, sheet, kind))
    if not known:
        raise UnreadableFile("{path}: holds no sheet of a review; export one with `biaotu review export`", path=path)
    return found


def _open(path: Path) -> Workbook:
    content = path.read_bytes()
    package = Package(path.name, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            package.read(member)  # refuses bombs and damage
    return load_workbook(io.BytesIO(content), data_only=True)


def _kind(title: str) -> ItemKind | None:
    names = {Messages(language)(f"review.{kind.value}"): kind for language in _LANGUAGES for kind in SHEETS}
    return names.get(title)


def _rows(path: Path, sheet: Worksheet, kind: ItemKind) -> Iterator[BookRow]:
    names = {_header(Messages(language), key): key for language in _LANGUAGES for key in columns(kind)}
    rows = sheet.iter_rows(values_only=True)
    keys = [names.get(str(cell)) for cell in next(rows, ())]
    missing = {"id", "decision", "version"} - set(keys)
    if missing:
        raise UnreadableFile(
            "{path}: sheet {sheet} lacks the columns {missing}",
            path=path,
            sheet=sheet.title,
            missing=", ".join(sorted(missing)),
        )
    for number, row in enumerate(rows, 2):
        cells = {key: str(value).strip() for key, value in zip(keys, row, strict=False) if key and value is not None}
        if cells.get("id") or cells.get("decision"):
            yield BookRow(sheet.title, number, {key: text for key, text in cells.items() if text})
