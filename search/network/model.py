"""What an analysis of the network takes and returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph.ids import Level

Indexes = NDArray[np.int32]
Weights = NDArray[np.float32]


class Layer(StrEnum):
    """Kinds of ties between the nodes of the network."""

    CITATION = "citation"
    DRAFTING = "drafting"
    COMMITTEE = "committee"
    ISSUER = "issuer"
    NEARNESS = "nearness"
    PATENT = "patent"


@dataclass(frozen=True, slots=True)
class Ties:
    """Undirected weighted ties of one layer; each pair once, by position in :attr:`Network.nodes`."""

    source: Indexes
    target: Indexes
    weight: Weights

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True)
class Member:
    """A lineage as the network shows it: by its newest edition of the day."""

    work: str  # number without year
    edition: str
    title_zh: str | None
    title_en: str | None
    level: Level | None
    issued: date | None
    first_year: int | None  # of the first edition known


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by id (``work:…``, ``org:…``, ``committee:…``, ``patent:…``), sorted, and ties by layer."""

    nodes: tuple[str, ...]
    members: Mapping[str, Member]  # of the works
    ties: Mapping[Layer, Ties]
    left_out: tuple[str, ...] = ()  # bodies whose ties say nothing, with why in the report
    place: Mapping[str, int] = field(default_factory=dict)

    @property
    def tie_count(self) -> int:
        return sum(len(ties) for ties in self.ties.values())
