"""The samples of the project and the real registers of the development data go in, with every record accounted for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.generations import DataFolder
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Organization, Standard
from graph.resolve import Resolver
from graph.statements import Outcome
from graph.status import status_on
from graph.store.base import Direction
from ingest.runner import IngestReport
from tests.support import all_edges, ingest_files, publish, reading

STORED = {Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REPEATED}


def _accounted(report: IngestReport, rejects: list[dict[str, Any]]) -> None:
    """Every row is stored, or stands among the rejects with a reason."""
    for file in report.files:
        assert file.error is None
        stored = sum(count for outcome, count in file.outcomes.items() if outcome in STORED)
        assert stored + sum(file.rejected.values()) == file.rows
        own = [line for line in rejects if line["file"] == file.path]
        assert Counter(line["reason"] for line in own if line["what"] == "record") == file.rejected
        assert Counter(line["reason"] for line in own if line["what"] == "field") == file.left_out
        assert all(line["detail"] and line["row"] > 0 for line in own)


def test_samples_go_in_whole_and_twice_is_once(data: DataFolder, root: Path) -> None:
    report, rejects = ingest_files(data, root / "samples" / "registry")
    _accounted(report, rejects)
    assert {file.source for file in report.files} == {"std.samr", "hbba", "dbba", "ttbz"}
    assert [line for line in rejects if line["what"] == "record"] == []
    assert len(rejects) <= 5, rejects
    assert all(file.unmapped_columns == () for file in report.files)
    number = data.current_number()
    with reading(data) as reader:
        first = reader.counts()
    again, _ = ingest_files(data, root / "samples" / "registry")
    assert {outcome for file in again.files for outcome in file.outcomes} == {Outcome.UNCHANGED}
    assert (data.current_number(), publish(data).changed_nodes) == (number, 0)
    with reading(data) as reader:
        assert reader.counts() == first
        lineage = [s.number for s in reader.editions("GB/T 1.1")]
        assert lineage == sorted(lineage)
        assert reader.predecessors("GB/T 1.1-2020")[0] == ("GB/T 1.1-2009", 1)
        assert first.nodes[NodeKind.STANDARD] > 2000


def test_editions_of_a_lineage_of_the_samples_are_in_force_one_at_a_time(data: DataFolder, root: Path) -> None:
    ingest_files(data, root / "samples" / "registry")
    lineage = ("GB/T 1.1", ["GB/T 1.1-1993", "GB/T 1.1-2000", "GB/T 1.1-2009", "GB/T 1.1-2020"])
    with reading(data) as reader:
        editions = reader.editions(lineage[0])
    assert [s.number for s in editions] == lineage[1]
    for day, number in (
        ("2005-01-01", "GB/T 1.1-2000"),
        ("2010-01-01", "GB/T 1.1-2009"),
        ("2020-10-01", "GB/T 1.1-2020"),
    ):
        on = date.fromisoformat(day)
        assert [s.number for s in editions if status_on(s, on).status is Status.IN_FORCE] == [number]


@pytest.mark.shared
def test_real_registers_go_in(data: DataFolder, shared: Path) -> None:
    names = ("standards", "standards_extra", "group_standards", "metrology", "drafters")
    paths = [shared / "data" / "cn" / f"{name}.jsonl" for name in names]
    report, rejects = ingest_files(data, *paths, shared / "data" / "other" / "film_registry" / "documents.json",
                                   publish=False, retrieved_on=date(2026, 7, 10))  # fmt: skip
    _accounted(report, rejects)
    added = {Path(file.path).stem: file.outcomes[Outcome.ADDED] for file in report.files}
    rejected = {Path(file.path).stem: sum(file.rejected.values()) for file in report.files}
    assert added["standards"] >= 48_100
    assert rejected["standards"] <= 30
    assert (added["standards_extra"], rejected["standards_extra"]) == (876, 0)
    assert (added["group_standards"], rejected["group_standards"]) == (548, 0)
    assert added["metrology"] >= 3_400
    assert rejected["metrology"] <= 15
    assert (added["drafters"], rejected["drafters"]) == (86, 1)
    assert added["documents"] >= 330
    assert report.files[-1].source == "film"
    records = Counter(line["reason"] for line in rejects if line["what"] == "record")
    assert set(records) <= {"invalid_number", "undated_number", "duplicate_number", "no_title"}
    with data.statements() as store:
        _check_statuses(
            {one.node.id: one.node for one in Resolver(store).everything() if isinstance(one.node, Standard)}
        )


def _check_statuses(standards: dict[str, Standard]) -> None:
    on = date(2026, 11, 23)
    described = [s for s in standards.values() if s.described]
    found = [(s, status_on(s, on)) for s in described]
    lagging = [s for s, now in found if s.status_claim is Status.UPCOMING and now.status is Status.IN_FORCE]
    assert len(lagging) > 800  # rows that say 即将实施 after their own implementation date
    assert not [s for s in lagging if s.implemented is None or s.implemented > on]
    # a later edition in effect ends the one before, also where the register still says 现行
    assert status_on(standards["standard:GB 19193-2015"], on).successor == "GB 19193-2025"
    assert status_on(standards["standard:GB 19193-2015"], date(2026, 10, 31)).status is Status.IN_FORCE
    # an association gives its serials anew each year: another subject, both in force
    assert status_on(standards["standard:T/CAAM 0006-2022"], on).status is Status.IN_FORCE


@pytest.mark.shared
def test_film_registry_is_linked(data: DataFolder, shared: Path) -> None:
    ingest_files(data, shared / "data" / "other" / "film_registry" / "documents.json")
    with reading(data) as reader:
        node = reader.node("standard:GB/T 2926-2000")
        assert isinstance(node, Standard)
        assert node.drafters == ("吴淑芝", "孙延炜")
        (adopted,) = all_edges(reader, node.id, Direction.OUT, [EdgeKind.ADOPTS])
        assert (adopted.end, getattr(adopted, "degree", None)) == ("standard:ISO 4241:1987", "IDT")
        bodies = [reader.node(e.end) for e in all_edges(reader, node.id, Direction.OUT, [EdgeKind.DRAFTED_BY])]
        assert [body.name_zh for body in bodies if isinstance(body, Organization)] == ["中国电影科学技术研究所"]
