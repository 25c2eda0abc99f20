"""The adoption pack of a product or service."""

from __future__ import annotations

from collections.abc import Iterable

from api.messages import Messages
from api.render import limit_value
from api.reports.model import Block, Column, Fact, FindingRow, Mark, Paragraph, Report, Section, TableBlock
from api.reports.words import MARKS, finding_columns, standard_name, status_word, where
from api.usecases.pack_views import PackEntry, PackReport
from search.policy.packs import PARTS


def describe_pack(t: Messages, report: PackReport) -> Report:
    """The pack in the language of the messages."""
    counts = "  ".join(f"{t(f'pack.{part}')} {report.counts[part]}" for part in PARTS)
    facts = (
        Fact(t("pack.product"), report.product),
        Fact(t("pack.classes"), "、".join(one.name for one in report.classes) or t("report.none")),
        Fact(t("report.counts"), counts),
        Fact(t("report.on"), report.on.isoformat()),
        Fact(t("report.data_date"), str(report.data_date or t("report.none"))),
    )
    zh = t.language == "zh"
    purposes = TableBlock(
        t("pack.purposes"),
        (Column(t("pack.purpose"), 20), Column(t("report.standards"), 30), Column(t("report.basis"), 14)),
        tuple((one.zh if zh else one.en, "、".join(one.standards), one.basis) for one in report.purposes),
        t("pack.purposes"),
    )
    sections = [
        Section(t("pack.purposes"), (purposes,)),
        *(_part(t, part, report) for part in PARTS),
        Section(t("pack.limits"), (_limits(t, report),)),
        Section(t("pack.to_judge"), (_to_judge(t, report),)),
    ]
    return Report(
        title=t("pack.title"), subject=report.product, language=t.language, made=report.on, verdict=counts,
        facts=facts, findings_title=t("pack.cautions"), findings=tuple(_cautions(t, report.entries)),
        findings_columns=finding_columns(t), no_findings=t("report.no_findings"), sections=tuple(sections),
        method_title=t("report.method"), method=tuple(_method(t, report)), footer=t("report.footer", on=report.on),
        page_words=(t("report.page_before"), t("report.page_after")),
    )  # fmt: skip


def _cautions(t: Messages, entries: Iterable[PackEntry]) -> Iterable[FindingRow]:
    """Warnings; notes stand with the standards."""
    for entry in entries:
        for one in entry.cautions:
            if one.severity != "note":
                text = one.zh if t.language == "zh" else one.en
                yield FindingRow(MARKS[one.severity], t(f"complaint.{one.severity}"), text, "", "",
                                 entry.standard.number, one.basis)  # fmt: skip


def _part(t: Messages, part: str, report: PackReport) -> Section:
    columns = (
        Column(t("field.number"), 11), Column(t("field.title_zh"), 18), Column(t("field.status"), 7),
        Column(t("pack.purpose"), 10), Column(t("pack.limits_known"), 5, number=True), Column(t("pack.methods"), 10),
        Column(t("pack.alternatives"), 10), Column(t("report.why"), 14), Column(t("report.remark"), 20),
    )  # fmt: skip
    entries = [one for one in report.entries if one.part == part]
    title = t(f"pack.{part}")
    return Section(title, (TableBlock("", columns, tuple(_row(t, one) for one in entries), title,
                                      tuple(map(_mark, entries)), t("report.nothing")),))  # fmt: skip


def _row(t: Messages, one: PackEntry) -> tuple[str | int, ...]:
    zh = t.language == "zh"
    return (
        one.standard.number, standard_name(one.standard), status_word(t, one.standard),
        "、".join(t(f"pack.{name}") for name in one.purposes), one.limits_known, "、".join(one.methods),
        "、".join(one.alternatives), one.why_zh if zh else one.why_en,
        "；".join(caution.zh if zh else caution.en for caution in one.cautions),
    )  # fmt: skip


def _mark(one: PackEntry) -> Mark:
    severities = {caution.severity.value for caution in one.cautions}
    return next((MARKS[name] for name in ("violation", "warning") if name in severities), Mark.NONE)


def _limits(t: Messages, report: PackReport) -> Block:
    columns = (
        Column(t("field.number"), 11), Column(t("report.object"), 14), Column(t("report.characteristic"), 12),
        Column(t("pack.limit"), 11), Column(t("report.condition"), 12), Column(t("pack.method"), 12),
        Column(t("report.place"), 10),
    )  # fmt: skip
    rows = tuple(
        (entry.standard.number, one.object or "", one.characteristic, limit_value(t, one), one.condition or "",
         one.method or "", where(one.place))
        for entry in report.entries for one in entry.limits
    )  # fmt: skip
    return TableBlock("", columns, rows, t("pack.limits"), (), t("pack.no_limits"))


def _to_judge(t: Messages, report: PackReport) -> Block:
    if not report.to_judge:
        return Paragraph(t("report.nothing"))
    columns = (Column(t("field.number"), 11), Column(t("field.title_zh"), 20), Column(t("field.status"), 7),
               Column(t("report.why"), 30))  # fmt: skip
    rows = tuple(
        (one.standard.number, standard_name(one.standard), status_word(t, one.standard),
         one.why_zh if t.language == "zh" else one.why_en)
        for one in report.to_judge
    )  # fmt: skip
    return TableBlock(t("pack.to_judge_of", n=report.to_judge_found), columns, rows, t("pack.to_judge"))


def _method(t: Messages, report: PackReport) -> Iterable[str]:
    yield t("pack.method_text", n=f"{report.searched:,}")
    if report.missing:
        yield t("pack.not_in_data", numbers="、".join(report.missing))
    if report.excluded:
        yield t("pack.excluded", numbers="、".join(report.excluded))
    yield t("report.official")
