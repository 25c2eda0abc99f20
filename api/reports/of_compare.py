"""The report of a comparison of two documents limit by limit."""

from __future__ import annotations

from collections.abc import Iterable

from api.messages import Messages
from api.reports.model import Fact, FindingRow, Mark, Report, Section
from api.reports.words import finding_columns, limit_evidence, limits_table, said, silent_table, where
from api.usecases.compare import ComparedDocument, CompareResult, CompareRow

_DERIVED = 200
_COUNTED = ("violations", "looser", "mixed", "incomparable", "stricter", "equal", "new", "missing", "review")


def describe_compare(t: Messages, result: CompareResult) -> Report:
    """The report in the language of the messages."""
    counts = "  ".join(f"{t(f'compare.{name}')} {result.counts[name]}" for name in _COUNTED)
    facts = (
        Fact("A", _name(result.a)), Fact("B", _name(result.b)),
        Fact(t("report.on"), result.as_of.isoformat()), Fact(t("report.counts"), counts),
    )  # fmt: skip
    telling = [row for row in result.rows if row.b is not None][:_DERIVED]
    evidence = tuple(limit_evidence(t, row, result.a.number or "A", result.b.number or "B") for row in telling)
    return Report(
        title=t("report.compare_title"), subject=f"{_short(result.a)} / {_short(result.b)}", language=t.language,
        made=result.as_of, verdict=counts, facts=facts, findings_title=t("check.findings"),
        findings=tuple(_findings(t, result)), findings_columns=finding_columns(t),
        no_findings=t("report.no_findings"),
        sections=(
            Section(t("report.limits"), (limits_table(t, "", result.rows, t("report.limits")),)),
            Section(t("report.silent"), (silent_table(t, "", result.missing, t("report.silent")),)),
            Section(t("report.derivations"), evidence),
        ),
        method_title=t("report.method"), method=tuple(_method(t, result)), footer=t("report.footer", on=result.as_of),
        page_words=(t("report.page_before"), t("report.page_after")),
    )  # fmt: skip


def _name(one: ComparedDocument) -> str:
    return " ".join(part for part in (one.number, one.title, f"({one.name})") if part)


def _short(one: ComparedDocument) -> str:
    return one.number or one.name


def _findings(t: Messages, result: CompareResult) -> Iterable[FindingRow]:
    """Violations, then what is looser than a recommended standard, then what a person has to judge."""
    for row in sorted(result.rows, key=lambda x: (not x.violation, not x.warning)):
        if row.violation or row.warning or row.review:
            yield _finding(t, row, result.b)


def _finding(t: Messages, row: CompareRow, b: ComparedDocument) -> FindingRow:
    mark = Mark.VIOLATION if row.violation else Mark.WARNING if row.warning else Mark.NOTE
    verdict = t("compare.violation") if row.violation else t(f"compare.{row.verdict.value}")
    why = [said(t, one) for one in (*row.steps[-1:], *row.cautions)]
    text = "\n".join([f"{row.object} {row.characteristic}: {verdict}", *why])
    basis = "\n".join(one.source or said(t, one) for one in row.legal)
    grade = t(f"check.{mark}")
    return FindingRow(mark, grade, text, where(row.a.place), row.a.text, _short(b), basis)


def _method(t: Messages, result: CompareResult) -> Iterable[str]:
    yield t("report.method_compare", a=result.a.limits, b=result.b.limits)
    yield from (said(t, one) for one in result.remarks)
    yield from (*result.a.warnings, *result.b.warnings)
    yield t("report.official")
