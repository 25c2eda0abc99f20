"""Blocks of any reader → the structured document: cover, elements and the tree of clauses.

Elements are those of GB/T 1.1-2020 (6.1 and table 3), of its editions of 2009, 2000 and 1993, of environmental
standards, and of engineering standards (总则, 条文说明). Every block is in exactly one clause; the contents page goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.document import Block, BlockKind, Clause, Document, ElementKind
from ingest.documents.cover import read_cover
from ingest.documents.elements import compact, numbered
from ingest.documents.numbering import Key, Numbered, candidate, chain
from ingest.documents.raw import RawDocument
from ingest.documents.regions import Region, split, without_contents

_ANNEXES = (ElementKind.ANNEX_NORMATIVE, ElementKind.ANNEX_INFORMATIVE)
_FRONT = (ElementKind.COVER, ElementKind.FOREWORD, ElementKind.INTRODUCTION)
_TITLE_BACK = 4  # lines above chapter 1 that may repeat the title


@dataclass(slots=True)
class _Node:
    number: str | None
    title: str
    kind: ElementKind
    key: Key = ()
    blocks: list[int] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    def frozen(self, depth: int = 0) -> Clause:
        """Clauses nest at most six deep (GB/T 1.1-2020, 7.3.3: five levels of clauses)."""
        return Clause(
            number=self.number,
            title=self.title,
            kind=self.kind,
            depth=depth,
            blocks=tuple(self.blocks),
            children=tuple(child.frozen(depth + 1) for child in self.children),
        )


def build(name: str, raw: RawDocument) -> Document:
    """The document of what a reader found. Never raises on any sequence of blocks."""
    kept, cuts = without_contents(raw.blocks)
    blocks = [block.model_copy(update={"index": i}) for i, block in enumerate(kept)]
    regions = split(blocks)
    warnings = list(raw.warnings)
    front = regions[: _end_of_front(regions)]
    steps = _main_chain(blocks, front)
    start = steps[0].block if steps else _unnumbered_body(blocks, front)
    nodes, cover_blocks, body_title = _front_nodes(blocks, front, steps, start)
    tree: list[_Node] = []
    if steps:
        body = [i for region in front for i in (*region.head, *region.blocks) if i >= steps[0].block]
        tree = _tree(blocks, body, steps)
    elif start < len(blocks):
        warnings.append("no numbered chapters were found")
        own = [i for region in front for i in (*region.head, *region.blocks) if i >= start]
        tree = [_Node(None, "", ElementKind.CHAPTER, blocks=own)] if own else []
    for region in regions[len(front) :]:
        nodes_of = _region_nodes(blocks, region)
        tree.extend(nodes_of)
    _annex_kinds(blocks, tree)
    clauses = [*nodes, *tree]
    front_end = min(
        [*cuts, *(i for r in front[1:] for i in r.head), *(s.block for s in steps[:1])], default=len(blocks)
    )
    cover = read_cover([blocks[i] for i in cover_blocks if i < max(front_end, 1)], body_title, raw.running_heads)
    headings = {n.blocks[0]: n for n in _walk(clauses) if n.blocks and n.kind is not ElementKind.COVER}
    return Document(
        name=name,
        media_type=raw.media_type,
        pages=raw.pages,
        cover=cover,
        blocks=tuple(_as_heading(b, headings.get(b.index)) for b in blocks),
        clauses=tuple(node.frozen() for node in clauses),
        repairs=raw.repairs,
        warnings=tuple(warnings),
        ocr_pages=raw.ocr_pages,
    )


def _end_of_front(regions: Sequence[Region]) -> int:
    """How many regions stand before the first annex, bibliography or explanation: the body is within them."""
    return next((i for i, r in enumerate(regions) if r.kind not in _FRONT), len(regions))


def _main_chain(blocks: Sequence[Block], front: Sequence[Region]) -> list[Numbered]:
    candidates = [c for region in front for i in region.blocks if (c := candidate(blocks[i], i))]
    return chain(candidates)


def _unnumbered_body(blocks: Sequence[Block], front: Sequence[Region]) -> int:
    """Where the text begins of an excerpt without chapters: at the first table or sentence after the cover."""
    if not front or any(region.kind is not ElementKind.COVER for region in front):
        return len(blocks)
    own = [blocks[i] for i in front[0].blocks]
    return next(
        (b.index for b in own if b.kind is BlockKind.TABLE or b.text.rstrip().endswith(("。", "；", "："))), len(blocks)
    )


def _front_nodes(
    blocks: Sequence[Block], front: Sequence[Region], steps: Sequence[Numbered], start: int
) -> tuple[list[_Node], list[int], str | None]:
    """Cover, foreword and introduction; the title repeated above chapter 1 belongs to the cover."""
    title_lines = _repeated_title(blocks, start, front) if steps else []
    nodes: list[_Node] = []
    for region in front:
        own = [i for i in (*region.head, *region.blocks) if i < start and i not in title_lines]
        if region.kind is ElementKind.COVER:
            own = sorted([*own, *title_lines])
        if own or region.kind is not ElementKind.COVER:
            nodes.append(_Node(None, region.title, region.kind, blocks=own))
    nodes = [n for n in nodes if n.blocks]
    cover = next((n.blocks for n in nodes if n.kind is ElementKind.COVER), [])
    title = " ".join(blocks[i].text.strip() for i in title_lines) or None
    return nodes, cover, title


def _repeated_title(blocks: Sequence[Block], start: int, front: Sequence[Region]) -> list[int]:
    """The lines of the title above chapter 1 (GB/T 1.1-2020, 8.1.3), from the last backwards."""
    heads = {i for region in front for i in region.head}
    cover = "".join(compact(blocks[i].text) for i in front[0].blocks if i < start - _TITLE_BACK) if front else ""
    found: list[int] = []
    for i in range(start - 1, max(-1, start - 1 - _TITLE_BACK), -1):
        block, text = blocks[i], compact(blocks[i].text)
        styled = block.kind is BlockKind.HEADING or (block.style or "").lower().startswith(("title", "centred", "标题"))
        known = len(text) >= 4 and text in cover
        if (
            i in heads
            or block.kind is BlockKind.TABLE
            or text.endswith(("。", "；", "：", "，"))
            or not (styled or known)
        ):
            break
        if not re.search(r"[\u3400-\u9fff]{2}", text):
            break
        found.insert(0, i)
    return found


def _tree(
    blocks: Sequence[Block], own: Sequence[int], steps: Sequence[Numbered], kind: ElementKind | None = None
) -> list[_Node]:
    """Clauses of these blocks; ``kind`` is that of all clauses in an annex or explanation, else of its chapter."""
    opens = {step.block: step for step in steps}
    roots: list[_Node] = []
    stack: list[_Node] = []
    for at, i in enumerate(own):
        step = opens.get(i)
        if step is not None:
            while stack and not _is_below(step.key, stack[-1].key):
                stack.pop()
            node = _Node(step.number, step.title, kind or _kind(step, stack), step.key)
            if not step.title and node.kind is ElementKind.TERMS and at + 1 < len(own) and _bare(blocks[i], step):
                node.title = _term(blocks[own[at + 1]])
            (stack[-1].children if stack else roots).append(node)
            stack.append(node)
        if stack:
            stack[-1].blocks.append(i)
    return roots


def _is_below(key: Key, above: Key) -> bool:
    return len(key) > len(above) and key[: len(above)] == above


def _kind(step: Numbered, stack: Sequence[_Node]) -> ElementKind:
    return stack[-1].kind if stack else numbered(step.title)


def _bare(block: Block, step: Numbered) -> bool:
    return compact(block.text).strip(".") in (step.number, "") or (block.number is not None and not block.text.strip())


def _term(block: Block) -> str:
    text = block.text.strip()
    return text if len(text) < 90 and not text.endswith("。") and block.kind is not BlockKind.TABLE else ""


def _region_nodes(blocks: Sequence[Block], region: Region) -> list[_Node]:
    """The element itself, with its clauses below it."""
    is_annex = region.kind in _ANNEXES
    number = f"附录{region.letter}" if is_annex and region.letter else None
    node = _Node(number, region.title or ("附录" if is_annex else ""), region.kind, blocks=list(region.head))
    letter = region.letter if is_annex and region.letter and region.letter.isascii() else ""
    candidates = [c for i in region.blocks if (c := candidate(blocks[i], i, letter))]
    steps = chain(candidates) if is_annex or region.kind is ElementKind.EXPLANATION else []
    if is_annex and not steps and letter:
        steps = chain([c for i in region.blocks if (c := candidate(blocks[i], i))])
    start = steps[0].block if steps else len(blocks)
    node.blocks.extend(i for i in region.blocks if i < start)
    node.children = _tree(blocks, [i for i in region.blocks if i >= start], steps, region.kind)
    return [node]


def _annex_kinds(blocks: Sequence[Block], nodes: Sequence[_Node]) -> None:
    """Annexes whose heading says nothing: the foreword may (附录A为规范性附录, GB/T 1.1-2009, 6.1.3)."""
    said = {
        letter: ElementKind.ANNEX_NORMATIVE if re.search("规范|标准的|补充", what) else ElementKind.ANNEX_INFORMATIVE
        for block in blocks[:200]
        if "附录" in block.text and block.kind is not BlockKind.TABLE
        for letters, what in re.findall(
            r"附录\s*((?:[A-Z](?:\s*[、和及,，]\s*(?:附录\s*)?)?)+)\s*(?:均|都)?[是为]\s*(规范性|资料性|标准的|提示的|补充件|参考件)",
            block.text,
        )
        for letter in re.findall("[A-Z]", letters)
    }
    for node in nodes:
        if (
            node.kind in _ANNEXES
            and node.number
            and not any("性" in blocks[i].text or "的附录" in blocks[i].text for i in node.blocks[:4])
        ):
            for below in _walk([node]):
                below.kind = said.get(node.number[-1], node.kind)


def _walk(nodes: Sequence[_Node]) -> list[_Node]:
    found: list[_Node] = []
    pending = list(reversed(nodes))
    while pending:
        node = pending.pop()
        found.append(node)
        pending.extend(reversed(node.children))
    return found


def _as_heading(block: Block, node: _Node | None) -> Block:
    """The first block of a titled clause is its heading."""
    if node is None or not node.title or block.kind is not BlockKind.PARAGRAPH:
        return block
    if (
        node.number is not None
        and compact(node.title) not in compact(block.text)
        and node.number not in compact(block.text)
    ):
        return block
    level = 1 if not node.key else len(node.key)
    return block.model_copy(update={"kind": BlockKind.HEADING, "level": level})
