"""PDF → blocks: lines, paragraphs, tables, from small drawn files."""

from __future__ import annotations

from collections.abc import Callable

from graph.document import Block, BlockKind, Table
from ingest.documents.pdf import read_blocks
from tests.unit.documents.pdf_samples import LEFT, Sheet, pdf

LONG = (
    "本标准规定了锅炉烟气中颗粒物、二氧化硫、氮氧化物、汞及其化合物的最高允许排放浓度限值和烟气黑度限值，"
    "适用于以燃煤、燃油和燃气为燃料的单台出力65t/h及以下蒸汽锅炉、各种容量的热水锅炉及有机热载体锅炉。"
)


def blocks_of(content: bytes) -> tuple[Block, ...]:
    return read_blocks("sample.pdf", content).blocks


def texts(content: bytes) -> list[str]:
    return [block.text for block in blocks_of(content)]


def tables(content: bytes) -> list[Table]:
    return [block.table for block in blocks_of(content) if block.table is not None]


def test_wrapped_lines_become_paragraphs_again() -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(LONG)
        sheet.paragraph(LONG)

    assert texts(pdf(page)) == [LONG, LONG]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> Callable[[Sheet], None]:
        return lambda sheet: sheet.paragraph(f"第{number}段{LONG}")

    raw = read_blocks("sample.pdf", pdf(page(1), page(2), page(3), page(4), head="GB 13271—2014"))
    assert [block.text for block in raw.blocks] == [f"第{number}段{LONG}" for number in range(1, 5)]
    assert [block.page for block in raw.blocks] == [1, 2, 3, 4]
    assert raw.running_heads == ("GB 13271—2014",)


def test_equal_lines_in_a_font_that_is_not_embedded_are_all_read() -> None:
    def page(sheet: Sheet) -> None:
        sheet.table([["项目", "限值"], ["总汞", "不得检出"], ["总镉", "不得检出"], ["总铬", "不得检出"]], [100, 100])

    (table,) = tables(pdf(page))
    assert [row[1] for row in table.grid()] == ["限值", "不得检出", "不得检出", "不得检出"]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    def first(sheet: Sheet) -> None:
        sheet.paragraph(LONG[:76])  # exactly full lines

    def second(sheet: Sheet) -> None:
        sheet.text(LONG[76:90])
        sheet.paragraph(LONG)

    found = blocks_of(pdf(first, second))
    assert found[0].text == LONG[:90]
    assert found[0].page == 1


def test_superscripts_are_not_read_as_digits_of_the_number() -> None:
    def page(sheet: Sheet) -> None:
        sheet.raised(LEFT, [("粪大肠菌群不超过2×10", False), ("6", True), ("个/m", False), ("3", True), ("。", False)])
        sheet.raised(LEFT, [("渗透系数不大于1.0×10", False), ("-7", True), ("cm/s。", False)])

    assert texts(pdf(page)) == ["粪大肠菌群不超过2×10⁶个/m³。", "渗透系数不大于1.0×10⁻⁷cm/s。"]


def test_a_table_has_its_caption_unit_spans_and_notes() -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(LONG)
        sheet.centred("表1 在用锅炉大气污染物排放浓度限值")
        sheet.text("单位：mg/m3", 440)
        sheet.table(
            [
                ["污染物项目", "限值", None, "监控位置"],
                ["^", "燃煤锅炉", "燃油锅炉", "^"],
                ["颗粒物", "80", "60", "烟囱或烟道"],
                ["二氧化硫", "400", "300", "^"],
            ],
            [110, 80, 80, 120],
        )
        sheet.text("注：位于重点地区的锅炉执行该限值。", size=9)
        sheet.paragraph(LONG)

    content = pdf(page)
    (table,) = tables(content)
    assert (table.number, table.caption, table.unit) == ("表1", "在用锅炉大气污染物排放浓度限值", "mg/m3")
    assert table.header_rows == 2
    assert table.notes == ("注：位于重点地区的锅炉执行该限值。",)
    assert table.grid() == [
        ["污染物项目", "限值", "限值", "监控位置"],
        ["污染物项目", "燃煤锅炉", "燃油锅炉", "监控位置"],
        ["颗粒物", "80", "60", "烟囱或烟道"],
        ["二氧化硫", "400", "300", "烟囱或烟道"],
    ]
    assert [block.kind for block in blocks_of(content)] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]


def test_a_table_continued_on_the_next_page_is_one_table() -> None:
    head = ["序号", "污染物", "限值"]
    widths = [60.0, 120.0, 90.0]

    def first(sheet: Sheet) -> None:
        sheet.paragraph(LONG)
        sheet.centred("表2 水污染物排放限值")
        sheet.table([head, ["1", "总汞", "0.05"], ["2", "总镉", "0.1"]], widths)

    def second(sheet: Sheet) -> None:
        sheet.centred("表2（续）")
        sheet.table([head, ["3", "总铬", "1.5"]], widths)
        sheet.paragraph(LONG)

    (table,) = tables(pdf(first, second))
    assert table.pages == (1, 2)
    assert [row[1] for row in table.grid()] == ["污染物", "总汞", "总镉", "总铬"]


def test_a_merged_cell_goes_on_over_the_page_break() -> None:
    widths = [90.0, 90.0, 90.0]

    def first(sheet: Sheet) -> None:
        sheet.centred("表3 限值")
        sheet.table([["类别", "时段", "限值"], ["一类区", "昼间", "55"]], widths)

    def second(sheet: Sheet) -> None:
        sheet.table([["", "夜间", "45"], ["二类区", "昼间", "60"]], widths)

    (table,) = tables(pdf(first, second))
    assert table.grid()[1:] == [["一类区", "昼间", "55"], ["一类区", "夜间", "45"], ["二类区", "昼间", "60"]]


def test_two_tables_without_caption_and_with_other_columns_stay_two() -> None:
    def page(sheet: Sheet) -> None:
        sheet.table([["甲", "乙"], ["1", "2"]], [100, 100])
        sheet.paragraph(LONG)
        sheet.table([["丙", "丁", "戊"], ["1", "2", "3"]], [60, 60, 200])

    assert len(tables(pdf(page))) == 2


def test_rows_without_lines_between_them_are_rows() -> None:
    def page(sheet: Sheet) -> None:
        top = sheet.y
        sheet.table([["序号", "项目", "限值"], ["", "", ""]], [50, 120, 80], height=70)
        sheet.y = top - 80
        for number, name, value in (("1", "总汞", "0.05"), ("2", "总镉", "0.1"), ("3", "总铬", "1.5")):
            for x, text in ((LEFT + 4, number), (LEFT + 54, name), (LEFT + 174, value)):
                sheet.canvas.setFont("STSong-Light", 9)
                sheet.canvas.drawString(x, sheet.y, text)
            sheet.y -= 14

    (table,) = tables(pdf(page))
    assert table.grid()[1:] == [["1", "总汞", "0.05"], ["2", "总镉", "0.1"], ["3", "总铬", "1.5"]]


def test_a_turned_page_is_read_upright() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.translate(0, 842)
        sheet.canvas.rotate(-90)
        sheet.y = 400
        sheet.paragraph(LONG[:60])
        sheet.centred("表1 限值")
        sheet.table([["项目", "限值"], ["总汞", "0.05"]], [100, 100])

    content = pdf(page, numbered=False)
    (table,) = tables(content)
    assert table.grid() == [["项目", "限值"], ["总汞", "0.05"]]
    assert texts(content)[0] == LONG[:60]


def test_a_frame_around_one_text_is_no_table() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.rect(LEFT, 700, 200, 60)
        sheet.y = 730
        sheet.text("样品处理", LEFT + 20)
        sheet.paragraph(LONG)

    assert tables(pdf(page)) == []


def test_a_table_of_three_lines_is_a_table() -> None:
    rows = [
        ("项目", "限值", "方法"),
        ("总汞", "0.05", "HJ 597"),
        ("总镉", "0.1", "GB 7475"),
        ("六价铬", "0.5", "GB 7467"),
    ]

    def page(sheet: Sheet) -> None:
        sheet.paragraph(LONG)
        for number in ("表1", "表2"):
            sheet.centred(f"{number} 水污染物排放限值")
            for at, row in enumerate(rows):
                if at < 2:
                    sheet.canvas.line(LEFT, sheet.y + 12, 510, sheet.y + 12)
                for x, text in zip((LEFT + 10, LEFT + 150, LEFT + 280), row, strict=True):
                    sheet.canvas.setFont("STSong-Light", 9)
                    sheet.canvas.drawString(x, sheet.y, text)
                sheet.y -= 16
            sheet.canvas.line(LEFT, sheet.y + 12, 510, sheet.y + 12)
            sheet.y -= 10
        sheet.paragraph(LONG)

    found = tables(pdf(page))
    assert [table.number for table in found] == ["表1", "表2"]
    assert found[1].grid() == [list(row) for row in rows]


def test_lines_of_running_heads_are_no_table() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.line(LEFT, 795, 510, 795)
        sheet.paragraph(LONG)
        sheet.canvas.line(LEFT, sheet.y, 510, sheet.y)
        sheet.y -= 20
        sheet.paragraph(LONG)
        sheet.canvas.line(LEFT, 60, 510, 60)

    assert tables(pdf(page)) == []
