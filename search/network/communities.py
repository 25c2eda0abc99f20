"""Communities of a network by the Leiden algorithm over its layers, how stable each is, and those inside each.

Traag, Waltman, van Eck (2019), From Louvain to Leiden, Sci Rep 9:5233; several layers are optimised together (Mucha et
al. 2010). Stability is Hennig's (2007): the mean over samples of the ties of the best Jaccard overlap that a community
finds again; below .5 a community is dissolved by small changes, from .75 it is stable. The same seed gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph
import leidenalg
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from search.network.model import Layer, Network, Ties

KEPT = 0.9  # share of the ties of each layer in a sample
Membership = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Partition:
    """``membership`` a node; communities are numbered by falling size. ``stability`` a community, 0 to 1."""

    membership: Membership
    modularity: float  # of all layers by their weights
    stability: NDArray[np.float64]

    @property
    def count(self) -> int:
        return len(self.stability)

    def nodes(self, community: int) -> NDArray[np.intp]:
        return np.flatnonzero(self.membership == community)


def connected(network: Network) -> Network:
    """The network without the nodes that nothing ties to another."""
    tied = np.zeros(len(network.nodes), bool)
    for ties in network.ties.values():
        tied[ties.source] = tied[ties.target] = True
    return inside(network, np.flatnonzero(tied).tolist())


def partition(
    network: Network, weights: Mapping[Layer, float], *, resolution: float = 1.0, samples: int = 5, seed: int = 1
) -> Partition:
    """The communities of a network. ``samples``: how many samples of ties the stability rests on; 0 leaves it NaN."""
    size = len(network.nodes)
    layers = [(ties, weights[layer]) for layer, ties in network.ties.items() if len(ties) and weights[layer] > 0]
    if not layers:
        return Partition(np.arange(size, dtype=np.int32), 0.0, np.full(size, np.nan))
    membership = _ordered(_leiden(size, layers, resolution, seed))
    count = int(membership.max()) + 1 if size else 0
    generator = np.random.default_rng(seed)
    found = np.zeros(count)
    for number in range(samples):
        again = _leiden(size, [(_sample(ties, generator), w) for ties, w in layers], resolution, seed + 1 + number)
        found += _best_jaccard(membership, again)
    stability = found / samples if samples else np.full(count, np.nan)
    return Partition(membership, _modularity(size, layers, membership, resolution), stability)


def inside(network: Network, nodes: Sequence[int]) -> Network:
    """The part of a network between some of its nodes, in their order."""
    place = np.full(len(network.nodes), -1, np.int32)
    place[np.asarray(nodes, np.int64)] = np.arange(len(nodes), dtype=np.int32)
    ties = {}
    for layer, one in network.ties.items():
        source, target = place[one.source], place[one.target]
        kept = (source >= 0) & (target >= 0)
        ties[layer] = Ties(source[kept], target[kept], one.weight[kept])
    names = tuple(network.nodes[node] for node in nodes)
    members = {name: network.members[name] for name in names if name in network.members}
    return Network(names, members, ties, network.left_out, {name: at for at, name in enumerate(names)})


def _leiden(size: int, layers: Sequence[tuple[Ties, float]], resolution: float, seed: int) -> Membership:
    parts = [_part(size, ties, resolution) for ties, _ in layers]
    optimiser = leidenalg.Optimiser()
    optimiser.set_rng_seed(seed)
    optimiser.optimise_partition_multiplex(parts, layer_weights=[weight for _, weight in layers], n_iterations=2)
    return np.asarray(parts[0].membership, np.int32)


def _part(
    size: int, ties: Ties, resolution: float, membership: Membership | None = None
) -> leidenalg.RBConfigurationVertexPartition:
    graph = igraph.Graph(size, np.column_stack([ties.source, ties.target]))
    return leidenalg.RBConfigurationVertexPartition(
        graph,
        initial_membership=None if membership is None else membership.tolist(),
        weights=ties.weight.astype(float).tolist(),
        resolution_parameter=resolution,
    )


def _modularity(size: int, layers: Sequence[tuple[Ties, float]], membership: Membership, resolution: float) -> float:
    """The mean of the layers' modularities by their weights."""
    qualities = [
        (_part(size, ties, resolution, membership).quality() / (2 * float(ties.weight.sum())), weight)
        for ties, weight in layers
    ]
    return float(sum(quality * weight for quality, weight in qualities) / sum(weight for _, weight in qualities))


def _sample(ties: Ties, generator: np.random.Generator) -> Ties:
    kept = generator.random(len(ties)) < KEPT
    return Ties(ties.source[kept], ties.target[kept], ties.weight[kept])


def _ordered(membership: Membership) -> Membership:
    """Communities numbered by falling size, then by their first node."""
    count = int(membership.max()) + 1 if len(membership) else 0
    sizes = np.bincount(membership, minlength=count)
    first = np.full(count, len(membership), np.int64)
    np.minimum.at(first, membership, np.arange(len(membership)))
    order = np.lexsort((first, -sizes))
    number = np.empty(count, np.int32)
    number[order] = np.arange(count, dtype=np.int32)
    renumbered: Membership = number[membership]
    return renumbered


def _best_jaccard(one: Membership, other: Membership) -> NDArray[np.float64]:
    """For each community of ``one`` the best Jaccard overlap with a community of ``other``."""
    table = csr_array((np.ones(len(one)), (one, other)))
    sizes, others = np.bincount(one), np.bincount(other)
    coo = table.tocoo()
    overlap = coo.data / (sizes[coo.row] + others[coo.col] - coo.data)
    best = np.zeros(len(sizes))
    np.maximum.at(best, coo.row, overlap)
    return best
