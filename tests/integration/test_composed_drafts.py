"""Composed drafts, checked end to end: what is seeded is found, what is a trap is not raised."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.errors import BadRequest
from api.settings import Settings
from api.usecases.check import CheckReport, check, draft_from
from api.usecases.compare_against import compare_against
from api.usecases.ingest import ingest_and_publish
from api.usecases.library import Library, library
from graph.errors import NotFound
from ingest.documents.draft import Draft, read_draft
from ingest.errors import UnreadableFile
from ingest.runner import IngestOptions
from tests.conftest import ROOT
from tests.fixtures.drafts.score import HERE, score

DAY = date(2026, 11, 24)
TEXTS = ("GB-12348-2008", "GB-12523-2011", "GB-13271-2014", "GB-18466-2005", "GB-18484-2020", "GB-39726-2020",
         "GB-39731-2020", "GB-4287-2012")  # fmt: skip
FROM_SAMPLES = ("01-infant-onesie.docx", "03-veneered-panel.md", "10-green-tea.txt", "11-rice.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Registry and facts of the samples."""
    data = tmp_path_factory.mktemp("drafts") / "data"
    options = IngestOptions(source="samples", retrieved_on=DAY)
    ingest_and_publish(Settings(data=data), [ROOT / "samples" / "registry", ROOT / "samples" / "texts"], options)
    return data


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Library]:
    with library(Settings(data=folder, on=DAY)) as found:
        yield found


def draft(name: str) -> Draft:
    return read_draft(name, (HERE / name).read_bytes())


def codes(report: CheckReport) -> list[str]:
    return [one.code for one in report.findings]


def text(body: str, number: str = "T/EX 1—2026", title: str = "富硒绿茶") -> Draft:
    whole = f"{number}\n\n{title}\n\n1 范围\n\n本文件适用于{title}。\n\n4 要求\n\n{body}\n"
    return read_draft("draft.txt", whole.encode())


def test_every_seed_is_found_in_the_sample_data(opened: Library, tmp_path: Path) -> None:
    labels = [json.loads(line) for line in (HERE / "labels.jsonl").read_text("utf-8").splitlines()]
    kept = [one for one in labels if one["draft"] in FROM_SAMPLES]
    assert len(kept) == len(FROM_SAMPLES)
    for one in kept:
        (tmp_path / one["draft"]).write_bytes((HERE / one["draft"]).read_bytes())
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, kept)), "utf-8")
    found = score(opened, tmp_path)
    assert (found.missed, found.false_alarms) == ([], [])


@pytest.mark.shared
def test_every_seed_is_found_against_mandatory_texts(shared: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", on=DAY)
    ingest_and_publish(settings, [ROOT / "samples" / "registry", ROOT / "samples" / "texts"])
    ingest_and_publish(settings, [shared / "data" / "pdf" / f"{name}.pdf" for name in TEXTS])
    with library(settings) as opened:
        found = score(opened)
    assert (found.missed, found.false_alarms) == ([], [])
    assert sum(found.all.values()) >= 50


@pytest.mark.parametrize(
    ("day", "edition", "violated"),
    [
        (date(2025, 5, 1), "GB 18580-2017", False),  # 2025 not yet published
        (date(2026, 5, 31), "GB 18580-2017", False),
        (date(2026, 6, 1), "GB 18580-2025", True),
    ],
)
def test_the_edition_in_force_on_the_day_counts(folder: Path, day: date, edition: str, violated: bool) -> None:
    """GB 18580-2025 takes effect on 2026-06-01: E0 for veneered boards (DOMAIN 2)."""
    with library(Settings(data=folder, on=day)) as opened:
        report = check(opened, draft("03-veneered-panel.md"))
    assert report.applicable is not None
    (one,) = [one for one in report.applicable.mandatory if one.number.startswith("GB 18580-")]
    assert one.number == edition
    assert ("limits.violation" in codes(report)) is violated
    told = "applicable.upcoming" in codes(report)
    assert told is (date(2025, 5, 30) <= day < date(2026, 6, 1))
    assert ("limits.upcoming_violation" in codes(report)) is told
    assert ("applicable.just_begun" in codes(report)) is violated


@pytest.mark.parametrize(
    ("title", "works"),
    [
        ("婴幼儿连体服", {"GB 18401", "GB 31701"}),
        ("崂山绿茶", {"GB 2762", "GB 2763"}),
        ("工业企业厂界冷却塔噪声限值", {"GB 12348"}),
        ("儿童实木家具", {"GB 18584"}),
        ("燃气热水锅炉大气污染物排放控制", {"GB 13271"}),
    ],
)
def test_standards_apply_through_what_the_object_is(opened: Library, title: str, works: set[str]) -> None:
    section = check(opened, draft_from(title)).applicable
    assert section is not None
    found = {one.number.rpartition("-")[0] if one.standard else one.number: one for one in section.mandatory}
    assert works <= found.keys()
    assert all(found[work].path and found[work].evidence for work in works)


def test_a_draft_with_the_number_of_a_published_standard_is_not_compared_with_itself(opened: Library) -> None:
    path = ROOT / "samples" / "texts" / "GB 18580-2025.md"
    report = check(opened, read_draft(path.name, path.read_bytes()))
    assert "applicable.published" in codes(report)
    assert report.limits is not None
    numbers = [view.standard.number for view in report.limits.against]
    assert "GB 18580-2025" not in numbers
    assert "GB 18580-2017" in numbers  # its lineage


def test_equal_everywhere_has_no_added_value(opened: Library) -> None:
    report = check(opened, text("4.1 富硒绿茶的铅（以Pb计）含量应不大于5.0 mg/kg。"))
    assert "limits.no_added_value" in codes(report)
    assert "limits.violation" not in codes(report)


def test_two_limits_of_one_place_that_differ_are_told(opened: Library) -> None:
    body = "4.1 富硒绿茶的水分应不大于6.5%。富硒绿茶的水分应不大于7.5%。"
    assert "limits.same_place" in codes(check(opened, text(body)))


def test_a_draft_without_limits_and_one_in_english_are_answered(opened: Library) -> None:
    nothing = check(opened, text("4.1 茶叶应有固有的香气。"))
    assert nothing.limits is not None and nothing.limits.limits == 0
    english = check(opened, draft_from("Green tea", "This document applies to green tea."))
    assert english.limits is None
    assert "limits.violation" not in codes(english)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"T/EX 2-2026\n"])
def test_an_empty_draft_is_refused_with_the_reason(opened: Library, content: bytes) -> None:
    with pytest.raises((BadRequest, UnreadableFile)):
        check(opened, read_draft("draft.txt", content))


def test_what_was_left_out_is_said(opened: Library) -> None:
    report = check(opened, draft("10-green-tea.txt"))
    assert report.limits is not None
    assert {one.number: one.why for one in report.limits.left_out}.get("GB 2763") == "not_in_data"


def test_compare_against_names_and_kinds(opened: Library) -> None:
    made = draft("10-green-tea.txt")
    for wanted in (["mandatory"], ["national"], ["GB 2762"], ["GB 2762-2022"]):
        result = compare_against(opened, made, wanted)
        assert [one.code for one in result.findings if one.severity == "violation"] == ["limits.violation"]
    with pytest.raises(NotFound):
        compare_against(opened, made, ["GB 99999"])
