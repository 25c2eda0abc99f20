"""Running text: what is a limit, what a condition, what neither."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graph.document import Modality
from graph.limits import Limit, Op
from ingest.extract.limits import extract_from_text


def only(text: str) -> Limit:
    found = extract_from_text(text)
    assert len(found) == 1, [limit.value_text for limit in found]
    return found[0]


@pytest.mark.parametrize(
    ("words", "op"),
    [
        ("不应大于", Op.LE),
        ("不得超过", Op.LE),
        ("应不高于", Op.LE),
        ("≯", Op.LE),
        ("应小于", Op.LT),
        ("不应低于", Op.GE),
        ("应不少于", Op.GE),
        ("≮", Op.GE),
        ("应大于", Op.GT),
        ("应小于或等于", Op.LE),
        ("不宜大于", Op.LE),
    ],
)
def test_comparators_longest_first(words: str, op: Op) -> None:
    limit = only(f"甲醛释放量{words}1.5 mg/L。")
    assert (limit.op, limit.value, limit.unit) == (op, Decimal("1.5"), "mg/L")


def test_recommendation_is_should() -> None:
    assert only("水胶比不宜大于0.50。").modality is Modality.SHOULD
    assert only("总α放射性不应超过0.5 Bq/L（指导值）。").modality is Modality.SHOULD


def test_conditions_are_no_limits() -> None:
    limit = only("当水温大于25 ℃时，溶解氧不得低于4 mg/L。")
    assert limit.characteristic == "溶解氧"
    assert limit.condition is not None and "25" in limit.condition


def test_respectively_spreads_values() -> None:
    found = extract_from_text("铬、镍溶出量分别不大于2.0 mg/kg和0.5 mg/kg。")
    assert [(limit.characteristic, limit.value) for limit in found] == [
        ("铬溶出量", Decimal("2.0")),
        ("镍溶出量", Decimal("0.5")),
    ]


def test_two_bounds_are_one_range_with_its_ends() -> None:
    limit = only("真实蒸气压应≥27.6 kPa但＜76.6 kPa。")
    assert (limit.op, limit.low, limit.high) == (Op.RANGE, Decimal("27.6"), Decimal("76.6"))
    assert (limit.low_closed, limit.high_closed) == (True, False)


def test_half_grade_is_one_value() -> None:
    assert only("耐摩擦色牢度应不低于3-4级。").value == Decimal("3.5")


def test_sampling_plan_is_one_limit() -> None:
    limit = only("菌落总数n=5，c=2，m=10⁴ CFU/g，M=10⁵ CFU/g。")
    assert limit.plan is not None
    assert (limit.plan.n, limit.plan.c, limit.plan.m, limit.plan.M) == (5, 2, 10_000, 100_000)


def test_share_of_another_value_is_a_formula() -> None:
    limit = only("电缆最薄点厚度应不小于标称值的90%-0.1mm")
    assert (limit.op, limit.bound, limit.expression) == (Op.FORMULA, Op.GE, "标称值×90%-0.1")


def test_grade_as_a_name() -> None:
    limit = only("外壳防护等级不应低于IP54。")
    assert (limit.op, limit.expression, limit.value) == (Op.GE, "IP54", None)


def test_volume_fraction_is_not_plain_percent() -> None:
    assert only("苯含量（体积分数）不大于0.8%。").unit == "%(V/V)"


def test_lost_superscript_is_doubted() -> None:
    limit = only("菌落总数≤5*102 CFU/g。")
    assert limit.value == Decimal(500)
    assert limit.confidence < 1


def test_unknown_unit_is_kept_with_a_doubt() -> None:
    limit = only("缺陷密度不超过0.5个/KLOC。")
    assert limit.unit == "个/KLOC"
    assert "unit" in {doubt.field for doubt in limit.doubts}


@pytest.mark.parametrize(
    "text",
    [
        "称取5.00 g试样，精确至0.01 g，置于250 mL锥形瓶中。",
        "表2给出了6种颜色的色牢度试验方法代号。",
        "示例：某批样品水分为13.2%，判定为合格。",
        "应符合GB 2762—2022的规定。",
        "本文件代替GB/T 5009.1—2003，水质指标由106项调整为97项。",
        "建筑高度大于54 m的住宅建筑应设防烟楼梯间。",
        "试件尺寸为500 mm×500 mm。",
        "自2015年1月1日起，现有企业执行表2的限值。",
    ],
)
def test_other_numbers_are_no_limits(text: str) -> None:
    assert extract_from_text(text) == []


def test_places_lead_to_the_printed_value() -> None:
    text = "木家具甲醛释放量不应大于１．５ｍｇ／Ｌ，可溶性铅不应大于90 mg/kg。"
    for limit in extract_from_text(text):
        place = limit.places[0]
        assert place.start is not None and place.end is not None
        assert text[place.start : place.end] == limit.value_text
