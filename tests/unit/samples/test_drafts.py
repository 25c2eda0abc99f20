"""The example drafts say that they are invented, follow GB/T 1.1-2020 and cite standards of the sample."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import docx
import pypdfium2
import pytest

SAMPLES = Path(__file__).parents[3] / "samples"
MARKER = "发明的示例，不是真实标准"
NAMES = ("001-medical-mask.docx", "002-display-wastewater.pdf", "003-cleanroom-robot.txt")
LEAD = "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款"


def _text(path: Path) -> str:
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([p.text for p in document.paragraphs] + cells)
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return path.read_text(encoding="utf-8")


@pytest.fixture(params=NAMES)
def text(request: pytest.FixtureRequest) -> str:
    return _text(SAMPLES / "drafts" / str(request.param)).replace("\r\n", "\n")


def test_draft_is_marked_as_invented(text: str) -> None:
    assert MARKER in text
    assert re.search(r"T/EXAMPLE 00\d—2026", text)


def test_draft_has_the_elements_of_a_standard(text: str) -> None:
    for element in ("前言", "范围", "规范性引用文件", "术语和定义", "要求", "试验方法|监测方法", "附录A"):
        assert re.search(rf"^(?:\d\s+)?(?:{element})", text, re.MULTILINE), element
    assert LEAD[:12] in text
    assert "表1" in text


def test_draft_cites_dated_undated_and_all_parts(text: str) -> None:
    chapter = text.split("规范性引用文件", 1)[1].split("术语和定义", 1)[0]
    assert "（所有部分）" in chapter
    assert re.search(r"^(?:GB|HJ|YY)(?:/T)? [\d.]+—\d{4}\s", chapter, re.MULTILINE)
    assert re.search(r"^(?:GB|HJ|YY)(?:/T)? [\d.]+\s", chapter, re.MULTILINE)


def test_cited_standards_are_in_the_sample(text: str) -> None:
    with (SAMPLES / "registry" / "national.csv").open(encoding="utf-8-sig", newline="") as file:
        numbers = {r["标准号"] for r in csv.DictReader(file)}
    with (SAMPLES / "registry" / "industry.csv").open(encoding="utf-8", newline="") as file:
        numbers |= {r["标准编号"] for r in csv.DictReader(file)}
    cited = set(re.findall(r"(?:GB(?:/T)?|HJ|YY(?:/T)?) \d[\d.]*(?:—\d{4})?", text))
    assert len(cited) >= 4
    for number in cited:
        known = number.replace("—", "-")
        assert any(n == known or re.match(rf"{re.escape(known)}[-.]", n) for n in numbers), number


def test_pdf_and_docx_are_one_to_three_pages_of_text() -> None:
    with pypdfium2.PdfDocument(SAMPLES / "drafts" / NAMES[1]) as pdf:
        assert 1 <= len(pdf) <= 3
    for name in (NAMES[0], NAMES[2]):
        assert 800 <= len(_text(SAMPLES / "drafts" / name)) <= 4_000


def test_display_draft_is_looser_than_the_mandatory_limit_for_fluoride_only() -> None:
    with (SAMPLES / "limits" / "gb39731-2020.csv").open(encoding="utf-8", newline="") as file:
        limits = [r for r in csv.DictReader(file) if r["条件"] == "直接排放" and r["关系"] == "le"]
    text = _text(SAMPLES / "drafts" / NAMES[1]).replace("\r\n", "\n")
    drafted = {name: Decimal(value) for name, value in re.findall(r"^\d+ (\D+?) ([\d.]+) \S+$", text, re.MULTILINE)}
    shared = {r["指标"]: Decimal(r["限值"]) for r in limits if r["指标"] in drafted}
    assert len(shared) >= 8
    assert [name for name, limit in shared.items() if drafted[name] > limit] == ["氟化物"]
    assert "总钼" in drafted.keys() - {r["指标"] for r in limits}
