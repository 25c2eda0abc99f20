"""Read a document: what was understood of a standard or a draft, every fact with its place."""

from __future__ import annotations

from pathlib import Path

from api.usecases.views import View
from graph.document import Cover, Document, ElementKind, Modality, Place
from graph.limits import Limit, Op
from graph.references import Reference, Relation
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from ingest.extract.bodies import Bodies
from ingest.extract.changes import Change
from ingest.extract.everything import extract
from ingest.extract.limits.emit import number_of
from ingest.extract.patents import PatentStatement
from ingest.extract.scope import Scope
from ingest.extract.terms import Term

Number = int | float


class ClauseView(View):
    """One line of the table of clauses; ``depth`` from 0."""

    number: str | None
    title: str
    kind: ElementKind
    depth: int
    page: int | None


class ReferenceView(View):
    """A document named, in one relation, with all its places; ``texts`` are the numbers as printed there."""

    canonical: str
    relation: Relation
    dated: bool
    all_parts: bool
    degree: str | None
    clauses: tuple[str, ...]
    needs_review: bool
    page: int | None
    places: tuple[Place, ...]
    texts: tuple[str, ...]


class LimitView(View):
    """A limit as understood. Which value fields are set follows from ``op``; ``text`` is the value as printed."""

    object: str | None
    characteristic: str
    op: Op
    value: Number | str | None = None
    low: Number | None = None
    high: Number | None = None
    low_closed: bool = True
    high_closed: bool = True
    nominal: Number | None = None
    plus: Number | None = None
    minus: Number | None = None
    n: Number | None = None
    c: Number | None = None
    m: Number | None = None
    M: Number | None = None
    unit: str | None = None
    condition: str | None = None
    method: str | None = None
    grade: str | None = None
    modality: Modality
    page: int | None
    place: Place | None
    text: str
    sentence: str
    confidence: float
    doubts: tuple[str, ...]
    needs_review: bool


class ReadResult(View):
    """What was understood of one document, and the document itself."""

    name: str
    cover: Cover
    scope: Scope | None
    clauses: tuple[ClauseView, ...]
    references: tuple[ReferenceView, ...]
    limits: tuple[LimitView, ...]
    terms: tuple[Term, ...]
    bodies: Bodies
    patents: tuple[PatentStatement, ...]
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    document: Document


def read(path: Path, options: ReadOptions | None = None) -> ReadResult:
    """Read a file. Raises :class:`~ingest.errors.UnreadableFile`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("{path}: {error}", path=path, error=error) from error
    return understand(read_document(path.name, content, options))


def understand(document: Document) -> ReadResult:
    """All facts of a structured document."""
    page = {block.index: block.page for block in document.blocks}
    clauses = document.walk()
    found = extract(document)
    return ReadResult(
        name=document.name,
        cover=document.cover,
        scope=found.scope,
        clauses=tuple(
            ClauseView(
                number=c.number,
                title=c.title,
                kind=c.kind,
                depth=c.depth,
                page=page.get(c.blocks[0]) if c.blocks else None,
            )
            for c in clauses
        ),
        references=tuple(map(_reference, found.references)),
        limits=tuple(map(limit_view, found.limits)),
        terms=found.terms,
        bodies=found.bodies,
        patents=found.patents,
        changes=found.changes,
        warnings=document.warnings,
        document=document,
    )


def _reference(reference: Reference) -> ReferenceView:
    places = tuple(seen.place for seen in reference.occurrences)
    return ReferenceView(
        canonical=reference.target,
        relation=reference.relation,
        dated=reference.dated,
        all_parts=reference.all_parts,
        degree=reference.degree.value if reference.degree else None,
        clauses=reference.clauses,
        needs_review=reference.needs_review,
        page=places[0].page if places else None,
        places=places,
        texts=tuple(seen.text for seen in reference.occurrences),
    )


def limit_view(limit: Limit) -> LimitView:
    numbers = _numbers(limit, "low", "high", "nominal", "plus", "minus") | _numbers(limit.plan, "n", "c", "m", "M")
    value = limit.expression if limit.expression is not None else limit.value
    place = limit.places[0] if limit.places else None
    return LimitView(
        object=limit.object,
        characteristic=limit.characteristic,
        op=limit.op,
        value=value if isinstance(value, str) or value is None else number_of(value),
        **numbers,
        low_closed=limit.low_closed,
        high_closed=limit.high_closed,
        unit=limit.unit,
        condition=limit.condition,
        method=limit.method,
        grade=limit.grade,
        modality=limit.modality,
        page=place.page if place else None,
        place=place,
        text=limit.value_text,
        sentence=limit.text,
        confidence=limit.confidence,
        doubts=tuple(f"{doubt.field}: {doubt.reason}" for doubt in limit.doubts),
        needs_review=limit.awaits_review,
    )


def _numbers(owner: object, *names: str) -> dict[str, Number]:
    values = {name: getattr(owner, name) for name in names if owner is not None}
    return {name: number_of(value) for name, value in values.items() if value is not None}
