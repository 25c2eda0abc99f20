"""What each source said, one fact a row: see :mod:`graph.statements.store`."""

from graph.facts import SAME_AS, Fact, Qualifier
from graph.statements.records import OCR, Outcome, Record, Source, Statement, read_by_ocr
from graph.statements.schema import VERSION as SCHEMA_VERSION
from graph.statements.store import REVIEWER, VOCABULARY, StatementStore

__all__ = [
    "OCR", "REVIEWER", "SAME_AS", "SCHEMA_VERSION", "VOCABULARY", "Fact", "Outcome", "Qualifier", "Record", "Source",
    "Statement", "StatementStore", "read_by_ocr",
]  # fmt: skip
