"""Web pages → blocks: headings, tables with spans, raised and lowered text; scripts, navigation and hidden parts go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from graph.document import BlockKind
from ingest.documents.assemble import CellGrid, Piece, assemble
from ingest.documents.raw import RawDocument
from ingest.documents.scripts import subscript, superscript
from ingest.documents.text import decode
from ingest.errors import UnreadableFile

_GONE = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "iframe", "svg", "canvas", "select", "button", "form",
    "input", "textarea", "object", "embed",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "aside", "li", "ul", "ol", "dl", "dt", "dd",
    "blockquote", "pre", "figure", "figcaption", "address", "body", "html", "center", "fieldset", "details",
    "summary", "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
))  # fmt: skip
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_DEPTH = 200


def read_blocks(name: str, content: bytes) -> RawDocument:
    """Read ``content``; ``name`` appears in errors. Nothing is fetched. Raises :class:`UnreadableFile`."""
    text = _text(name, content)
    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            "{name}: no web page that can be read ({error}); save the page again", name=name, error=error
        ) from error
    body = root.find("body")
    cut = any("depth" in entry.message.lower() for entry in parser.error_log)
    return RawDocument(
        blocks=assemble(_Reader().pieces(body if body is not None else root)),
        media_type="text/html",
        warnings=("the page nests too deep: a part of it was not read",) if cut else (),
    )


def _text(name: str, content: bytes) -> str:
    """By mark, by the declared character set, else UTF-8 or GB18030."""
    declared = _DECLARED.search(content[:4096])
    if declared is not None and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = declared[1].decode("ascii").lower()
        try:
            return content.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(name, content).replace("\0", "")


@dataclass(slots=True)
class _Reader:
    _line: list[str] = field(default_factory=list)

    def pieces(self, root: html.HtmlElement) -> Iterator[Piece]:
        """Paragraphs and tables below an element, in order."""
        yield from self._walk(root, 0, BlockKind.PARAGRAPH, None)
        yield from self._flush(BlockKind.PARAGRAPH, None)

    def _walk(self, element: html.HtmlElement, depth: int, kind: BlockKind, level: int | None) -> Iterator[Piece]:
        self._line.append(element.text or "")
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if not tag or tag in _GONE or _is_hidden(child):
                pass
            elif depth > _MAX_DEPTH:  # no page is laid out so deep: its text is kept, its layout is not
                self._line.append("".join(child.itertext()))
            elif tag == "table":
                yield from self._flush(kind, level)
                yield from _table(child)
            elif tag == "br":
                yield from self._flush(kind, level)
            elif tag in ("sup", "sub"):
                text = _SPACES.sub(" ", "".join(child.itertext()))
                self._line.append(superscript(text) if tag == "sup" else subscript(text))
            elif tag in _BLOCKS:
                yield from self._flush(kind, level)
                heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else None
                inner = BlockKind.HEADING if heading else kind
                yield from self._walk(child, depth + 1, inner, heading or level)
                yield from self._flush(inner, heading or level)
            else:
                yield from self._walk(child, depth + 1, kind, level)
            self._line.append(child.tail or "")

    def _flush(self, kind: BlockKind, level: int | None) -> Iterator[Piece]:
        text = _SPACES.sub(" ", "".join(self._line)).strip()
        self._line.clear()
        if text:
            yield Piece(text, kind, level=level if kind is BlockKind.HEADING else None)


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _table(table: html.HtmlElement) -> Iterator[Piece]:
    """A data table; one that only lays out a page (a cell, or tables within) is read as paragraphs."""
    rows = list(_rows(table))
    inner = table.find(".//table") is not None
    if inner or sum(len(_cells(row)) for row in rows) <= 1:
        for row in rows:
            for cell in _cells(row):
                yield from _Reader().pieces(cell)
        return
    for caption in table.iterchildren("caption"):
        yield from _Reader().pieces(caption)
    grid = CellGrid()
    heads = 0
    for at, row in enumerate(rows):
        grid.start_row()
        cells = _cells(row)
        is_head = row.getparent() is not None and row.getparent().tag == "thead"
        is_head = is_head or (bool(cells) and all(cell.tag == "th" for cell in cells))
        heads += is_head and heads == at
        for cell in cells:
            text = "\n".join(piece.text for piece in _Reader().pieces(cell))
            grid.add(text, _span(cell, "rowspan"), _span(cell, "colspan"), header=cell.tag == "th" or is_head)
    made = grid.cells()
    if any(cell.text for cell in made):
        yield Piece("", BlockKind.TABLE, cells=made, header=heads or None)


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table.iterchildren():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row.iterchildren("td", "th") if not _is_hidden(cell)]


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "").strip()
    if name == "rowspan" and value == "0":  # to the end of the section
        return 2000
    return int(value) if value.isdecimal() and len(value) < 6 else 1
