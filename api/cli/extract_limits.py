"""``biaotu extract limits``: a sentence or a table row a line in, its limits out."""

from __future__ import annotations

from typing import Any

from api.cli.batch import run_lines, text_of


def run_limits() -> None:
    """Read ``{id, text, context: {table_header, caption}}`` a line, write ``{id, limits: [...]}`` a line."""
    run_lines(_answer)


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    from api.errors import BadRequest
    from ingest.extract.limits import Context, extract_from_text, to_row

    context = question.get("context") or {}
    if not isinstance(context, dict):
        raise BadRequest("expected an object under 'context'")
    header, caption = context.get("table_header") or [], context.get("caption") or ""
    if not isinstance(header, list) or not isinstance(caption, str):
        raise BadRequest("expected a list under 'table_header' and a text under 'caption'")
    limits = extract_from_text(text_of(question, "text"), Context(tuple(map(str, header)), caption))
    return {"limits": [to_row(limit) for limit in limits]}
