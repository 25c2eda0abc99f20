"""JSON lines in, JSON lines out: the same ``id``, one answer a line; a bad line is answered with its error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Answer = Callable[[dict[str, Any]], dict[str, Any]]


def run_lines(answer: Answer) -> None:
    """Answer every line of standard input; whatever is wrong with one line, the rest goes on."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream when run as a program
    for line in sys.stdin.buffer:
        if line.strip():
            sys.stdout.write(json.dumps(_answer(line, answer), ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _answer(line: bytes, answer: Answer) -> dict[str, Any]:
    from api.errors import KNOWN, shown

    try:
        question = json.loads(line)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        return _error(None, "bad_json", str(error))
    if not isinstance(question, dict):
        return _error(None, "bad_json", "expected an object")
    key = question.get("id")
    try:
        return {"id": key, **answer(question)}
    except KNOWN as error:
        return _error(key, shown(error).code, str(error))


def _error(key: object, code: str, message: str) -> dict[str, Any]:
    return {"id": key, "error": {"code": code, "message": message}}


def text_of(question: dict[str, Any], name: str, default: str | None = None) -> str:
    """A text of a question. Raises :class:`~api.errors.BadRequest` where it is missing or no text."""
    from api.errors import BadRequest

    value = question.get(name, default)
    if not isinstance(value, str):
        raise BadRequest("expected a text under {name!r}", name=name)
    return value


def run_identifiers() -> None:
    from ingest.extract.identifiers import extract_identifiers

    run_lines(lambda q: {"identifiers": [found.to_dict() for found in extract_identifiers(text_of(q, "text"))]})
