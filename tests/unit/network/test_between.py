"""Ties between communities, for a map of them."""

from __future__ import annotations

import numpy as np

from search.network.between import Between, ties_between
from search.network.describe import Community
from search.network.labels import Titled, distinctive
from search.network.model import Layer, Network, Ties


def _community(number: int, works: tuple[str, ...], parent: int | None = None) -> Community:
    return Community(
        number, parent, works, (), (), (), (), standards=(), organizations=(), levels={}, groups={}, trend={}, ties={},
        stability=1.0,
    )  # fmt: skip


def _ties(*pairs: tuple[int, int, float]) -> Ties:
    a, b, weight = zip(*pairs, strict=True)
    return Ties(np.array(a, np.int32), np.array(b, np.int32), np.array(weight, np.float32))


def test_ties_between_are_summed_over_layers_by_weight() -> None:
    network = Network(
        nodes=("work:a", "work:b", "work:c", "work:d", "work:e"), members={},
        ties={Layer.CITATION: _ties((0, 2, 1.0), (3, 1, 2.0), (0, 1, 9.0), (0, 4, 9.0)),
              Layer.NEARNESS: _ties((1, 2, 4.0))},
    )  # fmt: skip
    communities = [
        _community(1, ("work:a", "work:b")),
        _community(2, ("work:c", "work:d")),
        _community(3, ("work:a",), parent=1),
    ]
    found = ties_between(network, communities, {Layer.CITATION: 1.0, Layer.NEARNESS: 0.5})
    assert found == (Between(1, 2, 5.0),)


def test_nothing_between_one_community_and_none() -> None:
    network = Network(nodes=(), members={}, ties={})
    assert ties_between(network, [], {}) == ()


def test_the_only_term_there_is_tells_nothing_apart_and_is_no_error() -> None:
    sample = [[Titled("电影", "", ("Cinematography",))] * 3, [Titled("电影", "", ("Cinematography",))]]
    for zh, en in distinctive(sample):
        assert [term.z for term in (*zh, *en)] == [0.0] * len((*zh, *en))
        assert en[0].text == "Cinematography"
