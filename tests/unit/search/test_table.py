import pyarrow as pa
import pytest

from search import table
from search.documents import SCHEMA
from search.table import Documents


def row(number, title):
    empty = {field.name: [] if pa.types.is_list(field.type) else None for field in SCHEMA}
    return empty | {"alive": True, "number": number, "title_zh": title}


@pytest.fixture
def documents(tmp_path):
    batch = pa.RecordBatch.from_pylist([row("GB 1-2010", "甲"), row("GB 2-2010", "乙")], SCHEMA)
    return table.write(tmp_path, [batch])


def test_a_changed_row_is_dead_and_stands_at_the_end(documents, tmp_path):
    base = (tmp_path / "base.documents.arrow").read_bytes()
    changed = documents.append(tmp_path, [row("GB 1-2010", "丙")], ["GB 1-2010"])
    assert changed.alive.tolist() == [False, True, True]
    assert [one["title_zh"] for one in changed.take([2, 0, 1])] == ["丙", "甲", "乙"]
    assert (tmp_path / "base.documents.arrow").read_bytes() == base
    again = Documents(tmp_path).append(tmp_path, [], ["GB 1-2010"])
    assert again.alive.tolist() == [False, True, False]


def test_many_added_rows_become_a_new_base_with_the_same_numbers(documents, tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "base").hardlink_to(tmp_path / "base.documents.arrow")
    shared = (tmp_path / "other" / "base").read_bytes()
    monkeypatch.setattr(table, "MERGE_AT", 2)
    documents.append(tmp_path, [row("GB 3-2010", "丙")], []).append(tmp_path, [row("GB 4-2010", "丁")], ["GB 2-2010"])
    merged = Documents(tmp_path)
    assert [one["number"] for one in merged.take(range(4))] == [f"GB {n}-2010" for n in (1, 2, 3, 4)]
    assert merged.alive.tolist() == [True, False, True, True]
    assert (tmp_path / "other" / "base").read_bytes() == shared
