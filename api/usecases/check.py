"""Draft check: everything a reviewer has to know of a draft, composed of sections.

A section is a module ``check_*.py`` with a function that answers for one question; the report holds it as an optional
field, and what it found goes into ``findings``, the gravest first.

A draft is confidential: it is not stored, not logged, its vectors are not cached; it lives in the report only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from api.errors import BadRequest
from api.usecases.check_advice import AdviceView, advise
from api.usecases.check_applicable import ApplicableSection, applicable_section
from api.usecases.check_competition import competition_findings
from api.usecases.check_coverage import CoverageView, coverage_section
from api.usecases.check_disclosure import disclosure_findings
from api.usecases.check_limits import LimitsSection, draft_limits, limits_section
from api.usecases.check_overlap import FeatureView, MatchView, OverallView, ReasonView, overlap_section
from api.usecases.check_targets import targets
from api.usecases.check_terms import DefinedView, terms_section
from api.usecases.cited import ReferenceView, citations_of, cited
from api.usecases.library import Library
from api.usecases.views import FindingView, View, finding_view
from graph.ids import InvalidIdentifier, StandardId, find, parse
from ingest.documents.draft import Draft
from ingest.extract.everything import extract
from search.compare.findings import Finding, Severity
from search.compare.validity import Citation

__all__ = [
    "CheckReport", "DraftView", "FeatureView", "MatchView", "OverallView", "ReasonView", "ReferenceView", "check",
    "draft_from",
]  # fmt: skip

SHOWN = 30
MAX_TEXT = 100_000  # characters of a scope


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
    advice: AdviceView  # in five steps, with its facts
    applicable: ApplicableSection | None = None
    limits: LimitsSection | None = None  # None for a draft given in words
    coverage: CoverageView | None = None  # of a whole draft
    terms: tuple[DefinedView, ...] = ()
    findings: tuple[FindingView, ...] = ()  # of all sections, the gravest first


def check(library: Library, draft: Draft, *, limit: int = SHOWN) -> CheckReport:
    """Raises :class:`~api.errors.BadRequest` for a draft without a title."""
    if not draft.title.strip():
        raise BadRequest("no title was found in the draft; give title and scope in words")
    if len(draft.scope) > MAX_TEXT:
        raise BadRequest(
            "the scope has {length:,} characters, at most {most:,} are compared", length=len(draft.scope), most=MAX_TEXT
        )
    findings: list[Finding] = []  # each section adds its own
    read = extract(draft.document) if draft.document is not None else None
    limits = read.limits if read is not None else ()
    overlap = overlap_section(library, draft, limit)
    applicable = applicable_section(library, draft, limits, overlap.matches)
    source = draft_limits(draft, limits)
    compared = None
    if source is not None:
        compared = limits_section(library, draft, source, *targets(library, draft, source, applicable, overlap.matches))
        findings += compared.findings
    findings += applicable.findings
    coverage = coverage_section(library, draft)
    terms: tuple[DefinedView, ...] = ()
    if coverage is not None:
        defined = terms_section(library, draft, coverage.of)
        terms = defined.views
        findings += coverage.findings + defined.findings
        findings += competition_findings(library, coverage.provisions, draft.title)
    findings += disclosure_findings(draft)
    references, wrong = cited(library, *_cited(draft))
    findings += wrong
    manifest = library.generation.manifest
    return CheckReport(
        draft=_shown(draft),
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        encoder=library.encoder.version,
        calibrated=overlap.calibrated,
        standards=len(library.index),
        considered=overlap.considered,
        overall=overlap.overall,
        matches=overlap.matches,
        references=references,
        applicable=applicable.section,
        limits=compared.section if compared is not None else None,
        advice=advise(overlap.overall, coverage.view if coverage else None, draft.number),
        coverage=coverage.view if coverage else None,
        terms=terms,
        findings=_by_gravity(findings),
    )


def _cited(draft: Draft) -> tuple[list[Citation], StandardId | None]:
    """What the draft cites, of a draft given in words the numbers given, and its own number."""
    subject = find(draft.number or "")
    if draft.document is not None:
        citations = citations_of(draft.document)
    else:
        citations = [Citation(one.canonical, one) for one in draft.references]
    return citations, subject[0].id if subject else None


def _shown(draft: Draft) -> DraftView:
    return DraftView(
        title=draft.title,
        scope=draft.scope,
        number=draft.number,
        references=tuple(one.canonical for one in draft.references),
        notes=draft.notes,
    )


_GRAVITY = {severity: position for position, severity in enumerate(Severity)}


def _by_gravity(findings: Iterable[Finding]) -> tuple[FindingView, ...]:
    """Violations, warnings, notes; within each in the order of the sections, none twice."""
    ordered = sorted(dict.fromkeys(findings), key=lambda one: _GRAVITY[one.severity])
    return tuple(map(finding_view, ordered))


def draft_from(title: str, scope: str = "", references: Sequence[str] = (), number: str | None = None) -> Draft:
    """A draft given in words. Raises :class:`~api.errors.BadRequest` naming a reference that is no number."""
    try:
        cited = tuple(parse(one) for one in references)
    except InvalidIdentifier as error:
        raise BadRequest("{error}", error=error) from error
    return Draft(title.strip(), scope.strip(), cited, number)
