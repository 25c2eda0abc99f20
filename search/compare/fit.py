"""Fitting feature weights on labelled overlaps: pairwise, and held to the written weights.

Lists of expected overlaps are short and not exhaustive, so a free fit would learn the list. Each case only
says that an expected standard should stand above the others found for it; the ridge term pulls every weight
back to the table, and cross-validation over cases tells whether moving at all is worth it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankedCase:
    """Feature rows of one draft's candidates: those wanted near the top, and the rest."""

    wanted: Matrix
    others: Matrix


def recall_at(case: RankedCase, weights: Matrix, k: int) -> tuple[int, int]:
    """(wanted candidates among the first k, wanted candidates)."""
    wanted, others = case.wanted @ weights, case.others @ weights
    ranks = [1 + int((others > score).sum()) + int((wanted > score).sum()) for score in wanted]
    return sum(rank <= k for rank in ranks), len(ranks)


def fit(cases: Sequence[RankedCase], prior: Matrix, ridge: float = 2.0, rounds: int = 300) -> Matrix:
    """Weights near `prior` that put wanted candidates above others (logistic loss over pairs of a case)."""
    weights = prior.copy()
    rate = 0.2
    for _ in range(rounds):
        gradient = ridge * (weights - prior) / max(len(cases), 1)
        for case in cases:
            if not len(case.wanted) or not len(case.others):
                continue
            gaps = (case.wanted[:, None, :] - case.others[None, :, :]).reshape(-1, len(prior))
            slack = 1 / (1 + np.exp(np.clip(gaps @ weights, -30, 30)))
            gradient -= (slack[:, None] * gaps).sum(axis=0) / len(case.wanted) / len(cases) / 10
        weights = weights - rate * gradient
    return weights


def cross_validate(cases: Sequence[RankedCase], prior: Matrix, folds: int = 5, k: int = 10) -> Mapping[str, float]:
    """Recall at `k` on cases not fitted on, with fitted weights and with the written ones."""
    hits = {"fitted": 0, "written": 0}
    total = 0
    for fold in range(folds):
        train = [case for i, case in enumerate(cases) if i % folds != fold]
        weights = fit(train, prior)
        for case in cases[fold::folds]:
            for name, used in (("fitted", weights), ("written", prior)):
                hits[name] += recall_at(case, used, k)[0]
            total += len(case.wanted)
    return {name: round(count / total, 4) if total else 1.0 for name, count in hits.items()}
