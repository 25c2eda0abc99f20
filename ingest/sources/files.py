"""Files of rows: CSV, JSON and JSONL as streams, XLSX and XLS as sheets. Each yields plain rows with their place.

Nothing here knows what a column means. A row that cannot be read is yielded as a :class:`BadRow`; a file that cannot be
read as a whole raises :class:`~ingest.errors.UnreadableFile`.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
import zipfile
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import ijson
from charset_normalizer import from_bytes
from ijson.common import ObjectBuilder
from python_calamine import CalamineError, CalamineWorkbook

from ingest.errors import UnreadableFile

Cell = str | tuple[str, ...]

MAX_CELL = 200_000  # characters; the longest real field (main technical content) has some thousand
MAX_SHEET_BYTES = 500 * 2**20  # unpacked; a workbook is read whole; CSV, JSON and JSONL stream and have no limit
MAX_RECORD = 2**20  # characters of one CSV record with all its line ends
MAX_DEPTH = 64  # of nested lists and objects in JSON
_FIELD_LIMIT = 64 * 2**20  # what the CSV reader takes before it gives up on the file
_SAMPLE = 1 << 20
TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: ``place`` is the line (CSV, JSONL), the row of the sheet, or the item of the list, from 1."""

    place: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read, and why."""

    place: int
    reason: str
    detail: str


def read_rows(path: Path) -> Iterator[RawRow | BadRow]:
    """The rows of a file, by its suffix."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile("{path}: not a file", path=path)
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise UnreadableFile("{path}: cannot be opened ({error})", path=path, error=error) from error
    if size == 0:
        raise UnreadableFile("{path}: the file is empty", path=path)
    match path.suffix.lower():
        case ".csv" | ".tsv":
            yield from _csv(path)
        case ".xlsx" | ".xls":
            yield from _sheets(path, size)
        case ".jsonl" | ".ndjson":
            yield from _json_lines(path)
        case ".json":
            yield from _json(path)
        case other:
            raise UnreadableFile(
                "{path}: files of type {kind} hold no rows; give one of {known}",
                path=path,
                kind=other or "none",
                known=", ".join(TABLES),
            )


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, or GB18030, by reading the whole file once.

    Raises :class:`UnreadableFile` for binary content and for other encodings, naming the likely one.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in head:
            zeros = sorted((head[:64:2].count(0), head[1:64:2].count(0)))
            if zeros[0] == 0 and zeros[1] > 4:  # every other byte of Latin text
                raise UnreadableFile(
                    "{path}: looks like UTF-16 without its mark; save it as UTF-8 and try again", path=path
                )
            raise UnreadableFile("{path}: this is binary content, not text; export it as CSV, JSON or XLSX", path=path)
        for encoding in ("utf-8", "gb18030"):
            file.seek(0)
            if _decodes(file, encoding) and (encoding == "utf-8" or _is_gb18030(head)):
                return encoding
    guess = from_bytes(head[:65536]).best()
    if guess is None:
        raise UnreadableFile("{path}: neither UTF-8 nor GB18030; save it as UTF-8 and try again", path=path)
    raise UnreadableFile(
        "{path}: neither UTF-8 nor GB18030; it looks like {encoding}; save it as UTF-8 and try again",
        path=path,
        encoding=guess.encoding,
    )


def _is_gb18030(head: bytes) -> bool:
    """Whether bytes that can be read as GB18030 are likely to be so.

    Nearly any Big5 or Latin-1 text can be read as GB18030, as rare hanzi. Common hanzi (GB 2312) have a second
    byte of A1 and above; in Big5 four of ten have a lower one, in Latin-1 nearly all.
    """
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]", head)
    rare = sum(pair[1] < 0xA1 or pair[0] < 0xA1 for pair in pairs)
    return bool(rare * 5 <= len(pairs))


def _decodes(file: Any, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(_SAMPLE):
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _csv(path: Path) -> Iterator[RawRow | BadRow]:
    csv.field_size_limit(_FIELD_LIMIT)
    with path.open(encoding=encoding_of(path), newline="") as file:
        first = file.readline(_FIELD_LIMIT)
        delimiter = max("\t,;|", key=first.count) if path.suffix.lower() == ".csv" else "\t"
        file.seek(0)
        header: list[str] = []
        for line, row in _records(file, delimiter):
            if isinstance(row, str):
                yield BadRow(line, "unreadable_row", row)
            elif not any(cell.strip() for cell in row):
                continue
            elif not header:
                header = _names(row)
            elif any(cell.strip() for cell in row[len(header) :]):
                yield BadRow(line, "too_many_cells", f"{len(row)} cells under {len(header)} column names")
            else:
                yield _checked(line, dict(zip(header, row, strict=False)))


def _records(file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """The records of a CSV file with the line they begin on, or why there is none.

    A quote that is never closed would take all that follows for one cell: then only its own line is given up, and
    reading goes on with the next one.
    """
    ahead: deque[str] = deque()  # lines read already that belong to the next records
    line = 1
    while True:
        taken: list[str] = []
        try:
            row = next(csv.reader(_lines(file, ahead, taken), delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error:
            first, *rest = taken
            ahead.extendleft(reversed(rest))
            if first.count('"') % 2 == 0:
                yield line, next(csv.reader([first], delimiter=delimiter))  # text beside quotes stays as it is
            else:
                yield line, "a quotation mark is not closed"
            line += 1
            continue
        yield line, row
        line += len(taken)


def _lines(file: TextIO, ahead: deque[str], taken: list[str]) -> Iterator[str]:
    """Lines for one record, noted in ``taken``; ends after as many characters as the longest record may have."""
    size = 0
    while size <= MAX_RECORD:
        text = ahead.popleft() if ahead else file.readline(_FIELD_LIMIT)
        if not text:
            return
        size += len(text)
        taken.append(text)
        yield text


def _names(row: Sequence[str]) -> list[str]:
    """Names of columns; one without a name or with a name given already is called by its place."""
    names: list[str] = []
    for place, cell in enumerate(row, 1):
        name = cell.strip()
        names.append(name if name and name not in names else f"{name} (column {place})".strip())
    return names


def _sheets(path: Path, size: int) -> Iterator[RawRow | BadRow]:
    try:
        with zipfile.ZipFile(path) as archive:
            size = max(size, sum(part.file_size for part in archive.infolist()))
    except (zipfile.BadZipFile, OSError):
        pass  # an old workbook, or a damaged one: the reader says which
    if size > MAX_SHEET_BYTES:
        raise UnreadableFile(
            "{path}: {size} MB; workbooks are read whole, up to {most} MB. Save it as CSV: that "
            "streams without a limit",
            path=path,
            size=size >> 20,
            most=MAX_SHEET_BYTES >> 20,
        )
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("{path}: damaged or not a workbook ({error})", path=path, error=error) from error
    for _, rows in sheets:
        header: list[str] = []
        for place, row in enumerate(rows, 1):
            cells = [_text(cell) for cell in row]
            if not any(cells):
                continue
            if not header:
                header = _names(cells)
                continue
            yield _checked(place, dict(zip(header, cells, strict=False)))


def _json_lines(path: Path) -> Iterator[RawRow | BadRow]:
    with path.open(encoding=encoding_of(path)) as file:
        for place, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield BadRow(place, "unreadable_row", f"not JSON: {error}")
                continue
            if "\\ud" in line and not _encodable(item):
                yield BadRow(place, "unreadable_row", "half of a character pair (\\ud800 to \\udfff) stands alone")
                continue
            yield _item(place, item)


def _encodable(item: object) -> bool:
    try:
        json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _json(path: Path) -> Iterator[RawRow | BadRow]:
    """The first list of objects in the file, wherever it hangs (``[...]``, ``{"data": [...]}``)."""
    encoding = encoding_of(path)
    if encoding not in ("utf-8", "utf-8-sig"):
        raise UnreadableFile(
            "{path}: JSON must be UTF-8 (RFC 8259, 8.1), this is {encoding}", path=path, encoding=encoding
        )
    place = 0
    with path.open("rb") as file:
        if encoding == "utf-8-sig":
            file.seek(3)
        try:
            for item in _items(file):
                place += 1
                yield _item(place, item)
        except (ijson.JSONError, _TooDeep) as error:
            if place == 0:
                raise UnreadableFile("{path}: not JSON ({error})", path=path, error=error) from error
            yield BadRow(place + 1, "unreadable_row", f"JSON ends or breaks after item {place}: {error}")
    if place == 0:
        raise UnreadableFile("{path}: holds no list of objects", path=path)


class _TooDeep(Exception):
    """Nothing a registry exports is nested like this; reading on would take all memory."""


def _items(file: BinaryIO) -> Iterator[object]:
    """The items of the first list that begins with an object."""
    depth, inside, last = 0, 0, ""  # inside: the depth within the list, 0 before it is found
    builder: Any = None
    # a large buffer, since a token that goes beyond it is read from its start again
    for event, value in ijson.basic_parse(file, use_float=True, buf_size=4 * _SAMPLE):
        if event in ("end_map", "end_array"):
            depth -= 1
            if inside and depth < inside:
                return
        if not inside and event == "start_map" and last == "start_array":
            inside = depth
        if inside:
            builder = builder or ObjectBuilder()
            builder.event(event, value)
        if event in ("start_map", "start_array"):
            depth += 1
            if depth > MAX_DEPTH:
                raise _TooDeep(f"nested in more than {MAX_DEPTH} levels")
        if inside and depth == inside:
            yield builder.value
            builder = None
        last = event


def _item(place: int, item: object) -> RawRow | BadRow:
    if not isinstance(item, dict):
        return BadRow(place, "unreadable_row", f"expected an object, found {type(item).__name__}")
    return _checked(place, {str(key): _cell(value) for key, value in item.items()})


def _checked(place: int, cells: dict[str, Cell]) -> RawRow | BadRow:
    for name, cell in cells.items():
        length = len(cell) if isinstance(cell, str) else sum(map(len, cell))
        if length > MAX_CELL:
            return BadRow(
                place, "cell_too_long", f"column {name}: {length:,} characters, at most {MAX_CELL:,} are read"
            )
    return RawRow(place, cells)


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return tuple(_text(one) for one in value if one is not None)
    return _text(value)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case {"number": number, **rest}:
            degree = rest.get("degree")
            return f"{number} ({degree})" if degree else str(number)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        case _:
            return str(value).strip()
