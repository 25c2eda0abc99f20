"""Published standards written again as Word and NISO STS files: what is read of them is what went in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from graph.document import BlockKind, Document
from graph.limits import Limit
from ingest.documents.assemble import CellGrid, Piece, assemble
from ingest.documents.options import ReadOptions
from ingest.documents.reader import read_document
from ingest.documents.sts_inline import tex
from ingest.extract.everything import extract
from tests.unit.documents.rewritten import FOOTNOTE, clauses_of, own_text, sts, word

NAMES = ("GB-13271-2014", "DB-44-26-2001", "GB-31571-2015")
FORMS: dict[str, tuple[str, Callable[[Document], bytes]]] = {"word": ("a.docx", word), "sts": ("a.xml", sts)}
_COVER = ("number", "title_zh", "title_en", "ics", "ccs", "replaces", "issued", "implemented")


@cache
def pair(shared: Path, name: str, form: str) -> tuple[Document, Document]:
    """The standard as printed, and what is read of it in the other form."""
    path = shared / "data" / "pdf" / f"{name}.pdf"
    printed = read_document(path.name, path.read_bytes(), ReadOptions(ocr=False))
    file, write = FORMS[form]
    return printed, read_document(file, write(printed))


def texts(document: Document) -> list[str]:
    """All paragraphs but the footnote that was added, without blanks and numbers of clauses."""
    found = [
        own_text(document.blocks[i], clause) if at == 0 and clause.number else document.blocks[i].text
        for clause in clauses_of(document)
        for at, i in enumerate(clause.blocks)
        if document.blocks[i].table is None
    ]
    plain = [re.sub(r"\s|¹⁾", "", text) for text in found]
    return [text for text in plain if text and not text.endswith(FOOTNOTE)]


_WHERE = {"places", "text", "value_text", "unit_printed", "doubts", "footnotes"}


def understood(limit: Limit) -> str:
    """A limit without where it stands; the sentence of its period begins with the number of the clause or not."""
    return repr((limit.model_dump(exclude={*_WHERE, "valid"}), limit.valid and (limit.valid.start, limit.valid.end)))


@pytest.mark.shared
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_standard_in_another_form_is_the_same_standard(shared: Path, name: str, form: str) -> None:
    printed, found = pair(shared, name, form)
    assert {field: getattr(found.cover, field) for field in _COVER} == {
        field: getattr(printed.cover, field) for field in _COVER
    }
    assert [(c.number, c.kind) for c in clauses_of(found)] == [(c.number, c.kind) for c in clauses_of(printed)]
    assert texts(found) == texts(printed)
    assert any(block.text.endswith(FOOTNOTE) for block in found.blocks)
    tables = [[block.table for block in one.blocks if block.table is not None] for one in (printed, found)]
    for before, after in zip(*tables, strict=True):
        assert after.grid() == before.grid()
        assert (after.number, after.caption, after.unit, after.header_rows, len(after.notes)) == (
            before.number,
            before.caption,
            before.unit,
            before.header_rows,
            len(before.notes),
        )


@pytest.mark.shared
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_its_facts_are_the_same(shared: Path, name: str, form: str) -> None:
    before, after = (extract(one) for one in pair(shared, name, form))
    assert {(r.target, r.relation) for r in after.references} == {(r.target, r.relation) for r in before.references}
    assert Counter(map(understood, after.limits)) == Counter(map(understood, before.limits))
    assert [(t.number, t.zh, t.en) for t in after.terms] == [(t.number, t.zh, t.en) for t in before.terms]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r"$$\rho = \frac{m_1 - m_0}{V} \times 10^{6}$$", "ρ= (m₁ - m₀)/V ×10⁶"),
        (r"\sqrt{\frac{a}{b}} \leq 0.5", "√(a/b) ≤0.5"),
        (r"c_{\mathrm{NO_2}}", "cNO₂"),
        (r"\unknown{x}", "x"),
        ("{" * 5000, ""),
    ],
)
def test_tex_is_one_line(text: str, read: str) -> None:
    assert tex(text).replace(" ", "") == read.replace(" ", "")


def _pieces(*below: str) -> list[Piece]:
    grid = CellGrid()
    for row in (("项目", "限值"), ("二氧化硫", "550⁽¹⁾"), ("汞ᵃ", "3 m³")):
        grid.start_row()
        for cell in row:
            grid.add(cell)
    table = Piece("", BlockKind.TABLE, cells=grid.cells())
    return [Piece("表1 限值"), table, *map(Piece, below)]


def test_footnotes_whose_mark_stands_in_the_table_are_its_notes() -> None:
    table, rest = assemble(_pieces("（1）位于广西的锅炉执行该限值。", "（2）2015年前。", "a 以总汞计。", "3 监测"))
    assert table.table is not None
    assert table.table.notes == ("（1）位于广西的锅炉执行该限值。", "（2）2015年前。", "a 以总汞计。")
    assert rest.text == "3 监测"


@pytest.mark.parametrize("below", ["3 监测要求", "b) 应当监测。", "（3）第三。", "本表适用于锅炉。"])
def test_what_has_no_mark_in_the_table_stands_below_it(below: str) -> None:
    table, rest = assemble(_pieces(below))
    assert table.table is not None
    assert (table.table.notes, rest.text) == ((), below)
