"""Tables: merged cells, heads, units and comparators in every place where they hide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from graph.document import Block, BlockKind, Cell, Clause, Document, ElementKind, Modality, Place, Table
from graph.limits import Limit, Op
from ingest.extract.limits import Context, extract_from_document, extract_from_table, extract_from_text
from ingest.extract.limits.tables import from_table

BLOCK = Block(index=0, kind=BlockKind.TABLE, text="", page=3)


def table(*rows: list[str], heads: int = 1, spans: tuple[Cell, ...] = (), **more: object) -> Table:
    """A table of texts; None in a row stands for a place that a span of ``spans`` covers."""
    cells = [
        Cell(text=text, row=r, column=c) for r, row in enumerate(rows) for c, text in enumerate(row) if text != "^"
    ]
    return Table.model_validate({"cells": (*cells, *spans), "header_rows": heads, **more})


def values(limits: list[Limit]) -> list[tuple[str, Decimal | None, str | None]]:
    return [(limit.characteristic, limit.value, limit.unit) for limit in limits]


def row(text: str, *header: str, caption: str = "") -> list[Limit]:
    return extract_from_text(text, Context(header, caption))


def test_unit_comparator_and_condition_in_the_row_head() -> None:
    (limit,) = row("重金属（以Pb计）/(mg/kg) 4%乙酸（体积分数），60℃，2 h ≤ | 1", "项目", "指标")
    assert (limit.op, limit.value, limit.unit, limit.basis) == (Op.LE, Decimal(1), "mg/kg", "以Pb计")
    assert limit.condition is not None and "60℃" in limit.condition


def test_comparator_in_its_own_column() -> None:
    (limit,) = row("游离甲醛 | 不大于 | 50 | mg/kg", "项目", "比较", "数值", "单位")
    assert (limit.op, limit.value, limit.unit) == (Op.LE, Decimal(50), "mg/kg")


def test_two_items_side_by_side() -> None:
    found = row("酸价(KOH)/(mg/g) | ≤3 | 过氧化值/(g/100g) | ≤0.25", "项目", "指标", "项目", "指标")
    assert values(found) == [("酸价(KOH)", Decimal(3), "mg/g"), ("过氧化值", Decimal("0.25"), "g/100g")]


def test_serial_numbers_and_registry_numbers_are_no_values() -> None:
    found = row(
        "12 | 苯 | 71-43-2 | — | 3 | 6", "序号", "中文名", "CAS号", "MAC", "PC-TWA", "PC-STEL", caption="单位：mg/m³"
    )
    assert values(found) == [("苯 PC-TWA", Decimal(3), "mg/m3"), ("苯 PC-STEL", Decimal(6), "mg/m3")]


def test_value_in_brackets_has_the_condition_of_the_note() -> None:
    caption = "单位：mg/L；②括号外数值为水温＞12℃时的控制指标，括号内数值为水温≤12℃时的控制指标"
    first, second = row("氨氮（以N计）② | 5（8）", "项目", "一级标准", caption=caption)
    assert (first.value, first.condition) == (Decimal(5), "水温>12℃")
    assert (second.value, second.condition) == (Decimal(8), "水温≤12℃")


def test_dash_is_no_limit_and_two_numbers_are_two() -> None:
    assert row("汞 | — | /", "项目", "限值", "限值") == []
    assert [limit.value for limit in row("客车 | 225 150", "车型范围", "VOCs排放量限值（g/m2）")] == [225, 150]


def test_merged_heads_footnotes_and_units_of_a_table() -> None:
    source = table(
        ["污染物项目", "^", "^", "监控位置"],
        ["^", "燃煤锅炉", "燃油锅炉", "^"],
        ["二氧化硫", "400\n550⁽¹⁾", "300", "烟囱"],
        ["烟气黑度（林格曼黑度，级）", "≤1", "^", "烟囱"],
        heads=2, number="表1", caption="在用锅炉大气污染物排放浓度限值", unit="mg/m³",
        notes=("注：(1)位于四川省的燃煤锅炉执行该限值。",),
        spans=(Cell(text="限值", row=0, column=1, column_span=2), Cell(text="≤1", row=3, column=1, column_span=2)),
    )  # fmt: skip
    cells = tuple(cell for cell in source.cells if not (cell.row == 3 and cell.column == 1 and cell.column_span == 1))
    found = extract_from_table(source.model_copy(update={"cells": cells}), None, BLOCK)
    assert values(found) == [
        ("二氧化硫", Decimal(400), "mg/m3"),
        ("二氧化硫", Decimal(550), "mg/m3"),
        ("二氧化硫", Decimal(300), "mg/m3"),
        ("烟气黑度", Decimal(1), "林格曼级"),
    ]
    assert found[1].condition == "位于四川省"
    assert found[1].footnotes != ()
    assert "燃煤锅炉" in (found[0].object or "")
    assert found[0].places[0] == Place(block=0, page=3, table="表1", row=2, column=1, start=0, end=3)


def test_table_that_lies() -> None:
    source = table(
        ["装机总容量", "MW", "<0.7", "≥0.7"], ["烟囱最低允许高度", "m", "20", "25"], heads=0, caption="烟囱最低允许高度"
    )
    found = from_table(source, Place(block=0))
    assert [(limit.op, limit.value, limit.condition) for limit in found] == [
        (Op.GE, Decimal(20), "装机总容量<0.7MW"),
        (Op.GE, Decimal(25), "装机总容量≥0.7MW"),
    ]


def test_document_skips_methods_and_reads_periods() -> None:
    limits_table = table(
        ["污染物项目", "限值"], ["总磷", "0.5"], number="表2", caption="新建企业水污染物排放限值", unit="mg/L"
    )
    blocks = (
        Block(index=0, kind=BlockKind.PARAGRAPH, text="4.1 自2013年1月1日起，新建企业执行表2规定的限值。"),
        BLOCK.model_copy(update={"index": 1, "table": limits_table}),
        Block(index=2, kind=BlockKind.PARAGRAPH, text="5.1 干燥温度不应高于105 ℃。"),
        BLOCK.model_copy(update={"index": 3, "table": limits_table.model_copy(update={"caption": "测定方法标准"})}),
    )
    clauses = (
        Clause(number="4", title="排放控制要求", kind=ElementKind.REQUIREMENTS, depth=0, blocks=(0, 1)),
        Clause(number="5", title="测定", kind=ElementKind.TEST_METHODS, depth=0, blocks=(2, 3)),
    )
    document = Document(name="a.pdf", media_type="application/pdf", blocks=blocks, clauses=clauses)
    (limit,) = extract_from_document(document)
    assert (limit.characteristic, limit.value, limit.modality) == ("总磷", Decimal("0.5"), Modality.SHALL)
    assert limit.valid is not None and limit.valid.start == date(2013, 1, 1)
    assert limit.places[0].clause == "4"


def test_unit_glued_to_its_head_and_height_beside_a_merged_value() -> None:
    source = table(
        ["污染物", "最高允许排放浓度mg/m³", "最高允许排放速率kg/h", "^"],
        ["^", "^", "排气筒高度m", "二级"],
        ["氯气", "65", "25", "0.52"],
        ["^", "^", "30", "0.87"],
        heads=2,
        spans=(
            Cell(text="污染物", row=0, column=0, row_span=2),
            Cell(text="最高允许排放浓度mg/m³", row=0, column=1, row_span=2),
            Cell(text="最高允许排放速率kg/h", row=0, column=2, column_span=2),
            Cell(text="氯气", row=2, column=0, row_span=2),
            Cell(text="65", row=2, column=1, row_span=2),
        ),
    )
    single = {(0, 0), (0, 1), (0, 2), (2, 0), (2, 1)}
    cells = tuple(c for c in source.cells if (c.row, c.column) not in single or c.row_span * c.column_span > 1)
    found = from_table(source.model_copy(update={"cells": cells}), Place(block=0))
    assert [(limit.value, limit.unit, limit.condition) for limit in found] == [
        (Decimal(65), "mg/m3", None),
        (Decimal("0.52"), "kg/h", "排气筒高度25m"),
        (Decimal("0.87"), "kg/h", "排气筒高度30m"),
    ]
