"""Sentences, wordings and shingles: what is compared."""

from hypothesis import given
from hypothesis import strategies as st

from search.clauses.sentences import normal, sentences
from search.clauses.shingles import LENGTH, WINDOW, shingles


def test_sentences_keep_their_places() -> None:
    text = "5.1 锅炉排放废气的采样应在监控位置进行。有处理设施的，应在该设施后监测；\n"
    text += "a) 盛装VOCs物料的容器应存放于室内。"
    found = sentences(text)
    assert [one.text for one in found] == [
        "锅炉排放废气的采样应在监控位置进行。", "有处理设施的，应在该设施后监测；", "盛装VOCs物料的容器应存放于室内。",
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.text for one in found)


def test_lines_of_cells_are_rows_of_a_table() -> None:
    found = sentences("颗粒物\t30\t车间或生产设施排气筒\n执行表1规定的大气污染物排放限值。")
    assert [one.row for one in found] == [True, False]


def test_english_sentences_end_at_a_stop_before_a_capital() -> None:
    found = sentences("Samples shall be kept at 4.5 °C. The device shall be calibrated yearly.")
    assert [one.text for one in found] == ["Samples shall be kept at 4.5 °C.", "The device shall be calibrated yearly."]


def test_wording_forgets_print_but_not_values() -> None:
    assert normal("本标准规定了：单台出力 65 t/h 及以下。") == normal("本文件规定了,单台出力65t/h及以下")
    assert normal("不大于0.5 mg/L") != normal("不大于5 mg/L")
    assert normal("温度为-5℃") != normal("温度为5℃")


@given(
    st.text("的一是在不了有和人这中大为上个国", min_size=LENGTH + WINDOW - 1, max_size=30),
    st.text("甲乙丙丁戊己庚辛", max_size=20),
    st.text("子丑寅卯辰巳午未", max_size=20),
)
def test_a_shared_run_of_nine_characters_is_always_found(run: str, before: str, after: str) -> None:
    assert set(shingles(before + run)) & set(shingles(run + after))
