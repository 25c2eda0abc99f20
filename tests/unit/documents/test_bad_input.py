"""Documents that are hostile or damaged: read within bounds, or refused with the reason; the facts stay in the text."""

from __future__ import annotations

import pytest

from graph.document import Document
from ingest.documents.reader import read_document
from ingest.errors import UnreadableFile
from ingest.extract.everything import extract
from ingest.extract.limits.sentences import LONGEST
from tests.unit.documents.docx_samples import Sample, with_part

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = "GB 91001—2020 大表\n\n1 范围\n\n本标准规定了要求。\n\n4 要求\n\n"
_ENTITIES = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
_BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{_ENTITIES}]>'
_BODY = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_in_any_part_of_a_word_file_is_refused(part: str, encoding: str) -> None:
    content = with_part(Sample().bytes(), part, (_BOMB + _BODY).encode(encoding))
    with pytest.raises(UnreadableFile, match=r"a\.docx: word/.*(?:declares entities|is damaged)"):
        read_document("a.docx", content)


def test_a_bomb_in_sts_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"a\.xml: declares entities"):
        read_document("a.xml", f"{_BOMB}<standard><body><p>&j;</p></body></standard>".encode())


def _markdown(rows: int) -> tuple[str, bytes]:
    lines = "".join(f"| 物质{at} | {at % 97}.5 |\n" for at in range(rows))
    return "a.md", f"{_HEAD}表1 限值\n\n| 项目 | 限值/(mg/L) |\n|---|---|\n{lines}".encode()


def _html(rows: int) -> tuple[str, bytes]:
    lines = "".join(f"<tr><td>物质{at}</td><td>{at % 97}.5</td></tr>" for at in range(rows))
    return (
        "a.html",
        f"<html><body><p>1 范围</p><table><tr><th>项目</th><th>限值</th></tr>{lines}</table></body></html>".encode(),
    )


def _docx(rows: int) -> tuple[str, bytes]:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = "".join(f"<w:tr>{cell.format(f'物质{at}')}{cell.format(at % 97)}</w:tr>" for at in range(rows))
    body = f'<w:document xmlns:w="{_WORD}"><w:body><w:tbl>{lines}</w:tbl></w:body></w:document>'
    return "a.docx", with_part(Sample().bytes(), "word/document.xml", body.encode())


@pytest.mark.parametrize("made", [_markdown, _html, _docx], ids=["markdown", "html", "word"])
def test_a_table_of_a_hundred_thousand_rows_is_read_whole(made: object) -> None:
    assert callable(made)
    document: Document = read_document(*made(100_000))
    tables = [block.table for block in document.blocks if block.table is not None]
    assert sum(cell.text.startswith("物质") for table in tables for cell in table.cells) == 100_000


def test_marks_of_direction_and_control_characters_invent_nothing() -> None:
    text = f"{_HEAD}4.1 甲醛\u202e含量应\u2066不大于\u200b7\u200e5 mg/kg。\n4.2 铅\x07含量应不大于90\x1b[31m mg/kg。\n"
    document = read_document("a.txt", text.encode())
    for limit in extract(document).limits:
        place = limit.places[0]
        block = next(block for block in document.blocks if block.index == place.block)
        assert block.text[place.start : place.end] == limit.value_text


HOSTILE = [
    "(" * 20_000, "≤" * 20_000, "1." * 20_000, "GB " * 20_000, "GB/T 1" * 5_000, "、" * 30_000, "[来源：" * 5_000,
    " " * 50_000 + "x", "1±" * 10_000, "10×" * 10_000, "表1" * 10_000, "mg/" * 10_000, "应" * 20_000 + "不大于",
    "." * 40_000 + "1", "2026年" * 9_000, "（" * 9_000 + "）" * 9_000, "0" * 50_000 + " mg/kg",
    "不大于" + "9" * 5_000 + " mg/kg", "甲" * 50_000 + "应不大于5 mg/kg", "不大于5 mg/kg，" * 3_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[f"{text[:4]!r}" for text in HOSTILE])
def test_hostile_strings_are_read_and_give_no_more_than_they_hold(text: str) -> None:
    cell = text.replace("|", "")
    table = f"表1 限值\n\n| 项目 | 限值 |\n|---|---|\n| 铅 | {cell} |\n"
    document = read_document("a.md", f"{_HEAD}{text}\n\n{table}".encode())
    found = extract(document).limits
    assert all(len(limit.text) <= LONGEST for limit in found if limit.places and limit.places[0].row is not None)
    assert sum(len(limit.model_dump_json()) for limit in found) < 20_000_000
