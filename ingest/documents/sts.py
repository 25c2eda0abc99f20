"""NISO STS and ISO STS XML → blocks (ANSI/NISO Z39.102): sections with labels, terms, tables, lists, references.

Entities and external parts are refused by defusedxml; a DOCTYPE alone is allowed, since publishers write one.
"""

from __future__ import annotations

import html.entities
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from defusedxml.ElementTree import parse as parse_xml

from graph.document import BlockKind
from ingest.documents.assemble import Piece, assemble
from ingest.documents.raw import RawDocument
from ingest.documents.sts_front import front_pieces
from ingest.documents.sts_inline import inline, local
from ingest.documents.sts_tables import table_pieces
from ingest.errors import UnreadableFile

MEDIA_TYPE = "application/xml"
_ROOTS = ("standard", "adoption", "article", "front", "body", "back")
_MAX_DEPTH = 150


def read_blocks(name: str, content: bytes) -> RawDocument:
    """Read ``content``; ``name`` appears in errors.

    Raises :class:`UnreadableFile` for XML that is damaged, declares entities, or is no standard.
    """
    parser = DefusedXMLParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.entity.update({key: chr(code) for key, code in html.entities.name2codepoint.items()})
    try:
        root = parse_xml(io.BytesIO(content), parser=parser).getroot()
    except DefusedXmlException as error:
        raise UnreadableFile(
            "{name}: declares entities ({error}); ask for a file without", name=name, error=type(error).__name__
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableFile("{name}: damaged XML ({error}); export it again", name=name, error=error) from error
    except RecursionError as error:
        raise UnreadableFile("{name}: nested beyond all measure; check its source", name=name) from error
    if root is None or local(root) not in _ROOTS:
        kind = local(root) if root is not None else "nothing"
        raise UnreadableFile(
            "{name}: XML of another kind (<{kind}>); NISO STS is read, with <standard> at its root",
            name=name,
            kind=kind,
        )
    if _depth(root) > _MAX_DEPTH:
        raise UnreadableFile(
            "{name}: nested more than {most} deep, as no standard is; check its source", name=name, most=_MAX_DEPTH
        )
    return RawDocument(blocks=assemble(_Reader().pieces(root, 0)), media_type=MEDIA_TYPE)


def _depth(root: Element) -> int:
    level, depth = [root], 0
    while level:
        depth += 1
        level = [child for element in level for child in element]
    return depth


@dataclass(slots=True)
class _Reader:
    notes: dict[str, str] = field(default_factory=dict)

    def pieces(self, element: Element, level: int) -> Iterator[Piece]:
        """The blocks of an element, in printed order; ``level`` counts sections."""
        match local(element):
            case "front":
                yield from front_pieces(element)
                for child in element:
                    if local(child) in ("sec", "notes", "ack"):
                        yield from self.pieces(child, level)
            case "sec" | "app" | "term-sec" | "ref-list" | "fn-group":
                yield from self._section(element, level + 1)
            case "p" | "def" | "disp-quote" | "preformat" | "attrib" | "definition":
                yield from self._paragraph(element, level)
            case "termEntry":
                yield from _term_entry(element)
            case "list":
                yield from self._list(element, level)
            case "def-list":
                yield from self._definitions(element)
            case "table-wrap" | "array" | "table-wrap-group":
                yield from table_pieces(element)
            case "fig":
                yield from _captioned(element, BlockKind.FIGURE)
            case "non-normative-note" | "non-normative-example" | "normative-note":
                yield from self._note(element)
            case "disp-formula":
                text = inline(element)
                if text:
                    yield Piece(text, BlockKind.FORMULA)
            case "ref":
                yield from _reference(element)
            case "fn":
                yield Piece(inline(element), BlockKind.FOOTNOTE)
            case "label" | "title" | "std-meta" | "iso-meta" | "nat-meta" | "reg-meta" | "meta" | "permissions" | "toc":
                return
            case _:
                for child in element:
                    yield from self.pieces(child, level)

    def _section(self, element: Element, level: int) -> Iterator[Piece]:
        label, title = _child_text(element, "label"), _child_text(element, "title")
        kind = (element.get("sec-type") or element.get("content-type") or "").lower()
        if local(element) == "app":
            status = _child_text(element, "annex-type")
            head = re.sub(r"^附\s*录\s*", "附录", label or "附录")
            yield Piece(f"{head}{status}" if status else head, BlockKind.HEADING, level=1)
            if title:
                yield Piece(title, BlockKind.HEADING, level=1, style="title")
        elif local(element) == "ref-list" and not title and level == 1:
            yield Piece("参考文献", BlockKind.HEADING, level=1)
        elif title:
            yield Piece(title, BlockKind.HEADING, number=label, level=level, style=kind or None)
        inside = (
            piece
            for child in element
            if local(child) not in ("label", "title", "annex-type")
            for piece in self.pieces(child, level)
        )
        if label and not title and local(element) != "app":
            yield from _labelled(label, inside, kind, alone=local(element) == "term-sec")
        else:
            yield from inside

    def _paragraph(self, element: Element, level: int) -> Iterator[Piece]:
        """A paragraph; lists, tables and formulas within it are blocks of their own."""
        text = inline(element)
        if text:
            yield Piece(text)
        for child in element:
            if local(child) in ("list", "table-wrap", "disp-formula", "fig", "def-list", "array", "non-normative-note"):
                yield from self.pieces(child, level)
        for note in element.iter():
            if local(note) == "fn" and (text := inline(note)):
                yield Piece(text, BlockKind.FOOTNOTE)

    def _list(self, element: Element, level: int) -> Iterator[Piece]:
        form = element.get("list-type") or ""
        for at, item in enumerate((child for child in element if local(child) == "list-item"), 1):
            mark = _child_text(item, "label") or _mark(form, at)
            first = True
            for child in item:
                if local(child) == "label":
                    continue
                for piece in self.pieces(child, level):
                    yield Piece(piece.text, piece.kind, mark, cells=piece.cells) if first else piece
                    first = False

    def _definitions(self, element: Element) -> Iterator[Piece]:
        for item in element:
            if local(item) == "def-item":
                parts = [inline(part) for part in item if local(part) in ("term", "def")]
                yield Piece("：".join(part for part in parts if part))

    def _note(self, element: Element) -> Iterator[Piece]:
        label = _child_text(element, "label") or ("示例" if local(element).endswith("example") else "注")
        text = " ".join(inline(child) for child in element if local(child) != "label").strip()
        yield Piece(f"{label.rstrip(':：')}：{text}", BlockKind.NOTE)


def _labelled(label: str, inside: Iterator[Piece], kind: str, *, alone: bool) -> Iterator[Piece]:
    """A clause without a title: its number belongs to its first paragraph, that of a term stands ``alone``."""
    first = next(inside, None)
    joins = first is not None and first.kind is BlockKind.PARAGRAPH and first.number is None and not alone
    if first is not None and joins:
        yield replace(first, number=label, style=kind or first.style)
    else:
        yield Piece("", BlockKind.PARAGRAPH, number=label, style=kind or None)
        if first is not None:
            yield first
    yield from inside


def _term_entry(entry: Element) -> Iterator[Piece]:
    """A term (ISO 30042, TBX in STS): its names in one paragraph, definition, notes, source."""
    groups = [child for child in entry.iter() if local(child) == "langSet"] or [entry]
    names = [inline(term) for group in groups for term in group.iter() if local(term) == "term"]
    if names:
        yield Piece(" ".join(dict.fromkeys(name for name in names if name)))
    for group in groups:
        for child in group:
            text = inline(child)
            match local(child):
                case "definition":
                    yield Piece(text)
                case "note":
                    yield Piece(text if text.startswith("注") else f"注：{text}", BlockKind.NOTE)
                case "example":
                    yield Piece(text if text.startswith("示例") else f"示例：{text}", BlockKind.NOTE)
                case "source":
                    yield Piece(text if text.startswith(("[", "［")) else f"[来源：{text}]")


def _captioned(element: Element, kind: BlockKind) -> Iterator[Piece]:
    caption = next((child for child in element if local(child) == "caption"), None)
    parts = [_child_text(element, "label"), inline(caption) if caption is not None else None]
    text = " ".join(part for part in parts if part)
    if text:
        yield Piece(text, kind)


def _reference(element: Element) -> Iterator[Piece]:
    """An entry of chapter 2 or of the bibliography."""
    label = _child_text(element, "label")
    text = inline(element, skip=("label",))
    if text:
        yield Piece(f"{label} {text}" if label else text)


def _mark(form: str, at: int) -> str | None:
    match form:
        case "alpha-lower" | "alpha":
            return f"{chr(ord('a') + (at - 1) % 26)})"
        case "order" | "arabic" | "ordered":
            return f"{at})"
        case "dash":
            return "——"
        case "bullet":
            return "•"
    return None


def _child_text(element: Element, name: str) -> str | None:
    child = next((one for one in element if local(one) == name), None)
    return (inline(child).replace("\n", " ") or None) if child is not None else None
