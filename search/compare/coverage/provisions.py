"""A draft → its provisions 条款, sentence by sentence, and what of its text is not counted and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.document import Block, Clause, Document, ElementKind, Place
from search.clauses.sentences import is_title, normal, sentences, weight
from search.compare.coverage.data import boilerplate, uncounted


class LeftOut(StrEnum):
    """Why a sentence is not counted."""

    ELEMENT = "element"  # stands in an element without provisions (data/elements.csv)
    BOILERPLATE = "boilerplate"  # stock sentence (data/boilerplate.csv)
    SOURCED_TERM = "sourced_term"  # a definition taken over with its source
    QUOTED = "quoted"  # quoted with its source


@dataclass(frozen=True, slots=True)
class Provision:
    """A sentence or table row of a draft. ``weight``: its letters, digits and hanzi."""

    text: str
    wording: str
    weight: int
    place: Place
    clause: str | None
    title: str  # of the clause
    row: bool
    left_out: LeftOut | None = None


_SOURCE = re.compile(r"[\[［【]\s*(?:来源|引自|改写|定义|修改|[A-Z]{2,}[/ ]?[TZ]?\s*\d)[^\]］】]{0,120}[\]］】]")
_QUOTED = re.compile(r"[“「『\"][^”」』\"]{10,}[”」』\"]")
_CITES = re.compile(r"[《(（\[［]?\s*(?:[A-Z]{1,5}(?:/[TZ])?\s*\d{2,}|第[一二三四五六七八九十百\d]+条)")
_MOSTLY = 0.6


def provisions_of(document: Document) -> list[Provision]:
    """All sentences of the document long enough to compare, in printed order."""
    blocks = {block.index: block for block in document.blocks}
    found: list[Provision] = []
    for clause in document.walk():
        own = [blocks[at] for at in clause.blocks if at in blocks]
        reason = _reason(clause, own)
        for block in own:
            found += _of_block(block, clause, reason)
    return found


def _reason(clause: Clause, blocks: list[Block]) -> LeftOut | None:
    if clause.kind in uncounted():
        return LeftOut.ELEMENT
    numbered = clause.kind is ElementKind.TERMS and clause.depth > 0
    if numbered and any(_SOURCE.search(block.text) for block in blocks):
        return LeftOut.SOURCED_TERM
    return None


def _of_block(block: Block, clause: Clause, reason: LeftOut | None) -> list[Provision]:
    found = []
    title = normal(clause.title)
    for row, one in enumerate(sentences(block.text)):
        wording = normal(one.text)
        if not wording or is_title(one.text, title):
            continue
        place = Place(
            block=block.index, page=block.page, clause=clause.number, start=one.start, end=one.end,
            table=block.table.number if block.table else None, row=row if block.table else None,
        )  # fmt: skip
        in_table = one.row or block.table is not None
        left_out = reason or _of_text(one.text, wording)
        found.append(
            Provision(one.text, wording, weight(one.text), place, clause.number, clause.title, in_table, left_out)
        )
    return found


def _of_text(text: str, wording: str) -> LeftOut | None:
    if boilerplate(wording):
        return LeftOut.BOILERPLATE
    quoted = sum(weight(one) for one in _QUOTED.findall(text))
    if quoted > _MOSTLY * weight(text) and _CITES.search(_QUOTED.sub("", text)):
        return LeftOut.QUOTED
    return None
