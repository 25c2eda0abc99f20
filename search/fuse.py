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
    weights = WEIGHTS[script]
    fused: list[Fused] = []
    for row in by_lexical.keys() | by_vector.keys():
        lexical_rank, lexical_score = by_lexical.get(row, (None, None))
        vector_rank, cosine = by_vector.get(row, (None, None))
        score = sum(w / (_K + rank) for w, rank in zip(weights, (lexical_rank, vector_rank), strict=True) if rank)
        fused.append(Fused(row, score, lexical_rank, lexical_score, vector_rank, cosine))
    return sorted(fused, key=lambda one: (-one.score, one.row))[:limit]
