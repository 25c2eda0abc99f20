"""The check of citations against the data, in batches: any number of citations takes the same few queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from graph.ids import Nature, StandardId, parse
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Amendment, Standard, node_id
from graph.references import Relation
from graph.store.base import Direction, GraphReader
from search.compare.findings import Finding
from search.compare.registry import Registry, edges_of, nodes_of, number_of, sibling_works, work_id
from search.compare.validity import titles
from search.compare.validity.clauses import Clauses
from search.compare.validity.editions import Standing, of_edition, of_work
from search.compare.validity.model import REQUIRING, Citation, Linted

_ENDED = frozenset({"withdrawn", "undated_ended"})
_PLAN = re.compile(r"\d{8}-[TQZ](?:-\d{3})?")
_BINDING = frozenset({Nature.MANDATORY, Nature.RECOMMENDED})
Owners = Callable[[str], Sequence[Standard]]  # standards whose titles resemble a text


def lint(
    reader: GraphReader, citations: Sequence[Citation], day: date, *, subject: StandardId | None = None,
    owners: Owners = lambda title: (),
) -> tuple[Linted, ...]:  # fmt: skip
    """Each citation as it stands on ``day``. ``subject``: the citing document; ``owners`` finds titles elsewhere."""
    registry = Registry(reader, day)
    known = [one.identifier for one in citations if one.identifier is not None]
    own = [node_id(NodeKind.WORK, one.work.canonical) for one in known]
    works = {work for one in known for work in sibling_works(one)}
    registry.load(works)
    registry.load_parts(own)
    registry.load_successors(
        {edition.number for work in works for edition in registry.editions(work)} | {one.canonical for one in known}
    )
    found = [_Lint(registry, one, subject, owners) for one in citations]
    editions = [one.edition for one in found if one.edition is not None]
    clauses = Clauses(reader, [one.edition for one in found if one.edition is not None and one.citation.clauses])
    amendments = _amendments(reader, editions, day)
    return tuple(one.finish(clauses, amendments) for one in found)


def _amendments(reader: GraphReader, editions: Sequence[Standard], day: date) -> dict[str, tuple[str, ...]]:
    """Numbers of the amendments in effect, by edition."""
    edges = edges_of(reader, (one.id for one in editions), Direction.IN, [EdgeKind.AMENDS])
    nodes = nodes_of(reader, (edge.start for edge in edges))
    found: dict[str, list[str]] = {}
    for edge in edges:
        node = nodes.get(edge.start)
        if isinstance(node, Amendment) and not (node.implemented and node.implemented > day):
            found.setdefault(edge.end, []).append(node.number)
    return {edition: tuple(sorted(numbers)) for edition, numbers in found.items()}


class _Lint:
    """One citation on its way."""

    def __init__(self, registry: Registry, citation: Citation, subject: StandardId | None, owners: Owners) -> None:
        self.registry, self.citation, self.owners = registry, citation, owners
        self.findings: list[Finding] = []
        self.edition: Standard | None = None
        self.parts: int | None = None
        self.upcoming: tuple[str, ...] = ()
        self.number = citation.printed.strip()
        identifier = citation.identifier
        if _PLAN.fullmatch(self.number):
            self.say("plan", number=self.number, status="计划号 plan number")
        elif identifier is None:
            self.say("malformed", printed=citation.printed, reason=citation.reason)
        else:
            self.number = identifier.canonical
            if identifier.needs_review:
                self.say("uncertain", printed=citation.printed, number=self.number, reason="；".join(identifier.notes))
            if subject is not None and identifier.work == subject.work:
                # clauses of transition name the edition before; only the list of chapter 2 must not
                if citation.relation is Relation.NORMATIVE:
                    self.say("self_reference", number=self.number)
            elif identifier.all_parts:
                self._series(identifier)
            else:
                self._single(identifier)

    def say(self, code: str, *standards: str, **facts: object) -> None:
        self.findings.append(
            Finding(f"lint.{code}", tuple(facts.items()), self.citation.quote, self.citation.place, standards)
        )

    def _series(self, identifier: StandardId) -> None:
        work = node_id(NodeKind.WORK, identifier.work.canonical)
        self.parts = len(self.registry.parts(work))
        if not self.parts and not self.registry.described(work):
            self.say("not_in_data", number=f"{self.number}（所有部分）")

    def _single(self, identifier: StandardId) -> None:
        work = node_id(NodeKind.WORK, identifier.work.canonical)
        standing = Standing(self.registry, work, self.citation.relation in REQUIRING)
        if identifier.dated:
            self.edition = self.registry.edition(self.number)
            said = of_edition(standing, self.number, self.edition)
        else:
            self.edition = self.registry.applying(work)
            said = of_work(standing, self.number, self.edition)
        if said is None:
            self._unknown(identifier, work)
        elif any(code in _ENDED for code, _, _ in said) and (newest := self._sibling(identifier, work)) is not None:
            said = [("code_changed", {"number": self.number, "held": newest.number}, (newest.number,))]
        for code, facts, standards in said or ():
            self.say(code, *standards, **facts)
        self.upcoming = tuple(
            one.number
            for one in self.registry.described(work)
            if self.registry.status(one).status is Status.UPCOMING and one is not self.edition
        )

    def _unknown(self, identifier: StandardId, work: str) -> None:
        """The data holds nothing of this work: another code, a series, or nothing at all."""
        held = [one for other in sibling_works(identifier) if other != work for one in self.registry.described(other)]
        same = [one for one in held if identifier.dated and one.year == identifier.year]
        parts = self.registry.parts(work)
        if same:
            self.say("wrong_code", same[0].number, number=self.number, held=same[0].number)
        elif (newest := self._sibling(identifier, work)) is not None:
            self.say("code_changed", newest.number, number=self.number, held=newest.number)
        elif parts and not identifier.dated:
            shown = "、".join(number_of(part) for part in parts[:3])
            self.say("series", number=self.number, count=len(parts), parts=shown)
        else:
            self.say("not_in_data", number=self.number)

    def _sibling(self, identifier: StandardId, work: str) -> Standard | None:
        """The newest edition in use of the same serial under another nature: GB 13917.2 goes on as GB/T 13917.2."""
        others = [other for other in sibling_works(identifier) if other != work]
        able = [one for other in others for one in self.registry.described(other) if not self.registry.ended(one)]
        return max(able, key=lambda one: one.year or 0, default=None)

    def finish(self, clauses: Clauses, amendments: dict[str, tuple[str, ...]]) -> Linted:
        identifier, edition = self.citation.identifier, self.edition
        if identifier is not None and self.citation.clauses and not identifier.dated:
            self.say("undated_clause", number=self.number, clause="、".join(self.citation.clauses))
        if identifier is not None and edition is not None:
            self._clauses(edition, clauses)
            self._title(edition)
            self._nature(edition)
            missing = [one for one in amendments.get(edition.id, ()) if not _included(one, identifier)]
            if identifier.dated and missing:
                self.say("amended", edition.number, number=self.number, amendments="、".join(missing))
        status = self.registry.status(edition) if edition is not None else None
        return Linted(self.citation, edition, status, self.parts, self.upcoming, tuple(self.findings))

    def _clauses(self, edition: Standard, clauses: Clauses) -> None:
        for clause in self.citation.clauses:
            if clauses.lacks(edition, clause):
                elsewhere = clauses.elsewhere(edition, clause)
                self.say("clause_missing", edition.number, number=edition.number, clause=clause, elsewhere=elsewhere)

    def _title(self, edition: Standard) -> None:
        printed = self.citation.title
        if not printed or titles.fits(printed, edition) is not False:
            return
        facts = {"title": printed, "number": edition.number, "registered": (titles.titles_of(edition) or ("",))[0]}
        editions = [one for one in self.registry.described(work_id(edition.number)) if one is not edition]
        elsewhere = titles.owner(printed, editions)
        if elsewhere is not None:
            self.say("title_edition", edition.number, elsewhere.number, owner=elsewhere.number, **facts)
        elif (other := titles.owner(printed, self.owners(printed))) is not None:
            self.say("title_of", edition.number, other.number, owner=other.number, **facts)
        else:
            self.say("title", edition.number, **facts)

    def _nature(self, edition: Standard) -> None:
        """A number says less than the registry: GB numbers became recommended without being printed anew."""
        by_code = parse(edition.number).nature
        if edition.nature in _BINDING and by_code in _BINDING and edition.nature != by_code:
            self.say("converted", edition.number, number=edition.number, nature=edition.nature.value)


def _included(amendment: str, identifier: StandardId) -> bool:
    """Whether a reference names an amendment: XG1 or XG1-2009."""
    return any(mark and mark.split("-")[0] in amendment for mark in identifier.amendments)
