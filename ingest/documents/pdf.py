"""PDF → blocks: page by page, so that a long file needs no more memory than its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pypdfium2

from graph.document import Block, Repair, RepairKind
from ingest.documents import ocr
from ingest.documents.drawn import DrawnNumbers
from ingest.documents.glyphs import Mender
from ingest.documents.options import ReadOptions
from ingest.documents.pdf_aligned_tables import find_aligned_grids
from ingest.documents.pdf_assemble import assemble
from ingest.documents.pdf_cells import PlacedTable, read_table, within
from ingest.documents.pdf_layout import PageLayout, flow, running_numbers
from ingest.documents.pdf_lines import Line, group_lines, make_line
from ingest.documents.pdf_open_tables import find_open_grids
from ingest.documents.pdf_page import Char, Page, read_page
from ingest.documents.pdf_tables import Grid, find_grids
from ingest.documents.pdfium import LOCK, PdfiumError, opened
from ingest.documents.raw import RawDocument
from ingest.errors import UnreadableFile

MEDIA_TYPE = "application/pdf"


def read_blocks(name: str, content: bytes, options: ReadOptions | None = None) -> RawDocument:
    """Read a PDF. Raises :class:`~ingest.errors.UnreadableFile`."""
    options = options or ReadOptions()
    damaged: list[int] = []
    with opened(name, content) as document:
        count = len(document)
        if count == 0:
            raise UnreadableFile("{name}: a PDF without pages", name=name)
        if count > options.max_pages:
            raise UnreadableFile(
                "{name}: {count} pages; up to {most} are read. Split the file",
                name=name,
                count=count,
                most=options.max_pages,
            )
        mender, numbers = Mender(), DrawnNumbers()
        layouts: list[PageLayout] = []
        pictures = PicturePages(name, options)
        for at in range(count):
            page = pictures.read(document, _read(document, at, damaged))
            layouts.append(_layout(page, mender, recognised=page.number in pictures.done))
            numbers.see(page)
        layouts, read, unread = numbers.read_into(document, layouts)
        pictures.check(layouts, damaged)
        aligned = [_derived(item) for page in layouts for item in page.items
                   if isinstance(item, PlacedTable) and item.aligned]  # fmt: skip
        blocks: tuple[Block, ...] = assemble(flow(layouts))
    return RawDocument(
        blocks=blocks,
        media_type=MEDIA_TYPE,
        pages=count,
        repairs=(*mender.repairs(), *read, *aligned),
        warnings=(*mender.warnings(), *unread, *pictures.warnings, *(f"page {n}: damaged, not read" for n in damaged)),
        ocr_pages=tuple(pictures.done),
        running_heads=running_numbers(layouts),
    )


def _read(document: pypdfium2.PdfDocument, at: int, damaged: list[int]) -> Page:
    """A page; an empty one where the file is damaged there."""
    try:
        with LOCK:
            return read_page(document, at)
    except PdfiumError:
        damaged.append(at + 1)
        return Page(at + 1, 595.0, 842.0, (), (), ())


class PicturePages:
    """Pages that are pictures: recognised where the extra is there and the limit allows, else warned of."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self._name = name
        self._options = options
        self._engine: ocr.Engine | None = None
        self._unread: list[int] = []
        self.done: list[int] = []
        self.warnings: list[str] = []

    def read(self, document: pypdfium2.PdfDocument, page: Page) -> Page:
        """The page, recognised if it is a picture."""
        if not ocr.is_picture(page):
            return page
        if not self._options.ocr or not ocr.available():
            why = "recognition is switched off" if ocr.available() else ocr.ADVICE
            self.warnings.append(f"page {page.number}: a picture without text ({why})")
            self._unread.append(page.number)
            return page
        if len(self.done) >= self._options.max_ocr_pages:
            limit = self._options.max_ocr_pages
            self.warnings.append(f"page {page.number}: a picture, not read: the limit is {limit} recognised pages")
            self._unread.append(page.number)
            return page
        if self._engine is None:
            self._engine = ocr.load()
        self.done.append(page.number)
        return ocr.recognise(document, page, self._engine)

    def check(self, layouts: list[PageLayout], damaged: list[int]) -> None:
        """Raise :class:`UnreadableFile` where nothing at all could be read."""
        if any(layout.items for layout in layouts if layout.number not in self._unread):
            return
        if self._unread and not ocr.available():
            raise UnreadableFile(
                "{name}: image-only PDF; character recognition is needed: {advice}", name=self._name, advice=ocr.ADVICE
            )
        if self._unread:
            raise UnreadableFile(
                "{name}: image-only PDF, and character recognition is switched off or limited", name=self._name
            )
        if damaged:
            raise UnreadableFile("{name}: damaged, no page can be read; fetch the file again", name=self._name)
        raise UnreadableFile("{name}: the pages hold no text", name=self._name)


def _layout(page: Page, mender: Mender, *, recognised: bool = False) -> PageLayout:
    chars, rules = mender.dashes(mender.chars(page), page)
    grids = find_grids(rules)
    free: list[Char] = list(chars)
    tables, free = _tables((*grids, *find_open_grids(rules, grids, chars)), free, page, recognised=recognised)
    if not recognised:  # places of recognised words are too rough to make columns of them
        aligned, free = _tables(find_aligned_grids(free, [t.box for t in tables]), free, page)
        tables = [*tables, *(replace(one, aligned=True) for one in aligned)]
    lines = [line for row in group_lines(free) if (line := make_line(row)) is not None]
    items: list[Line | PlacedTable] = [*lines, *tables]
    items.sort(key=lambda i: i.box.top if isinstance(i, PlacedTable) else i.middle)
    return PageLayout(page.number, page.width, page.height, tuple(items), recognised)


def _derived(placed: PlacedTable) -> Repair:
    """That a table was made of aligned words: the words of its first row, and what became of them."""
    rows = placed.table.grid()
    return Repair(
        kind=RepairKind.ALIGNED, page=placed.page, before=" ".join(rows[0]),
        after=f"{len(rows)} × {len(rows[0])}", count=1,
    )  # fmt: skip


def _tables(
    grids: Iterable[Grid], free: list[Char], page: Page, *, recognised: bool = False
) -> tuple[list[PlacedTable], list[Char]]:
    """The tables of these grids, and the signs that are in none of them."""
    tables: list[PlacedTable] = []
    for grid in grids:
        inside = [c for c in free if within(grid.box, c)]
        table = read_table(grid, inside, page.number)
        if table is None:
            continue
        taken = set(map(id, inside))
        free = [c for c in free if id(c) not in taken]
        tables.append(replace(table, ocr=recognised))
    return tables, free
