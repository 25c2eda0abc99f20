"""A retriever over a list of candidates in memory, for calibration and tests; the service uses its index."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from search.compare.candidates import Candidate
from search.compare.editions import work_of
from search.compare.features import bigrams
from search.compare.tables import normalise

Vectors = npt.NDArray[np.floating[Any]]
Encode = Callable[[Sequence[str]], Vectors]


class MemoryRetriever:
    """Character-bigram idf overlap fused with cosines by reciprocal rank.

    `vectors` holds one unit vector a candidate (its title); without vectors and `encode` the search is by
    words alone and all cosines are None.
    """

    def __init__(
        self, candidates: Sequence[Candidate], vectors: Vectors | None = None, encode: Encode | None = None
    ) -> None:
        self._candidates = list(candidates)
        self._vectors, self._encode = vectors, encode
        self._rows = {c.number: i for i, c in enumerate(self._candidates)}
        self._works: dict[str, list[int]] = {}
        self._postings: dict[str, list[int]] = {}
        self._lengths = np.ones(len(self._candidates))
        self._vector_of: dict[str, Vectors] = {}
        for i, candidate in enumerate(self._candidates):
            self._works.setdefault(work_of(candidate.number), []).append(i)
            found = bigrams(normalise(candidate.title_zh))
            self._lengths[i] = math.sqrt(len(found) + 1)
            for pair in found:
                self._postings.setdefault(pair, []).append(i)

    def search(self, text: str, k: int) -> list[Candidate]:
        words = self._by_words(text, k)
        vectors = self._by_vector(text, k)
        ranks = [{row: n for n, row in enumerate(found, 1)} for found in (words, vectors)]
        cosines = self._cosines_of(text)
        merged = sorted(
            ranks[0].keys() | ranks[1].keys(), key=lambda row: -sum(1 / (60 + r[row]) for r in ranks if row in r)
        )
        return [
            replace(
                self._candidates[row], lexical_rank=ranks[0].get(row), vector_rank=ranks[1].get(row),
                cosine=None if cosines is None else float(cosines[row]),
            )
            for row in merged[:k]
        ]  # fmt: skip

    def lookup(self, works: Sequence[str]) -> list[Candidate]:
        return [self._candidates[row] for work in works for row in self._works.get(work_of(work), ())]

    def cosines(self, text: str, numbers: Sequence[str]) -> list[float | None]:
        cosines = self._cosines_of(text)
        rows = [self._rows.get(number) for number in numbers]
        return [None if cosines is None or row is None else float(cosines[row]) for row in rows]

    def _by_words(self, text: str, k: int) -> list[int]:
        scores = np.zeros(len(self._candidates))
        for pair in bigrams(normalise(text)):
            rows = self._postings.get(pair)
            if rows:
                scores[rows] += math.log(1 + len(self._candidates) / len(rows))
        scores /= self._lengths
        return [int(row) for row in np.argsort(-scores, kind="stable")[:k] if scores[row] > 0]

    def _by_vector(self, text: str, k: int) -> list[int]:
        cosines = self._cosines_of(text)
        return [] if cosines is None else [int(row) for row in np.argsort(-cosines, kind="stable")[:k]]

    def _cosines_of(self, text: str) -> Vectors | None:
        if self._vectors is None or self._encode is None:
            return None
        if text not in self._vector_of:
            self._vector_of[text] = self._encode([text])[0]
        return self._vectors @ self._vector_of[text]
