"""The index of limits: by standard, by quantity, by nearness; an update is as a build from nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from graph.limits import Limit, Op
from graph.model import Clause, Node
from graph.model import Limit as LimitNode
from graph.resolve import Changes, Resolved
from search.embed import load_encoder
from search.errors import IndexDamaged
from search.limits import LimitIndex, LimitProjection, core_name

ENCODER = load_encoder()


def limit(standard: str, name: str, thing: str, value: str, mark: str = "a") -> LimitNode:
    text = f"{thing}的{name}应不大于{value} mg/m³"
    made = Limit(object=thing, characteristic=name, op=Op.LE, value=Decimal(value), unit="mg/m3", text=text,
                 value_text=f"不大于{value} mg/m³")  # fmt: skip
    return LimitNode(id=f"limit:{standard}#{mark}{name}{thing}", characteristic=name, text=text,
                     reading=made.model_dump_json(exclude_defaults=True))  # fmt: skip


NODES: tuple[Node, ...] = (
    limit("GB 1-2020", "颗粒物", "燃气锅炉", "20"),
    limit("GB 1-2020", "二氧化硫", "燃气锅炉", "50"),
    limit("GB 2-2020", "颗粒物排放浓度", "水泥窑", "30"),
    limit("GB 3-2020", "甲醛释放量", "胶合板", "0.124"),
    Clause(id="clause:GB 1-2020#4.1", number="4.1", title_zh="锅炉", text="在用锅炉执行表1。\n颗粒物\t20"),
)


def built(folder: Path, *nodes: Node) -> Path:
    folder.mkdir()
    builder = LimitProjection(ENCODER, folder / "cache.db").builder(folder)
    for node in nodes:
        builder.add(Resolved(node, ()))
    builder.finish()
    return folder


def everything(folder: Path) -> list[tuple[object, ...]]:
    index = LimitIndex(folder, ENCODER)
    numbers = [f"GB {n}-2020" for n in range(1, 5)]
    found = [(n, index.limits(n), index.document(n, None).model_dump_json()) for n in numbers]
    counts = index.counts(numbers)
    index.close()
    return [*found, (counts,)]


def test_limits_of_a_standard_and_its_clauses(tmp_path: Path) -> None:
    index = LimitIndex(built(tmp_path / "a", *NODES), ENCODER)
    assert len(index) == 4
    assert {one.characteristic for one in index.limits("GB 1-2020")} == {"颗粒物", "二氧化硫"}
    assert index.counts(["GB 1-2020", "GB 9-2020"]) == {"GB 1-2020": 2}
    document = index.document("GB 1-2020", "锅炉")
    assert [clause.title for clause in document.clauses] == ["锅炉"]
    assert [block.text for block in document.blocks] == ["在用锅炉执行表1。"]  # the row of a table is no sentence


def test_the_nearest_in_quantity_and_object_come_first(tmp_path: Path) -> None:
    index = LimitIndex(built(tmp_path / "a", *NODES), ENCODER)
    asked = [(core_name("颗粒物排放浓度"), "燃气锅炉"), (core_name("二氧化硫"), "燃气锅炉")]
    found = index.similar(asked, floor=0.9, limit=5)
    assert [one.standard for one in found] == ["GB 1-2020", "GB 2-2020"]
    assert [one.found for one in found] == [2, 1]
    assert index.similar([], floor=0.5, limit=5) == []


def test_an_update_is_as_a_build_from_nothing(tmp_path: Path) -> None:
    changed = limit("GB 1-2020", "颗粒物", "燃气锅炉", "10")
    added = limit("GB 4-2020", "汞", "燃煤锅炉", "0.05")
    updated = built(tmp_path / "updated", *NODES)
    changes = Changes((Resolved(changed, ()), Resolved(added, ())), (NODES[3].id, "standard:GB 3-2020"))
    LimitProjection(ENCODER, updated / "cache.db").update(updated, changes)
    fresh = built(tmp_path / "fresh", changed, NODES[1], NODES[2], NODES[4], added)
    assert everything(updated) == everything(fresh)


def test_an_empty_index_answers_and_a_damaged_one_says_so(tmp_path: Path) -> None:
    index = LimitIndex(built(tmp_path / "empty"), ENCODER)
    assert (len(index), index.similar([("颗粒物", "")], floor=0.5, limit=3), index.limits("GB 1-2020")) == (0, [], ())
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "limits.db").write_bytes(b"no database")
    with pytest.raises(IndexDamaged):
        LimitIndex(broken, ENCODER)
