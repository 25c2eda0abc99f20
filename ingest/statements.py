"""A typed record of any source → statements: which facts a patent, a body, a class or a task states.

Standards have their own module, :mod:`ingest.facts`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from graph.facts import Fact, Qualifier
from graph.kinds import EdgeKind, NodeKind
from graph.model import node_id
from graph.statements import Record
from ingest.bodies import committee, committee_parent, organization_id, organization_key
from ingest.facts import DERIVED, REGISTRY, Origin, number_facts, standard_id, target_id, to_record
from ingest.records import (
    AnyRecord,
    ClassifiedRecord,
    ClassRecord,
    CommitteeRecord,
    DeclarationRecord,
    DraftRecord,
    IndustryRecord,
    OrganizationRecord,
    PatentRecord,
    StandardRecord,
    TaskRecord,
)

CITED = "patent-citations@1"


def state(record: AnyRecord, origin: Origin) -> Record:
    """All statements of one record; its key is unique in the source."""
    match record:
        case StandardRecord():
            return to_record(record, origin)
        case PatentRecord():
            key, facts = node_id(NodeKind.PATENT, record.number), _patent(record)
        case DeclarationRecord():
            key, facts = f"declaration:{record.key}", _declaration(record)
        case OrganizationRecord():
            key, facts = organization_id(record.name), _organization(record)
        case CommitteeRecord():
            key = _committee_node(record)
            facts = _committee(record, key)
        case ClassRecord():
            key = node_id(NodeKind.CLASSIFICATION, f"{record.scheme} {record.code}")
            facts = _class(record, key)
        case IndustryRecord():
            key = node_id(NodeKind.INDUSTRY, record.code)
            facts = _industry(record, key)
        case TaskRecord():
            key = node_id(NodeKind.POLICY_TASK, record.code)
            facts = _task(record, key)
        case DraftRecord():
            key, facts = f"draft:{record.title}", _draft(record)
        case ClassifiedRecord():
            key, facts = target_id(record.id), _classified(record)
    return Record(
        origin.source, key, record.retrieved_on or origin.retrieved_on, tuple(dict.fromkeys(facts)), origin.file,
        origin.row, record.provenance,
    )  # fmt: skip


def _value(subject: str, name: str, value: object, extractor: str = REGISTRY) -> Iterator[Fact]:
    if value not in (None, "", ()):
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else str(value)
        yield Fact(subject, name, text, extractor=extractor)


def _edge(subject: str, kind: EdgeKind, target: str, extractor: str = REGISTRY, **qualifiers: Qualifier) -> Fact:
    said = tuple(sorted((name, value) for name, value in qualifiers.items() if value is not None))
    return Fact(subject, kind, object=target, qualifiers=said, extractor=extractor)


def _patent(patent: PatentRecord) -> Iterator[Fact]:
    node = node_id(NodeKind.PATENT, patent.number)
    for name in ("title_zh", "title_en", "abstract", "category", "application_number", "url", "inventors"):
        yield from _value(node, name, getattr(patent, name))
    for name in ("filed", "published"):
        if (day := getattr(patent, name)) is not None:
            yield from _value(node, name, day.isoformat())
    bodies = [name for name in patent.holders if name not in patent.inventors]  # who invents is no organisation
    for position, holder in enumerate(bodies, 1):
        yield _edge(organization_id(holder), EdgeKind.HOLDS_PATENT, node, position=position)
    for scheme, symbol in patent.classes:
        yield _edge(node, EdgeKind.CLASSIFIED_AS, node_id(NodeKind.CLASSIFICATION, f"{scheme} {symbol}"))
    cited: dict[str, list[int]] = {}
    for at, one in enumerate(patent.cites):
        cited.setdefault(target_id(one.id), []).append(at)
    for target, places in cited.items():  # one edge a standard: the first passage, all the places
        first = patent.cites[places[0]]
        where = "、".join(dict.fromkeys(patent.cites[at].place for at in places))
        yield _edge(node, EdgeKind.CITES_STANDARD, target, CITED, dated=first.id.dated, place=where,
                    evidence=first.evidence)  # fmt: skip
        yield from number_facts(first.id)


def _declaration(declaration: DeclarationRecord) -> Iterator[Fact]:
    day = declaration.declared_on.isoformat() if declaration.declared_on else None
    for identifier in declaration.standards:
        target = target_id(identifier)
        yield from number_facts(identifier)
        if declaration.holder:
            yield _edge(organization_id(declaration.holder), EdgeKind.DECLARES_FOR, target,
                        declaration=declaration.key, declared_on=day)  # fmt: skip
        for number, clauses in declaration.patents:
            yield _edge(target, EdgeKind.DISCLOSES_PATENT, node_id(NodeKind.PATENT, number),
                        declaration=declaration.key, declared_on=day, place=clauses)  # fmt: skip
    if declaration.holder:
        for number, _ in declaration.patents:
            yield _edge(organization_id(declaration.holder), EdgeKind.HOLDS_PATENT, node_id(NodeKind.PATENT, number))


def _organization(body: OrganizationRecord) -> Iterator[Fact]:
    node = organization_id(body.name)
    if body.name != body.name_en:
        yield from _value(node, "name_zh", body.name)
    for name in ("name_en", "uscc", "group_code", "category", "aliases", "identifiers"):
        yield from _value(node, name, getattr(body, name))
    if body.region:
        yield _edge(node, EdgeKind.LOCATED_IN, node_id(NodeKind.REGION, body.region))
    if body.industry:
        yield _edge(node, EdgeKind.IN_INDUSTRY, node_id(NodeKind.INDUSTRY, body.industry))
    if body.parent and organization_key(body.parent) != organization_key(body.name):
        yield _edge(node, EdgeKind.UNIT_OF, organization_id(body.parent))


def _committee_node(record: CommitteeRecord) -> str:
    if record.code:
        return committee(record.code)[0]
    return committee(record.name_zh or record.name_en or "")[0]


def _committee(record: CommitteeRecord, node: str) -> Iterator[Fact]:
    for name in ("name_zh", "name_en", "code"):
        yield from _value(node, name, getattr(record, name))
    if record.secretariat:
        yield _edge(node, EdgeKind.HAS_SECRETARIAT, organization_id(record.secretariat))
    yield from committee_facts(node)


def committee_facts(node: str) -> Iterator[Fact]:
    """What the code itself says: the committee above."""
    if (parent := committee_parent(node)) is not None:
        yield _edge(node, EdgeKind.BROADER, parent, DERIVED)


def _class(record: ClassRecord, node: str) -> Iterator[Fact]:
    yield from _value(node, "name_zh", record.name_zh)
    yield from _value(node, "name_en", record.name_en)
    if record.parent:
        yield _edge(node, EdgeKind.BROADER, node_id(NodeKind.CLASSIFICATION, f"{record.scheme} {record.parent}"))
    for code, part in dict(record.industries).items():
        yield _edge(node, EdgeKind.CORRESPONDS_TO, node_id(NodeKind.INDUSTRY, code), partial=part)


def _industry(record: IndustryRecord, node: str) -> Iterator[Fact]:
    yield from _value(node, "name_zh", record.name_zh)
    yield from _value(node, "definition", record.definition)
    if record.parent:
        yield _edge(node, EdgeKind.BROADER, node_id(NodeKind.INDUSTRY, record.parent))


def _task(record: TaskRecord, node: str) -> Iterator[Fact]:
    for name in ("name_zh", "document", "text"):
        yield from _value(node, name, getattr(record, name))
    if record.parent:
        yield _edge(node, EdgeKind.BROADER, node_id(NodeKind.POLICY_TASK, record.parent))


def _draft(record: DraftRecord) -> Iterator[Fact]:
    for body in record.bodies:
        yield from _value(organization_id(body), "name_zh", organization_key(body))


def _classified(record: ClassifiedRecord) -> Iterator[Fact]:
    node = target_id(record.id)
    yield from number_facts(record.id)
    if record.title_en and record.id.dated:
        yield from _value(standard_id(record.id), "title_en", record.title_en)
    for scheme, code in record.classes:
        yield _edge(node, EdgeKind.CLASSIFIED_AS, node_id(NodeKind.CLASSIFICATION, f"{scheme} {code}"))
    for other in record.related:
        yield _edge(node, EdgeKind.RELATED_TO, target_id(other))
        yield from number_facts(other)
