"""Running text of STS elements: raised and lowered signs, MathML, numbers of standards as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ingest.documents.scripts import subscript, superscript

_APART = frozenset(
    ("list", "table-wrap", "disp-formula", "fig", "fn", "def-list", "array", "non-normative-note", "graphic")
)
_SPACES = re.compile(r"[ \t\r\n\u00a0]+")
_LAYOUT = re.compile(r"(?<=[\u3400-\u9fff，。；：、])[ \t]*[\r\n][ \t\r\n]*(?=[\u3400-\u9fff，。；：、])")
_MAX_DEPTH = 200


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def inline(element: Element, skip: tuple[str, ...] = ()) -> str:
    """The text of an element without blocks inside it; white space of the file's layout becomes single blanks."""
    text = _LAYOUT.sub("", "".join(_texts(element, skip, 0)))
    return _SPACES.sub(" ", text).strip()


def _texts(element: Element, skip: tuple[str, ...], depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in ("sup", "sub"):
            inside = "".join(_texts(child, skip, depth + 1))
            yield superscript(inside) if name == "sup" else subscript(inside)
        elif name == "break":
            yield "\u2028"
        elif name == "math":
            yield math(child)
        elif name == "xref" and child.get("ref-type") == "fn":
            yield superscript("".join(_texts(child, skip, depth + 1)))
        elif name and name not in _APART and name not in skip:
            yield from _texts(child, skip, depth + 1)
            if name in ("p", "title", "tig"):
                yield " "
        yield child.tail or ""


def math(element: Element, depth: int = 0) -> str:
    """MathML as one line: ``(a)/(b)``, ``x²``, ``√(x)``."""
    if depth > _MAX_DEPTH:
        return ""
    parts = [math(child, depth + 1) for child in element if local(child) not in ("annotation", "annotation-xml")]
    match local(element):
        case "mi" | "mn" | "mo" | "mtext" | "ms":
            return (element.text or "").strip()
        case "mfrac" if len(parts) == 2:
            return "/".join(part if len(part) <= 1 or part.isalnum() else f"({part})" for part in parts)
        case "msup" if len(parts) == 2:
            return parts[0] + superscript(parts[1])
        case "msub" if len(parts) == 2:
            return parts[0] + subscript(parts[1])
        case "msubsup" if len(parts) == 3:
            return parts[0] + subscript(parts[1]) + superscript(parts[2])
        case "msqrt":
            return f"√({''.join(parts)})"
    return "".join(parts)
