"""The benchmark generator is deterministic, streams, and makes titles as varied as real ones."""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.generate import DEFAULT_DONORS, Registry, compare, main, pieces_of, read_donors, take_apart


@pytest.fixture(scope="module")
def records() -> list[dict[str, object]]:
    return list(Registry(pieces_of(read_donors(DEFAULT_DONORS)), seed=5).records(5_000))


def test_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second, other = (tmp_path / name for name in ("a", "b", "c"))
    assert main(["--count", "400", "--seed", "3", "--out", str(first)]) == 0
    assert main(["--count", "400", "--seed", "3", "--out", str(second)]) == 0
    assert main(["--count", "400", "--seed", "4", "--out", str(other)]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()
    assert len(first.read_text(encoding="utf-8").splitlines()) == 400


def test_records_are_streamed() -> None:
    stream = Registry(pieces_of(read_donors(DEFAULT_DONORS)), seed=1).records(10**9)
    assert len(list(islice(stream, 10))) == 10


def test_numbers_are_distinct_and_beyond_real_serials(records: list[dict[str, object]]) -> None:
    numbers = [str(r["number"]) for r in records]
    assert len(set(numbers)) == len(numbers) == 5_000
    serials = [int(re.split(r"[ -]", n)[-2]) for n in numbers]
    assert min(serials) > 50_000


def test_levels_are_in_proportion(records: list[dict[str, object]]) -> None:
    numbers = [str(r["number"]) for r in records]
    shares = {code: sum(n.startswith(code) for n in numbers) / len(numbers) for code in ("GB", "DB", "T/")}
    assert shares["GB"] == pytest.approx(0.22, abs=0.03)
    assert shares["DB"] == pytest.approx(0.26, abs=0.03)
    assert shares["T/"] == pytest.approx(0.24, abs=0.03)


def test_a_tenth_replaces_an_older_edition_of_the_same_title(records: list[dict[str, object]]) -> None:
    by_number = {r["number"]: r for r in records}
    replacing = [r for r in records if r["replaces"]]
    assert len(replacing) / len(records) == pytest.approx(0.10, abs=0.02)
    for new in replacing:
        old = by_number[new["replaces"][0]]  # type: ignore[index]
        assert old["replaced_by"] == [new["number"]]
        assert old["title_zh"] == new["title_zh"]
        assert str(old["issued"]) < str(new["issued"])


def test_no_group_standard_is_older_than_group_standards(records: list[dict[str, object]]) -> None:
    assert min(str(r["issued"]) for r in records if str(r["number"]).startswith("T/")) >= "2015"


def test_titles_are_as_varied_as_real_ones(records: list[dict[str, object]]) -> None:
    real = [donor.title for donor in read_donors(DEFAULT_DONORS)]
    figures = compare(real, [str(r["title_zh"]) for r in records], seed=1)
    made, wanted = figures["generated"], figures["real"]
    assert made["distinct_bigrams"] >= 0.75 * wanted["distinct_bigrams"]
    assert made["mean_nearest_jaccard"] <= wanted["mean_nearest_jaccard"]
    assert made["repeated_titles"] <= wanted["repeated_titles"]
    works = [str(r["title_zh"]) for r in records if not r["replaced_by"]]
    assert len(set(works)) == len(works)


def test_donors_of_other_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "registry.jsonl"
    row = {"number": "GB/T 1-2020", "title_zh": "家用空调器性能试验方法", "ics": ["97.030"], "ccs": "Y60"}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    donor = read_donors([path])[0]
    assert (donor.number, donor.ics, donor.ccs) == ("GB/T 1-2020", ("97.030",), "Y60")


def test_title_is_cut_into_modifier_object_and_aspect() -> None:
    words = take_apart("电动自行车 第2部分：车用锂离子电池安全要求")
    assert words is not None
    parts = (words.series, words.modifier, words.object, words.aspect)
    assert parts == ("电动自行车", "车用", "锂离子电池", "安全要求")


def test_no_usable_donor_is_an_error() -> None:
    with pytest.raises(ValueError, match="--from"):
        Registry([], seed=1)
