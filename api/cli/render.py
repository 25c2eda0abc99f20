"""Pieces of terminal output that several commands share."""

from __future__ import annotations

from rich.text import Text

from api.messages import Messages
from api.usecases.views import StandardSummary, StatusView
from graph.kinds import Status

STATUS_STYLE = {
    Status.IN_FORCE: "green",
    Status.UPCOMING: "blue",
    Status.REPLACED: "red",
    Status.WITHDRAWN: "red",
    Status.PLANNED: "magenta",
    Status.UNKNOWN: "dim",
}


def title_of(standard: StandardSummary) -> str:
    return standard.title_zh or standard.title_en or "—"


def status_text(t: Messages, status: StatusView, *, reason: bool = False) -> Text:
    """The status in its colour; with ``reason`` the rule it rests on, and what a lagging source still says."""
    text = Text(t(f"status.{status.status}"), STATUS_STYLE[status.status])
    if reason:
        text.append(
            f"（{status_reason(t, status)}）" if t.language == "zh" else f" ({status_reason(t, status)})", "dim"
        )
        if status.until is not None:
            key = "reason.until" if status.successor else "reason.until_withdrawn"
            text.append("\n" + t(key, until=status.until, successor=status.successor), "blue")
        if stale := stale_claim(t, status):
            text.append(f"\n{stale}", "yellow")
    return text


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
