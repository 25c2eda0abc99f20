"""ISO Open Data, deliverables metadata (CSV or JSONL, ODC-By 1.0): one row a document, named by id in the others."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator

from graph.ids import InvalidIdentifier, parse
from graph.kinds import Status
from ingest.records import Issue, Problem, Replaced, Row, StandardRecord
from ingest.sources import values
from ingest.sources.tables import Cells, Reader, Table

SOURCE = "iso-open-data"
ATTRIBUTION = "ISO Open Data, ODC-By 1.0, https://www.iso.org/open-data.html"
_TAG = re.compile(r"<[^>]+>")
_WITHDRAWN, _PUBLISHED, _APPROVED = 9599, 6060, 6000  # harmonized stage codes, ISO Guide 69


def rows(table: Table) -> Iterator[Row | Issue]:
    """Every deliverable. The references are read first, since ``replaces`` names the ids of the publisher."""
    references = {cells.text("id"): cells.text("reference") for cells in table.rows() if isinstance(cells, Cells)}
    for cells in table.rows():
        yield cells if isinstance(cells, Issue) else _read(cells, references)


def status_of(stage: str) -> Status | None:
    """The status a harmonized stage code says: 60.60 and 90.xx in force, 95.99 withdrawn, below 60.00 planned."""
    digits = re.sub(r"\D", "", stage)
    if len(digits) != 4:
        return None
    code = int(digits)
    if code == _WITHDRAWN:
        return Status.WITHDRAWN
    if code >= _PUBLISHED:
        return Status.IN_FORCE
    return Status.UPCOMING if code >= _APPROVED else Status.PLANNED


def english(text: str) -> str:
    """The English text of a cell: of an object of languages that of ``en``; marks of HTML dropped."""
    if text.startswith("{"):
        with contextlib.suppress(ValueError, AttributeError):  # else a text that begins with a brace
            text = str(json.loads(text).get("en") or "")
    return values.clean(_TAG.sub(" ", text))


def _read(cells: Cells, references: dict[str, str]) -> Row | Issue:
    reference = cells.text("reference")
    if not reference:
        return Issue(cells.place, Problem.NO_NUMBER, "the row has no reference")
    try:
        identifier = parse(reference)
    except InvalidIdentifier as error:
        return Issue(cells.place, Problem.INVALID_NUMBER, str(error), reference)
    if not identifier.dated:
        return Issue(cells.place, Problem.UNDATED_NUMBER, "a number without a year names no edition", reference)
    title = english(cells.text("title_en"))
    if not title:
        return Issue(cells.place, Problem.NO_TITLE, "the row has no English title", reference)
    reader = Reader(cells, identifier.canonical)
    published = reader.attempt("published", values.parse_date, Problem.IMPOSSIBLE_DATE)
    ics = reader.attempt("ics", values.parse_ics)
    record = StandardRecord(
        id=identifier,
        title_en=title,
        status=status_of(cells.text("stage")),
        issued=published,
        scope=english(cells.text("scope")) or None,
        category=cells.text("category") or None,
        issuers=("ISO",),
        committees=(cells.text("committee"),) if cells.text("committee") else (),
        ics=ics or (),
        replaces=tuple(_named(reader, "replaces", references)),
        replaced_by=tuple(_named(reader, "replaced_by", references)),
        provenance=ATTRIBUTION,
    )
    return Row(cells.place, record, tuple(reader.issues))


def _named(reader: Reader, name: str, references: dict[str, str]) -> Iterator[Replaced]:
    for key in re.findall(r"\d+", reader.cells.text(name)):
        reference = references.get(key)
        if reference is None:
            reader.leave_out(name, Problem.NO_IDENTIFIER, "the document of this id is not in the file", key)
            continue
        try:
            yield Replaced(parse(reference))
        except InvalidIdentifier as error:
            reader.leave_out(name, Problem.INVALID_NUMBER, str(error), reference)
