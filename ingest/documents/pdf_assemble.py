"""Paragraphs and tables → blocks: captions, units and notes go to their tables, continued tables become one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.document import Block, BlockKind
from ingest.documents.captions import CAPTION, NOTE_START, UNIT
from ingest.documents.pdf_cells import PlacedTable, with_notes
from ingest.documents.pdf_layout import Flow, Paragraph
from ingest.documents.pdf_lines import Line
from ingest.documents.table_join import goes_on, joined

_STANDARD = re.compile(r"^(?:GB|HJ|DB|[A-Z]{2,3})\w{0,3}\s?(?:/\s?[TZ])?\s?\d[\d.]*(?:\s?[-—–]\s?\d{2,4})?$")
_CONTINUED = re.compile(r"^[（(]?续\s*表?[)）]?$")
_UNIT_INSIDE = re.compile(
    r"\s*[（(]?(?:计量)?单位\s*[:：\s]\s*(?P<unit>[^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*?)[)）]?$"
)
_FORMULA = re.compile(r"[=＝]")
_FIGURE = re.compile(r"^图\s*[A-Z]?[.\d]+")
_NOTE = re.compile(r"^(?:注\s*\d*\s*[:：]|示例\s*\d*\s*[:：])")
_LOOK_BACK = 4


def assemble(found: Sequence[Flow]) -> tuple[Block, ...]:
    """Blocks in reading order."""
    out: list[Paragraph | PlacedTable] = []
    at = 0
    items = list(found)
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Paragraph):
            out.append(item)
            continue
        listed = _listed_standards(item)
        if listed:
            out.extend(listed)
            continue
        number, caption, unit, continued = _take_caption(out)
        notes, at = _take_notes(items, at)
        placed = with_notes(item, notes)
        placed = replace(
            placed, table=placed.table.model_copy(update={"number": number, "caption": caption, "unit": unit})
        )
        before = next((o for o in reversed(out)), None)
        if isinstance(before, PlacedTable) and goes_on(before, placed, continued=continued):
            out[-1] = joined(before, placed)
        else:
            out.append(placed)
    return tuple(_block(i, item) for i, item in enumerate(out))


def _listed_standards(placed: PlacedTable) -> list[Paragraph]:
    """References set as a ruled list of numbers and titles (GB 18599-2020, chapter 2) are paragraphs, not a table."""
    rows = placed.table.grid()
    if len(rows[0]) != 2 or not all(_STANDARD.match(row[0]) or row[0].startswith("《") for row in rows):
        return []
    found: list[Paragraph] = []
    for row in rows:
        text = " ".join(cell for cell in dict.fromkeys(row) if cell)
        line = Line(text, placed.box.x0, placed.box.x1, placed.box.top, placed.box.bottom, 10.5)
        found.append(Paragraph(text, placed.page, line, line, ocr=placed.ocr, pages={placed.page}))
    return found


def _take_caption(out: list[Paragraph | PlacedTable]) -> tuple[str | None, str | None, str | None, bool]:
    """Number, caption and unit from the last paragraphs before a table, which leave the list when they are these."""
    unit: str | None = None
    unit_at: int | None = None
    for back in range(1, min(_LOOK_BACK, len(out)) + 1):
        paragraph = out[-back]
        if not isinstance(paragraph, Paragraph):
            break
        text = paragraph.text
        if back == 1 and (match := UNIT.match(text)):
            unit, unit_at = match["inside"] or match["unit"], len(out) - back
            continue
        if _CONTINUED.match(text):
            del out[len(out) - back :]
            return None, None, unit, True
        if (match := CAPTION.match(text)) and not _is_sentence(text) and len(text) <= 120:
            pieces = [match["rest"], *(p.text for p in out[len(out) - back + 1 : unit_at] if isinstance(p, Paragraph))]
            if back - 1 - (unit_at is not None) > 1:
                break
            rest = "".join(pieces).strip()
            if inside := _UNIT_INSIDE.search(rest):
                unit = unit or inside["unit"].strip()
                rest = rest[: inside.start()].strip()
            del out[len(out) - back :]
            number = match["what"] + re.sub(r"\s", "", match["number"]).replace("．", ".")
            return number, rest or None, unit, bool(match["before"] or match["after"])
        if len(text) > 60 or text.endswith(("。", "；")):
            break
    if unit_at is not None:
        del out[unit_at]
    return None, None, unit, False


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "；", "，")) or bool(
        re.match(r"^表\s*[\dA-Z.]+\s*(?:规定|给出|列出|所列|中的|的规定)", text)
    )


def _take_notes(items: list[Flow], at: int) -> tuple[list[str], int]:
    """Notes and footnotes directly under a table, and where reading goes on."""
    notes: list[str] = []
    while at < len(items):
        item = items[at]
        if not isinstance(item, Paragraph) or not _is_note(item, bool(notes)):
            break
        notes.append(item.text)
        at += 1
    return notes, at


def _is_note(paragraph: Paragraph, after_note: bool) -> bool:
    text = paragraph.text
    if re.match(r"^注\s*\d*\s*[:：]|^注\s*\d*$|^注[：:]?[（(\d①]", text):
        return True
    if not NOTE_START.match(text) or paragraph.style in ("title", "heavy"):
        return False
    marked = bool(re.match(r"^[ᵃᵇᶜᵈᵉ¹²³⁴⁽①-⑳*＊※△]", text))
    return marked or after_note or paragraph.first.size < 10.2


def _block(index: int, item: Paragraph | PlacedTable) -> Block:
    if isinstance(item, PlacedTable):
        rows = item.table.grid()
        text = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in rows)
        return Block(index=index, kind=BlockKind.TABLE, text=text, page=item.page, table=item.table, ocr=item.ocr)
    kind = BlockKind.PARAGRAPH
    if _NOTE.match(item.text):
        kind = BlockKind.NOTE
    elif _FIGURE.match(item.text) and not _is_sentence(item.text) and len(item.text) < 60:
        kind = BlockKind.FIGURE
    elif _is_formula(item):
        kind = BlockKind.FORMULA
    return Block(index=index, kind=kind, text=item.text, page=item.page, style=item.style, ocr=item.ocr)


def _is_formula(item: Paragraph) -> bool:
    hanzi = len(re.findall(r"[\u3400-\u9fff]", item.text))
    return bool(_FORMULA.search(item.text)) and len(item.text) < 120 and hanzi * 3 < len(item.text) and item.lines <= 2
