"""How strongly communities are tied to each other, for a map of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.network.describe import Community
from search.network.model import Layer, Network


@dataclass(frozen=True, slots=True)
class Between:
    """Two communities by number, the smaller first, and the weight of all ties from one to the other."""

    one: int
    other: int
    weight: float


def ties_between(
    network: Network, communities: Sequence[Community], weights: Mapping[Layer, float]
) -> tuple[Between, ...]:
    """Ties between the communities of the top level, the strongest first."""
    top = [one for one in communities if one.parent is None]
    count = max((one.number for one in top), default=0) + 1
    place = {node: at for at, node in enumerate(network.nodes)}
    owner = np.zeros(len(network.nodes), np.int64)  # 0: in none
    for one in top:
        owner[[place[node] for node in (*one.works, *one.bodies, *one.patents)]] = one.number
    codes, values = [np.zeros(0, np.int64)], [np.zeros(0)]
    for layer, ties in network.ties.items():
        a, b = owner[ties.source], owner[ties.target]
        across = (a != b) & (a > 0) & (b > 0)
        codes.append(np.minimum(a, b)[across] * count + np.maximum(a, b)[across])
        values.append(ties.weight[across].astype(float) * weights[layer])
    pairs, at = np.unique(np.concatenate(codes), return_inverse=True)
    sums = np.bincount(at, np.concatenate(values), minlength=len(pairs))
    found = [
        Between(int(pair) // count, int(pair) % count, round(float(total), 3))
        for pair, total in zip(pairs, sums, strict=True)
        if total > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.one, one.other)))
