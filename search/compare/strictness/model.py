"""What the strictness comparison takes and returns: typed, frozen, readable as sentences.

A :class:`Side` is one limit with the facts of its standard; a :class:`Comparison` is the verdict with everything that
led to it, so that a reviewer can defend it from the report alone (DOMAIN 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from search.compare.strictness import wording

Given = Decimal | Fraction | str | None
Facts = tuple[tuple[str, object], ...]  # shown by str() when a sentence is asked for


class Verdict(StrEnum):
    """A (draft) against B (reference)."""

    STRICTER = "stricter"  # 严于
    EQUAL = "equal"  # 一致
    LOOSER = "looser"  # 宽于
    MIXED = "mixed"  # 有严有宽
    INCOMPARABLE = "incomparable"  # 不可比
    NEW = "new"  # 指标新增

    @property
    def mirrored(self) -> Verdict:
        """The verdict of B against A."""
        return {Verdict.STRICTER: Verdict.LOOSER, Verdict.LOOSER: Verdict.STRICTER}.get(self, self)


@dataclass(frozen=True, slots=True)
class Demand:
    """One limit as it is compared. Values stay as given: a number, or a text such as ``3-4`` or ``ENF``."""

    characteristic: str
    op: str  # of graph.limits.Op, or "in" for an enumeration, "refer" for 应符合…
    object: str = ""
    basis: str = ""
    value: Given = None
    low: Given = None
    high: Given = None
    low_closed: bool = True
    high_closed: bool = True
    nominal: Given = None
    plus: Given = None
    minus: Given = None
    n: Given = None
    c: Given = None
    m: Given = None
    M: Given = None
    members: tuple[str, ...] = ()
    unit: str = ""
    condition: str = ""
    method: str = ""
    grade: str = ""
    lod: Given = None  # detection limit, in the unit of the limit
    portion: str = ""  # /25g
    modality: str = "shall"
    awaits_review: str = ""  # why no verdict may rest on it yet: ocr, doubt


@dataclass(frozen=True, slots=True)
class StandardFacts:
    """What the registry says about the standard that a limit stands in."""

    number: str
    level: str = ""  # of graph.ids.Level; read from the number when empty
    mandatory: bool | None = None  # a fact of the registry (DOMAIN 6.16); None: not given
    status: str = ""
    since: date | None = None  # 实施日期
    until: date | None = None  # 废止日期
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A limit and its standard."""

    standard: StandardFacts
    limit: Demand


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the derivation: the rule that fired and the facts it used."""

    rule: str
    facts: Facts = ()

    @property
    def zh(self) -> str:
        return wording.sentence("rules", self.rule, "zh", self.facts)

    @property
    def en(self) -> str:
        return wording.sentence("rules", self.rule, "en", self.facts)

    @property
    def source(self) -> str:
        """Clause or document that the rule follows."""
        return wording.source("rules", self.rule)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a reviewer has to know beside the verdict."""

    code: str
    facts: Facts = ()

    @property
    def zh(self) -> str:
        return wording.sentence("cautions", self.code, "zh", self.facts)

    @property
    def en(self) -> str:
        return wording.sentence("cautions", self.code, "en", self.facts)


@dataclass(frozen=True, slots=True)
class Legal:
    """A legal basis: an article, quoted by name."""

    code: str
    facts: Facts = ()

    @property
    def article(self) -> str:
        return wording.source("legal", self.code)

    @property
    def zh(self) -> str:
        return wording.sentence("legal", self.code, "zh", self.facts)

    @property
    def en(self) -> str:
        return wording.sentence("legal", self.code, "en", self.facts)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict of a pair, with its derivation."""

    verdict: Verdict
    violation: bool = False  # A below a mandatory B: red
    warning: bool = False  # A below a recommended B: no breach of law
    review: bool = False  # a person has to look: A may be below a mandatory B
    mandatory: bool | None = None  # of B, as given
    missing: tuple[str, ...] = ()  # keys that kept the pair from being compared
    steps: tuple[Step, ...] = ()
    cautions: tuple[Caution, ...] = ()
    legal: tuple[Legal, ...] = ()
    confidence: float = 1.0

    def sentences(self, language: str = "zh") -> tuple[str, ...]:
        """The whole derivation, one sentence a step, then cautions and legal basis; ``zh`` or ``en``."""
        parts: tuple[Step | Caution | Legal, ...] = (*self.steps, *self.cautions, *self.legal)
        return tuple(part.zh if language == "zh" else part.en for part in parts)
