"""A standard of the data, or a file, taken through the sections of a check: what packs of evidence are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.usecases.against_sources import object_of, stored_source
from api.usecases.check_applicable import Found, applicable_section
from api.usecases.check_limits import LimitsFound, draft_limits, limits_section
from api.usecases.check_overlap import MatchView, overlap_section
from api.usecases.check_targets import targets
from api.usecases.cited import citations_of, edition_meant
from api.usecases.finding import find_standard
from api.usecases.library import Library
from api.usecases.views import StandardSummary
from graph.errors import NotFound
from graph.ids import StandardId, find, parse
from graph.kinds import EdgeKind, NodeKind
from graph.limits import Limit
from graph.model import References, Standard, node_id
from graph.references import Relation
from graph.store.base import Direction
from ingest.documents.draft import Draft
from ingest.extract.everything import extract
from search.compare.align import Source
from search.compare.registry import Registry, edges_of, work_id
from search.compare.validity import Citation
from search.compare.validity.model import CHECKED

_MATCHES = 30


@dataclass(frozen=True, slots=True)
class Subject:
    """What evidence is asked of. ``standard``: its record, None for a file whose number the data does not describe.

    ``has_text``: whether limits and clauses were read of it at all.
    """

    draft: Draft
    limits: tuple[Limit, ...]
    source: Source | None
    citations: tuple[Citation, ...]
    standard: StandardSummary | None
    record: Standard | None
    from_file: bool

    @property
    def number(self) -> str | None:
        return self.standard.number if self.standard else self.draft.number

    @property
    def identifier(self) -> StandardId | None:
        return parse(self.number) if self.number else None

    @property
    def has_text(self) -> bool:
        return self.draft.document is not None and bool(self.limits or self.draft.document.clauses)

    @property
    def since(self) -> date | None:
        """The day it was issued."""
        return self.standard.issued if self.standard else None


@dataclass(frozen=True, slots=True)
class Judged:
    """The subject against the standards that concern it; ``compared`` None: no limits of it are known."""

    applicable: Found
    matches: tuple[MatchView, ...]
    compared: LimitsFound | None


def of_number(library: Library, number: str) -> Subject:
    """An edition of the data; an undated number means the one in force on the day, else the last.

    Raises :class:`~graph.errors.NotFound`, :class:`~graph.ids.InvalidIdentifier`.
    """
    standard = edition_meant(library, parse(number)) or _last_edition(library, parse(number))
    if standard is None:
        find_standard(library, number)  # says what the data holds instead
        raise NotFound("{number}: only mentioned by others, the data does not describe it", number=number)
    record = library.graph.node(node_id(NodeKind.STANDARD, standard.number))
    assert isinstance(record, Standard)
    limits = library.limits.limits(standard.number)
    document = library.limits.document(standard.number, standard.title_zh)
    citations = _stored_citations(library, standard.number)
    title, scope = standard.title_zh or standard.title_en or "", record.scope or ""
    cited = tuple(c.identifier for c in citations if c.identifier and c.relation is Relation.NORMATIVE)
    given = bool(library.statements.stating("nature", [record.id]))
    thing = object_of(title, scope)
    return Subject(
        draft=Draft(title, scope, cited, standard.number, document=document),
        limits=limits,
        source=stored_source(library, standard, given, thing) if limits else None,
        citations=citations,
        standard=standard,
        record=record,
        from_file=False,
    )


def _last_edition(library: Library, identifier: StandardId) -> StandardSummary | None:
    """Of a work of which nothing is in force any more."""
    if identifier.dated:
        return None
    described = Registry(library.graph, library.settings.day).described(work_id(identifier.canonical))
    return edition_meant(library, parse(described[-1].number)) if described else None


def of_draft(library: Library, draft: Draft) -> Subject:
    """A text that was read; with the record of its number, where the data describes that."""
    assert draft.document is not None
    limits = extract(draft.document).limits
    standard = edition_meant(library, parse(draft.number)) if draft.number else None
    record = library.graph.node(node_id(NodeKind.STANDARD, standard.number)) if standard else None
    return Subject(
        draft=draft,
        limits=limits,
        source=draft_limits(draft, limits) if limits else None,
        citations=tuple(citations_of(draft.document)),
        standard=standard,
        record=record if isinstance(record, Standard) else None,
        from_file=True,
    )


def judge(library: Library, subject: Subject) -> Judged:
    """What applies to the subject, what resembles it, and its limits against theirs."""
    draft = subject.draft
    matches = overlap_section(library, draft, _MATCHES).matches
    applicable = applicable_section(library, draft, subject.limits, matches)
    if subject.source is None:
        return Judged(applicable, matches, None)
    chosen, left_out = targets(library, draft, subject.source, applicable, matches)
    return Judged(applicable, matches, limits_section(library, draft, subject.source, chosen, left_out))


def _stored_citations(library: Library, number: str) -> tuple[Citation, ...]:
    """What an edition cites, as its text was read; mentions and histories are left out."""
    edges = edges_of(library.graph, [node_id(NodeKind.STANDARD, number)], Direction.OUT, [EdgeKind.REFERENCES])
    found: list[Citation] = []
    for edge in edges:
        if isinstance(edge, References) and (relation := Relation(edge.relation.value)) in CHECKED:
            printed = edge.end.partition(":")[2]
            mentions = find(f"{printed}（所有部分）" if edge.all_parts else printed)
            if mentions:
                found.append(Citation(printed, mentions[0].id, relation, quote=edge.text or ""))
    return _strongest(found)


def _strongest(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each document once, in its strongest relation."""
    order = tuple(Relation)
    by_number: dict[str, Citation] = {}
    for one in sorted(citations, key=lambda c: order.index(c.relation)):
        by_number.setdefault(one.printed, one)
    return tuple(by_number.values())
