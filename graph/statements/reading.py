"""Rows of the store → statements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from graph.kinds import ReviewState
from graph.statements.records import Statement

SELECT = """
SELECT s.id, n.key, p.key, s.value, o.key, s.qualifiers, src.key, r.key, r.provenance, r.retrieved_on, f.path, r.row,
       e.key, s.confidence, s.place, s.span_start, s.span_end, s.review, fr.started, COALESCE(er.started, lr.started),
       s.ended_run IS NULL
FROM statement s JOIN node n ON n.id = s.subject JOIN predicate p ON p.id = s.predicate
LEFT JOIN node o ON o.id = s.object JOIN record r ON r.id = s.record JOIN source src ON src.id = r.source
LEFT JOIN file f ON f.id = r.file JOIN extractor e ON e.id = s.extractor JOIN run fr ON fr.id = s.first_run
LEFT JOIN run er ON er.id = s.ended_run JOIN run lr ON lr.id = r.last_run
"""


def read_statement(row: Sequence[object]) -> Statement:
    (sid, subject, predicate, value, obj, qualifiers, source, record, provenance, retrieved, file, line, extractor,
     confidence, place, start, end, review, first, last, live) = row  # fmt: skip
    return Statement(
        id=int(str(sid)), subject=str(subject), predicate=str(predicate), value=_text(value), object=_text(obj),
        qualifiers=json.loads(str(qualifiers)) if qualifiers is not None else {}, source=str(source),
        record=str(record), provenance=_text(provenance), retrieved_on=date.fromisoformat(str(retrieved)),
        file=_text(file), row=None if line is None else int(str(line)), extractor=str(extractor),
        confidence=float(str(confidence)), place=_text(place),
        span=None if start is None or end is None else (int(str(start)), int(str(end))),
        review=ReviewState(str(review)), first_seen=date.fromisoformat(str(first)[:10]),
        last_seen=date.fromisoformat(str(last)[:10]), live=bool(live),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)
