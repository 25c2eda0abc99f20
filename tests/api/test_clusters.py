"""Clusters of the bundled sample: over HTTP and in a terminal, the same each time, honest where they cannot tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import httpx

from api.usecases.clusters import clusters
from api.usecases.library import Library
from tests.api.service import command_line


def test_the_service_answers_as_the_command_line(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "clusters", "--field", "biomedicine", "--samples", "1")
    answer = client.get("/clusters", params={"field": "生物医药", "samples": 1})
    assert answer.json() == line
    assert line["clusters"][0]["standards"] >= line["clusters"][1]["standards"]
    assert line["on"] and line["data_date"] and line["generation"]


def test_a_cluster_says_what_it_is_about_and_who_is_in_it(opened: Library) -> None:
    report = clusters(opened, samples=1, members=True)
    film = next(one for one in report.clusters if any("电影" in t.text for t in one.terms_zh) and one.parent is None)
    titles = [standard.title_zh or "" for standard in film.key_standards]
    assert any("影" in title for title in titles)
    assert film.key_organizations
    assert len(film.members) == film.standards
    assert sum(film.levels.values()) == film.standards
    inner = [one for one in report.clusters if one.parent is not None]
    for one in inner:
        outer = next(each for each in report.clusters if each.number == one.parent)
        assert set(one.members) < set(outer.members)


def test_compared_with_an_earlier_day(opened: Library) -> None:
    report = clusters(opened, samples=0, compare_with=date(2015, 1, 1))
    assert report.before
    assert {one.after for one in report.developments if one.size_after} == {
        one.number for one in report.clusters if one.parent is None
    }
    assert all(one.stability is None for one in report.clusters)


def test_a_region_without_standards_says_so(opened: Library) -> None:
    report = clusters(opened, field="new-displays", compare_with=date(1950, 1, 1), samples=0)
    assert "few_before" in report.remarks
    assert report.before == ()


def test_wrong_questions_are_named(client: httpx.Client) -> None:
    for params, words in (
        ({"field": "nonsense"}, "smart-manufacturing"),
        ({"region": "亚特兰蒂斯"}, "上海市"),
        ({"resolution": "0"}, "query.resolution"),
        ({"compare": "2020-02-31"}, "query.compare"),
    ):
        answer = client.get("/clusters", params=params)
        assert answer.status_code == 422, params
        assert words in answer.json()["detail"]
