"""Reciprocal rank fusion, aware of the script of the query.

Scores of the two retrievers do not compare, ranks do. Chinese titles hold no English words, so for an English query the
lexical rank says little beyond English titles and abbreviations.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.lexical import Ranked

_K = 60  # Cormack, Clarke and Büttcher 2009
WEIGHTS: dict[str, tuple[float, float]] = {"zh": (1.0, 1.0), "mixed": (1.0, 1.0), "en": (0.6, 1.0)}  # lexical, vector


@dataclass(frozen=True, slots=True)
class Fused:
    """A row with its fused score and what each retriever said of it (ranks from 1)."""

    row: int
    score: float
    lexical_rank: int | None
    lexical_score: float | None
    vector_rank: int | None
    cosine: float | None


def fuse(lexical: Ranked, vector: Ranked, script: str, limit: int) -> list[Fused]:
    """Both rankings as one, best first; ties by row, so that pages repeat."""
    by_lexical = {row: (rank, score) for rank, (row, score) in enumerate(lexical, 1)}
    by_vector = {row: (rank, score) for rank, (row, score) in enumerate(vector, 1)}
    words, meaning = WEIGHTS[script]
    scores = {row: words / (_K + rank) for row, (rank, _) in by_lexical.items()}
    for row, (rank, _) in by_vector.items():
        scores[row] = scores.get(row, 0.0) + meaning / (_K + rank)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
    nothing = (None, None)
    return [Fused(row, score, *by_lexical.get(row, nothing), *by_vector.get(row, nothing)) for row, score in best]
