"""Found numbers → one reference for each pair of target and relation."""

from __future__ import annotations

from collections.abc import Iterable

from graph.document import Place
from graph.ids import StandardId
from graph.references import Correspondence, Occurrence, Reference, Relation
from ingest.extract.references.cited_clause import cited_clause
from ingest.extract.references.scan import Found, scan, subject_of
from ingest.extract.references.sections import section_name

_MOST_SENTENCE = 200
_MOST_PLACES = 50  # of one target in one relation
Key = tuple[str, bool, Relation]


def extract_references(text: str, section: str | None = None, subject: str | None = None) -> list[Reference]:
    """The references of a piece of text.

    Parameters
    ----------
    text:
        As printed; headings in it change the element.
    section:
        The element it begins in (``foreword``, ``normative_references``, ``terms``, ``bibliography``, ``cover``,
        ``body`` or a value of :class:`graph.document.ElementKind`).
    subject:
        The number of the standard that speaks: mentions of itself are no references.
    """
    found = scan(text, section_name(section), subject_of(subject))
    return collect((one, Place(block=0, start=one.start, end=one.end), text) for one in found)


def collect(found: Iterable[tuple[Found, Place, str]]) -> list[Reference]:
    """One reference a target and relation, as met; a bare mention only where nothing more is said."""
    seen: dict[Key, list[tuple[Found, Place, str]]] = {}
    for one in found:
        key = (one[0].id.canonical, one[0].id.all_parts, one[0].relation)
        seen.setdefault(key, []).append(one)
    said = {(canonical, every) for canonical, every, relation in seen if relation is not Relation.MENTION}
    return [
        _reference(occurrences)
        for (canonical, every, relation), occurrences in seen.items()
        if relation is not Relation.MENTION or (canonical, every) not in said
    ]


def _reference(occurrences: list[tuple[Found, Place, str]]) -> Reference:
    first = occurrences[0][0]
    ids = [found.id for found, _, _ in occurrences]
    return Reference(
        target=first.id.canonical,
        work=first.id.work.canonical,
        relation=first.relation,
        dated=first.id.dated,
        all_parts=first.id.all_parts,
        degree=first.degree,
        amendments=tuple(dict.fromkeys(a for one in ids for a in one.amendments)),
        corresponds=_correspondences(ids),
        needs_review=all(one.needs_review for one in ids),
        notes=tuple(dict.fromkeys(note for one in ids for note in one.notes)),
        occurrences=tuple(_occurrence(*one) for one in occurrences[:_MOST_PLACES]),
    )


def _correspondences(ids: list[StandardId]) -> tuple[Correspondence, ...]:
    found = {a.target.canonical: a.degree for one in ids for a in one.adopts}
    return tuple(Correspondence(target=target, degree=degree) for target, degree in found.items())


def _occurrence(found: Found, place: Place, text: str) -> Occurrence:
    start, end = found.sentence
    if end - start > _MOST_SENTENCE:
        start = max(start, found.start - _MOST_SENTENCE // 2)
        end = min(end, start + _MOST_SENTENCE)
    return Occurrence(
        place=place, text=found.text, sentence=text[start:end].strip(), rule=found.rule,
        clause=cited_clause(text, found.end),
    )  # fmt: skip
