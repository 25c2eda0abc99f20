"""Complaint and review pack 三(二)(七): what can be shown of a standard or a text, each with its evidence.

It gathers facts and accuses nobody: a limit looser than a mandatory one is given with both texts as printed; what could
not be compared is listed with the reason; whether the law was broken is for the authority to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from api.messages import Messages
from api.usecases.check_limits import AgainstView, LeftOutView
from api.usecases.cited import ReferenceView, cited
from api.usecases.compare import CompareRow
from api.usecases.library import Library
from api.usecases.subject import Judged, Subject, judge, of_draft, of_number
from api.usecases.views import FindingView, StandardSummary, View, finding_view
from graph.ids import Level, Nature, parse
from graph.kinds import EdgeKind, Status
from graph.store.base import Direction
from ingest.documents.draft import Draft
from search.compare.findings import Finding, Severity
from search.compare.registry import Registry, edges_of, work_id
from search.compare.strictness import Verdict
from search.policy.measures import missing_disclosure
from search.policy.review import is_due, last_looked_at, years_since_review

_ENDED = frozenset({"lint.withdrawn", "lint.superseded", "lint.moved", "lint.split", "lint.undated_ended"})


class SubjectView(View):
    """What the pack is about. ``file``: its text was given; ``limits``: of it that were read."""

    number: str | None
    title: str
    scope: str
    standard: StandardSummary | None
    file: bool
    has_text: bool
    limits: int


class EvidenceRow(View):
    """A limit of the subject and one of another standard, both as printed, with verdict, rules and what is unsure."""

    standard: StandardSummary
    mandatory: bool
    row: CompareRow


class ComplaintReport(View):
    """``suspected``: rows behind violations and reviews; ``incomparable``: rows with the missing key named."""

    subject: SubjectView
    on: date
    generation: int
    data_date: date | None
    counts: dict[str, int]  # findings by severity; rows against mandatory standards: comparable, review, incomparable
    findings: tuple[FindingView, ...]
    suspected: tuple[EvidenceRow, ...]
    incomparable: tuple[EvidenceRow, ...]
    compared_with: tuple[StandardSummary, ...]
    not_compared: tuple[LeftOutView, ...]
    references: tuple[ReferenceView, ...]  # those that have ended

    @property
    def violates(self) -> bool:
        """Whether a limit is looser than a mandatory one by the texts given."""
        return bool(self.counts[Severity.VIOLATION.value])


def complaint_of_number(library: Library, number: str) -> ComplaintReport:
    """Raises :class:`~graph.errors.NotFound`, :class:`~graph.ids.InvalidIdentifier`."""
    return _report(library, of_number(library, number))


def complaint_of_text(library: Library, draft: Draft) -> ComplaintReport:
    """Of a text that was read; it is not stored."""
    return _report(library, of_draft(library, draft))


def subject_view(subject: Subject) -> SubjectView:
    return SubjectView(
        number=subject.number,
        title=subject.draft.title,
        scope=subject.draft.scope,
        standard=subject.standard,
        file=subject.from_file,
        has_text=subject.has_text,
        limits=len(subject.limits),
    )


def _report(library: Library, subject: Subject) -> ComplaintReport:
    judged = judge(library, subject)
    references, problems = cited(library, subject.citations, subject.identifier)
    findings = [
        *_of_limits(subject, judged),
        *_of_review(library, subject),
        *_of_references(subject, references, problems),
        *_of_basis(library, subject, judged),
        *_of_disclosure(subject),
    ]
    against = _concerning(judged)
    suspected = [one for one in _rows(against) if one.row.violation or (one.row.review and one.mandatory)]
    incomparable = [
        one for one in _rows(against)
        if one.mandatory and one.row.verdict is Verdict.INCOMPARABLE and not one.row.review
    ]  # fmt: skip
    ended = {number for one in problems if one.code in _ENDED for number in (*one.standards, _cited_number(one))}
    views = tuple(map(finding_view, sorted(dict.fromkeys(findings), key=lambda f: list(Severity).index(f.severity))))
    manifest = library.generation.manifest
    return ComplaintReport(
        subject=subject_view(subject),
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        counts={
            **{severity.value: sum(one.severity is severity for one in views) for severity in Severity},
            **_counted([one.row for one in _rows(against) if one.mandatory]),
            "standards": len(against),
        },
        findings=views,
        suspected=tuple(sorted(suspected, key=lambda one: not one.row.violation)),
        incomparable=tuple(incomparable),
        compared_with=tuple(one.standard for one in against),
        not_compared=judged.compared.section.left_out if judged.compared else (),
        references=tuple(one for one in references if one.number in ended),
    )


def _counted(rows: Sequence[CompareRow]) -> dict[str, int]:
    """Rows against mandatory standards; ``review``: of those that are not comparable, the ones that may be looser."""
    comparable = sum(row.verdict is not Verdict.INCOMPARABLE for row in rows)
    review = sum(row.review and row.verdict is Verdict.INCOMPARABLE for row in rows)
    incomparable = len(rows) - comparable - review
    return {"rows": len(rows), "comparable": comparable, "review": review, "incomparable": incomparable}


def _cited_number(finding: Finding) -> str:
    return str(dict(finding.facts).get("number", ""))


def _concerning(judged: Judged) -> tuple[AgainstView, ...]:
    """Standards that are known to concern the subject; what only resembles it proves nothing."""
    return tuple(one for one in judged.compared.section.against if one.established) if judged.compared else ()


def _rows(against: Iterable[AgainstView]) -> Iterable[EvidenceRow]:
    for one in against:
        for row in one.rows:
            if row.applies:
                yield EvidenceRow(standard=one.standard, mandatory=one.standard.nature is Nature.MANDATORY, row=row)


def _name(subject: Subject) -> str:
    return subject.number or f"《{subject.draft.title}》"


def _of_limits(subject: Subject, judged: Judged) -> Iterable[Finding]:
    """What the check of limits found, in the words of a pack on a published text."""
    name = ("subject", _name(subject))
    if subject.standard is not None and subject.standard.nature is Nature.MANDATORY:
        yield Finding("complaint.subject_mandatory", (name,))
    if judged.compared is None:
        yield Finding("complaint.no_text", (name,))
        return
    found = [one for one in judged.compared.findings if one.code in _LIMITS]
    for one in found:
        yield Finding(_LIMITS[one.code], (name, *one.facts), one.quote, one.place, one.standards)
    if not any(one.standard.nature is Nature.MANDATORY and one.rows for one in _concerning(judged)):
        yield Finding("complaint.nothing_applies", (name,))


_LIMITS = {
    f"limits.{code}": f"complaint.{code}"
    for code in (
        "violation", "industry_violation", "local_violation", "upcoming_violation", "unmarked_looser", "review",
        "looser", "modality", "silent", "no_limits_of",
    )
}  # fmt: skip


def _of_review(library: Library, subject: Subject) -> Iterable[Finding]:
    record, day = subject.record, library.settings.day
    if record is None or subject.standard is None:
        return
    status = subject.standard.status.status
    name = ("subject", _name(subject))
    if status not in (Status.IN_FORCE, Status.UNKNOWN):
        facts = (name, ("on", day), *_both("status", lambda t: t(f"status.{status}")))
        yield Finding("complaint.subject_ended", facts, standards=(record.number,))
        return
    years = years_since_review(record, day)
    if years is None:
        yield Finding("complaint.review_unknown", (name,))
    elif is_due(record, day):
        facts = (name, ("since", last_looked_at(record)), ("years", int(years)))
        yield Finding("complaint.review_due", facts, standards=(record.number,))


def _of_references(
    subject: Subject, references: Iterable[ReferenceView], problems: Iterable[Finding]
) -> Iterable[Finding]:
    for one in problems:
        if one.code in _ENDED:
            yield Finding(
                "complaint.cited_ended", (("zh", one.zh), ("en", one.en)), one.quote, one.place, one.standards
            )
    since = subject.since
    for view in references:
        newer = view.standard.issued if view.standard else None
        if since is not None and not view.dated and newer is not None and newer > since and view.standard is not None:
            edition = view.standard.number
            facts = (("cited", view.number), ("subject", _name(subject)), ("edition", edition), ("since", newer))
            yield Finding("complaint.undated_newer", facts, standards=(edition,))


def _of_basis(library: Library, subject: Subject, judged: Judged) -> Iterable[Finding]:
    """International editions it adopts that have newer ones; mandatory standards that came after it."""
    if subject.record is not None:
        registry = Registry(library.graph, library.settings.day)
        for edge in edges_of(library.graph, [subject.record.id], Direction.OUT, [EdgeKind.ADOPTS]):
            adopted = edge.end.partition(":")[2]
            newer = _newer_edition(registry, adopted)
            if newer:
                yield Finding(
                    "complaint.adopted_newer", (("adopted", adopted), ("edition", newer)), standards=(newer,)
                )
    since = subject.since
    for one in judged.applicable.section.mandatory:
        begun = one.standard.implemented if one.standard else None
        if one.sure and since is not None and begun is not None and since < begun <= library.settings.day:
            facts = (("subject", _name(subject)), ("number", one.number), ("since", begun))
            yield Finding("complaint.mandatory_newer", facts, standards=(one.number,))


def _newer_edition(registry: Registry, number: str) -> str | None:
    """The edition of a dated number's work that applies now, where it is a later one."""
    applying = registry.applying(work_id(number))
    dated = parse(number)
    if applying is None or not dated.dated or applying.number == dated.canonical:
        return None
    return applying.number if (applying.year or 0) > (dated.year or 0) else None


def _of_disclosure(subject: Subject) -> Iterable[Finding]:
    record = subject.record
    if record is None or record.level is not Level.GROUP:
        return
    if missing := missing_disclosure(record):
        yield Finding(
            "complaint.disclosure", _both("missing", lambda t: "、".join(t(f"field.{name}") for name in missing))
        )


def _both(name: str, word: Callable[[Messages], str]) -> tuple[tuple[str, str], ...]:
    """A fact in both languages: ``name`` and ``name_en``."""
    return (name, word(Messages("zh"))), (f"{name}_en", word(Messages("en")))
