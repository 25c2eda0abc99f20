"""Text of Word paragraphs as a reader sees it: revisions accepted, raised and lowered signs kept, fields resolved."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lxml import etree

from ingest.documents.docx_numbering import W
from ingest.documents.scripts import subscript, superscript

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}delInstrText", f"{W}rPr", f"{W}pPr"))
_BOXES = f"{W}txbxContent"
MAX_DEPTH = 200


@dataclass(slots=True)
class Paragraph:
    """``boxes`` are text boxes anchored in it, ``notes`` the footnotes and endnotes it refers to."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    joins_next: bool = False  # its mark was deleted


@dataclass(slots=True)
class Marks:
    """Numbers of footnotes and endnotes, in order of their first reference."""

    given: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, kind: str, key: str) -> str:
        """``1)`` for the first note; raised in the text."""
        number = self.given.setdefault((kind, key), len(self.given) + 1)
        return superscript(f"{number})")


def paragraph(element: etree._Element, marks: Marks) -> Paragraph:
    """The paragraph ``w:p``."""
    out = Paragraph()
    out.text = "".join(_inline(element, out, marks, 0)).strip()
    out.joins_next = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
    return out


def _inline(element: etree._Element, out: Paragraph, marks: Marks, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _GONE:
            continue
        if tag == f"{W}r":
            yield _run(child, out, marks, depth)
        elif tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            yield from _inline(chosen if chosen is not None else child, out, marks, depth + 1)
        elif tag == _BOXES:
            out.boxes.append(child)
        elif tag.startswith(M):
            yield formula(child)
        elif tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            yield from _inline(base, out, marks, depth + 1) if base is not None else ()
        elif tag == f"{W}p":
            continue
        else:
            yield from _inline(child, out, marks, depth + 1)


def _run(run: etree._Element, out: Paragraph, marks: Marks, depth: int) -> str:
    properties = run.find(f"{W}rPr")
    if properties is not None and _on(properties.find(f"{W}vanish")):
        return ""
    text = "".join(_content(child, out, marks, depth) for child in run if isinstance(child.tag, str))
    raised = properties.find(f"{W}vertAlign") if properties is not None else None
    match raised.get(f"{W}val") if raised is not None else None:
        case "superscript":
            return superscript(text)
        case "subscript":
            return subscript(text)
    return text


def _on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val") not in ("0", "false", "off")


def _content(child: etree._Element, out: Paragraph, marks: Marks, depth: int) -> str:
    name = str(child.tag).removeprefix(W)
    match name:
        case "t":
            return child.text or ""
        case "tab" | "ptab":
            return " "
        case "br" | "cr":
            return "" if child.get(f"{W}type") in ("page", "column") else "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _symbol(child)
        case "footnoteReference" | "endnoteReference":
            kind, key = name.removesuffix("Reference"), child.get(f"{W}id") or ""
            out.notes.append((kind, key))
            return marks.of(kind, key)
        case "rPr" | "instrText" | "delText" | "delInstrText" | "softHyphen" | "footnoteRef" | "endnoteRef":
            return ""
        case "drawing" | "pict" | "object":
            out.boxes.extend(_outer_boxes(child))
            return ""
    if child.tag == f"{MC}AlternateContent":
        chosen = child.find(f"{MC}Choice")
        out.boxes.extend(_outer_boxes(chosen if chosen is not None else child))
        return ""
    if str(child.tag).startswith(M):
        return formula(child)
    return "".join(_inline(child, out, marks, depth + 1))


@cache
def _symbols() -> dict[int, str]:
    """Signs of the font Symbol by their codes in the private use area."""
    rows = csv.DictReader((files("ingest.documents.data") / "signs.csv").read_text("utf-8").splitlines())
    return {int(row["code"], 16): row["text"] for row in rows if row["kind"] == "symbols"}


def _outer_boxes(element: etree._Element) -> list[etree._Element]:
    boxes = list(element.iter(_BOXES))
    return [box for box in boxes if not any(up.tag == _BOXES for up in box.iterancestors())]


def _symbol(child: etree._Element) -> str:
    try:
        code = int(child.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    if code < 0x100 or 0xF000 <= code <= 0xF0FF:
        symbol = "symbol" in (child.get(f"{W}font") or "").lower()
        return _symbols().get(0xF000 + code % 0x100, "") if symbol else "•"
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def formula(element: etree._Element, depth: int = 0) -> str:
    """A formula of Word as one line: ``(a)/(b)``, ``x^2``, ``√(x)``."""
    if depth > MAX_DEPTH:
        return ""
    name = str(element.tag).removeprefix(M) if isinstance(element.tag, str) else ""

    def part(which: str) -> str:
        child = element.find(f"{M}{which}")
        return formula(child, depth + 1) if child is not None else ""

    match name:
        case "t":
            return element.text or ""
        case "f":
            return f"{_closed(part('num'))}/{_closed(part('den'))}"
        case "sSup":
            return part("e") + superscript(part("sup"))
        case "sSub":
            return part("e") + subscript(part("sub"))
        case "sSubSup":
            return part("e") + subscript(part("sub")) + superscript(part("sup"))
        case "rad":
            return f"√({part('e')})"
        case "d":
            inside = ", ".join(formula(child, depth + 1) for child in element.iterfind(f"{M}e"))
            return f"({inside})"
        case "nary":
            sign = element.find(f"{M}naryPr/{M}chr")
            head = sign.get(f"{M}val") or "∫" if sign is not None else "∫"
            return f"{head}{subscript(part('sub'))}{superscript(part('sup'))}{part('e')}"
    if name.endswith("Pr"):
        return ""
    return "".join(formula(child, depth + 1) for child in element)


def _closed(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"
