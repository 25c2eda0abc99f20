"""What pages draw on the server: shades of a heat map, the map of clusters."""

from __future__ import annotations

from datetime import date

import pytest

from api.messages import Messages
from api.usecases.clusters import BetweenView, ClustersReport, ClusterView
from api.usecases.gaps import CellView, FieldGaps
from api.web.cluster_map import HEIGHT, WIDTH, drawn
from api.web.gaps import heat_map, shade


@pytest.mark.parametrize(
    ("count", "top", "expected"), [(0, 0, 0), (0, 9, 0), (1, 1, 1), (1, 1000, 1), (1000, 1000, 5), (32, 1000, 3)]
)
def test_shade_follows_the_logarithm(count: int, top: int, expected: int) -> None:
    assert shade(count, top) == expected


def test_heat_map_shows_empty_cells_and_the_one_chosen() -> None:
    cells = (
        CellView(aspect="terminology", level="national", count=3, members=()),
        CellView(aspect="test-method", level="group", count=1, members=()),
    )
    field = FieldGaps(
        field="biomedicine", name_zh="", name_en="", standards=4, levels={"national": 3, "group": 1}, matrix=cells,
        kinds=(),
    )  # fmt: skip
    rows = heat_map(Messages("en"), field, "test-method", "group")
    assert [[cell.count for cell in row.cells] for row in rows] == [[3, 0], [0, 1]]
    assert [cell.here for row in rows for cell in row.cells] == [False, False, False, True]
    assert rows[0].label == "Terminology"


def _report(sizes: list[int], between: list[tuple[int, int, float]]) -> ClustersReport:
    clusters = tuple(
        ClusterView(
            number=at, parent=None, label_zh=f"主题{at}、很长很长的词、另一个词", label_en="", terms_zh=(), terms_en=(),
            standards=size, organizations=0, patents=0, levels={}, fields={}, trend={}, ties={}, stability=None,
            stable=False, key_standards=(), key_organizations=(),
        )
        for at, size in enumerate(sizes, start=1)
    )
    return ClustersReport(
        on=date(2026, 1, 1), generation=1, data_date=None, field=None, region=None, seed=1, resolution=1, samples=0,
        encoder=None, standards=sum(sizes), nodes=0, ties={}, left_out=(), modularity=0, untied=0, small=0,
        small_standards=0, clusters=clusters,
        between=tuple(BetweenView(one=a, other=b, weight=weight) for a, b, weight in between),
    )  # fmt: skip


@pytest.mark.parametrize("sizes", [[], [5], [9, 5], [40 - at for at in range(30)], [7] * 50])
def test_map_is_within_its_frame_and_always_the_same(sizes: list[int]) -> None:
    ties = [(at, at + 1, float(at)) for at in range(1, len(sizes))]
    found = drawn(_report(sizes, ties), "zh")
    assert found == drawn(_report(sizes, ties), "zh")
    assert len(found.spots) + found.hidden == len(sizes)
    for spot in found.spots:
        assert spot.x - spot.radius >= 0
        assert spot.x + spot.radius <= WIDTH
        assert spot.y - spot.radius >= 0
        assert spot.y + spot.radius <= HEIGHT


def test_circles_do_not_cover_each_other() -> None:
    found = drawn(_report([30 - at for at in range(20)], [(1, at, 1.0) for at in range(2, 21)]), "zh")
    for one in found.spots:
        for other in found.spots:
            if one is not other:
                apart = (one.x - other.x) ** 2 + (one.y - other.y) ** 2
                assert apart >= (one.radius + other.radius) ** 2 * 0.8


def test_label_in_the_other_language_where_there_is_none() -> None:
    spot = drawn(_report([5], []), "en").spots[0]
    assert spot.label.startswith("主题1")
    assert spot.label.endswith("…")
