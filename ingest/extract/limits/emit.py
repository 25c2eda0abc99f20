"""From a recognised value and what was read around it to a :class:`~graph.limits.Limit`."""

from __future__ import annotations

from decimal import Decimal

from graph.document import Modality, Place
from graph.limits import BOUNDS, QUALITATIVE, Doubt, Limit, Op, SamplingPlan
from graph.text import Normal
from graph.units import Unit
from ingest.extract.limits.value import Value

SCALED = ("value", "low", "high", "nominal", "plus", "minus")


def limit_of(
    value: Value,
    *,
    op: Op,
    characteristic: str,
    normal: Normal,
    place: Place,
    text: str | None = None,
    unit: Unit | None = None,
    unit_text: str | None = None,
    object: str | None = None,
    basis: str | None = None,
    condition: str | None = None,
    method: str | None = None,
    grade: str | None = None,
    modality: Modality = Modality.SHALL,
    doubts: tuple[Doubt, ...] = (),
    footnotes: tuple[str, ...] = (),
) -> Limit:
    """One limit. ``normal`` is the text the value was read from, ``place`` where it stands, without offsets.

    A number word of the unit (亿/g) is multiplied out; a volume fraction named by the characteristic makes ``%`` to
    ``%(V/V)``, because the two fractions do not compare.
    """
    unit = value.unit or unit
    canonical = (
        unit.canonical if unit is not None and not (unit_text or "").startswith(unit.canonical + "/") else unit_text
    )
    if canonical == "%" and "体积分数" in characteristic:
        canonical = "%(V/V)"
    factor = Decimal(unit.multiplier) if unit is not None else Decimal(1)
    numbers = {
        name: getattr(value, name) * factor if factor != 1 else getattr(value, name)
        for name in SCALED
        if getattr(value, name) is not None
    }
    if op not in BOUNDS:
        numbers.pop("value", None)
    if op in QUALITATIVE or op is Op.FORMULA:
        numbers = {}
    if not value.sure:
        doubts = (*doubts, Doubt(field="value", confidence=0.6, reason="a superscript seems to be lost"))
    return Limit(
        object=object or None,
        characteristic=characteristic,
        basis=basis or None,
        op=op,
        low_closed=value.low_closed,
        high_closed=value.high_closed,
        expression=value.expression if op is Op.FORMULA or op in BOUNDS else None,
        bound=value.bound,
        unit=canonical,
        unit_printed=unit.printed if unit is not None else None,
        condition=condition or None,
        method=method or None,
        grade=grade or None,
        modality=modality,
        text=text if text is not None else normal.source,
        value_text=normal.verbatim(value.start, value.end),
        places=(place.model_copy(update={"start": normal.start(value.start), "end": normal.end(value.end)}),),
        footnotes=footnotes,
        doubts=doubts,
        **numbers,
    )


def plan_limit(plan: SamplingPlan, **fields: object) -> Limit:
    """A sampling plan as one limit."""
    return Limit.model_validate({"op": Op.SAMPLING, "plan": plan, **fields})


def to_row(limit: Limit) -> dict[str, object]:
    """The flat form of a limit for batch commands: numbers as JSON numbers, fields without a value left out."""
    row: dict[str, object] = {"object": limit.object, "characteristic": limit.characteristic, "op": limit.op.value}
    for name in ("value", "low", "high", "nominal", "plus", "minus"):
        number = getattr(limit, name)
        if number is not None:
            row[name] = number_of(number)
    if limit.op is Op.RANGE:
        row |= {"low_inc": limit.low_closed, "high_inc": limit.high_closed}
    if limit.plan is not None:
        for name in ("n", "c", "m", "M"):
            number = getattr(limit.plan, name)
            row[name] = None if number is None else number_of(number)
    if limit.expression is not None:
        row["value"] = limit.expression
    for name in ("unit", "condition", "method", "grade"):
        row[name] = getattr(limit, name)
    row["modality"] = limit.modality.value
    row["text"] = limit.value_text
    if limit.confidence < 1:
        row["confidence"] = limit.confidence
        row["doubts"] = [doubt.model_dump() for doubt in limit.doubts]
    return row


def number_of(value: Decimal) -> int | float:
    """A JSON number of a Decimal."""
    return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
