"""The index of wordings: which sentences share runs of characters with a given one (tantivy over shingles)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tantivy

from search.clauses.sentences import normal
from search.clauses.shingles import shingles

_HEAP = 64 * 2**20
_MOST = 120  # shingles of one question


@cache
def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", fast=True)
    builder.add_text_field("node", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("shingles", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


class WordingWriter:
    """Adds sentences and removes clauses; nothing is visible before :meth:`commit`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._writer = tantivy.Index(_schema(), path=str(folder)).writer(_HEAP, 1)

    def add(self, row: int, node: str, text: str) -> None:
        document = tantivy.Document(row=row, node=node)
        document.add_text("shingles", " ".join(shingles(normal(text))))
        self._writer.add_document(document)

    def remove(self, node: str) -> None:
        self._writer.delete_documents_by_term("node", node)

    def commit(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()


class WordingReader:
    """Searches one published index."""

    def __init__(self, folder: Path) -> None:
        self._searcher = tantivy.Index.open(str(folder)).searcher()

    def search(self, text: str, limit: int) -> list[int]:
        """Rows that share shingles with a text, those with the most and rarest first."""
        wanted: Sequence[str] = shingles(normal(text))[:_MOST]
        terms = [tantivy.Query.term_query(_schema(), "shingles", one, index_option="basic") for one in wanted]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [int(row or 0) for row in rows]
