"""The disclosure section of a check: what a group standard has to say of itself (团体标准管理规定, GB/T 1.1-2020)."""

from __future__ import annotations

from collections.abc import Iterable

from graph.document import Document
from graph.ids import InvalidIdentifier, Level, StandardId, parse
from ingest.documents.draft import Draft
from ingest.extract.bodies import bodies_of
from ingest.extract.patents import patents_of
from search.compare.findings import Finding


def disclosure_findings(draft: Draft) -> tuple[Finding, ...]:
    """What is missing. Nothing for a draft given in words, and for standards of other levels."""
    document = draft.document
    printed = document.cover.number if document is not None else None
    number = _number(draft.number or printed)
    if document is None or (number is not None and number.level is not Level.GROUP):
        return ()
    return tuple(Finding(f"disclosure.{code}", facts) for code, facts in _missing(draft, document, printed, number))


def _number(text: str | None) -> StandardId | None:
    try:
        return parse(text) if text else None
    except InvalidIdentifier:
        return None


def _missing(
    draft: Draft, document: Document, printed: str | None, number: StandardId | None
) -> Iterable[tuple[str, tuple[tuple[str, object], ...]]]:
    cover = document.cover
    if number is None:
        yield ("number_form", (("number", printed),)) if printed else ("number_missing", ())
    bodies = bodies_of(document)
    said = {
        "issuer": bool(cover.issuers), "patents": bool(patents_of(document)), "drafters": bool(bodies.organizations),
        "persons": bool(bodies.drafters), "scope": bool(draft.scope), "title_en": bool(cover.title_en),
        "codes": bool(cover.ics or cover.ccs),
    }  # fmt: skip
    yield from ((code, ()) for code, is_said in said.items() if not is_said)
    yield "open_text", ()
