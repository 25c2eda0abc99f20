"""A published standard, as it was read, written again as authors and publishers write it: Word and NISO STS.

The Word file is made as the template of SET makes one: content controls on the cover, contents as a field, automatic
numbers, cross references, merged cells, footnotes, revisions that are not yet accepted, running heads. The STS file has
metadata, sections, terms in TBX, tables with spans, notes, formulas and a bibliography.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from graph.document import Block, BlockKind, Clause, Document, ElementKind, Table
from tests.unit.documents.docx_samples import Sample, with_part

_LEVELS = 6
_BODY, _ANNEX = 90, 91
LINE = "\n"
FOOTNOTE = "自本标准实施之日起算。"
_REFERENCE = re.compile(r"表[A-Z]?\.?\d+")
FRONT = (ElementKind.COVER, ElementKind.CONTENTS)


def clauses_of(document: Document) -> list[Clause]:
    """The numbered clauses and annexes, foreword and so on, without the cover."""
    return [clause for clause in document.walk() if clause.kind not in FRONT]


def own_text(block: Block, clause: Clause) -> str:
    """The text of the first block of a clause without its number."""
    number = re.escape(clause.number or "").replace("附录", r"附\s*录\s*")
    return re.sub(rf"^{number}\s*", "", block.text)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    """A field with its last result, as Word stores it."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return char.format("begin") + code + char.format("separate") + run(result) + char.format("end")


class WordWriter:
    """Writes a document into a :class:`Sample`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sample = Sample()
        self.footnotes: list[str] = []
        levels = [("decimal", ".".join(f"%{n}" for n in range(1, at + 2))) for at in range(_LEVELS)]
        self.sample.numbering(_BODY, levels)
        annex = [("upperLetter", "附录%1")]
        annex += [("decimal", ".".join(f"%{n}" for n in range(1, at + 2))) for at in range(1, _LEVELS)]
        self.sample.numbering(_ANNEX, annex)
        self.revised = 0

    def bytes(self) -> bytes:
        self._cover()
        self._contents()
        for clause in clauses_of(self.document):
            self._clause(clause)
        self._running_heads()
        notes = "".join(
            f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'
            for key, text in enumerate(self.footnotes, 2)
        )
        part = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>"
        return with_part(self.sample.bytes(), "word/footnotes.xml", part.encode())

    def _body(self, xml: str) -> None:
        body = self.sample.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))  # before the section's properties

    def _control(self, tag: str, text: str) -> None:
        """A content control, as the fields of the cover are."""
        self._body(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/><w:text/></w:sdtPr><w:sdtContent>'
            f"<w:p>{run(text)}</w:p></w:sdtContent></w:sdt>"
        )

    def _cover(self) -> None:
        cover = self.document.cover
        for ics in cover.ics:
            self._control("ICS", f"ICS {ics}")
        for ccs in cover.ccs:
            self._control("CCS", f"CCS {ccs}")
        self.sample.paragraph("中华人民共和国国家标准")
        number = f"<w:sdtContent>{run(cover.number or '')}</w:sdtContent>"
        inline = f'<w:sdt><w:sdtPr><w:tag w:val="NUMBER"/></w:sdtPr>{number}</w:sdt>'
        self._body(f"<w:p {nsdecls('w')}>{inline}</w:p>")
        for replaced in cover.replaces:
            self._control("REPLACES", f"代替 {replaced}")
        self._control("TITLE", cover.title_zh or "")
        self._control("TITLE_EN", cover.title_en or "")
        box = "".join(f"<w:p>{run(f'{day} {what}')}</w:p>" for day, what in
                      ((cover.issued, "发布"), (cover.implemented, "实施")) if day)  # fmt: skip
        shape = (
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            f"{box}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        self._body(f"<w:p {nsdecls('w')}>{shape}</w:p>")

    def _contents(self) -> None:
        """The contents page: a field in a control of the gallery."""
        lines = "".join(
            f"<w:p>{run(f'{c.number} {c.title}')}<w:r><w:tab/></w:r>{field('PAGEREF x', '3')}</w:p>"
            for c in clauses_of(self.document)
            if c.depth == 0 and c.number
        )
        self._body(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
            f"</w:sdtPr><w:sdtContent><w:p>{run('目次')}</w:p>{lines}</w:sdtContent></w:sdt>"
        )

    def _clause(self, clause: Clause) -> None:
        for at, index in enumerate(clause.blocks):
            block = self.document.blocks[index]
            if block.table is not None:
                self._table(block.table)
            elif at == 0 and clause.number is not None:
                annex = clause.number.startswith("附录") or clause.number[0].isalpha()
                level = 0 if clause.number.startswith("附录") else clause.number.count(".")
                made = self.sample.paragraph("", _ANNEX if annex else _BODY, level)
                self.sample.xml(made, self._runs(own_text(block, clause)))
            elif clause.kind is ElementKind.SCOPE and not self.footnotes:
                self.footnotes.append(FOOTNOTE)
                mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
                self.sample.xml(self.sample.paragraph(""), self._runs(block.text) + mark)
            else:
                self.sample.xml(self.sample.paragraph(""), self._runs(block.text))

    def _runs(self, text: str) -> str:
        """Cross references as fields; every fifth sentence with a revision that was not accepted yet."""
        out, end = "", 0
        for match in _REFERENCE.finditer(text):
            out += self._revised(text[end : match.start()]) + field(f"REF _Ref{match.start()} \\h", match.group())
            end = match.end()
        return out + self._revised(text[end:])

    def _revised(self, text: str) -> str:
        self.revised += 1
        if self.revised % 5 or len(text) < 6:
            return run(text)
        middle = len(text) // 2
        deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>不应超过999 mg/m³</w:delText></w:r></w:del>'
        inserted = f'<w:ins w:id="2" w:author="a">{run(text[middle:])}</w:ins>'
        return run(text[:middle]) + deleted + inserted

    def _table(self, table: Table) -> None:
        if table.number or table.caption:
            self.sample.paragraph(f"{table.number or ''}　{table.caption or ''}")
        if table.unit:
            self.sample.paragraph(f"单位为{table.unit}")
        height = max(cell.row + cell.row_span for cell in table.cells)
        width = max(cell.column + cell.column_span for cell in table.cells)
        made = self.sample.document.add_table(height, width)
        for cell in table.cells:
            place = made.cell(cell.row, cell.column)
            if cell.row_span > 1 or cell.column_span > 1:
                place = place.merge(made.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
            place.text = ""
            place.paragraphs[0].clear()
            self.sample.xml(place.paragraphs[0], run(cell.text))
        for note in table.notes:
            self.sample.paragraph(note)

    def _running_heads(self) -> None:
        section = self.sample.document.sections[0]
        section.header.paragraphs[0].text = self.document.cover.number or ""
        self.sample.xml(section.footer.paragraphs[0], field("PAGE", "3"))


def word(document: Document) -> bytes:
    """The document as a Word file."""
    return WordWriter(document).bytes()


def sts(document: Document) -> bytes:
    """The document as NISO STS."""
    cover = document.cover
    meta = "".join((
        f"<title-wrap xml:lang='zh'><full>{escape(cover.title_zh or '')}</full></title-wrap>",
        f"<title-wrap xml:lang='en'><full>{escape(cover.title_en or '')}</full></title-wrap>",
        f"<std-ref type='dated'>{escape(cover.number or '')}</std-ref>",
        *(f"<ics>{escape(ics)}</ics>" for ics in cover.ics),
        *(f"<ccs>{escape(ccs)}</ccs>" for ccs in cover.ccs),
        *(f"<std-xref type='replaces'><std-ref>{escape(old)}</std-ref></std-xref>" for old in cover.replaces),
        f"<release-date>{cover.issued or ''}</release-date><effective-date>{cover.implemented or ''}</effective-date>",
    ))  # fmt: skip
    front, body, back = [], [], []
    for clause in document.clauses:
        match clause.kind:
            case ElementKind.COVER | ElementKind.CONTENTS:
                continue
            case ElementKind.FOREWORD | ElementKind.INTRODUCTION:
                front.append(_section(document, clause))
            case ElementKind.ANNEX_NORMATIVE | ElementKind.ANNEX_INFORMATIVE:
                back.append(_section(document, clause, "app"))
            case _:
                body.append(_section(document, clause))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><standard xmlns:mml="http://www.w3.org/1998/Math/MathML" '
        'xmlns:tbx="urn:iso:std:iso:30042:ed-1"><front>'
        f"<iso-meta><title-wrap><full>International document</full></title-wrap></iso-meta><nat-meta>{meta}</nat-meta>"
        f"{''.join(front)}</front><body>{''.join(body)}</body><back><app-group>{''.join(back)}</app-group></back></standard>"
    ).encode()


def _section(document: Document, clause: Clause, tag: str = "sec") -> str:
    if clause.kind is ElementKind.TERMS and clause.depth > 0 and not clause.children:
        return _term(document, clause)
    inner = "".join(_blocks(document, clause))
    inner += "".join(_section(document, child) for child in clause.children)
    return f"<{tag}>{inner}</{tag}>"


def _term(document: Document, clause: Clause) -> str:
    """A term with its names and definition."""
    texts = [document.blocks[i].text for i in clause.blocks]
    head = own_text(document.blocks[clause.blocks[0]], clause)
    names, definition = (head, texts[1:]) if head else (texts[1], texts[2:])
    zh, _, en = re.sub(r"\s+", " ", names).partition(" ")
    english = (
        f"<tbx:langSet xml:lang='en'><tbx:tig><tbx:term>{escape(en)}</tbx:term></tbx:tig></tbx:langSet>" if en else ""
    )
    said = "".join(f"<tbx:definition>{escape(text)}</tbx:definition>" for text in definition)
    return (
        f"<term-sec><label>{clause.number}</label><tbx:termEntry><tbx:langSet xml:lang='zh'>{said}<tbx:tig><tbx:term>"
        f"{escape(zh)}</tbx:term></tbx:tig></tbx:langSet>{english}</tbx:termEntry></term-sec>"
    )


def _blocks(document: Document, clause: Clause) -> Iterator[str]:
    for at, index in enumerate(clause.blocks):
        block = document.blocks[index]
        if block.table is not None:
            yield _table_wrap(block.table)
        elif at == 0 and clause.number is not None:
            text = own_text(block, clause)
            titled = block.kind is BlockKind.HEADING and not text.endswith(("。", "；", "："))
            yield f"<label>{clause.number}</label>"
            if text:
                yield f"<title>{escape(text)}</title>" if titled else f"<p>{escape(text)}</p>"
        elif at == 0:
            yield f"<title>{escape(block.text)}</title>"
        elif clause.kind is ElementKind.NORMATIVE_REFERENCES and re.match(r"[A-Z]{2}", block.text):
            yield f"<ref-list><ref><std><std-ref>{escape(block.text)}</std-ref></std></ref></ref-list>"
        elif block.kind is BlockKind.FORMULA:
            tex = f"<tex-math>$${escape(block.text)}$$</tex-math>"
            mathml = f"<mml:math><mml:mtext>{escape(block.text)}</mml:mtext></mml:math>"
            yield f"<disp-formula><alternatives>{tex}{mathml}</alternatives></disp-formula>"
        elif clause.kind is ElementKind.SCOPE and at == 1:
            mark = f"<xref ref-type='fn'>1)</xref><fn><label>1)</label><p>{FOOTNOTE}</p></fn>"
            yield f"<p>{escape(block.text)}{mark}</p>"
        else:
            yield f"<p>{escape(block.text)}</p>"


def _table_wrap(table: Table) -> str:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        spans = f" rowspan='{cell.row_span}'" if cell.row_span > 1 else ""
        spans += f" colspan='{cell.column_span}'" if cell.column_span > 1 else ""
        name = "th" if cell.row < table.header_rows else "td"
        rows.setdefault(cell.row, []).append(f"<{name}{spans}>{escape(cell.text).replace(LINE, '<break/>')}</{name}>")
    head = "".join(f"<tr>{''.join(rows.get(at, []))}</tr>" for at in range(table.header_rows))
    last = max(cell.row + cell.row_span for cell in table.cells)
    body = "".join(f"<tr>{''.join(rows.get(at, []))}</tr>" for at in range(table.header_rows, last))
    unit = f"<p>单位为{escape(table.unit)}</p>" if table.unit else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    return (
        f"<table-wrap><label>{table.number or ''}</label><caption><title>{escape(table.caption or '')}</title>{unit}"
        f"</caption><table><thead>{head}</thead><tbody>{body}</tbody></table>"
        f"<table-wrap-foot>{notes}</table-wrap-foot></table-wrap>"
    )
