"""The terms section of a check: terms of the draft that standards define otherwise, or alike without being named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.usecases.check_coverage import own_works
from api.usecases.library import Library
from api.usecases.views import View
from graph.document import Document, Place
from graph.kinds import Status
from graph.status import status_on
from ingest.documents.draft import Draft
from ingest.extract.terms import terms_of
from search.clauses.index import KnownTerm
from search.compare.coverage.thresholds import Thresholds
from search.compare.definitions import Defined, DraftTerm, defined_elsewhere
from search.compare.editions import work_of
from search.compare.findings import Finding


class DefinedView(View):
    """A term with both definitions verbatim. ``code``: ``same``, ``modified`` or ``other``."""

    term: str
    code: str
    draft: str
    place: Place
    number: str
    clause: str
    definition: str
    likeness: float
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermsSection:
    views: tuple[DefinedView, ...]
    findings: tuple[Finding, ...]


def terms_section(library: Library, draft: Draft, of: Thresholds) -> TermsSection:
    """Empty for a draft given in words."""
    if draft.document is None:
        return TermsSection((), ())
    document = draft.document
    terms = [DraftTerm(one.zh, one.definition, bool(one.source_text), one.place) for one in terms_of(document)]
    found = defined_elsewhere(terms, lambda name: _definitions(library, draft, document, name), of)
    return TermsSection(tuple(map(_view, found)), tuple(_findings(found)))


def _definitions(library: Library, draft: Draft, document: Document, name: str) -> Sequence[KnownTerm]:
    """Definitions in other works, without those of editions that have ended."""
    own, index = own_works(draft, document), library.index
    known = [one for one in library.clauses.definitions(name) if work_of(one.number) not in own]
    rows = index.rows(index.rows_of_numbers([one.number for one in known]))
    states = {row.standard.number: status_on(row.standard, library.settings.day).status for row in rows}
    over = (Status.WITHDRAWN, Status.REPLACED)
    return [one for one in known if states.get(one.number) not in over]


def _view(one: Defined) -> DefinedView:
    return DefinedView(
        term=one.term.name, code=one.code, draft=one.term.definition, place=one.term.place, number=one.known.number,
        clause=one.known.clause, definition=one.known.definition, likeness=one.likeness, others=one.others,
    )  # fmt: skip


def _findings(found: Sequence[Defined]) -> Iterable[Finding]:
    """Another definition is a finding of its own; those taken over are one finding for each standard."""
    taken: dict[tuple[str, str], list[Defined]] = defaultdict(list)
    for one in found:
        if one.code == "other":
            facts = (("term", one.term.name), ("number", one.known.number), ("clause", one.known.clause))
            yield Finding("terms.other_definition", facts, one.term.definition, one.term.place, (one.known.number,))
        else:
            taken[one.code, one.known.number].append(one)
    for (code, number), ones in taken.items():
        terms = "、".join(f"“{one.term.name}”" for one in ones)
        facts = (("terms", terms), ("number", number), ("clauses", "、".join(one.known.clause for one in ones)))
        yield Finding(f"terms.{code}_definition", facts, ones[0].term.definition, ones[0].term.place, (number,))
