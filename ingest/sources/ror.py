"""Dumps of the Research Organization Registry (ROR, CC0): JSON lists of schema 1 and 2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from ingest.bodies import organization_key
from ingest.errors import UnreadableFile
from ingest.records import Issue, OrganizationRecord, Problem, Row

SOURCE = "ror"


def is_ror(path: Path) -> bool:
    """By the first bytes: objects whose id is an address of ror.org."""
    if path.suffix.lower() != ".json":
        return False
    with path.open("rb") as file:
        head = file.read(65_536)
    return b'"https://ror.org/' in head and b'"types"' in head


def rows(path: Path) -> Iterator[Row | Issue]:
    """Every organisation with its Chinese and English name, acronyms and aliases. Streams."""
    place = 0
    try:
        with path.open("rb") as file:
            for place, item in enumerate(ijson.items(file, "item", use_float=True), 1):
                yield _read(place, item)
    except ijson.JSONError as error:
        if place == 0:
            raise UnreadableFile("{path}: not JSON ({error})", path=path, error=error) from error
        yield Issue(place + 1, Problem.UNREADABLE_ROW, f"JSON ends or breaks after item {place}: {error}")


def _read(place: int, item: Any) -> Row | Issue:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return Issue(place, Problem.UNREADABLE_ROW, "expected an object with an id")
    names = list(_names(item))
    zh = next((text for text, language, _ in names if language == "zh"), None)
    en = next((text for text, language, _ in names if language == "en"), None)
    en = en or next((text for text, _, main in names if main), None)
    name = organization_key(zh or en or "")
    if not name:
        return Issue(place, Problem.NO_NAME, "the organisation has no name", item["id"])
    others = tuple(dict.fromkeys(organization_key(text) for text, _, _ in names if text not in (zh, en)))
    kinds = item.get("types")
    record = OrganizationRecord(
        name, en, aliases=others, identifiers=(f"ror:{item['id'].rsplit('/', 1)[-1]}",),
        category=str(kinds[0]) if isinstance(kinds, list) and kinds else None,
        provenance="Research Organization Registry, CC0",
    )  # fmt: skip
    return Row(place, record)


def _names(item: dict[str, Any]) -> Iterator[tuple[str, str | None, bool]]:
    """Name, language, whether it is the main one."""
    for one in item.get("names") or ():  # schema 2
        if isinstance(one, dict) and one.get("value"):
            yield str(one["value"]), one.get("lang"), "ror_display" in (one.get("types") or ())
    if isinstance(item.get("name"), str):  # schema 1
        yield item["name"], None, True
        for one in item.get("labels") or ():
            if isinstance(one, dict) and one.get("label"):
                yield str(one["label"]), one.get("iso639"), False
        for text in [*(item.get("aliases") or ()), *(item.get("acronyms") or ())]:
            yield str(text), None, False
