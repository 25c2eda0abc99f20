"""The complaint and review pack."""

from __future__ import annotations

from collections.abc import Iterable

from api.messages import Messages
from api.reports.model import Column, Evidence, Fact, Report, Section, TableBlock
from api.reports.words import finding_columns, finding_rows, limit_evidence, standard_name, status_word, verbatim
from api.usecases.complaint import ComplaintReport, EvidenceRow, SubjectView


def describe_complaint(t: Messages, report: ComplaintReport) -> Report:
    """The pack in the language of the messages."""
    facts = (
        *subject_facts(t, report.subject),
        Fact(t("check.findings"), _counted(t, report)),
        Fact(t("report.on"), report.on.isoformat()),
        Fact(t("report.data_date"), str(report.data_date or t("report.none"))),
    )
    return Report(
        title=t("complaint.title"), subject=subject_name(report.subject), language=t.language, made=report.on,
        verdict=verdict(t, report), facts=facts, findings_title=t("check.findings"),
        findings=finding_rows(t, report.findings, "complaint"), findings_columns=finding_columns(t),
        no_findings=t("report.no_findings"),
        sections=(
            Section(t("complaint.suspected"), evidence_blocks(t, report.subject, report.suspected)),
            Section(t("complaint.incomparable"), (_incomparable(t, report),)),
            Section(t("complaint.compared_with"), (_standards(t, report),)),
            Section(t("report.left_out"), (_left_out(t, report),)),
        ),
        method_title=t("report.method"), method=tuple(_method(t, report)), footer=t("report.footer", on=report.on),
        page_words=(t("report.page_before"), t("report.page_after")),
    )  # fmt: skip


def subject_facts(t: Messages, subject: SubjectView) -> tuple[Fact, ...]:
    one = subject.standard
    shown = f"{one.number} {standard_name(one)}" if one else ""
    return (
        Fact(t("complaint.subject"), subject_name(subject)),
        Fact(t("complaint.record"), f"{shown} {status_word(t, one)}".strip()),
        Fact(t("complaint.issuer"), "、".join(one.issuers) if one and one.issuers else t("report.none")),
        Fact(t("complaint.text"), t("complaint.of_file" if subject.file else "complaint.of_data", n=subject.limits)),
    )


def subject_name(subject: SubjectView) -> str:
    return " ".join(part for part in (subject.number, subject.title) if part)


def verdict(t: Messages, report: ComplaintReport) -> str:
    """One sentence that says no more than the evidence."""
    if report.violates:
        return t("complaint.verdict_looser", n=report.counts["violation"])
    counts = {name: report.counts[name] for name in ("rows", "comparable", "review", "incomparable")}
    return t("complaint.verdict_none" if counts["comparable"] else "complaint.verdict_nothing", **counts)


def evidence_blocks(t: Messages, subject: SubjectView, rows: Iterable[EvidenceRow]) -> tuple[Evidence, ...]:
    """Both texts as printed, with edition and status on the day."""
    return tuple(
        limit_evidence(t, one.row, subject.number or subject.title,
                       f"{one.standard.number}（{status_word(t, one.standard)}）")
        for one in rows
    )  # fmt: skip


def _counted(t: Messages, report: ComplaintReport) -> str:
    return "  ".join(f"{t(f'complaint.{name}')} {report.counts[name]}" for name in ("violation", "warning", "note"))


def _incomparable(t: Messages, report: ComplaintReport) -> TableBlock:
    columns = (
        Column(t("report.characteristic"), 14), Column(t("complaint.subject"), 22), Column(t("report.standards"), 14),
        Column(t("report.limit_b"), 22), Column(t("report.why"), 16),
    )  # fmt: skip
    rows = tuple(
        (one.row.characteristic, verbatim(one.row.a), one.standard.number, verbatim(one.row.b) if one.row.b else "",
         "、".join(one.row.missing))
        for one in report.incomparable
    )  # fmt: skip
    return TableBlock("", columns, rows, t("complaint.incomparable"), (), t("report.nothing"))


def _standards(t: Messages, report: ComplaintReport) -> TableBlock:
    columns = (Column(t("field.number"), 12), Column(t("field.title_zh"), 26), Column(t("field.nature"), 8),
               Column(t("field.status"), 8), Column(t("field.implemented"), 10))  # fmt: skip
    rows = tuple(
        (one.number, standard_name(one), t(f"nature.{one.nature}") if one.nature else "", status_word(t, one),
         one.implemented)
        for one in report.compared_with
    )  # fmt: skip
    return TableBlock("", columns, rows, t("complaint.compared_with"), (), t("report.nothing"))


def _left_out(t: Messages, report: ComplaintReport) -> TableBlock:
    columns = (Column(t("field.number"), 12), Column(t("field.title_zh"), 26), Column(t("report.why"), 20))
    rows = tuple((one.number, one.title or "", t(f"check.why_{one.why}")) for one in report.not_compared)
    return TableBlock("", columns, rows, t("report.left_out"), (), t("report.nothing"))


def _method(t: Messages, report: ComplaintReport) -> Iterable[str]:
    yield t("complaint.method", rows=report.counts["rows"], standards=report.counts["standards"])
    yield t("complaint.no_accusation")
    yield t("report.official")
