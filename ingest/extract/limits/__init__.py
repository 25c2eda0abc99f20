"""Limits of standards from sentences, table rows and whole documents.

A pipeline of small steps, each a module: :mod:`.masks` (digits that are no values) → :mod:`.values` (comparators,
numbers, ranges) → :mod:`.roles` (limit, condition or nothing) → :mod:`.leads`, :mod:`.names` (object, characteristic,
condition) → :mod:`.sentences`; and for tables :mod:`.columns` → :mod:`.labels`, :mod:`.heads` → :mod:`.cells` →
:mod:`.tables`; :mod:`.documents` goes through a document clause by clause. The words are in ``data/*.csv``.
"""

from ingest.extract.limits.documents import extract_from_document, extract_from_table
from ingest.extract.limits.emit import to_row
from ingest.extract.limits.rows import Context, extract_from_text

__all__ = ["Context", "extract_from_document", "extract_from_table", "extract_from_text", "to_row"]
