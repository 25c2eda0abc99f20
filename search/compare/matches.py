"""The answer of the overlap check: graded matches that carry the features and weights behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.compare.candidates import Candidate

Grade = Literal["duplicate", "substantial", "related", "none"]
Advice = Literal["adopt", "revise", "draft"]
Standing = Literal["in_force", "to_come", "withdrawn", "plan", "unknown"]

GRADES: tuple[Grade, ...] = ("none", "related", "substantial", "duplicate")


@dataclass(frozen=True, slots=True)
class Feature:
    """One named observation on draft and candidate, what it weighs and what it adds to the score."""

    name: str
    value: float
    weight: float

    @property
    def contribution(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the explanation, in both languages; `kind` says what it is about."""

    kind: Literal["object", "kind", "aspect", "stage", "region", "horizontal", "status", "text", "reference"]
    same: bool
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class OverlapMatch:
    """One work 标准 that overlaps the draft, shown by its edition in force; other editions are folded.

    `grade` follows the grades of overlap (duplicate, substantial, related, none); `rule` names the rule that
    set it, so that a reviewer can look it up in ``docs/overlap.md``. `score` orders the list, higher is
    closer; it is comparable within one check only.
    """

    candidate: Candidate
    work: str
    grade: Grade
    score: float
    rule: str
    standing: Standing
    features: tuple[Feature, ...]
    reasons: tuple[Reason, ...]
    editions: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return self.candidate.number

    def reasons_in(self, language: Literal["zh", "en"]) -> list[str]:
        return [r.zh if language == "zh" else r.en for r in self.reasons]


@dataclass(frozen=True, slots=True)
class Overall:
    """The verdict on the whole draft: highest grade in force or to come, advice and one sentence."""

    grade: Grade
    advice: Advice
    zh: str
    en: str
    decided_by: tuple[str, ...] = ()
