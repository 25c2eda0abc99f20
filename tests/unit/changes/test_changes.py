"""Lists of technical changes (GB/T 1.1-2020, 8.3 d)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents.reader import read_document
from ingest.extract.changes import ChangeKind, changes_of
from tests.extract_support import foreword, standard


def test_items_with_kind_and_clauses() -> None:
    found = changes_of(standard())
    assert [(one.label, one.kind, one.clause, one.old_clause) for one in found] == [
        ("a）", ChangeKind.ADDED, "5.3", None),
        ("b）", ChangeKind.CHANGED, "5.1", "4.2"),
        ("c）", ChangeKind.REMOVED, None, "6"),
    ]
    assert {one.against for one in found} == {"T/CAS 999-2018"}


def test_items_in_one_sentence() -> None:
    found = changes_of(
        foreword(
            "本部分与DB33/T 324.5－2001的主要区别：增加了引用文件GB/T 18932.20—2003；删除了SN/T 0852—2000。",
            "本部分由甲提出。",
        )
    )
    assert [(one.kind, one.text) for one in found] == [
        (ChangeKind.ADDED, "增加了引用文件GB/T 18932.20—2003"),
        (ChangeKind.REMOVED, "删除了SN/T 0852—2000"),
    ]


def test_what_follows_the_list_is_no_item() -> None:
    found = changes_of(
        foreword(
            "与GB/T 1—2010相比，主要技术变化如下：",
            "——增加了A；",
            "——修改了B。",
            "本标准由甲提出。",
            "——第1部分：总则。",
        )
    )
    assert [one.text for one in found] == ["增加了A", "修改了B"]


def test_two_lists_keep_what_they_compare_with() -> None:
    found = changes_of(
        foreword(
            "本标准代替GB/T 5782—2000，与GB/T 5782—2000相比，主要技术变化如下：",
            "——增加了A。",
            "本标准与ISO 4014:2011的技术性差异如下：",
            "——删除了B。",
        )
    )
    assert [(one.against, one.kind) for one in found] == [
        ("GB/T 5782-2000", ChangeKind.ADDED),
        ("ISO 4014:2011", ChangeKind.REMOVED),
    ]


def test_items_are_verbatim() -> None:
    document = standard()
    for one in changes_of(document):
        assert one.text in document.blocks[one.place.block].text[one.place.start : one.place.end]


@pytest.mark.shared
def test_changes_of_a_real_standard(shared: Path) -> None:
    path = shared / "data" / "texts" / "GB_12348-2008.md"
    kinds = [one.kind for one in changes_of(read_document(path.name, path.read_bytes()))]
    assert kinds == [ChangeKind.MERGED, ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.ADDED]
