"""Pieces of terminal output that several commands share."""

from __future__ import annotations

from rich.text import Text

from api.messages import Messages
from api.render import stale_claim, status_reason
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
