import numpy as np
import pytest

from search import vectors
from search.errors import IndexDamaged
from search.vectors import VectorBuilder, VectorReader, append

DIMENSION = 16


def unit(seed: int, count: int) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


def build(folder, count):
    made = unit(1, count)
    builder = VectorBuilder(folder, DIMENSION)
    for at in range(0, count, 700):
        builder.add(made[at : at + 700])
    builder.finish()
    return made


def exact(made, query, rows, limit):
    scores = made.astype(np.float32) @ query
    return sorted(rows, key=lambda row: -scores[row])[:limit]


def test_nearest_rows_are_those_of_exact_search(tmp_path):
    made = build(tmp_path / "v", 2000)
    reader = VectorReader(tmp_path / "v", DIMENSION, np.ones(2000, bool))
    right = 0
    for query in unit(2, 50).astype(np.float32):
        found = [row for row, _ in reader.search(query, 10)]
        right += len(set(found) & set(exact(made, query, range(2000), 10)))
    assert right / 500 >= 0.98


def test_a_filter_narrows_before_ranking_so_that_the_limit_is_reached(tmp_path):
    made = build(tmp_path / "v", 2000)
    allowed = np.zeros(2000, bool)
    allowed[::50] = True
    reader = VectorReader(tmp_path / "v", DIMENSION, np.ones(2000, bool))
    query = unit(3, 1)[0].astype(np.float32)
    assert [row for row, _ in reader.search(query, 10, allowed)] == exact(made, query, range(0, 2000, 50), 10)


def test_added_rows_are_found_and_dead_ones_are_not(tmp_path):
    made = build(tmp_path / "v", 500)
    added = unit(4, 3)
    alive = np.ones(503, bool)
    alive[7] = False
    append(tmp_path / "v", DIMENSION, 500, added, alive)
    reader = VectorReader(tmp_path / "v", DIMENSION, alive)
    assert reader.search(added[1].astype(np.float32), 1)[0][0] == 501
    assert 7 not in [row for row, _ in reader.search(made[7].astype(np.float32), 400)]
    assert reader.cosines(added[2].astype(np.float32), [502])[0] == pytest.approx(1.0, abs=2e-3)


def test_many_added_rows_become_a_new_base_and_leave_the_shared_file_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(vectors, "COMPACT_AT", 10)
    made = build(tmp_path / "v", 300)
    shared = tmp_path / "shared.vectors"
    shared.hardlink_to(tmp_path / "v" / "base.vectors")
    before = shared.read_bytes()
    added = unit(5, 12)
    alive = np.ones(312, bool)
    alive[3] = False
    append(tmp_path / "v", DIMENSION, 300, added, alive)
    assert shared.read_bytes() == before
    reader = VectorReader(tmp_path / "v", DIMENSION, alive)
    assert reader.search(added[11].astype(np.float32), 1)[0][0] == 311
    assert 3 not in [row for row, _ in reader.search(made[3].astype(np.float32), 300)]


def test_an_empty_index_finds_nothing(tmp_path):
    VectorBuilder(tmp_path / "v", DIMENSION).finish()
    reader = VectorReader(tmp_path / "v", DIMENSION, np.zeros(0, bool))
    assert reader.search(unit(1, 1)[0].astype(np.float32), 5) == []


def test_a_damaged_file_is_named(tmp_path):
    build(tmp_path / "v", 10)
    (tmp_path / "v" / "added.npz").write_bytes(b"no")
    with pytest.raises(IndexDamaged, match="rebuild"):
        VectorReader(tmp_path / "v", DIMENSION, np.ones(10, bool))
