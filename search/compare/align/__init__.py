"""Alignment of two documents: which limit of B answers each limit of A, and what each side says alone (DOMAIN 6, 8).

Pure over typed limits and the texts of clauses; every pair is judged by :mod:`search.compare.strictness`.
"""

from search.compare.align.model import Alternative, Located, Note, Pair, Paired, Source
from search.compare.align.pairing import pair_documents
from search.compare.align.source import source_of

__all__ = ["Alternative", "Located", "Note", "Pair", "Paired", "Source", "pair_documents", "source_of"]
