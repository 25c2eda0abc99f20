"""Whatever bytes come, a reader answers with blocks or with the reason why not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import docx, html, sts, text
from ingest.errors import UnreadableFile
from tests.unit.documents.docx_samples import Sample, with_part

_TAGS = [
    "p",
    "table",
    "tr",
    "td",
    "th",
    "sec",
    "title",
    "label",
    "list",
    "list-item",
    "sup",
    "div",
    "h1",
    "ref",
    "std",
    "app",
]
_MARKUP = st.recursive(
    st.text(max_size=12).map(lambda t: "".join(c for c in t if c.isprintable() and c not in "<>&")),
    lambda inner: st.tuples(st.sampled_from(_TAGS), st.lists(inner, max_size=4)).map(
        lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"
    ),
    max_leaves=25,
)
_WORD = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "pPr",
    "numPr",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "hyperlink",
    "br",
    "sym",
    "tab",
]


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_bytes(content: bytes) -> None:
    for read in (text.read_blocks, html.read_blocks, sts.read_blocks, docx.read_blocks):
        try:
            raw = read("x.y", content)
        except UnreadableFile as error:
            assert "x.y" in str(error)
        else:
            assert [block.index for block in raw.blocks] == list(range(len(raw.blocks)))


@given(_MARKUP)
@settings(max_examples=100, deadline=None)
def test_markup(inner: str) -> None:
    for read, content in (
        (html.read_blocks, f"<html><body>{inner}</body></html>"),
        (sts.read_blocks, f"<standard><body>{inner}</body></standard>"),
    ):
        try:
            blocks = read("x", content.encode()).blocks
        except UnreadableFile:
            continue
        assert all(block.text or block.number for block in blocks)


@pytest.mark.parametrize("seed", range(30))
def test_word_elements_in_any_order(seed: int) -> None:
    rng = random.Random(seed)

    def element(depth: int) -> str:
        tag = rng.choice(_WORD)
        inside = "".join(element(depth + 1) for _ in range(rng.randrange(4))) if depth < 6 else ""
        words = "甲" if tag == "t" else ""
        return f'<w:{tag} w:val="{rng.choice(["1", "-3", "x", ""])}">{words}{inside}</w:{tag}>'

    body = "".join(element(0) for _ in range(12))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    blocks = docx.read_blocks("a.docx", with_part(Sample().bytes(), "word/document.xml", part.encode())).blocks
    assert [block.index for block in blocks] == list(range(len(blocks)))


@pytest.mark.parametrize("seed", range(20))
def test_damaged_package(seed: int) -> None:
    rng = random.Random(seed)
    content = bytearray(Sample().bytes())
    for _ in range(20):
        content[rng.randrange(len(content))] = rng.randrange(256)
    try:
        docx.read_blocks("a.docx", bytes(content))
    except UnreadableFile as error:
        assert "a.docx" in str(error)
