"""A typed record → statements. One place decides which facts a registry row states."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from graph.facts import Fact, Qualifier
from graph.ids import Level, StandardId
from graph.ids.tables import family_of
from graph.kinds import EdgeKind, NodeKind
from graph.model import node_id
from graph.statements import Record
from ingest.bodies import committee, committee_parent, organization_id
from ingest.extract.applies import applies_of
from ingest.extract.aspects import assign_aspects
from ingest.extract.domains import assign_domains
from ingest.extract.industries import IndustryAssignment, assign_industry
from ingest.extract.tasks import TaskAssignment, assign_tasks
from ingest.records import StandardRecord

_VALUES = (
    "title_zh", "title_en", "nature", "plan_number", "record_number", "category", "scope", "main_content", "pages",
    "text_access", "url",
)  # fmt: skip
_DAYS = ("issued", "implemented", "withdrawn_on", "first_issued", "reviewed_on")
_REGION = re.compile(r"^DBS?(\d{2,4})")  # GB/T 2260 code in the prefix of a local standard
REGISTRY = "registry@1"
DERIVED = "number@1"  # follows from the form of a number
RULES = "domain-rules@1"
LINKS = "link-rules@1"
APPLIES = "applies@1"
MAX_SENTENCE = 400  # characters of a sentence that are kept
_SURE, _NARROWED = 0.9, 0.5  # that a class named in a scope is covered; that it is where words narrow it


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands."""

    source: str
    retrieved_on: date
    file: str | None = None
    row: int | None = None


def standard_id(identifier: StandardId) -> str:
    """The node of an edition."""
    return node_id(NodeKind.STANDARD, identifier.canonical)


def target_id(identifier: StandardId) -> str:
    """A dated number points to an edition, an undated one to the work."""
    return standard_id(identifier) if identifier.dated else node_id(NodeKind.WORK, identifier.work.canonical)


def to_record(standard: StandardRecord, origin: Origin) -> Record:
    """All statements of one row."""
    facts = _amendment(standard) if standard.id.amendments and not standard.id.amendment_marks else _edition(standard)
    key = standard.id.canonical + "".join(
        f"/{one}" for one in standard.id.amendments if not standard.id.amendment_marks
    )
    return Record(
        origin.source, key, standard.retrieved_on or origin.retrieved_on, tuple(dict.fromkeys(facts)), origin.file,
        origin.row, standard.provenance,
    )  # fmt: skip


def _amendment(standard: StandardRecord) -> Iterator[Fact]:
    edition = standard_id(standard.id)
    for name in standard.id.amendments:
        subject = node_id(NodeKind.AMENDMENT, f"{standard.id.canonical}/{name}")
        yield Fact(subject, EdgeKind.AMENDS, object=edition, extractor=REGISTRY)
        for day in ("issued", "implemented"):
            if (value := getattr(standard, day)) is not None:
                yield Fact(subject, day, value.isoformat(), extractor=REGISTRY)
    yield from number_facts(standard.id)


def _edition(standard: StandardRecord) -> Iterator[Fact]:
    subject = standard_id(standard.id)

    def edge(kind: EdgeKind, target: str, extractor: str = REGISTRY, **qualifiers: Qualifier) -> Fact:
        return Fact(subject, kind, object=target, qualifiers=tuple(sorted(qualifiers.items())), extractor=extractor)

    for name in _VALUES:
        if (value := getattr(standard, name)) is not None:
            yield Fact(subject, name, str(value), extractor=REGISTRY)
    for name in _DAYS:
        if (day := getattr(standard, name)) is not None:
            yield Fact(subject, name, day.isoformat(), extractor=REGISTRY)
    if standard.status is not None:
        yield Fact(subject, "status_claim", standard.status.value, extractor=REGISTRY)
    if standard.patents_involved is not None:
        yield Fact(subject, "patents_involved", str(standard.patents_involved).lower(), extractor=REGISTRY)
    for name in ("drafters", "keywords"):
        if names := getattr(standard, name):
            yield Fact(subject, name, json.dumps(names, ensure_ascii=False), extractor=REGISTRY)
    yield from number_facts(standard.id)
    for old in standard.replaces:
        yield edge(EdgeKind.REPLACES, target_id(old.id), partial=old.partial)
        yield from number_facts(old.id)
    for new in standard.replaced_by:
        if new.id.dated:  # the fact belongs to the new edition
            yield Fact(standard_id(new.id), EdgeKind.REPLACES, object=subject, qualifiers=(("partial", new.partial),),
                       extractor=REGISTRY)  # fmt: skip
            yield from number_facts(new.id)
    for adoption in standard.adopts:
        yield edge(EdgeKind.ADOPTS, target_id(adoption.target), degree=adoption.degree.value)
        yield from number_facts(adoption.target)
    for reference in standard.references:
        yield edge(EdgeKind.REFERENCES, target_id(reference.id), relation=reference.relation.value,
                   dated=reference.id.dated, all_parts=reference.id.all_parts)  # fmt: skip
        yield from number_facts(reference.id)
    yield from _bodies(standard, subject)
    for scheme, codes in (("ICS", standard.ics), ("CCS", standard.ccs)):
        for code in codes:
            yield edge(EdgeKind.CLASSIFIED_AS, node_id(NodeKind.CLASSIFICATION, f"{scheme} {code}"))
    for industry in standard.industries:
        yield edge(EdgeKind.IN_INDUSTRY, node_id(NodeKind.INDUSTRY, industry.split()[0]))
    for found in assign_domains(
        standard.title_zh, standard.title_en, standard.ics, standard.ccs, standard.scope, standard.industries
    ):
        yield edge(EdgeKind.IN_DOMAIN, node_id(NodeKind.DOMAIN, found.domain), RULES,
                   confidence=float(found.confidence), rule=found.rule, evidence=found.evidence)  # fmt: skip
    for kind in assign_aspects(standard.title_zh, standard.title_en):
        yield edge(EdgeKind.ON_ASPECT, node_id(NodeKind.ASPECT, kind.aspect), RULES,
                   confidence=float(kind.confidence), rule=kind.rule, evidence=kind.evidence)  # fmt: skip
    yield from _assigned(standard, subject)


def _assigned(standard: StandardRecord, subject: str) -> Iterator[Fact]:
    """Industry, where the source names none, and policy tasks, by rules."""
    assigned: list[tuple[EdgeKind, str, IndustryAssignment | TaskAssignment]] = []
    if not standard.industries and (
        industry := assign_industry(family_of(standard.id.prefix), standard.ccs, standard.ics)
    ):
        assigned.append((EdgeKind.IN_INDUSTRY, node_id(NodeKind.INDUSTRY, industry.industry), industry))
    for task in assign_tasks(standard.id.level, standard.issuers, standard.ics,
                             patents=standard.patents_involved, adopts=bool(standard.adopts)):  # fmt: skip
        assigned.append((EdgeKind.SUPPORTS_TASK, node_id(NodeKind.POLICY_TASK, task.task), task))
    for kind, target, found in assigned:
        qualifiers = (("confidence", float(found.confidence)), ("evidence", found.evidence), ("rule", found.rule))
        yield Fact(subject, kind, object=target, qualifiers=qualifiers, extractor=LINKS)
    if standard.scope is not None:
        yield from applies_facts(standard.scope, subject)


def applies_facts(scope: str, subject: str) -> Iterator[Fact]:
    """The classes of objects that a scope covers or excludes, with the sentence that says so."""
    for one in applies_of(scope):
        qualifiers = (
            ("confidence", _NARROWED if one.narrowed else _SURE), ("evidence", one.sentence[:MAX_SENTENCE]),
            ("excluded", one.excluded), ("rule", "scope_narrowed" if one.narrowed else "scope"),
        )  # fmt: skip
        yield Fact(subject, EdgeKind.APPLIES_TO, object=node_id(NodeKind.OBJECT_CLASS, one.object_class),
                   qualifiers=qualifiers, extractor=APPLIES)  # fmt: skip


def _bodies(standard: StandardRecord, subject: str) -> Iterator[Fact]:
    for position, name in enumerate(standard.drafting_orgs, 1):
        body = organization_id(name)
        yield Fact(
            subject,
            EdgeKind.DRAFTED_BY,
            object=body,
            qualifiers=(("position", position),),
            extractor=REGISTRY,
        )
    for kind, names in ((EdgeKind.ISSUED_BY, standard.issuers), (EdgeKind.PROPOSED_BY, standard.proposers)):
        for name in names:
            yield Fact(subject, kind, object=organization_id(name), extractor=REGISTRY)
    if standard.id.level is Level.GROUP and len(standard.issuers) == 1 and standard.id.org:
        yield Fact(organization_id(standard.issuers[0]), "group_code", standard.id.org, extractor=DERIVED)
    for text in standard.committees:
        node, name_zh, code = committee(text)
        yield Fact(subject, EdgeKind.UNDER_COMMITTEE, object=node, extractor=REGISTRY)
        if name_zh is not None and code is not None:
            yield Fact(node, "name_zh", name_zh, extractor=REGISTRY)
        if code is not None:
            yield Fact(node, "code", code, extractor=REGISTRY)
        if (above := committee_parent(node)) is not None:
            yield Fact(node, EdgeKind.BROADER, object=above, extractor=DERIVED)


def number_facts(identifier: StandardId) -> Iterator[Fact]:
    """What the number itself says: its work, the series of the work, the region of a local standard."""
    work = identifier.work
    work_node = node_id(NodeKind.WORK, work.canonical)
    if identifier.dated:
        subject = standard_id(identifier)
        yield Fact(subject, EdgeKind.EDITION_OF, object=work_node, extractor=DERIVED)
        if identifier.level in (Level.LOCAL, Level.LOCAL_FOOD_SAFETY) and (found := _REGION.search(identifier.prefix)):
            yield Fact(subject, EdgeKind.LOCATED_IN, object=node_id(NodeKind.REGION, found[1]), extractor=DERIVED)
    if work.part is not None:
        series = node_id(NodeKind.WORK, replace(work, part=None).canonical)
        yield Fact(work_node, EdgeKind.PART_OF, object=series, extractor=DERIVED)
