import numpy as np
import pytest

from search.compare.calibrate import cosine_map
from search.compare.candidates import Candidate
from search.compare.fit import RankedCase, cross_validate, fit, recall_at
from search.compare.pairs import known_pairs


def test_pairs_follow_from_numbers_titles_and_classes() -> None:
    records = [
        Candidate("GB/T 1-2000", "衬衫", ccs="Y76"),
        Candidate("GB/T 1-2017", "男衬衫", ccs="Y76"),
        Candidate("GB/T 5.1-2020", "水泥 第1部分：要求", ccs="Q11"),
        Candidate("GB/T 5.2-2020", "水泥 第2部分：试验方法", ccs="Q11"),
    ]
    found = {(p.relation, frozenset((p.one, p.other))) for p in known_pairs(records, limit=4)}
    assert ("editions", frozenset(("衬衫", "男衬衫"))) in found
    assert ("parts", frozenset(("水泥 第1部分：要求", "水泥 第2部分：试验方法"))) in found
    assert known_pairs(records, limit=4) == known_pairs(records, limit=4)


def test_map_reads_random_pairs_as_zero_and_editions_as_one() -> None:
    cosines = {"random": np.linspace(-0.1, 0.4, 101), "editions": np.linspace(0.6, 1.0, 101)}
    assert cosine_map(cosines) == {"unrelated": pytest.approx(0.375), "same": pytest.approx(0.8)}


def test_encoder_that_tells_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot tell"):
        cosine_map({"random": np.full(5, 0.9), "editions": np.full(5, 0.8)})


def test_fit_moves_towards_what_tells_wanted_from_others() -> None:
    case = RankedCase(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, 1.0]]))
    prior = np.array([0.0, 0.1])
    weights = fit([case], prior, ridge=0.01)
    assert weights[0] > prior[0] and weights[1] < prior[1]
    assert recall_at(case, prior, 1) == (0, 1)
    assert recall_at(case, weights, 1) == (1, 1)


def test_cross_validation_scores_only_cases_left_out() -> None:
    case = RankedCase(np.array([[1.0]]), np.array([[0.0]]))
    assert cross_validate([case] * 5, np.array([1.0]), folds=5) == {"fitted": 1.0, "written": 1.0}
