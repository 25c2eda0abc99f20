"""References between documents as extraction finds them: target, relation, places.

Shared by ingest (which makes edges of them) and search (which checks them). The relations are those of the labelled
cases; three of them (:data:`EDGES_OF_THEIR_OWN`) are edges of their own kind in the graph, the rest qualify a
``REFERENCES`` edge.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from graph.document import Place
from graph.ids import Degree
from graph.kinds import EdgeKind, ReferenceRelation


class Relation(StrEnum):
    """How a document stands to another one it names (GB/T 1.1-2020, 8.3, 8.6, 8.7, 9.5; GB/T 1.2-2020)."""

    NORMATIVE = "normative"  # 规范性引用文件
    REPLACES = "replaces"  # 代替
    REPLACES_PART = "replaces_part"  # 部分代替
    ADOPTS = "adopts"  # 采用: with its degree
    BIBLIOGRAPHY = "bibliography"  # 参考文献
    DRAFTING_BASIS = "drafting_basis"  # 按照GB/T 1.1 … 起草
    TERM_SOURCE = "term_source"  # [来源：…]
    IN_TEXT = "in_text"  # a clause requires it
    TEST_METHOD = "test_method"  # named as the method
    SERIES = "series"  # the series or parts it belongs to
    MENTION = "mention"  # everything else


EDGES_OF_THEIR_OWN = {
    Relation.REPLACES: EdgeKind.REPLACES,
    Relation.REPLACES_PART: EdgeKind.REPLACES,
    Relation.ADOPTS: EdgeKind.ADOPTS,
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Occurrence(_Frozen):
    """One place where a document is named.

    ``text`` is the number as printed, ``sentence`` what stands around it (shortened), ``clause`` the part of the
    *cited* document that is meant (``5.2``, ``附录A``, ``第一法``), ``rule`` the cue that gave the relation.
    """

    place: Place
    text: str
    sentence: str
    rule: str
    clause: str | None = None


class Correspondence(_Frozen):
    """What the cited standard itself adopts, as said beside it: never an adoption by the citing one."""

    target: str
    degree: Degree


class Reference(_Frozen):
    """One target in one relation, with all its places. ``target`` is the canonical number."""

    target: str
    work: str  # canonical without year
    relation: Relation
    dated: bool  # 注日期
    all_parts: bool = False  # 所有部分
    degree: Degree | None = None  # of an adoption
    amendments: tuple[str, ...] = ()
    corresponds: tuple[Correspondence, ...] = ()
    needs_review: bool = False
    notes: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...]

    @property
    def edge(self) -> EdgeKind:
        """The kind of edge it becomes."""
        return EDGES_OF_THEIR_OWN.get(self.relation, EdgeKind.REFERENCES)

    @property
    def qualifier(self) -> ReferenceRelation | None:
        """The relation of a ``REFERENCES`` edge; None for edges of another kind."""
        return None if self.relation in EDGES_OF_THEIR_OWN else ReferenceRelation(self.relation.value)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The cited clauses, each once."""
        return tuple(dict.fromkeys(seen.clause for seen in self.occurrences if seen.clause))
