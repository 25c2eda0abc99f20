"""Parameters of a page's address: what is empty counts as not given, what is wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from fastapi import Request

from api.errors import BadRequest

T = TypeVar("T")
_MOST = 200  # characters


def word(request: Request, name: str) -> str | None:
    """A text; None for an empty one."""
    return request.query_params.get(name, "").strip()[:_MOST] or None


def choice(request: Request, name: str, of: Callable[[str], T]) -> T | None:
    """What ``of`` makes of a text, and what it raises."""
    text = word(request, name)
    return None if text is None else of(text)


def number(request: Request, name: str, default: int, least: int, most: int) -> int:
    """Raises :class:`~api.errors.BadRequest`."""
    text = word(request, name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
        raise BadRequest("{name} is a whole number from {least} to {most}", name=name, least=least, most=most)
    return int(text)


def fraction(request: Request, name: str, default: float) -> float:
    """Raises :class:`~api.errors.BadRequest`."""
    text = word(request, name)
    try:
        return default if text is None else float(text)
    except ValueError as error:
        raise BadRequest("{name} is a number, not {text!r}", name=name, text=text) from error


def day(request: Request, name: str) -> date | None:
    """Raises :class:`~api.errors.BadRequest`."""
    text = word(request, name)
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise BadRequest("not a date of the form 2026-06-01: {text!r}", text=text) from error
