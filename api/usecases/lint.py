"""Lint: are the references of a document, or of a list of numbers, valid on the day?"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from api.errors import BadRequest
from api.usecases.cited import ReferenceView, citations_of, cited, title_after
from api.usecases.library import Library
from api.usecases.views import FindingView, View, finding_view
from graph.ids import InvalidIdentifier, StandardId, find, parse
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from ingest.sources.columns import map_columns
from search.compare.findings import Severity
from search.compare.validity import Citation

MAX_CITATIONS = 100_000
TABLES = (".csv", ".tsv")
_TEXTS = (".txt", ".md")
_LISTED = 0.8  # share of lines that begin with a number from which a text is a list


@dataclass(frozen=True, slots=True)
class ToLint:
    """What is checked: the citations of a document (with its number where it has one) or of a list."""

    name: str
    citations: Sequence[Citation]
    subject: StandardId | None = None


class LintReport(View):
    """Every reference with its findings. ``findings``: those of the whole, such as circles. ``standards`` searched."""

    name: str
    subject: str | None
    on: date
    generation: int
    data_date: date | None
    standards: int
    counts: dict[str, int]  # references, not_in_data, and findings by severity
    references: tuple[ReferenceView, ...]
    findings: tuple[FindingView, ...]

    @property
    def invalid(self) -> bool:
        """Whether a reference is invalid, so that a pipeline should stop."""
        return bool(self.counts[Severity.VIOLATION.value])


def lint(library: Library, what: ToLint) -> LintReport:
    """Raises :class:`~api.errors.BadRequest` for a list without numbers, or with too many."""
    if len(what.citations) > MAX_CITATIONS:
        raise BadRequest(
            "{count:,} references, at most {most:,} at a time", count=len(what.citations), most=MAX_CITATIONS
        )
    views, found = cited(library, what.citations, what.subject)
    manifest = library.generation.manifest
    severities = Counter(one.severity.value for one in found)
    whole = tuple(finding_view(one) for one in found if one.code == "lint.cycle")
    missing = sum(any(one.code == "lint.not_in_data" for one in view.findings) for view in views)
    return LintReport(
        name=what.name,
        subject=what.subject.canonical if what.subject else None,
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        standards=len(library.index),
        counts={
            "references": len(views),
            "without_findings": sum(not view.findings for view in views),
            "not_in_data": missing,
            **{severity.value: severities[severity.value] for severity in Severity},
        },
        references=views,
        findings=whole,
    )


def read_file(path: Path, options: ReadOptions | None = None, *, as_list: bool = False) -> ToLint:
    """A document, or a list of numbers (CSV, or a text of which most lines begin with a number)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("{path}: {error}", path=path, error=error) from error
    return read_content(path.name, content, options, as_list=as_list)


def read_content(name: str, content: bytes, options: ReadOptions | None = None, *, as_list: bool = False) -> ToLint:
    """The same from the content of a file; the ending of its name tells what it is."""
    suffix = PurePath(name).suffix.lower()
    if suffix in TABLES:
        return ToLint(name, _of_table(_decoded(content, name)))
    if as_list or (suffix in _TEXTS and _is_list(_decoded(content, name))):
        return read_list(name, _decoded(content, name))
    return of_document(name, content, options)


def of_document(name: str, content: bytes, options: ReadOptions | None = None) -> ToLint:
    """The citations of a document. Raises :class:`~ingest.errors.UnreadableFile`."""
    document = read_document(name, content, options)
    numbers = find(document.cover.number or "")
    return ToLint(name, citations_of(document), numbers[0].id if numbers else None)


def read_list(name: str, text: str) -> ToLint:
    """A list: one number a line, with or without its title."""
    citations = [one for line in text.splitlines() if line.strip() for one in of_line(line.strip())]
    if not citations:
        raise BadRequest("{name}: the list is empty; give one number a line", name=name)
    return ToLint(name, citations)


def of_line(line: str) -> list[Citation]:
    """The numbers of one line; a line without any is one malformed citation."""
    mentions = find(line)
    if not mentions:
        return [of_number(line)]
    title = title_after(line[mentions[-1].end :]) if len(mentions) == 1 else ""
    return [Citation(one.text, one.id, title=title, quote=line) for one in mentions]


def of_number(printed: str, title: str = "") -> Citation:
    """One number of a table or request."""
    try:
        return Citation(printed, parse(printed), title=title, quote=printed)
    except InvalidIdentifier as error:
        return Citation(printed, None, title=title, quote=printed, reason=str(error))


def _of_table(text: str) -> list[Citation]:
    """Rows of a table with a heading; without one, the first column of each row."""
    rows = [row for row in csv.reader(io.StringIO(text), dialect=_dialect(text)) if any(cell.strip() for cell in row)]
    if not rows:
        raise BadRequest("the table is empty")
    columns = map_columns(rows[0])
    names = {field: rows[0].index(name) for name, field in columns.mapped.items()}
    if "number" not in names:
        return [one for row in rows for one in of_line("  ".join(cell.strip() for cell in row if cell.strip()))]
    number, title = names["number"], names.get("title_zh")
    return [
        of_number(row[number].strip(), row[title].strip() if title is not None and title < len(row) else "")
        for row in rows[1:]
        if number < len(row) and row[number].strip()
    ]


def _dialect(text: str) -> type[csv.Dialect]:
    return csv.excel_tab if "\t" in text.partition("\n")[0] else csv.excel


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("{name}: neither UTF-8 nor GB 18030", name=name)


def _is_list(text: str) -> bool:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    begins = sum(any(one.start == 0 for one in find(line[:80])) for line in lines)
    return bool(lines) and begins >= _LISTED * len(lines)


def citations_from(numbers: Iterable[tuple[str, str]]) -> list[Citation]:
    """Numbers with their titles (empty where not given), of a request."""
    return [of_number(number.strip(), title.strip()) for number, title in numbers if number.strip()]
