"""Word documents (.docx, .docm) → blocks: automatic numbers, merged cells, notes, text boxes, accepted revisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from graph.document import BlockKind
from graph.ids import find
from ingest.documents.archive import Package
from ingest.documents.assemble import Piece, assemble
from ingest.documents.docx_numbering import Numbering, W
from ingest.documents.docx_styles import role_of
from ingest.documents.docx_tables import read_table
from ingest.documents.docx_text import MC, Marks, paragraph
from ingest.documents.raw import RawDocument
from ingest.errors import UnreadableFile

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
_WRAPPERS = (f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{MC}Choice")
_CLAUSE_OR_ITEM = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*\.?|[A-Z](?:\.\d{1,3})+|[A-Za-z]{1,3}[)）.、]|[（(]?[\da-zA-Z]{1,3}[)）]|"
    r"第[\d一二三四五六七八九十]{1,4}[章条节]|[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十]{1,4}[)）]|\d{1,3}、|"
    r"[①-⑳]|[—–•●○▪■➢✓·*\-]{1,3})"
)
_BLANKS = re.compile("[ \u3000]+")
_ANNEX = re.compile(r"附\s*录\s*[A-Z一-十]?")
_MAX_DEPTH = 60


def read_blocks(name: str, content: bytes) -> RawDocument:
    """Read ``content``; ``name`` appears in errors.

    Revisions are read as accepted, headers and footers only for the number they show. Raises :class:`UnreadableFile`
    for damaged packages, encrypted ones, and those that unpack beyond all measure.
    """
    package = Package(name, content)
    body = _part(package, "word/document.xml")
    if body is None:
        raise UnreadableFile("{name}: not a Word document (no word/document.xml); save it as .docx", name=name)
    reader = _Reader(
        Numbering.read(_part(package, "word/numbering.xml"), _part(package, "word/styles.xml")),
        {kind: _notes(_part(package, f"word/{kind}s.xml"), kind) for kind in ("footnote", "endnote")},
    )
    blocks = assemble(reader.pieces(body, 0))
    warnings = ("parts in another format (altChunk) were not read",) if reader.skipped else ()
    return RawDocument(blocks=blocks, media_type=MEDIA_TYPE, running_heads=_running_heads(package), warnings=warnings)


def _part(package: Package, member: str) -> etree._Element | None:
    data = package.read(member)
    if data is None:
        return None
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise UnreadableFile(
            "{name}: {member} declares entities, which Word never writes; check its source",
            name=package.name,
            member=member,
        )
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            "{name}: {member} is damaged ({error}); save it in Word again",
            name=package.name,
            member=member,
            error=error,
        ) from error


def _notes(part: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    if part is None:
        return {}
    return {
        note.get(f"{W}id") or "": note
        for note in part.iterfind(f"{W}{kind}")
        if note.get(f"{W}type") in (None, "normal")
    }


def _running_heads(package: Package) -> tuple[str, ...]:
    """Numbers of standards in page headers."""
    heads: dict[str, None] = {}
    for at in range(1, 13):
        part = _part(package, f"word/header{at}.xml")
        for line in part.iter(f"{W}p") if part is not None else ():
            text = paragraph(line, Marks()).text
            if len(text) < 60 and find(text):
                heads[text] = None
    return tuple(heads)


@dataclass(slots=True)
class _Reader:
    numbering: Numbering
    notes: dict[str, dict[str, etree._Element]]
    marks: Marks = field(default_factory=Marks)
    skipped: bool = False
    _pending: str = ""

    def pieces(self, container: etree._Element, depth: int) -> Iterator[Piece]:
        """Paragraphs and tables of a body, cell, note or text box."""
        if depth > _MAX_DEPTH:
            return
        for child in container:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, depth)
            elif tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif tag == f"{W}sdt":
                if not _is_contents(child):
                    yield from self.pieces(child, depth + 1)
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                yield from self.pieces(chosen if chosen is not None else child, depth + 1)
            elif tag == f"{W}altChunk":
                self.skipped = True
            elif tag in _WRAPPERS or tag == f"{W}body":
                yield from self.pieces(child, depth + 1)

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Piece]:
        read = paragraph(element, self.marks)
        for box in read.boxes:
            yield from self.pieces(box, depth + 1)
        text = self._pending + read.text
        self._pending = ""
        if read.joins_next:
            self._pending = text
            return
        style, number = self._numbered(element, text)
        role = next((found for one in self.numbering.style_chain(style) if (found := role_of(one.name))), None)
        if (role is not None and role.skip) or (not text and number is None):
            return
        yield from self._placed(element, text, number, style, role.kind if role else None, role.level if role else None)
        for kind, key in read.notes:
            yield from self._note(kind, key, depth)

    def _numbered(self, element: etree._Element, text: str) -> tuple[str | None, str | None]:
        properties = element.find(f"{W}pPr")
        style = _value(properties, "pStyle") or self.numbering.default_style
        own = properties.find(f"{W}numPr") if properties is not None else None
        level = _value(own, "ilvl")
        if not text and _is_gone(element):
            return style, None
        number = self.numbering.number(style, _value(own, "numId"), _int(level))
        return style, number

    def _placed(
        self,
        element: etree._Element,
        text: str,
        number: str | None,
        style: str | None,
        kind: BlockKind | None,
        level: int | None,
    ) -> Iterator[Piece]:
        if kind is None:
            outline = self._outline(element, style)
            kind, level = (BlockKind.PARAGRAPH, None) if outline is None else (BlockKind.HEADING, outline + 1)
        if number is not None and not _CLAUSE_OR_ITEM.fullmatch(number):
            joint = "" if text.startswith(("（", "(")) else " "
            text, number = f"{_BLANKS.sub('', number)}{joint}{text}".strip(), None
        chain = self.numbering.style_chain(style)
        piece = Piece(text, kind, number, level, chain[0].name if chain and chain[0].name else style)
        if _ANNEX.match(text) and "\n" in text:
            yield from (replace(piece, text=line.strip()) for line in text.split("\n") if line.strip())
            return
        yield piece if len(text) <= 120 or kind is not BlockKind.HEADING else replace(piece, kind=BlockKind.PARAGRAPH)

    def _outline(self, element: etree._Element, style: str | None) -> int | None:
        own = _value(element.find(f"{W}pPr"), "outlineLvl")
        levels = [_int(own)]
        levels += [one.outline for one in self.numbering.style_chain(style)]
        level = next((one for one in levels if one is not None), None)
        return level if level is not None and level < 9 else None

    def _note(self, kind: str, key: str, depth: int) -> Iterator[Piece]:
        note = self.notes.get(kind, {}).get(key)
        if note is None:
            return
        text = " ".join(piece.text for piece in self.pieces(note, depth + 1) if piece.text)
        yield Piece(f"{self.marks.of(kind, key)} {text}".strip(), BlockKind.FOOTNOTE)

    def _table(self, element: etree._Element, depth: int) -> Iterator[Piece]:
        after: list[Piece] = []
        cells, heads = read_table(element, lambda cell: self._cell(cell, depth + 1, after))
        if len(cells) == 1 and cells[0].row_span == 1:  # a box drawn around paragraphs
            yield from (Piece(line) for line in cells[0].text.split("\n") if line.strip())
        elif any(cell.text for cell in cells):
            yield Piece("", BlockKind.TABLE, cells=cells, header=heads)
        yield from after

    def _cell(self, cell: etree._Element, depth: int, after: list[Piece]) -> str:
        """The text of a cell; automatic numbers stand before it, notes are put below the table."""
        lines: list[str] = []
        for piece in self.pieces(cell, depth):
            if piece.kind is BlockKind.FOOTNOTE:
                after.append(piece)
            elif piece.cells is not None:
                rows = sorted({one.row for one in piece.cells})
                lines += [" ".join(one.text for one in piece.cells if one.row == row and one.text) for row in rows]
            else:
                lines.append(f"{piece.number} {piece.text}".strip() if piece.number else piece.text)
        return "\n".join(line for line in lines if line)


def _int(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 4 else None


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in (gallery.get(f"{W}val") or "")


def _is_gone(element: etree._Element) -> bool:
    """A paragraph that holds deleted text only."""
    return element.find(f".//{W}del") is not None or element.find(f".//{W}moveFrom") is not None


def _value(properties: etree._Element | None, name: str) -> str | None:
    child = properties.find(f"{W}{name}") if properties is not None else None
    return None if child is None else child.get(f"{W}val")
