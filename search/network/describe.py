"""Communities as an analyst reads them: label, key members, levels, fields, trend, stability, what lies inside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.network.communities import Partition, inside, partition
from search.network.labels import Term, Titled, distinctive, label
from search.network.model import Layer, Member, Network

SMALLEST = 5  # lineages; smaller communities are counted, not described
_DIVIDED_FROM = 40  # lineages from which a community is divided again
_KEY_MEMBERS = 10


@dataclass(frozen=True, slots=True)
class KeyMember:
    """A node by its ties within the community."""

    node: str
    strength: float
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class Community:
    """One community. ``number`` counts from 1 by falling size; ``parent`` is the one it lies in."""

    number: int
    parent: int | None
    works: tuple[str, ...]  # node ids
    bodies: tuple[str, ...]  # ids of organisations, committees
    patents: tuple[str, ...]
    terms_zh: tuple[Term, ...]
    terms_en: tuple[Term, ...]
    standards: tuple[KeyMember, ...]
    organizations: tuple[KeyMember, ...]
    levels: Mapping[str, int]
    groups: Mapping[str, int]  # of the attribute given: fields
    trend: Mapping[int, int]  # first editions a year
    ties: Mapping[Layer, int]
    stability: float

    @property
    def label_zh(self) -> str:
        return label(self.terms_zh, "、")

    @property
    def label_en(self) -> str:
        return label(self.terms_en, ", ")


@dataclass(frozen=True, slots=True)
class Communities:
    """All communities of a network, those inside others after them; and what is too small to be described."""

    communities: tuple[Community, ...]
    modularity: float
    small: int  # communities below SMALLEST lineages
    small_works: int
    untied: int  # lineages without any tie


def describe(
    network: Network,
    found: Partition,
    weights: Mapping[Layer, float],
    *,
    groups: Mapping[str, Sequence[str]],
    classes: Mapping[str, Sequence[str]],
    untied: int,
    divide: bool = True,
    samples: int = 5,
    seed: int = 1,
) -> Communities:
    """``groups``: values of an attribute of the works (their fields) by node id, counted for each community;
    ``classes``: English names of the classes they are in, for labels where titles have no English."""
    kept = [at for at in range(found.count) if _works(network, found.nodes(at)) >= SMALLEST]
    small = [at for at in range(found.count) if at not in set(kept)]
    nodes = [found.nodes(at) for at in kept]
    stability = [float(found.stability[at]) for at in kept]
    parents: list[int | None] = [None] * len(nodes)
    if divide:
        for at in range(len(kept)):
            if _works(network, nodes[at]) < _DIVIDED_FROM:
                continue
            part = inside(network, nodes[at].tolist())
            again = partition(part, weights, samples=samples, seed=seed)
            for inner in range(again.count):
                chosen = nodes[at][again.nodes(inner)]
                if SMALLEST <= _works(network, chosen) < _works(network, nodes[at]):
                    nodes.append(chosen)
                    stability.append(float(again.stability[inner]))
                    parents.append(at + 1)
    labels = _labels(network, nodes, parents, classes)
    strength = _strengths(network, weights)
    communities = tuple(
        _community(network, number, parent, chosen, terms, strength, groups, stable)
        for number, (parent, chosen, terms, stable) in enumerate(
            zip(parents, nodes, labels, stability, strict=True), start=1
        )
    )
    return Communities(
        communities=communities,
        modularity=found.modularity,
        small=len(small),
        small_works=sum(_works(network, found.nodes(at)) for at in small),
        untied=untied,
    )


def _works(network: Network, nodes: NDArray[np.intp]) -> int:
    return sum(network.nodes[node] in network.members for node in nodes)


def _labels(
    network: Network,
    nodes: Sequence[NDArray[np.intp]],
    parents: Sequence[int | None],
    classes: Mapping[str, Sequence[str]],
) -> list[tuple[list[Term], list[Term]]]:
    """Communities are told apart from those beside them: of the top level, or inside the same one."""
    siblings: dict[int | None, list[int]] = defaultdict(list)
    for at, parent in enumerate(parents):
        siblings[parent].append(at)
    labels: list[tuple[list[Term], list[Term]]] = [([], [])] * len(nodes)
    for family in siblings.values():
        titles = [
            [
                Titled(member.title_zh or "", member.title_en or "", tuple(classes.get(name, ())))
                for name in (network.nodes[node] for node in nodes[at])
                if (member := network.members.get(name)) is not None
            ]
            for at in family
        ]
        for at, found in zip(family, distinctive(titles), strict=True):
            labels[at] = found
    return labels


@dataclass(frozen=True, slots=True)
class _Strengths:
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    weight: NDArray[np.float32]
    layer: NDArray[np.int8]


def _strengths(network: Network, weights: Mapping[Layer, float]) -> _Strengths:
    layers = list(network.ties.items())
    return _Strengths(
        np.concatenate([ties.source for _, ties in layers]),
        np.concatenate([ties.target for _, ties in layers]),
        np.concatenate([ties.weight * weights[layer] for layer, ties in layers]),
        np.concatenate([np.full(len(ties), at, np.int8) for at, (_, ties) in enumerate(layers)]),
    )


def _community(
    network: Network,
    number: int,
    parent: int | None,
    nodes: NDArray[np.intp],
    terms: tuple[list[Term], list[Term]],
    ties: _Strengths,
    groups: Mapping[str, Sequence[str]],
    stability: float,
) -> Community:
    within = np.zeros(len(network.nodes), bool)
    within[nodes] = True
    inner = within[ties.source] & within[ties.target]
    strength = np.zeros(len(network.nodes))
    np.add.at(strength, ties.source[inner], ties.weight[inner])
    np.add.at(strength, ties.target[inner], ties.weight[inner])
    names = [network.nodes[node] for node in nodes]
    works = [name for name in names if name in network.members]
    members = [network.members[work] for work in works]
    order = sorted(nodes.tolist(), key=lambda node: (-strength[node], network.nodes[node]))
    ranked = [KeyMember(name, round(float(strength[node]), 3), network.members.get(name)) for node in order
              for name in [network.nodes[node]]]  # fmt: skip
    counted = np.bincount(ties.layer[inner], minlength=len(network.ties))
    return Community(
        number=number,
        parent=parent,
        works=tuple(works),
        bodies=tuple(name for name in names if name.startswith(("org:", "committee:"))),
        patents=tuple(name for name in names if name.startswith("patent:")),
        terms_zh=tuple(terms[0]),
        terms_en=tuple(terms[1]),
        standards=tuple(one for one in ranked if one.member is not None)[:_KEY_MEMBERS],
        organizations=tuple(one for one in ranked if one.node.startswith("org:"))[:_KEY_MEMBERS],
        levels=dict(sorted(Counter(m.level.value for m in members if m.level is not None).items())),
        groups=dict(Counter(group for work in works for group in groups.get(work, ())).most_common()),
        trend=dict(sorted(Counter(m.first_year for m in members if m.first_year is not None).items())),
        ties={layer: int(n) for layer, n in zip(network.ties, counted, strict=True) if n},
        stability=round(stability, 3),
    )
