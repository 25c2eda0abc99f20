"""Evaluation evidence 二(十), 三(六): where a standard is cited, adopted, converted, first on its topic, stricter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from api.usecases.against_sources import object_of
from api.usecases.complaint import EvidenceRow, SubjectView, subject_view
from api.usecases.library import Library
from api.usecases.subject import Judged, judge, of_number
from api.usecases.views import StandardSummary, View, summary
from graph.ids import Nature
from graph.kinds import EdgeKind
from graph.model import Standard
from graph.status import status_on
from search.compare.strictness import Verdict
from search.documents import IndexDocument
from search.network.bodies import First
from search.policy.effect import Effect, Use, effect
from search.policy.review import last_looked_at


class UseView(View):
    """A standard that cites or adopts this one; ``mandatory``: the citing one; ``text``: verbatim, where known."""

    by: StandardSummary
    target: str
    relation: str
    dated: bool
    mandatory: bool
    place: str
    text: str


class ConversionView(View):
    """``stated``: by 代替; otherwise a later standard of the same title: a lead, no proof."""

    to: StandardSummary
    stated: bool
    text: str


class FirstView(View):
    """The earliest standard known on the topic; ``this``: whether it is the one asked for.

    ``undated``: standards on the topic without a date, one of which may be earlier; ``followed_by``: later ones.
    """

    topic: str
    this: bool
    standard: str
    issued: date
    followed_by: int
    undated: int


class AdoptedView(View):
    """What it adopts itself, with the degree (IDT, MOD; NEQ is no adoption)."""

    number: str
    degree: str


class EvidenceReport(View):
    """``verdicts``: compared limits by verdict against standards that concern it, None where nothing was compared.

    ``citations``: references in the whole data: with none, silence on citations says nothing.
    """

    subject: SubjectView
    on: date
    generation: int
    data_date: date | None
    reviewed: date | None  # last looked at
    citations: int
    cited_by: tuple[UseView, ...]
    mentions: int
    adopted_by: tuple[UseView, ...]
    adopts: tuple[AdoptedView, ...]
    conversions: tuple[ConversionView, ...]
    first: FirstView | None
    verdicts: dict[str, int] | None
    compared_with: tuple[StandardSummary, ...]
    stricter: tuple[EvidenceRow, ...]
    looser: tuple[EvidenceRow, ...]
    remarks: tuple[str, ...]


def evidence(library: Library, number: str) -> EvidenceReport:
    """Raises :class:`~graph.errors.NotFound`, :class:`~graph.ids.InvalidIdentifier`."""
    subject = of_number(library, number)
    assert subject.standard is not None and subject.record is not None
    title, day = subject.draft.title, library.settings.day
    found = effect(library.graph, subject.record, object_of(title), day)
    judged = judge(library, subject)
    rows = list(_rows(judged))
    manifest = library.generation.manifest
    show = _Shown(library, found)
    compared = list({one.standard.number: one.standard for one in rows}.values())
    return EvidenceReport(
        subject=subject_view(subject),
        on=day,
        generation=manifest.number,
        data_date=manifest.data_date,
        reviewed=last_looked_at(subject.record),
        citations=library.counts.edges.get(EdgeKind.REFERENCES, 0),
        cited_by=tuple(map(show.use, found.uses)),
        mentions=found.mentions,
        adopted_by=tuple(map(show.use, found.adopted_by)),
        adopts=tuple(AdoptedView(number=target, degree=degree) for target, degree in found.adopts),
        conversions=tuple(
            ConversionView(to=show.summary(one.to), stated=one.stated, text=one.text) for one in found.conversions
        ),
        first=_first(found.first, subject.standard.number),
        verdicts=dict(Counter(one.row.verdict.value for one in rows)) if rows else None,
        compared_with=tuple(compared),
        stricter=tuple(one for one in rows if one.row.verdict is Verdict.STRICTER),
        looser=tuple(one for one in rows if one.row.verdict in (Verdict.LOOSER, Verdict.MIXED)),
        remarks=tuple(_remarks(library, found, bool(subject.limits), bool(rows))),
    )


def _rows(judged: Judged) -> Iterable[EvidenceRow]:
    for one in judged.compared.section.against if judged.compared else ():
        if one.established:
            for row in one.rows:
                if row.applies:
                    mandatory = one.standard.nature is Nature.MANDATORY
                    yield EvidenceRow(standard=one.standard, mandatory=mandatory, row=row)


def _first(found: First | None, number: str) -> FirstView | None:
    if found is None:
        return None
    return FirstView(
        topic=found.topic,
        this=found.standard == number,
        standard=found.standard,
        issued=found.issued,
        followed_by=found.followed_by,
        undated=found.undated,
    )


def _remarks(library: Library, found: Effect, has_limits: bool, compared: bool) -> Iterable[str]:
    """Codes of messages [evidence]: what the data does not allow to say."""
    if not library.counts.edges.get(EdgeKind.REFERENCES):
        yield "no_citations"
    if not has_limits:
        yield "no_limits"
    elif not compared:
        yield "nothing_compared"
    if found.first is None:
        yield "no_topic"
    yield "no_awards"


class _Shown:
    """Standards as they are shown, with their issuers read once."""

    def __init__(self, library: Library, found: Effect) -> None:
        self._day = library.settings.day
        standards = [one.by for one in (*found.uses, *found.adopted_by)] + [one.to for one in found.conversions]
        rows = library.index.rows_of_numbers(sorted({one.number for one in standards}))
        self._documents = {one.standard.number: one for one in library.index.rows(rows)}

    def summary(self, standard: Standard) -> StandardSummary:
        document = self._documents.get(standard.number) or IndexDocument(standard, "", (), (), (), ())
        return summary(document, status_on(standard, self._day))

    def use(self, one: Use) -> UseView:
        return UseView(
            by=self.summary(one.by),
            target=one.target,
            relation=one.relation,
            dated=one.dated,
            mandatory=one.binding,
            place=one.place,
            text=one.text,
        )
