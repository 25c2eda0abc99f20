"""What a Word style says of a paragraph: heading and its level, contents, caption, note (``data/docx_styles.csv``)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.document import BlockKind


@dataclass(frozen=True, slots=True)
class StyleRole:
    """``level`` from 1 for headings; ``skip`` for what is no text of the document (headers, contents)."""

    kind: BlockKind
    level: int | None = None
    skip: bool = False


@cache
def _table() -> tuple[tuple[re.Pattern[str], StyleRole], ...]:
    rows = csv.DictReader((files("ingest.documents.data") / "docx_styles.csv").read_text("utf-8").splitlines())
    return tuple(
        (
            re.compile(row["pattern"], re.IGNORECASE),
            StyleRole(
                BlockKind.PARAGRAPH if row["role"] == "skip" else BlockKind(row["role"]),
                int(row["level"]) if row["level"] else None,
                row["role"] == "skip",
            ),
        )
        for row in rows
    )


@cache
def role_of(name: str) -> StyleRole | None:
    """The role of the style with this name, None where the name says nothing."""
    return next((role for pattern, role in _table() if pattern.fullmatch(name.strip())), None)
