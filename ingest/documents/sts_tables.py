"""Tables of STS (``table-wrap``, in the XHTML and OASIS forms): label, title, cells with spans, notes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from graph.document import BlockKind
from ingest.documents.assemble import CellGrid, Piece
from ingest.documents.sts_inline import inline, local


def table_pieces(wrap: Element) -> Iterator[Piece]:
    """Label and caption, the table, and its notes."""
    label = next((inline(child) for child in wrap if local(child) == "label"), "")
    caption = next((inline(child) for child in wrap if local(child) == "caption"), "")
    if label or caption:
        yield Piece(" ".join(part for part in (label, caption) if part))
    for table in (one for one in wrap.iter() if local(one) == "table"):
        yield from _table(table)
    for foot in (one for one in wrap if local(one) == "table-wrap-foot"):
        for note in foot.iter():
            if local(note) in ("p", "fn", "non-normative-note") and (text := inline(note)):
                if local(note) == "p" and any(note in list(one) for one in foot.iter() if local(one) != local(foot)):
                    continue  # within a note that is read as a whole
                yield Piece(text, BlockKind.NOTE)


def _table(table: Element) -> Iterator[Piece]:
    names = {spec.get("colname"): at for at, spec in enumerate(_all(table, "colspec"))}
    grid = CellGrid()
    heads = rows = 0
    for part in (one for one in table.iter() if local(one) in ("thead", "tbody", "tfoot", "table")):
        for row in (one for one in part if local(one) in ("tr", "row")):
            grid.start_row()
            is_head = local(part) == "thead"
            heads += is_head and heads == rows
            rows += 1
            for cell in (one for one in row if local(one) in ("td", "th", "entry")):
                down, across = _spans(cell, names)
                grid.add(inline(cell), down, across, header=is_head or local(cell) == "th")
    cells = grid.cells()
    if any(cell.text for cell in cells):
        yield Piece("", BlockKind.TABLE, cells=cells, header=heads or None)


def _all(table: Element, name: str) -> list[Element]:
    return [one for one in table.iter() if local(one) == name]


def _spans(cell: Element, names: dict[str | None, int]) -> tuple[int, int]:
    """Rows and columns a cell covers: ``rowspan``/``colspan`` or ``morerows``/``namest``/``nameend``."""
    start, end = names.get(cell.get("namest")), names.get(cell.get("nameend"))
    if cell.get("namest") and start is not None and end is not None:
        return _number(cell.get("morerows"), 0) + 1, max(1, end - start + 1)
    if cell.get("morerows"):
        return _number(cell.get("morerows"), 0) + 1, 1
    return _number(cell.get("rowspan"), 1), _number(cell.get("colspan"), 1)


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default
