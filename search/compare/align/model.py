"""What the alignment of two documents takes and returns: frozen and typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.limits import Limit, Period
from search.compare.align import data
from search.compare.strictness import Comparison, StandardFacts


@dataclass(frozen=True, slots=True)
class Note:
    """A step of the pairing that a reviewer has to know."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()

    @property
    def zh(self) -> str:
        return data.sentence(self.code, "zh", self.facts)

    @property
    def en(self) -> str:
        return data.sentence(self.code, "en", self.facts)


@dataclass(frozen=True, slots=True)
class Located:
    """A limit with what its place says of it: stage (在用, 新建), titles above it, whether it is a special limit."""

    limit: Limit
    name: str  # the object without stage and without words that name no object
    stage: str = ""  # class of the stage: existing, new
    stage_said: str = ""
    special: bool = False
    region: str = ""  # 重点地区 …
    condition: str = ""  # without provisions
    method: str = ""
    headings: tuple[str, ...] = ()
    caption: str = ""  # of its table
    valid: Period | None = None
    notes: tuple[Note, ...] = ()
    derived: bool = False  # from a clause that applies a table to further objects

    @property
    def shown(self) -> str:
        """The object as it is compared."""
        return self.stage_said + self.name


@dataclass(frozen=True, slots=True)
class Analogy:
    """B treats some objects as others: 使用型煤…的锅炉，参照燃煤锅炉…执行."""

    things: tuple[str, ...]
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is compared."""

    facts: StandardFacts
    limits: tuple[Located, ...]
    analogies: tuple[Analogy, ...] = ()
    industry: str = ""  # that the title names: 家具, 印刷


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another limit of B that may answer, with the verdict that it would give."""

    b: Located
    comparison: Comparison
    why: Note


@dataclass(frozen=True, slots=True)
class Pair:
    """A limit of A and what answers it in B."""

    a: Located
    b: Located | None
    comparison: Comparison
    object: str
    condition: str
    applies: bool = True
    notes: tuple[Note, ...] = ()
    others: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Paired:
    """Two documents side by side on a day."""

    pairs: tuple[Pair, ...]
    silent: tuple[Located, ...]  # limits of B on which A says nothing
    as_of: date
