"""Watch: what a revision changes, and for whom. Each side is a file, or a number whose content is in the data."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from api.errors import BadRequest
from api.usecases.compare import Sentence, derivation, document_facts
from api.usecases.exposure import DependentView, dependent_view
from api.usecases.library import Library
from api.usecases.read import LimitView, limit_view
from api.usecases.views import View
from graph.errors import NotFound
from graph.ids import InvalidIdentifier, parse
from graph.kinds import NodeKind
from graph.limits import Limit
from graph.model import Standard, node_id
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from ingest.extract.everything import extract
from search.compare.exposure import Dependent, Exposure, exposure
from search.compare.strictness import Comparison, StandardFacts, Verdict
from search.compare.watch import (
    Affected,
    ClauseChange,
    Edition,
    LimitChange,
    VerdictChange,
    affected,
    clause_changes,
    limit_changes,
    load_edition,
    reference_changes,
    term_changes,
)
from search.compare.watch.model import TermText, edition_of

_SAME = frozenset({"unchanged", "equal"})


class SideView(View):
    """One edition as it was read. ``in_data``: from the data, else from a file."""

    number: str
    title: str
    in_data: bool
    clauses: int
    limits: int
    references: int
    terms: int


class LimitChangeView(View):
    """``kind``: of the new against the old one."""

    kind: str
    object: str
    characteristic: str
    condition: str | None
    old: LimitView | None
    new: LimitView | None
    steps: tuple[Sentence, ...] = ()
    cautions: tuple[Sentence, ...] = ()


class PieceView(View):
    kind: str  # equal, delete, insert
    text: str


class ClauseChangeView(View):
    """``likeness``: 0 to 100. ``pieces``: old against new text, for changed and moved clauses."""

    kind: str
    old_number: str | None
    new_number: str | None
    title: str
    old_text: str | None
    new_text: str | None
    likeness: float
    pieces: tuple[PieceView, ...] = ()


class ReferenceChangeView(View):
    kind: str
    relation: str
    old: str | None
    new: str | None


class TermChangeView(View):
    kind: str
    term: str
    old: str | None
    new: str | None


class VerdictChangeView(View):
    """A limit of another standard: its verdict against the old and against the new edition."""

    limit: LimitView
    before: Verdict
    after: Verdict
    violates: bool  # against the new edition
    steps: tuple[Sentence, ...]


class AffectedView(View):
    """A standard the revision touches. ``dependent`` None: only limits on the same objects connect it."""

    number: str
    title_zh: str | None
    dependent: DependentView | None
    verdicts: tuple[VerdictChangeView, ...]


class WatchView(View):
    """``counts``: changes by kind. ``compared``: standards whose limits were set against both editions."""

    old: SideView
    new: SideView
    on: date
    generation: int
    data_date: date | None
    counts: dict[str, dict[str, int]]
    limits: tuple[LimitChangeView, ...]
    clauses: tuple[ClauseChangeView, ...]
    references: tuple[ReferenceChangeView, ...]
    terms: tuple[TermChangeView, ...]
    affected: tuple[AffectedView, ...]
    compared: int
    notes: tuple[str, ...] = ()  # keys of messages: what could not be compared


def watch(library: Library, old: str, new: str, *, everything: bool = False, files: bool = False) -> WatchView:
    """Set two editions side by side. Only with ``files`` may a side be a file: never for a caller from outside.

    Raises :class:`~graph.errors.NotFound`, :class:`~ingest.errors.UnreadableFile` or :class:`~api.errors.BadRequest`.
    """
    day = library.settings.day
    (was, was_known), (now, now_known) = _edition(library, old, files), _edition(library, new, files)
    limits = limit_changes(was.source, now.source, day)
    clauses = clause_changes(was.clauses, now.clauses) if was.clauses and now.clauses else ()
    references = reference_changes(was.references, now.references) if was.references and now.references else ()
    terms = term_changes(was.terms, now.terms) if was.clauses and now.clauses else ()
    exposed = _exposed(library, was.number)
    found, compared = affected(library.graph, was, now, exposed.dependents if exposed else (), day)
    manifest = library.generation.manifest
    notes = [f"no_text_{side}" for side, edition in (("old", was), ("new", now)) if not edition.has_text]
    if exposed is None:
        notes.append("old_not_in_data")
    return WatchView(
        old=_side(was, was_known),
        new=_side(now, now_known),
        on=day,
        generation=manifest.number,
        data_date=manifest.data_date,
        counts={
            "limits": dict(Counter(one.kind for one in limits)),
            "clauses": dict(Counter(one.kind for one in clauses)),
            "references": dict(Counter(one.kind for one in references)),
            "terms": dict(Counter(one.kind for one in terms)),
        },
        limits=tuple(_limit(one) for one in limits if everything or one.kind not in _SAME),
        clauses=tuple(_clause(one) for one in clauses if everything or one.kind not in _SAME),
        references=tuple(
            ReferenceChangeView(kind=one.kind, relation=one.relation, old=one.old, new=one.new) for one in references
        ),
        terms=tuple(
            TermChangeView(
                kind=one.kind, term=one.term,
                old=one.old.definition if one.old else None, new=one.new.definition if one.new else None,
            )
            for one in terms
        ),
        affected=tuple(_affected(one, exposed) for one in found),
        compared=compared,
        notes=tuple(notes),
    )  # fmt: skip


def _edition(library: Library, what: str, files: bool) -> tuple[Edition, bool]:
    """A file of this name, else a number in the data."""
    path = Path(what)
    if files and path.is_file():
        try:
            return _from_file(path), False
        except OSError as error:
            raise UnreadableFile("{path}: {error}", path=path, error=error) from error
    try:
        identifier = parse(what)
    except InvalidIdentifier as error:
        raise BadRequest("{what}: neither a file nor a standard number", what=what) from error
    if not identifier.dated:
        raise BadRequest("{what}: name the edition with its year", what=what)
    standard = library.graph.node(node_id(NodeKind.STANDARD, identifier.canonical))
    if not isinstance(standard, Standard):
        raise NotFound("{number}: not in the data", number=identifier.canonical)
    return load_edition(library.graph, standard), True


def _from_file(path: Path) -> Edition:
    document = read_document(path.name, path.read_bytes(), ReadOptions())
    found = extract(document)
    facts: StandardFacts = document_facts(document)
    references = [(one.target, one.relation.value) for one in found.references]
    terms = [TermText(one.zh, one.definition, one.number or "") for one in found.terms]
    return edition_of(document, facts, found.limits, references, terms)


def _exposed(library: Library, number: str) -> Exposure | None:
    try:
        return exposure(library.graph, number, library.settings.day, depth=1)
    except (InvalidIdentifier, NotFound):
        return None


def _side(edition: Edition, in_data: bool) -> SideView:
    return SideView(
        number=edition.number, title=edition.title, in_data=in_data, clauses=len(edition.clauses),
        limits=len(edition.source.limits), references=len(edition.references), terms=len(edition.terms),
    )  # fmt: skip


def _limit(one: LimitChange) -> LimitChangeView:
    said = derivation(one.comparison) if one.comparison else {}
    shown: Limit | None = one.new or one.old
    return LimitChangeView(
        kind=one.kind,
        object=one.object,
        characteristic=shown.characteristic if shown else "",
        condition=one.condition or None,
        old=limit_view(one.old) if one.old else None,
        new=limit_view(one.new) if one.new else None,
        steps=said.get("steps", ()),
        cautions=said.get("cautions", ()),
    )


def _clause(one: ClauseChange) -> ClauseChangeView:
    shown = one.new or one.old
    pieces = one.pieces() if one.kind in ("changed", "moved") and one.likeness < 100 else ()
    return ClauseChangeView(
        kind=one.kind,
        old_number=one.old.number if one.old else None,
        new_number=one.new.number if one.new else None,
        title=shown.title if shown else "",
        old_text=one.old.text if one.old else None,
        new_text=one.new.text if one.new else None,
        likeness=round(one.likeness, 1),
        pieces=tuple(PieceView(kind=piece.kind, text=piece.text) for piece in pieces),
    )


def _affected(one: Affected, exposed: Exposure | None) -> AffectedView:
    dependent: Dependent | None = one.dependent
    return AffectedView(
        number=one.standard.number,
        title_zh=one.standard.title_zh or one.standard.title_en,
        dependent=dependent_view(dependent, exposed) if dependent and exposed else None,
        verdicts=tuple(map(_verdict, one.verdicts)),
    )


def _verdict(one: VerdictChange) -> VerdictChangeView:
    after: Comparison = one.after
    return VerdictChangeView(
        limit=limit_view(one.limit), before=one.before.verdict, after=after.verdict, violates=after.violation,
        steps=derivation(after)["steps"],
    )  # fmt: skip
