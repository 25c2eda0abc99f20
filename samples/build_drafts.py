"""Maintainers' tool: render the three example drafts of `samples/maintain/drafts/` as docx, pdf and txt.

The drafts are invented. Their sources use a small markup: `@key value` for the cover, `# ` for an element
or chapter, `## ` for a clause with a heading, `| a | b |` for table rows, `@caption` and `@unit` above a
table, anything else is a paragraph. Results are the same on every run.

    python samples/build_drafts.py [--out FOLDER]
"""

from __future__ import annotations

import argparse
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.colors import black, lightgrey
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

HERE = Path(__file__).parent
MARKER = "发明的示例，不是真实标准"
FONT = "STSong-Light"
MADE = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass(frozen=True)
class Block:
    """One piece of a draft: kind is a cover key, element, clause, row or text; cells only for rows."""

    kind: str
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A draft: cover values by key and the blocks of its body in order."""

    name: str
    cover: dict[str, str]
    body: list[Block]


def read(path: Path) -> Draft:
    """Parse one markup file."""
    cover: dict[str, str] = {}
    body: list[Block] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"@(caption|unit) (.+)", line):
            body.append(Block(match[1], match[2]))
        elif match := re.match(r"@(\w+) (.+)", line):
            cover[match[1]] = match[2]
        elif line.startswith("## "):
            body.append(Block("clause", line[3:]))
        elif line.startswith("# "):
            body.append(Block("element", line[2:]))
        elif line.startswith("|"):
            body.append(Block("row", line, tuple(c.strip() for c in line.strip("|").split("|"))))
        elif line.strip():
            body.append(Block("text", line))
    return Draft(path.stem, cover, body)


def cover_lines(draft: Draft) -> list[str]:
    """The lines of the cover page in reading order."""
    c = draft.cover
    head = [f"【{MARKER}】", f"ICS {c['ics']}", f"CCS {c['ccs']}", "团体标准"]
    names = [c["number"], c["title"], c["english"], "（征求意见稿）"]
    return [*head, *names, c["dates"], f"{c['issuer']}　发布"]


def runs(draft: Draft) -> list[tuple[str, list[Block]]]:
    """Body blocks with the rows of one table kept together."""
    return [(kind, list(blocks)) for kind, blocks in groupby(draft.body, key=lambda b: b.kind)]


def write_txt(draft: Draft, path: Path) -> None:
    """Plain UTF-8 text: an empty line before each element, tables as tab-separated lines."""
    lines = [*cover_lines(draft), ""]
    for kind, blocks in runs(draft):
        for block in blocks:
            if kind == "element":
                lines += ["", block.text]
            else:
                lines.append("\t".join(block.cells) if kind == "row" else block.text)
    path.write_text("\n".join([*lines, "", f"【{MARKER}】", ""]), encoding="utf-8", newline="\n")


def write_docx(draft: Draft, path: Path) -> None:
    """Word file with heading styles, real tables and the marker in the page header."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    for level in (1, 2):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size = "黑体", Pt(12 if level == 1 else 10.5)
        heading.element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    document.sections[0].header.paragraphs[0].text = f"{draft.cover['number']}　{MARKER}"
    for line in cover_lines(draft):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for kind, blocks in runs(draft):
        if kind == "row":
            table = document.add_table(rows=0, cols=len(blocks[0].cells), style="Table Grid")
            for block in blocks:
                for cell, text in zip(table.add_row().cells, block.cells, strict=True):
                    cell.text = text
            continue
        for block in blocks:
            if kind in ("element", "clause"):
                document.add_heading(block.text, level=1 if kind == "element" else 2)
            else:
                paragraph = document.add_paragraph(block.text)
                if kind == "caption":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    properties = document.core_properties
    properties.title, properties.author = draft.cover["title"], "示例（虚构）"
    properties.comments = MARKER
    properties.created = properties.modified = MADE
    buffer = BytesIO()
    document.save(buffer)
    _write_zip_without_clock(buffer, path)


def _write_zip_without_clock(buffer: BytesIO, path: Path) -> None:
    """Copy a zip with fixed member times, so that the same draft gives the same bytes."""
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 24, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)


def _table(blocks: list[Block], style: ParagraphStyle) -> Table:
    cells = [[Paragraph(c, style) for c in b.cells] for b in blocks]
    table = Table(cells, colWidths=[160 * mm / len(blocks[0].cells)] * len(blocks[0].cells), repeatRows=1)
    grid = [("GRID", (0, 0), (-1, -1), 0.5, black), ("BACKGROUND", (0, 0), (-1, 0), lightgrey)]
    table.setStyle(TableStyle([*grid, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    return table


def write_pdf(draft: Draft, path: Path) -> None:
    """PDF with a real text layer: the Adobe CID font needs no font file."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    base = ParagraphStyle("base", fontName=FONT, fontSize=10.5, leading=16, wordWrap="CJK")
    styles = {
        "text": ParagraphStyle("text", parent=base, firstLineIndent=21),
        "element": ParagraphStyle("element", parent=base, fontSize=12, spaceBefore=8, spaceAfter=4),
        "clause": ParagraphStyle("clause", parent=base, spaceBefore=4),
        "caption": ParagraphStyle("caption", parent=base, alignment=TA_CENTER, spaceBefore=6, spaceAfter=3),
        "unit": ParagraphStyle("unit", parent=base, alignment=TA_RIGHT, fontSize=9),
        "cell": ParagraphStyle("cell", parent=base, fontSize=9, leading=11, alignment=TA_CENTER),
    }
    cover = ParagraphStyle("cover", parent=base, fontSize=14, leading=30, alignment=TA_CENTER)
    story: list[Flowable] = [
        Spacer(1, 30 * mm),
        *(Paragraph(t, cover) for t in cover_lines(draft)),
        PageBreak(),
    ]
    above: list[Flowable] = []  # caption and unit wait for their table, so that none is split from it
    for kind, blocks in runs(draft):
        if kind == "row":
            story += [KeepTogether([*above, _table(blocks, styles["cell"])]), Spacer(1, 3 * mm)]
            above = []
        elif kind in ("caption", "unit"):
            above += [Paragraph(b.text, styles[kind]) for b in blocks]
        else:
            story += [Paragraph(b.text, styles[kind]) for b in blocks]
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 25 * mm)
    SimpleDocTemplate(
        str(path), pagesize=A4, title=draft.cover["title"], author="示例（虚构）", subject=MARKER,
        invariant=1, **margins,
    ).build(
        story,
        onFirstPage=lambda canvas, _: _header(canvas, draft),
        onLaterPages=lambda canvas, _: _header(canvas, draft),
    )  # fmt: skip


def _header(canvas: Canvas, draft: Draft) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 15 * mm, f"{draft.cover['number']}　{MARKER}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=HERE / "drafts")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    sources = HERE / "maintain" / "drafts"
    write_docx(read(sources / "001-medical-mask.txt"), out / "001-medical-mask.docx")
    write_pdf(read(sources / "002-display-wastewater.txt"), out / "002-display-wastewater.pdf")
    write_txt(read(sources / "003-cleanroom-robot.txt"), out / "003-cleanroom-robot.txt")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
