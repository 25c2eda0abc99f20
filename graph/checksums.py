"""Counts and checksums of a graph, kind by kind: two projections with the same sums hold the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.kinds import EdgeKind, NodeKind
from graph.store.base import GraphReader
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS


@dataclass(frozen=True, slots=True)
class KindSum:
    """Number of nodes or edges of a kind, and the sum of their digests (the order does not matter)."""

    count: int
    checksum: int


def sums(reader: GraphReader) -> dict[NodeKind | EdgeKind, KindSum]:
    """Read everything once."""
    found: dict[NodeKind | EdgeKind, KindSum] = {}
    for kind in NodeKind:
        found[kind] = _sum(reader.rows(kind, [c.name for c in NODE_COLUMNS[kind] if c.name != "id"]))
    for edge in EdgeKind:
        found[edge] = _sum(reader.links(edge, [c.name for c in EDGE_COLUMNS[edge] if c.name != "kind"]))
    return found


def _sum(rows: Iterable[tuple[Any, ...]]) -> KindSum:
    count = checksum = 0
    for row in rows:
        count += 1
        checksum += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=8).digest(), "big")
    return KindSum(count, checksum % 2**64)
