from hypothesis import given
from hypothesis import strategies as st

from search.tokens import fold, script, signs, token_texts, tokens


def test_hanzi_become_pairs_latin_words_and_numbers_stay_whole():
    assert token_texts("人造板 甲醛 PM2.5 GB/T 1.1") == ["人造", "造板", "甲醛", "pm", "2.5", "gb", "t", "1.1"]


def test_width_and_case_do_not_count():
    assert token_texts("ＧＢ／Ｔ　１．１") == token_texts("gb/t 1.1")


def test_a_single_hanzi_is_a_token():
    assert token_texts("茶") == ["茶"]


def test_signs_are_the_hanzi_each_once():
    assert signs("茶叶、红茶 PM2.5") == ["茶", "叶", "红"]


def test_superscripts_and_circled_digits_are_not_read_as_digits():
    assert token_texts("10⁴") == ["10"]
    assert "1" not in token_texts("要求①")


def test_rare_hanzi_of_extension_b_are_hanzi():
    assert token_texts("𠀀𠀁") == ["𠀀𠀁"]


@given(st.text())
def test_spans_stand_in_the_text(text):
    for token in tokens(text):
        assert fold(text[token.start : token.end]) == token.text


def test_script_of_a_query():
    assert script("机器人 安全") == "zh"
    assert script("robot safety") == "en"
    assert script("CBTC ZC interface 接口") == "mixed"
    assert script("2020") == "en"
