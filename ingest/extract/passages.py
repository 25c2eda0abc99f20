"""Passages of a document: paragraphs of a clause as one text, with the way back to each block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from graph.document import Block, BlockKind, Clause, Document, ElementKind, Place

_ENDS = ("。", "；", "：", "!", "！", "？", ":", ";", ".")
_OPENS = re.compile(
    r"\s*(?:[-—–•·●]{1,4}|[a-z]{1,2}[)）.]|\d{1,2}[)）、]|[（(]\d|本(?:标准|文件|部分|规范|规程)|注\d*[:：]|"
    r"[^：:。]{2,14}(?:单位|人|人员)\s*[:：])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """``text`` of several blocks; lines that layout broke are joined without a line end."""

    text: str
    starts: tuple[int, ...]
    blocks: tuple[Block, ...]
    clause: str | None

    def place(self, start: int, end: int) -> Place:
        """Where ``text[start:end]`` stands; an end beyond the block of the start is cut there."""
        at = max(0, bisect_right(self.starts, start) - 1)
        block = self.blocks[at]
        first = min(max(0, start - self.starts[at]), len(block.text))
        last = min(max(first, end - self.starts[at]), len(block.text))
        return Place(block=block.index, page=block.page, clause=self.clause, start=first, end=last)


def passage(blocks: Iterable[Block], clause: str | None) -> Passage | None:
    """The paragraphs of these blocks; None where there are none."""
    kept = tuple(block for block in blocks if block.table is None and block.kind is not BlockKind.FOOTNOTE)
    if not kept:
        return None
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for block in kept:
        joint = "" if not parts or _goes_on(parts[-1], block) else "\n"
        lead = "" if block.number is None or block.text.startswith(block.number) else f"{block.number} "
        parts.append(f"{joint}{lead}{block.text}")
        starts.append(at + len(joint) + len(lead))
        at += len(parts[-1])
    return Passage("".join(parts), tuple(starts), kept, clause)


def _goes_on(before: str, block: Block) -> bool:
    """Whether a block goes on the line before it: a long line without an end, then no new beginning."""
    if block.number is not None or block.kind is BlockKind.HEADING or len(before) < 20:
        return False
    return not before.rstrip().endswith(_ENDS) and _OPENS.match(block.text) is None


def passages(document: Document, *kinds: ElementKind) -> list[Passage]:
    """One passage for each clause of these kinds, in printed order."""
    blocks = {block.index: block for block in document.blocks}
    found = [_of_clause(clause, blocks) for clause in document.walk() if clause.kind in kinds]
    return [one for one in found if one is not None]


def _of_clause(clause: Clause, blocks: dict[int, Block]) -> Passage | None:
    return passage((blocks[at] for at in clause.blocks if at in blocks), clause.number)
