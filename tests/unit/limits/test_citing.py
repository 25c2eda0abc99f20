"""What the text says of a table it cites: comparator, characteristic, modality; and to which clause it belongs."""

from __future__ import annotations

import pytest

from graph.document import Modality
from graph.limits import Op
from ingest.documents.reader import read_document
from ingest.extract.limits import Context, extract_from_document, extract_from_text
from ingest.extract.limits.citing import Cited, cited

DISTANCES = """# 汽车库设计防火规范
4 总平面
4.2.4 汽车库与甲类物品仓库的防火间距不应小于表4.2.4的规定。
表4.2.4 汽车库与甲类物品仓库的防火间距（m）
| 名称 | 总容量（t） | 汽车库（一、二级） | 停车场 |
|---|---|---|---|
| 甲类物品仓库（3、4项） | ≤5 | 15 | 20 |
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("汽车库的防火间距不应小于表1的规定。", Cited(Op.GE, "防火间距", Modality.SHALL)),
        ("排放浓度不得超过本标准表1规定的限值。", Cited(Op.LE, "排放浓度", Modality.SHALL)),
        ("照度宜符合表1的规定。", Cited(None, "照度", Modality.SHOULD)),
        ("密封点的检测值超过表1规定的泄漏认定浓度。", Cited()),
        ("当检测值大于表1的限值时，应停产。", Cited()),
        ("测定方法见表1。", Cited()),
        ("防火间距不应小于表1.2的规定。", Cited()),
    ],
)
def test_the_sentence_that_cites_a_table(sentence: str, told: Cited) -> None:
    assert cited("表1", [sentence]) == told


def test_sentences_that_disagree_tell_nothing() -> None:
    assert cited("表1", ["间距不应小于表1的规定。", "间距不应大于表1的规定。"]).op is None


def test_a_table_of_least_distances_is_not_read_as_upper_limits() -> None:
    limits = extract_from_document(read_document("a.md", DISTANCES.encode()))
    assert {(limit.op, str(limit.value), limit.unit, limit.characteristic) for limit in limits} == {
        (Op.GE, "15", "m", "防火间距"),
        (Op.GE, "20", "m", "防火间距"),
    }
    assert all("总容量" in (limit.condition or "") and "甲类物品仓库" in (limit.object or "") for limit in limits)


def test_tables_printed_behind_the_last_clause_belong_to_the_one_that_cites_them() -> None:
    text = """# 水污染物排放限值
4 技术内容
4.1 排放浓度执行表1的标准值。
5 监测
5.1 采样方法见表2。
6 标准实施
6.1 本标准由县级以上人民政府监督实施。
表1 第一类污染物最高允许排放浓度
单位：mg/L
| 污染物 | 最高允许排放浓度 |
|---|---|
| 总汞 | 0.05 |
表2 分析方法
| 污染物 | 测定下限 |
|---|---|
| 总汞 | 0.001 |
"""
    (limit,) = extract_from_document(read_document("a.md", text.encode()))
    assert (limit.characteristic, str(limit.value), limit.unit) == ("总汞", "0.05", "mg/L")
    assert "实施" not in (limit.object or "")


def test_an_item_merged_over_two_columns_keeps_both() -> None:
    text = """以下为安全要求。
| 项目 | | A类 | B类 |
|---|---|---|---|
| 染色牢度（级） | 耐水 | ≥3-4 | ≥3 |
| 染色牢度（级） | 耐干摩擦 | ≥4 | ≥3 |
"""
    limits = extract_from_document(read_document("a.md", text.encode()))
    assert [(limit.characteristic, str(limit.value), limit.unit, limit.grade) for limit in limits] == [
        ("染色牢度(耐水)", "3.5", "grade", "A类"),
        ("染色牢度(耐水)", "3", "grade", "B类"),
        ("染色牢度(耐干摩擦)", "4", "grade", "A类"),
        ("染色牢度(耐干摩擦)", "3", "grade", "B类"),
    ]


def test_rows_of_greatest_and_least_values_under_one_caption() -> None:
    text = """# 饮食业油烟排放标准
4 标准限值
4.2 最高允许排放浓度和净化设施最低去除效率，按表2的规定执行。
表2 饮食业单位的油烟最高允许排放浓度和油烟净化设施最低去除效率
| 规模 | 小型 | 大型 |
|---|---|---|
| 最高允许排放浓度（mg/m3） | 2.0 | 2.0 |
| 净化设施最低去除效率（%） | 60 | 85 |
"""
    limits = extract_from_document(read_document("a.md", text.encode()))
    assert [(limit.op, str(limit.value)) for limit in limits] == [
        (Op.LE, "2.0"), (Op.LE, "2.0"), (Op.GE, "60"), (Op.GE, "85"),
    ]  # fmt: skip


def test_a_long_bracket_behind_a_value_is_its_condition() -> None:
    context = Context(("污染物", "最高允许排放浓度mg/m3"), "大气污染物排放限值")
    (limit,) = extract_from_text("二氧化硫 | 1200（硫、二氧化硫、硫酸和其它含硫化合物生产）", context)
    assert (str(limit.value), limit.condition) == ("1200", "硫、二氧化硫、硫酸和其它含硫化合物生产")
