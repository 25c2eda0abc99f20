"""Patents as XML: WIPO ST.36 (also in the dialects of CNIPA and USPTO) and WIPO ST.96. Streams, one patent at a time.

Entities declared in a DTD are refused (they can grow without bound or name files); a reference to a DTD is let pass
and never fetched. Files of several documents one behind the other, as offices publish them, are read through.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ingest.errors import UnreadableFile
from ingest.records import Issue, PatentRecord, Problem, Row
from ingest.sources.patents import category, citations, class_symbol, parse_day, parse_number

SOURCE = "patents"
_ST36 = (
    "patent-document", "cn-patent-document", "us-patent-grant", "us-patent-application", "ep-patent-document",
    "wo-patent-document", "exchange-document", "application-body",
)  # fmt: skip
_ST96 = (
    "PatentPublication", "UnexaminedPatentPublication", "RegisteredPatentPublication", "InternationalPatentPublication",
    "UtilityModelPublication", "PatentDocument",
)  # fmt: skip
_CONTAINERS = ("exchange-documents", "PatentPublicationBag", "patent-documents", "patents")
_ROOTS = (*_ST36, *_ST96, *_CONTAINERS)
_HEAD = 16_384
_MAX_TEXT = 2_000_000  # characters of claims and description read for numbers
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_patent_xml(head: bytes) -> bool:
    """Whether the root element is one of a patent; ``head``: the first bytes of the file."""
    text = re.sub(
        rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>",
        b"",
        head[:_HEAD].replace(b"\0", b""),
        flags=re.DOTALL,
    )
    root = re.search(rb"<(?:[\w.-]+:)?([\w.-]+)", text)
    return root is not None and root[1].decode("ascii", "replace") in _ROOTS


class _Part(io.RawIOBase):
    """One XML document of a file of several: ends before the next declaration ``<?xml`` at the start of a line."""

    def __init__(self, file: BinaryIO, first: bytes) -> None:
        self._file, self._line, self.next = file, first, b""
        self._started = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002 - the parser gives it
        """A line, whatever the size asked for: the parser takes it as it comes."""
        if self.next or not self._line:
            return b""
        line, self._started = self._line, True
        self._line = self._file.readline()
        if self._line.startswith(b"<?xml ") and self._started:
            self.next, self._line = self._line, b""
        return line

    def drain(self) -> None:
        """Go to the next document after an error in this one."""
        while self.read():
            pass


def rows(path: Path) -> Iterator[Row | Issue]:
    """Every patent of a file. Raises :class:`UnreadableFile` when nothing in it can be read."""
    place = 0
    with path.open("rb") as file:
        line = file.readline()
        while line:
            part = _Part(file, line)
            try:
                for element in _documents(part):
                    place += 1
                    yield _read(place, element)
            except DefusedXmlException as error:
                place += 1
                yield Issue(place, Problem.UNREADABLE_ROW,
                            f"refused: it declares entities or external content ({error}); remove its DTD")  # fmt: skip
            except ParseError as error:
                place += 1
                yield Issue(place, Problem.UNREADABLE_ROW, f"not well-formed, or cut off: {error}")
            part.drain()
            line = part.next
    if place == 0:
        raise UnreadableFile("{path}: holds no patent document (WIPO ST.36 or ST.96)", path=path)


def _documents(part: _Part) -> Iterator[Element]:
    """Each patent element once it is complete; it is emptied when the caller is done with it."""
    depth, start = 0, 0
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=False, forbid_entities=True):
        name = _local(element)
        if event == "start":
            depth += 1
            if not start and name in (*_ST36, *_ST96):
                start = depth
            continue
        if depth == start:
            yield element
            element.clear()
            start = 0
        depth -= 1


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


@dataclass(frozen=True, slots=True)
class _Names:
    """Local names of a format, in the order in which they are tried."""

    publication: tuple[str, ...]
    application: tuple[str, ...]
    country: tuple[str, ...]
    number: tuple[str, ...]
    kind: tuple[str, ...]
    day: tuple[str, ...]
    filed: tuple[str, ...]
    application_number: tuple[str, ...]
    title: tuple[str, ...]
    holders: tuple[str, ...]
    inventors: tuple[str, ...]
    name: tuple[str, ...]
    classes: tuple[tuple[str, str], ...]  # element, scheme


_NAMES_36 = _Names(
    ("publication-reference", "cn-publication-reference"), ("application-reference", "cn-application-reference"),
    ("country",), ("doc-number",), ("kind",), ("date",), ("date",), ("doc-number",), ("invention-title",),
    ("assignee", "cn-assignee", "applicant", "cn-applicant", "us-applicant"), ("inventor", "cn-inventor"),
    ("orgname", "name"),
    (("classification-ipcr", "IPC"), ("classification-ipc", "IPC"), ("classification-cpc", "CPC")),
)  # fmt: skip
_NAMES_96 = _Names(
    ("PatentPublicationIdentification", "PatentGrantIdentification"), ("ApplicationIdentification",),
    ("IPOfficeCode",), ("PublicationNumber", "PatentNumber"), ("PatentDocumentKindCode",),
    ("PublicationDate", "GrantDate"), ("FilingDate",), ("ApplicationNumberText", "ApplicationNumber"),
    ("InventionTitle",), ("Assignee", "Applicant"), ("Inventor",),
    ("OrganizationStandardName", "EntityName", "PersonFullName", "OrganizationName"),
    (("IPCRClassification", "IPC"), ("IPCClassification", "IPC"), ("CPCClassification", "CPC")),
)  # fmt: skip


def _read(place: int, element: Element) -> Row | Issue:
    names = _NAMES_96 if _local(element) in _ST96 else _NAMES_36
    publication = _first(element, names.publication)
    source = publication if publication is not None else element
    country = _value(source, names.country) or _attribute(element, "country", "officeCode")
    number = _value(source, names.number) or _attribute(element, "doc-number")
    kind = _value(source, names.kind) or _attribute(element, "kind")
    if not number:
        return Issue(place, Problem.NO_NUMBER, "the document has no publication number")
    text = number if re.match(r"[A-Za-z]{2}", number) else f"{country}{number}{kind}"
    try:
        full = parse_number(text)
    except ValueError as error:
        return Issue(place, Problem.INVALID_NUMBER, str(error), text[:80])
    titles = [_text(one) for one in _all(element, names.title)]
    zh = next((title for title in titles if _HAN.search(title)), None)
    en = next((title for title in titles if title and not _HAN.search(title)), None)
    if zh is None and en is None:
        return Issue(place, Problem.NO_TITLE, "the document has no title", full)
    issues: list[Issue] = []
    application = _first(element, names.application)
    abstract = _section(element, "abstract", "Abstract")
    cites, notes = citations(place, full, (
        ("title", " ".join(filter(None, (zh, en)))), ("abstract", abstract),
        ("claims", _section(element, "claims", "Claims")),
        ("description", _section(element, "description", "Description")),
    ))  # fmt: skip

    def day(within: Element | None, keys: tuple[str, ...], field: str) -> Any:
        value = _value(within, keys) if within is not None else ""
        try:
            return parse_day(value)
        except ValueError as error:
            issues.append(Issue(place, Problem.IMPOSSIBLE_DATE, str(error), full, field, value, rejected=False))
            return None

    record = PatentRecord(
        number=full,
        title_zh=zh,
        title_en=en,
        abstract=abstract or None,
        category=category(kind) if country == "CN" or full.startswith("CN") else kind or None,
        application_number=(_value(application, names.application_number) or None) if application is not None else None,
        filed=day(application, names.filed, "filed"),
        published=day(publication, names.day, "published"),
        inventors=_people(element, names.inventors, names.name),
        holders=_people(element, names.holders, names.name),
        classes=_classes(element, names.classes),
        cites=cites,
    )
    return Row(place, record, (*issues, *notes))


def _first(element: Element, names: tuple[str, ...]) -> Element | None:
    """The first of several by name: a later name counts only where there is none of an earlier."""
    for name in names:
        found = next((one for one in element.iter() if _local(one) == name), None)
        if found is not None:
            return found
    return None


def _all(element: Element, names: tuple[str, ...]) -> list[Element]:
    return [one for one in element.iter() if _local(one) in names]


def _value(element: Element, names: tuple[str, ...]) -> str:
    found = _first(element, names)
    return "" if found is None else _text(found)


def _attribute(element: Element, *names: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] in names), "")


def _text(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def _section(element: Element, *names: str) -> str:
    """All texts of a name, paragraphs apart; cut where nothing reasonable is that long."""
    parts = [" ".join("".join(one.itertext()).split()) for one in _all(element, names)]
    return "\n".join(dict.fromkeys(parts))[:_MAX_TEXT]


def _people(element: Element, kinds: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    for kind in kinds:  # an assignee counts before an applicant
        found = [_value(one, names) or _person(one) for one in _all(element, (kind,))]
        if any(found):
            return tuple(dict.fromkeys(filter(None, found)))
    return ()


def _person(element: Element) -> str:
    parts = [_value(element, (name,)) for name in ("last-name", "first-name", "LastName", "FirstName")]
    return " ".join(filter(None, parts))


def _classes(element: Element, kinds: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for name, scheme in kinds:
        for one in _all(element, (name,)):
            parts = [
                _value(one, (part, part.title().replace("-", "")))
                for part in ("section", "class", "subclass", "main-group", "subgroup")
            ]
            text = f"{''.join(parts[:3])}{parts[3]}/{parts[4]}" if parts[3] else "".join(parts[:3]) or _text(one)
            if (symbol := class_symbol(text)) is not None:
                found[scheme, symbol] = None
    return tuple(found)
