"""Draft check: does it exist already? A title and scope, or a whole draft, against all standards known.

A draft is confidential: it is not stored, not logged, its vectors are not cached; it lives in the report only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.errors import BadRequest
from api.usecases.library import Library
from api.usecases.views import FindingView, StandardSummary, View, status_view, summary
from graph.ids import InvalidIdentifier, Level, Nature, StandardId, parse
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import node_id
from graph.status import StatusOn, StatusReason, status_on
from graph.store.base import MAX_PAGE, Direction
from ingest.documents.draft import Draft
from search.compare.matches import Advice, Grade, OverlapMatch, Standing
from search.compare.overlap import Calibration, Candidate, OverlapQuery, load_calibration, uncalibrated
from search.compare.overlap import check as overlap
from search.documents import IndexDocument
from search.index import SearchIndex

SHOWN = 30
MAX_TEXT = 100_000  # characters of a scope


class ReasonView(View):
    """One sentence of the explanation in both languages; ``same``: what agrees, else what differs."""

    about: str
    same: bool
    zh: str
    en: str


class FeatureView(View):
    """A named observation and what it adds to the score."""

    name: str
    value: float
    weight: float


class MatchView(View):
    """A standard that overlaps the draft, by the edition that counts; ``editions`` are the others of its work."""

    standard: StandardSummary
    grade: Grade
    standing: Standing
    rule: str
    score: float
    reasons: tuple[ReasonView, ...]
    features: tuple[FeatureView, ...]
    editions: tuple[str, ...]
    found_by: tuple[str, ...]


class OverallView(View):
    """The verdict on the draft: the highest grade in force or to come, the advice, and why in a sentence."""

    grade: Grade
    advice: Advice
    zh: str
    en: str
    decided_by: tuple[str, ...]


class ReferenceView(View):
    """A document the draft cites, as it stands on the day: that edition, or the one an undated number means.

    ``standard`` is None where the data does not hold it; ``parts``: number of parts known of a reference to all parts;
    ``upcoming``: later editions already published.
    """

    number: str
    dated: bool
    standard: StandardSummary | None = None
    parts: int | None = None
    upcoming: tuple[str, ...] = ()


class DraftView(View):
    """What was read of the draft."""

    title: str
    scope: str
    number: str | None
    references: tuple[str, ...]
    notes: tuple[str, ...]


class CheckReport(View):
    """The whole answer. ``standards``: number of editions searched; ``considered``: candidates compared.

    ``calibrated``: whether the encoder has thresholds of its own; else the grades rest on words and classes alone.
    """

    draft: DraftView
    on: date
    generation: int
    data_date: date | None
    encoder: str
    calibrated: bool
    standards: int
    considered: int
    overall: OverallView
    matches: tuple[MatchView, ...]
    references: tuple[ReferenceView, ...]
    findings: tuple[FindingView, ...] = ()  # of all sections, the gravest first


def check(library: Library, draft: Draft, *, limit: int = SHOWN) -> CheckReport:
    """Raises :class:`~api.errors.BadRequest` for a draft without a title."""
    if not draft.title.strip():
        raise BadRequest("没有读到草案的标题；no title was found in the draft; give title and scope in words")
    if len(draft.scope) > MAX_TEXT:
        raise BadRequest(f"范围过长；the scope has {len(draft.scope):,} characters, at most {MAX_TEXT:,} are compared")
    retriever = _IndexRetriever(library.index, library.settings.day)
    calibration, calibrated = _calibration(library.encoder.name)
    query = OverlapQuery(draft.title, draft.scope, tuple(one.canonical for one in draft.references))
    report = overlap(query, retriever, calibration)
    manifest = library.generation.manifest
    return CheckReport(
        draft=DraftView(
            title=draft.title, scope=draft.scope, number=draft.number, notes=draft.notes, references=query.references
        ),
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        encoder=library.encoder.version,
        calibrated=calibrated,
        standards=len(library.index),
        considered=len(report.matches),
        overall=OverallView(
            grade=report.overall.grade,
            advice=report.overall.advice,
            zh=report.overall.zh,
            en=report.overall.en,
            decided_by=report.overall.decided_by,
        ),
        matches=tuple(_match(match, retriever) for match in report.matches[:limit]),
        references=tuple(_reference(library, one) for one in draft.references),
    )


def _calibration(encoder: str) -> tuple[Calibration, bool]:
    try:
        return load_calibration(encoder), True
    except LookupError:  # a model of the user's own
        return uncalibrated(encoder), False


@dataclass
class _IndexRetriever:
    """The index as the overlap check sees it; remembers the documents it handed out."""

    index: SearchIndex
    day: date

    def __post_init__(self) -> None:
        self.known: dict[str, tuple[int, IndexDocument]] = {}

    def search(self, text: str, k: int) -> list[Candidate]:
        fused = self.index.candidates(text, k)
        documents = self.index.rows([one.row for one in fused])
        return [
            self._candidate(one.row, document, one.lexical_rank, one.lexical_score, one.vector_rank, one.cosine)
            for one, document in zip(fused, documents, strict=True)
        ]

    def lookup(self, works: Sequence[str]) -> list[Candidate]:
        rows = self.index.rows_of_works(works)
        return [self._candidate(row, document) for row, document in zip(rows, self.index.rows(rows), strict=True)]

    def cosines(self, text: str, numbers: Sequence[str]) -> list[float | None]:
        rows = [self.known[number][0] for number in numbers if number in self.known]
        values = iter(self.index.cosines(text, rows))
        return [next(values) if number in self.known else None for number in numbers]

    def _candidate(
        self,
        row: int,
        document: IndexDocument,
        lexical_rank: int | None = None,
        lexical_score: float | None = None,
        vector_rank: int | None = None,
        cosine: float | None = None,
    ) -> Candidate:
        standard = document.standard
        self.known[standard.number] = (row, document)
        return Candidate(
            number=standard.number,
            title_zh=standard.title_zh or standard.title_en or "",
            title_en=standard.title_en or "",
            scope=standard.scope or "",
            level=(standard.level or ""),
            nature=(standard.nature or ""),
            status=_status_word(status_on(standard, self.day)),
            issuer="、".join(document.issuers),
            ics=document.ics,
            ccs=document.ccs[0] if document.ccs else "",
            lexical_rank=lexical_rank,
            lexical_score=lexical_score,
            vector_rank=vector_rank,
            cosine=cosine,
        )


def _status_word(status: StatusOn) -> str:
    return "plan" if status.status is Status.PLANNED else status.status.value


def _match(match: OverlapMatch, retriever: _IndexRetriever) -> MatchView:
    known = retriever.known.get(match.number)
    return MatchView(
        standard=summary(known[1], status_on(known[1].standard, retriever.day))
        if known
        else _bare(match, retriever.day),
        grade=match.grade,
        standing=match.standing,
        rule=match.rule,
        score=round(match.score, 4),
        reasons=tuple(ReasonView(about=r.kind, same=r.same, zh=r.zh, en=r.en) for r in match.reasons),
        features=tuple(
            FeatureView(name=f.name, value=round(f.value, 4), weight=round(f.weight, 4)) for f in match.features
        ),
        editions=match.editions,
        found_by=match.candidate.reasons,
    )


def _bare(match: OverlapMatch, day: date) -> StandardSummary:
    """A work of the table of horizontal standards that the data does not hold."""
    candidate = match.candidate
    unknown = status_view(StatusOn(Status.UNKNOWN, day, StatusReason.NO_FACTS))
    return StandardSummary(
        number=candidate.number,
        title_zh=candidate.title_zh or None,
        status=unknown,
        level=Level(candidate.level) if candidate.level else None,
        nature=Nature(candidate.nature) if candidate.nature else None,
    )


_APPLIES = {Status.IN_FORCE: 3, Status.UNKNOWN: 2, Status.UPCOMING: 1}  # what an undated reference means, best first


def _reference(library: Library, cited: StandardId) -> ReferenceView:
    """A dated reference is that edition, an undated one the edition in force on the day (GB/T 1.1-2020, 8.6)."""
    index, day = library.index, library.settings.day
    editions = index.rows(index.rows_of_works([cited.work.canonical]))
    if cited.all_parts:
        work = node_id(NodeKind.WORK, cited.work.canonical)
        parts = library.graph.edges(work, Direction.IN, [EdgeKind.PART_OF], limit=MAX_PAGE)
        return ReferenceView(number=cited.canonical, dated=cited.dated, parts=len(parts.items))
    upcoming = [one for one in editions if status_on(one.standard, day).status is Status.UPCOMING]
    named = [one for one in editions if not cited.dated or one.standard.number == cited.canonical]
    best = max(named, key=lambda one: _fitness(one, day), default=None)
    return ReferenceView(
        number=cited.canonical,
        dated=cited.dated,
        standard=None if best is None else summary(best, status_on(best.standard, day)),
        upcoming=tuple(one.standard.number for one in upcoming if best is None or one is not best),
    )


def _fitness(document: IndexDocument, day: date) -> tuple[int, int]:
    return _APPLIES.get(status_on(document.standard, day).status, 0), document.standard.year or 0


def draft_from(title: str, scope: str = "", references: Sequence[str] = (), number: str | None = None) -> Draft:
    """A draft given in words. Raises :class:`~api.errors.BadRequest` naming a reference that is no number."""
    try:
        cited = tuple(parse(one) for one in references)
    except InvalidIdentifier as error:
        raise BadRequest(str(error)) from error
    return Draft(title.strip(), scope.strip(), cited, number)
