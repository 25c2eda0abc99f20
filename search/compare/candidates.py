"""What the overlap check asks of the index, and what it gets back: a port and plain values.

The check itself never touches an index. It asks a :class:`Retriever` for candidates by text, for the
editions of known works by number, and for title cosines of candidates found in another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

QueryKind = Literal[
    "title", "title_scope", "object", "head", "hypernym", "synonym", "characteristic", "scope", "works"
]


@dataclass(frozen=True, slots=True)
class OverlapQuery:
    """A draft 标准草案: its title 名称, its scope 范围, and the numbers it cites 引用文件 (may be empty)."""

    title: str
    scope: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One registered standard that may overlap the draft.

    `number` carries the year as in the registry (`GB/T 2660-2017`); a work of the table of horizontal
    standards which the index does not hold comes without year and with status ``unknown``.
    `status` is the registry's word (现行, 即将实施, 废止, 被代替) or ``unknown``.
    `lexical_rank`, `vector_rank` count from 1 and are those of the best query that found it;
    `cosine` is that of the draft's *title* with the candidate's *title* under the active encoder.
    `reasons` names the queries that found it (kinds of :data:`QueryKind`).
    """

    number: str
    title_zh: str
    title_en: str = ""
    scope: str = ""
    level: str = ""
    nature: str = ""
    status: str = "unknown"
    issuer: str = ""
    ics: tuple[str, ...] = ()
    ccs: str = ""
    lexical_rank: int | None = None
    lexical_score: float | None = None
    vector_rank: int | None = None
    cosine: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RetrievalQuery:
    """One question to the index: a text to search (`text`, first `k`) or works to look up (`works`)."""

    kind: QueryKind
    text: str = ""
    works: tuple[str, ...] = ()
    k: int = 50
    reason_zh: str = ""
    reason_en: str = ""


class Retriever(Protocol):
    """The index, as far as the overlap check needs it."""

    def search(self, text: str, k: int) -> Sequence[Candidate]:
        """Fused lexical and vector search, best first, at most `k` candidates with ranks and cosine set."""
        ...

    def lookup(self, works: Sequence[str]) -> Sequence[Candidate]:
        """All editions of these works (numbers without year, `GB/T 2660`); unknown works yield nothing."""
        ...

    def cosines(self, text: str, numbers: Sequence[str]) -> Sequence[float | None]:
        """Cosine of `text` with the title of each number, same order; None where there is no vector."""
        ...
