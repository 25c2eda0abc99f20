"""A structured document with what was extracted of it → statements, each with its place, span and extractor.

The record's key is the number on the cover (or in the name of the file), so that reading the same standard again, with
a newer extractor or from a better file, replaces its facts.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from graph.document import Clause, Document, Place
from graph.facts import Fact
from graph.ids import Degree, InvalidIdentifier, StandardId, find, parse
from graph.kinds import EdgeKind, NodeKind, ReviewState
from graph.limits import Limit
from graph.model import node_id
from graph.references import Reference, Relation
from graph.statements import OCR, Record
from ingest.bodies import committee, organization_id
from ingest.extract.bodies import Bodies
from ingest.extract.everything import Extracted
from ingest.extract.patents import PatentStatement, PatentStatementKind
from ingest.extract.scope import Scope
from ingest.extract.terms import Term
from ingest.facts import Origin, applies_facts, number_facts, standard_id, target_id
from ingest.records import Issue, Problem
from ingest.sources import values

SOURCE = "document"
STRUCTURE, REFERENCES, LIMITS = "structure@1", "references@1", "limits@1"
SCOPE, BODIES, PATENTS, TERMS = "scope@1", "bodies@1", "patents@1", "terms@1"
MAX_TEXT = 4_000  # characters of a scope or definition that are kept
MAX_CLAUSE = 60_000  # of a clause with its tables
_DOUBTFUL = 0.6  # a limit with a field surer than this needs no review


def document_record(document: Document, found: Extracted, origin: Origin) -> Record | Issue:
    """The statements of a document; an :class:`Issue` when nothing says which edition it is."""
    identifier = _number(document)
    if identifier is None:
        return Issue(0, Problem.NO_NUMBER, "neither the cover nor the name of the file gives the number of an edition",
                     document.cover.number)  # fmt: skip
    subject = standard_id(identifier)
    facts = [
        *_cover(document, identifier, subject),
        *_clauses(document, identifier, subject),
        *_scope(found.scope, subject),
        *_bodies(found.bodies, subject),
        *_patents(found.patents, subject),
        *(fact for one in found.terms for fact in _term(one, identifier, subject)),
        *(fact for one in found.references for fact in _reference(one, subject)),
        *_limits(found.limits, identifier, subject),
    ]
    name = PurePath(document.name)
    by_ocr = bool(document.ocr_pages) or ".ocr" in name.suffixes  # a text that says so: GB_14554-1993.ocr.md
    provenance = f"{name.name} {OCR}" if by_ocr else name.name
    return Record(origin.source, identifier.canonical, origin.retrieved_on, tuple(dict.fromkeys(facts)), origin.file,
                  None, provenance)  # fmt: skip


def _number(document: Document) -> StandardId | None:
    for text in (document.cover.number, PurePath(document.name).stem):
        try:
            identifier = parse(text) if text else None
        except InvalidIdentifier:
            continue
        if identifier is not None and identifier.dated:
            return identifier
    return None


def _cover(document: Document, identifier: StandardId, subject: str) -> Iterator[Fact]:
    cover = document.cover
    for name in ("title_zh", "title_en"):
        if value := getattr(cover, name):
            yield Fact(subject, name, value, extractor=STRUCTURE, place="cover")
    for name in ("issued", "implemented"):
        try:
            day = values.parse_date(getattr(cover, name) or "")
        except ValueError:
            continue  # 2026-××-×× of a draft
        if day is not None:
            yield Fact(subject, name, day.isoformat(), extractor=STRUCTURE, place="cover")
    for scheme, codes in (("ICS", cover.ics), ("CCS", cover.ccs)):
        for code in codes:
            target = node_id(NodeKind.CLASSIFICATION, f"{scheme} {code.replace(' ', '')}")
            yield Fact(subject, EdgeKind.CLASSIFIED_AS, object=target, extractor=STRUCTURE, place="cover")
    for name in cover.issuers:
        yield Fact(subject, EdgeKind.ISSUED_BY, object=organization_id(name), extractor=STRUCTURE, place="cover")
    yield from number_facts(identifier)


def _scope(scope: Scope | None, subject: str) -> Iterator[Fact]:
    if scope is not None and scope.text:
        yield Fact(subject, "scope", scope.text[:MAX_TEXT], extractor=SCOPE)
        yield from applies_facts(scope.text, subject)


def _bodies(bodies: Bodies, subject: str) -> Iterator[Fact]:
    for position, body in enumerate(bodies.organizations, 1):
        yield Fact(
            subject, EdgeKind.DRAFTED_BY, object=organization_id(body.name), qualifiers=(("position", position),),
            extractor=BODIES, place=place_text(body.place), span=_span(body.place),
        )  # fmt: skip
    for body in bodies.proposers:
        yield Fact(subject, EdgeKind.PROPOSED_BY, object=organization_id(body.name), extractor=BODIES,
                   place=place_text(body.place), span=_span(body.place))  # fmt: skip
    for body in bodies.committees:
        node, name, code = committee(f"{body.name}({body.code})" if body.code else body.name)
        yield Fact(subject, EdgeKind.UNDER_COMMITTEE, object=node, extractor=BODIES, place=place_text(body.place))
        if name is not None and code is not None:
            yield Fact(node, "name_zh", name, extractor=BODIES)
            yield Fact(node, "code", code, extractor=BODIES)
    if bodies.drafters:
        names = json.dumps([person.name for person in bodies.drafters], ensure_ascii=False)
        yield Fact(subject, "drafters", names, extractor=BODIES, place=place_text(bodies.drafters[0].place))


def _patents(statements: Sequence[PatentStatement], subject: str) -> Iterator[Fact]:
    """The notice of GB/T 1.1 says nothing; only a disclosure, or its denial, is a fact."""
    for statement in statements:
        if statement.kind is PatentStatementKind.NOTICE:
            continue
        disclosed = statement.kind is PatentStatementKind.DISCLOSURE
        yield Fact(subject, "patents_involved", str(disclosed).lower(), extractor=PATENTS,
                   place=place_text(statement.place), span=_span(statement.place))  # fmt: skip
        for patent in statement.patents:
            if patent.number is None:
                continue
            node = node_id(NodeKind.PATENT, "".join(patent.number.split()))
            yield Fact(subject, EdgeKind.DISCLOSES_PATENT, object=node, extractor=PATENTS,
                       place=place_text(statement.place))  # fmt: skip
            if patent.title:
                yield Fact(node, "title_zh", patent.title, extractor=PATENTS)


def _term(term: Term, identifier: StandardId, subject: str) -> Iterator[Fact]:
    node = node_id(NodeKind.TERM, f"{identifier.canonical}#{term.number or term.zh}")
    where, span = place_text(term.place), _span(term.place)
    yield Fact(subject, EdgeKind.DEFINES, object=node, extractor=TERMS, place=where)
    for name, value in (("term_zh", term.zh), ("term_en", term.en), ("definition", term.definition or None)):
        if value is not None:
            yield Fact(node, name, value[:MAX_TEXT], extractor=TERMS, place=where, span=span)


def _clauses(document: Document, identifier: StandardId, subject: str) -> Iterator[Fact]:
    blocks = {block.index: block for block in document.blocks}

    def facts(clause: Clause, parent: str) -> Iterator[Fact]:
        if clause.number is None:
            for child in clause.children:
                yield from facts(child, parent)
            return
        node = node_id(NodeKind.CLAUSE, f"{identifier.canonical}#{clause.number}")
        own = [blocks[at] for at in clause.blocks]
        page = own[0].page if own else None
        yield Fact(parent, EdgeKind.HAS_CLAUSE, object=node, extractor=STRUCTURE)
        yield Fact(node, "number", clause.number, extractor=STRUCTURE)
        if clause.title:
            yield Fact(node, "title_zh", clause.title, extractor=STRUCTURE)
        if text := "\n".join(block.text for block in own)[:MAX_CLAUSE]:
            review = ReviewState.NEEDED if any(block.ocr for block in own) else ReviewState.NONE
            yield Fact(node, "text", text, extractor=STRUCTURE, review=review)
        if page is not None:
            yield Fact(node, "page", str(page), extractor=STRUCTURE)
        for child in clause.children:
            yield from facts(child, node)

    for clause in document.clauses:
        yield from facts(clause, subject)


def _reference(reference: Reference, subject: str) -> Iterator[Fact]:
    try:
        target = parse(reference.target)
    except InvalidIdentifier:
        target = find(reference.target)[0].id
    end = target_id(target)
    if end == subject:
        return
    seen = reference.occurrences[0]
    qualifiers: dict[str, str | bool | None]
    match reference.relation:
        case Relation.REPLACES | Relation.REPLACES_PART:
            qualifiers = {"partial": reference.relation is Relation.REPLACES_PART, "text": seen.sentence}
        case Relation.ADOPTS:
            qualifiers = {"degree": (reference.degree or Degree.UNKNOWN).value, "text": seen.sentence}
        case _:
            qualifiers = {
                "relation": str(reference.qualifier), "dated": reference.dated, "all_parts": reference.all_parts,
                "place": place_text(seen.place), "text": seen.sentence,
            }  # fmt: skip
    yield Fact(
        subject, reference.edge, object=end, qualifiers=tuple(sorted(qualifiers.items())), extractor=REFERENCES,
        place=place_text(seen.place), span=_span(seen.place),
        review=ReviewState.NEEDED if reference.needs_review else ReviewState.NONE,
    )  # fmt: skip
    yield from number_facts(target)


def _limits(limits: Sequence[Limit], identifier: StandardId, subject: str) -> Iterator[Fact]:
    """Each limit is a node of its own; of several that cannot be told apart, the first, the second ..."""
    seen: Counter[str] = Counter()
    for limit in limits:
        mark = _mark(limit)
        seen[mark] += 1
        digest = hashlib.blake2b(f"{mark} {seen[mark]}".encode(), digest_size=6).hexdigest()
        yield from _limit(limit, node_id(NodeKind.LIMIT, f"{identifier.canonical}#{digest}"), subject)


def _mark(limit: Limit) -> str:
    """What a limit is known by when the document is read again by a newer extractor.

    The cell of a numbered table with the value printed there; elsewhere the clause with what is limited. Not the page,
    not the span, and nothing of how the value was understood: a decision of a reviewer holds on to it.
    """
    place = limit.places[0] if limit.places else None
    if place is not None and place.table and place.row is not None:
        return repr((place.table, place.row, place.column, limit.value_text))
    about = (limit.characteristic, limit.object, limit.condition, limit.grade, limit.value_text)
    return repr((place and place.clause, place and place.row, place and place.column, *about))


def _limit(limit: Limit, node: str, subject: str) -> Iterator[Fact]:
    place = limit.places[0] if limit.places else None
    where = place_text(place) if place else ""
    needed = limit.ocr or limit.confidence < _DOUBTFUL
    values_of = {
        "object": limit.object, "characteristic": limit.characteristic, "text": limit.text, "place": where or None,
        "reading": limit.model_dump_json(exclude_defaults=True),
    }  # fmt: skip
    yield Fact(subject, EdgeKind.HAS_LIMIT, object=node, extractor=LIMITS)
    for name, value in values_of.items():
        if value is not None:
            yield Fact(
                node, name, value, extractor=LIMITS, confidence=limit.confidence, place=where or None,
                span=_span(place) if place else None, review=ReviewState.NEEDED if needed else ReviewState.NONE,
            )  # fmt: skip


def place_text(place: Place) -> str:
    """``p.6 4.2 表1 r3 c2`` (rows and columns from 1)."""
    parts = [
        f"p.{place.page}" if place.page else None, place.clause, place.table,
        f"r{place.row + 1}" if place.row is not None else None,
        f"c{place.column + 1}" if place.column is not None else None,
    ]  # fmt: skip
    return " ".join(part for part in parts if part)


def _span(place: Place) -> tuple[int, int] | None:
    return (place.start, place.end) if place.start is not None and place.end is not None else None
