"""Packs on real mandatory texts and invented drafts: what a file shows, its number shows too; silence is no verdict."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.messages import Messages
from api.reports.excel import write_xlsx
from api.reports.of_complaint import describe_complaint
from api.reports.of_evidence import describe_evidence
from api.reports.of_pack import describe_pack
from api.reports.page import write_html
from api.reports.word import write_docx
from api.settings import Settings
from api.usecases.complaint import ComplaintReport, complaint_of_number, complaint_of_text
from api.usecases.evidence import evidence
from api.usecases.ingest import ingest_and_publish
from api.usecases.library import Library, library
from api.usecases.pack import pack
from api.usecases.patents import patents
from graph.errors import NotFound
from ingest.documents.draft import read_draft
from ingest.runner import IngestOptions

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = ROOT / "tests" / "fixtures" / "drafts"
ONESIE, PANEL = DRAFTS / "01-infant-onesie.docx", DRAFTS / "03-veneered-panel.md"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("packs") / "data"
    samples = ROOT / "samples"
    files = [samples / "registry", samples / "texts", samples / "graph", ONESIE, PANEL]
    ingest_and_publish(Settings(data=data), files, IngestOptions(retrieved_on=DAY))
    return data


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Library]:
    with library(Settings(data=folder, on=DAY)) as found:
        yield found


def looser(report: ComplaintReport) -> set[tuple[str, str]]:
    return {(one.standard.number, one.row.characteristic) for one in report.suspected if one.row.violation}


@pytest.mark.parametrize(
    ("path", "number", "standard"),
    [(ONESIE, "T/EXTEX 001-2026", "GB 18401-2010"), (PANEL, "T/EXWOOD 003-2026", "GB 18580-2025")],
)
def test_a_number_shows_what_its_text_shows(opened: Library, path: Path, number: str, standard: str) -> None:
    by_text = complaint_of_text(opened, read_draft(path.name, path.read_bytes()))
    by_number = complaint_of_number(opened, number)
    assert by_text.violates and by_number.violates
    assert looser(by_text) == looser(by_number)
    assert {mandatory for mandatory, _ in looser(by_number)} == {standard}
    for one in by_number.suspected:
        assert one.row.a.text and one.row.b is not None and one.row.b.text  # both verbatim
        assert one.row.steps and one.row.legal
        assert one.standard.status.status
    assert all("认定" in one.zh for one in by_number.findings if one.code == "complaint.violation")


def test_ended_citations_are_listed(opened: Library) -> None:
    report = complaint_of_number(opened, "T/EXTEX 001-2026")
    assert [one.number for one in report.references] == ["GB/T 191-2008"]
    assert "GB/T 191-2025" in next(one.zh for one in report.findings if one.code == "complaint.cited_ended")


def test_without_a_text_nothing_is_said_of_a_breach(opened: Library) -> None:
    report = complaint_of_number(opened, "T/CAS 290-2016") if _has(opened, "T/CAS 290-2016") else _any_group(opened)
    assert not report.violates
    assert report.counts["rows"] == 0
    assert any(one.code == "complaint.no_text" for one in report.findings)
    assert "不能说" in describe_complaint(Messages("zh"), report).verdict


def _has(opened: Library, number: str) -> bool:
    return bool(opened.index.rows_of_numbers([number]))


def _any_group(opened: Library) -> ComplaintReport:
    table = opened.index.documents
    rows = zip(table["number"].to_pylist(), table["level"].to_pylist(), table["alive"].to_pylist(), strict=True)
    number = next(n for n, level, alive in rows if alive and level == "group" and not n.startswith("T/EX"))
    return complaint_of_number(opened, number)


def test_an_ended_standard_is_said_to_have_ended(opened: Library) -> None:
    report = complaint_of_number(opened, "GB/T 7408")
    assert report.subject.number == "GB/T 7408-2005"
    assert any(one.code == "complaint.subject_ended" for one in report.findings)
    assert not any(one.code == "complaint.review_due" for one in report.findings)
    with pytest.raises(NotFound):
        complaint_of_number(opened, "GB/T 99999-2020")


def test_a_standard_below_a_mandatory_one_is_fit_for_nothing(opened: Library) -> None:
    report = pack(opened, "婴幼儿连体服")
    entries = {one.standard.number: one for one in report.entries}
    assert entries["GB 18401-2010"].part == "mandatory"
    assert entries["GB 18401-2010"].purposes
    bad = entries["T/EXTEX 001-2026"]
    assert bad.purposes == ()
    assert bad.cautions[0].code == "pack.below_mandatory"
    assert all("T/EXTEX 001-2026" not in purpose.standards for purpose in report.purposes)


def test_what_only_names_the_product_is_to_be_judged(opened: Library) -> None:
    report = pack(opened, "医用口罩")
    assert {"GB 19083-2023", "YY/T 0969-2023"} <= {one.standard.number for one in report.entries}
    assert all(one.why_zh and one.why_en for one in (*report.entries, *report.to_judge))
    assert not {one.standard.number for one in report.entries} & {one.standard.number for one in report.to_judge}
    nothing = pack(opened, "zzqqxx")
    assert (nothing.found, nothing.entries) == (0, ())


def test_evidence_says_stricter_only_where_compared(opened: Library) -> None:
    report = evidence(opened, "T/EXTEX 001-2026")
    assert report.verdicts is not None
    assert {one.row.characteristic for one in report.stricter} == {"pH值"}
    assert len(report.looser) == 2
    silent = evidence(opened, "GB/T 7408-2005")
    assert silent.verdicts is None
    assert "no_limits" in silent.remarks
    assert silent.stricter == ()


def test_patents_of_the_sample(opened: Library) -> None:
    report = patents(opened)
    motorola = next(one for one in report.standards if one.number == "ETSI TS 102 361-1")
    assert {tie.kind for tie in motorola.ties} >= {"disclosed"}
    assert "no_candidates" in report.remarks  # `biaotu link` was not run
    one = patents(opened, "GB 18401")
    assert (one.standards, one.silent) == ((), ())
    assert one.looked_at >= 1
    topic = patents(opened, topic="机器人")
    assert topic.looked_at < report.looked_at


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reports_hold_both_texts(opened: Library, language: str) -> None:
    t = Messages(language)  # type: ignore[arg-type]
    complaint = describe_complaint(t, complaint_of_number(opened, "T/EXTEX 001-2026"))
    document = docx.Document(io.BytesIO(write_docx(complaint)))
    text = "\n".join(p.text for p in document.paragraphs) + "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "婴幼儿连体服的甲醛含量应不大于75 mg/kg" in text
    assert "GB 18401-2010" in text
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(describe_pack(t, pack(opened, "婴幼儿连体服")))))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "T/EXTEX 001-2026" in cells
    assert "GB 18401-2010" in write_html(describe_evidence(t, evidence(opened, "T/EXTEX 001-2026")))


def test_commands_and_their_exit_codes(folder: Path, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["--data", str(folder), "--on", str(DAY), *words])
        return done.exit_code, done.output

    report = tmp_path / "c.docx"
    code, said = run("complaint", str(ONESIE), "--docx", str(report))
    assert code == 1
    assert "按所列文本" in said and "违法" in said
    assert report.read_bytes()[:2] == b"PK"
    assert run("complaint", "GB/T 7408-2005")[0] == 0
    assert run("complaint", "没有.docx")[0] == 2
    assert run("complaint", "abc")[0] == 2
    assert run("pack", "x")[0] == 2
    assert run("patents", "GB 18401", "--topic", "纺织")[0] == 2
    assert run("patents", "--cluster", "9999", "--field", "biomedicine")[0] == 2
    assert run("evidence", "T/EXTEX 001-2026")[0] == 0
