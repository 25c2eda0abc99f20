"""Two copies of the graph in one database of a server, so that one can be written while the other is read.

A server of the Community Edition has one database, and a reader asks it several questions that must be of one
generation. So the database holds two *slots*, A and B: nodes of slot A carry the label ``Standard_A``, its edges the
type ``REPLACES_A``. One slot is live; a publish writes the other one and then makes it live, in one transaction.

The queries are the same as those of the embedded graph; the names of kinds in them are put into the slot here.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from graph.kinds import EdgeKind, NodeKind

_KINDS = "|".join(kind.value for kinds in (NodeKind, EdgeKind) for kind in kinds)
_NAMES = re.compile(rf"(?<=[:|])({_KINDS})\b")


class Slot(StrEnum):
    A = "A"
    B = "B"

    @property
    def other(self) -> Slot:
        return Slot.B if self is Slot.A else Slot.A

    def label(self, kind: NodeKind | EdgeKind) -> str:
        """The name of a kind in this slot."""
        return f"{kind.value}_{self.value}"


@cache
def in_slot(query: str, slot: Slot) -> str:
    """A query of :mod:`graph.queries` or :mod:`graph.store.cypher`, asked of one slot."""
    return _NAMES.sub(rf"\1_{slot.value}", query)
