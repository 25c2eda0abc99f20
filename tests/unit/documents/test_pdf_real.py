"""Published standards as they are: tables, clauses and repairs, compared with the printed pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from graph.document import Clause, Document, ElementKind, RepairKind, Table
from ingest.documents import ocr
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile

pytestmark = pytest.mark.shared

SCANS = {
    "GB-14553-93",
    "GB-16297-1996",
    "GB-18483-2001",
    "GB-18597-2001",
    "GB-3838-2002",
    "GB-8978-1996",
    "GB-9078-1996",
}


@cache
def read(folder: Path, name: str, *, recognise: bool = False) -> Document:
    path = folder / "data" / "pdf" / f"{name}.pdf"
    return read_document(path.name, path.read_bytes(), ReadOptions(ocr=recognise))


def table(found: Document, number: str) -> Table:
    (only,) = [b.table for b in found.blocks if b.table is not None and b.table.number == number]
    return only


def clause(found: Document, number: str) -> Clause:
    (only,) = [c for c in found.walk() if c.number == number]
    return only


def text(found: Document, number: str) -> str:
    return "\n".join(found.blocks[i].text for i in clause(found, number).blocks)


def test_boiler_standard_table_1(shared: Path) -> None:
    found = table(read(shared, "GB-13271-2014"), "表1")
    assert (found.caption, found.unit, found.header_rows) == ("在用锅炉大气污染物排放浓度限值", "mg/m³", 2)
    assert found.grid() == [
        ["污染物项目", "限值", "限值", "限值", "污染物排放监控位置"],
        ["污染物项目", "燃煤锅炉", "燃油锅炉", "燃气锅炉", "污染物排放监控位置"],
        ["颗粒物", "80", "60", "30", "烟囱或烟道"],
        ["二氧化硫", "400\n550⁽¹⁾", "300", "100", "烟囱或烟道"],
        ["氮氧化物", "400", "400", "400", "烟囱或烟道"],
        ["汞及其化合物", "0.05", "-", "-", "烟囱或烟道"],
        ["烟气黑度（林格曼黑度，级）", "≤1", "≤1", "≤1", "烟囱排放口"],
    ]
    assert found.notes == ("注：(1)位于广西壮族自治区、重庆市、四川省和贵州省的燃煤锅炉执行该限值。",)


def test_boiler_standard_cover_and_clauses(shared: Path) -> None:
    found = read(shared, "GB-13271-2014")
    assert found.cover.number == "GB 13271-2014"
    assert found.cover.title_zh == "锅炉大气污染物排放标准"
    assert found.cover.replaces == ("GB 13271-2001",)
    assert (found.cover.issued, found.cover.implemented) == ("2014-05-16", "2014-07-01")
    assert [c.number for c in clause(found, "3").children] == [f"3.{i}" for i in range(1, 10)]
    assert text(found, "4.5").startswith("4.5 每个新建燃煤锅炉房只能设一根烟囱")


def test_local_boiler_standard_with_two_values_in_a_cell(shared: Path) -> None:
    found = table(read(shared, "DB-44-765-2019"), "表1")
    assert found.grid()[2] == ["颗粒物", "30⁽¹⁾\n50", "30", "20", "20", "烟囱或烟道"]
    assert found.grid()[3][1:5] == ["200⁽¹⁾\n300", "100⁽¹⁾\n200", "50", "35⁽¹⁾\n50"]
    last = table(read(shared, "DB-44-765-2019"), "表5")
    assert last.pages == (9, 10)
    assert last.grid()[-1] == ["6", "烟气黑度", "固定污染源排放烟气黑度的测定林格曼烟气黑度图法", "HJ/T 398"]


def test_numbers_drawn_in_the_margin(shared: Path) -> None:
    found = read(shared, "DB-44-2367-2022")
    drawn = [r.after for r in found.repairs if r.kind is RepairKind.OCR]
    expected = [
        f"{chapter}.{i}"
        for chapter, last in ((3, 19), (4, 7), (5, 7), (6, 3), (7, 4), (8, 5))
        for i in range(1, last + 1)
    ]
    assert drawn == expected
    assert text(found, "4.2").startswith("4.2 收集的废气中NMHC初始排放速率≥3 kg/h时")
    assert clause(found, "3.8").title == "VOCs物料 VOCs-containing materials"
    assert table(found, "表1").grid()[2:] == [
        ["2", "苯系物注¹", "40"],
        ["3", "NMHC", "80"],
        ["4", "TVOC注²，注³", "100"],
    ]
    assert table(found, "表4").pages == (16, 17)


def test_micromoles_of_a_symbol_font(shared: Path) -> None:
    found = read(shared, "GB-37822-2019")
    assert table(found, "表1").unit == "μmol/mol"
    assert "500 μmol/mol" in text(found, "10.2.3")
    assert clause(found, "附录A").kind is ElementKind.ANNEX_INFORMATIVE
    assert table(found, "表A.1").grid()[1][:3] == ["NMHC", "10", "6"]


def test_decimal_points_of_private_use(shared: Path) -> None:
    found = read(shared, "GB-12348-2008")
    assert "0.5 dB" in text(found, "5.1.2")
    third = table(found, "表3")
    assert third.pages == (9, 10)
    assert third.grid()[1][3:] == ["31.5", "63", "125", "250", "500"]
    assert third.grid()[-1] == ["2、3、4", "夜间", "B类房间", "76", "59", "48", "39", "34"]
    assert any("page 8" in warning for warning in found.warnings)


@pytest.mark.skipif(not ocr.available(), reason="the extra ocr is not installed")
def test_a_page_that_is_a_picture_is_recognised(shared: Path) -> None:
    found = read(shared, "GB-12348-2008", recognise=True)
    assert found.ocr_pages == (8,)
    first = table(found, "表1")
    assert first.caption == "工业企业厂界环境噪声排放限值"
    assert first.grid()[2:4] == [["0", "50", "40"], ["1", "55", "45"]]
    (block,) = [b for b in found.blocks if b.table is first]
    assert block.ocr
    assert [c.number for c in clause(found, "4").children] == ["4.1", "4.2"]


def test_noise_standard_for_building_sites(shared: Path) -> None:
    found = table(read(shared, "GB-12523-2011"), "表1")
    assert (found.unit, found.grid()) == ("dB（A）", [["昼 间", "夜 间"], ["70", "55"]])


def test_water_standard_of_repair_shops(shared: Path) -> None:
    found = read(shared, "GB-26877-2011")
    assert table(found, "表2").unit == "mg/L（pH值除外）"
    assert table(found, "表2").grid()[-1] == ["9", "总磷", "0.5", "3", "企业废水总排放口"]
    assert table(found, "表4").unit == "m³/辆"
    assert [c.number for c in clause(found, "5").children] == [f"5.{i}" for i in range(1, 7)]


def test_a_text_layer_of_shifted_fonts(shared: Path) -> None:
    found = read(shared, "GB-16889-2008")
    assert found.cover.title_zh == "生活垃圾填埋场污染控制标准"
    assert [c.number for c in found.clauses if c.number] == [str(i) for i in range(1, 12)]
    assert [c.number for c in clause(found, "5").children] == [f"5.{i}" for i in range(1, 25)]
    assert "应小于1.0×10⁻⁷cm/s" in text(found, "5.4").replace(" ", "")
    assert table(found, "表2").grid()[2][1:3] == ["化学需氧量（CODCr）/ （mg/L）", "100"]
    assert found.cover.number == "GB 16889—2008"
    assert {r.kind for r in found.repairs} == {RepairKind.GLYPHS, RepairKind.SYMBOLS}


def test_values_under_a_common_label(shared: Path) -> None:
    found = read(shared, "GB-18466-2005")
    rows = table(found, "表1").grid()
    assert ["6", "化学需氧量（COD） 浓度/（mg/L）", "60"] in rows
    assert ["6", "化学需氧量（COD） 最高允许排放负荷/［g/（床位·d）］", "60"] in rows
    assert [c.number for c in found.clauses if c.number][-6:] == [f"附录{letter}" for letter in "ABCDEF"]


def test_columns_that_move_from_page_to_page(shared: Path) -> None:
    found = table(read(shared, "DB-44-26-2001"), "表4")
    assert found.pages == (15, 16, 17)
    assert found.grid()[0] == ["序号", "污染物", "适用范围", "适用范围", "一级标准", "二级标准", "三级标准"]
    assert found.grid()[-1][4:] == ["3 000个/升", "5 000个/升", "---"]


def test_every_text_pdf_has_its_number_title_and_chapters(shared: Path) -> None:
    poor: list[str] = []
    for path in sorted((shared / "data" / "pdf").glob("*.pdf")):
        if path.stem in SCANS:
            continue
        found = read(shared, path.stem)
        own = sorted(i for c in found.walk() for i in c.blocks)
        assert own == list(range(len(found.blocks))), path.name
        kinds = {c.kind for c in found.clauses}
        digits = path.stem.split("-")[-2].split(".")[0]
        good = (
            found.cover.title_zh
            and digits in (found.cover.number or "")
            and {ElementKind.FOREWORD, ElementKind.SCOPE, ElementKind.NORMATIVE_REFERENCES, ElementKind.TERMS} <= kinds
        )
        if not good:
            poor.append(path.name)
    assert poor == []


def test_a_scan_without_recognition_says_what_to_do(shared: Path) -> None:
    with pytest.raises(UnreadableFile, match="image-only PDF"):
        read(shared, "GB-14553-93")


def test_a_continued_table_without_inner_lines_is_read_from_its_columns(shared: Path) -> None:
    """GB 11806-2019, page 68: 附表B1（续） in an empty frame, one field over two lines."""
    found = read(shared, "GB-11806-2019")
    (grid,) = [b.table.grid() for b in found.blocks if b.table is not None and b.page == 68]
    assert [len(row) for row in grid] == [2] * 10
    assert [row[0] for row in grid] == [
        "Th-234", "U-230", "U-232", "U-235", "U-238", "U-天然*", "U-240", "Np-237", "Am-242m", "Am-243",
    ]  # fmt: skip
    assert grid[5][1].endswith("Bi-214, Po-214, Pb-210, Bi-210, Po-210")
    assert [(r.page, r.after) for r in found.repairs if r.kind is RepairKind.ALIGNED] == [(68, "10 × 2")]
