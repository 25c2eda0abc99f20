"""The overlap section of a check: which standards say already what the draft says, and the advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.usecases.library import Library
from api.usecases.views import StandardSummary, View, status_view, summary
from graph.ids import Level, Nature
from graph.kinds import Status
from graph.status import StatusOn, StatusReason, status_on
from ingest.documents.draft import Draft
from search.compare.matches import Advice, Grade, OverlapMatch, Standing
from search.compare.overlap import Calibration, Candidate, OverlapQuery, load_calibration, uncalibrated
from search.compare.overlap import check as overlap
from search.documents import IndexDocument
from search.index import SearchIndex


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


@dataclass(frozen=True, slots=True)
class OverlapSection:
    """What was found. ``considered``: candidates compared; ``calibrated``: by thresholds of the encoder."""

    overall: OverallView
    matches: tuple[MatchView, ...]
    considered: int
    calibrated: bool


def overlap_section(library: Library, draft: Draft, limit: int) -> OverlapSection:
    """The draft against all standards known; at most ``limit`` are listed."""
    retriever = _IndexRetriever(library.index, library.settings.day)
    calibration, calibrated = _calibration(library.encoder.name)
    query = OverlapQuery(draft.title, draft.scope, tuple(one.canonical for one in draft.references))
    report = overlap(query, retriever, calibration)
    return OverlapSection(
        overall=OverallView(
            grade=report.overall.grade,
            advice=report.overall.advice,
            zh=report.overall.zh,
            en=report.overall.en,
            decided_by=report.overall.decided_by,
        ),
        matches=tuple(_match(match, retriever) for match in report.matches[:limit]),
        considered=len(report.matches),
        calibrated=calibrated,
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


class _Among(_IndexRetriever):
    """Only these works are candidates."""

    def __init__(self, index: SearchIndex, day: date, works: Sequence[str]) -> None:
        super().__init__(index, day)
        self._works = works

    def search(self, text: str, k: int) -> list[Candidate]:  # noqa: ARG002 - all of them, whatever the text
        return self.lookup(self._works)[:k]


def duplicates(library: Library, documents: Sequence[IndexDocument]) -> dict[str, tuple[str, ...]]:
    """Of some standards those that repeat each other, by the grade of the overlap check; numbers by number."""
    calibration, _ = _calibration(library.encoder.name)
    works = list(dict.fromkeys(one.work for one in documents))
    given = {one.standard.number for one in documents}
    found: dict[str, set[str]] = {}
    for one in documents:
        standard = one.standard
        retriever = _Among(library.index, library.settings.day, works)
        query = OverlapQuery(standard.title_zh or standard.title_en or "", standard.scope or "", ())
        for match in overlap(query, retriever, calibration).matches:
            if match.grade == "duplicate" and match.number in given and match.number != standard.number:
                found.setdefault(standard.number, set()).add(match.number)
                found.setdefault(match.number, set()).add(standard.number)
    return {number: tuple(sorted(others)) for number, others in found.items()}


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
