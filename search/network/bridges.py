"""What lies between two groups of a network: the nodes on most shortest ways from one to the other.

Betweenness (Freeman 1977; Brandes 2001) over ways that start in one group and end in the other. On large groups the
starts and ends are samples; the same seed draws the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import igraph
import numpy as np

from search.network.model import Layer, Network

SAMPLE = 200  # starts and ends; all of them up to here


@dataclass(frozen=True, slots=True)
class Bridge:
    """A node, and the share of the ways between the groups that pass through it, 0 to 1."""

    node: str
    share: float


def bridges(
    network: Network,
    weights: Mapping[Layer, float],
    one: Collection[str],
    other: Collection[str],
    *,
    leave_out: Collection[str] = (),
    count: int = 20,
    seed: int = 1,
) -> list[Bridge]:
    """The nodes between two groups of node ids, by the share of ways through them. Empty where no way leads across.

    ``leave_out``: nodes over which no way may lead (authorities that issue for every field).
    """
    layers = [ties for layer, ties in network.ties.items() if weights[layer] > 0 and len(ties)]
    starts, ends = _sample(network, one, other, seed), _sample(network, other, one, seed)
    if not layers or not starts or not ends:
        return []
    pairs = np.concatenate([np.column_stack([ties.source, ties.target]) for ties in layers])
    closed = np.array([network.place[node] for node in leave_out if node in network.place], np.int32)
    pairs = pairs[~np.isin(pairs, closed).any(axis=1)]
    graph = igraph.Graph(len(network.nodes), np.unique(pairs, axis=0))
    through = 2 * np.asarray(graph.betweenness(directed=False, sources=starts, targets=ends))  # igraph halves it
    total = through.sum()
    if not total:
        return []
    reached = np.isfinite(np.asarray(graph.distances(starts, ends))).sum()
    order = np.lexsort((np.arange(len(through)), -through))[:count]
    return [Bridge(network.nodes[at], round(float(through[at] / reached), 4)) for at in order if through[at] > 0]


def _sample(network: Network, group: Collection[str], without: Collection[str], seed: int) -> list[int]:
    """Positions of the nodes of one group alone, evenly drawn."""
    outside = set(without)
    known = sorted(network.place[node] for node in set(group) if node in network.place and node not in outside)
    if len(known) <= SAMPLE:
        return known
    drawn = np.random.default_rng(seed).choice(known, SAMPLE, replace=False)
    return sorted(drawn.tolist())
