from search.fuse import fuse


def test_a_row_both_retrievers_rank_high_comes_first():
    fused = fuse([(1, 9.0), (2, 8.0)], [(2, 0.9), (3, 0.8)], "zh", 10)
    assert [one.row for one in fused] == [2, 1, 3]
    assert (fused[0].lexical_rank, fused[0].vector_rank, fused[0].cosine) == (2, 1, 0.9)


def test_words_weigh_less_for_an_english_query():
    lexical, vector = [(1, 5.0)], [(2, 0.5)]
    assert fuse(lexical, vector, "zh", 2)[0].row == 1  # equal: the smaller row
    assert fuse(lexical, vector, "en", 2)[0].row == 2


def test_nothing_found_is_nothing_fused():
    assert fuse([], [], "zh", 10) == []
