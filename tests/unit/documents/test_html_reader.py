"""Web pages."""

from __future__ import annotations

import pytest

from graph.document import Block, BlockKind
from ingest.documents.html import read_blocks
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile


def _blocks(body: str) -> tuple[Block, ...]:
    return read_blocks("a.html", f"<html><body>{body}</body></html>".encode()).blocks


def test_headings_paragraphs_and_raised_text() -> None:
    blocks = _blocks("<h2>1 范围</h2><p>面积≥10 m<sup>2</sup>，CO<sub>2</sub><br>第二行</p>")
    assert [(b.kind, b.text) for b in blocks] == [
        (BlockKind.HEADING, "1 范围"),
        (BlockKind.PARAGRAPH, "面积≥10 m²，CO₂"),
        (BlockKind.PARAGRAPH, "第二行"),
    ]


def test_spans_of_rows_and_columns() -> None:
    (block,) = _blocks(
        "<table><caption>表2 限值</caption><tr><th rowspan=2>项目</th><th colspan=2>限值</th></tr>"
        "<tr><th>A</th><th>B</th></tr>"
        "<tr><td>铅</td><td colspan=2>0.5</td></tr></table>"
    )
    assert block.table is not None
    assert block.table.number == "表2"
    assert block.table.header_rows == 2
    assert block.table.grid() == [["项目", "限值", "限值"], ["项目", "A", "B"], ["铅", "0.5", "0.5"]]


def test_layout_tables_are_paragraphs() -> None:
    blocks = _blocks("<table><tr><td><p>甲</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>")
    assert [(b.kind, b.text) for b in blocks] == [(BlockKind.PARAGRAPH, "甲"), (BlockKind.TABLE, "1\t2")]


def test_scripts_navigation_and_hidden_parts_go() -> None:
    body = "<nav>菜单</nav><script>x()</script><p style='display:none'>隐</p><p hidden>藏</p><p>正文<!-- 注释 --></p>"
    assert [b.text for b in _blocks(body)] == ["正文"]


def test_declared_character_set() -> None:
    page = "<html><head><meta charset='gb2312'></head><body><p>本标准</p></body></html>".encode("gb18030")
    assert read_blocks("a.htm", page).blocks[0].text == "本标准"


def test_huge_spans_are_bounded() -> None:
    (block,) = _blocks("<table><tr><td rowspan=65000 colspan=1000>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
    assert block.table is not None
    assert len(block.table.grid()) == 2


def test_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_document("a.html", b"<html><body><script>1</script></body></html>")


def test_a_page_that_nests_too_deep_says_so() -> None:
    raw = read_blocks("a.html", ("<html><body><p>甲</p>" + "<div>" * 3000 + "乙").encode())
    assert [block.text for block in raw.blocks] == ["甲"]
    assert "too deep" in raw.warnings[0]
