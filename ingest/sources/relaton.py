"""Relaton bibliographic data (Metanorma): one document a YAML file, or ``bibdata``/``bibitem`` elements in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import yaml
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from graph.ids import InvalidIdentifier, StandardId, parse
from graph.kinds import Status
from ingest.errors import UnreadableFile
from ingest.records import Issue, Problem, Replaced, Row, StandardRecord
from ingest.sources import values
from ingest.sources.iso_open_data import status_of

SOURCE = "relaton"
_ROOTS = (b"bibdata", b"bibitem", b"relaton-collection", b"documents")
_TAG = re.compile(r"<[^>]+>")
_REPLACES, _REPLACED_BY = ("obsoletes",), ("obsoletedBy", "obsoleted-by")
_WORDS = {"published": Status.IN_FORCE, "withdrawn": Status.WITHDRAWN, "draft": Status.PLANNED}


def is_relaton_xml(head: bytes) -> bool:
    found = re.search(rb"<(?:[\w.-]+:)?([\w-]+)", re.sub(rb"<[?!].*?>", b"", head, flags=re.DOTALL))
    return found is not None and found[1] in _ROOTS


def yaml_rows(path: Path) -> Iterator[Row | Issue]:
    """Every document of a YAML file (several are separated by ``---``)."""
    try:
        text = path.read_text("utf-8")
        documents = list(yaml.safe_load_all(text))
    except UnicodeDecodeError as error:
        raise UnreadableFile("{path}: not UTF-8; save it as UTF-8 and try again", path=path) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableFile(
            "{path}: not YAML ({reason})", path=path, reason=" ".join(str(error).split())[:200]
        ) from error
    found = [one for one in documents if isinstance(one, dict) and ("docid" in one or "docidentifier" in one)]
    if not found:
        raise UnreadableFile("{path}: no Relaton document (docid and title are missing)", path=path)
    for place, document in enumerate(found, 1):
        yield _record(place, _from_yaml(document))


def xml_rows(path: Path) -> Iterator[Row | Issue]:
    """Every ``bibdata`` or ``bibitem`` that stands for itself. Streams."""
    place, within = 0, 0
    try:
        with path.open("rb") as file:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=False, forbid_entities=True):
                name = str(element.tag).rpartition("}")[2]
                if name not in ("bibdata", "bibitem"):
                    continue
                within += 1 if event == "start" else -1
                if event == "end" and within == 0:
                    place += 1
                    yield _record(place, _from_xml(element))
                    element.clear()
    except (ParseError, DefusedXmlException) as error:
        if place == 0:
            raise UnreadableFile("{path}: cannot be read as Relaton XML ({error})", path=path, error=error) from error
        yield Issue(place + 1, Problem.UNREADABLE_ROW, f"XML ends or breaks after document {place}: {error}")
    if place == 0:
        raise UnreadableFile("{path}: holds no bibdata or bibitem", path=path)


Plain = dict[str, Any]  # ids, titles, abstract, published, stage, ics, committee, publisher, replaces, replaced_by, url


def _record(place: int, plain: Plain) -> Row | Issue:
    numbers = [text for text in plain["ids"] if text]
    if not numbers:
        return Issue(place, Problem.NO_NUMBER, "the document has no identifier")
    identifier: StandardId | None = None
    for text in numbers:
        try:
            identifier = parse(text)
            break
        except InvalidIdentifier as error:
            refused = Issue(place, Problem.INVALID_NUMBER, str(error), numbers[0])
    if identifier is None:
        return refused
    if not identifier.dated:
        return Issue(place, Problem.UNDATED_NUMBER, "a number without a year names no edition", identifier.canonical)
    issues: list[Issue] = []

    def leave_out(field: str, problem: Problem, detail: str, value: str) -> None:
        issues.append(Issue(place, problem, detail, identifier.canonical, field, value[:200], rejected=False))

    def replaced(field: str) -> Iterator[Replaced]:
        for text in plain[field]:
            try:
                yield Replaced(parse(text))
            except InvalidIdentifier as error:
                leave_out(field, Problem.NO_IDENTIFIER, str(error), text)

    try:
        issued = values.parse_date(plain["published"]) if len(plain["published"]) > 7 else None
    except ValueError as error:
        leave_out("issued", Problem.IMPOSSIBLE_DATE, str(error), plain["published"])
        issued = None
    try:
        ics = values.parse_ics(tuple(plain["ics"]))
    except ValueError as error:
        leave_out("ics", Problem.BAD_VALUE, str(error), "; ".join(plain["ics"]))
        ics = ()
    titles = plain["titles"]
    zh, en = titles.get("zh"), titles.get("en") or titles.get("")
    if not zh and not en:
        return Issue(place, Problem.NO_TITLE, "the document has no Chinese or English title", identifier.canonical)
    record = StandardRecord(
        id=identifier, title_zh=zh, title_en=en, issued=issued, ics=ics, url=plain["url"] or None,
        status=status_of(plain["stage"]) or _WORDS.get(plain["stage"].lower()),
        scope=values.clean(_TAG.sub(" ", plain["abstract"])) or None,
        issuers=tuple(filter(None, (plain["publisher"],))), committees=tuple(filter(None, (plain["committee"],))),
        replaces=tuple(replaced("replaces")), replaced_by=tuple(replaced("replaced_by")), provenance="Relaton",
    )  # fmt: skip
    return Row(place, record, tuple(issues))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _plain(value: Any) -> str:
    """The text of a value that may stand under ``content``, ``value`` or ``id``."""
    if isinstance(value, list):
        return _plain(value[0]) if value else ""
    if isinstance(value, dict):
        return next((_plain(value[key]) for key in ("content", "value", "id", "code") if value.get(key)), "")
    return "" if value is None else str(value)


def _from_yaml(document: dict[str, Any]) -> Plain:
    ids = [one for one in _list(document.get("docid") or document.get("docidentifier")) if isinstance(one, dict)]
    titles: dict[str, str] = {}
    for one in _list(document.get("title")):
        if isinstance(one, dict) and (one.get("type") in (None, "main") or "en" not in titles):
            titles[str(_plain(one.get("language")) or "")] = values.clean(_plain(one))
    dates = [one for one in _list(document.get("date")) if isinstance(one, dict) and one.get("type") == "published"]
    extra = document.get("ext") if isinstance(document.get("ext"), dict) else document
    status = document.get("docstatus") or document.get("status") or {}
    stage = _plain(status.get("stage")) if isinstance(status, dict) else ""
    if isinstance(status, dict) and stage.isdigit():
        stage += _plain(status.get("substage")) or "00"
    publisher, committee = _publisher(document)
    group = (extra or {}).get("editorialgroup") or {}
    committee = committee or _group(group if isinstance(group, dict) else {}, publisher)
    relations = [one for one in _list(document.get("relation")) if isinstance(one, dict)]
    links = [one for one in _list(document.get("link") or document.get("source")) if isinstance(one, dict)]
    return {
        "ids": [_plain(one) for one in sorted(ids, key=lambda one: not one.get("primary"))],
        "titles": titles,
        "abstract": _plain(document.get("abstract")),
        "published": next((_plain(one.get("value") or one.get("at") or one.get("on")) for one in dates), ""),
        "stage": stage,
        "ics": [_plain(one.get("code")) for one in _list((extra or {}).get("ics")) if isinstance(one, dict)],
        "committee": committee,
        "publisher": publisher,
        "replaces": [_cited(one) for one in relations if one.get("type") in _REPLACES],
        "replaced_by": [_cited(one) for one in relations if one.get("type") in _REPLACED_BY],
        "url": next((_plain(one) for one in links if one.get("type") == "src"), ""),
    }


def _cited(relation: dict[str, Any]) -> str:
    item = relation.get("bibitem") or {}
    return _plain(item.get("docid") or item.get("docidentifier") or item.get("formattedref"))


def _publisher(document: dict[str, Any]) -> tuple[str, str]:
    for one in _list(document.get("contributor")):
        if not isinstance(one, dict) or not isinstance(one.get("organization"), dict):
            continue
        roles = [_plain(role.get("type")) if isinstance(role, dict) else str(role) for role in _list(one.get("role"))]
        if "publisher" in roles:
            body = one["organization"]
            parts = [_plain(part.get("name")) for part in _list(body.get("subdivision")) if isinstance(part, dict)]
            return _plain(body.get("abbreviation")) or _plain(body.get("name")), next(iter(parts), "")
    return "", ""


def _group(group: dict[str, Any], publisher: str) -> str:
    """``ISO/TC 184/SC 4`` from the numbers of committee and subcommittee."""
    found = [one for one in _list(group.get("technical_committee")) if isinstance(one, dict)]
    if not found or not found[0].get("number"):
        return ""
    body, kind = _plain(found[0].get("prefix")) or publisher or "ISO", _plain(found[0].get("type")) or "TC"
    text = f"{body}/{kind} {_plain(found[0]['number'])}"
    sub = [one for one in _list(group.get("subcommittee")) if isinstance(one, dict) and one.get("number")]
    return text + (f"/{_plain(sub[0].get('type')) or 'SC'} {_plain(sub[0]['number'])}" if sub else "")


def _from_xml(element: Element) -> Plain:
    for one in element.iter():
        one.tag = str(one.tag).rpartition("}")[2]

    def text(found: Element | None) -> str:
        return "" if found is None else values.clean("".join(found.itertext()))

    ids = sorted(element.findall("docidentifier"), key=lambda one: one.get("primary") != "true")
    titles: dict[str, str] = {}
    for one in element.findall("title"):
        if one.get("type") in (None, "main") or one.get("language", "") not in titles:
            titles[one.get("language", "")] = text(one)
    publisher = next((one for one in element.findall("contributor")
                      if any(role.get("type") == "publisher" for role in one.findall("role"))), None)  # fmt: skip
    stage = text(element.find("status/stage"))
    if stage.isdigit():
        stage += text(element.find("status/substage")) or "00"

    def cited(kinds: tuple[str, ...]) -> list[str]:
        return [text(one.find("bibitem/docidentifier")) or text(one.find("bibitem/formattedref"))
                for one in element.findall("relation") if one.get("type") in kinds]  # fmt: skip

    return {
        "ids": [text(one) for one in ids],
        "titles": titles,
        "abstract": text(element.find("abstract")),
        "published": next((text(one.find("on")) for one in element.iterfind("date[@type='published']")), ""),
        "stage": stage,
        "ics": [text(one) for one in element.iterfind("ext/ics/code")],
        "committee": text(publisher.find("organization/subdivision/name")) if publisher is not None else "",
        "publisher": text(publisher.find("organization/abbreviation")) or text(publisher.find("organization/name"))
        if publisher is not None else "",
        "replaces": cited(_REPLACES),
        "replaced_by": cited(_REPLACED_BY),
        "url": next((text(one) for one in element.findall("uri") if one.get("type") == "src"), ""),
    }  # fmt: skip
