"""What each source said, one fact a row: see :mod:`graph.statements.store`."""

from graph.facts import SAME_AS, Fact, Qualifier
from graph.statements.records import Outcome, Record, Source, Statement
from graph.statements.schema import VERSION as SCHEMA_VERSION
from graph.statements.store import REVIEWER, VOCABULARY, StatementStore

__all__ = [
    "REVIEWER", "SAME_AS", "SCHEMA_VERSION", "VOCABULARY", "Fact", "Outcome", "Qualifier", "Record", "Source",
    "Statement", "StatementStore",
]  # fmt: skip
