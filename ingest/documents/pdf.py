"""PDF → blocks: page by page, so that a long file needs no more memory than its text."""

from __future__ import annotations

import pypdfium2

from graph.document import Block
from ingest.documents.drawn import DrawnNumbers
from ingest.documents.glyphs import Mender
from ingest.documents.options import ReadOptions
from ingest.documents.pdf_assemble import assemble
from ingest.documents.pdf_cells import PlacedTable, read_table, within
from ingest.documents.pdf_layout import PageLayout, flow, running_numbers
from ingest.documents.pdf_lines import Line, group_lines, make_line
from ingest.documents.pdf_page import Char, Page, read_page
from ingest.documents.pdf_tables import find_grids
from ingest.documents.raw import RawDocument
from ingest.errors import UnreadableFile

MEDIA_TYPE = "application/pdf"


def read_blocks(name: str, content: bytes, options: ReadOptions | None = None) -> RawDocument:
    """Read a PDF. Raises :class:`~ingest.errors.UnreadableFile`."""
    options = options or ReadOptions()
    with _open(name, content) as document:
        count = len(document)
        if count == 0:
            raise UnreadableFile(f"{name}: a PDF without pages")
        if count > options.max_pages:
            raise UnreadableFile(f"{name}: {count} pages; up to {options.max_pages} are read. Split the file")
        mender, numbers = Mender(), DrawnNumbers()
        layouts: list[PageLayout] = []
        for at in range(count):
            page = read_page(document, at)
            layouts.append(_layout(page, mender))
            numbers.see(page)
        layouts, read, unread = numbers.read_into(document, layouts)
        blocks: tuple[Block, ...] = assemble(flow(layouts))
    return RawDocument(
        blocks=blocks,
        media_type=MEDIA_TYPE,
        pages=count,
        repairs=(*mender.repairs(), *read),
        warnings=(*mender.warnings(), *unread),
        running_heads=running_numbers(layouts),
    )


def _open(name: str, content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        reason = str(error)
        if "password" in reason.lower():
            raise UnreadableFile(f"{name}: the PDF is encrypted; save a copy without a password") from error
        raise UnreadableFile(f"{name}: damaged, truncated or not a PDF ({reason}); fetch the file again") from error


def _layout(page: Page, mender: Mender) -> PageLayout:
    chars, rules = mender.dashes(mender.chars(page), page)
    tables: list[PlacedTable] = []
    free: list[Char] = list(chars)
    for grid in find_grids(rules):
        inside = [c for c in free if within(grid.box, c)]
        table = read_table(grid, inside, page.number)
        if table is None:
            continue
        taken = set(map(id, inside))
        free = [c for c in free if id(c) not in taken]
        tables.append(table)
    lines = [line for row in group_lines(free) if (line := make_line(row)) is not None]
    items: list[Line | PlacedTable] = [*lines, *tables]
    items.sort(key=lambda i: i.box.top if isinstance(i, PlacedTable) else i.middle)
    return PageLayout(page.number, page.width, page.height, tuple(items))
