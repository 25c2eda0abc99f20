"""The section on standards that apply: found through what the draft's object is, each with the reason chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from api.usecases.check_overlap import MatchView
from api.usecases.library import Library
from api.usecases.views import StandardSummary, View, summary
from graph.ids import InvalidIdentifier, Level, Nature, StandardId, parse
from graph.kinds import EdgeKind, NodeKind, Status
from graph.limits import Limit
from graph.model import node_id
from graph.status import status_on
from graph.store.base import Direction
from ingest.documents.draft import Draft
from search.compare import horizontals
from search.compare.applicable import Application, Applications, applications
from search.compare.findings import Finding
from search.compare.horizontals import HorizontalHit
from search.compare.recognition import ClassPath, Rung, recognise
from search.compare.titles import analyse, topics_in
from search.documents import IndexDocument

SHOWN = 60  # recommended standards that are listed
_RECENT = timedelta(days=365)  # after which the former edition is no longer pointed out
_APPLIES = {Status.IN_FORCE: 3, Status.UNKNOWN: 2, Status.UPCOMING: 1}


class RungView(View):
    """One step of the way up: the class, how it lies above the one before, and who says so."""

    name: str
    relation: str
    source: str


class ClassView(View):
    """A class the draft falls under. ``seen``: title, scope, limit or ics, where the first word stands."""

    name: str
    seen: str
    path: tuple[RungView, ...]


class ApplicableView(View):
    """A standard that applies, by the edition that counts on the day (None: the data holds no edition).

    ``rule``: table (curated, by the clause in ``evidence``), scope (the sentence in ``evidence``), scope_narrowed (the
    sentence narrows the class: to be judged), cited or title. ``nature_given``: by a registry, not by the number.
    """

    number: str
    standard: StandardSummary | None
    nature: Nature
    nature_given: bool
    rule: str
    evidence: str
    confidence: float
    sure: bool
    path: tuple[RungView, ...]
    upcoming: tuple[StandardSummary, ...]
    previous: tuple[str, ...]  # editions that it ended
    amendments: tuple[str, ...]
    cited: bool
    yields_to: tuple[str, ...]  # special standards that apply instead, by its own text (GB 8978-1996, 1.2.1)
    limits: int  # that the data holds of it


class ApplicableSection(View):
    """What applies. ``recommended_found`` counts all, of which ``recommended`` lists the nearest."""

    classes: tuple[ClassView, ...]
    mandatory: tuple[ApplicableView, ...]
    unmarked: tuple[ApplicableView, ...]
    recommended: tuple[ApplicableView, ...]
    recommended_found: int
    excluded: tuple[ApplicableView, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The section, what it adds to the findings, and the editions for the sections that follow."""

    section: ApplicableSection
    findings: tuple[Finding, ...]
    editions: Mapping[str, IndexDocument] = field(default_factory=dict)  # by number


def applicable_section(
    library: Library, draft: Draft, limits: Sequence[Limit] = (), matches: Iterable[MatchView] = ()
) -> Found:
    """``limits``: of the draft, whose objects tell what it is about; ``matches``: of the overlap check."""
    limit_objects = [one.object for one in limits if one.object]
    by_title = [one.standard.number for one in matches if _same_object(one)]
    measured = topics_in("、".join(dict.fromkeys(one.characteristic for one in limits)))
    title = analyse(draft.title, draft.scope)
    title = replace(title, scope_topics=title.scope_topics | measured)
    ics = draft.document.cover.ics if draft.document else ()
    classes = recognise(title, limit_objects, ics)
    found = applications(library.graph, classes)
    hits = horizontals.applicable(title)
    reader = _Editions(library, draft, by_title, hits)
    views = [view for one in reader.chosen(found) if (view := reader.view(one)) is not None]
    views += [view for number in by_title if (view := reader.titled(number)) is not None]
    views = _once(views)
    mandatory = tuple(one for one in views if one.nature is Nature.MANDATORY)
    unmarked = tuple(one for one in views if one.nature is Nature.MANDATORY_OR_UNMARKED)
    recommended = tuple(one for one in views if one not in mandatory and one not in unmarked)
    section = ApplicableSection(
        classes=tuple(map(_class_view, sorted(classes.values(), key=lambda one: one.steps))),
        mandatory=mandatory,
        unmarked=unmarked,
        recommended=recommended[:SHOWN],
        recommended_found=len(recommended),
        excluded=tuple(view for one in found.excluded if (view := reader.view(one)) is not None),
        complete=found.complete,
    )
    findings = (*_published(library, draft), *_findings(section, library.settings.day))
    return Found(section, findings, reader.by_number)


def _same_object(match: MatchView) -> bool:
    """Whether a mandatory standard is about the draft's object by what its title says."""
    binding = match.standard.nature in (Nature.MANDATORY, Nature.MANDATORY_OR_UNMARKED)
    return binding and match.standing in ("in_force", "to_come") and match.grade in ("duplicate", "substantial")


class _Editions:
    """Editions of the works asked for, in one question to the index."""

    def __init__(
        self, library: Library, draft: Draft, by_title: Sequence[str], hits: Mapping[str, HorizontalHit]
    ) -> None:
        self._library, self._day, self._hits = library, library.settings.day, hits
        self._cited = {one.work.canonical for one in draft.references}
        self._own = _work(draft.number) if draft.number else ""
        self._by_title = by_title
        self.by_work: dict[str, list[IndexDocument]] = {}
        self.by_number: dict[str, IndexDocument] = {}
        self._limits: dict[str, int] = {}
        self._amended: dict[str, tuple[str, ...]] = {}
        self._natured: set[str] = set()

    def chosen(self, found: Applications) -> list[Application]:
        """One application a work, the surest; loads what is asked of them."""
        first: dict[str, Application] = {}
        for one in found.applying:
            first.setdefault(_work(one.number), one)
        works = [*first, *(_work(one.number) for one in found.excluded), *map(_work, self._by_title)]
        index = self._library.index
        for document in index.rows(index.rows_of_works(list(dict.fromkeys(works)))):
            self.by_work.setdefault(document.work, []).append(document)
            self.by_number[document.standard.number] = document
        best = [kept.standard.number for work in works if (kept := self._best(work)) is not None]
        self._limits = self._library.limits.counts(best)
        nodes = [node_id(NodeKind.STANDARD, number) for number in best]
        page = self._library.graph.edges_of(nodes, Direction.IN, [EdgeKind.AMENDS])
        for edge in page.items:
            number = edge.end.partition(":")[2]
            self._amended[number] = (*self._amended.get(number, ()), edge.start.partition(":")[2])
        self._natured = self._library.statements.stating("nature", nodes)
        return [one for work, one in first.items() if work != self._own]

    def _best(self, work: str) -> IndexDocument | None:
        """The edition in force, else the one that counts next; None where all have ended or none is known."""
        ranked = [(self._fitness(one), one) for one in self.by_work.get(work, ())]
        ranked = [one for one in ranked if one[0][0] > 0]
        return max(ranked, key=lambda one: one[0])[1] if ranked else None

    def _fitness(self, document: IndexDocument) -> tuple[int, int]:
        return _APPLIES.get(status_on(document.standard, self._day).status, 0), document.standard.year or 0

    def view(self, one: Application) -> ApplicableView | None:
        """None for an edition of which nothing is in force or to come."""
        work = _work(one.number)
        document = self._best(work)
        if document is None and (work in self.by_work or not one.is_work):
            return None
        rungs = tuple(map(_rung, one.path.rungs))
        confidence = one.edge.confidence or 0.0
        # what the table says of a topic holds for drafts that touch it
        sure = one.is_sure and (one.edge.rule != "table" or work in self._hits)
        return self._view(work, document, one.edge.rule or "", one.edge.evidence or "", confidence, sure, rungs)

    def titled(self, number: str) -> ApplicableView | None:
        """A mandatory standard about the same object, found by its title."""
        document = self._best(_work(number))
        if document is None or _work(number) == self._own:
            return None
        return self._view(document.work, document, "title", document.embedded_text, 0.7, True, ())

    def _view(
        self, work: str, document: IndexDocument | None, rule: str, evidence: str, confidence: float, sure: bool,
        rungs: tuple[RungView, ...],
    ) -> ApplicableView:  # fmt: skip
        number = document.standard.number if document else work
        later = [
            other
            for other in self.by_work.get(work, ())
            if other is not document and status_on(other.standard, self._day).status is Status.UPCOMING
        ]
        nature = document.standard.nature if document else None
        return ApplicableView(
            number=number,
            standard=summary(document, status_on(document.standard, self._day)) if document else None,
            nature=nature or _by_code(number),
            nature_given=node_id(NodeKind.STANDARD, number) in self._natured,
            rule=rule,
            evidence=evidence,
            confidence=round(confidence, 2),
            sure=sure,
            path=rungs,
            upcoming=tuple(summary(other, status_on(other.standard, self._day)) for other in later),
            previous=tuple(
                other.standard.number
                for other in self.by_work.get(work, ())
                if document is not None and other.standard.succeeded_by == number
            ),
            amendments=self._amended.get(number, ()),
            cited=work in self._cited,
            yields_to=tuple(sorted(self._hits[work].rule.yields_to & self._hits.keys())) if work in self._hits else (),
            limits=self._limits.get(number, 0),
        )


def _once(views: Iterable[ApplicableView]) -> list[ApplicableView]:
    found: dict[str, ApplicableView] = {}
    for one in views:
        found.setdefault(one.number, one)
    return list(found.values())


def _published(library: Library, draft: Draft) -> Iterable[Finding]:
    """The draft is itself a published standard: its number is that of one the data describes."""
    rows = library.index.rows_of_numbers([draft.number]) if draft.number else []
    for document in library.index.rows(rows):
        facts = (("number", document.standard.number), ("title", document.embedded_text))
        yield Finding("applicable.published", facts, standards=(document.standard.number,))


def _findings(section: ApplicableSection, day: date) -> Iterable[Finding]:
    for one in section.mandatory:
        title = one.standard.title_zh or one.standard.title_en or "" if one.standard else ""
        path = " → ".join(rung.name for rung in one.path) or one.evidence
        facts = (("number", one.number), ("title", title or "—"), ("path", path))
        if not one.sure or one.yields_to:
            continue
        if one.standard is None:
            yield Finding("applicable.not_in_data", facts, one.evidence, standards=(one.number,))
            continue
        if not one.cited:
            yield Finding("applicable.not_cited", facts, standards=(one.number,))
        yield from _editions(one, one.standard, day)
    for one in section.unmarked:
        local = one.standard is not None and one.standard.level in (Level.LOCAL, Level.LOCAL_FOOD_SAFETY)
        if one.cited or (one.sure and not local):
            yield Finding("applicable.unmarked", (("number", one.number),), standards=(one.number,))


def _editions(one: ApplicableView, standard: StandardSummary, day: date) -> Iterable[Finding]:
    """The edition to come, or the one that has just ended (DOMAIN 2)."""
    for later in one.upcoming:
        yield Finding(
            "applicable.upcoming",
            (("number", one.number), ("since", later.implemented or "—"), ("successor", later.number)),
            standards=(one.number, later.number),
        )
    begun = standard.implemented
    recent = begun is not None and begun <= day < begun + _RECENT and standard.status.status is Status.IN_FORCE
    if recent and one.previous:
        since = (("number", one.number), ("since", begun), ("previous", "、".join(one.previous)))
        yield Finding("applicable.just_begun", since, standards=(one.number,))


def _rung(rung: Rung) -> RungView:
    return RungView(name=rung.name, relation=rung.relation, source=rung.source)


def _class_view(path: ClassPath) -> ClassView:
    return ClassView(name=path.name, seen=path.seen, path=tuple(map(_rung, path.rungs)))


def _work(number: str) -> str:
    found = _parsed(number)
    return found.work.canonical if found else number


def _by_code(number: str) -> Nature:
    found = _parsed(number)
    return found.nature if found else Nature.RECOMMENDED


def _parsed(number: str) -> StandardId | None:
    try:
        return parse(number)
    except InvalidIdentifier:
        return None
