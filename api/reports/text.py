"""Texts as office formats can hold them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from api.reports.model import Column, Value

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without the characters XML 1.0 forbids; line ends as they are."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def width(text: str) -> int:
    """Columns a text takes: hanzi two, Latin letters one; of several lines the widest."""
    lines = text.split("\n") or [""]
    return max(sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line) for line in lines)


def shown(value: Value, column: Column | None = None) -> str:
    """A value as text."""
    if value is None:
        return "—"
    if column is not None and column.percent and isinstance(value, (int, float, Decimal)):
        return f"{value:.1%}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return clean(str(value))
