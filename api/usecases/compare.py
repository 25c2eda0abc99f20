"""Compare two documents limit by limit: what is stricter, equal, looser or new, why, and what only one of them says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.messages import Messages
from api.usecases.read import LimitView
from api.usecases.read import limit_view as limit_view
from api.usecases.views import View
from graph.document import Document
from graph.ids import InvalidIdentifier, Nature, parse
from graph.limits import Limit
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from ingest.extract.everything import extract
from search.compare.align import Alternative, Located, Note, Pair, pair_documents, source_of
from search.compare.strictness import Caution, Comparison, Legal, StandardFacts, Step, Verdict

_DATE = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})")


class Sentence(View):
    """One sentence in both languages; ``source`` is the clause or article it follows."""

    code: str
    zh: str
    en: str
    source: str = ""


class ComparedDocument(View):
    """One side: the number decides whether it binds (GB without /T, DBxx without /T)."""

    name: str
    number: str | None
    title: str | None
    implemented: date | None
    mandatory: bool
    limits: int
    warnings: tuple[str, ...] = ()


class OtherRow(View):
    """Another limit of B that may answer, with the verdict it would give."""

    b: LimitView
    verdict: Verdict
    violation: bool
    why: Sentence


class CompareRow(View):
    """A limit of A and what answers it in B: ``object``, ``condition`` as compared, ``a`` and ``b`` as printed."""

    object: str
    characteristic: str
    condition: str | None
    a: LimitView
    b: LimitView | None
    verdict: Verdict
    violation: bool
    warning: bool
    review: bool
    applies: bool  # on the day of the comparison
    a_from: date | None
    a_until: date | None
    derived: bool  # from a clause that applies a table to further objects
    missing: tuple[str, ...]  # what kept the pair from being compared
    notes: tuple[Sentence, ...]  # how the two were brought together
    steps: tuple[Sentence, ...]
    cautions: tuple[Sentence, ...]
    legal: tuple[Sentence, ...]
    confidence: float
    others: tuple[OtherRow, ...]


class SilentRow(View):
    """A limit of B on which A says nothing; a mandatory one applies all the same."""

    object: str
    characteristic: str
    condition: str | None
    mandatory: bool
    b: LimitView


class CompareResult(View):
    """Two documents side by side on a day."""

    a: ComparedDocument
    b: ComparedDocument
    as_of: date
    counts: dict[str, int]  # rows by verdict; missing, violations, warnings, review, not_applying
    rows: tuple[CompareRow, ...]
    missing: tuple[SilentRow, ...]
    remarks: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    limits: tuple[Limit, ...]
    facts: StandardFacts
    shown: ComparedDocument
    nature: Nature | None


def compare_files(a: Path, b: Path, as_of: date, options: ReadOptions | None = None) -> CompareResult:
    """Compare two files. Raises :class:`~ingest.errors.UnreadableFile`."""
    return compare_documents(_document(a, options), _document(b, options), as_of)


def _document(path: Path, options: ReadOptions | None) -> Document:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("{path}: {error}", path=path, error=error) from error
    return read_document(path.name, content, options)


def compare_documents(a: Document, b: Document, as_of: date) -> CompareResult:
    """Compare draft or standard ``a`` with the reference standard ``b``, as of a day."""
    one, other = _read(a, draft=True), _read(b, draft=False)
    paired = pair_documents(
        source_of(one.facts, one.document, one.limits), source_of(other.facts, other.document, other.limits), as_of
    )
    rows = tuple(map(row_view, paired.pairs))
    missing = tuple(silent_view(silent, other.shown.mandatory) for silent in paired.silent)
    return CompareResult(
        a=one.shown,
        b=other.shown,
        as_of=as_of,
        counts=count_rows(rows, missing),
        rows=rows,
        missing=missing,
        remarks=_remarks(one, other),
    )


def document_facts(document: Document) -> StandardFacts:
    """What a cover says of its edition; whether it binds is presumed from its code."""
    number = _number(document.cover.number)
    return StandardFacts(number or document.cover.number or document.name, since=_day(document.cover.implemented))


def _read(document: Document, *, draft: bool) -> _Read:
    limits = extract(document).limits
    cover = document.cover
    number = _number(cover.number)
    implemented = _day(cover.implemented)
    nature = parse(number).nature if number else None
    mandatory = nature is Nature.MANDATORY
    # the nature of A counts only where A is itself mandatory; that of B is presumed from its code, and said so
    given = True if draft and mandatory else None
    facts = StandardFacts(number or cover.number or document.name, mandatory=given, since=implemented)
    shown = ComparedDocument(
        name=document.name,
        number=number or cover.number,
        title=cover.title_zh or cover.title_en,
        implemented=implemented,
        mandatory=mandatory,
        limits=len(limits),
        warnings=document.warnings,
    )
    return _Read(document, limits, facts, shown, nature)


def _number(printed: str | None) -> str | None:
    """The canonical number, None where the cover gives none that can be read."""
    if not printed:
        return None
    try:
        return parse(printed).canonical
    except InvalidIdentifier:
        return None


def _day(printed: str | None) -> date | None:
    found = _DATE.search(printed or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def row_view(pair: Pair) -> CompareRow:
    found = pair.comparison
    valid = pair.a.valid
    return CompareRow(
        object=pair.object,
        characteristic=pair.a.limit.characteristic,
        condition=pair.condition or None,
        a=limit_view(pair.a.limit),
        b=limit_view(pair.b.limit) if pair.b else None,
        verdict=found.verdict,
        violation=found.violation,
        warning=found.warning,
        review=found.review,
        applies=pair.applies,
        a_from=valid.start if valid else None,
        a_until=valid.end if valid else None,
        derived=pair.a.derived,
        missing=found.missing,
        notes=tuple(map(_sentence, pair.notes)),
        **derivation(found),
        confidence=round(min(found.confidence, pair.a.limit.confidence, pair.b.limit.confidence if pair.b else 1.0), 2),
        others=tuple(map(_other, pair.others)),
    )


def derivation(found: Comparison) -> dict[str, tuple[Sentence, ...]]:
    """Steps, cautions and legal basis of a verdict."""
    return {
        "steps": tuple(map(_sentence, found.steps)),
        "cautions": tuple(map(_sentence, found.cautions)),
        "legal": tuple(map(_sentence, found.legal)),
    }


def _sentence(said: Step | Caution | Legal | Note) -> Sentence:
    match said:
        case Step():
            return Sentence(code=said.rule, zh=said.zh, en=said.en, source=said.source)
        case Legal():
            return Sentence(code=said.code, zh=said.zh, en=said.en, source=said.article)
        case _:
            return Sentence(code=said.code, zh=said.zh, en=said.en)


def _other(other: Alternative) -> OtherRow:
    found = other.comparison
    return OtherRow(
        b=limit_view(other.b.limit), verdict=found.verdict, violation=found.violation, why=_sentence(other.why)
    )


def silent_view(one: Located, mandatory: bool) -> SilentRow:
    return SilentRow(
        object=one.shown,
        characteristic=one.limit.characteristic,
        condition=one.condition or None,
        mandatory=mandatory,
        b=limit_view(one.limit),
    )


def count_rows(rows: tuple[CompareRow, ...], missing: tuple[SilentRow, ...]) -> dict[str, int]:
    by_verdict = Counter(row.verdict.value for row in rows)
    return {
        **{verdict.value: by_verdict[verdict.value] for verdict in Verdict},
        "missing": len(missing),
        "violations": sum(row.violation for row in rows),
        "warnings": sum(row.warning for row in rows),
        "review": sum(row.review for row in rows),
        "not_applying": sum(not row.applies for row in rows),
    }


def _remarks(a: _Read, b: _Read) -> tuple[Sentence, ...]:
    """What a reader has to know of the documents before the rows."""
    found = []
    if not a.limits:
        found.append(_remark("no_limits_a", name=a.shown.name))
    if not b.limits:
        found.append(_remark("no_limits_b", name=b.shown.name))
    if b.nature is None:
        found.append(_remark("no_number_b", name=b.shown.name))
    elif b.nature is Nature.MANDATORY_OR_UNMARKED:
        found.append(_remark("unmarked_b", number=b.shown.number))
    return tuple(found)


def _remark(code: str, **values: object) -> Sentence:
    key = f"compare.{code}"
    return Sentence(code=code, zh=Messages("zh")(key, **values), en=Messages("en")(key, **values))
