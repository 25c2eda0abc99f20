"""Pieces that descriptions of several reports share: findings, places, limits, standards."""

from __future__ import annotations

from collections.abc import Iterable

from api.messages import Messages
from api.render import limit_value
from api.reports.model import Column, Evidence, FindingRow, Mark, TableBlock
from api.usecases.compare import CompareRow, Sentence, SilentRow
from api.usecases.read import LimitView
from api.usecases.views import FindingView, StandardSummary
from graph.document import Place

MARKS = {"violation": Mark.VIOLATION, "warning": Mark.WARNING, "note": Mark.NOTE}


def said(t: Messages, one: Sentence) -> str:
    """A sentence in the language of the report, with its source."""
    text = one.zh if t.language == "zh" else one.en
    return f"{text} [{one.source}]" if one.source else text


def where(place: Place | None) -> str:
    """``4.2.1 表1 p.6``."""
    if place is None:
        return ""
    page = f"p.{place.page}" if place.page else None
    return " ".join(part for part in (place.clause, place.table, page) if part)


def finding_rows(t: Messages, findings: Iterable[FindingView], words: str = "check") -> tuple[FindingRow, ...]:
    """``words``: the group of the catalogue that names the severities."""
    return tuple(
        FindingRow(MARKS[one.severity], t(f"{words}.{one.severity}"), one.zh if t.language == "zh" else one.en,
                   where(one.place), one.quote, "\n".join(one.standards), one.basis)
        for one in findings
    )  # fmt: skip


def standard_name(one: StandardSummary | None) -> str:
    return "" if one is None else one.title_zh or one.title_en or ""


def status_word(t: Messages, one: StandardSummary | None) -> str:
    return t("cli.not_in_data") if one is None else t(f"status.{one.status.status}")


def limits_table(t: Messages, title: str, rows: Iterable[CompareRow], sheet: str) -> TableBlock:
    """Limits of A and what answers them, the grave ones set off."""
    columns = (
        Column(t("report.object"), 14), Column(t("report.characteristic"), 12), Column(t("report.condition"), 10),
        Column(t("report.limit_a"), 11), Column(t("report.limit_b"), 11), Column(t("report.verdict"), 9),
    )  # fmt: skip
    listed = list(rows)
    return TableBlock(title, columns, tuple(_row(t, one) for one in listed), sheet, tuple(map(_mark, listed)),
                      t("report.no_limits"))  # fmt: skip


def _row(t: Messages, one: CompareRow) -> tuple[str, ...]:
    verdict = t("compare.violation") if one.violation else t(f"compare.{one.verdict.value}")
    b = limit_value(t, one.b) if one.b else "—"
    return one.object, one.characteristic, one.condition or "", limit_value(t, one.a), b, verdict


def _mark(one: CompareRow) -> Mark:
    if one.violation:
        return Mark.VIOLATION
    return Mark.WARNING if one.warning or one.review else Mark.NONE


def limit_evidence(t: Messages, one: CompareRow, a: str, b: str) -> Evidence:
    """Both limits verbatim with the derivation of the verdict, rule by rule."""
    notes = [said(t, x) for x in (*one.steps, *one.cautions, *one.legal, *one.notes)]
    texts = [_verbatim(a, one.a)]
    if one.b is not None:
        texts.append(_verbatim(b, one.b))
    verdict = t("compare.violation") if one.violation else t(f"compare.{one.verdict.value}")
    return Evidence(f"{one.object} {one.characteristic}: {verdict}", tuple(texts), tuple(notes), _mark(one))


def _verbatim(whose: str, limit: LimitView) -> tuple[str, str]:
    place = where(limit.place) or (f"p.{limit.page}" if limit.page else "")
    return f"{whose} {place}".strip(), verbatim(limit)


def verbatim(limit: LimitView) -> str:
    """As printed: the sentence or row where it is known, else the cell."""
    return limit.sentence or limit.text


def silent_table(t: Messages, title: str, rows: Iterable[SilentRow], sheet: str) -> TableBlock:
    """What only B says."""
    columns = (
        Column(t("report.object"), 16), Column(t("report.characteristic"), 14), Column(t("report.condition"), 12),
        Column(t("report.limit_b"), 14), Column(t("report.place"), 10),
    )  # fmt: skip
    made = tuple(
        (one.object, one.characteristic, one.condition or "", limit_value(t, one.b), where(one.b.place)) for one in rows
    )
    return TableBlock(title, columns, made, sheet, (), t("report.nothing"))


def finding_columns(t: Messages) -> tuple[str, ...]:
    return tuple(t(f"report.{name}") for name in ("severity", "finding", "place", "standards", "basis"))
