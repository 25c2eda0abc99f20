"""The report of a draft check."""

from __future__ import annotations

from collections.abc import Iterable

from api.messages import Messages
from api.reports.model import Block, Column, Evidence, Fact, Mark, Paragraph, Report, Section, TableBlock, Value
from api.reports.words import (
    finding_columns,
    finding_rows,
    limit_evidence,
    limits_table,
    silent_table,
    standard_name,
    status_word,
    where,
)
from api.usecases.check import CheckReport
from api.usecases.check_applicable import ApplicableView
from api.usecases.check_coverage import CoverageView, ShareView
from api.usecases.check_limits import LimitsSection
from api.usecases.check_terms import DefinedView
from search.compare.coverage import Closeness

_PAIRS, _DERIVED = 60, 80  # pairs of sentences and derivations printed; the JSON holds all


def describe_check(t: Messages, report: CheckReport) -> Report:
    """The report in the language of the messages."""
    zh = t.language == "zh"
    overall, advice, draft = report.overall, report.advice, report.draft
    counts = {name: sum(one.severity == name for one in report.findings) for name in ("violation", "warning", "note")}
    facts = (
        Fact(t("cli.draft"), draft.title),
        Fact(t("field.number"), draft.number or t("report.none")),
        Fact(t("report.scope"), draft.scope or t("report.none")),
        Fact(t("cli.verdict"), f"{t(f'grade.{overall.grade}')}。{overall.zh}" if zh else
             f"{t(f'grade.{overall.grade}')}. {overall.en}"),
        Fact(t("cli.advice"), "\n".join([advice.zh if zh else advice.en,
                                         *(f"· {one.zh if zh else one.en}" for one in advice.facts[1:])])),
        Fact(t("check.findings"), "  ".join(f"{t(f'check.{name}')} {number}" for name, number in counts.items())),
        Fact(t("report.on"), report.on.isoformat()),
        Fact(t("report.data_date"), str(report.data_date or t("report.none"))),
    )  # fmt: skip
    sections = [
        *_applicable(t, report), _matches(t, report), _references(t, report), *_coverage(t, report.coverage),
        *_terms(t, report.terms), *_limits(t, report.limits),
    ]  # fmt: skip
    return Report(
        title=t("report.check_title"), subject=draft.title, language=t.language, made=report.on,
        verdict=f"{t('cli.advice')}: {advice.zh if zh else advice.en}", facts=facts,
        findings_title=t("check.findings"), findings=finding_rows(t, report.findings),
        findings_columns=finding_columns(t), no_findings=t("report.no_findings"),
        sections=tuple(sections), method_title=t("report.method"), method=tuple(_method(t, report)),
        footer=t("report.footer", on=report.on),
        page_words=(t("report.page_before"), t("report.page_after")),
    )  # fmt: skip


def _applicable(t: Messages, report: CheckReport) -> Iterable[Section]:
    """Standards that apply through the class of the object, with the way that leads to each."""
    section = report.applicable
    if section is None:
        return
    rows = tuple(
        (t(f"nature.{one.nature}"), one.number, standard_name(one.standard), status_word(t, one.standard),
         t("check.cited") if one.cited else "", _way(t, one))
        for one in (*section.mandatory, *section.unmarked, *section.recommended)
    )  # fmt: skip
    columns = (Column(t("field.nature"), 7), Column(t("field.number"), 11), Column(t("field.title_zh"), 16),
               Column(t("field.status"), 6), Column(t("report.cited"), 5), Column(t("report.why"), 21))  # fmt: skip
    title = t("check.applicable")
    yield Section(title, (TableBlock("", columns, rows, title, (), t("report.nothing")),))


def _way(t: Messages, one: ApplicableView) -> str:
    way = " → ".join(rung.name for rung in one.path)
    why = t(f"check.rule_{one.rule}")
    judged = "" if one.sure else f" {t('report.to_judge')}"
    return (f"{way}  {why} “{one.evidence}”" if way else why) + judged


def _matches(t: Messages, report: CheckReport) -> Section:
    rows = tuple(
        (t(f"grade.{one.grade}"), one.standard.number, standard_name(one.standard), status_word(t, one.standard),
         "\n".join(f"{'＝' if r.same else '≠'} {r.zh if t.language == 'zh' else r.en}" for r in one.reasons))
        for one in report.matches if one.grade != "none"
    )  # fmt: skip
    columns = (Column(t("cli.grade"), 7), Column(t("field.number"), 11), Column(t("field.title_zh"), 16),
               Column(t("field.status"), 6), Column(t("report.reasons"), 26))  # fmt: skip
    table = TableBlock("", columns, rows, t("cli.matches"), (), t("cli.none_found"))
    return Section(t("cli.matches"), (table,))


def _references(t: Messages, report: CheckReport) -> Section:
    rows = tuple(
        (one.number, one.standard.number if one.standard else "", standard_name(one.standard),
         t("cli.all_parts") if one.parts is not None else status_word(t, one.standard), "\n".join(one.upcoming))
        for one in report.references
    )  # fmt: skip
    columns = (Column(t("report.cited"), 12), Column(t("report.edition"), 12), Column(t("field.title_zh"), 20),
               Column(t("field.status"), 8), Column(t("status.upcoming"), 10))  # fmt: skip
    table = TableBlock("", columns, rows, t("cli.reference_check"), (), t("report.no_references"))
    return Section(t("cli.reference_check"), (table,))


def _coverage(t: Messages, coverage: CoverageView | None) -> Iterable[Section]:
    if coverage is None:
        return
    if not coverage.enough:
        why = t("report.too_short", counted=coverage.counted) if coverage.texts else t("advice_fact.no_texts")
        yield Section(t("coverage.title"), (Paragraph(why),))
        return
    over = Mark.WARNING if coverage.share > coverage.limit else Mark.NONE
    head = t("coverage.share", share=f"{coverage.share:.1%}", limit=f"{coverage.limit:.0%}",
             common=f"{coverage.common:.1%}", new=f"{coverage.new_share:.1%}")  # fmt: skip
    left = "、".join(f"{t(f'left_out.{reason}')} {weight:,}" for reason, weight in coverage.left_out.items())
    yield Section(t("coverage.title"), (
        Paragraph(head, over, strong=True),
        Paragraph(t("report.counted", counted=f"{coverage.counted:,}", sentences=coverage.sentences,
                    left=left or t("report.none"))),
        _shares(t, coverage), _new(t, coverage),
    ))  # fmt: skip
    pairs = list(_pairs(t, coverage.standards))
    if pairs:
        more = (Paragraph(t("report.more_pairs", n=len(pairs) - _PAIRS)),) if len(pairs) > _PAIRS else ()
        yield Section(t("report.side_by_side"), (*pairs[:_PAIRS], *more))


def _shares(t: Messages, coverage: CoverageView) -> TableBlock:
    kinds = tuple(Closeness)
    columns = (Column(t("field.number"), 12), Column(t("field.title_zh"), 18), Column(t("field.status"), 6),
               Column(t("coverage.part"), 7, number=True, percent=True),
               *(Column(t(f"coverage.{kind}"), 5, number=True) for kind in kinds),
               Column(t("report.remark"), 10))  # fmt: skip
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.number, standard_name(one.standard), status_word(t, one.standard), one.share,
         *(one.sentences.get(kind, 0) for kind in kinds), _remark(t, one))
        for one in coverage.standards
    )  # fmt: skip
    return TableBlock(t("report.by_standard"), columns, rows, t("report.by_standard"), (), t("report.no_overlap"))


def _remark(t: Messages, one: ShareView) -> str:
    return t("coverage.own") if one.own else t("coverage.ended") if one.ended else ""


def _new(t: Messages, coverage: CoverageView) -> TableBlock:
    columns = (
        Column(t("report.clause"), 6), Column(t("report.heading"), 14), Column(t("report.characters"), 6, number=True),
        Column(t("report.begins"), 30), Column(t("report.place"), 8),
    )  # fmt: skip
    rows = tuple((one.clause or "", one.title, one.counted, one.text, where(one.place)) for one in coverage.new)
    return TableBlock(t("report.new_clauses"), columns, rows, t("report.new_clauses"), (), t("report.nothing"))


def _pairs(t: Messages, shares: Iterable[ShareView]) -> Iterable[Evidence]:
    """Pairs of all standards that count, the larger share first."""
    for share in shares:
        if share.own or share.ended:
            continue
        for one in share.aligned:
            page = f" p.{one.page}" if one.page else ""
            notes = [t("report.likeness", likeness=f"{one.likeness:.0%}")]
            notes += [t("coverage.values_differ")] if one.values_differ else []
            yield Evidence(
                f"{t(f'coverage.{one.closeness}')}  {one.number} {one.clause}",
                ((f"{t('cli.draft')} {where(one.place)}", one.draft), (f"{one.number} {one.clause}{page}", one.text)),
                ("；".join(notes) if t.language == "zh" else "; ".join(notes),),
            )


def _terms(t: Messages, terms: tuple[DefinedView, ...]) -> Iterable[Section]:
    if terms:
        yield Section(t("report.terms"), tuple(_term(t, one) for one in terms))


def _term(t: Messages, one: DefinedView) -> Evidence:
    notes = [t("report.likeness", likeness=f"{one.likeness:.0%}")]
    if one.others:
        notes.append(t("report.also_in", numbers="、".join(one.others)))
    return Evidence(
        f"{one.term}: {t(f'term.{one.code}')}",
        ((f"{t('cli.draft')} {where(one.place)}", one.draft), (f"{one.number} {one.clause}", one.definition)),
        tuple(notes),
        Mark.WARNING if one.code == "other" else Mark.NONE,
    )


def _limits(t: Messages, limits: LimitsSection | None) -> Iterable[Section]:
    """A table for each standard compared, then the derivations of all that is not equal."""
    if limits is None:
        return
    for one in limits.against:
        title = f"{t('report.limits')}: {one.standard.number} {standard_name(one.standard)}"
        blocks: list[Block] = [limits_table(t, "", one.rows, one.standard.number)]
        if one.missing:
            silent = t("report.silent")
            blocks.append(silent_table(t, silent, one.missing, f"{one.standard.number} {silent}"))
        telling = [row for row in one.rows if row.violation or row.warning or row.review or row.b is not None]
        blocks += [limit_evidence(t, row, t("cli.draft"), one.standard.number) for row in telling[:_DERIVED]]
        yield Section(title, tuple(blocks))
    if limits.left_out:
        columns = (Column(t("field.number"), 12), Column(t("field.title_zh"), 18), Column(t("report.why"), 24))
        rows = tuple((one.number, one.title or "", t(f"check.why_{one.why}"))
                     for one in limits.left_out)  # fmt: skip
        yield Section(t("report.left_out"), (TableBlock("", columns, rows, t("report.left_out")),))


def _method(t: Messages, report: CheckReport) -> Iterable[str]:
    yield t("cli.searched", standards=f"{report.standards:,}", considered=report.considered, encoder=report.encoder)
    if report.coverage is not None:
        yield t("report.method_coverage", texts=report.coverage.texts, compared=f"{report.coverage.compared:,}")
        if not report.coverage.by_meaning:
            yield t("advice_fact.by_wording")
    if not report.calibrated:
        yield t("cli.uncalibrated", encoder=report.encoder)
    yield from (t(f"note.{note}") for note in report.draft.notes)
    yield t("cli.data_of", generation=report.generation, data_date=report.data_date, on=report.on)
    yield t("report.official")
    yield t("cli.confidential")
