"""Adoption pack 二(九)(十四)(十五): standards on a product or service fit for procurement, testing, certification."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.errors import BadRequest
from api.usecases.check_applicable import ApplicableView, applicable_section
from api.usecases.check_overlap import MatchView, duplicates, overlap_section
from api.usecases.complaint import complaint_of_number
from api.usecases.library import Library
from api.usecases.pack_views import PackEntry, PackReport, PurposeView, ToJudge
from api.usecases.read import limit_view
from api.usecases.views import StandardSummary, finding_view, summary
from graph.ids import Level, Nature
from graph.kinds import EdgeKind, NodeKind, ReferenceRelation, Status
from graph.model import References, Standard, node_id
from graph.status import status_on
from graph.store.base import Direction
from ingest.documents.draft import Draft
from search.compare.findings import Finding
from search.compare.registry import ENDED, edges_of, standards_of
from search.compare.titles import analyse
from search.documents import IndexDocument
from search.filters import Filters
from search.policy.packs import PARTS, Candidate, alike, fit_for, ordered, part_of, purposes, without_parts
from search.policy.review import is_due, last_looked_at, years_since_review

_MATCHES, _NAMED = 100, 200  # overlapping standards, and hits whose titles are looked at
_LIMITS = 20  # of one standard that are listed; the number of all is given
_CURRENT = frozenset({Status.IN_FORCE, Status.UPCOMING, Status.UNKNOWN})
_LOCAL = frozenset({Level.LOCAL, Level.LOCAL_FOOD_SAFETY})


@dataclass(frozen=True, slots=True)
class _Chosen:
    """``direct``: about the product itself, not through a wider class."""

    standard: StandardSummary
    sure: bool
    direct: bool
    zh: str
    en: str


def pack(library: Library, product: str, *, limit: int = 60) -> PackReport:
    """``limit``: standards listed in a part; mandatory ones are all listed.

    Raises :class:`~api.errors.BadRequest` for a product that names nothing.
    """
    product = product.strip()
    if len(product) < 2 or len(product) > 100:
        raise BadRequest("name a product or service, of 2 to 100 characters")
    draft = Draft(product, "")
    matches = overlap_section(library, draft, _MATCHES).matches
    applicable = applicable_section(library, draft, (), matches)
    section = applicable.section
    chosen: dict[str, _Chosen] = {}
    for one in (*section.mandatory, *section.unmarked, *section.recommended):
        _add(chosen, _applying(one))
    for match in matches:
        _add(chosen, _overlapping(match))
    for named in _named(library, product):
        _add(chosen, named)
    fit = {number: one for number, one in chosen.items() if one.sure}
    rest = sorted((one for one in chosen.values() if not one.sure), key=_by_part)
    nodes = standards_of(library.graph, (node_id(NodeKind.STANDARD, number) for number in fit))
    entries = _Entries(library, fit, [one for one in nodes.values() if one.described]).views(limit)
    manifest = library.generation.manifest
    return PackReport(
        product=product,
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        searched=len(library.index),
        classes=section.classes,
        purposes=tuple(
            PurposeView(
                key=one.key,
                zh=one.zh,
                en=one.en,
                basis=one.basis,
                standards=tuple(entry.standard.number for entry in entries if one.key in entry.purposes),
            )
            for one in purposes()
        ),
        counts={part: sum(entry.part == part for entry in entries) for part in PARTS},
        found=len(nodes),
        entries=tuple(entries),
        to_judge=tuple(
            ToJudge(standard=one.standard, part=_part(one), why_zh=one.zh, why_en=one.en) for one in rest[:limit]
        ),
        to_judge_found=len(rest),
        missing=tuple(one.number for one in section.mandatory if one.standard is None),
        excluded=tuple(one.number for one in section.excluded),
        complete=section.complete,
    )


def _add(chosen: dict[str, _Chosen], one: _Chosen | None) -> None:
    """The first reason counts: what applies by its scope before what is alike by its title."""
    if one is not None and one.standard.status.status in _CURRENT:
        known = chosen.get(one.standard.number)
        if known is None or (one.sure and not known.sure):
            chosen[one.standard.number] = one


def _part(one: _Chosen) -> str:
    return part_of(one.standard.nature, one.standard.level)


def _by_part(one: _Chosen) -> tuple[int, str]:
    return PARTS.index(_part(one)), one.standard.number


def _applying(one: ApplicableView) -> _Chosen | None:
    """What applies through a wider class binds where it is mandatory, or where the curated table names it; a scope that
    merely covers the wider class (医疗器械 for a mask) makes a recommended standard one to be judged."""
    if one.standard is None:
        return None
    path = " → ".join(rung.name for rung in one.path)
    why = "：".join(part for part in (path, one.evidence) if part)
    direct = len(one.path) <= 1
    sure = one.sure and (direct or one.rule == "table" or one.nature is Nature.MANDATORY)
    return _Chosen(one.standard, sure, direct, why, why)


def _overlapping(match: MatchView) -> _Chosen | None:
    """What is about the product by its title; neighbours are left out."""
    same = [one for one in match.reasons if one.about == "object" and one.same]
    if match.standing not in ("in_force", "to_come", "unknown") or not same:
        return None
    return _Chosen(match.standard, True, True, same[0].zh, same[0].en)


def _named(library: Library, product: str) -> Iterable[_Chosen]:
    """Standards whose titles name the product: for sure where it is what they are about (一次性使用医用口罩), to be
    judged where they are about something of it (人造板机械)."""
    day, word = library.settings.day, product.casefold()
    for hit in library.index.search(product, on=day, filters=Filters(), limit=_NAMED).hits:
        standard = hit.document.standard
        shown = summary(hit.document, hit.status)
        if word in (standard.title_zh or "").casefold():
            objects = [one.norm for one in analyse(standard.title_zh or "", "").objects]
            if any(one.casefold().endswith(word) for one in objects):
                yield _Chosen(shown, True, True, f"对象是“{product}”", f"its object is {product}")
            else:
                thing = "、".join(objects) or "—"
                yield _Chosen(shown, False, False, f"名称提到“{product}”，对象是“{thing}”",
                              f"its title names {product}, its object is {thing}")  # fmt: skip
        elif word in (standard.title_en or "").casefold():
            yield _Chosen(
                shown, word.isascii(), word.isascii(), f"英文名称中有 {product}", f"its title names {product}"
            )


class _Entries:
    """The standards chosen with what is known of each, asked of the data in a few questions."""

    def __init__(self, library: Library, chosen: Mapping[str, _Chosen], standards: Sequence[Standard]) -> None:
        self.library, self.chosen, self.day = library, chosen, library.settings.day
        ids = [one.id for one in standards]
        graph = library.graph
        self.aspects: dict[str, set[str]] = defaultdict(set)
        self.methods: dict[str, set[str]] = defaultdict(set)
        self.patented: set[str] = set()
        cited: dict[str, set[str]] = defaultdict(set)
        kinds = [EdgeKind.ON_ASPECT, EdgeKind.REFERENCES, EdgeKind.DISCLOSES_PATENT]
        for edge in edges_of(graph, ids, Direction.OUT, kinds):
            if edge.kind is EdgeKind.ON_ASPECT:
                self.aspects[edge.start].add(edge.end.partition(":")[2])
            elif edge.kind is EdgeKind.DISCLOSES_PATENT:
                self.patented.add(edge.start)
            elif isinstance(edge, References):
                if edge.relation is ReferenceRelation.TEST_METHOD:
                    self.methods[edge.start].add(edge.end.partition(":")[2])
                if edge.dated and edge.relation in (ReferenceRelation.NORMATIVE, ReferenceRelation.TEST_METHOD):
                    cited[edge.start].add(edge.end)
        targets = standards_of(graph, (end for ends in cited.values() for end in ends))
        ended = {node for node, one in targets.items() if status_on(one, self.day).status in ENDED}
        self.ended = {start: sorted(end.partition(":")[2] for end in ends & ended) for start, ends in cited.items()}
        self.patented |= {e.end for e in edges_of(graph, ids, Direction.IN, [EdgeKind.DECLARES_FOR])}
        self.given = library.statements.stating("nature", ids)
        self.limits = library.limits.counts([one.number for one in standards])
        self.candidates = ordered(map(self._candidate, standards))
        rows = library.index.rows_of_numbers([one.number for one in standards])
        self.documents = {one.standard.number: one for one in library.index.rows(rows)}
        self.others = self._alternatives()

    def _candidate(self, one: Standard) -> Candidate:
        aspects = frozenset(self.aspects[one.id])
        return Candidate(one, aspects, self.limits.get(one.number, 0), len(self.methods[one.id]))

    def _alternatives(self) -> dict[str, tuple[str, ...]]:
        """Of those on the product itself, the ones the overlap check takes for duplicates of each other."""
        found: dict[str, tuple[str, ...]] = {}
        for group in alike([one for one in self.candidates if self.chosen[one.standard.number].direct]):
            documents = [d for one in group if (d := self.documents.get(one.standard.number)) is not None]
            for number, others in duplicates(self.library, documents).items():
                if kept := without_parts(number, others):
                    found[number] = kept
        return found

    def views(self, limit: int) -> list[PackEntry]:
        found: list[PackEntry] = []
        taken: dict[str, int] = defaultdict(int)
        for one in self.candidates:
            part = part_of(one.standard.nature, one.standard.level)
            taken[part] += 1
            if part == PARTS[0] or taken[part] <= limit:
                found.append(self._view(one, part))
        return found

    def _view(self, one: Candidate, part: str) -> PackEntry:
        standard = one.standard
        chosen = self.chosen[standard.number]
        limits = self.library.limits.limits(standard.number)[:_LIMITS] if one.limits else ()
        document = self.documents.get(standard.number) or IndexDocument(standard, "", (), (), (), ())
        against = self._against_mandatory(one)
        return PackEntry(
            standard=summary(document, status_on(standard, self.day)),
            part=part,
            direct=chosen.direct,
            why_zh=chosen.zh,
            why_en=chosen.en,
            aspects=tuple(sorted(one.aspects)),
            purposes=() if any(found.code == "pack.below_mandatory" for found in against) else fit_for(one),
            limits_known=one.limits,
            limits=tuple(map(limit_view, limits)),
            methods=tuple(sorted(self.methods[standard.id])),
            alternatives=self.others.get(standard.number, ()),
            cautions=tuple(map(finding_view, (*against, *self._cautions(one)))),
        )

    def _against_mandatory(self, one: Candidate) -> tuple[Finding, ...]:
        """A standard whose limits are below mandatory ones is fit for nothing (标准化法 第二十一条)."""
        if not one.limits or one.standard.nature is Nature.MANDATORY:
            return ()
        number = one.standard.number
        report = complaint_of_number(self.library, number)
        if report.violates:
            numbers = dict.fromkeys(row.standard.number for row in report.suspected if row.row.violation)
            facts = (("n", report.counts["violation"]), ("numbers", "、".join(numbers)), ("number", number))
            return (Finding("pack.below_mandatory", facts, standards=tuple(numbers)),)
        return () if report.counts["comparable"] else (Finding("pack.not_compared"),)

    def _cautions(self, one: Candidate) -> Iterable[Finding]:
        standard, status = one.standard, status_on(one.standard, self.day)
        if standard.nature is Nature.MANDATORY_OR_UNMARKED and standard.level is not Level.GROUP:
            yield Finding("pack.unmarked")
        elif standard.nature is Nature.MANDATORY and standard.id not in self.given:
            yield Finding("pack.presumed")
        if status.status is Status.UPCOMING:
            yield Finding("pack.not_yet", (("since", standard.implemented or "—"),))
        elif status.status is Status.UNKNOWN:
            yield Finding("pack.unknown")
        if standard.in_force_to is not None and standard.in_force_to > self.day:
            yield Finding("pack.ends", (("until", standard.in_force_to), ("successor", standard.succeeded_by or "—")))
        if is_due(standard, self.day):
            years = int(years_since_review(standard, self.day) or 0)
            yield Finding("pack.review_due", (("since", last_looked_at(standard)), ("years", years)))
        if ended := self.ended.get(standard.id):
            yield Finding("pack.cites_ended", (("cited", "、".join(ended)),))
        if standard.patents_involved or standard.id in self.patented:
            yield Finding("pack.patents")
        if standard.level in _LOCAL:
            yield Finding("pack.local")
        if standard.level is Level.GROUP:
            yield Finding("pack.group")
        if standard.text_access:
            yield Finding("pack.closed", (("access", standard.text_access),))
        if others := self.others.get(standard.number):
            yield Finding("pack.restricts", (("others", "、".join(others)),))
        if not one.limits:
            yield Finding("pack.no_text")
        if not fit_for(one):
            yield Finding("pack.no_purpose")
