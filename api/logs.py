"""Log lines of the service: one JSON object a line, in English, on standard error.

A line never holds what a person asked or sent: no query, no body, no file name, no message of an exception (it may
quote a draft). An unexpected error is logged by its type and the places it passed through.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Literal

LOGGER = logging.getLogger("biaotu.service")


class JsonLines(logging.Formatter):
    """A record with its fields as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return json.dumps(line, ensure_ascii=False)


def event(
    name: str, level: Literal["info", "warning", "error"] = "info", **fields: str | int | float | list[str] | None
) -> None:
    """Log ``name`` with its fields."""
    LOGGER.log(logging.getLevelNamesMapping()[level.upper()], name, extra={"fields": fields})


def where(error: BaseException) -> list[str]:
    """The places an error passed through, outermost first, without any values."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def write_to_standard_error() -> None:
    """Unless the program around the service has set up logging of its own."""
    if LOGGER.hasHandlers():
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
