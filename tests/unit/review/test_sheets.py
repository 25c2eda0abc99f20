"""The sheets of a review: out, edited, in, and in again."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from api.settings import Settings
from api.usecases.review import ImportResult, export_review, import_review, review_items
from api.usecases.review_views import ReviewItem
from graph.errors import NotFound
from graph.facts import Fact
from graph.generations import DataFolder
from graph.kinds import EdgeKind, ReviewState
from graph.review import Decision, ItemKind
from graph.statements import Record
from ingest.errors import UnreadableFile
from tests.unit.review.test_decisions import NODE, NUMBER, READ, TITLE, limit, reference

FORMULA = Fact(NODE, "main_content", '=HYPERLINK("http://example.org","\x07x")', extractor="structure@1")
CLAUSE = f"clause:{NUMBER}#2"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    of = Settings(data=tmp_path / "data")
    state(of, TITLE, FORMULA, reference(), *limit(review=ReviewState.NEEDED),
          Fact(NODE, EdgeKind.HAS_CLAUSE, object=CLAUSE),
          Fact(CLAUSE, "text", "2 引用文件\nGB/T 2—2008 试验\nGB/T 3"))  # fmt: skip
    return of


def state(settings: Settings, *facts: Fact) -> None:
    with DataFolder(settings.data).writer("test") as store:
        run = store.begin_run("read")
        store.apply(run, [Record("document", NUMBER, date(2026, 1, 1), facts, "a.pdf")])


def edit(path: Path, sheet: str, changes: dict[int, dict[str, Any]]) -> Path:
    book = load_workbook(path)
    heads = [cell.value for cell in book[sheet][1]]
    for row, cells in changes.items():
        for name, value in cells.items():
            book[sheet].cell(row, heads.index(name) + 1).value = value
    book.save(path)
    return path


def only(settings: Settings, kind: ItemKind) -> ReviewItem:
    return next(item for item in review_items(settings, NUMBER).items if item.kind is kind)


def exported(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "review.xlsx"
    export_review(settings, NUMBER, path)
    return path


def take(settings: Settings, path: Path, reviewer: str = "王") -> ImportResult:
    return import_review(settings, path, reviewer)


def test_the_workbook_has_a_sheet_a_kind_with_lists_and_a_frozen_head(settings: Settings, tmp_path: Path) -> None:
    book = load_workbook(exported(settings, tmp_path))
    assert [s.title for s in book.worksheets if s.sheet_state == "visible"] == ["说明", "限值", "引用", "其他事实"]
    for sheet in book.worksheets[1:4]:
        assert sheet.freeze_panes == "C2" and sheet.data_validations.dataValidation
    heads = [cell.value for cell in book["限值"][1]]
    row = dict(zip(heads, next(book["限值"].iter_rows(min_row=2, values_only=True)), strict=True))
    assert (row["页"], row["章条"], row["原文"]) == (2, "4.1", "甲醛不大于0.1 mg/m³")
    assert (row["比较"], row["值"], row["单位"], row["审核状态"]) == ("≤", "0.1", "mg/m3", "待审核")


def test_text_of_a_document_never_becomes_a_formula(settings: Settings, tmp_path: Path) -> None:
    book = load_workbook(exported(settings, tmp_path))
    cells = [cell for row in book["其他事实"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert cells and all(cell.data_type == "s" for cell in cells)


def test_the_line_that_names_a_reference_is_shown(settings: Settings) -> None:
    assert only(settings, ItemKind.REFERENCE).text == "GB/T 2—2008 试验"


def test_decisions_are_taken_over_once(settings: Settings, tmp_path: Path) -> None:
    path = edit(exported(settings, tmp_path), "限值", {2: {"决定": "更正", "更正：单位": "mg/L", "备注": "看错"}})
    edit(path, "引用", {2: {"决定": "拒绝"}})
    first = take(settings, path)
    assert first.decided == {Decision.CORRECT: 1, Decision.REJECT: 1} and first.problems == ()
    limit_now = only(settings, ItemKind.LIMIT)
    assert (limit_now.state, limit_now.understood["unit"]) == ("corrected", "mg/L")
    again = take(settings, path)
    assert again.decided == {} and again.problems == () and again.unchanged == 2
    assert (again.generation, again.changed_nodes) == (first.generation, 0)


def test_an_english_sheet_is_read_as_well(settings: Settings, tmp_path: Path) -> None:
    english = settings.model_copy(update={"language": "en"})
    path = tmp_path / "review.xlsx"
    export_review(english, NUMBER, path)
    edit(path, "limits", {2: {"decision": "correct", "corrected comparator": "≥", "corrected modality": "should"}})
    assert take(settings, path).decided == {Decision.CORRECT: 1}
    said = only(settings, ItemKind.LIMIT).understood
    assert (said["op"], said["modality"]) == ("ge", "should")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"编号": "limit:GB 1-2020#nothing", "决定": "接受"}, "unknown_id"),
        ({"决定": "也许"}, "wrong_decision"),
        ({"决定": "更正"}, "nothing_to_correct"),
        ({"更正：值": "5"}, "no_decision"),
        ({"决定": "接受", "更正：值": "5"}, "no_decision"),
        ({"决定": "更正", "更正：比较": "范围", "更正：值": "9～6"}, "wrong_value"),
        ({"决定": "更正", "更正：单位": "mg/m3"}, "wrong_value"),
    ],
)
def test_rows_that_cannot_be_taken_over_are_named(
    settings: Settings, tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    path = edit(exported(settings, tmp_path), "限值", {2: cells})
    edit(path, "引用", {2: {"决定": "接受"}})
    done = take(settings, path)
    assert [(p.sheet, p.row, p.reason) for p in done.problems] == [("限值", 2, reason)]
    assert done.decided == {Decision.ACCEPT: 1}  # of the other row


def test_a_row_whose_fact_changed_since_the_export_is_stale(settings: Settings, tmp_path: Path) -> None:
    path = edit(exported(settings, tmp_path), "限值", {2: {"决定": "接受"}})
    state(settings, TITLE, *limit(READ.model_copy(update={"unit": "mg/L"}), version=2))
    (problem,) = take(settings, path).problems
    assert problem.reason == "stale"


def test_a_row_that_another_reviewer_decided_since_is_stale(settings: Settings, tmp_path: Path) -> None:
    path = edit(exported(settings, tmp_path), "限值", {2: {"决定": "接受"}})
    other = edit(exported(settings, tmp_path / "."), "限值", {2: {"决定": "拒绝"}})
    assert take(settings, other, "李").decided == {Decision.REJECT: 1}
    edit(path, "限值", {2: {"决定": "接受"}})
    (problem,) = take(settings, path).problems
    assert (problem.reason, problem.detail.split()[0]) == ("stale", "李")


def test_an_id_counts_once(settings: Settings, tmp_path: Path) -> None:
    path = exported(settings, tmp_path)
    book = load_workbook(path)
    row = [cell.value for cell in book["限值"][2]]
    book["限值"].append(row)
    book.save(path)
    edit(path, "限值", {2: {"决定": "拒绝"}, 3: {"决定": "接受"}})
    done = take(settings, path)
    assert done.decided == {Decision.REJECT: 1}
    assert [(p.row, p.reason) for p in done.problems] == [(3, "repeated")]


def test_a_text_read_under_two_sources_is_decided_about_once(settings: Settings, tmp_path: Path) -> None:
    with DataFolder(settings.data).writer("test") as store:
        run = store.begin_run("read")
        store.apply(run, [Record("document:other", NUMBER, date(2026, 1, 1), tuple(limit()), "b.pdf")])
    path = exported(settings, tmp_path)
    edit(path, "限值", {2: {"决定": "拒绝"}})
    assert take(settings, path).decided == {Decision.REJECT: 1}
    limits = [item.state for item in review_items(settings, NUMBER).items if item.kind is ItemKind.LIMIT]
    assert limits == ["rejected", "rejected"]


def test_a_decision_is_withdrawn_by_a_sheet(settings: Settings, tmp_path: Path) -> None:
    path = edit(exported(settings, tmp_path), "限值", {2: {"决定": "拒绝"}})
    take(settings, path)
    edit(path, "限值", {2: {"决定": "撤回"}})
    assert take(settings, path).decided == {Decision.WITHDRAW: 1}
    assert only(settings, ItemKind.LIMIT).state == "needed"


def test_references_and_other_facts_are_corrected(settings: Settings, tmp_path: Path) -> None:
    changes = {"决定": "更正", "更正：文件": "GB/T 2-2008", "更正：关系": "提及"}
    path = edit(exported(settings, tmp_path), "引用", {2: changes})
    facts = load_workbook(path)["其他事实"]
    row = next(n for n, cells in enumerate(facts.iter_rows(values_only=True), 1) if "测试标准" in cells)
    edit(path, "其他事实", {row: {"决定": "更正", "更正：值": "试验标准"}})
    assert take(settings, path).problems == ()
    said = only(settings, ItemKind.REFERENCE).understood
    assert (said["number"], said["relation"]) == ("GB/T 2-2008", "mention")
    assert "试验标准" in {item.understood.get("value") for item in review_items(settings, NUMBER).items}
    assert take(settings, path).unchanged == 2


def test_only_what_waits_is_exported_for_all(settings: Settings, tmp_path: Path) -> None:
    done = export_review(settings, None, tmp_path / "all.xlsx")
    assert done.rows == {ItemKind.LIMIT: 1, ItemKind.REFERENCE: 0, ItemKind.FACT: 0}
    assert [item.kind for item in review_items(settings, needed=True).items] == [ItemKind.LIMIT]


def test_a_number_of_which_nothing_was_read_is_named(settings: Settings) -> None:
    with pytest.raises(NotFound, match="GB 9-2020"):
        review_items(settings, "GB 9-2020")


def test_files_that_are_no_review_are_named(settings: Settings, tmp_path: Path) -> None:
    other, broken, archive = (tmp_path / name for name in ("other.xlsx", "broken.xlsx", "zip.xlsx"))
    Workbook().save(other)
    broken.write_bytes(b"PK\x03\x04nothing")
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a", "b")
    for path in (other, broken, archive, tmp_path / "missing.xlsx"):
        with pytest.raises(UnreadableFile, match=path.name):
            take(settings, path)
