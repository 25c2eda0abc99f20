"""Tables without ruling lines: words in columns under a caption; nothing is made of what is less regular."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from graph.document import RepairKind
from ingest.documents.pdf import read_blocks
from tests.unit.documents.pdf_samples import LEAD, Sheet, pdf

ALIGNED = (
    ("项目", "优等品", "合格品"),
    ("甲醛/(mg/kg)", "≤20", "≤75"),
    ("pH值", "4.0~7.5", "4.0~9.0"),
    ("耐水色牢度/级", "≥4", "≥3"),
)


def columns(rows: Sequence[Sequence[str]], places: Sequence[float] = (90, 260, 380)) -> Callable[[Sheet], None]:
    """Words that stand in columns under a caption, with no line around them."""

    def draw(page: Sheet) -> None:
        page.centred("表1 理化性能")
        for row in rows:
            y = page.y
            for x, text in zip(places, row, strict=False):
                page.y = y
                if text:
                    page.text(text, x)
            page.y = y - LEAD
        page.paragraph("4.2 产品应按GB/T 2912.1的规定测定，其余项目由供需双方商定，并在合同中写明。")

    return draw


def test_words_in_columns_under_a_caption_are_a_table() -> None:
    found = read_blocks("a.pdf", pdf(columns(ALIGNED)))
    (table,) = [block.table for block in found.blocks if block.table is not None]
    assert (table.number, table.caption) == ("表1", "理化性能")
    assert table.grid() == [list(row) for row in ALIGNED]
    assert [(r.kind, r.page, r.after) for r in found.repairs] == [(RepairKind.ALIGNED, 1, "4 × 3")]
    assert "产品应按GB/T 2912.1的规定测定" in found.blocks[-1].text


def test_an_empty_place_of_a_column_stays_empty() -> None:
    rows = [*ALIGNED, ("异味", "", "无")]
    (table,) = [b.table for b in read_blocks("a.pdf", pdf(columns(rows))).blocks if b.table is not None]
    assert table.grid()[-1] == ["异味", "", "无"]


@pytest.mark.parametrize(
    "rows",
    [
        ALIGNED[:2],
        [*ALIGNED[:2], ("", "4.0~7.5", "4.0~9.0"), *ALIGNED[2:]],
        [(a, b + c, "") for a, b, c in ALIGNED[:1]],
        [("本标准规定的要求适用于全部产品并且", "应按照下列条款执行各项具体的检验工作"), ] * 4,
    ],
    ids=["two rows", "a row without its first cell", "one row", "running text"],
)  # fmt: skip
def test_what_is_less_regular_is_no_table(rows: Sequence[Sequence[str]]) -> None:
    places = (90, 320) if len(rows[0]) == 2 else (90, 260, 380)
    found = read_blocks("a.pdf", pdf(columns(rows, places)))
    assert not [block for block in found.blocks if block.table is not None]
    assert not found.repairs
    printed = "".join(block.text for block in found.blocks).replace(" ", "")
    assert all(cell.replace(" ", "") in printed for row in rows for cell in row)


def test_columns_without_a_caption_are_no_table() -> None:
    def draw(page: Sheet) -> None:
        for row in ALIGNED:
            y = page.y
            for x, text in zip((90, 260, 380), row, strict=True):
                page.y = y
                page.text(text, x)

    assert not [block for block in read_blocks("a.pdf", pdf(draw)).blocks if block.table is not None]
