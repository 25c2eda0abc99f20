"""The clause index of one generation, opened for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from search.clauses import table as tables
from search.clauses.wordings import WordingReader
from search.embed import Encoder
from search.errors import IndexDamaged
from search.vectors import VectorReader


@dataclass(frozen=True, slots=True)
class KnownSentence:
    """A sentence of a standard."""

    row: int
    number: str
    clause: str
    page: int | None
    text: str
    table: bool


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term as an edition defines it."""

    number: str
    clause: str
    term: str
    term_en: str | None
    definition: str


class ClauseIndex:
    """Reads one published clause index; the encoder is used only by :meth:`near`."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder, self._encoder = folder, encoder
        try:
            self._sentences: pa.Table = tables.read(folder / tables.SENTENCES)
            self._terms: pa.Table = tables.read(folder / tables.TERMS)
            self._wordings = WordingReader(folder / "wordings")
        except (OSError, ValueError, pa.ArrowInvalid) as error:
            raise IndexDamaged(
                "{folder}: the clause index cannot be read ({error}); run `biaotu publish --rebuild`",
                folder=folder,
                error=error,
            ) from error

    def __len__(self) -> int:
        return int(pc.sum(self._sentences["alive"]).as_py() or 0)

    @cached_property
    def standards(self) -> int:
        """Number of editions whose text is known."""
        return len(self._sentences.filter(self._sentences["alive"])["number"].unique())

    @cached_property
    def _rows_of_vectors(self) -> NDArray[np.int64]:
        return np.flatnonzero(np.asarray(self._sentences["vector"].to_numpy()) >= 0)

    @cached_property
    def _vectors(self) -> VectorReader:
        alive = np.asarray(self._sentences["alive"].to_numpy(), bool)[self._rows_of_vectors]
        return VectorReader(self._folder / "vectors", self._encoder.dimension, alive)

    def alike(self, text: str, limit: int) -> list[KnownSentence]:
        """Sentences that share wording with a text."""
        return self.rows(self._wordings.search(text, limit))

    def near(self, texts: Sequence[str], limit: int) -> list[list[tuple[KnownSentence, float]]]:
        """For each text the sentences nearest in meaning, with cosines. The vectors of the texts are not kept."""
        if not texts or not len(self._rows_of_vectors):
            return [[] for _ in texts]
        found = []
        for vector in self._encoder.encode_queries(list(texts)):
            ranked = self._vectors.search(vector, limit)
            known = self.rows([int(self._rows_of_vectors[at]) for at, _ in ranked])
            found.append([(one, cosine) for one, (_, cosine) in zip(known, ranked, strict=True)])
        return found

    def rows(self, rows: Sequence[int]) -> list[KnownSentence]:
        """Sentences of rows, in this order."""
        if not rows:
            return []
        taken = self._sentences.take(pa.array(rows, pa.int64())).to_pylist()
        return [
            KnownSentence(row, one["number"], one["clause"], one["page"], one["text"], one["row"])
            for row, one in zip(rows, taken, strict=True)
        ]

    def definitions(self, name: str) -> list[KnownTerm]:
        """All definitions of a term of this name."""
        wanted = pc.and_(self._terms["alive"], pc.equal(self._terms["key"], tables.term_key(name)))
        return [
            KnownTerm(one["number"], one["clause"], one["term"], one["term_en"], one["definition"])
            for one in self._terms.filter(wanted).to_pylist()
        ]
