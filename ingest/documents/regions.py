"""Blocks → regions of the document: cover, contents, foreword, body, annexes, bibliography, explanation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.document import Block, BlockKind, ElementKind
from ingest.documents.elements import annex, annex_kind, compact, unnumbered

_LEADER = re.compile(r"[.…·⋯!．。]{4,}|(?:\. ){4,}|_{4,}|\t\s*\d+$")
_ENDS_IN_PAGE = re.compile(r"(?<=[\u3400-\u9fff）)A-Za-z\s])\s*[（(]?(?:\d{1,3}|[ivxIVXⅰ-ⅻⅠ-Ⅻ]{1,5})[)）]?$")
_FRONT = (ElementKind.FOREWORD, ElementKind.INTRODUCTION)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(slots=True)
class Region:
    """A stretch of blocks; ``head`` are those of its heading. An annex has a letter (empty for an only one)."""

    kind: ElementKind
    head: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    letter: str | None = None
    title: str = ""


def without_contents(blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
    """Blocks without the contents page (目次), and the places (in what remains) where one was left out."""
    kept: list[Block] = []
    cuts: list[int] = []
    at = 0
    while at < len(blocks):
        if unnumbered(blocks[at].text) is ElementKind.CONTENTS and at < 0.6 * len(blocks) + 20:
            end = _contents_end(blocks, at)
            if end > at + 1:
                cuts.append(len(kept))
                at = end
                continue
        kept.append(blocks[at])
        at += 1
    return kept, cuts


def _contents_end(blocks: Sequence[Block], at: int) -> int:
    leaders = sum(bool(_LEADER.search(b.text)) for b in blocks[at + 1 : at + 60])
    end = at + 1
    while end < len(blocks):
        text = blocks[end].text
        style = (blocks[end].style or "").lower()
        entry = (
            bool(_LEADER.search(text))
            or style.startswith(("toc", "目录"))
            or (bool(_ENDS_IN_PAGE.search(text)) and len(text) < 90 and blocks[end].kind is not BlockKind.TABLE)
        )
        wrapped = (
            len(text) < 70 and end + 1 < len(blocks) and bool(_LEADER.search(blocks[end + 1].text)) and leaders > 2
        )
        if not entry and not wrapped:
            if leaders == 0 and _listed_again(blocks, at, end):
                end += 1
                continue
            break
        end += 1
    return end


def _listed_again(blocks: Sequence[Block], start: int, at: int) -> bool:
    """A contents page without page numbers: its short lines stand again later as headings."""
    key = compact(blocks[at].text)
    if not 2 <= len(key) <= 50 or blocks[at].kind is BlockKind.TABLE or at - start > 150:
        return False
    return any(compact(b.text) == key for b in blocks[at + 1 : at + 4000])


def split(blocks: Sequence[Block]) -> list[Region]:
    """Regions in printed order. The first is the cover; the body is not told from what stands before it here."""
    regions = [Region(ElementKind.COVER)]
    letters: set[str] = set()
    at = 0
    while at < len(blocks):
        found = _opens(blocks, at, regions, letters)
        if found is None:
            regions[-1].blocks.append(at)
            at += 1
        else:
            regions.append(found)
            at = found.head[-1] + 1
    return regions


def _opens(blocks: Sequence[Block], at: int, regions: list[Region], letters: set[str]) -> Region | None:
    block = blocks[at]
    if block.kind in (BlockKind.TABLE, BlockKind.NOTE, BlockKind.FORMULA):
        return None
    kind = unnumbered(block.text)
    if kind is not None and kind is not ElementKind.CONTENTS:
        late = any(r.kind not in (ElementKind.COVER, *_FRONT) for r in regions)
        if kind in _FRONT and (late or any(r.kind is kind for r in regions)):
            return None
        return Region(kind, [at], title=re.sub(r"\s+", "", block.text))
    heading = annex(block.text)
    if heading is None or any(r.kind is ElementKind.EXPLANATION for r in regions):
        return None
    letter = heading.letter
    if letter in letters or (letter in _LETTERS and letter and _LETTERS.index(letter) > len(letters) + 1):
        return None
    marked = heading.kind is not None or _marks(blocks, at + 1)
    styled = block.kind is BlockKind.HEADING or (block.style or "").startswith(("centred", "title", "heavy"))
    if not marked and not styled and heading.title:
        return None
    letters.add(letter)
    region = Region(heading.kind or ElementKind.ANNEX_INFORMATIVE, [at], letter=letter, title=heading.title)
    _take_annex_title(blocks, at, region, marked=heading.kind is not None)
    return region


def _marks(blocks: Sequence[Block], at: int) -> bool:
    return at < len(blocks) and len(blocks[at].text) < 16 and annex_kind(blocks[at].text) is not None


def _take_annex_title(blocks: Sequence[Block], at: int, region: Region, *, marked: bool) -> None:
    """The lines after 附录A: （规范性）, then the title, mostly centred."""
    for i in range(at + 1, min(at + 5, len(blocks))):
        block = blocks[i]
        text = block.text.strip()
        if _marks(blocks, i) and not marked:
            region.kind = annex_kind(text) or region.kind
            region.head.append(i)
            marked = True
            continue
        styled = block.kind is BlockKind.HEADING or (block.style or "").startswith(("centred", "title", "heavy"))
        numbered = block.number is not None or re.match(r"^(?:[A-Z]\.?)?\d", text)
        if (
            block.kind in (BlockKind.TABLE, BlockKind.FORMULA)
            or numbered
            or text.endswith(("。", "：", "；"))
            or len(text) > 60
        ):
            break
        if region.title and not (styled and i == region.head[-1] + 1 and not _sentence(text)):
            break
        if not styled and (region.title or not marked):
            break
        region.title = f"{region.title}{text}"
        region.head.append(i)


def _sentence(text: str) -> bool:
    return "，" in text or text.startswith(("表", "图"))
