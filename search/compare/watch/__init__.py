"""Watch: what a revision changes: limits, clauses, references, terms; and for which other standards."""

from search.compare.watch.affected import Affected, VerdictChange, affected
from search.compare.watch.limits import LimitChange, limit_changes
from search.compare.watch.model import Edition, load_edition
from search.compare.watch.texts import ClauseChange, clause_changes
from search.compare.watch.words import ReferenceChange, TermChange, reference_changes, term_changes

__all__ = [
    "Affected", "ClauseChange", "Edition", "LimitChange", "ReferenceChange", "TermChange", "VerdictChange", "affected",
    "clause_changes", "limit_changes", "load_edition", "reference_changes", "term_changes",
]  # fmt: skip
