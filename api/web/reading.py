"""A document as it was understood: its text with every fact marked in its place, and the facts as lists beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.messages import Messages
from api.render import limit_value
from api.usecases.read import LimitView, ReadResult, ReferenceView
from graph.document import Block, BlockKind, Place

Where = tuple[int, int | None, int | None]  # block, row, column (None in a paragraph)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that a fact was read from."""

    start: int
    end: int
    kind: str  # limit, reference
    target: str  # id of the fact in the list


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(result: ReadResult, t: Messages) -> str:
    """The whole page, without scripts and without anything from a network."""
    marks = _marks(result)
    blocks = {block.index: _block(block, marks) for block in result.document.blocks}
    clauses = [
        (clause, [blocks[index] for index in clause.blocks], f"c{at}")
        for at, clause in enumerate(result.document.walk())
    ]
    return _environment().get_template("reading.html").render(
        t=t, result=result, clauses=clauses, value=lambda limit: limit_value(t, limit), place=_place,
    )  # fmt: skip


def _place(fact: LimitView | ReferenceView) -> str:
    where = fact.place if isinstance(fact, LimitView) else fact.places[0] if fact.places else None
    if where is None:
        return ""
    parts = [where.clause, where.table, f"p.{where.page}" if where.page else None]
    return " ".join(part for part in parts if part)


def _marks(result: ReadResult) -> dict[Where, list[Mark]]:
    found: dict[Where, list[Mark]] = defaultdict(list)

    def add(place: Place, kind: str, target: str) -> None:
        if place.start is not None and place.end is not None:
            found[place.block, place.row, place.column].append(Mark(place.start, place.end, kind, target))

    for at, limit in enumerate(result.limits):
        if limit.place is not None:
            add(limit.place, "limit", f"l{at}")
    for at, reference in enumerate(result.references):
        for place in reference.places:
            add(place, "reference", f"r{at}")
    return found


def _block(block: Block, marks: dict[Where, list[Mark]]) -> Markup:
    anchor = f"b{block.index}"
    if block.table is not None:
        return _table(block, marks, anchor)
    tag = {BlockKind.HEADING: "h3", BlockKind.NOTE: "p", BlockKind.FOOTNOTE: "p"}.get(block.kind, "p")
    text = _marked(block.text, marks.get((block.index, None, None), []))
    number = Markup("<span class=number>{}</span> ").format(block.number) if block.number else Markup("")
    return Markup('<{tag} id="{anchor}" class="{kind}">{number}{text}</{tag}>').format(
        tag=Markup(tag), anchor=anchor, kind=block.kind.value, number=number, text=text
    )


def _table(block: Block, marks: dict[Where, list[Mark]], anchor: str) -> Markup:
    table = block.table
    assert table is not None
    rows: dict[int, list[Markup]] = defaultdict(list)
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = _marked(cell.text, marks.get((block.index, cell.row, cell.column), []))
        rows[cell.row].append(
            Markup('<{tag} rowspan="{rows}" colspan="{columns}">{text}</{tag}>').format(
                tag=Markup("th" if cell.header or cell.row < table.header_rows else "td"), rows=cell.row_span,
                columns=cell.column_span, text=text,
            )
        )  # fmt: skip
    body = Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(cells)) for _, cells in sorted(rows.items()))
    caption = " ".join(filter(None, (table.number, table.caption, f"（{table.unit}）" if table.unit else None)))
    notes = Markup("").join(Markup("<p class=note>{}</p>").format(note) for note in table.notes)
    return Markup('<table id="{}"><caption>{}</caption>{}</table>{}').format(anchor, caption, body, notes)


def _marked(text: str, marks: list[Mark]) -> Markup:
    """The text with its marks; of marks that cross the first counts."""
    parts: list[Markup] = []
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < at or mark.end > len(text):
            continue
        parts.append(escape(text[at : mark.start]))
        link = Markup('<a class="{}" href="#{}">{}</a>').format(mark.kind, mark.target, text[mark.start : mark.end])
        parts.append(link)
        at = mark.end
    return Markup("").join([*parts, escape(text[at:])])
