"""With which standards the limits of a draft are compared, why, and which are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from api.usecases.against_sources import object_of
from api.usecases.check_applicable import ApplicableView, Found
from api.usecases.check_overlap import MatchView
from api.usecases.cited import edition_meant
from api.usecases.library import Library
from api.usecases.views import StandardSummary, summary
from graph.ids import InvalidIdentifier, Level, Nature, StandardId, code_table, parse
from graph.kinds import NodeKind, Status
from graph.model import node_id
from graph.status import status_on
from ingest.documents.draft import Draft
from search.compare.align import Source
from search.limits import core_of

_RECOMMENDED = 25  # standards of the object's classes that are compared, nearest first
_SIMILAR, _FLOOR = 12, 0.72  # standards found by nearness; smallest cosine of names of what is measured
_LIKE = 0.35  # mean nearness below which a standard says little about the draft
_ENDED = frozenset({Status.REPLACED, Status.WITHDRAWN})
_LOCAL = frozenset({Level.LOCAL, Level.LOCAL_FOOD_SAFETY})
_PROVINCE = re.compile(r"^DBS?(\d{2})")  # GB/T 2260 code in the number of a local standard
_SUFFIXES = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")

NO_LIMITS, OTHER_REGION, NOT_IN_DATA = "no_limits", "other_region", "not_in_data"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A standard that may concern the draft and is not compared."""

    number: str
    title: str | None
    mandatory: bool
    why: str


@dataclass(frozen=True, slots=True)
class Target:
    """A standard to compare with. ``thing``: what it is about where its tables do not say."""

    standard: StandardSummary
    reasons: tuple[str, ...]
    thing: str
    nature_given: bool
    applies: bool = False  # known to apply to the draft's object
    upcoming: bool = False
    yields: bool = False  # by its own text to a special standard that applies

    @property
    def mandatory(self) -> bool:
        return self.standard.nature is Nature.MANDATORY

    @property
    def ended(self) -> bool:
        """Whether the edition is no longer in force, so that nothing is looser than it in law."""
        return self.standard.status.status in _ENDED

    @property
    def established(self) -> bool:
        """Whether it concerns the draft for sure, so that its rows are judged."""
        return self.applies or bool({"cited", "lineage", "overlap"} & set(self.reasons))


def targets(
    library: Library, draft: Draft, source: Source, applicable: Found, matches: Iterable[MatchView]
) -> tuple[list[Target], list[LeftOut]]:
    """Standards to compare with, those that apply first; and those left out."""
    chooser = _Chooser(library, draft)
    section = applicable.section
    for one in (*section.mandatory, *section.unmarked, *section.recommended[:_RECOMMENDED]):
        chooser.applying(one)
    for cited in draft.references:
        for found in _editions_cited(library, cited):
            chooser.add(found, "cited")
    for found in _lineage(library, draft):
        chooser.add(found, "lineage")
    for match in matches:
        if match.grade in ("duplicate", "substantial") and match.standing in ("in_force", "to_come"):
            chooser.add(match.standard, "overlap")
    for found in _similar(library, source):
        chooser.add(found, "similar")
    return chooser.finish()


class _Chooser:
    def __init__(self, library: Library, draft: Draft) -> None:
        self._library, self._draft = library, draft
        self._regions = _regions(f"{draft.title}{draft.scope}{draft.number or ''}")
        self._found: dict[str, Target] = {}
        self._left: dict[str, LeftOut] = {}

    def applying(self, one: ApplicableView) -> None:
        if one.standard is None:
            self._leave(one.number, None, one.nature is Nature.MANDATORY, NOT_IN_DATA)
            return
        thing = one.path[-1].name if one.path else object_of(one.standard.title_zh or "")
        reason = "applies" if one.sure else "may_apply"
        for standard in (one.standard, *one.upcoming):
            self.add(standard, reason, thing, applies=one.sure, yields=bool(one.yields_to))

    def add(
        self, standard: StandardSummary, reason: str, thing: str = "", *, applies: bool = False, yields: bool = False
    ) -> None:
        number = standard.number
        if number == self._draft.number:
            return  # not with itself
        known = self._found.get(number)
        if known is not None:
            reasons = tuple(dict.fromkeys((*known.reasons, reason)))
            self._found[number] = replace(known, reasons=reasons, applies=known.applies or applies)
            return
        if reason != "cited" and standard.level in _LOCAL and _province(number) not in self._regions:
            if reason != "similar":
                self._leave(number, standard.title_zh, standard.nature is Nature.MANDATORY, OTHER_REGION)
            return
        self._found[number] = Target(
            standard, (reason,), thing or object_of(standard.title_zh or ""), False, applies,
            standard.status.status is Status.UPCOMING, yields,
        )  # fmt: skip

    def _leave(self, number: str, title: str | None, mandatory: bool, why: str) -> None:
        self._left.setdefault(number, LeftOut(number, title, mandatory, why))

    def finish(self) -> tuple[list[Target], list[LeftOut]]:
        """Without those of which the data hold no limits."""
        known = self._library.limits.counts(list(self._found))
        given = self._library.statements.stating("nature", [node_id(NodeKind.STANDARD, n) for n in self._found])
        chosen: list[Target] = []
        for number, target in self._found.items():
            if number in known:
                chosen.append(replace(target, nature_given=node_id(NodeKind.STANDARD, number) in given))
            elif target.reasons != ("similar",):
                named = target.applies or "cited" in target.reasons
                binds = target.mandatory and named and not (target.yields or target.ended)
                self._leave(number, target.standard.title_zh, binds, NO_LIMITS)
        return chosen, list(self._left.values())


def _editions_cited(library: Library, cited: StandardId) -> list[StandardSummary]:
    """The edition cited; where it is not in force or not in the data also the one that is, which binds instead."""
    meant = edition_meant(library, cited)
    found = [meant] if meant is not None else []
    if cited.dated and (meant is None or meant.status.status in _ENDED):
        now = edition_meant(library, cited.work)
        found += [now] if now is not None and now != meant else []
    return found


def _lineage(library: Library, draft: Draft) -> list[StandardSummary]:
    """Other editions of the draft's own work, and what its cover says it replaces."""
    works = [_work(draft.number)] if draft.number else []
    cover = draft.document.cover.replaces if draft.document else ()
    works += [_work(number) for number in cover]
    index, day = library.index, library.settings.day
    documents = index.rows(index.rows_of_works(list(dict.fromkeys(works))))
    ranked = sorted(documents, key=lambda one: -(one.standard.year or 0))
    return [summary(one, status_on(one.standard, day)) for one in ranked if one.standard.number != draft.number][:2]


def _similar(library: Library, source: Source) -> list[StandardSummary]:
    """Standards in force whose limits are near the draft's in what is measured and of what."""
    asked = [(core_of(one.limit), one.name) for one in source.limits]
    found = library.limits.similar(asked, floor=_FLOOR, limit=_SIMILAR)
    numbers = [one.standard for one in found if one.score >= _LIKE]
    return _in_force(library, numbers)


def _in_force(library: Library, numbers: Sequence[str]) -> list[StandardSummary]:
    day, index = library.settings.day, library.index
    by_number = {one.standard.number: one for one in index.rows(index.rows_of_numbers(numbers))}
    standing = [(by_number[n], status_on(by_number[n].standard, day)) for n in numbers if n in by_number]
    return [summary(one, status) for one, status in standing if status.status is Status.IN_FORCE]


def _regions(text: str) -> frozenset[str]:
    """Provinces that a text names, by their code."""
    names = {code: _SUFFIXES.sub("", name) for code, name in code_table().provinces.items()}
    return frozenset(code for code, name in names.items() if name in text)


def _province(number: str) -> str:
    found = _PROVINCE.search(number)
    return found[1] if found else ""


def _work(number: str) -> str:
    try:
        return parse(number).work.canonical
    except InvalidIdentifier:
        return number
