"""Which definitions of a term say the same, and the thresholds that labelled pairs ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.compare.meanings import same_definition, same_values
from search.compare.thresholds import threshold
from search.compare.watch.calibrate import calibrated

BOUNDARY = "企业的法定边界。若无法定边界，则指企业或生产设施的实际占地边界。"


def test_a_trade_that_the_title_names_makes_no_other_definition() -> None:
    titles = ("石油化学工业污染物排放标准", "合成树脂工业污染物排放标准")
    assert same_definition("石油化学工业" + BOUNDARY, "合成树脂工业" + BOUNDARY, titles)
    assert same_definition("石油化学工业" + BOUNDARY, BOUNDARY, (titles[0], ""))


def test_notes_after_the_definition_do_not_count() -> None:
    one = "参与大气光化学反应的有机化合物，或者根据有关规定确定的有机化合物。"
    assert same_definition(one, one + "\n在表征VOCs 总体排放情况时，可采用非甲烷总烃作为污染物控制项目。")


def test_other_values_are_another_definition() -> None:
    one = "焚烧炉燃烧室出口及出口上游，燃烧所产生的烟气温度处于≥1100℃的区间段。"
    assert not same_definition(one, one.replace("1100", "850"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("温度为273K时的状态", "温度为273.15 K 时的状态", True),
        ("压力为101 325 Pa", "压力为101.325 kPa", True),
        ("任何一小时平均值", "任何1 h 平均值", True),
        ("按GB/T 8017测定", "按GB/T 11059测定", True),
        ("大于0.3 kPa", "大于0.5 kPa", False),
        ("温度为273K", "温度为293K", False),
    ],
)
def test_values_are_compared_as_quantities(one: str, other: str, same: bool) -> None:
    assert same_values(one, other) is same_values(other, one) is same


def test_definitions_of_another_thing_differ() -> None:
    one = "采用规定的监测方法，氢火焰离子化检测器有响应的除甲烷外的气态有机化合物的总和，以碳的质量浓度计。"
    other = "采用规定的监测方法，检测器有明显响应的除甲烷外的碳氢化合物的总称（以碳计）。"
    assert not same_definition(one, other)


def test_thresholds_are_those_of_the_labelled_pairs() -> None:
    fixtures = Path(__file__).parents[2] / "fixtures"
    found = calibrated(fixtures / "clause_pairs.jsonl", fixtures / "definition_pairs.jsonl")
    assert {name: one.threshold for name, one in found.items()} == {name: threshold(name) for name in found}
    assert found["clause_same"].precision >= 0.95 and found["clause_moved"].precision >= 0.9
