"""Limits of standards: one typed requirement value, as printed and as understood.

A limit is what a clause or a table cell demands of one characteristic of one object: ``甲醛释放量 ≤ 0.124 mg/m³``.
Values are :class:`~decimal.Decimal` as printed; units are in the canonical ASCII form of :mod:`graph.units`. What the
reader was unsure of is said field by field in :attr:`Limit.doubts`. Nothing in a limit is computed from outside its
source: every number stands in :attr:`Limit.text`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.document import Modality, Place


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Op(StrEnum):
    """What a limit says about its value."""

    LE = "le"  # ≤ 不大于, 不超过
    LT = "lt"  # < 小于, 低于
    GE = "ge"  # ≥ 不小于, 不低于
    GT = "gt"  # > 大于, 高于
    RANGE = "range"  # a～b
    TOL = "tol"  # nominal ± deviation
    NOT_DETECTED = "not_detected"  # 不得检出
    ABSENT = "absent"  # 无, 阴性
    PROHIBITED = "prohibited"  # 禁用, 不得添加
    SAMPLING = "sampling"  # n, c, m, M (GB 4789.1)
    FORMULA = "formula"  # 标称值×90%-0.1, and names such as IP54


BOUNDS = frozenset({Op.LE, Op.LT, Op.GE, Op.GT})
QUALITATIVE = frozenset({Op.NOT_DETECTED, Op.ABSENT, Op.PROHIBITED})
_DEMANDED = frozenset({"value", "unit"})  # a doubt about one of these keeps a limit from carrying a verdict


class SamplingPlan(_Frozen):
    """Attributes sampling of foods (GB 4789.1-2016, 3.2.2): of ``n`` samples ``c`` may lie between ``m`` and ``M``."""

    n: Decimal
    c: Decimal
    m: Decimal
    M: Decimal | None = None  # none in a two-class plan


class Period(_Frozen):
    """When a limit applies (现有企业自2015年1月1日起执行); open ends are None."""

    start: date | None = None
    end: date | None = None
    text: str = ""


class Doubt(_Frozen):
    """A field the extraction is unsure of: how sure it is (0 to 1) and why."""

    field: str
    confidence: float = Field(ge=0, le=1)
    reason: str


class Limit(_Frozen):
    """One limit. Which value fields are set follows from ``op``; see :meth:`_complete`."""

    object: str | None = None  # 对象: what is limited
    characteristic: str  # 特性: as printed, with its basis
    basis: str | None = None  # 以N计, 干基: also part of the characteristic
    op: Op
    value: Decimal | None = None  # of the bounds
    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True
    nominal: Decimal | None = None
    plus: Decimal | None = None
    minus: Decimal | None = None  # not negative
    plan: SamplingPlan | None = None
    expression: str | None = None  # of a formula, or a bound that is a name (不低于IP54)
    bound: Op | None = None  # of a formula, where a comparator stands before it
    unit: str | None = None  # canonical ASCII; None or "1" for pure numbers
    unit_printed: str | None = None
    condition: str | None = None
    method: str | None = None
    grade: str | None = None  # 等级, 类别
    modality: Modality = Modality.SHALL
    text: str  # the verbatim sentence or cell that holds the value
    value_text: str  # the verbatim value, at places[0]
    places: tuple[Place, ...] = ()  # of the value first, then of the words it was read with
    footnotes: tuple[str, ...] = ()
    valid: Period | None = None
    ocr: bool = False
    doubts: tuple[Doubt, ...] = ()
    reviewed: bool = False  # a reviewer accepted or corrected it

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Each op has its value."""
        needed: dict[Op, tuple[object, ...]] = {
            Op.RANGE: (self.low, self.high),
            Op.TOL: (self.nominal, self.plus, self.minus),
            Op.SAMPLING: (self.plan,),
            Op.FORMULA: (self.expression,),
        }
        fields = needed.get(self.op, () if self.op in QUALITATIVE else (self.value if self.expression is None else 1,))
        if any(field is None for field in fields):
            raise ValueError(f"a limit of kind {self.op} lacks its value")
        return self

    @property
    def awaits_review(self) -> bool:
        """Recognised in a picture, or in doubt about its value or unit, and not yet reviewed: it carries no verdict."""
        return not self.reviewed and (self.ocr or any(doubt.field in _DEMANDED for doubt in self.doubts))

    @property
    def confidence(self) -> float:
        """Of the weakest field."""
        return min((doubt.confidence for doubt in self.doubts), default=1.0)
