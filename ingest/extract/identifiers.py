"""Identifiers of a text as plain records, shaped like the labelled cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from graph.ids import Mention, StandardId, find


class AdoptionRecord(TypedDict):
    """One correspondence (采标): canonical number and degree."""

    canonical: str
    degree: str


class IdentifierRecord(TypedDict):
    """One identifier as JSON; `start` and `end` are offsets into the text given."""

    canonical: str
    prefix: str
    level: str
    nature: str
    org: str | None
    number: str
    part: str | None
    year: int | None
    dated: bool
    all_parts: bool
    amendments: list[str]
    adopts: list[AdoptionRecord]
    needs_review: bool
    notes: list[str]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ExtractedIdentifier:
    """An identifier with its place in the text."""

    id: StandardId
    start: int
    end: int
    text: str

    def to_dict(self) -> IdentifierRecord:
        """The record as JSON keeps it."""
        standard = self.id
        return {
            "canonical": standard.canonical,
            "prefix": standard.prefix,
            "level": standard.level.value,
            "nature": standard.nature.value,
            "org": standard.org,
            "number": standard.number,
            "part": standard.part,
            "year": standard.year,
            "dated": standard.dated,
            "all_parts": standard.all_parts,
            "amendments": list(standard.amendments),
            "adopts": [{"canonical": a.target.canonical, "degree": a.degree.value} for a in standard.adopts],
            "needs_review": standard.needs_review,
            "notes": list(standard.notes),
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }


def extract_identifiers(text: str) -> list[ExtractedIdentifier]:
    """All standard numbers of `text` in document order, lists and ranges expanded."""
    return [_record(mention) for mention in find(text)]


def _record(mention: Mention) -> ExtractedIdentifier:
    return ExtractedIdentifier(mention.id, mention.start, mention.end, mention.text)
