"""A cited document as it is shown, in the check of references and in the check of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.usecases.library import Library
from api.usecases.views import FindingView, StandardSummary, View, finding_view, summary
from graph.document import Document, Place
from graph.ids import StandardId, find
from graph.kinds import NodeKind
from graph.model import Standard, node_id
from graph.references import Reference, Relation
from ingest.extract.references import references_of
from search.compare.findings import Finding
from search.compare.registry import Registry
from search.compare.validity import Citation, Linted, cycles, lint
from search.compare.validity.model import CHECKED
from search.documents import IndexDocument

_ORDER = tuple(Relation)  # the strongest first
_MOST_TITLE = 120


class ReferenceView(View):
    """A document that is cited, as it stands on the day: that edition, or the one an undated number means.

    ``standard`` is None where the data does not hold it; ``parts``: number of parts known of a reference to all parts;
    ``upcoming``: later editions already published; ``title`` as printed beside the number.
    """

    number: str
    dated: bool
    standard: StandardSummary | None = None
    parts: int | None = None
    upcoming: tuple[str, ...] = ()
    relation: Relation = Relation.NORMATIVE
    title: str = ""
    clauses: tuple[str, ...] = ()
    place: Place | None = None
    findings: tuple[FindingView, ...] = ()


def citations_of(document: Document) -> list[Citation]:
    """Documents a text cites, each once, in its strongest relation; histories and mere mentions are left out."""
    by_target: dict[tuple[str, bool], list[Reference]] = {}
    for reference in references_of(document):
        if reference.relation in CHECKED:
            by_target.setdefault((reference.target, reference.all_parts), []).append(reference)
    return [one for group in by_target.values() if (one := _citation(document, group)) is not None]


def _citation(document: Document, references: Sequence[Reference]) -> Citation | None:
    main = min(references, key=lambda one: _ORDER.index(one.relation))
    mentions = find(f"{main.target}（所有部分）" if main.all_parts else main.target)
    if not mentions:
        return None
    seen = main.occurrences[0]
    clauses = dict.fromkeys(clause for one in references for clause in one.clauses)
    title = _title_after(document, seen.place) if main.relation is Relation.NORMATIVE else ""
    return Citation(seen.text, mentions[0].id, main.relation, title, tuple(clauses), seen.place, seen.sentence)


def _title_after(document: Document, place: Place) -> str:
    """What is printed after a number in the list of chapter 2."""
    block = next((one for one in document.blocks if one.index == place.block), None)
    if block is None or block.table is not None or place.end is None:
        return ""
    return title_after(block.text[place.end :])


def title_after(text: str) -> str:
    """The title behind a number, without notes on correspondence; empty where another number follows."""
    line = text.split("\n", 1)[0].strip(" \u3000《》:：,，;；。.")
    line = line.removeprefix("(所有部分)").removeprefix("（所有部分）").strip(" \u3000《》:：")
    if any(mark in line for mark in ("。", "；")) or find(line):
        return ""
    return line.split("（")[0].split("(")[0].strip()[:_MOST_TITLE]


def cited(
    library: Library, citations: Sequence[Citation], subject: StandardId | None = None
) -> tuple[tuple[ReferenceView, ...], tuple[Finding, ...]]:
    """Citations as they stand on the day, and what is wrong with them (circles of references last)."""
    day, index = library.settings.day, library.index

    def owners(title: str) -> list[Standard]:
        rows = [row for row, _ in index.lexical_reader.search(title, 10)]
        return [document.standard for document in index.rows(rows)]

    linted = lint(library.graph, citations, day, subject=subject, owners=owners)
    documents = _documents(library, linted)
    views = tuple(_view(one, documents) for one in linted)
    findings = [finding for one in linted for finding in one.findings]
    if subject is not None:
        numbers = [one.citation.identifier.canonical for one in linted if one.citation.identifier is not None]
        for path in cycles(library.graph, subject, numbers, day):
            findings.append(Finding("lint.cycle", (("path", " → ".join(path)),), standards=path[1:-1]))
    return views, tuple(findings)


def _documents(library: Library, linted: Iterable[Linted]) -> dict[str, IndexDocument]:
    index = library.index
    numbers = sorted({one.edition.number for one in linted if one.edition is not None})
    return {one.standard.number: one for one in index.rows(index.rows_of_numbers(numbers))}


def _view(one: Linted, documents: dict[str, IndexDocument]) -> ReferenceView:
    citation, shown = one.citation, None
    if one.edition is not None and one.status is not None:
        bare = IndexDocument(one.edition, "", (), (), (), ())
        shown = summary(documents.get(one.edition.number, bare), one.status)
    identifier = citation.identifier
    return ReferenceView(
        number=identifier.canonical if identifier else citation.printed,
        dated=identifier is not None and identifier.dated,
        standard=shown,
        parts=one.parts,
        upcoming=one.upcoming,
        relation=citation.relation,
        title=citation.title,
        clauses=citation.clauses,
        place=citation.place,
        findings=tuple(map(finding_view, one.findings)),
    )


def edition_meant(library: Library, identifier: StandardId) -> StandardSummary | None:
    """The edition a number means on the day; None where the data does not describe it."""
    registry = Registry(library.graph, library.settings.day)
    work = node_id(NodeKind.WORK, identifier.work.canonical)
    edition = registry.edition(identifier.canonical) if identifier.dated else registry.applying(work)
    if edition is None:
        return None
    found = library.index.rows(library.index.rows_of_numbers([edition.number]))
    document = found[0] if found else IndexDocument(edition, "", (), (), (), ())
    return summary(document, registry.status(edition))
