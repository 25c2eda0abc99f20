"""The lexical index: BM25 over pairs of hanzi, Latin words and numbers, in titles and scopes (tantivy)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tantivy

from search.filters import index_terms
from search.tokens import signs, token_texts

TITLE_WEIGHT, TITLE_EN_WEIGHT, SCOPE_WEIGHT = 1.0, 1.0, 0.4
_HEAP = 128 * 2**20
_TEXTS = (
    ("title", "title_zh", TITLE_WEIGHT),
    ("title_en", "title_en", TITLE_EN_WEIGHT),
    ("scope", "scope", SCOPE_WEIGHT),
)
# each hanzi by itself, for words of one hanzi: as a pattern over the pairs such a word cost up to 25 ms among 270,000
_SIGNS = (("title_signs", "title_zh", TITLE_WEIGHT), ("scope_signs", "scope", SCOPE_WEIGHT))
_DAYS = ("upcoming_from", "upcoming_to", "in_force_from", "in_force_to_day", "ended_from")
_KEYS = ("number", "work", "lineage", "level", "nature")
_LISTS = (("issuer", "issuers"), ("domain", "domains"), ("ics", "ics"), ("ccs", "ccs"))
MAX_QUERY_TOKENS = 160

Ranked = list[tuple[int, float]]  # (row of the documents table, score), best first


@cache
def schema() -> Any:
    """Fields of the index. Texts are tokenised by :mod:`search.tokens` and joined by spaces."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", fast=True)
    for field, _, _ in (*_TEXTS, *_SIGNS):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    for field in (*_KEYS, *(name for name, _ in _LISTS)):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("year", *_DAYS):
        builder.add_integer_field(field, indexed=True, fast=True)
    return builder.build()


class LexicalWriter:
    """Adds and removes documents; nothing is visible before :meth:`commit`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        index = tantivy.Index(schema(), path=str(folder))
        self._writer = index.writer(_HEAP, 1)

    def add(self, row: int, document: dict[str, Any]) -> None:
        entry = tantivy.Document(row=row)
        for field, column, _ in _TEXTS:
            if document[column]:
                entry.add_text(field, " ".join(token_texts(document[column])))
        for field, column, _ in _SIGNS:
            if document[column]:
                entry.add_text(field, " ".join(signs(document[column])))
        for field in _KEYS:
            if document[field]:
                entry.add_text(field, document[field])
        for field, column in _LISTS:
            values = document[column]
            for value in index_terms(column, values) if column in ("ics", "ccs") else values:
                entry.add_text(field, value)
        for field in ("year", *_DAYS):
            if document[field] is not None:
                entry.add_integer(field, document[field])
        self._writer.add_document(entry)

    def remove(self, number: str) -> None:
        self._writer.delete_documents_by_term("number", number)

    def commit(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()


class LexicalReader:
    """Searches one published index."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self.schema = schema()

    def search(self, text: str, limit: int, must: Sequence[tuple[Any, Any]] = ()) -> Ranked:
        """The best documents for a text; none for a text without tokens."""
        words = list(dict.fromkeys(token_texts(text)))[:MAX_QUERY_TOKENS]
        if not words:
            return []
        clauses = [clause for word in words for clause in self._word(word)]
        query = tantivy.Query.boolean_query(clauses)
        if must:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *must])
        return self._rows(self._searcher.search(query, limit, count=False).hits)

    def _word(self, word: str) -> Iterable[tuple[Any, Any]]:
        """Plain terms only, whose best documents tantivy finds without scoring all of them (block-max WAND)."""
        alone = len(word) == 1 and not word.isascii()
        for field, _, weight in _SIGNS if alone else _TEXTS:
            if field == "title_en" and not word.isascii():
                continue  # English titles hold no hanzi
            query = tantivy.Query.term_query(self.schema, field, word, index_option="freq")
            yield tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)

    def rows(self, field: str, values: Sequence[str], limit: int = 1000) -> list[int]:
        """Rows with one of these values in a key field: ``number``, ``work`` or ``lineage``."""
        if not values:
            return []
        query = tantivy.Query.term_set_query(self.schema, field, list(values))
        return [row for row, _ in self._rows(self._searcher.search(query, limit, count=False).hits)]

    def _rows(self, hits: Any) -> Ranked:
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [(int(row or 0), score) for row, (score, _) in zip(rows, hits, strict=True)]
