"""Plain text and Markdown."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from graph.document import BlockKind, ElementKind
from ingest.documents.reader import read_document
from ingest.documents.text import read_blocks
from ingest.errors import UnreadableFile


def test_comment_heads_go_and_page_marks_give_pages() -> None:
    raw = read_blocks(
        "a.md", "<!-- number: GB 1-2020\ntitle: x -->\n<!-- page 1 -->\n甲\n<!-- page 2 -->\n乙\n".encode()
    )
    assert [(block.text, block.page) for block in raw.blocks] == [("甲", 1), ("乙", 2)]
    assert raw.pages == 2


def test_pipe_table_with_caption_and_unit() -> None:
    text = "表1 限值\n单位：mg/L\n| 项目 | 限值 |\n|---|---|\n| 铅 | 0.5 |\n注：日均值。\n"
    (block,) = read_blocks("a.md", text.encode()).blocks
    assert block.table is not None
    assert (block.table.number, block.table.caption, block.table.unit) == ("表1", "限值", "mg/L")
    assert block.table.grid() == [["项目", "限值"], ["铅", "0.5"]]
    assert block.table.notes == ("注：日均值。",)


def test_headings_of_markdown() -> None:
    blocks = read_blocks("a.md", "# 标准\n## 1 范围\n正文。\n".encode()).blocks
    assert [(b.kind, b.level) for b in blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, None),
    ]


def test_running_heads_and_contents_go() -> None:
    page = "<!-- page {n} -->\nGB 1—2020\n第{n}页的正文。\n"
    entries = "1 范围…1\n2 要求…2\n3 方法…3\n"
    raw = read_blocks("a.md", (entries + "".join(page.format(n=n) for n in range(1, 7))).encode())
    assert [block.text for block in raw.blocks].count("GB 1—2020") == 1
    assert raw.running_heads == ("GB 1—2020",)
    assert not any("…" in block.text for block in raw.blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert read_blocks("a.txt", "本标准规定了要求。".encode(encoding)).blocks[0].text == "本标准规定了要求。"


@pytest.mark.parametrize("content", [b"\x00\x01\x02binary", codecs.BOM_UTF16_LE + b"\x00\xd8\x41"])
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_blocks("a.txt", content)


@pytest.mark.shared
def test_real_texts_have_their_chapters(shared: Path) -> None:
    for name in ("GB_37822-2019.md", "GB_18598-2019.md", "GB_31572-2015.md", "local_and_hj/DB44_2367-2022.md"):
        path = shared / "data" / "texts" / name
        document = read_document(path.name, path.read_bytes())
        kinds = [clause.kind.value for clause in document.walk()]
        assert {"foreword", "scope", "normative_references"} <= set(kinds), name
        assert document.pages is not None


def test_caption_and_unit_inside_the_frame() -> None:
    text = (
        "| | 表1 废气排放限值（第一时段） | |\n|---|---|---|\n| | 单位： | ：mg/m3 |\n"
        "| 序号 | 污染物 | 限值 |\n| 1 | 苯 | 2 |\n"
    )
    (block,) = read_blocks("a.md", text.encode()).blocks
    assert block.table is not None
    assert (block.table.number, block.table.caption, block.table.unit) == ("表1", "废气排放限值（第一时段）", "mg/m3")
    assert block.table.grid() == [["序号", "污染物", "限值"], ["1", "苯", "2"]]


def test_a_table_that_counts_on_over_the_page_is_one() -> None:
    head = "| 序号 | 污染物 | 限值 |\n|---|---|---|\n"
    text = (
        f"<!-- page 1 -->\n表1 限值\n{head}| 1 | 苯 | 2 |\n<!-- page 2 -->\n| 2 | 甲苯 | 8 |\n|---|---|---|\n"
        f"| 3 | 乙苯 | 9 |\n<!-- page 3 -->\n表1（续）\n{head}| 4 | 氯苯 | 1 |\n表2 其他\n{head}| 1 | 氨 | 7 |\n"
    )
    first, second = read_blocks("a.md", text.encode()).blocks
    assert first.table is not None and second.table is not None
    assert [row[1] for row in first.table.grid()] == ["污染物", "苯", "甲苯", "乙苯", "氯苯"]
    assert first.table.pages == (1, 2, 3)
    assert [row[1] for row in second.table.grid()] == ["污染物", "氨"]


def test_an_excerpt_without_chapters_has_a_body() -> None:
    text = "产品安全要求如下：\n| 项目 | 限值 |\n|---|---|\n| 铅/(mg/kg) | ≤90 |\n"
    document = read_document("a.md", text.encode())
    assert document.warnings == ("no numbered chapters were found",)
    (clause,) = document.clauses
    assert (clause.kind, clause.blocks) == (ElementKind.CHAPTER, (0, 1))
