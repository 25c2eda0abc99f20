"""Edges are shown a page of each kind, however many there are of the others."""

from __future__ import annotations

from typing import Any

import pytest

from api.usecases.show import PAGE, edges_by_kind
from graph.generations import DataFolder
from graph.kinds import EdgeKind
from graph.model import Edge
from graph.store.base import MAX_PAGE, Direction, Page
from graph.store.embedded import EmbeddedReader
from tests.support import edge, reading, record, say, value

BUSY, QUIET = "org:中国标准化研究院", "org:某协会"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder(tmp_path_factory.mktemp("edges") / "data")
    records = []
    for number in range(MAX_PAGE + 5):
        node = f"standard:GB/T {number}-2020"
        issued = edge(node, EdgeKind.ISSUED_BY, BUSY if number < 3 else QUIET if number < 6 else "org:他")
        records.append(record("std.samr", str(number), value(node, "title_zh", f"标准{number}"), issued,
                              edge(node, EdgeKind.DRAFTED_BY, BUSY, position=number)))  # fmt: skip
    say(folder, *records)
    return folder


@pytest.mark.parametrize("node", [BUSY, QUIET, "standard:GB/T 1-2020"])
@pytest.mark.parametrize("direction", list(Direction))
def test_as_if_each_kind_were_asked_for(data: DataFolder, node: str, direction: Direction) -> None:
    with reading(data) as graph:
        found, more = edges_by_kind(graph, node, direction)
        for kind in EdgeKind:
            page = graph.edges(node, direction, [kind], limit=PAGE)
            assert found[kind] == page.items
            assert (kind in more) == (page.next is not None)


class Counting:
    """A reader that counts the questions put to it."""

    def __init__(self, reader: EmbeddedReader) -> None:
        self._reader, self.asked = reader, 0

    def edges(self, *arguments: Any, **more: Any) -> Page[Edge]:
        self.asked += 1
        return self._reader.edges(*arguments, **more)


def test_few_edges_are_one_question(data: DataFolder) -> None:
    with reading(data) as graph:
        counting = Counting(graph)
        found, _ = edges_by_kind(counting, QUIET, Direction.IN)  # type: ignore[arg-type]
    assert len(found[EdgeKind.ISSUED_BY]) == 3
    assert counting.asked == 1
