"""Pieces of text that the terminal, pages and reports share."""

from __future__ import annotations

from api.messages import Messages
from api.usecases.read import LimitView


def limit_value(t: Messages, limit: LimitView) -> str:
    """The value in signs: ``≤ 80 mg/m3``, ``6～9``, ``n=5 c=2 m=10 M=100``."""
    unit = f" {limit.unit}" if limit.unit and limit.unit != "1" else ""
    match limit.op.value:
        case "le" | "lt" | "ge" | "gt":
            sign = {"le": "≤", "lt": "<", "ge": "≥", "gt": ">"}[limit.op.value]
            return f"{sign} {limit.value}{unit}"
        case "range":
            return f"{limit.low}～{limit.high}{unit}"
        case "tol":
            return f"{limit.nominal} +{limit.plus}/−{limit.minus}{unit}"
        case "sampling":
            return f"n={limit.n} c={limit.c} m={limit.m}" + (f" M={limit.M}" if limit.M is not None else "") + unit
        case "formula":
            return f"{limit.value}{unit}"
        case qualitative:
            return t(f"op.{qualitative}")
