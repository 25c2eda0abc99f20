"""Pieces of text that the terminal, pages and reports share."""

from __future__ import annotations

from api.messages import Messages
from api.usecases.read import LimitView
from api.usecases.views import StatusView
from graph.kinds import Status


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


def status_reason(t: Messages, status: StatusView) -> str:
    return t(f"reason.{status.reason}", since=status.since or "?", successor=status.successor or "?")


def stale_claim(t: Messages, status: StatusView) -> str | None:
    """What the source says where the dates say otherwise: 即将实施 after the day, 现行 after a successor."""
    ended = (Status.REPLACED, Status.WITHDRAWN)
    if status.claim is None or status.claim is status.status or (status.claim in ended and status.status in ended):
        return None
    if status.claimed_on is not None and status.on < status.claimed_on:
        return None  # the source speaks of a later day
    return t(
        "reason.stale_claim",
        claim=t(f"status.{status.claim}"),
        claimed_on=status.claimed_on or "?",
        status=t(f"status.{status.status}"),
    )
