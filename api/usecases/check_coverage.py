"""The coverage section of a check: which sentences of the draft stand in existing standards, and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.usecases.library import Library
from api.usecases.views import StandardSummary, View, summary
from graph.document import Document, Place
from graph.ids import Nature, find
from graph.kinds import Status
from graph.status import status_on
from ingest.documents.draft import Draft
from search.compare.coverage import Alignment, Closeness, CoverageReport, Provision, StandardShare, cover
from search.compare.coverage.data import rule
from search.compare.coverage.modality import Loosened, loosened
from search.compare.coverage.provisions import LeftOut, provisions_of
from search.compare.coverage.thresholds import Thresholds, load_thresholds
from search.compare.editions import work_of
from search.compare.findings import Finding
from search.documents import IndexDocument

STANDARDS_SHOWN, SENTENCES_SHOWN = 20, 300
LEAST = 200  # letters, digits and hanzi below which a share says nothing
_TELLING = 0.05  # a standard with this share is a finding of its own
_PUBLISHED = 0.5  # share with the edition of its own number from which the draft is that edition
_TAKEN = 3  # sentences copied or adapted from a standard that the draft does not cite


class AlignedView(View):
    """A sentence of the draft and the one of a standard it follows, both verbatim."""

    closeness: Closeness
    draft: str
    place: Place
    number: str
    clause: str
    page: int | None
    text: str
    likeness: float
    counted: float  # part of the sentence that counts
    values_differ: bool
    cosine: float | None


class ShareView(View):
    """How much of the draft one edition covers."""

    number: str
    standard: StandardSummary | None
    share: float
    counted: int
    sentences: dict[Closeness, int]
    own: bool  # an earlier edition of the draft: not counted in the share of all
    ended: bool  # no longer in force: not counted either
    aligned: tuple[AlignedView, ...]
    more: int = 0  # sentences not shown


class NewClauseView(View):
    """A clause without counterpart in the data."""

    clause: str | None
    title: str
    counted: int
    covered: float
    text: str
    place: Place


class CoverageView(View):
    """The whole. ``counted`` and ``left_out`` in letters, digits and hanzi; ``texts``: editions whose text is known."""

    share: float
    limit: float  # above it a draft is to be revised or withdrawn
    counted: int
    sentences: int
    left_out: dict[LeftOut, int]
    common: float  # wording that many works hold: not counted in the share
    standards: tuple[ShareView, ...]
    new: tuple[NewClauseView, ...]
    new_share: float
    texts: int
    compared: int
    by_meaning: bool  # whether the encoder has thresholds for paraphrases and translations
    enough: bool  # text to compare on both sides; without it shares say nothing


@dataclass(frozen=True, slots=True)
class CoverageSection:
    """The section with what later sections go on from."""

    view: CoverageView
    findings: tuple[Finding, ...]
    report: CoverageReport
    provisions: tuple[Provision, ...]
    of: Thresholds


def coverage_section(library: Library, draft: Draft) -> CoverageSection | None:
    """None for a draft given in words."""
    if draft.document is None:
        return None
    provisions = tuple(provisions_of(draft.document))
    of = load_thresholds(library.encoder.name)
    shown = _Standards(library)
    own = own_works(draft, draft.document)
    report = cover(provisions, library.clauses, of, own=own, ended=shown.ended)
    new = sum(one.weight for one in report.new)
    view = CoverageView(
        share=report.share, limit=rule("revise_or_withdraw"), counted=report.counted, sentences=report.sentences,
        left_out=dict(report.left_out), common=report.common,
        standards=tuple(_share(one, shown) for one in report.standards[:STANDARDS_SHOWN]),
        new=tuple(
            NewClauseView(clause=one.clause, title=one.title, counted=one.weight, covered=one.covered,
                          text=one.first.text, place=one.first.place)
            for one in report.new
        ),
        new_share=round(new / report.counted, 4) if report.counted else 0.0,
        texts=library.clauses.standards, compared=report.compared, by_meaning=of.paraphrased is not None,
        enough=report.counted >= LEAST and library.clauses.standards > 0,
    )  # fmt: skip
    return CoverageSection(view, tuple(_findings(report, draft, shown)), report, provisions, of)


def own_works(draft: Draft, document: Document) -> frozenset[str]:
    """Works that the draft is, or that its cover says it replaces."""
    printed = [draft.number or "", *document.cover.replaces]
    return frozenset(work_of(mention.id.canonical) for text in printed for mention in find(text))


class _Standards:
    """Status and nature of editions, each looked up once."""

    def __init__(self, library: Library) -> None:
        self._index, self._day = library.index, library.settings.day
        self._known: dict[str, IndexDocument | None] = {}

    def document(self, number: str) -> IndexDocument | None:
        if number not in self._known:
            rows = self._index.rows_of_numbers([number])
            self._known[number] = self._index.rows(rows[:1])[0] if rows else None
        return self._known[number]

    def ended(self, number: str) -> bool:
        document = self.document(number)
        return document is not None and status_on(document.standard, self._day).status in (
            Status.WITHDRAWN, Status.REPLACED,
        )  # fmt: skip

    def mandatory(self, number: str) -> bool:
        document = self.document(number)
        return document is not None and document.standard.nature is Nature.MANDATORY

    def summary(self, number: str) -> StandardSummary | None:
        document = self.document(number)
        return None if document is None else summary(document, status_on(document.standard, self._day))


def _share(one: StandardShare, shown: _Standards) -> ShareView:
    return ShareView(
        number=one.number, standard=shown.summary(one.number), share=one.share, counted=one.weight,
        sentences=_by_closeness(one.alignments), own=one.own, ended=one.ended,
        aligned=tuple(map(_aligned, one.alignments[:SENTENCES_SHOWN])),
        more=max(0, len(one.alignments) - SENTENCES_SHOWN),
    )  # fmt: skip


def _by_closeness(alignments: Iterable[Alignment]) -> dict[Closeness, int]:
    kinds = [one.closeness for one in alignments]
    return {kind: kinds.count(kind) for kind in Closeness if kind in kinds}


def _aligned(one: Alignment) -> AlignedView:
    return AlignedView(
        closeness=one.closeness, draft=one.draft.text, place=one.draft.place, number=one.known.number,
        clause=one.known.clause, page=one.known.page, text=one.known.text, likeness=one.likeness, counted=one.shared,
        values_differ=one.values_differ, cosine=None if one.cosine is None else round(one.cosine, 3),
    )  # fmt: skip


def _findings(report: CoverageReport, draft: Draft, shown: _Standards) -> Iterable[Finding]:
    if report.counted < LEAST:
        yield Finding("coverage.short", (("counted", report.counted),))
        return
    published = next((one for one in report.standards if one.number == draft.number and one.share >= _PUBLISHED), None)
    if published is not None:
        facts: tuple[tuple[str, object], ...] = (("number", published.number), ("share", f"{published.share:.0%}"))
        yield Finding("coverage.itself", facts, standards=(published.number,))
    elif report.share > rule("revise_or_withdraw"):
        counting = tuple(one.number for one in report.standards if not one.own and not one.ended)[:5]
        facts = (("share", f"{report.share:.0%}"), ("limit", f"{rule('revise_or_withdraw'):.0%}"))
        yield Finding("coverage.over", facts, standards=counting)
    cited = {one.work.canonical for one in draft.references}
    for one in report.standards:
        if one is not published and one.share >= _TELLING:
            yield from _of_standard(one, cited, published is not None)
    yield from _loosened(report, shown)


def _of_standard(one: StandardShare, cited: set[str], published: bool) -> Iterable[Finding]:
    """``published``: the draft is a standard already; what others took from it is no fault of it."""
    facts: tuple[tuple[str, object], ...] = (("number", one.number), ("share", f"{one.share:.0%}"))
    if one.own:
        yield Finding("coverage.revision", facts, standards=(one.number,))
        return
    if one.share >= rule("itself") and not one.ended and not published:
        yield Finding("coverage.copy_of", facts, standards=(one.number,))
    else:
        kinds = _by_closeness(one.alignments)
        counts = tuple((kind.value, kinds.get(kind, 0)) for kind in Closeness)
        yield Finding("coverage.one", facts + counts, standards=(one.number,))
    taken = [x for x in one.alignments if x.closeness is Closeness.COPIED and not x.draft.row]
    if len(taken) >= _TAKEN and not (one.ended or published) and work_of(one.number) not in cited:
        facts = (("number", one.number), ("sentences", len(taken)))
        yield Finding("coverage.not_cited", facts, taken[0].draft.text, taken[0].draft.place, (one.number,))


def _loosened(report: CoverageReport, shown: _Standards) -> Iterable[Finding]:
    """Of the standards a sentence follows, the mandatory ones first, then the nearest; once a sentence."""
    found: dict[tuple[int, int | None], Loosened] = {}
    pairs = [x for one in report.standards if not one.ended for x in one.alignments]
    pairs += report.common_sentences
    for one in sorted(loosened(pairs), key=lambda x: (not shown.mandatory(x.alignment.known.number),
                                                      -x.alignment.likeness)):  # fmt: skip
        place = one.alignment.draft.place
        found.setdefault((place.block, place.start), one)
    for one in found.values():
        known, draft = one.alignment.known, one.alignment.draft
        code = "loosened_mandatory" if shown.mandatory(known.number) else "loosened"
        facts = (("number", known.number), ("clause", known.clause), ("shall", one.shall), ("other", one.other),
                 ("place", draft.clause or "—"))  # fmt: skip
        yield Finding(f"coverage.{code}", facts, draft.text, draft.place, (known.number,))
