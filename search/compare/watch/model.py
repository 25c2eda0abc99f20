"""One edition with all that is known of its content: from a document, or from the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.document import Document
from graph.kinds import EdgeKind
from graph.limits import Limit
from graph.model import Clause, References, Standard, Term
from graph.model import Limit as LimitNode
from graph.store.base import Direction, GraphReader
from search.compare.align import Source, source_of
from search.compare.align.source import locate
from search.compare.exposure import relation_of
from search.compare.registry import edges_of, nodes_of, number_of
from search.compare.strictness import StandardFacts

_DEPTH = 8


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause with its own text, without that of the clauses below."""

    number: str
    title: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TermText:
    zh: str
    definition: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """``source``: its limits, ready to be compared; ``references``: (number, relation)."""

    number: str
    title: str
    source: Source
    clauses: tuple[ClauseText, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    terms: tuple[TermText, ...] = ()

    @property
    def has_text(self) -> bool:
        return bool(self.clauses or self.source.limits)


def edition_of(
    document: Document, facts: StandardFacts, limits: Iterable[Limit], references: Iterable[tuple[str, str]],
    terms: Iterable[TermText],
) -> Edition:  # fmt: skip
    """An edition read from a document."""
    blocks = {block.index: block for block in document.blocks}
    clauses = []
    for clause in document.walk():
        if clause.number is not None:
            own = [blocks[at] for at in clause.blocks if at in blocks]
            text = "\n".join(block.text for block in own)
            clauses.append(ClauseText(clause.number, clause.title, text, own[0].page if own else None))
    title = document.cover.title_zh or document.cover.title_en or document.name
    return Edition(
        facts.number, title, source_of(facts, document, limits), tuple(clauses), tuple(references), tuple(terms)
    )


def load_edition(reader: GraphReader, standard: Standard) -> Edition:
    """An edition as the graph holds it; without clauses and limits where only its record is known."""
    clauses = _clauses(reader, standard.id)
    limits = limits_of(reader, [standard.id])[standard.id]
    references = [
        (number_of(edge.end), relation_of(edge))
        for edge in edges_of(reader, [standard.id], Direction.OUT, [EdgeKind.REFERENCES])
        if isinstance(edge, References)
    ]
    ends = [edge.end for edge in edges_of(reader, [standard.id], Direction.OUT, [EdgeKind.DEFINES])]
    terms = [
        TermText(node.term_zh, node.definition or "", key.rpartition("#")[2])
        for key, node in nodes_of(reader, ends).items()
        if isinstance(node, Term)
    ]
    titles = {clause.number: clause.title for clause in clauses if clause.title}
    located = tuple(locate(limit, _headings(limit, titles)) for limit in limits)
    source = Source(facts_of(standard), located)
    return Edition(
        standard.number, standard.title_zh or standard.title_en or "", source, tuple(clauses), tuple(references),
        tuple(terms),
    )  # fmt: skip


def facts_of(standard: Standard) -> StandardFacts:
    """What the registry says of an edition, for the strictness engine."""
    mandatory = {"mandatory": True, "recommended": False, "voluntary": False, "guidance": False}.get(
        str(standard.nature)
    )
    return StandardFacts(
        standard.number, str(standard.level or ""), mandatory, since=standard.implemented, until=standard.in_force_to,
        successor=standard.succeeded_by or "",
    )  # fmt: skip


def limits_of(reader: GraphReader, standards: Iterable[str]) -> dict[str, tuple[Limit, ...]]:
    """The typed limits of some standards (ids), in reading order as far as the places say."""
    found: dict[str, list[tuple[str, Limit]]] = {one: [] for one in standards}
    edges = edges_of(reader, found, Direction.OUT, [EdgeKind.HAS_LIMIT])
    nodes = nodes_of(reader, (edge.end for edge in edges))
    for edge in edges:
        node = nodes.get(edge.end)
        if isinstance(node, LimitNode) and node.reading:
            found[edge.start].append((node.id, Limit.model_validate_json(node.reading)))
    return {
        one: tuple(limit for _, limit in sorted(own, key=lambda pair: (_position(pair[1]), pair[0])))
        for one, own in found.items()
    }


def _position(limit: Limit) -> tuple[int, int, int]:
    place = limit.places[0] if limit.places else None
    return (place.block, place.row or 0, place.column or 0) if place else (0, 0, 0)


def _clauses(reader: GraphReader, standard: str) -> list[ClauseText]:
    found: list[ClauseText] = []
    frontier, seen = {standard}, {standard}
    for _ in range(_DEPTH):
        ends = {e.end for e in edges_of(reader, frontier, Direction.OUT, [EdgeKind.HAS_CLAUSE])} - seen
        for node in nodes_of(reader, ends).values():
            if isinstance(node, Clause):
                found.append(ClauseText(node.number, node.title_zh or "", node.text or "", node.page))
        seen |= ends
        frontier = ends
        if not frontier:
            break
    return sorted(found, key=lambda clause: clause_key(clause.number))


def clause_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Natural order of clause numbers: 4.2 before 4.10, annexes last."""
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in number.removeprefix("附录").split("."))


def _headings(limit: Limit, titles: dict[str, str]) -> tuple[str, ...]:
    number = limit.places[0].clause if limit.places else None
    parts = number.split(".") if number else []
    found = [titles.get(".".join(parts[:length])) for length in range(len(parts), 0, -1)]
    return tuple(title for title in found if title)
