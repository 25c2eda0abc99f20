"""Search by the indexes of a graph server: vectors and full text of Neo4j instead of the files of a generation.

What is written beside the nodes: the tokens of titles and scopes (:mod:`search.tokens`, the same as in the files, so
that both rank by the same words) under a full-text index with the ``cjk`` analyzer, and the vector of the title under
a cosine index. Scores of Neo4j's cosine index are ``(1 + cosine) / 2``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from graph.kinds import NodeKind
from graph.store.bolt import BoltReader
from graph.store.rows import Row
from graph.store.slots import Slot
from search.documents import MAX_SCOPE
from search.embed import Encoder
from search.embed.cache import EmbeddingCache
from search.filters import Filters, Mask
from search.index import SearchIndex
from search.lexical import MAX_QUERY_TOKENS, SCOPE_WEIGHT, TITLE_EN_WEIGHT, TITLE_WEIGHT, Ranked
from search.tokens import token_texts

FORMAT = 1
_TEXTS = (("title", "search_title", TITLE_WEIGHT), ("title_en", "search_title_en", TITLE_EN_WEIGHT),
          ("scope", "search_scope", SCOPE_WEIGHT))  # fmt: skip
_MOST = 20_000  # rows asked for at most when filters let few pass
_FULL_TEXT = """
CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node, score
RETURN node.number AS number, score ORDER BY score DESC, number
"""
_NEAREST = """
CALL db.index.vector.queryNodes($index, $limit, $vector) YIELD node, score
RETURN node.number AS number, score ORDER BY score DESC, number
"""


def _index(what: str, slot: Slot) -> str:
    return f"biaotu_{what}_{slot.value.lower()}"


class ServerSearch:
    """What a publish writes for the search (``graph.store.publish.Extra``)."""

    def __init__(self, encoder: Encoder, cache_path: Path) -> None:
        self._encoder, self._cache_path = encoder, cache_path

    @property
    def version(self) -> str:
        return f"{FORMAT}/{self._encoder.version}"

    def schema(self, slot: Slot) -> Sequence[str]:
        label = slot.label(NodeKind.STANDARD)
        fields = ", ".join(f"n.{name}" for _, name, _ in _TEXTS)
        text, vector = _index("text", slot), _index("vector", slot)
        return (
            f"DROP INDEX {vector} IF EXISTS",  # its dimension is that of one encoder
            f"CREATE FULLTEXT INDEX {text} IF NOT EXISTS FOR (n:{label}) ON EACH [{fields}] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}}",
            f"CREATE VECTOR INDEX {vector} IF NOT EXISTS FOR (n:{label}) ON (n.embedding) OPTIONS {{indexConfig: "
            f"{{`vector.dimensions`: {self._encoder.dimension}, `vector.similarity_function`: 'cosine'}}}}",
        )

    def fill(self, kind: NodeKind, rows: Sequence[Row]) -> bool:
        if kind is not NodeKind.STANDARD:
            return False
        described = [row for row in rows if row["described"] and (row.get("title_zh") or row.get("title_en"))]
        if not described:
            return False
        cache = EmbeddingCache(self._cache_path)
        try:
            vectors = cache.encode(self._encoder, [row.get("title_zh") or row["title_en"] for row in described])
        finally:
            cache.close()
        for row, vector in zip(described, vectors, strict=True):
            scope = (row.get("scope") or row.get("main_content") or "")[:MAX_SCOPE]
            texts = {"title": row.get("title_zh"), "title_en": row.get("title_en"), "scope": scope}
            for source, name, _ in _TEXTS:
                if texts[source]:
                    row[name] = " ".join(token_texts(str(texts[source])))
            row["embedding"] = vector.tolist()
        return True


class ServerIndex(SearchIndex):
    """The search of one generation with the ranks of the server; documents and numbers come from the files."""

    def __init__(self, folder: Path, encoder: Encoder, reader: BoltReader) -> None:
        super().__init__(folder, encoder)
        self._reader = reader

    @cached_property
    def _row_of(self) -> dict[str, int]:
        alive, numbers = self.documents["alive"].to_pylist(), self.documents["number"].to_pylist()
        return {number: row for row, (number, lives) in enumerate(zip(numbers, alive, strict=True)) if lives}

    def _by_words(self, text: str, depth: int, _filters: Filters, allowed: Mask | None) -> Ranked:
        words = list(dict.fromkeys(token_texts(text)))[:MAX_QUERY_TOKENS]
        query = " OR ".join(clause for word in words for clause in _clauses(word))
        return self._ask(_FULL_TEXT, depth, allowed, index=_index("text", self._reader.slot), query=query)

    def _by_meaning(self, text: str, depth: int, allowed: Mask | None) -> Ranked:
        vector = self._encoder.encode_queries([text])[0].tolist()
        found = self._ask(_NEAREST, depth, allowed, index=_index("vector", self._reader.slot), vector=vector)
        return [(row, 2 * score - 1) for row, score in found]

    def _ask(self, question: str, depth: int, allowed: Mask | None, **parameters: object) -> Ranked:
        """The best ``depth`` rows that pass; where too few of those asked for do, more are asked for."""
        if parameters.get("query") == "":
            return []
        limit = depth
        while True:
            found = self._reader.ask(question, limit=limit, **parameters)
            rows = [(self._row_of.get(one["number"]), float(one["score"])) for one in found]
            passing = [(row, score) for row, score in rows if row is not None and (allowed is None or allowed[row])]
            if len(passing) >= depth or len(found) < limit or limit >= _MOST:
                return passing[:depth]
            limit = min(_MOST, limit * 10)


def _clauses(word: str) -> list[str]:
    """Lucene clauses for a token; tokens are hanzi, Latin letters, digits and points, nothing that is syntax."""
    clauses = []
    for _, name, weight in _TEXTS:
        if name == "search_title_en" and not word.isascii():
            continue  # English titles hold no hanzi
        if len(word) == 1 and not word.isascii():  # one hanzi is found inside the pairs
            clauses.append(f"{name}:({word} OR {word}? OR ?{word})^{weight}")
        else:
            clauses.append(f'{name}:"{word}"^{weight}')
    return clauses
