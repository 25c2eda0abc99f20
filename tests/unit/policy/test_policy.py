"""Policy tasks: each has its line, each indicator its function and words; counts are right; silence is no zero."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from graph.generations import DataFolder
from graph.kinds import EdgeKind
from graph.statements import Record
from graph.vocabulary import policy_tasks
from search.policy.conversion import criteria, rank
from search.policy.indicators import Indicator
from search.policy.measures import measure
from search.policy.survey import Survey, survey
from tests.support import edge, reading, record, say, value

DAY = date(2026, 1, 1)
TASKS = tomllib.loads((files("search.policy") / "data" / "tasks.toml").read_text("utf-8"))
ROWS = list(csv.DictReader((files("search.policy") / "data" / "indicators.csv").read_text("utf-8").splitlines()))


def group(day: str, **more: str) -> dict[str, str]:
    return {"level": "group", "issued": day, "implemented": day, **more}


def described(number: str, facts: dict[str, str]) -> Record:
    node, work = f"standard:{number}", f"work:{number.rsplit('-', 1)[0]}"
    own = [value(node, name, text) for name, text in facts.items()]
    return record("x", number, *own, edge(node, EdgeKind.EDITION_OF, work))


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Survey]:
    folder = DataFolder(tmp_path)
    T1, T2, T3, N = "T/AA 1-2019", "T/AA 2-2024", "T/ZSA 3-2023", "GB/T 9-2025"
    facts = {
        T1: group("2019-01-01", title_zh="储能电池", scope="a", main_content="b", patents_involved="true"),
        T2: group("2024-01-01", title_zh="储能 变流器", patents_involved="false"),
        T3: group("2023-01-01", title_zh="服务"),
        N: {"level": "national", "nature": "mandatory", "issued": "2025-01-01", "implemented": "2025-06-01",
            "title_zh": "储能变流器"},
    }  # fmt: skip
    ties = record(
        "x",
        "ties",
        edge(f"standard:{N}", EdgeKind.REFERENCES, "work:T/AA 1", relation="normative"),
        edge(f"standard:{T1}", EdgeKind.REFERENCES, "work:T/AA 2", relation="bibliography"),
        edge(f"standard:{T1}", EdgeKind.DRAFTED_BY, "org:甲大学", position=1),
        edge(f"standard:{T1}", EdgeKind.DRAFTED_BY, "org:乙有限公司", position=2),
        edge(f"standard:{T2}", EdgeKind.DRAFTED_BY, "org:乙有限公司", position=1),
        edge(f"standard:{T3}", EdgeKind.ISSUED_BY, "org:中关村标准化协会"),
        edge(f"standard:{T1}", EdgeKind.IN_DOMAIN, "domain:green-manufacturing"),
        edge(f"standard:{T3}", EdgeKind.IN_DOMAIN, "domain:tourism"),
    )
    say(folder, *(described(number, values) for number, values in facts.items()), ties)
    with reading(folder) as graph:
        yield survey(graph, DAY)


def test_every_task_has_a_line_and_every_line_a_task() -> None:
    assert set(TASKS) == set(policy_tasks())
    for line in TASKS.values():
        assert line["told"] in ("yes", "partly", "no")
        assert line["limits"]["zh"] and line["limits"]["en"]
        assert line["indicators"] or line["told"] == "no"


def test_every_indicator_is_computed_and_worded(data: Survey) -> None:
    used = {name for line in TASKS.values() for name in line["indicators"]}
    assert used == {row["key"] for row in ROWS}
    for name in used:
        found = measure(name, data)
        assert (found.zh, found.en) != ("", "")
        assert found.of is None or 0 <= found.value <= found.of, name
    with pytest.raises(LookupError, match="no indicator 'x'"):
        measure("x", data)


def numbers(found: Indicator) -> set[str]:
    return set(found.standards)


def test_counts(data: Survey) -> None:
    assert measure("groups_by_year", data).trend == {2019: 1, 2023: 1, 2024: 1}
    priority = measure("groups_in_priority_fields", data)
    assert (priority.value, priority.of, priority.parts["green-manufacturing"]) == (1, 3, 1)
    assert measure("groups_in_service_sectors", data).parts["tourism"] == 1
    assert numbers(measure("zhongguancun_standards", data)) == {"T/ZSA 3-2023"}
    assert numbers(measure("research_led", data)) == {"T/AA 1-2019"}
    assert (measure("enterprise_led", data).value, measure("enterprise_led", data).of) == (1, 2)
    assert numbers(measure("enterprise_part", data)) == {"T/AA 1-2019", "T/AA 2-2024"}
    assert numbers(measure("review_due", data)) == {"T/AA 1-2019"}
    assert numbers(measure("conversion_candidates", data)) == {"T/AA 2-2024"}
    assert numbers(measure("disclosure_complete", data)) == {"T/AA 1-2019"}
    assert measure("disclosure_missing", data).parts == {"scope": 2, "main_content": 2, "patents_involved": 1}
    assert (measure("patents_stated", data).value, measure("patents_stated", data).of) == (1, 2)


def test_literature_is_no_use_of_a_standard(data: Survey) -> None:
    assert numbers(measure("cited_groups", data)) == {"T/AA 1-2019"}
    assert numbers(measure("cited_by_mandatory", data)) == {"T/AA 1-2019"}


def test_what_the_data_does_not_hold_is_not_counted_as_none(data: Survey) -> None:
    assert measure("adopting_groups", data).known == 0
    assert measure("groups_with_limits", data).known == 0
    assert measure("cited_groups", data).known == 2
    assert measure("groups_by_year", data).known is None


def test_conversion_ranks_by_criteria_and_names_what_is_missing(data: Survey) -> None:
    ranked = rank(data)
    assert ranked[0].edition.number == "T/AA 1-2019"
    first = ranked[0]
    assert first.values["cited"] == pytest.approx(2 / 5)  # by a national one: twice
    assert first.facts["cited"] == "GB/T 9-2025"
    assert first.values["reviewed"] is None
    assert "reviewed" in first.missing
    same_title = next(one for one in ranked if one.edition.number == "T/AA 2-2024")
    assert same_title.values["no_counterpart"] == 0.0
    assert all(0 <= one.score <= 1 for one in ranked)


def test_weights_can_be_changed_but_not_invented(data: Survey) -> None:
    only = dict.fromkeys((one.key for one in criteria()), 0.0)
    ranked = rank(data, {**only, "drafters": 1.0})
    assert ranked[0].edition.number == "T/AA 1-2019"
    assert ranked[-1].score == 0.0
    with pytest.raises(ValueError, match="no such criterion: nonsense"):
        rank(data, {"nonsense": 1})
    with pytest.raises(ValueError, match="not all zero"):
        rank(data, only)
    with pytest.raises(ValueError, match="negative"):
        rank(data, {"cited": -1})


def test_an_empty_survey_answers(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    say(folder, record("x", "1"))
    with reading(folder) as graph:
        empty = survey(graph, DAY)
        for row in ROWS:
            assert measure(row["key"], empty).value == 0
        assert rank(empty) == []
