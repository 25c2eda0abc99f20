"""Communities: planted ones are found, the same seed gives the same, stability tells sure from unsure."""

from __future__ import annotations

import numpy as np
import pytest

from search.network.communities import connected, inside, partition
from search.network.model import Layer, Network, Ties

WEIGHTS = dict.fromkeys(Layer, 1.0)


def network(pairs: dict[Layer, list[tuple[int, int]]], size: int) -> Network:
    nodes = tuple(f"work:{number:03}" for number in range(size))
    ties = {layer: Ties(*_arrays(pairs.get(layer, []))) for layer in Layer}
    return Network(nodes, {}, ties)


def _arrays(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    return ends[:, 0], ends[:, 1], np.ones(len(pairs), np.float32)


def clique(start: int, size: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(start, start + size) for b in range(a + 1, start + size)]


def test_planted_communities_are_found_and_numbered_by_size() -> None:
    pairs = [*clique(0, 5), *clique(5, 8), *clique(13, 6), (4, 5), (12, 13)]
    found = partition(network({Layer.CITATION: pairs}, 19), WEIGHTS)
    assert [sorted(found.nodes(n).tolist()) for n in range(3)] == [
        list(range(5, 13)),
        list(range(13, 19)),
        list(range(5)),
    ]
    assert found.modularity > 0.5
    assert (found.stability > 0.9).all()


def test_layers_count_by_their_weights() -> None:
    """One layer ties 0-9 and 10-19, the other even and odd numbers: the heavier one decides."""
    halves = [*clique(0, 10), *clique(10, 10)]
    parity = [(a, b) for a in range(20) for b in range(a + 1, 20) if a % 2 == b % 2]
    both = network({Layer.CITATION: halves, Layer.NEARNESS: parity}, 20)
    by_halves = partition(both, {**WEIGHTS, Layer.NEARNESS: 0.1}).membership
    by_parity = partition(both, {**WEIGHTS, Layer.CITATION: 0.1}).membership
    assert set(by_halves[:10]) != set(by_halves[10:])
    assert len(set(by_halves[:10])) == 1
    assert len(set(by_parity[::2])) == 1
    assert set(by_parity[::2]) != set(by_parity[1::2])


def test_the_same_seed_gives_the_same() -> None:
    generator = np.random.default_rng(7)
    pairs = sorted({(int(min(p)), int(max(p))) for p in generator.integers(0, 60, (200, 2)) if p[0] != p[1]})
    one = partition(network({Layer.DRAFTING: pairs}, 60), WEIGHTS, seed=3)
    two = partition(network({Layer.DRAFTING: pairs}, 60), WEIGHTS, seed=3)
    assert (one.membership == two.membership).all()
    assert one.stability.tolist() == two.stability.tolist()


def test_random_ties_have_no_stable_communities() -> None:
    generator = np.random.default_rng(7)
    pairs = sorted({(int(min(p)), int(max(p))) for p in generator.integers(0, 100, (300, 2)) if p[0] != p[1]})
    found = partition(network({Layer.CITATION: pairs}, 100), WEIGHTS)
    assert np.median(found.stability) < 0.75


def test_without_ties_every_node_stands_alone() -> None:
    empty = network({}, 3)
    found = partition(empty, WEIGHTS)
    assert found.membership.tolist() == [0, 1, 2]
    assert np.isnan(found.stability).all()
    assert connected(empty).nodes == ()


def test_inside_keeps_the_ties_between_the_nodes_chosen() -> None:
    part = inside(network({Layer.CITATION: [(0, 1), (1, 2), (2, 3)]}, 4), [3, 1, 2])
    assert part.nodes == ("work:003", "work:001", "work:002")
    ties = part.ties[Layer.CITATION]
    assert sorted(zip(ties.source.tolist(), ties.target.tolist(), strict=True)) == [(1, 2), (2, 0)]


def test_no_samples_no_stability() -> None:
    found = partition(network({Layer.CITATION: clique(0, 4)}, 4), WEIGHTS, samples=0)
    assert np.isnan(found.stability).all()
    assert found.modularity == pytest.approx(0.0)
