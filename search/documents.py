"""What the index holds of each described standard: the texts that are searched, and what filters compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind
from graph.model import Standard
from graph.periods import periods
from graph.resolve import Resolved

MAX_SCOPE = 2_000  # characters of a scope that are indexed

SCHEMA = pa.schema(
    [
        ("alive", pa.bool_()),
        ("number", pa.string()),
        ("work", pa.string()),
        ("lineage", pa.string()),
        ("title_zh", pa.string()),
        ("title_en", pa.string()),
        ("scope", pa.string()),
        ("level", pa.string()),
        ("nature", pa.string()),
        ("year", pa.int32()),
        ("status_claim", pa.string()),
        ("status_claimed_on", pa.date32()),
        ("issued", pa.date32()),
        ("implemented", pa.date32()),
        ("withdrawn_on", pa.date32()),
        ("in_force_to", pa.date32()),
        ("succeeded_by", pa.string()),
        ("issuers", pa.list_(pa.string())),
        ("ics", pa.list_(pa.string())),
        ("ccs", pa.list_(pa.string())),
        ("domains", pa.list_(pa.string())),
        ("upcoming_from", pa.int32()),
        ("upcoming_to", pa.int32()),
        ("in_force_from", pa.int32()),
        ("in_force_to_day", pa.int32()),
        ("ended_from", pa.int32()),
    ]
)
_FACTS = (
    "number",
    "title_zh",
    "title_en",
    "level",
    "nature",
    "year",
    "status_claim",
    "status_claimed_on",
    "issued",
    "implemented",
    "withdrawn_on",
    "in_force_to",
    "succeeded_by",
)


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One edition as the index shows it."""

    standard: Standard
    work: str
    issuers: tuple[str, ...]
    ics: tuple[str, ...]
    ccs: tuple[str, ...]
    domains: tuple[str, ...]

    @property
    def embedded_text(self) -> str:
        """The text whose vector is kept: the title."""
        return self.standard.title_zh or self.standard.title_en or ""


def document_row(resolved: Resolved) -> dict[str, Any] | None:
    """The row of a standard; None for nodes that are not searched (other kinds, standards only mentioned)."""
    standard = resolved.node
    if not isinstance(standard, Standard) or not standard.described:
        return None
    work, lineage = _work(standard.number)
    when = periods(standard)
    codes = _keys(resolved, EdgeKind.CLASSIFIED_AS)
    row: dict[str, Any] = {name: _plain(getattr(standard, name)) for name in _FACTS}
    return row | {
        "alive": True,
        "work": work,
        "lineage": lineage,
        "scope": (standard.scope or standard.main_content or "")[:MAX_SCOPE] or None,
        "issuers": _keys(resolved, EdgeKind.ISSUED_BY),
        "domains": _keys(resolved, EdgeKind.IN_DOMAIN),
        "ics": [code[4:] for code in codes if code.startswith("ICS ")],
        "ccs": [code[4:] for code in codes if code.startswith("CCS ")],
        "upcoming_from": when.upcoming[0],
        "upcoming_to": when.upcoming[1],
        "in_force_from": when.in_force[0],
        "in_force_to_day": when.in_force[1],
        "ended_from": when.ended_from,
    }


def read_document(row: dict[str, Any]) -> IndexDocument:
    """A row of the index, typed again."""
    facts = {name: row[name] for name in _FACTS if row[name] is not None}
    standard = Standard(id=f"standard:{row['number']}", described=True, scope=row["scope"], **facts)
    return IndexDocument(
        standard, row["work"], tuple(row["issuers"]), tuple(row["ics"]), tuple(row["ccs"]), tuple(row["domains"])
    )


def _keys(resolved: Resolved, kind: EdgeKind) -> list[str]:
    return [edge.end.partition(":")[2] for edge in resolved.edges if edge.kind is kind]


def _work(number: str) -> tuple[str, str]:
    try:
        identifier = parse(number)
    except InvalidIdentifier:
        return number, number
    return identifier.work.canonical, identifier.lineage


def _plain(value: Any) -> Any:
    return value.value if hasattr(value, "value") else value
