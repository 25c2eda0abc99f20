"""A draft read for the overlap check: number, title, scope, normative references (GB/T 1.1-2020, 8.1, 8.5, 8.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.document import Document
from graph.ids import StandardId, find
from graph.references import Relation
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.extract.references import references_of
from ingest.extract.scope import scope_of

_ENGLISH_HEAD = re.compile(r"^\s*\d?\s*scope\s*\n\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the check needs of a draft. Empty where the text does not say; ``notes`` says what was not found."""

    title: str
    scope: str
    references: tuple[StandardId, ...] = ()
    number: str | None = None
    notes: tuple[str, ...] = ()
    document: Document | None = None  # the text it was read from; None for a draft given in words


def read_draft(name: str, content: bytes, options: ReadOptions | None = None) -> Draft:
    """Read a draft from a file of any format. Raises :class:`~ingest.errors.UnreadableFile`."""
    document = read_document(name, content, options)
    found = scope_of(document)
    title, scope = document.cover.title_zh or document.cover.title_en or "", found.text if found else ""
    references = tuple(
        identifier
        for reference in references_of(document)
        if reference.relation is Relation.NORMATIVE and (identifier := _cited(reference.target, reference.all_parts))
    )
    missing = (("no_title", not title), ("no_scope", not scope), ("no_references", not references))
    numbers = find(document.cover.number or "")
    return Draft(
        title=title,
        scope=_ENGLISH_HEAD.sub("", scope).replace("\n", ""),
        references=references,
        number=numbers[0].id.canonical if numbers else None,
        notes=tuple(code for code, is_missing in missing if is_missing),
        document=document,
    )


def _cited(target: str, all_parts: bool) -> StandardId | None:
    """The number of a reference; one to all parts is written as texts write it (所有部分)."""
    mentions = find(f"{target}（所有部分）" if all_parts else target)
    return mentions[0].id if mentions else None
