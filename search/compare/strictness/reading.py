"""Reading the sides of a comparison: from JSON as people write it, and from :class:`graph.limits.Limit`.

Numbers may come as numbers or texts (``"3-4"``, ``"ENF"``, ``"IP54"``, ``"2×10⁶"``); signs as ``le`` or ``≤``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from graph.limits import Limit, Op
from search.compare.strictness.data import normal
from search.compare.strictness.model import Demand, Given, Side, StandardFacts
from search.compare.strictness.numbers import fitting, read_number
from search.compare.strictness.units import read_unit

_OPS = {
    "<=": "le", "≤": "le", "不大于": "le", "不超过": "le", "max": "le", "<": "lt", ">=": "ge", "≥": "ge",
    "不小于": "ge", "min": "ge", ">": "gt", "=": "eq", "==": "eq", "eq": "eq", "±": "tol", "in": "in",
    "one_of": "in", "enum": "in",
    "refer": "refer", "reference": "refer", "name": "formula", "grade": "formula", "不得检出": "not_detected",
    "nd": "not_detected",
}  # fmt: skip
_KNOWN = frozenset(op.value for op in Op) | {"eq", "in", "refer"}
_MODALITIES = {
    "应": "shall", "必须": "shall", "宜": "should", "可": "may", "能": "can", "shall": "shall", "should": "should",
    "may": "may", "can": "can", "statement": "statement", "": "shall",
}  # fmt: skip


_AT_LEAST = re.compile(r"^(?:不低于|不应低于|应不低于|不小于|达到|≥|≤|不大于|不高于)\s*")
_MEASURED = re.compile(r"^([-+]?\d+(?:\.\d+)?)([^\d.:~-].*)$")


class WrongPair(ValueError):
    """A pair that cannot be read: the message names the field and what is expected."""


Json = Mapping[str, object]


def read_side(given: object, name: str) -> Side | None:
    """A side of a pair: ``{std, level?, mandatory?, limit: {…}}``; None stays None. Raises :class:`WrongPair`."""
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise WrongPair(f"{name}: expected an object with std and limit, or null")
    limit = given.get("limit")
    if limit is None:
        return None
    if not isinstance(limit, Mapping):
        raise WrongPair(f"{name}.limit: expected an object")
    return Side(_standard(given, name), read_demand(limit, f"{name}.limit"))


def _standard(given: Json, name: str) -> StandardFacts:
    mandatory = given.get("mandatory")
    if mandatory is not None and not isinstance(mandatory, bool):
        raise WrongPair(f"{name}.mandatory: expected true or false")
    return StandardFacts(
        _text(given, "std", name), _text(given, "level", name), mandatory, _text(given, "status", name),
        read_date(given.get("since"), f"{name}.since"), read_date(given.get("until"), f"{name}.until"),
        _text(given, "successor", name),
    )  # fmt: skip


def read_date(given: object, name: str) -> date | None:
    """A day as YYYY-MM-DD. Raises :class:`WrongPair`."""
    if given is None or given == "":
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise WrongPair(f"{name}: expected a day as YYYY-MM-DD") from None


def _text(given: Json, key: str, name: str) -> str:
    value = given.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    raise WrongPair(f"{name}.{key}: expected a text")


def read_demand(given: Json, name: str = "limit") -> Demand:
    """A limit of the batch format. Raises :class:`WrongPair` naming the field."""
    characteristic = _text(given, "characteristic", name)
    if not characteristic:
        raise WrongPair(f"{name}.characteristic: missing")
    op = _text(given, "op", name)
    op = _OPS.get(op.casefold(), op.casefold())
    if op not in _KNOWN:
        raise WrongPair(f"{name}.op: {op!r} is none of {', '.join(sorted(_KNOWN))}")
    value, unit = _value(given, "value", name), _text(given, "unit", name)
    if isinstance(value, str) and not unit:
        value, unit = _with_unit(value, characteristic)
    if op in ("formula", "refer") and value is None:
        value = _given(_text(given, "expression", name))
    made = Demand(
        characteristic=characteristic, op=op, object=_text(given, "object", name), basis=_text(given, "basis", name),
        value=value, low=_value(given, "low", name), high=_value(given, "high", name),
        low_closed=given.get("low_closed") is not False, high_closed=given.get("high_closed") is not False,
        nominal=_value(given, "nominal", name), plus=_value(given, "plus", name), minus=_value(given, "minus", name),
        n=_value(given, "n", name), c=_value(given, "c", name), m=_value(given, "m", name), M=_value(given, "M", name),
        members=_members(given, name), unit=unit, condition=_text(given, "condition", name),
        method=_text(given, "method", name), grade=_text(given, "grade", name), lod=_value(given, "lod", name),
        portion=_text(given, "portion", name), modality=read_modality(given.get("modality"), name),
        awaits_review="ocr" if given.get("ocr") is True and given.get("reviewed") is not True else "",
    )  # fmt: skip
    _require(made, name)
    return made


def _with_unit(text: str, characteristic: str) -> tuple[Given, str]:
    """A value that was written with its unit (``30分钟``) as both; grades, codes and pencils stay one text."""
    match = _MEASURED.match(normal(text))
    if match is None or "硬度" in characteristic or match.group(2).startswith(("级", "等", "类", "星")):
        return text, ""
    unit, number = read_unit(match.group(2)), read_number(match.group(1))
    return (number, match.group(2)) if unit is not None and not unit.opaque and number is not None else (text, "")


def _require(limit: Demand, name: str) -> None:
    needed: dict[str, tuple[Given, ...]] = {
        "le": (limit.value,), "lt": (limit.value,), "ge": (limit.value,), "gt": (limit.value,), "eq": (limit.value,),
        "tol": (limit.plus, limit.minus), "sampling": (limit.n, limit.c, limit.m), "refer": (limit.value,),
        "formula": (limit.value,),
    }  # fmt: skip
    if any(field is None for field in needed.get(limit.op, ())):
        raise WrongPair(f"{name}: op {limit.op!r} lacks its value")
    if limit.op == "range" and limit.low is None and limit.high is None:
        raise WrongPair(f"{name}: op 'range' lacks low and high")
    if limit.op == "in" and not limit.members:
        raise WrongPair(f"{name}: op 'in' lacks values")


def read_modality(given: object, name: str) -> str:
    """shall, should, may, can, statement; 应, 宜, 可, 能. Raises :class:`WrongPair`."""
    text = given.strip().casefold() if isinstance(given, str) else "" if given is None else None
    if text is None or text not in _MODALITIES:
        raise WrongPair(f"{name}.modality: expected shall, should, may or can")
    return _MODALITIES[text]


def _members(given: Json, name: str) -> tuple[str, ...]:
    values = given.get("values", given.get("members"))
    if values is None and isinstance(given.get("value"), list):
        values = given.get("value")
    if values is None:
        return ()
    if not isinstance(values, (list, tuple)):
        raise WrongPair(f"{name}.values: expected a list")
    return tuple(str(value) for value in values if isinstance(value, (str, int, float)))


def _value(given: Json, key: str, name: str) -> Given:
    value = given.get(key)
    if value is None or isinstance(value, list):
        return None
    if isinstance(value, bool):
        raise WrongPair(f"{name}.{key}: expected a number or a text")
    if isinstance(value, (int, float)):
        if isinstance(value, float) and not math.isfinite(value):
            raise WrongPair(f"{name}.{key}: not a finite number")
        number = fitting(Decimal(repr(value) if isinstance(value, float) else value))
    elif isinstance(value, Decimal):
        number = fitting(value)
    elif isinstance(value, Fraction):
        return value
    elif isinstance(value, str):
        return _given(value)
    else:
        raise WrongPair(f"{name}.{key}: expected a number or a text")
    if number is None:
        raise WrongPair(f"{name}.{key}: no size that a limit can have")
    return number


def _given(text: str) -> Given:
    """A number where the text is one; grades, names and ratios stay readable as they are."""
    if not text.strip():
        return None
    text = _AT_LEAST.sub("", text.strip())
    plain = normal(text)
    number = None if "/" in plain else read_number(text)
    return number if number is not None else text.strip()


def from_limit(limit: Limit) -> Demand:
    """A limit as extracted from a document."""
    plan = limit.plan
    named = limit.expression if limit.op is Op.FORMULA else None
    return Demand(
        characteristic=limit.characteristic, op=limit.op.value, object=limit.object or "", basis=limit.basis or "",
        value=named if named is not None else limit.value, low=limit.low, high=limit.high,
        low_closed=limit.low_closed, high_closed=limit.high_closed,
        nominal=limit.nominal, plus=limit.plus, minus=limit.minus,
        n=plan.n if plan else None, c=plan.c if plan else None, m=plan.m if plan else None,
        M=plan.M if plan else None,
        unit=limit.unit or "", condition=limit.condition or "", method=limit.method or "", grade=limit.grade or "",
        modality=limit.modality.value, awaits_review=("ocr" if limit.ocr else "doubt") if limit.awaits_review else "",
    )  # fmt: skip
