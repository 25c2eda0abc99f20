"""Sources of limits to compare with: a draft as read, an edition as the data holds it."""

from __future__ import annotations

from datetime import date

from api.usecases.library import Library
from api.usecases.views import StandardSummary
from graph.document import Document
from graph.ids import Nature
from graph.limits import Limit
from search.compare.against import named
from search.compare.align import Source, source_of
from search.compare.strictness import StandardFacts
from search.compare.strictness.objects import names_nothing
from search.compare.titles import analyse


def draft_source(document: Document, limits: tuple[Limit, ...], number: str | None, title: str, thing: str) -> Source:
    """A draft's limits; those without an object are about ``thing``. A draft binds nobody."""
    facts = StandardFacts(number or document.name, mandatory=False)
    return named(source_of(facts, document, limits), thing, title)


def stored_source(library: Library, standard: StandardSummary, nature_given: bool, thing: str) -> Source:
    """The limits of an edition that the data holds; those without an object are about ``thing``.

    Whether it binds is a fact of the registry; where none gives it, it is presumed from the number, and said so.
    """
    status = standard.status
    mandatory = standard.nature is Nature.MANDATORY if nature_given else None
    facts = StandardFacts(
        standard.number,
        level=standard.level.value if standard.level else "",
        mandatory=mandatory,
        since=standard.implemented,
        until=_end(standard),
        successor=status.successor or "",
    )
    limits = library.limits.limits(standard.number)
    document = library.limits.document(standard.number, standard.title_zh)
    return named(source_of(facts, document, limits), thing, standard.title_zh or "")


def _end(standard: StandardSummary) -> date | None:
    status = standard.status
    return status.until or (status.since if status.status.value in ("replaced", "withdrawn") else None)


def object_of(title: str, scope: str = "") -> str:
    """What a title is about, as its limits would name it."""
    parts = analyse(title, scope)
    first = parts.objects[0] if parts.objects else None
    if first is None:
        return ""
    return first.text if not names_nothing(first.text) else first.head
