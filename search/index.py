"""The search of one generation: exact numbers, lexical and vector search, fusion, filters, explanations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from graph.ids import find
from graph.status import StatusOn, status_on
from search.compare.calibration import load_calibration
from search.documents import IndexDocument, read_document
from search.embed import Encoder
from search.errors import IndexDamaged
from search.explain import FieldMatch, field_matches
from search.filters import Filters, Mask, lexical_filter, mask
from search.fuse import Fused, fuse
from search.lexical import LexicalReader, Ranked
from search.projection import STATE
from search.table import Documents
from search.tokens import script
from search.vectors import VectorReader

DEPTH = 100  # how deep each retriever is asked before fusion: fixed, so that pages neither repeat nor leave out


@dataclass(frozen=True, slots=True)
class Hit:
    """One standard found, its status on the day asked, and why it was found."""

    document: IndexDocument
    status: StatusOn
    score: float
    exact: bool  # its number stands in the query
    lexical_rank: int | None
    vector_rank: int | None
    cosine: float | None
    matches: tuple[FieldMatch, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits best first. ``numbers``: standard numbers recognised in the query; ``unknown``: those not in the data."""

    query: str
    on: date
    hits: tuple[Hit, ...]
    numbers: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class SearchIndex:
    """Reads one published index. The encoder is used only by searches with words."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        try:
            self.state = json.loads((folder / STATE).read_text("utf-8"))
            self._rows = Documents(folder)
            self.documents: pa.Table = self._rows.table
            self._lexical = LexicalReader(folder / "lexical")
        except (OSError, ValueError, pa.ArrowInvalid) as error:
            raise IndexDamaged(
                "{folder}: the index cannot be read ({error}); run `biaotu publish --rebuild`",
                folder=folder,
                error=error,
            ) from error
        self._folder, self._encoder = folder, encoder

    @property
    def encoder(self) -> Encoder:
        return self._encoder

    @cached_property
    def _vectors(self) -> VectorReader:
        return VectorReader(self._folder / "vectors", self._encoder.dimension, self._rows.alive)

    @cached_property
    def _issuers(self) -> list[str]:
        return self._rows.issuers()

    def __len__(self) -> int:
        return int(self._rows.alive.sum())

    def search(
        self, query: str, *, on: date, filters: Filters | None = None, limit: int = 10, offset: int = 0
    ) -> SearchResult:
        """Standards for a query of words, numbers, or both; numbers are looked up exactly and come first."""
        filters = filters or Filters()
        allowed = mask(self.documents, filters) if filters else None
        numbers, rest = _numbers_in(query)
        exact, unknown = self._by_numbers(numbers, allowed)
        fused = self._fused(rest, max(DEPTH, offset + limit), filters, allowed) if rest.strip() else []
        taken = set(exact)
        ordered = [Fused(row, 1.0, None, None, None, None) for row in exact]
        ordered += [one for one in fused if one.row not in taken]
        page = ordered[offset : offset + limit]
        documents = self.rows([one.row for one in page])
        hits = tuple(
            Hit(
                document,
                status_on(document.standard, on),
                one.score,
                one.row in taken,
                one.lexical_rank,
                one.vector_rank,
                one.cosine,
                field_matches(rest, document),
            )
            for one, document in zip(page, documents, strict=True)
        )
        return SearchResult(query, on, hits, tuple(numbers), tuple(unknown))

    def _fused(self, text: str, depth: int, filters: Filters, allowed: Mask | None) -> list[Fused]:
        lexical = self._by_words(text, depth, filters, allowed)
        if len(text.strip()) < 2:  # one sign says nothing of a meaning
            return fuse(lexical, [], script(text), depth)
        return fuse(lexical, self._above_noise(self._by_meaning(text, depth, allowed)), script(text), depth)

    def _by_words(self, text: str, depth: int, filters: Filters, _allowed: Mask | None) -> Ranked:
        must = lexical_filter(self._lexical.schema, filters, self._issuers if filters.issuer else ()) if filters else ()
        return self._lexical.search(text, depth, must)

    def _by_meaning(self, text: str, depth: int, allowed: Mask | None) -> Ranked:
        return self._vectors.search(self._encoder.encode_queries([text])[0], depth, allowed)

    def _above_noise(self, ranked: Ranked) -> Ranked:
        """Without those no nearer than unrelated titles are to each other, by the encoder's calibration."""
        try:
            floor = load_calibration(self._encoder.name).unrelated
        except LookupError:  # an encoder of the user's, not calibrated yet
            return ranked
        return [(row, cosine) for row, cosine in ranked if cosine > floor]

    def _by_numbers(self, numbers: Sequence[str], allowed: Mask | None) -> tuple[list[int], list[str]]:
        rows: list[int] = []
        unknown: list[str] = []
        for number in numbers:
            found = self._lexical.rows("number", [number]) or self._lexical.rows("work", [number])
            if not found:
                unknown.append(number)
            years = self.documents["year"]
            found = sorted(found, key=lambda row: -(years[row].as_py() or 0))
            rows += [row for row in found if row not in rows and (allowed is None or allowed[row])]
        return rows, unknown

    def candidates(self, text: str, limit: int) -> list[Fused]:
        """Rows for a text without filters, with the ranks of both retrievers: what analyses start from."""
        return self._fused(text, limit, Filters(), None) if text.strip() else []

    def rows(self, rows: Sequence[int]) -> list[IndexDocument]:
        """Documents of rows, in this order."""
        return [read_document(row) for row in self._rows.take(rows)]

    def rows_of_works(self, works: Sequence[str]) -> list[int]:
        """Rows of all editions of works (numbers without year)."""
        return self._lexical.rows("work", works)

    def rows_of_lineage(self, lineage: str) -> list[int]:
        """Rows of all editions of a serial under any nature (GB, GB/T, GB/Z)."""
        return self._lexical.rows("lineage", [lineage])

    def rows_of_numbers(self, numbers: Sequence[str]) -> list[int]:
        return self._lexical.rows("number", numbers)

    def cosines(self, text: str, rows: Sequence[int]) -> list[float]:
        """Cosines of a text with the titles of rows."""
        return self._vectors.cosines(self._encoder.encode_queries([text])[0], rows)

    def neighbours(self, numbers: Sequence[str], limit: int = 10) -> Iterator[tuple[str, str, float]]:
        """Pairs of editions, each among the ``limit`` nearest of the other, with their cosine; each pair once."""
        table = self.documents.select(["number", "alive"])
        names = table["number"].to_pylist()
        alive = self._rows.alive
        row_of = {name: row for row, name in enumerate(names) if alive[row]}
        rows = [row_of[number] for number in numbers if number in row_of]
        one_way: set[tuple[int, int]] = set()
        for row, other, cosine in self._vectors.neighbours(rows, limit):
            if (other, row) in one_way:
                yield names[min(row, other)], names[max(row, other)], cosine
            else:
                one_way.add((row, other))

    @property
    def lexical_reader(self) -> LexicalReader:
        """The lexical index alone, for benchmarks."""
        return self._lexical

    @property
    def vector_reader(self) -> VectorReader:
        """The vector index alone, for benchmarks."""
        return self._vectors


def _numbers_in(query: str) -> tuple[list[str], str]:
    """Numbers in a query, canonical, and the query without them."""
    mentions = find(query)
    rest, at = [], 0
    for mention in mentions:
        rest.append(query[at : mention.start])
        at = mention.end
    rest.append(query[at:])
    return list(dict.fromkeys(mention.id.canonical for mention in mentions)), " ".join(rest)
