"""Overlap clause by clause: what of a draft stands in existing standards, how closely, and what is new.

    report = cover(provisions_of(document), clauses, load_thresholds("usem3"), own=numbers)
    report.share, [(one.number, one.share) for one in report.standards], report.new

Pure but for the calls to the :class:`~search.compare.coverage.model.Clauses` port passed in.
"""

from search.compare.coverage.cover import cover
from search.compare.coverage.model import Alignment, Clauses, Closeness, CoverageReport, NewClause, StandardShare
from search.compare.coverage.provisions import Provision, provisions_of
from search.compare.coverage.thresholds import Thresholds, load_thresholds

__all__ = [
    "Alignment", "Clauses", "Closeness", "CoverageReport", "NewClause", "Provision", "StandardShare", "Thresholds",
    "cover", "load_thresholds", "provisions_of",
]  # fmt: skip
