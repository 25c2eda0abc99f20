"""What a verdict carries: sentences, cautions, missing keys, legal basis."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import search.compare.strictness as package
from search.compare.strictness import (
    Comparison,
    StandardFacts,
    Verdict,
    WrongPair,
    compare,
    from_limit,
    read_demand,
    read_side,
)
from search.compare.strictness.data import rows
from search.compare.strictness.legal import level_of
from tests.unit.strictness.cases import CASES, limit

FOLDER = Path(package.__file__).parent


Given = dict[str, object]


def judged(a: Given, b: Given | None, standard: str = "GB 18580-2017", **facts: object) -> Comparison:
    """A of a group standard against B of a mandatory one."""
    one = read_side({"std": "T/EX 001-2026", "level": "group", "limit": a}, "a")
    other = None if b is None else read_side({"std": standard, "mandatory": True, "limit": b, **facts}, "b")
    return compare(one, other, as_of=date(2026, 11, 23))


def test_violation_of_a_national_standard_names_the_articles() -> None:
    found = judged(limit("胶合板", "甲醛释放量", "≤ 0.2 mg/m3"), limit("人造板", "甲醛释放量", "≤ 0.124 mg/m3"))
    assert found.violation
    assert [entry.code for entry in found.legal] == ["art21_1", "art39_2"]
    assert "第二十一条第一款" in found.legal[0].article


def test_violation_of_an_industry_standard_says_what_article_21_speaks_of() -> None:
    a, b = limit("医用外科口罩", "BFE", "≥ 90 %"), limit("医用外科口罩", "BFE", "≥ 95 %")
    found = judged(a, b, "YY 0469-2023")
    assert found.violation
    assert "强制性国家标准" in found.legal[0].zh
    assert "speaks of national standards" in found.legal[0].en


def test_below_a_recommended_standard_is_a_warning_not_a_violation() -> None:
    one = read_side({"std": "T/EX 1-2026", "limit": limit("白茶", "水分", "≤ 9 %")}, "a")
    other = read_side({"std": "GB/T 22291-2017", "mandatory": False, "limit": limit("白茶", "水分", "≤ 8.5 %")}, "b")
    found = compare(one, other)
    assert (found.verdict, found.violation, found.warning) == (Verdict.LOOSER, False, True)
    assert found.legal[0].code == "art21_2"


def test_nature_not_given_is_presumed_from_the_code_and_said() -> None:
    one = read_side({"std": "T/EX 1-2026", "limit": limit("大米", "镉", "≤ 0.3 mg/kg")}, "a")
    other = read_side({"std": "GB 2762-2022", "limit": limit("大米", "镉", "≤ 0.2 mg/kg")}, "b")
    found = compare(one, other)
    assert found.violation
    assert "nature_presumed" in [caution.code for caution in found.cautions]


def test_edition_not_in_force_keeps_the_verdict_with_a_caution() -> None:
    found = judged(limit("胶合板", "甲醛释放量", "≤ 0.05 mg/m3"), limit("人造板", "甲醛释放量", "≤ 0.124 mg/m3"))
    assert found.verdict is Verdict.STRICTER
    caution = next(c for c in found.cautions if c.code == "not_in_force")
    assert "GB 18580-2025" in caution.zh


def test_status_of_the_registry_gives_the_same_caution() -> None:
    a = b = limit("电缆", "绝缘电阻", "≥ 1 MΩ")
    found = judged(a, b, "GB 99999-2020", status="废止", successor="GB 99999-2025")
    assert "GB 99999-2025" in found.sentences("en")[-1]
    later = judged(a, b, "GB 99998-2027", since="2027-05-01")
    assert [c.code for c in later.cautions] == ["not_in_force"]


def test_class_that_applies_is_named() -> None:
    a, b = limit("婴幼儿内衣", "甲醛含量", "≤ 50 mg/kg"), limit("B类产品", "甲醛含量", "≤ 75 mg/kg")
    found = judged(a, b, "GB 18401-2010")
    assert found.missing == ("class",)
    assert found.review
    assert "适用 A 类" in "".join(found.sentences("zh"))


def test_reference_oxygen_shows_its_factor() -> None:
    a = limit("燃气锅炉", "氮氧化物", "≤ 150 mg/m3", condition="基准氧含量9%")
    b = limit("燃气锅炉", "氮氧化物", "≤ 200 mg/m3", condition="基准氧含量3.5%")
    found = judged(a, b, "GB 13271-2014")
    assert (found.verdict, found.violation) == (Verdict.LOOSER, True)
    assert "218.75" in " ".join(found.sentences("en"))
    assert {"condition_mismatch", "reference_oxygen"} <= {c.code for c in found.cautions}


def test_values_are_shown_in_the_unit_of_b() -> None:
    found = judged(limit("胶合板", "甲醛释放量", "≤ 50 ug/m3"), limit("人造板", "甲醛释放量", "≤ 0.124 mg/m3"))
    assert "(-∞, 0.05]" in found.sentences("zh")[-2]


def test_open_question_against_a_mandatory_limit_is_raised_for_review() -> None:
    a, b = limit("蜂蜜", "氯霉素", "≤ 0.5 ug/kg"), limit("蜂蜜", "氯霉素", "nd ug/kg")
    found = judged(a, b, "GB 31650-2019")
    assert (found.verdict, found.missing, found.review) == (Verdict.INCOMPARABLE, ("lod",), True)


def test_density_is_named_as_the_missing_fact_and_tried_for_the_review() -> None:
    a, b = limit("内墙涂料", "VOC", "≤ 100 g/kg"), limit("内墙涂料", "VOC", "≤ 80 g/L")
    found = judged(a, b, "GB 18582-2020")
    assert (found.verdict, found.missing, found.review) == (Verdict.INCOMPARABLE, ("unit",), True)
    assert "needs_density" in [caution.code for caution in found.cautions]


def test_two_mandatory_national_standards_are_no_case_of_article_21() -> None:
    one = read_side({"std": "GB 1-2026", "mandatory": True, "limit": limit("大米", "镉", "≤ 0.3 mg/kg")}, "a")
    other = read_side({"std": "GB 2762-2022", "mandatory": True, "limit": limit("大米", "镉", "≤ 0.2 mg/kg")}, "b")
    found = compare(one, other)
    assert (found.violation, found.review) == (False, True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.field}-{CASES.index(case)}")
def test_every_sentence_is_filled_in_both_languages(case: object) -> None:
    assert hasattr(case, "pair")
    found = compare(read_side(case.pair["a"], "a"), read_side(case.pair["b"], "b"))
    for sentence in (*found.sentences("zh"), *found.sentences("en")):
        assert sentence
        assert "〈" not in sentence
        assert "{" not in sentence
    assert found.steps
    assert 0 < found.confidence <= 1


def test_every_rule_and_caution_that_the_code_names_has_its_row() -> None:
    code = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
    known = {table: {row["code"] for row in rows(table)} for table in ("rules", "cautions", "legal")}
    assert set(re.findall(r'Step\("(\w+)"', code)) <= known["rules"]
    assert set(re.findall(r'aligned\([^"]*"[a-z]+", Level\.\w+, "(\w+)"', code)) <= known["rules"]
    assert set(re.findall(r'caution="(\w+)"', code)) <= known["cautions"]
    assert set(re.findall(r'Caution\("(\w+)"', code)) <= known["cautions"]
    assert set(re.findall(r'Legal\("(\w+)"', code)) <= known["legal"]
    assert {row["rule"] for row in rows("conversions")} | {row["rule"] for row in rows("unit_gaps")} <= known["rules"]
    assert {row["caution"] for row in rows("conversions")} <= known["cautions"]


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"limit": {"op": "le", "value": 1}}, "a.limit.characteristic"),
        ({"limit": {"characteristic": "铅", "op": "almost"}}, "a.limit.op"),
        ({"limit": {"characteristic": "铅", "op": "le"}}, "lacks its value"),
        ({"limit": {"characteristic": "铅", "op": "le", "value": True}}, "a.limit.value"),
        ({"limit": {"characteristic": "铅", "op": "le", "value": float("nan")}}, "finite"),
        ({"limit": {"characteristic": "铅", "op": "le", "value": 1}, "mandatory": "yes"}, "a.mandatory"),
        ({"limit": 3}, "a.limit"),
        (7, "expected an object"),
    ],
)
def test_a_wrong_side_is_refused_with_the_field_named(given: object, part: str) -> None:
    with pytest.raises(WrongPair, match=part):
        read_side(given, "a")


def test_values_are_read_as_people_write_them() -> None:
    made = read_demand({"characteristic": "铅", "op": "≤", "value": "2×10⁶", "unit": "CFU/g"})
    assert (made.op, made.value) == ("le", 2_000_000)
    assert read_demand({"characteristic": "色牢度", "op": "ge", "value": "3-4"}).value == "3-4"
    assert read_demand({"characteristic": "时间", "op": "le", "value": "30分钟"}).unit == "分钟"


def test_an_extracted_limit_becomes_a_demand() -> None:
    from decimal import Decimal

    from graph.limits import Limit, Op, SamplingPlan

    plan = SamplingPlan(n=Decimal(5), c=Decimal(2), m=Decimal(100), M=Decimal(1000))
    made = from_limit(
        Limit(characteristic="菌落总数", op=Op.SAMPLING, plan=plan, unit="CFU/g", text="n=5", value_text="5")
    )
    assert (made.op, made.n, made.M, made.unit) == ("sampling", 5, 1000, "CFU/g")


def test_level_comes_from_the_number_when_it_is_not_given() -> None:
    assert level_of(StandardFacts("YY 0469-2023")) == "industry"
    assert level_of(StandardFacts("GBZ 2.1-2019")) == "national_occupational_health"
    assert level_of(StandardFacts("no number")) == ""
