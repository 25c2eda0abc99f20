"""Conflict triangles: two standards that a third one cites, or that cover one object, and that contradict each other.

Limits contradict where no value meets both: their allowed sets, brought to one unit by the strictness engine, do not
overlap. A limit that is only stricter than another is no conflict: whoever meets it meets both; it is reported only
where a *third* standard requires both, as what it has to choose between. Both directions have to agree, and every doubt
of the alignment (object, condition, method, grade) leaves the pair out. Terms conflict where one name is defined
differently in two standards in use that are bound together in the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as own
from datetime import date
from typing import Literal

from graph.kinds import EdgeKind
from graph.limits import Limit
from graph.model import Standard, Term
from graph.store.base import Direction, GraphReader
from search.compare.align import Source
from search.compare.align.source import locate
from search.compare.exposure import relation_of
from search.compare.meanings import same_definition
from search.compare.registry import Registry, edges_of, nodes_of, number_of, standards_of, work_id
from search.compare.strictness import Comparison
from search.compare.watch.limits import limit_changes
from search.compare.watch.model import facts_of, limits_of

_STRONG = frozenset({"normative", "in_text", "test_method"})
_MOST_PAIRS = 20_000  # pairs of standards
_MOST_CITING = 200  # documents that one standard cites at most to count as a triangle

Bond = Literal["cited_together", "same_class"]


@dataclass(frozen=True, slots=True)
class LimitConflict:
    """Two limits of one object that differ. ``exclusive``: no value meets both; else one is stricter."""

    a: Standard
    b: Standard
    limit_a: Limit
    limit_b: Limit
    comparison: Comparison
    exclusive: bool
    citing: tuple[str, ...]  # numbers of the third standards
    bond: Bond


@dataclass(frozen=True, slots=True)
class TermConflict:
    """One name with two definitions. ``citing``: third standards that require both."""

    a: Standard
    b: Standard
    term: str
    definition_a: str
    definition_b: str
    citing: tuple[str, ...]
    bond: Bond


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What was found, and how much was looked at. ``truncated``: there were more pairs than were compared."""

    limits: tuple[LimitConflict, ...]
    terms: tuple[TermConflict, ...]
    with_limits: int
    with_terms: int
    pairs: int
    truncated: bool


@dataclass(slots=True)
class _Bound:
    """A pair of standards (ids in order) and what binds them."""

    citing: set[str] = own(default_factory=set)
    same_class: bool = False

    @property
    def bond(self) -> Bond:
        return "cited_together" if self.citing else "same_class"


Pairs = dict[tuple[str, str], _Bound]


def conflicts(reader: GraphReader, day: date, *, field: str | None = None) -> Conflicts:
    """Contradictions among the standards in use; with a ``field`` only those with a standard of it."""
    registry = Registry(reader, day)
    have_limits, have_terms = (
        {start for start, *_ in reader.links(kind) if start.startswith("standard:")}
        for kind in (EdgeKind.HAS_LIMIT, EdgeKind.DEFINES)
    )
    standards = {
        key: one for key, one in standards_of(reader, have_limits | have_terms).items() if not registry.ended(one)
    }
    members = _members(reader, field) if field is not None else None
    pairs = _bound(registry, standards, members)
    chosen = sorted(pairs, key=lambda pair: (pairs[pair].bond, pair))
    kept = {pair: pairs[pair] for pair in chosen[:_MOST_PAIRS]}
    limits = _limit_conflicts(reader, standards, kept, have_limits, day)
    terms = _term_conflicts(reader, standards, kept, have_terms)
    with_limits, with_terms = (len(have & standards.keys()) for have in (have_limits, have_terms))
    return Conflicts(limits, terms, with_limits, with_terms, len(kept), len(pairs) > len(kept))


def _members(reader: GraphReader, field: str) -> set[str]:
    return {edge.start for edge in edges_of(reader, [f"domain:{field}"], Direction.IN, [EdgeKind.IN_DOMAIN])}


def _bound(registry: Registry, standards: Mapping[str, Standard], members: set[str] | None) -> Pairs:
    pairs: Pairs = defaultdict(_Bound)
    for citing, ends in _cited(registry, standards).items():
        if len(ends) <= _MOST_CITING:
            for pair in _all_pairs(ends, standards):
                pairs[pair].citing.add(number_of(citing))
    classes: dict[str, set[str]] = defaultdict(set)
    for edge in edges_of(registry.reader, standards, Direction.OUT, [EdgeKind.CLASSIFIED_AS]):
        if edge.end.startswith("class:ICS "):
            classes[edge.end].add(edge.start)
    for together in classes.values():
        for pair in _all_pairs(together, standards):
            pairs[pair].same_class = True
    if members is None:
        return pairs
    return {
        pair: bound
        for pair, bound in pairs.items()
        if set(pair) & members or any(f"standard:{one}" in members for one in bound.citing)
    }


def _all_pairs(ids: Iterable[str], standards: Mapping[str, Standard]) -> Iterable[tuple[str, str]]:
    ordered = sorted(ids)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if work_id(standards[one].number) != work_id(standards[other].number):
                yield one, other


def _cited(registry: Registry, standards: Mapping[str, Standard]) -> dict[str, set[str]]:
    """By third standard: which of these it requires, undated citations as what they mean on the day."""
    works: dict[str, str] = {}
    for key, one in standards.items():
        work = work_id(one.number)
        applying = registry.applying(work)
        if applying is not None and applying.id == key:
            works[work] = key
    found: dict[str, set[str]] = defaultdict(set)
    for edge in edges_of(registry.reader, {*standards, *works}, Direction.IN, [EdgeKind.REFERENCES]):
        if relation_of(edge) in _STRONG:
            found[edge.start].add(works.get(edge.end, edge.end))
    ended = {key for key, one in standards_of(registry.reader, found).items() if registry.ended(one)}
    return {key: ends for key, ends in found.items() if key not in ended}


def _limit_conflicts(
    reader: GraphReader, standards: Mapping[str, Standard], pairs: Pairs, have: set[str], day: date
) -> tuple[LimitConflict, ...]:
    wanted = {one for pair in pairs for one in pair if one in have}
    limits = limits_of(reader, wanted)
    sources = {
        key: Source(facts_of(standards[key]), tuple(locate(limit) for limit in read))
        for key, read in limits.items()
        if read
    }
    found: list[LimitConflict] = []
    for (a, b), bound in pairs.items():
        if a not in sources or b not in sources:
            continue
        for change in limit_changes(sources[b], sources[a], day):
            if change.comparison is None or change.old is None or change.new is None:
                continue
            exclusive = change.kind == "mixed" and _no_value_meets_both(change.comparison)
            differs = change.kind in ("stricter", "looser") and bool(bound.citing)
            if not (exclusive or differs) or not _sure(change.comparison):
                continue
            found.append(
                LimitConflict(
                    standards[a], standards[b], change.new, change.old, change.comparison, exclusive,
                    tuple(sorted(bound.citing)), bound.bond,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.exclusive, one.a.number, one.b.number)))


_NO_DOUBT = frozenset({"sets_apart", "nature_presumed"})  # of the verdict or of the law, not of the alignment
_APART = "set_apart"  # the step of the engine that says so


def _sure(comparison: Comparison) -> bool:
    """No doubt of the alignment is left: nothing missing, not for review, no caution on the alignment."""
    doubts = [caution for caution in comparison.cautions if caution.code not in _NO_DOUBT]
    return not (comparison.missing or comparison.review or doubts)


def _no_value_meets_both(comparison: Comparison) -> bool:
    return any(step.rule == _APART for step in comparison.steps)


def _term_conflicts(
    reader: GraphReader, standards: Mapping[str, Standard], pairs: Pairs, have: set[str]
) -> tuple[TermConflict, ...]:
    wanted = {one for pair in pairs for one in pair if one in have}
    edges = edges_of(reader, wanted, Direction.OUT, [EdgeKind.DEFINES])
    nodes = nodes_of(reader, (edge.end for edge in edges))
    terms: dict[str, dict[str, str]] = defaultdict(dict)
    for edge in edges:
        node = nodes.get(edge.end)
        if isinstance(node, Term) and node.definition:
            terms[edge.start].setdefault(node.term_zh, node.definition)
    found = [
        TermConflict(
            standards[a], standards[b], name, terms[a][name], terms[b][name], tuple(sorted(bound.citing)), bound.bond
        )
        for (a, b), bound in pairs.items()
        for name in sorted(terms.get(a, {}).keys() & terms.get(b, {}).keys())
        if not same_definition(terms[a][name], terms[b][name], (_title(standards[a]), _title(standards[b])))
    ]
    return tuple(sorted(found, key=lambda one: (one.bond, one.term, one.a.number)))


def _title(standard: Standard) -> str:
    return standard.title_zh or ""
