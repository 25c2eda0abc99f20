"""The film standards registry of China (one JSON list; documents name each other by ``docId``).

Its documents carry drafters, drafting organisations, adoptions, references and successors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.ids import Adoption, Degree, InvalidIdentifier, StandardId, parse
from graph.kinds import ReferenceRelation, Status
from ingest.errors import UnreadableFile
from ingest.records import Issue, Problem, Reference, Replaced, Row, StandardRecord
from ingest.sources import values

SOURCE = "film"
_REQUIRED = ("docId", "docLabel", "docTitle", "docType")
_RELATIONS = {"normative": ReferenceRelation.NORMATIVE, "bibliographic": ReferenceRelation.BIBLIOGRAPHY}
_DEGREES = {"IDT": Degree.IDT, "EQV": Degree.MOD, "MOD": Degree.MOD, "NEQ": Degree.NEQ, "REF": Degree.NEQ}


def is_film_registry(path: Path) -> bool:
    """Whether a JSON file is this registry, by its first bytes."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False  # whoever reads it as a table says why it cannot be read
    return b'"docId"' in head and b'"docLabel"' in head


def other_list(path: Path) -> UnreadableFile | None:
    """Why another list of this registry is not taken: projects are drafts without a number, groups come with standards.

    ``docId`` of a project is the number it may get one day (``dyt-247-20XX``), no plan number; a group is stored as the
    committee of the documents that name it.
    """
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    with path.open("rb") as file:
        head = file.read(4096)
    if b'"projectId"' in head and b'"projectMilestone"' in head:
        return UnreadableFile(
            "{path}: the projects of the film registry: drafts under way, without a number; "
            "documents.json holds its standards",
            path=path,
        )
    if b'"groupId"' in head and b'"groupOrg"' in head:
        return UnreadableFile(
            "{path}: the groups of the film registry; documents.json names them with its standards", path=path
        )
    return None


def rows(path: Path) -> Iterator[Row | Issue]:
    """Every document of the registry, as a record or as the reason why it is none."""
    try:
        documents: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableFile("{path}: cannot be read as the film registry ({error})", path=path, error=error) from error
    if not isinstance(documents, list):
        raise UnreadableFile("{path}: the film registry is a list of documents, this is none", path=path)
    numbers = {one["docId"]: one["docLabel"] for one in documents if _is_document(one)}
    for place, document in enumerate(documents, 1):
        if _is_document(document):
            yield _read(place, document, numbers)
        else:
            detail = f"expected an object with the texts {', '.join(_REQUIRED)}"
            yield Issue(place, Problem.UNREADABLE_ROW, detail)


def _is_document(one: object) -> bool:
    return isinstance(one, dict) and all(isinstance(one.get(name), str) for name in _REQUIRED)


def _read(place: int, document: dict[str, Any], numbers: dict[str, str]) -> Row | Issue:
    label, issues = document["docLabel"], []
    try:
        identifier = parse(label)
    except InvalidIdentifier as error:
        return Issue(place, Problem.INVALID_NUMBER, str(error), label)
    if not identifier.dated:
        return Issue(place, Problem.UNDATED_NUMBER, "a number without a year names no edition", label)

    def named(field: str, ids: list[str]) -> Iterator[StandardId]:
        for one in ids:
            try:
                yield parse(numbers.get(one, one))
            except InvalidIdentifier as error:
                issues.append(
                    Issue(
                        place,
                        Problem.NO_IDENTIFIER,
                        str(error),
                        identifier.canonical,
                        field,
                        one,
                        rejected=False,
                    )
                )

    def day(field: str) -> Any:
        try:
            return values.parse_date(document.get(field, ""))
        except ValueError as error:
            issues.append(Issue(place, Problem.IMPOSSIBLE_DATE, str(error), identifier.canonical, field,
                                document[field], rejected=False))  # fmt: skip
            return None

    state = document.get("status", {})
    degree = next((d for word, d in _DEGREES.items() if word in document.get("adoptionDegree", "")), Degree.UNKNOWN)
    chinese = document["docType"] not in ("国际标准", "国外标准", "国外规范", "国外建议")
    group = document.get("group", "")
    record = StandardRecord(
        id=identifier,
        title_zh=document["docTitle"] if chinese else None,
        title_en=None if chinese else document["docTitle"],
        status=_status(state),
        issued=day("publicationDate"),
        implemented=day("implementationDate"),
        category=document["docType"],
        drafters=tuple(document.get("authors", ())),
        drafting_orgs=tuple(dict.fromkeys([*_leading(document), *document.get("participationUnits", ())])),
        issuers=values.split(document.get("publisher", "")),
        committees=(group,) if chinese and group else (),
        keywords=tuple(document.get("keywords", ())),
        replaced_by=tuple(Replaced(one) for one in named("supersededBy", state.get("supersededBy", []))),
        adopts=tuple(Adoption(one, degree) for one in named("adoption", document.get("adoption", []))),
        references=tuple(
            Reference(one, _RELATIONS[kind])
            for kind, ids in document.get("references", {}).items()
            if kind in _RELATIONS
            for one in named("references", ids)
        ),
        provenance="中国电影标准登记 filmstandards-registry-china, CC BY 4.0",
    )
    return Row(place, record, tuple(issues))


def _leading(document: dict[str, Any]) -> tuple[str, ...]:
    return values.split(document.get("leadingunit", ""))


def _status(state: dict[str, Any]) -> Status | None:
    if state.get("superseded"):
        return Status.REPLACED
    if state.get("withdrawn"):
        return Status.WITHDRAWN
    if state.get("draft"):
        return Status.PLANNED
    return Status.IN_FORCE if state.get("active") else None
