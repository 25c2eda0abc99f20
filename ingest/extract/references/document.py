"""References of a whole document, clause by clause, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from graph.document import Block, Clause, Document, ElementKind, Place, Table
from graph.ids import StandardId
from graph.references import Reference
from ingest.extract.references.collect import collect
from ingest.extract.references.scan import Found, scan, scan_cell, subject_of
from ingest.extract.references.sections import BY_LINE, Sentence, State, section_name

Placed = tuple[Found, Place, str]


@dataclass(frozen=True, slots=True)
class _Element:
    """A clause with what it inherits: the element above it and the nearest clause number."""

    clause: Clause
    section: str
    number: str | None


def references_of(document: Document, subject: str | None = None) -> list[Reference]:
    """All references of ``document``; ``subject`` is its number where the cover does not say it."""
    own = subject_of(document.cover.number or subject)
    return collect(_placed(document, own))


def _placed(document: Document, subject: StandardId | None) -> Iterator[Placed]:
    blocks = {block.index: block for block in document.blocks}
    from_cover = False
    for element in _elements(document):
        found = list(_of_element(element, [blocks[at] for at in element.clause.blocks if at in blocks], subject))
        from_cover = from_cover or (element.section == "cover" and bool(found))
        yield from found
    if not from_cover:
        lines = "\n".join(f"代替 {number}" for number in document.cover.replaces)
        first = document.blocks[0] if document.blocks else None
        for one in scan(lines, "cover", subject):
            yield one, Place(block=first.index if first else 0, page=first.page if first else None), lines


def _elements(document: Document) -> Iterator[_Element]:
    pending = [
        _Element(clause, section_name(clause.kind.value), clause.number) for clause in reversed(document.clauses)
    ]
    while pending:
        element = pending.pop()
        yield element
        for child in reversed(element.clause.children):
            section = element.section if child.kind is ElementKind.CHAPTER else section_name(child.kind.value)
            pending.append(_Element(child, section, child.number or element.number))


def _of_element(element: _Element, blocks: list[Block], subject: StandardId | None) -> Iterator[Placed]:
    """Paragraphs are read together, since a list or sentence may go on in the next block; tables cell by cell."""
    run: list[Block] = []
    for block in blocks:
        if block.table is None:
            run.append(block)
            continue
        yield from _of_paragraphs(element, run, subject)
        run = []
        yield from _of_table(element, block, block.table, subject)
    yield from _of_paragraphs(element, run, subject)


def _of_paragraphs(element: _Element, blocks: list[Block], subject: StandardId | None) -> Iterator[Placed]:
    if not blocks:
        return
    starts, at, lines = [], 0, list[str]()
    for block in blocks:
        lead = "" if block.number is None or block.text.startswith(block.number) else f"{block.number} "
        lines.append(lead + block.text)
        starts.append(at + len(lead))
        at += len(lines[-1]) + 1
    text = "\n".join(lines)
    for found in scan(text, element.section, subject):
        which = max(0, bisect_right(starts, found.start) - 1)
        block = blocks[which]
        start = found.start - starts[which]
        place = Place(
            block=block.index, page=block.page, clause=element.number, start=start,
            end=min(found.end - starts[which], len(block.text)),
        )  # fmt: skip
        yield found, place, text


def _of_table(element: _Element, block: Block, table: Table, subject: StandardId | None) -> Iterator[Placed]:
    if element.section == "contents":
        return
    grid = table.grid()
    for cell in table.cells:
        sentence = Sentence(0, len(cell.text), element.section, State.TABLE)
        if element.section in BY_LINE:
            found = scan(cell.text, element.section, subject)
        else:
            head = " ".join(dict.fromkeys(grid[row][cell.column] for row in range(min(table.header_rows, len(grid)))))
            before = next((t for t in reversed(grid[cell.row][: cell.column]) if t.strip()), "")
            found = scan_cell(cell.text, head, before, sentence, subject)
        for one in found:
            yield one, Place(
                block=block.index, page=table.pages[0] if table.pages else block.page, clause=element.number,
                table=table.number, row=cell.row, column=cell.column, start=one.start, end=one.end,
            ), cell.text  # fmt: skip
    for note in table.notes:
        for one in scan(note, element.section if element.section not in BY_LINE else "body", subject):
            yield one, Place(block=block.index, page=block.page, clause=element.number, table=table.number), note
