"""The evidence of the effect of a standard."""

from __future__ import annotations

from api.messages import Messages
from api.reports.model import Block, Column, Fact, Paragraph, Report, Section, TableBlock
from api.reports.of_complaint import evidence_blocks, subject_facts, subject_name
from api.reports.words import finding_columns, standard_name, status_word
from api.usecases.evidence import EvidenceReport, UseView


def describe_evidence(t: Messages, report: EvidenceReport) -> Report:
    """The evidence in the language of the messages."""
    facts = (
        *subject_facts(t, report.subject),
        Fact(t("evidence.reviewed"), str(report.reviewed or t("report.none"))),
        Fact(t("report.on"), report.on.isoformat()),
        Fact(t("report.data_date"), str(report.data_date or t("report.none"))),
    )
    sections = (
        Section(t("evidence.cited_by"), (_uses(t, report.cited_by, t("evidence.cited_by")),)),
        Section(t("evidence.adoption"), _adoption(t, report)),
        Section(t("evidence.conversion"), (_conversions(t, report),)),
        Section(t("evidence.first"), (Paragraph(first_text(t, report)),)),
        Section(t("evidence.strictness"), _strictness(t, report)),
    )
    return Report(
        title=t("evidence.title"), subject=subject_name(report.subject), language=t.language, made=report.on,
        verdict=summary_text(t, report), facts=facts, findings_title=t("check.findings"), findings=(),
        findings_columns=finding_columns(t), no_findings=t("evidence.no_findings"), sections=sections,
        method_title=t("report.method"),
        method=(*(t(f"evidence.{code}") for code in report.remarks), t("report.official")),
        footer=t("report.footer", on=report.on), page_words=(t("report.page_before"), t("report.page_after")),
    )  # fmt: skip


def summary_text(t: Messages, report: EvidenceReport) -> str:
    """What was found, in one sentence of numbers."""
    binding = len({one.by.number for one in report.cited_by if one.mandatory})
    stated = sum(one.stated for one in report.conversions)
    verdicts = report.verdicts
    compared = t("evidence.not_compared") if verdicts is None else t(
        "evidence.compared", n=sum(verdicts.values()), stricter=verdicts.get("stricter", 0),
        equal=verdicts.get("equal", 0), looser=len(report.looser), incomparable=verdicts.get("incomparable", 0),
    )  # fmt: skip
    numbers = len({one.by.number for one in report.cited_by})
    return t("evidence.summary", cited=numbers, binding=binding, converted=stated, compared=compared)


def first_text(t: Messages, report: EvidenceReport) -> str:
    first = report.first
    if first is None:
        return t("evidence.no_topic")
    key = "first_other" if not first.this else "first_this" if first.followed_by else "first_alone"
    text = t(f"evidence.{key}", topic=first.topic, standard=first.standard, issued=first.issued, n=first.followed_by)
    return text + (t("evidence.first_undated", n=first.undated) if first.undated else "")


def relation_word(t: Messages, one: UseView) -> str:
    key = f"relation.{one.relation}"
    return t(key) if t.has(key) else one.relation


def _uses(t: Messages, uses: tuple[UseView, ...], sheet: str) -> TableBlock:
    columns = (
        Column(t("field.number"), 11), Column(t("field.title_zh"), 18), Column(t("field.nature"), 7),
        Column(t("field.status"), 7), Column(t("evidence.names"), 11), Column(t("evidence.relation"), 8),
        Column(t("report.place"), 8), Column(t("evidence.verbatim"), 26),
    )  # fmt: skip
    rows = tuple(
        (one.by.number, standard_name(one.by), t(f"nature.{one.by.nature}") if one.by.nature else "",
         status_word(t, one.by), one.target, relation_word(t, one), one.place, one.text)
        for one in uses
    )  # fmt: skip
    return TableBlock("", columns, rows, sheet, (), t("report.nothing"))


def _adoption(t: Messages, report: EvidenceReport) -> tuple[Block, ...]:
    own = "、".join(f"{one.number} {one.degree}".strip() for one in report.adopts) or t("report.none")
    return (Paragraph(t("evidence.adopts", numbers=own)), _uses(t, report.adopted_by, t("evidence.adoption")))


def _conversions(t: Messages, report: EvidenceReport) -> TableBlock:
    columns = (Column(t("field.number"), 12), Column(t("field.title_zh"), 24), Column(t("report.basis"), 26))
    rows = tuple(
        (one.to.number, standard_name(one.to), t("evidence.stated" if one.stated else "evidence.lead"))
        for one in report.conversions
    )
    return TableBlock("", columns, rows, t("evidence.conversion"), (), t("report.nothing"))


def _strictness(t: Messages, report: EvidenceReport) -> tuple[Block, ...]:
    if report.verdicts is None:
        return (Paragraph(t("evidence.not_compared")),)
    return (Paragraph(summary_text(t, report)), *evidence_blocks(t, report.subject, (*report.stricter, *report.looser)))
