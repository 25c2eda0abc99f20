"""The questions analysts ask of the graph: one function a question, typed rows, the same on both back ends.

Each question is a ``.cypher`` file of :mod:`graph.queries` with the same name. All answer a page at a time: ``skip``
rows are left out, ``limit`` come at most (:data:`~graph.store.base.MAX_PAGE`), in an order that is total.
Ids are those of :mod:`graph.model` (``standard:GB/T 1.1-2020``); an unknown id has no rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Protocol, TypeVar, cast

from graph import queries
from graph.kinds import EdgeKind, ReferenceRelation
from graph.question_rows import (
    AdoptionRow,
    AmendmentRow,
    BodyRow,
    CountRow,
    DrafterRow,
    EndedRow,
    FieldAspectRow,
    LimitRow,
    OverlapRow,
    PatentRow,
    RoleRow,
    StandardRow,
    StepRow,
    TermRow,
    YearRow,
)
from graph.store.base import page_size
from graph.store.rows import read_field

R = TypeVar("R")
BINDING = (ReferenceRelation.NORMATIVE, ReferenceRelation.IN_TEXT, ReferenceRelation.TEST_METHOD)
MAX_DEPTH = 8
_FRONTIER = 100_000  # references taken from one step


class Asks(Protocol):
    """A back end that answers the common Cypher (:class:`graph.store.reader.CypherReader`)."""

    def ask(self, query: str, /, **parameters: Any) -> list[dict[str, Any]]: ...


def _ask(graph: Asks, question: str, row: type[R], skip: int, limit: int, **parameters: Any) -> list[R]:
    if skip < 0:
        raise ValueError(f"skip must not be negative, it is {skip}")
    names = [one.name for one in fields(cast("Any", row))]
    found = graph.ask(queries.load(question), skip=skip, limit=page_size(limit), **parameters)
    return [row(**{name: read_field(one[name]) for name in names}) for one in found]


# --- editions ------------------------------------------------------------------------------------------


def versions_of(graph: Asks, work: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Editions of a work, oldest first."""
    return _ask(graph, "versions_of", StandardRow, skip, limit, id=work)


def parts_of(graph: Asks, work: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Editions of the parts of a work."""
    return _ask(graph, "parts_of", StandardRow, skip, limit, id=work)


def amendments_of(graph: Asks, standard: str, *, skip: int = 0, limit: int = 100) -> list[AmendmentRow]:
    """Amendments of an edition 修改单."""
    return _ask(graph, "amendments_of", AmendmentRow, skip, limit, id=standard)


def replaced_chain(graph: Asks, standard: str, *, limit: int = 100) -> list[tuple[str, int]]:
    """Ids of the editions it replaces, directly or through others, with the steps between."""
    return _chain(graph, "predecessors", standard, limit)


def replacing_chain(graph: Asks, standard: str, *, limit: int = 100) -> list[tuple[str, int]]:
    """Ids of the editions that replace it, directly or through others."""
    return _chain(graph, "successors", standard, limit)


def _chain(graph: Asks, question: str, standard: str, limit: int) -> list[tuple[str, int]]:
    rows = graph.ask(queries.load(question), id=standard, limit=page_size(limit))
    return [(row["id"], row["steps"]) for row in rows if row["id"] != standard]


# --- references ----------------------------------------------------------------------------------------


def cites(
    graph: Asks, standard: str, *, depth: int = 1, relations: Iterable[ReferenceRelation] = BINDING, skip: int = 0,
    limit: int = 100,
) -> list[StepRow]:  # fmt: skip
    """Editions and works it refers to, up to ``depth`` references away, nearest first. What a cited work refers to
    depends on the day; a path ends there."""
    return _steps(graph, "cites", standard, depth, relations)[skip : skip + page_size(limit)]


def cited_by(
    graph: Asks, node: str, *, depth: int = 1, relations: Iterable[ReferenceRelation] = BINDING, skip: int = 0,
    limit: int = 100,
) -> list[StepRow]:  # fmt: skip
    """Editions that refer to an edition or work, up to ``depth`` references away, nearest first."""
    return _steps(graph, "cited_by", node, depth, relations)[skip : skip + page_size(limit)]


def _steps(graph: Asks, question: str, start: str, depth: int, relations: Iterable[ReferenceRelation]) -> list[StepRow]:
    """Breadth first, each node once: paths of variable length would be counted by the engines one by one."""
    if not 1 <= depth <= MAX_DEPTH:
        raise ValueError(f"depth must be 1 to {MAX_DEPTH}, it is {depth}")
    wanted = sorted({one.value for one in relations})
    query = queries.load(question)
    seen, frontier, found = {start}, [start], list[StepRow]()
    for steps in range(1, depth + 1):
        via: dict[str, str] = {}
        skip = 0
        while True:
            rows = graph.ask(query, ids=frontier, relations=wanted, skip=skip, limit=_FRONTIER)
            for row in rows:
                if row["other"] not in seen and row["node"] < via.get(row["other"], "\U0010ffff"):
                    via[row["other"]] = row["node"]
            if len(rows) < _FRONTIER:
                break
            skip += _FRONTIER
        found += [StepRow(one, steps, via[one]) for one in sorted(via)]
        seen |= via.keys()
        frontier = sorted(via)
        if not frontier:
            break
    return found


def most_cited(
    graph: Asks, *, relations: Iterable[ReferenceRelation] = BINDING, skip: int = 0, limit: int = 100
) -> list[CountRow]:
    """What is referred to by most editions."""
    wanted = sorted({one.value for one in relations})
    return _ask(graph, "most_cited", CountRow, skip, limit, relations=wanted)


def cited_with(graph: Asks, node: str, *, skip: int = 0, limit: int = 100) -> list[CountRow]:
    """What editions cite together with it (co-citation)."""
    return _ask(graph, "cited_with", CountRow, skip, limit, id=node)


def same_references(graph: Asks, standard: str, other: str, *, skip: int = 0, limit: int = 100) -> list[CountRow]:
    """What both editions refer to (bibliographic coupling); ``number`` is 1."""
    return _ask(graph, "same_references", CountRow, skip, limit, id=standard, other=other)


def ended_references(graph: Asks, standard: str, day: date, *, skip: int = 0, limit: int = 100) -> list[EndedRow]:
    """Dated references to editions that no longer apply on a day."""
    return _ask(graph, "ended_references", EndedRow, skip, limit, id=standard, day=day)


def adopted_from(graph: Asks, standard: str, *, skip: int = 0, limit: int = 100) -> list[AdoptionRow]:
    """International standards an edition adopts 采标."""
    return _ask(graph, "adopted_from", AdoptionRow, skip, limit, id=standard)


def adopters_of(graph: Asks, node: str, *, skip: int = 0, limit: int = 100) -> list[AdoptionRow]:
    """Editions that adopt an international standard, edition or work."""
    return _ask(graph, "adopters_of", AdoptionRow, skip, limit, id=node)


# --- organisations -------------------------------------------------------------------------------------


def standards_of(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[RoleRow]:
    """Standards an organisation issued, proposed or drafted."""
    rows = _ask(graph, "standards_of", RoleRow, skip, limit, id=organization)
    return [RoleRow(row.id, row.number, row.title, row.issued, row.implemented, EdgeKind(row.role)) for row in rows]


def issued_by(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards it issued 发布."""
    return _ask(graph, "issued_by", StandardRow, skip, limit, id=organization)


def drafted_by(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards it drafted 起草."""
    return _ask(graph, "drafted_by", StandardRow, skip, limit, id=organization)


def proposed_by(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards it proposed 提出."""
    return _ask(graph, "proposed_by", StandardRow, skip, limit, id=organization)


def drafters_of(graph: Asks, standard: str, *, skip: int = 0, limit: int = 100) -> list[DrafterRow]:
    """Who drafted an edition, in the printed order."""
    return _ask(graph, "drafters_of", DrafterRow, skip, limit, id=standard)


def drafted_with(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[BodyRow]:
    """Organisations that drafted together with it, most standards first."""
    return _ask(graph, "drafted_with", BodyRow, skip, limit, id=organization)


def fields_of(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[CountRow]:
    """Fields it drafts in, most standards first."""
    return _ask(graph, "fields_of", CountRow, skip, limit, id=organization)


def drafts_by_year(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[YearRow]:
    """Standards it drafted in each year."""
    return _ask(graph, "drafts_by_year", YearRow, skip, limit, id=organization)


def busiest_drafters(graph: Asks, field: str, *, skip: int = 0, limit: int = 100) -> list[BodyRow]:
    """Organisations that drafted most standards of a field."""
    return _ask(graph, "busiest_drafters", BodyRow, skip, limit, id=field)


def bodies_in(graph: Asks, region: str, *, skip: int = 0, limit: int = 100) -> list[BodyRow]:
    """Organisations of a region and those within it; ``number`` is 1."""
    return _ask(graph, "bodies_in", BodyRow, skip, limit, id=region)


def secretariat_of(graph: Asks, organization: str, *, skip: int = 0, limit: int = 100) -> list[BodyRow]:
    """Committees whose secretariat it runs; ``number`` is 1."""
    return _ask(graph, "secretariat_of", BodyRow, skip, limit, id=organization)


# --- patents -------------------------------------------------------------------------------------------


def patents_of(graph: Asks, organizations: Sequence[str], *, skip: int = 0, limit: int = 100) -> list[PatentRow]:
    """Patents these organisations hold: one, or those of a cluster."""
    return _ask(graph, "patents_of", PatentRow, skip, limit, ids=list(organizations))


def patents_in(graph: Asks, node: str, *, skip: int = 0, limit: int = 100) -> list[PatentRow]:
    """Patents disclosed in an edition or work."""
    return _ask(graph, "patents_in", PatentRow, skip, limit, id=node)


def patents_citing(graph: Asks, node: str, *, skip: int = 0, limit: int = 100) -> list[PatentRow]:
    """Patents whose text names an edition or work."""
    return _ask(graph, "patents_citing", PatentRow, skip, limit, id=node)


def declared_for(graph: Asks, node: str, *, skip: int = 0, limit: int = 100) -> list[BodyRow]:
    """Organisations that declared patents for an edition or work; ``number``: of declarations."""
    return _ask(graph, "declared_for", BodyRow, skip, limit, id=node)


# --- by subject ----------------------------------------------------------------------------------------


def under_committee(graph: Asks, committee: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards of a committee 归口."""
    return _ask(graph, "under_committee", StandardRow, skip, limit, id=committee)


def in_class(graph: Asks, classification: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards of an ICS or CCS class and of the classes below it."""
    return _ask(graph, "in_class", StandardRow, skip, limit, id=classification)


def in_industry(graph: Asks, industry: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards of an industry of GB/T 4754 and of those below it."""
    return _ask(graph, "in_industry", StandardRow, skip, limit, id=industry)


def in_field(graph: Asks, field: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards of a field."""
    return _ask(graph, "in_field", StandardRow, skip, limit, id=field)


def in_field_on_aspect(graph: Asks, field: str, aspect: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards of a field that settle an aspect."""
    return _ask(graph, "in_field_on_aspect", StandardRow, skip, limit, id=field, aspect=aspect)


def in_two_fields(graph: Asks, field: str, other: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards that belong to both fields."""
    return _ask(graph, "in_two_fields", StandardRow, skip, limit, id=field, other=other)


def fields_and_aspects(graph: Asks, *, skip: int = 0, limit: int = 1000) -> list[FieldAspectRow]:
    """Numbers of standards by field and aspect."""
    return _ask(graph, "fields_and_aspects", FieldAspectRow, skip, limit)


def supporting(graph: Asks, task: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Standards that support a policy task, directly or through their field."""
    return _ask(graph, "supporting", StandardRow, skip, limit, id=task)


def standards_in_region(graph: Asks, region: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Local standards of a region and those within it."""
    return _ask(graph, "standards_in_region", StandardRow, skip, limit, id=region)


def for_objects(graph: Asks, objects: str, *, skip: int = 0, limit: int = 100) -> list[StandardRow]:
    """Editions that apply to a class of objects or the classes below it."""
    return _ask(graph, "for_objects", StandardRow, skip, limit, id=objects)


# --- content -------------------------------------------------------------------------------------------


def terms_of(graph: Asks, standard: str, *, skip: int = 0, limit: int = 100) -> list[TermRow]:
    """Terms an edition defines."""
    return _ask(graph, "terms_of", TermRow, skip, limit, id=standard)


def definitions_of(graph: Asks, term: str, *, skip: int = 0, limit: int = 100) -> list[TermRow]:
    """All definitions of a term, Chinese or English, as written."""
    return _ask(graph, "definitions_of", TermRow, skip, limit, term=term)


def limits_of(graph: Asks, standard: str, *, skip: int = 0, limit: int = 100) -> list[LimitRow]:
    """Limits an edition sets, itself or in its clauses."""
    return _ask(graph, "limits_of", LimitRow, skip, limit, id=standard)


def limits_on(graph: Asks, characteristic: str, *, skip: int = 0, limit: int = 100) -> list[LimitRow]:
    """Limits on a characteristic, by a part of its name, in all editions."""
    return _ask(graph, "limits_on", LimitRow, skip, limit, characteristic=characteristic)


def overlapping(graph: Asks, standard: str, *, skip: int = 0, limit: int = 100) -> list[OverlapRow]:
    """Editions computed to overlap with it."""
    return _ask(graph, "overlapping", OverlapRow, skip, limit, id=standard)
