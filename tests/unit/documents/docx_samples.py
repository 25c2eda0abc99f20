"""Word documents made for tests: numbering, tables, notes and revisions as Word writes them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

Level = tuple[str, str]  # format, text


class Sample:
    """A document under construction; :meth:`bytes` gives the file."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self._numbering: Any = self.document.part.numbering_part.element

    def numbering(
        self, key: int, levels: list[Level], *, styles: dict[int, str] | None = None, extra: str = ""
    ) -> None:
        """An abstract list ``key`` and a list of the same number that uses it."""
        inner = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            + (f'<w:pStyle w:val="{styles[at]}"/>' if styles and at in styles else "")
            + f'<w:lvlText w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(levels)
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{extra}{inner}</w:abstractNum>')
        self._numbering.find(qn("w:num")).addprevious(abstract)
        self.use(key, key)

    def use(self, key: int, abstract: int, start: int | None = None) -> None:
        """A list ``key`` of an abstract list, which may begin anew."""
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        num = f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        self._numbering.append(parse_xml(num))

    def paragraph(self, text: str, num: int | None = None, level: int = 0, style: str | None = None) -> Any:
        """A paragraph, numbered where ``num`` is given."""
        made = self.document.add_paragraph(text, style=style)
        if num is not None:
            properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
            made._p.get_or_add_pPr().append(parse_xml(properties))
        return made

    def xml(self, paragraph: Any, inner: str) -> None:
        """Append raw runs to a paragraph."""
        for child in parse_xml(f"<w:x {nsdecls('w')}>{inner}</w:x>"):
            paragraph._p.append(child)

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The package with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, data)
    return out.getvalue()
