"""What goes into the statement store and comes out of it: records, statements, sources."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.facts import Fact, Qualifier
from graph.kinds import ReviewState

OCR = "(OCR)"  # ends the provenance of a record that was read by character recognition


def read_by_ocr(provenance: str | None) -> bool:
    return provenance is not None and provenance.endswith(OCR)


class Outcome(StrEnum):
    """What became of a record."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"  # the same record again in one file
    OUTDATED = "outdated"  # other content, taken from the source before what is stored: not stored
    CONFLICT = "conflict"  # the same number again in one file with other content: not stored


@dataclass(frozen=True, slots=True)
class Record:
    """What one row of one source says. ``key`` is unique in the source (for registries the canonical number)."""

    source: str
    key: str
    retrieved_on: date
    facts: tuple[Fact, ...]
    file: str | None = None
    row: int | None = None
    provenance: str | None = None

    def digest(self) -> bytes:
        """The same for the same content, wherever it stands in whatever file."""
        parts = [
            (f.subject, f.predicate, f.value, f.object, f.qualifiers, f.extractor, f.confidence, f.place, f.span,
             f.review.value)
            for f in self.facts
        ]  # fmt: skip
        return hashlib.blake2b(repr((sorted(map(repr, parts)), self.provenance)).encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with everything known of its origin."""

    id: int
    subject: str
    predicate: str
    value: str | None
    object: str | None
    qualifiers: dict[str, Qualifier]
    source: str
    record: str
    provenance: str | None
    retrieved_on: date
    file: str | None
    row: int | None
    extractor: str
    confidence: float
    place: str | None
    span: tuple[int, int] | None
    review: ReviewState
    first_seen: date
    last_seen: date
    live: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher or file that states facts."""

    key: str
    title: str | None = None
    licence: str | None = None
    url: str | None = None
